import { enableCompileCache, flushCompileCache } from "node:module";
import { workerData } from "node:worker_threads";
import type { BatchResult, TaskFunction, WorkerStart } from "./pool.ts";

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

let runner: Promise<BatchRunner> | undefined;

/**
 * Entry of a worker thread: the pool's data say which function to run.
 * @public The pool calls it by its name.
 */
export async function runBatch(batch: readonly unknown[]): Promise<BatchResult> {
  runner ??= startThread();
  return (await runner)(batch);
}

/** A thread has a code cache of its own to open, and is ended too abruptly to write it by itself. */
async function startThread(): Promise<BatchRunner> {
  enableCompileCache();
  const started = await makeBatchRunner(workerData as WorkerStart);
  flushCompileCache();
  return started;
}
