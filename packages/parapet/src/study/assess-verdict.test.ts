import { describe, expect, it } from "vitest";
import { resolveThreatClass } from "../scenario/resolve-systems.ts";
import { loadCatalogue } from "../../test/samples/defended-area.ts";
import { leastEnergyApogee } from "./assess-bound.ts";
import type { SimulatedFlight, SimulationVariant } from "./assess-simulate.ts";
import { type AssessmentReason, type Findings, judgeFlight } from "./assess-verdict.ts";

const threat = resolveThreatClass("icbm-liquid", loadCatalogue());
const { low, value, high } = threat.burnTime_s;

const fly = (variant: SimulationVariant, burnTime_s: number, flightTime_s: number): SimulatedFlight => ({
  threat: threat.id,
  variant,
  burnTime_s,
  reenters: "whole",
  flightTime_s,
  cutOffTime_s: burnTime_s,
  apogeeTime_s: 0.5 * flightTime_s,
  standardRange_m: 1e7,
  standardRangeAtRest_m: 1e7,
});
/** A lofted flight: bound 2,000 s, two seconds for each kilometre of apogee around 3,000 km, half a second for each of the burn. */
const lofted: Findings = {
  apogee_m: 3_000_000,
  range_m: 1_000_000,
  timeResolution_s: 1,
  apogeeResolution_m: 0,
  equivalentRange_m: 8_000_000,
  boundAt: (apogee_m) => 2000 + (apogee_m - 3_000_000) / 500,
  apogeeOf: (time_s) => 3_000_000 + 500 * (time_s - 2125),
  interval: { value: 2000 + 0.5 * value, low: 2000 + 0.5 * low, high: 2000 + 0.5 * high },
  simulations: [
    fly("central", value, 2000 + 0.5 * value),
    fly("quick", low, 2000 + 0.5 * low),
    fly("slow", high, 2000 + 0.5 * high),
  ],
  classes: [threat],
};
const judgeAt = (flightTime_s: number, changes: Partial<Findings> = {}) =>
  judgeFlight({ ...lofted, flightTime_s, ...changes });
const codes = ({ reasons }: { readonly reasons: readonly AssessmentReason[] }): readonly string[] =>
  reasons.map(({ code }) => code);

describe("a judgement", () => {
  it("is consistent inside the interval, and within the rounding of the time", () => {
    expect(judgeAt(2130)).toEqual({ verdict: "consistent", reasons: [{ code: "time-within" }] });
    expect(judgeAt(2160, { timeResolution_s: 60 })).toEqual({
      verdict: "consistent",
      reasons: [{ code: "time-within-rounding" }],
    });
  });

  it("tells the boost that would explain a time outside, up to a quarter beyond the class", () => {
    const slow = judgeAt(2000 + 0.5 * 1.1 * high);
    expect(slow.verdict).toBe("consistent");
    expect(slow.reasons[0]).toMatchObject({ code: "boost-beyond-class", threat: threat.id });
    expect((slow.reasons[0] as { burnTime_s: number }).burnTime_s).toBeCloseTo(1.1 * high, -1);
    expect(codes(judgeAt(2000 + 0.5 * 0.85 * low))).toEqual(["boost-beyond-class"]);
    expect(judgeAt(2000 + 0.5 * 1.3 * high).verdict).toBe("inconsistent");
  });

  it("tells the apogee of a time outside, and takes it when the announced one was rounded so far", () => {
    const outside = judgeAt(2000 + 0.7 * high);
    expect(outside.verdict).toBe("inconsistent");
    expect(codes(outside)).toEqual(["time-outside", "apogee-of-time"]);
    expect(codes(judgeAt(2000 + 0.7 * high, { apogeeResolution_m: 50_000 }))).toEqual(["apogee-rounded"]);
  });

  it("is inconsistent below the bound", () => {
    const early = judgeAt(1900);
    expect(early.verdict).toBe("inconsistent");
    expect(early.reasons[0]).toEqual({ code: "time-below-bound", by_s: 100 });
  });

  it("is inconsistent above any boost, and not ballistic far above it", () => {
    expect(judgeAt(2600).verdict).toBe("inconsistent");
    expect(codes(judgeAt(2600))).toEqual(["excess-beyond-boost", "apogee-of-time"]);
    expect(judgeAt(3100).verdict).toBe("not-ballistic");
  });

  it("is not ballistic when a path below the least-energy one takes longer than any boost explains", () => {
    const depressed = { range_m: 8_000_000, apogee_m: 0.6 * leastEnergyApogee(8_000_000) };
    const boundAt = (): number => 2000;
    expect(judgeAt(2600, { ...depressed, boundAt }).verdict).toBe("not-ballistic");
  });

  it("is not ballistic below any depressed path, with and without a time", () => {
    const low = { apogee_m: 0.9 * threat.depressedApogeeFactor.low * leastEnergyApogee(1_000_000) };
    expect(judgeAt(2130, low).verdict).toBe("not-ballistic");
    expect(judgeFlight({ ...lofted, ...low })).toMatchObject({ verdict: "not-ballistic" });
    expect(codes(judgeFlight({ ...lofted, ...low }))).toEqual(["apogee-too-low", "no-time"]);
  });

  it("says that figures in the air do not exclude a quasi-ballistic flight", () => {
    const short = { range_m: 200_000, apogee_m: 50_000 };
    expect(codes(judgeFlight({ ...lofted, ...short }))).toEqual(["no-time", "within-air"]);
  });

  it("is inconsistent when no class can fly it", () => {
    const { interval: _interval, ...rest } = lofted;
    const none = judgeFlight({ ...rest, simulations: [] });
    expect(none.verdict).toBe("inconsistent");
    expect(codes(none)).toEqual(["no-time", "no-class"]);
  });
});
