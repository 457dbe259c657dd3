// A raid of a hundred missiles at which two hundred interceptors are fired, and what the page's memory does while it plays.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { Page } from "playwright-core";

const SCENARIO = resolve(import.meta.dirname, "../../../scenarios/japan-2018.yaml");

/** Address of the trial page with the raid: Japan's scenario with more missiles and fuller magazines. */
export function bigRaid(): string {
  const text = readFileSync(SCENARIO, "utf8")
    .replace("count: 12,", "count: 90,")
    .replace("spacing: 20 s", "spacing: 3 s")
    .replace("count: 4,", "count: 10,")
    .replace("spacing: 60 s", "spacing: 20 s")
    .replaceAll("rounds: 24", "rounds: 90")
    .replaceAll("rounds: 8", "rounds: 60")
    .replace("volleys: [1, 1]", "volleys: [2, 1]");
  const packed = deflateRawSync(Buffer.from(text)).toString("base64");
  return `page=trial&scenario=japan-2018&text=${packed.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** The page's heap after a collection, MB, at equal steps of a time; the trial is started again whenever it has ended. */
export async function watchHeap(
  page: Page,
  { seconds, samples }: { readonly seconds: number; readonly samples: number },
): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page);
  const found: number[] = [];
  for (let i = 0; i < samples; i++) {
    await page.waitForTimeout((1000 * seconds) / samples);
    const play = page.getByRole("button", { name: "Play", exact: true });
    if (await play.isVisible()) await play.click();
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    found.push(usedSize / 1e6);
  }
  return found;
}
