import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

describe("normalQuantile", () => {
  it("is odd about one half and rises", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.4999, noNaN: true }), (p) => {
        const below = normalQuantile(p);
        expect(below).toBeLessThan(normalQuantile(p * 1.0001));
        expect(normalQuantile(1 - p)).toBeCloseTo(-below, 5);
      }),
    );
  });

  it("gives back the share that lies below it, integrated numerically", () => {
    for (const p of [0.02, 0.07, 0.3, 0.5, 0.8, 0.99]) {
      const x = normalQuantile(p);
      const n = 20_000;
      const h = (x + 12) / n;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const u = -12 + (i + 0.5) * h;
        sum += Math.exp(-0.5 * u * u);
      }
      expect(Math.abs((sum * h) / Math.sqrt(2 * Math.PI) - p)).toBeLessThan(1e-7);
    }
  });

  it("joins its three pieces without a jump", () => {
    for (const p of [0.075, 0.925, Math.exp(-25)])
      expect(Math.abs(normalQuantile(p * (1 + 1e-12)) - normalQuantile(p * (1 - 1e-12)))).toBeLessThan(1e-10);
  });

  it("refuses what is no probability", () => {
    for (const p of [0, 1, -0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});
