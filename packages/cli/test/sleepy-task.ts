// Tasks for the tests of the queue.
import { setTimeout as sleep } from "node:timers/promises";

export async function sleepAndSquare(task: number, shared: { readonly sleep_ms: number }): Promise<number> {
  await sleep(shared.sleep_ms);
  return task * task;
}

export function failAtSeven(task: number): number {
  if (task === 7) throw new RangeError("seven cannot be done");
  return task;
}
