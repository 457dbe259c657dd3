import { type RaidAnswer, type RaidShared, type RaidTask, RaidWorker } from "parapet";
import { loadRaidSolver } from "../host/highs.ts";

/** One worker per thread and study: its trial runners are used by all its tasks. */
const workers = new WeakMap<RaidShared, Promise<RaidWorker>>();

/** Runs some trials of a raid study; runs in the worker threads. */
export async function runRaidTask(task: RaidTask, shared: RaidShared): Promise<RaidAnswer> {
  let worker = workers.get(shared);
  if (worker === undefined) {
    worker = loadRaidSolver(shared.problem).then((solver) => new RaidWorker(shared, solver));
    workers.set(shared, worker);
  }
  return (await worker).run(task);
}
