import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  combineKnowledge,
  killProbabilityQuantile,
  meanKillProbability,
  multiplyKillChain,
  rightChoice,
  salvoKill,
  splitFailures,
  updateByTests,
} from "./kill-probability.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("a test record", () => {
  // Hits and attempts as published; mean and 5 to 95 % of Beta(1 + hits, 1 + misses), to two places.
  it.each([
    ["Aegis to February 2017 (Arms Control Today, March 2017)", 34, 41, 0.81, 0.71, 0.9],
    ["SM-3 IA to September 2011 (MDAA)", 19, 22, 0.83, 0.7, 0.94],
    ["SM-3 IIA after FTM-44", 4, 6, 0.62, 0.34, 0.87],
    ["THAAD to July 2017", 15, 15, 0.94, 0.83, 1],
    ["GMD 1999 to 2013", 8, 16, 0.5, 0.31, 0.69],
    ["PAC-3 in development (Arms Control Today, July 2002)", 9, 10, 0.83, 0.64, 0.97],
    ["SM-3 as Lewis and Postol read ten tests", 2, 10, 0.25, 0.08, 0.47],
  ])("%s: %i of %i", (_, hits, attempts, mean, low, high) => {
    const posterior = updateByTests(hits, attempts);
    // Half a unit of the last place, and 5/8 may be rounded either way.
    expect(Math.abs(meanKillProbability(posterior) - mean)).toBeLessThanOrEqual(0.0051);
    expect(Math.abs(killProbabilityQuantile(posterior, 0.05) - low)).toBeLessThanOrEqual(0.0051);
    expect(Math.abs(killProbabilityQuantile(posterior, 0.95) - high)).toBeLessThanOrEqual(0.0051);
  });

  it("refuses what is no record", () => {
    expect(() => updateByTests(5, 4)).toThrow(/got 5 of 4/);
    expect(() => updateByTests(0.5, 4)).toThrow(RangeError);
  });
});

it("a chain is the product of its factors", () => {
  expect(multiplyKillChain({ reliability: 0.9, acquisition: 0.8, rightObject: 0.5, hit: 1 })).toBeCloseTo(0.36, 15);
});

describe("failures in common", () => {
  it("leave the single shot as it is and take from the salvo", () => {
    fc.assert(
      fc.property(share, share, fc.integer({ min: 1, max: 8 }), (p, common, n) => {
        expect(salvoKill(p, 1, common)).toBeCloseTo(p, 12);
        expect(salvoKill(p, n, common)).toBeLessThanOrEqual(salvoKill(p, n) + 1e-12);
        expect(salvoKill(p, n, common)).toBeGreaterThanOrEqual(p - 1e-12);
        expect(salvoKill(p, n, 1)).toBeCloseTo(p, 12);
      }),
    );
  });
  it("by hand: p = 0.8, half in common, two rounds", () => {
    // Flaw 0.1; without it each kills with 8/9; 0.9 (1 - 1/81) = 0.8889.
    expect(splitFailures(0.8, 0.5)).toEqual({
      flawProbability: expect.closeTo(0.1, 12),
      roundKill: expect.closeTo(8 / 9, 12),
    });
    expect(salvoKill(0.8, 2, 0.5)).toBeCloseTo(0.9 * (80 / 81), 12);
  });
});

describe("several objects", () => {
  it("blind, a choice is one in so many; knowing, it is right", () => {
    expect(rightChoice(5, 0)).toBe(0.2);
    expect(rightChoice(5, 1)).toBe(1);
    expect(rightChoice(1, 0)).toBe(1);
    expect(rightChoice(4, 0.5)).toBe(0.625);
    expect(() => rightChoice(0, 0.5)).toThrow(/above 0/);
  });
  it("two sensors know more than one", () => {
    expect(combineKnowledge([0.5, 0.4])).toBeCloseTo(0.7, 12);
    expect(combineKnowledge([])).toBe(0);
    expect(() => combineKnowledge([1.2])).toThrow(/from 0 to 1/);
  });
});
