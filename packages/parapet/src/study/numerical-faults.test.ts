// Values that no catalogue would give, so that the models meet what they cannot compute: every kind of study counts it and goes on.
import { expect, test } from "vitest";
import { resolveStudyText } from "../../test/samples/defended-area.ts";
import { japanRaid, problemOf } from "../../test/samples/raid.ts";
import type { BoosterFallStudy, CoverageStudy, ReachStudy, SourcedValue } from "../scenario/types.ts";
import { runBoosterFall } from "./booster-fall.ts";
import { runCoverage } from "./coverage.ts";
import { exploreNumbers } from "./numbers.ts";
import { makeNominalRow, type Parameter } from "./parameter.ts";
import { metricsOfTrials, numbersOfTrials, pairedDifference } from "./raid-numbers.ts";
import { joinAnswers } from "./raid-plan.ts";
import { countTrialFaults, RaidFields, RaidWorker } from "./raid-trials.ts";
import { runReach } from "./reach.ts";

/** The study with one of its values moved wherever it stands, and with draws alone. */
function move<T>(study: unknown, name: string, change: Partial<SourcedValue>): T {
  const walk = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== "object" || each === null || ArrayBuffer.isView(each)) return each;
    const value = each as SourcedValue;
    if (value.name === name && "systemId" in value) return { ...value, ...change };
    return Object.fromEntries(Object.entries(each).map(([key, part]) => [key, walk(part)]));
  };
  return { ...(walk(study) as object), sweeps: "none" } as T;
}

const AIM = `aims: [{ id: akita, name: { en: Akita }, latitude: 39.7167 deg, longitude: 140.1167 deg }]
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-sunan]
draws: 8
seed: 2
`;

test("reach: draws with a burn that ends before it begins are left out and counted", () => {
  const { study } = resolveStudyText(
    `kind: reach\nname: broken\nscenario: japan-2018\nshooters: [{ id: near, unit: araya, interceptor: thaad }]\n${AIM}`,
  );
  const { faults, draws } = runReach(move<ReachStudy>(study, "burnTime", { low: -60 }));
  // Eight draws, the central values and one flight.
  expect(faults.of).toBe(10);
  expect(faults.reasons["outside-validity"]).toBeGreaterThan(0);
  expect(Object.values(draws)[0]!.length + faults.reasons["outside-validity"]!).toBe(8);
});

test("coverage: a flight whose search does not end is counted, and missing with its reason", () => {
  const { study } = resolveStudyText(
    `kind: coverage\nname: broken\nscenario: japan-2018\nsets: [{ id: shariki, units: [tpy2-shariki] }]\n${AIM}`,
  );
  const { faults, missing } = runCoverage(move<CoverageStudy>(study, "ballisticCoefficient", { value: 1e-300 }));
  expect(missing.map(({ reason }) => reason)).toEqual(["did-not-converge"]);
  expect(faults).toEqual({ of: 9, reasons: { "did-not-converge": 1 } });
});

test("booster-fall: stages without mass cannot be integrated; their draws are left out and counted", () => {
  const { study } = resolveStudyText(`kind: booster-fall
name: broken
scenario: japan-2018
boosters: [{ id: mutsumi, unit: mutsumi, interceptor: sm3-iia }]
azimuths: [300 deg]
elevations: [60 deg]
within: 1 km
wind: [{ altitude: 0 m, east: 4 m/s, north: 0 m/s }]
windFactors: [0.5, 2]
falls: 20
draws: 6
seed: 3
`);
  const { faults, metrics, draws } = runBoosterFall(move<BoosterFallStudy>(study, "boosterMass", { low: -1000 }), []);
  const lost = faults.reasons["step-below-limit"]!;
  expect(lost).toBeGreaterThan(0);
  expect(draws["landShare:mutsumi"]).toHaveLength(6 - lost);
  for (const { value, low, high } of Object.values(metrics))
    expect([value, low, high].every(Number.isFinite)).toBe(true);
});

test("numbers: what is no number is left out and counted; with the central values there is no answer", () => {
  const parameter: Parameter = { key: "a", value: 1, low: -1, high: 3, status: "assumed", sources: [], unit: "", perUnit: 1, drawn: true }; // prettier-ignore
  const explore = (value: number) =>
    exploreNumbers({
      parameters: [{ ...parameter, value }],
      draws: 40,
      seed: 1,
      numbersOf: (row) => ({ root: Math.sqrt(row[0]!) }),
      ruleOf: () => ({ unit: "" }),
    });
  const { faults, draws, sensitivity } = explore(1);
  // A quarter of forty draws, and of nine steps those at -1 and -0.5.
  expect(faults).toEqual({ of: 50, reasons: { "not-a-number": 12 } });
  expect(draws["root"]).toHaveLength(30);
  expect(sensitivity[0]!.sweep.map((point) => point.value)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3]);
  expect(() => explore(-1)).toThrow("root is no number");
});

test("raid: a trial that cannot be computed is left out of every number and counted", () => {
  const problem = problemOf(japanRaid({ count: 2, units: ["kongo-west", "tpy2-kyogamisaki", "patriot-narashino"] }));
  const shared = { problem, seed: 1, rows: [] };
  const fields = new RaidFields(problem.layers.map(({ id }) => id));
  const worker = new RaidWorker(shared);
  const values = Array.from(makeNominalRow(problem.parameters));
  values[problem.parameters.findIndex(({ key }) => key === "spy1d.detectionRange")] = Number.NaN;
  const bad = worker.run({ from: 0, to: 2, values });
  const good = worker.run({ from: 2, to: 6 });
  expect(good).toEqual(new RaidWorker(shared).run({ from: 2, to: 6 }));
  const all = joinAnswers([bad, good], fields);
  expect(countTrialFaults([all], shared)).toEqual({ of: 6, reasons: { "outside-validity": 2 } });
  expect(numbersOfTrials(all.records, fields)).toEqual(numbersOfTrials(good.records, fields));
  expect(metricsOfTrials(all.records, fields, 1)).toEqual(metricsOfTrials(good.records, fields, 1));
  expect(pairedDifference({ of: all.records, less: all.records }, fields, "leakage", 1)).toMatchObject({ value: 0 });
  expect(() => metricsOfTrials(bad.records, fields, 1)).toThrow("every trial");
});
