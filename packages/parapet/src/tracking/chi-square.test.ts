import { describe, expect, it } from "vitest";
import { chiSquareProbability, chiSquareQuantile, consistencyBand } from "./chi-square.ts";

describe("chiSquareQuantile", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.4, upper critical values.
  it.each([
    [0.95, 1, 3.841],
    [0.95, 3, 7.815],
    [0.99, 3, 11.345],
    [0.999, 4, 18.467],
    [0.975, 6, 14.449],
    [0.95, 100, 124.342],
  ])("of %f with %i degrees is the tabled %f", (p, degrees, wanted) => {
    expect(Math.abs(chiSquareQuantile(p, degrees) - wanted)).toBeLessThan(6e-4);
  });

  it("undoes the probability, and two degrees are the exponential distribution", () => {
    for (const p of [1e-6, 0.025, 0.5, 0.975, 0.9999])
      for (const degrees of [1, 2, 3, 7, 1200]) {
        const x = chiSquareQuantile(p, degrees);
        expect(Math.abs(chiSquareProbability(x, degrees) - p)).toBeLessThan(1e-11);
        if (degrees === 2) expect(x).toBeCloseTo(-2 * Math.log(1 - p), 9);
      }
  });

  it("refuses what is no probability", () => {
    expect(() => chiSquareQuantile(1, 3)).toThrow("between 0 and 1");
    expect(() => chiSquareProbability(1, 2.5)).toThrow("whole number");
  });
});

it("consistencyBand narrows about the number of states as runs grow", () => {
  const { low, high } = consistencyBand(6, 200, 0.95);
  // Normal approximation: 6 -+ 1.96 sqrt(2 * 6 / 200), skewed a little upwards.
  expect(low).toBeCloseTo(5.53, 2);
  expect(high).toBeCloseTo(6.49, 2);
});
