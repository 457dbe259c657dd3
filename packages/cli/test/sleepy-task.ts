// Tasks for the tests of the queue.
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export async function sleepAndSquare(task: number, shared: { readonly sleep_ms: number }): Promise<number> {
  await sleep(shared.sleep_ms);
  return task * task;
}

/** Leaves a line for each time that a task is done. */
export async function squareAndTell(
  task: number,
  shared: { readonly sleep_ms: number; readonly file: string },
): Promise<number> {
  await sleep(shared.sleep_ms);
  appendFileSync(shared.file, `${task}\n`);
  return task * task;
}

export function failAtSeven(task: number): number {
  if (task === 7) throw new RangeError("seven cannot be done");
  return task;
}
