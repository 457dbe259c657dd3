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

/** Entry of a worker thread: the pool's data say which function to run. */
export async function runBatch(batch: readonly unknown[]): Promise<BatchResult> {
  runner ??= makeBatchRunner(workerData as WorkerStart);
  return (await runner)(batch);
}
