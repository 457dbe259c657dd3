import { setTimeout as sleep } from "node:timers/promises";

/** Waits until something can be seen to hold; a minute of waiting is a failure that names what did not come. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 3000; looks++) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error(`waited a minute and more for ${what}`);
}
