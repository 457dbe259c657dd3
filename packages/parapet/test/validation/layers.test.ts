// Layers meet their targets where publications put them: SM-3 and the ground-based interceptor outside the atmosphere (Missile Defense Agency fact sheets:
// "exo-atmospheric"), THAAD between 40 and 150 km (Missile Defense Project, CSIS), PAC-3 below 40 km. Each shipped scenario's own raid is flown.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Shot } from "../../src/engine/trial-types.ts";
import { makeTrialRunner } from "../../src/engine/trial.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { resolveStudy } from "../../src/scenario/resolve-study.ts";
import { takeRaid } from "../../src/scenario/scenario-raid.ts";
import { makeRaidProblem } from "../../src/study/make-raid-problem.ts";
import { defineRaid } from "../../src/study/raid.ts";
import { loadCatalogue } from "../samples/defended-area.ts";

const BANDS_m = {
  "sm3-ia": [70_000, Infinity],
  "sm3-ib": [70_000, Infinity],
  "sm3-iia": [70_000, Infinity],
  gbi: [100_000, Infinity],
  thaad: [40_000, 150_000],
  "pac3-cri": [0, 40_000],
} as const;
const TRIALS = 3;
const root = resolve(import.meta.dirname, "../../../..");
const catalogue = loadCatalogue();

function shotsOf(name: string): readonly Shot[] {
  const file = `scenarios/${name}.yaml`;
  const scenario = parseScenario({ file, content: readFileSync(join(root, file), "utf8") });
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.problems));
  const resolved = resolveStudy(takeRaid(scenario)!, scenario, catalogue);
  if (!resolved.ok || resolved.study.kind !== "raid") throw new Error(`${name}: its raid does not resolve`);
  const problem = makeRaidProblem(defineRaid(resolved.study), resolved.hash);
  if ("refusal" in problem) throw new Error(JSON.stringify(problem));
  const runner = makeTrialRunner(problem);
  return Array.from({ length: TRIALS }, (_, i) => runner.run({ seed: 1, trial: i + 1, draw: [], log: false })).flatMap(
    ({ shots }) => shots,
  );
}

describe("layers of the shipped scenarios", () => {
  it.each([
    ["japan-2018", ["sm3-ia", "sm3-iia"]],
    ["japan-2018-thaad", ["sm3-ia", "thaad"]],
    ["korea-2017", ["thaad", "pac3-cri"]],
    ["europe-epaa", ["sm3-ib", "sm3-iia"]],
    ["north-america-2018", ["gbi"]],
  ] as const)(
    "%s",
    (name, fired) => {
      const shots = shotsOf(name);
      for (const id of fired) expect(shots.some(({ interceptor }) => interceptor === id)).toBe(true);
      for (const { interceptor, altitude_m } of shots) {
        const [low, high] = BANDS_m[interceptor as keyof typeof BANDS_m];
        expect(altitude_m).toBeGreaterThanOrEqual(low);
        expect(altitude_m).toBeLessThanOrEqual(high);
      }
    },
    60_000,
  );
});
