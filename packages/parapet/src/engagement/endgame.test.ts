// Circular probable error 1.1774 s and Harter's table (1960, JASA 55, 723-731) for unequal deviations; Zarchan's closed forms of the miss.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acquisitionProbability,
  checkHandover,
  divertToNull,
  findZeroEffortMiss,
  shareWithinRadius,
} from "./endgame.ts";
import { missOfHeadingError, missOfTargetStep } from "./lag-miss.ts";
import { flyEndgame } from "./proportional-navigation.ts";
import { judgeRound, type RoundAtTarget } from "./round-outcome.ts";

describe("zero-effort miss", () => {
  it("is the closest approach of two straight lines", () => {
    const miss = findZeroEffortMiss({ position: [10_000, 300, -400], velocity: [-5000, 0, 0] });
    expect(miss).toEqual({ timeToGo_s: 2, miss_m: [0, 300, -400], distance_m: 500 });
  });
  it("is where they are when they part", () => {
    expect(findZeroEffortMiss({ position: [3, 4, 0], velocity: [1, 0, 0] })).toMatchObject({
      timeToGo_s: 0,
      distance_m: 5,
    });
  });
  it("is never more than any other distance on the way", () => {
    const number = fc.double({ min: -1e4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(number, number, number, number, fc.double({ min: 0, max: 100, noNaN: true }), (x, y, vx, vy, t) => {
        const { distance_m } = findZeroEffortMiss({ position: [x, y, 10], velocity: [vx, vy, 1] });
        expect(Math.hypot(x + vx * t, y + vy * t, 10 + t)).toBeGreaterThanOrEqual(distance_m - 1e-6);
      }),
    );
  });
});

describe("share within a radius", () => {
  it.each([
    [1.1774, 1, 0.5],
    [2.146, 1, 0.9],
    [2.4477, 1, 0.95],
    // Harter's K at 50 % for ratios of the deviations 0.5 and 0.
    [0.8704, 0.5, 0.5],
    [0.67449, 0, 0.5],
    [1.95996, 0, 0.95],
  ])("radius %f, deviations 1 and %f: %f", (radius, second, p) => {
    expect(shareWithinRadius(radius, 1, second)).toBeCloseTo(p, 3);
  });
  it("does not ask which deviation comes first, and grows with the radius", () => {
    const size = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(size, size, size, (radius, a, b) => {
        const p = shareWithinRadius(radius, a, b);
        expect(p).toBe(shareWithinRadius(radius, b, a));
        expect(p).toBeLessThanOrEqual(1 + 1e-9);
        expect(shareWithinRadius(1.1 * radius, a, b)).toBeGreaterThanOrEqual(p - 1e-9);
      }),
    );
  });
});

describe("handover", () => {
  const handover = { error_m: 900, basketRadius_m: 1000, divertLeft_mps: 100, timeToGo_s: 10 };
  it("fails by the basket, then by the divert", () => {
    expect(checkHandover(handover)).toBeUndefined();
    expect(checkHandover({ ...handover, error_m: 1001 })).toBe("not-acquired");
    expect(checkHandover({ ...handover, divertLeft_mps: 89 })).toBe("divert-exhausted");
    expect(divertToNull(900, 10)).toBe(90);
  });
  it("succeeds with the probability that the error lies within both", () => {
    expect(acquisitionProbability({ ...handover, divertLeft_mps: 50 }, 500)).toBeCloseTo(1 - Math.exp(-0.5), 12);
  });
});

describe("miss of a first-order lag", () => {
  const T = 0.5;
  it("has Zarchan's closed forms for N' = 3, 4, 5", () => {
    for (const t of [0.2, 1, 2.5, 6]) {
      const e = Math.exp(-t / T);
      const x = t / T;
      const step = (n: number): number => missOfTargetStep({ navigationRatio: n, timeConstant_s: T }, t);
      const heading = (n: number): number => missOfHeadingError({ navigationRatio: n, timeConstant_s: T }, t);
      expect(step(3)).toBeCloseTo(t * t * e * 0.5, 12);
      expect(step(4)).toBeCloseTo(t * t * e * (0.5 - x / 6), 12);
      expect(step(5)).toBeCloseTo(t * t * e * (0.5 - x / 3 + (x * x) / 24), 12);
      expect(heading(3)).toBeCloseTo(t * e * (1 - x / 2), 12);
      expect(heading(4)).toBeCloseTo(t * e * (1 - x + (x * x) / 6), 12);
      expect(heading(5)).toBeCloseTo(t * e * (1 - (3 * x) / 2 + (x * x) / 2 - (x * x * x) / 24), 12);
    }
    expect(() => missOfTargetStep({ navigationRatio: 3.5, timeConstant_s: 1 }, 1)).toThrow(/whole/);
  });

  // Range and closing speed such that the turn of the line of sight stays small: the closed form is linear.
  const closing = 3000;
  const fly = (n: number, t: number, across: number, acceleration: number): number =>
    flyEndgame({
      position: [closing * t, 0, 0],
      velocity: [-closing, across, 0],
      navigationRatio: n,
      timeConstant_s: T,
      accelerationLimit_mps2: Infinity,
      targetAcceleration: [0, acceleration, 0],
      step_s: 1e-3,
    }).missDistance_m;

  it.each([3, 4, 5])("is what the flown endgame misses by, N' = %i", (n) => {
    const guidance = { navigationRatio: n, timeConstant_s: T };
    for (const t of [0.3, 0.8, 1.5, 2.2, 3]) {
      const step = Math.abs(missOfTargetStep(guidance, t)) * 30;
      expect(Math.abs(fly(n, t, 0, 30) - step)).toBeLessThan(0.01 * step + 0.01);
      const heading = Math.abs(missOfHeadingError(guidance, t)) * 20;
      expect(Math.abs(fly(n, t, 20, 0) - heading)).toBeLessThan(0.01 * heading + 0.02);
    }
  });

  it("goes to zero without lag and grows with a limit of acceleration", () => {
    const endgame = {
      position: [9000, 0, 0],
      velocity: [-3000, 60, 0],
      navigationRatio: 3,
      timeConstant_s: 0,
      accelerationLimit_mps2: Infinity,
    } as const;
    expect(flyEndgame(endgame).missDistance_m).toBeLessThan(0.1);
    expect(flyEndgame({ ...endgame, accelerationLimit_mps2: 20 }).missDistance_m).toBeGreaterThan(50);
    // Without lag the whole heading error is nulled: N' = 3 uses 1.5 times the speed across (Zarchan, chapter 2).
    expect(flyEndgame({ ...endgame, step_s: 2e-4 }).divertUsed_mps).toBeCloseTo(90, 0);
    const spent = flyEndgame({ ...endgame, divertLeft_mps: 20 });
    expect(spent).toMatchObject({ isExhausted: true, divertUsed_mps: 20 });
    expect(spent.missDistance_m).toBeGreaterThan(20);
  });

  it("is the same in every direction across the line of sight", () => {
    const guide = { navigationRatio: 4, timeConstant_s: 0.3, accelerationLimit_mps2: 200 };
    const y = flyEndgame({ ...guide, position: [6000, 0, 0], velocity: [-3000, 50, 0] });
    const z = flyEndgame({ ...guide, position: [6000, 0, 0], velocity: [-3000, 0, -50] });
    expect(z.missDistance_m).toBeCloseTo(y.missDistance_m, 9);
  });
});

describe("what becomes of a round", () => {
  const round: RoundAtTarget = {
    model: "simulated",
    killProbability: 0.8,
    commonFailureShare: 0.5,
    rightChoice: 0.6,
    handover: { error_m: 10, basketRadius_m: 100, divertLeft_mps: 50, timeToGo_s: 10 },
  };
  const sound = { ofKind: 0.5, ofRound: 0.5, ofChoice: 0.5 };
  it("asks for the reasons in their order", () => {
    expect(judgeRound(round, sound)).toBeUndefined();
    expect(judgeRound(round, { ...sound, ofKind: 0.0999 })).toBe("common-failure");
    expect(judgeRound({ ...round, handover: undefined }, sound)).toBe("not-acquired");
    expect(judgeRound({ ...round, handover: { ...round.handover!, error_m: 101 } }, sound)).toBe("not-acquired");
    expect(judgeRound(round, { ...sound, ofChoice: 0.6 })).toBe("wrong-object");
    expect(judgeRound(round, { ...sound, ofRound: 0.9 })).toBe("missed");
    expect(
      judgeRound({ ...round, model: "test-record", handover: { ...round.handover!, error_m: 101 } }, sound),
    ).toBeUndefined();
  });
});
