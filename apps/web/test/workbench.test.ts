// The workbench in a real browser, used as a person would.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProjection } from "../src/map/projection.ts";
import { keepPicture, openWorkbench, whyNoBrowser, type Workbench } from "./open-workbench.ts";

const why = whyNoBrowser();
if (why !== undefined) console.log(why);

const ASKED =
  "scenario=japan-2018&interceptor=sm3-iia&threat=irbm&path=minimum-energy&units=araya+mutsumi&regions=north-korea-kusong";
const CAMERA = { centre: [136, 38] as const, span_deg: 22 };
const AT = "at=136,38,22";
const ARAYA = [140.066, 39.714] as const;
const WAIT = { timeout: 60_000 };

describe.skipIf(why !== undefined)("the workbench", () => {
  const folder = mkdtempSync(join(tmpdir(), "parapet-workbench-"));
  let bench: Workbench;
  beforeAll(async () => {
    bench = await openWorkbench(folder);
  }, 180_000);
  afterAll(async () => {
    await bench?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const spotOf = async (page: Page, place: readonly [number, number]): Promise<{ x: number; y: number }> => {
    const box = (await page.getByTestId("map").boundingBox())!;
    const projection = makeProjection("flat", CAMERA, box);
    const [x, y] = projection([place[0], place[1]])!;
    return { x: box.x + x, y: box.y + y };
  };
  const stateOf = (page: Page): Promise<string | null> => page.getByTestId("state").getAttribute("data-state");
  const waitFor = (page: Page, state: string): Promise<void> =>
    page.locator(`[data-testid=state][data-state=${state}]`).waitFor(WAIT);
  const count = async (page: Page, name: string): Promise<number> =>
    Number(await page.getByTestId("map").getAttribute(`data-${name}`));

  it("see: shows the shipped scenario at once, with symbols, legend and the answer", async () => {
    const start = performance.now();
    const page = await bench.open("page=map");
    await page.getByRole("button", { name: "Aegis Ashore Araya (planned)" }).waitFor(WAIT);
    console.log(`first useful picture after ${((performance.now() - start) / 1000).toFixed(1)} s`);
    await page.getByText("Natural Earth").waitFor(WAIT);
    await waitFor(page, "done");
    expect(await page.getByTestId("people").innerText()).toMatch(/^\d+ % of the people are defended/);
    expect(await page.locator("tbody tr").count()).toBe(47);
    await keepPicture(page, "see");
    await page.getByRole("button", { name: "Sphere" }).click();
    await page.getByText("Layers").click();
    await page.getByLabel("Radar coverage").check();
    await page.getByText("range of a radar against a re-entry body").waitFor(WAIT);
    await keepPicture(page, "see-sphere-coverage");
  });

  it("drag: the defended area follows a site at more than 20 previews a second, then the exact answer comes", async () => {
    const page = await bench.open(`page=map&${ASKED}&${AT}`);
    await waitFor(page, "done");
    const before = await page.getByTestId("people").innerText();
    const from = await spotOf(page, ARAYA);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 5, from.y + 3);
    const [previews, start] = [await count(page, "previews"), performance.now()];
    for (let i = 1; i <= 60; i++) {
      await page.mouse.move(from.x + 3 * i, from.y - 2 * i);
      await page.waitForTimeout(10);
    }
    const seconds = (performance.now() - start) / 1000;
    const rate = ((await count(page, "previews")) - previews) / seconds;
    console.log(`${rate.toFixed(0)} previews a second over ${seconds.toFixed(1)} s of dragging`);
    expect(await stateOf(page)).toBe("preview");
    // A shared machine may be slow: the goal is 20, the test asks for a quarter.
    expect(rate).toBeGreaterThan(5);
    await keepPicture(page, "drag-preview");
    const released = performance.now();
    await page.mouse.up();
    await page.locator("[data-testid=state]:not([data-state=preview])").waitFor(WAIT);
    console.log(`exact answer ${((performance.now() - released) / 1000).toFixed(1)} s after letting go`);
    await waitFor(page, "done");
    expect(await page.getByTestId("people").innerText()).not.toBe(before);
    await page.waitForFunction(() => location.hash.includes("moved=araya"));
    await page.getByRole("button", { name: "Undo" }).click();
    await waitFor(page, "done");
    await page.waitForFunction(
      (text) => document.querySelector("[data-testid=people]")?.textContent === text,
      before.replaceAll("\n", ""),
      WAIT,
    );
  });

  it("drag: by keyboard too, and a slider changes the answer", async () => {
    const page = await bench.open(`page=map&${ASKED}&${AT}`);
    await waitFor(page, "done");
    await page.getByRole("button", { name: "Aegis Ashore Araya (planned)" }).click();
    await page.getByTestId("map").focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press("Shift+ArrowRight");
    await page.waitForFunction(() => location.hash.includes("moved=araya"), undefined, WAIT);
    const slider = page.getByLabel(/^lowest intercept altitude/);
    await slider.focus();
    for (let i = 0; i < 40; i++) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => location.hash.includes("sm3-iia.interceptFloor"), undefined, WAIT);
    await waitFor(page, "done");
    await page.keyboard.press("Control+z");
    await page.waitForFunction(() => !location.hash.includes("sm3-iia.interceptFloor"), undefined, WAIT);
  });

  it("draws at the date line, at the pole, in a narrow window and in the dark", async () => {
    const dateLine = await bench.open(`page=map&${ASKED}&at=180,52,40`);
    await waitFor(dateLine, "done");
    await keepPicture(dateLine, "date-line");
    const pole = await bench.open(`page=map&${ASKED}&at=0,90,60&view=sphere`);
    await waitFor(pole, "done");
    await keepPicture(pole, "pole");
    const narrow = await bench.open(`page=map&lang=ja&${ASKED}`, { width: 390, height: 780, isDark: true });
    await narrow.getByRole("tab", { name: "答え" }).click();
    await waitFor(narrow, "done");
    await keepPicture(narrow, "narrow-dark-answer");
    await narrow.getByRole("tab", { name: "場所" }).click();
    await keepPicture(narrow, "narrow-dark");
    expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it("has no serious accessibility violation on any page", async () => {
    for (const isDark of [false, true]) {
      const page = await bench.open(`page=map&${ASKED}`, { isDark });
      await waitFor(page, "done");
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });

  it("asked nothing of other hosts and had no error", () => {
    expect(bench.complaints).toEqual([]);
  });
});
