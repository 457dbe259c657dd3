// Tasks for the tests of the queue.
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { threadId } from "node:worker_threads";

export async function sleepAndSquare(task: number, shared: { readonly sleep_ms: number }): Promise<number> {
  await sleep(shared.sleep_ms);
  return task * task;
}

/** When a task was under way, in ms since 1970, and in which thread. */
export interface Waited {
  readonly thread: number;
  readonly from_ms: number;
  readonly to_ms: number;
}

const now = (): number => performance.timeOrigin + performance.now();

export async function sleepAndTellWhen(_task: number, shared: { readonly sleep_ms: number }): Promise<Waited> {
  const from_ms = now();
  await sleep(shared.sleep_ms);
  return { thread: threadId, from_ms, to_ms: now() };
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
