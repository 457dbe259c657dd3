// Measures the workbench in a real browser, alone on the machine or not: wall times, and the processor time that does not depend on who else is there.
// Usage: npm run measure:workbench [-- --rounds 3]
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";
import type { Page } from "playwright-core";
import { bigRaid } from "../apps/web/test/big-raid.ts";
import { makeProjection } from "../apps/web/src/map/projection.ts";
import { openWorkbench } from "../apps/web/test/open-workbench.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" } } });
const rounds = Math.max(1, Number(values.rounds));
const DIST = resolve(import.meta.dirname, "../apps/web/dist");
const ASKED =
  "scenario=japan-2018&interceptor=sm3-iia&threat=irbm&path=minimum-energy&units=araya+mutsumi&regions=north-korea-kusong&at=136,38,22";
const CAMERA = { centre: [136, 38] as const, span_deg: 22 };
const ARAYA = [140.066, 39.714] as const;
const WAIT = { timeout: 120_000 };
const DRAG_ms = 3000;

const middle = (found: readonly number[]): number => found.toSorted((a, b) => a - b)[found.length >> 1] ?? Number.NaN;
const tell = (what: string, found: readonly number[], unit: string, goal: string, digits = 2): void =>
  console.log(
    `${what.padEnd(44)} ${middle(found).toFixed(digits).padStart(8)} ${unit.padEnd(8)} goal ${goal.padEnd(12)} all: ${found.map((each) => each.toFixed(digits)).join(", ")}`,
  );

/** Notes when states of the answer are shown and what shifts, from the page itself. */
async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: { state: string; time: number }[] = [];
    const found = { seen, shift: 0, released: 0 };
    Object.assign(globalThis, { measured: found });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) found.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    addEventListener("pointerup", () => (found.released = performance.now()), true);
    const look = (): void => {
      const state = document.querySelector<HTMLElement>("[data-testid=map]")?.dataset["state"] ?? "none";
      if (state !== seen.at(-1)?.state) seen.push({ state, time: performance.now() });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

interface Measured {
  readonly seen: readonly { readonly state: string; readonly time: number }[];
  readonly shift: number;
  readonly released: number;
}
const readMeasured = (page: Page): Promise<Measured> =>
  page.evaluate(() => (globalThis as unknown as { measured: Measured }).measured);
const numberOf = async (page: Page, name: string): Promise<number> =>
  Number((await page.getByTestId("map").getAttribute(`data-${name}`)) ?? 0);

const folder = mkdtempSync(join(tmpdir(), "parapet-measure-"));
const bench = await openWorkbench(folder);
try {
  console.log(`load of the machine ${loadavg()[0]!.toFixed(1)}; each figure the middle of ${rounds}`);
  const found = { picture: [], processor: [], exactFirst: [], shift: [], previews: [], previewCost: [], exact: [], exactCost: [], frames: [], frameCost: [] } as Record<string, number[]>; // prettier-ignore
  for (let n = 0; n < rounds; n++) {
    const before = await bench.processorTime();
    const page = await bench.open(`page=map&${ASKED}`, { before: watchPage });
    await page.waitForFunction(() => performance.getEntriesByName("first-picture").length > 0, undefined, WAIT);
    found["processor"]!.push((await bench.processorTime()) - before);
    found["picture"]!.push(
      await page.evaluate(() => performance.getEntriesByName("first-picture")[0]!.startTime / 1000),
    );
    await page.locator("[data-testid=state][data-state=done]").waitFor(WAIT);
    const shown = await readMeasured(page);
    found["shift"]!.push(shown.shift);
    found["exactFirst"]!.push(shown.seen.find(({ state }) => /exact|draws|done/.test(state))!.time / 1000);

    const box = (await page.getByTestId("map").boundingBox())!;
    const [x, y] = makeProjection("flat", CAMERA, box)([...ARAYA])!;
    await page.mouse.move(box.x + x, box.y + y);
    await page.mouse.down();
    await page.mouse.move(box.x + x + 6, box.y + y + 4);
    await page.locator("[data-testid=state][data-state=preview]").waitFor(WAIT);
    const [from, start, work] = [await numberOf(page, "previews"), performance.now(), await bench.processorTime()];
    let step = 0;
    while (performance.now() - start < DRAG_ms) {
      step++;
      await page.mouse.move(box.x + x + 80 * Math.sin(step / 20), box.y + y - 60 + 60 * Math.cos(step / 20));
      await page.waitForTimeout(8);
    }
    const count = (await numberOf(page, "previews")) - from;
    found["previews"]!.push((1000 * count) / (performance.now() - start));
    found["previewCost"]!.push((1000 * ((await bench.processorTime()) - work)) / Math.max(1, count));
    const released = await bench.processorTime();
    await page.mouse.up();
    await page.locator("[data-testid=state]:is([data-state=exact],[data-state=draws],[data-state=done])").waitFor(WAIT);
    found["exactCost"]!.push((await bench.processorTime()) - released);
    const after = await readMeasured(page);
    const exact = after.seen.find(({ state, time }) => time > after.released && /exact|draws|done/.test(state))!;
    found["exact"]!.push((exact.time - after.released) / 1000);
    await bench.closePages();
  }
  for (let n = 0; n < rounds; n++) {
    const page = await bench.open(bigRaid());
    await page.getByText(/\d+ of 100 get through/).waitFor(WAIT);
    await page.getByLabel("Speed").selectOption("30");
    await page.getByLabel("Time in the raid").last().fill("240");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.waitForTimeout(1000);
    const [from, start] = [await numberOf(page, "moving-frames"), performance.now()];
    await page.waitForTimeout(4000);
    found["frames"]!.push((1000 * ((await numberOf(page, "moving-frames")) - from)) / (performance.now() - start));
    found["frameCost"]!.push(await numberOf(page, "moving-cost"));
    await bench.closePages();
  }
  tell("first useful picture (coast and sites)", found["picture"]!, "s", "< 3");
  tell("  processor of the browser until then", found["processor"]!, "s", "");
  tell("first exact answer after opening", found["exactFirst"]!, "s", "");
  tell("layout shift until the answer is done", found["shift"]!, "", "< 0.05", 4);
  tell("previews while dragging", found["previews"]!, "a second", ">= 20", 1);
  tell("  processor of the browser a preview", found["previewCost"]!, "ms", "", 1);
  tell("exact answer after letting go", found["exact"]!, "s", "< 2");
  tell("  processor of the browser for it", found["exactCost"]!, "s", "");
  tell("raid of 100 and 200: frames", found["frames"]!, "a second", ">= 20", 1);
  tell("  drawing of a frame", found["frameCost"]!, "ms", "", 1);
  tellScripts();
} finally {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Scripts as the server compresses them: those of the first page, those of its workers, and the globe library apart. */
function tellScripts(): void {
  const assets = join(DIST, "assets");
  if (!existsSync(assets)) return;
  const sizes = readdirSync(assets)
    .filter((name) => name.endsWith(".js"))
    .map((name) => ({ name, kB: brotliCompressSync(readFileSync(join(assets, name))).length / 1000 }));
  // The globe's part is the one that no page needs until the globe is asked for.
  const isGlobe = (name: string): boolean => /^(src|engine|cesium|globe)/i.test(name);
  const rest = sizes.filter(({ name }) => !isGlobe(name));
  const sum = (list: readonly { readonly kB: number }[]): number => list.reduce((total, { kB }) => total + kB, 0);
  console.log(`script but the globe's, compressed: ${sum(rest).toFixed(0)} kB in ${rest.length} files (goal < 500)`);
  for (const { name, kB } of sizes.toSorted((a, b) => b.kB - a.kB).slice(0, 6))
    console.log(`  ${name}: ${kB.toFixed(0)} kB${isGlobe(name) ? " (globe)" : ""}`);
}
