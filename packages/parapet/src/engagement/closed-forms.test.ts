// Three shots at p = 0.55 kill with 91 %: Pifer 2021. The rest by hand, and against the rule-based fire control flown with chance.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evenWindow, flyWithChance, launcher, layer, state, threat } from "../../test/samples/fire-control.ts";
import { bootstrapInterval } from "../math/statistics.ts";
import { makeStream } from "../math/random.ts";
import {
  killByAny,
  leakerDistribution,
  leakersOfSalvos,
  leakersOfSingleShots,
  shootLookShoot,
  shootLookShootInVolleys,
} from "./closed-forms.ts";
import type { FireControlState } from "./fire-control-state.ts";
import { RuleBasedPlanner } from "./rule-based-planner.ts";

const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe("formulas", () => {
  it("three shots at 0.55 kill with 0.909", () => {
    expect(killByAny(0.55, 3)).toBeCloseTo(0.909, 3);
    expect(killByAny(0.55, 3)).toBeCloseTo(1 - 0.45 * 0.45 * 0.45, 14);
    expect(killByAny(0.3, 0)).toBe(0);
  });
  it("shoot-look-shoot: two shots at 0.8 take 1.2 rounds and kill with 0.96", () => {
    expect(shootLookShoot(0.8, 2)).toEqual({
      killProbability: expect.closeTo(0.96, 12),
      expectedRounds: expect.closeTo(1.2, 12),
    });
    expect(shootLookShoot(0, 3)).toEqual({ killProbability: 0, expectedRounds: 3 });
  });
  it("volleys of one are shoot-look-shoot; one volley is a salvo", () => {
    fc.assert(
      fc.property(probability, fc.integer({ min: 1, max: 6 }), (p, n) => {
        const ones = shootLookShootInVolleys(
          p,
          Array.from({ length: n }, () => 1),
        );
        expect(ones.killProbability).toBeCloseTo(shootLookShoot(p, n).killProbability, 12);
        expect(ones.expectedRounds).toBeCloseTo(shootLookShoot(p, n).expectedRounds, 9);
        expect(shootLookShootInVolleys(p, [n]).expectedRounds).toBe(n);
      }),
    );
    // Shoot-shoot-look-shoot at 0.5: 2 + 0.25 rounds, 1 - 1/8.
    expect(shootLookShootInVolleys(0.5, [2, 1])).toEqual({ killProbability: 0.875, expectedRounds: 2.25 });
  });
  it("leakers are binomial", () => {
    // 5 threats at 0.2: 0.8^5, 5 0.2 0.8^4 ...
    expect(leakerDistribution(5, 0.2)[0]).toBeCloseTo(0.32768, 12);
    expect(leakerDistribution(5, 0.2)[1]).toBeCloseTo(0.4096, 12);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), probability, (n, leak) => {
        const p = leakerDistribution(n, leak);
        expect(p.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
        expect(p.reduce((sum, each, k) => sum + k * each, 0)).toBeCloseTo(n * leak, 9);
      }),
    );
  });
  it("a magazine of 10 against 8 threats in salvos of two serves five of them", () => {
    expect(leakersOfSalvos({ threats: 8, rounds: 10, killProbability: 0.5 }, 2)).toBeCloseTo(5 * 0.25 + 3, 12);
    expect(leakersOfSalvos({ threats: 8, rounds: 11, killProbability: 0.5 }, 2)).toBeCloseTo(5 * 0.25 + 0.5 + 2, 12);
    expect(leakersOfSalvos({ threats: 3, rounds: 100, killProbability: 0.5 }, 2)).toBeCloseTo(0.75, 12);
  });
  it("single shots never leave more than salvos", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(40), probability, fc.integer({ min: 1, max: 4 }), (threats, rounds, p, salvo) => {
        const raid = { threats, rounds, killProbability: p };
        expect(leakersOfSingleShots(raid)).toBeLessThanOrEqual(leakersOfSalvos(raid, salvo) + 1e-9);
      }),
    );
  });
  it("refuses what is no probability or no count", () => {
    expect(() => killByAny(1.1, 2)).toThrow(/got 1.1/);
    expect(() => killByAny(0.5, 1.5)).toThrow(/whole number/);
  });
});

describe("the rule-based fire control, flown with chance, agrees within its interval", () => {
  const threats = 10;
  const raid = (volleys: readonly number[], rounds: number): FireControlState =>
    state({
      layers: [layer({ volleys, assess_s: 5 })],
      launchers: [launcher({ rounds, channels: 100, shotInterval_s: 0 })],
      threats: Array.from({ length: threats }, (_, i) => threat({ id: `t${i}`, impact_s: 600 + i })),
      windows: Array.from({ length: threats }, () => evenWindow({ killProbability: 0.55 })),
      cycle_s: 10,
    });
  const planner = new RuleBasedPlanner();
  const trials = 150;
  const fly = (
    volleys: readonly number[],
    rounds: number,
  ): { readonly leakers: number[]; readonly spent: number[] } => {
    const flown = Array.from({ length: trials }, (_, trial) =>
      flyWithChance(raid(volleys, rounds), trial, (s) => planner.plan(s)),
    );
    return { leakers: flown.map((f) => f.leakers), spent: flown.map((f) => f.spent) };
  };
  const expectWithin = (values: readonly number[], truth: number): void => {
    const { low, high } = bootstrapInterval(values, { stream: makeStream(1, 0, "bootstrap"), confidence: 0.99 });
    expect(high - low).toBeLessThan(1.5);
    expect(truth).toBeGreaterThanOrEqual(low);
    expect(truth).toBeLessThanOrEqual(high);
  };
  it("on a salvo of three: 0.909, binomial leakage", () => {
    const { leakers, spent } = fly([3], 1000);
    expectWithin(leakers, threats * (1 - killByAny(0.55, 3)));
    expect(new Set(spent)).toEqual(new Set([30]));
    const none = leakers.filter((n) => n === 0).length / trials;
    expect(Math.abs(none - leakerDistribution(threats, 1 - killByAny(0.55, 3))[0]!)).toBeLessThan(0.12);
  });
  it("on the rounds of shoot-look-shoot", () => {
    const { leakers, spent } = fly([1, 1, 1], 1000);
    const { killProbability, expectedRounds } = shootLookShoot(0.55, 3);
    expectWithin(leakers, threats * (1 - killProbability));
    expectWithin(spent, threats * expectedRounds);
  });
  it("on shoot-shoot-look-shoot", () => {
    const { leakers, spent } = fly([2, 1], 1000);
    const { killProbability, expectedRounds } = shootLookShootInVolleys(0.55, [2, 1]);
    expectWithin(leakers, threats * (1 - killProbability));
    expectWithin(spent, threats * expectedRounds);
  });
  it("on the saturation of a magazine", () => {
    expectWithin(fly([2], 9).leakers, leakersOfSalvos({ threats, rounds: 9, killProbability: 0.55 }, 2));
  });
});
