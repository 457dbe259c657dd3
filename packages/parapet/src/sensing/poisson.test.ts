import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poissonCumulative, poissonProbability } from "./poisson.ts";

describe("Poisson probabilities", () => {
  it("sum to one over the values that matter", () => {
    for (const mean of [0, 0.3, 4, 25, 800]) {
      let sum = 0;
      for (let n = 0; n < 1500; n++) sum += poissonProbability(n, mean);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-13);
    }
  });

  it("obey p(n + 1) = p(n) mean / (n + 1), also across the change of formula at n = 20", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.double({ min: 0.1, max: 3000, noNaN: true }), (n, mean) => {
        const here = poissonProbability(n, mean);
        fc.pre(here > 1e-290);
        expect(Math.abs(poissonProbability(n + 1, mean) / ((here * mean) / (n + 1)) - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  it("add up to the cumulative ones on both sides of the mean", () => {
    for (const mean of [2, 30, 400])
      for (const n of [0, 1, 20, 29, 30, 31, 399, 450]) {
        let sum = 0;
        for (let i = 0; i <= n; i++) sum += poissonProbability(i, mean);
        expect(Math.abs(poissonCumulative(n, mean) - sum)).toBeLessThan(1e-13);
      }
    expect(poissonCumulative(-1, 3)).toBe(0);
    expect(poissonCumulative(0, 0)).toBe(1);
  });
});
