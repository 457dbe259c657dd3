import { resolve } from "node:path";
import { Interrupted } from "./exit.ts";
import { readBuild } from "./host/build.ts";
import { Progress } from "./host/checkpoint.ts";
import { showPath } from "./host/data.ts";
import { digestOf, joinParts, listParts, type PartFacts, partsFolder, type PartsInHand, type Piece, readPart, type Shard, writePart } from "./host/parts.ts"; // prettier-ignore
import { refuse } from "./host/problems.ts";
import type { Session } from "./session.ts";
import { computeStudy, type MapPiece } from "./study-compute.ts";
import type { PreparedStudy } from "./prepared-study.ts";

export interface ShardRunOptions {
  readonly shard: Shard;
  /** Folder with all parts of the earlier rounds. */
  readonly after?: string | undefined;
  /** Folder that the part goes to. */
  readonly out?: string | undefined;
  readonly resume?: boolean | undefined;
  readonly queue?: string | undefined;
}

/** A computed shard and where its part stands. */
export interface ShardRun {
  readonly facts: PartFacts;
  /** Tasks that this shard did, and those of all shards. */
  readonly own: number;
  readonly total: number;
  readonly file: string;
}

/** Ends a study where the answers of other shards would be needed. */
class ShardDone extends Error {}

/** Computes one shard of a study as far as it does not rest on other shards, and writes its part. */
export async function runShard(
  prepared: PreparedStudy,
  { shard, after, out, resume, queue }: ShardRunOptions,
  session: Session,
): Promise<ShardRun> {
  const { study, hash } = prepared;
  const { kind, name, seed, draws: runs } = study;
  const build = await readBuild();
  const earlier = after === undefined ? undefined : await readParts([after]);
  const round = (earlier?.rounds ?? 0) + 1;
  const facts: PartFacts = { build, kind, name, hash, seed, runs, command: session.command, shard, round };
  if (earlier !== undefined && (earlier.facts.hash !== hash || earlier.facts.shard.of !== shard.of))
    throw refuse("the parts are of another study, or of another number of shards", after);

  const pieces: Piece[] = [];
  let done: { readonly own: number; readonly total: number } | undefined;
  const mapPiece: MapPiece = async (work, compute) => {
    const { tasks, everywhere = false } = work;
    const digest = digestOf(tasks);
    const known = earlier?.find(digest);
    if (known !== undefined) return known as never;
    const mine = tasks.map((_, task) => task).filter((task) => everywhere || task % shard.of === shard.number - 1);
    const answers = await compute({ ...work, tasks: mine.map((task) => tasks[task]!) });
    const numbered = new Map(mine.map((task, i) => [task, answers[i] as unknown]));
    pieces.push({ digest, total: tasks.length, everywhere, answers: numbered });
    if (everywhere) return answers;
    done = { own: mine.length, total: tasks.length };
    throw new ShardDone();
  };
  const progress = new Progress({
    folder: session.folder,
    hash: `${hash} shard ${shard.number}/${shard.of} round ${round}`,
    resume: resume === true,
  });
  try {
    await computeStudy(prepared, { progress, queue, mapPiece }, session);
  } catch (error) {
    if (!(error instanceof ShardDone)) throw error;
  }
  if (session.signal.aborted) throw new Interrupted();
  if (done === undefined)
    throw refuse(
      earlier === undefined
        ? `a study of kind ${kind} is computed in one piece and cannot be shared out: run it without --shard`
        : "nothing is left to share out: parapet merge makes the result of these parts",
    );
  const folder = out === undefined ? partsFolder({ folder: session.folder, name, hash }) : resolve(session.folder, out);
  const file = await writePart(folder, { facts, study, pieces });
  progress.clear();
  return { facts, ...done, file: showPath(file) };
}

/** Parts that belong together, all of them. Throws BadInput. */
export async function readParts(names: readonly string[]): Promise<PartsInHand> {
  const build = await readBuild();
  const files = await listParts(names);
  return joinParts(await Promise.all(files.map((file) => readPart(file, build))));
}

/** Answers a study's lists of tasks from its parts; what no part has is computed here. */
export function mapFromParts(parts: PartsInHand, session: Session): MapPiece {
  return async (work, compute) => {
    const known = parts.find(digestOf(work.tasks));
    if (known !== undefined) return known as never;
    const count = work.tasks.length;
    session.note(`${count} task${count === 1 ? "" : "s"} that rest on the parts are computed here`);
    return compute(work);
  };
}
