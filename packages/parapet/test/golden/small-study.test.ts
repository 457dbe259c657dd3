import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runDefendedArea } from "../../src/study/defended-area.ts";
import { summariseDefendedArea } from "../../src/study/defended-area-summary.ts";
import { loadSmallShared, mapInOrder } from "../samples/defended-area.ts";

// Every number of a small study as it was when somebody last looked at it. A change of model or catalogue changes them: look at
// the difference, say in the commit why it is right, and renew the file with UPDATE_GOLDEN=1 npx vitest run packages/parapet/test/golden

const file = join(import.meta.dirname, "small-study.json");
const TOLERANCE = 1e-9;

test("a small study gives the numbers on file", async () => {
  const result = await runDefendedArea(
    loadSmallShared(),
    mapInOrder((count) => Array.from({ length: count }, (_, i) => i)),
  );
  const { metrics, paths, cases, screened, screenDisagreement, reasons, landCells, sensitivity } =
    summariseDefendedArea(result);
  const found = {
    metrics,
    draws: Object.fromEntries(paths.map((p) => [`${p.path}/${p.interceptor}`, p.populationDraws])),
    cases: cases.map(({ interceptor, path, secondShot, mostShots }) => ({ interceptor, path, secondShot, mostShots })),
    sweeps: Object.fromEntries(sensitivity.map(({ parameter, sweep }) => [parameter.key, sweep.map((p) => p.people)])),
    screened,
    screenDisagreement,
    reasons,
    landCells,
  };
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
  const golden = JSON.parse(readFileSync(file, "utf8")) as typeof found;
  const [want, got] = [flatten(golden), flatten(found)];
  expect([...got.keys()]).toEqual([...want.keys()]);
  const off = [...want].flatMap(([path, before]) => {
    const now = got.get(path);
    const same =
      typeof before === "number" && typeof now === "number"
        ? Math.abs(now - before) <= TOLERANCE * Math.max(1, Math.abs(before))
        : now === before;
    return same ? [] : [`${path}: ${String(before)} on file, ${String(now)} found`];
  });
  expect(off).toEqual([]);
});

/** Every leaf of a value by its path, in the order of the paths. */
function flatten(value: unknown, path: string = ""): Map<string, unknown> {
  if (typeof value !== "object" || value === null) return new Map([[path, value]]);
  const keys = Object.keys(value).toSorted();
  return new Map(keys.flatMap((key) => [...flatten((value as Record<string, unknown>)[key], `${path}/${key}`)]));
}
