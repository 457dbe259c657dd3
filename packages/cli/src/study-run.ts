import { Interrupted } from "./exit.ts";
import { openCache } from "./host/cache.ts";
import type { CacheKey } from "./host/cache.ts";
import { showPath } from "./host/data.ts";
import { mapTasks } from "./host/pool.ts";
import { formatProblem } from "./host/problems.ts";
import { checkResultFolder, resultFolder, writeResult } from "./host/result.ts";
import { readVersion } from "./host/version.ts";
import type { Session } from "./session.ts";
import type { PreparedStudy, StudyHost, StudyOutcome } from "./study-seam.ts";

/** A computed study and where its result stands. */
export interface StudyRun {
  readonly study: PreparedStudy;
  readonly outcome: StudyOutcome;
  readonly version: string;
  /** Folder of the result, as a person at this folder would type it. */
  readonly result: string;
}

export interface StudyRunOptions {
  /** The result's own folder; without it, results/<name>-<hash>. */
  readonly out?: string | undefined;
}

/** Computes a study, or takes it from the cache, and writes its result folder. The place is checked before any work. */
export async function runStudy(study: PreparedStudy, options: StudyRunOptions, session: Session): Promise<StudyRun> {
  const { settings, folder, signal } = session;
  const place = resultFolder({ out: options.out, folder, name: study.name, hash: study.hash });
  await checkResultFolder(place);
  for (const warning of study.warnings) session.note(formatProblem({ ...warning, severity: "warning" }));

  const version = readVersion();
  const { kind, name, hash, seed, runs } = study;
  const cache = openCache({ folder, fresh: settings.fresh });
  const key: CacheKey = { kind: `${kind}/${settings.language}`, hash, seed, runs };
  let outcome = unpackOutcome(cache.read(key));
  if (outcome === undefined) {
    outcome = await study.perform(makeStudyHost(session, version));
    if (signal.aborted) throw new Interrupted();
    cache.write(key, packOutcome(outcome));
  }
  await writeResult(place, {
    manifest: { kind, name, version, hash, seed, runs, command: session.command },
    resolved: outcome.resolved,
    metrics: outcome.details ?? outcome.metrics,
    files: outcome.files,
  });
  return { study, outcome, version, result: showPath(place) };
}

function makeStudyHost(session: Session, version: string): StudyHost {
  const { settings, signal, command, startProgress } = session;
  return {
    mapTasks: ({ perform: _perform, ...work }) => mapTasks({ ...work, workers: settings.workers, signal }),
    startProgress,
    language: settings.language,
    command,
    version,
  };
}

interface PackedOutcome extends Omit<StudyOutcome, "files"> {
  readonly texts: Readonly<Record<string, string>>;
  readonly bytes: Readonly<Record<string, string>>;
}

function packOutcome({ files, ...rest }: StudyOutcome): PackedOutcome {
  const texts: Record<string, string> = {};
  const bytes: Record<string, string> = {};
  for (const [path, content] of Object.entries(files)) {
    if (typeof content === "string") texts[path] = content;
    else bytes[path] = Buffer.from(content).toString("base64");
  }
  return { ...rest, texts, bytes };
}

function unpackOutcome(packed: unknown): StudyOutcome | undefined {
  if (packed === undefined) return undefined;
  const { texts, bytes, ...rest } = packed as PackedOutcome;
  const files: Record<string, string | Uint8Array> = { ...texts };
  for (const [path, content] of Object.entries(bytes)) files[path] = Buffer.from(content, "base64");
  return { ...rest, files };
}
