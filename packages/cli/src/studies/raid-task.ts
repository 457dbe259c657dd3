import { type RaidAnswer, type RaidShared, type RaidTask, RaidWorker } from "parapet";

/** One worker per thread and study: its trial runners are used by all its tasks. */
const workers = new WeakMap<RaidShared, RaidWorker>();

/** Runs some trials of a raid study; runs in the worker threads. */
export function runRaidTask(task: RaidTask, shared: RaidShared): RaidAnswer {
  let worker = workers.get(shared);
  if (worker === undefined) {
    worker = new RaidWorker(shared);
    workers.set(shared, worker);
  }
  return worker.run(task);
}
