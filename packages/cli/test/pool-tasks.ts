import { isMainThread } from "node:worker_threads";
import { setTimeout as sleep } from "node:timers/promises";

/** Fails for multiples of 7 but 0, the later ones sooner. */
export async function failSometimes(task: number): Promise<number> {
  await sleep(task % 7 === 0 && task > 0 ? Math.max(0, 40 - task) : 1);
  if (task % 7 === 0 && task > 0) throw new RangeError(`task number ${task} cannot be done`);
  return task;
}

export async function takeLong(task: number): Promise<number> {
  await sleep(50);
  return task;
}

export function tellThread(): boolean {
  return isMainThread;
}

export function square(task: number): number {
  return task * task;
}
