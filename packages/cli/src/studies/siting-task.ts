import { type SitingAnswer, type SitingShared, type SitingTask, SitingWorker } from "parapet";
import { loadHighs } from "../host/highs.ts";

/** One worker per thread and study: what it prepares is used by all its tasks. */
const workers = new WeakMap<SitingShared, SitingWorker>();

/** Solves one program of a siting study; runs in the worker threads. */
export async function runSitingTask(task: SitingTask, shared: SitingShared): Promise<SitingAnswer> {
  let worker = workers.get(shared);
  if (worker === undefined) {
    worker = new SitingWorker(shared, loadHighs);
    workers.set(shared, worker);
  }
  return worker.run(task);
}
