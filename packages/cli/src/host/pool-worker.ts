import { enableCompileCache, flushCompileCache } from "node:module";
import { isMainThread } from "node:worker_threads";
import { deserialize } from "node:v8";
import type { BatchResult, TaskFunction, ThreadBatch, WorkerStart } from "./pool.ts";

type BatchRunner = (batch: readonly unknown[]) => Promise<BatchResult>;

/** Loads the module once and returns the function that runs one batch of tasks after the other. */
export async function makeBatchRunner({ module, function: name, shared }: WorkerStart): Promise<BatchRunner> {
  const exported = ((await import(module)) as Record<string, unknown>)[name];
  if (typeof exported !== "function") throw new TypeError(`${module} exports no function ${name}`);
  const perform = exported as TaskFunction<unknown, unknown, unknown>;
  return async (batch) => {
    const results: unknown[] = [];
    for (const task of batch) {
      try {
        results.push(await perform(task, shared));
      } catch (error) {
        const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
        return { results, failure: { message, stack } };
      }
    }
    return { results };
  };
}

/** Studies whose inputs a thread keeps unpacked: one may be under way while the next begins. */
const KEPT_STUDIES = 2;
const runners = new Map<number, Promise<BatchRunner>>();

/**
 * Entry of a worker thread.
 * @public The pool calls it by its name.
 */
export async function runBatch({ study, module, function: name, shared, batch }: ThreadBatch): Promise<BatchResult> {
  let runner = runners.get(study);
  if (runner === undefined) {
    runner = makeBatchRunner({ module, function: name, shared: deserialize(Buffer.from(shared)) });
    runners.set(study, runner);
    const [oldest] = runners.keys();
    if (runners.size > KEPT_STUDIES) runners.delete(oldest!);
    await runner;
    // A thread is ended too abruptly to write its code cache by itself.
    flushCompileCache();
  }
  return (await runner)(batch);
}

// A thread has a code cache of its own to open; what nearly every study needs is loaded before the first batch comes.
if (!isMainThread) {
  enableCompileCache();
  import("parapet").catch(() => {});
}
