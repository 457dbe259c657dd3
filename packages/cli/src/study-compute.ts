import { makeSourceOf } from "parapet";
import { readGeography } from "./host/data.ts";
import type { Progress } from "./host/checkpoint.ts";
import { type HireCrew, mapTasks, warmThreads } from "./host/pool.ts";
import { readVersion } from "./host/version.ts";
import type { Session } from "./session.ts";
import { makeNameOf, type PreparedStudy } from "./prepared-study.ts";
import type { StudyOutcome, StudyWork } from "./study-seam.ts";

/** Maps one list of tasks of a study: `compute` does any of them on this host's workers. */
export type MapPiece = <Task, Shared, Result>(
  work: StudyWork<Task, Shared>,
  compute: (work: StudyWork<Task, Shared>) => Promise<Result[]>,
) => Promise<Result[]>;

export interface ComputeOptions {
  readonly progress: Progress;
  /** Address of a queue whose workers compute the study. */
  readonly queue?: string | undefined;
  /** The command that makes the result; the session's own unless said otherwise. */
  readonly command?: string | undefined;
  /** Who answers a list of tasks; this host's workers unless said otherwise. */
  readonly mapPiece?: MapPiece;
}

/** Computes a study on this host's workers or those of a queue. */
export async function computeStudy(
  prepared: PreparedStudy,
  { progress, queue, command, mapPiece }: ComputeOptions,
  session: Session,
): Promise<StudyOutcome> {
  const { settings, signal } = session;
  const { study, hash, catalogue } = prepared;
  const hired = queue === undefined ? {} : { hire: await hireWorkers(queue, session) };
  const compute = <Task, Shared, Result>(work: StudyWork<Task, Shared>): Promise<Result[]> =>
    mapTasks<Task, Shared, Result>({
      ...work,
      ...hired,
      workers: settings.workers,
      signal,
      checkpoint: progress.open(work.tasks),
    });
  return prepared.perform(study, {
    mapTasks: <Task, Shared, Result>(work: StudyWork<Task, Shared>): Promise<Result[]> =>
      mapPiece === undefined
        ? compute<Task, Shared, Result>(work)
        : mapPiece<Task, Shared, Result>(work, (some) => compute<Task, Shared, Result>(some)),
    warmWorkers: () => {
      if (queue === undefined) warmThreads(settings.workers);
    },
    startProgress: session.startProgress,
    ...(session.tellInterim === undefined ? {} : { tellInterim: session.tellInterim }),
    catalogue,
    nameOf: makeNameOf(prepared, settings.language),
    sourceOf: makeSourceOf(catalogue),
    readGeography,
    language: settings.language,
    command: command ?? session.command,
    version: readVersion(),
    hash,
  });
}

/** The machines that listen to a queue, in the place of this one's threads. */
async function hireWorkers(url: string, { note }: Session): Promise<HireCrew> {
  const { hireFromQueue } = await import("./host/queue-crew.ts");
  const { readBuild } = await import("./host/build.ts");
  return hireFromQueue({ url, build: await readBuild(), note });
}
