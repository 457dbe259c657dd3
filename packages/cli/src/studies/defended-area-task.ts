import { type DefendedAreaAnswer, type DefendedAreaShared, type DefendedAreaTask, DefendedAreaWorker } from "parapet";

/** One worker per thread and study: what it prepares is used by all its tasks. */
const workers = new WeakMap<DefendedAreaShared, DefendedAreaWorker>();

/** Does one task of a defended-area study; runs in the worker threads. */
export function runDefendedAreaTask(task: DefendedAreaTask, shared: DefendedAreaShared): DefendedAreaAnswer {
  let worker = workers.get(shared);
  if (worker === undefined) {
    worker = new DefendedAreaWorker(shared);
    workers.set(shared, worker);
  }
  return worker.run(task);
}
