import { NO_FAULTS } from "../math/fault-tally.ts";
import { expect, test } from "vitest";
import type { AssumptionsFile } from "../scenario/assumptions-file.ts";
import type { RaidStudy, ReachStudy, ResolvedStudy, SourcedValue } from "../scenario/types.ts";
import { coarsenStudy, compareSets, type SetFinding } from "./assumption-sets.ts";
import { judgeNumbers } from "./verdict.ts";

const VERDICT = judgeNumbers(
  { metric: "share", atLeast: 0.5 },
  {
    metrics: { share: { value: 0.6, low: 0.4, high: 0.7, unit: "1" } },
    draws: { share: [0.6] },
    sensitivity: [],
    faults: NO_FAULTS,
  },
);

function value(systemId: string, name: string, central: number): SourcedValue {
  return {
    systemId,
    name,
    value: central,
    low: central,
    high: central,
    dimension: "length",
    unit: "m",
    text: `${central} m`,
    status: "assumed",
    sources: [],
  };
}

function finding(id: string, values: readonly SourcedValue[], rest: object = {}): SetFinding {
  const set: AssumptionsFile = { kind: "assumptions", id, name: { en: id }, description: { en: id }, overrides: [] };
  const study = { kind: "reach", trajectories: ["depressed"], values, ...rest } as unknown as ResolvedStudy;
  return { set, study, hash: id, verdict: VERDICT };
}

test("values that differ stand side by side, the most influential first; equal ones and unused ones are left out", () => {
  const sets = [
    finding("a", [value("sm3", "range", 1), value("sm3", "floor", 1), value("eye", "range", 5), value("sm3", "killProbability", 1)]), // prettier-ignore
    finding("b", [value("sm3", "range", 2), value("sm3", "floor", 3), value("eye", "range", 5), value("sm3", "killProbability", 0)]), // prettier-ignore
  ];
  const { values, findings } = compareSets(
    sets,
    new Map([
      ["sm3.range", 0.1],
      ["sm3.floor", 0.4],
      ["eye.range", 0.9],
    ]),
  );
  expect(findings).toEqual(sets);
  expect(values.map(({ key }) => key)).toEqual(["sm3.floor", "sm3.range"]);
  expect(values[0]!.values.map((each) => each?.value)).toEqual([1, 3]);
  // Where nothing was moved by itself, a kill probability still is nothing that reach rests on.
  expect(compareSets(sets, new Map()).values.map(({ key }) => key)).toEqual(["sm3.floor", "sm3.range"]);
});

test("the apogee of depressed flights counts where flights are depressed, though no draw moves it", () => {
  const [low, high] = [0.35, 0.7].map((factor) => value("mrbm", "depressedApogeeFactor", factor));
  const influences = new Map([["sm3.range", 0.1]]);
  expect(compareSets([finding("a", [low!]), finding("b", [high!])], influences).values).toHaveLength(1);
  const lofted = { trajectories: ["lofted"] };
  expect(compareSets([finding("a", [low!], lofted), finding("b", [high!], lofted)], influences).values).toEqual([]);
});

test("a study for a second opinion asks the same question with fewer draws, and never with more", () => {
  const reach = { kind: "reach", draws: 100 } as unknown as ReachStudy;
  expect(coarsenStudy(reach)).toMatchObject({ kind: "reach", draws: 40, sweeps: "none" });
  expect(coarsenStudy({ ...reach, draws: 3 })).toMatchObject({ draws: 3 });
  const raid = {
    kind: "raid",
    draws: 200,
    unknowns: 20,
    sensitivity: 6,
    sizes: [],
    variants: [{}],
  } as unknown as RaidStudy;
  expect(coarsenStudy(raid)).toMatchObject({ draws: 100, unknowns: 10, sensitivity: 0, variants: [] });
});
