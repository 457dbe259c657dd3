import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marcumQ } from "./marcum.ts";
import { poissonCumulative } from "./poisson.ts";

describe("Marcum's Q", () => {
  it("is the tail of a chi-square distribution without signal", () => {
    for (const order of [1, 3, 40])
      for (const b of [0, 0.5, 2, 6, 12])
        expect(Math.abs(marcumQ(order, 0, b) - poissonCumulative(order - 1, 0.5 * b * b))).toBeLessThan(1e-14);
  });

  it("is one without a threshold and for a signal far above it", () => {
    expect(marcumQ(3, 2, 0)).toBe(1);
    expect(marcumQ(1, 30, 10)).toBe(1);
  });

  it("has Q_1(a, a) = (1 + exp(-a^2) I_0(a^2)) / 2", () => {
    // exp(-x) I_0(x) for x = 1, 4, 25, Abramowitz and Stegun 1972, table 9.8.
    for (const [x, scaled] of [
      [1, 0.4657596077],
      [4, 0.207001921],
    ] as const)
      expect(Math.abs(marcumQ(1, Math.sqrt(x), Math.sqrt(x)) - 0.5 * (1 + scaled))).toBeLessThan(1e-9);
  });

  it("rises with signal and order and falls with the threshold", () => {
    const size = fc.double({ min: 0, max: 60, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        size,
        size,
        fc.double({ min: 0, max: 5, noNaN: true }),
        (order, a, b, more) => {
          const q = marcumQ(order, a, b);
          expect(q).toBeGreaterThanOrEqual(0);
          expect(q).toBeLessThanOrEqual(1);
          expect(marcumQ(order, a + more, b)).toBeGreaterThanOrEqual(q - 1e-13);
          expect(marcumQ(order + 1, a, b)).toBeGreaterThanOrEqual(q - 1e-13);
          expect(marcumQ(order, a, b + more)).toBeLessThanOrEqual(q + 1e-13);
        },
      ),
    );
  });

  it("sums either side to the same near the switch between them", () => {
    for (const order of [1, 10, 300])
      for (const a of [1, 20, 400]) {
        const b = Math.sqrt(a * a + 2 * order);
        expect(Math.abs(marcumQ(order, a, b * (1 + 1e-12)) - marcumQ(order, a, b * (1 - 1e-12)))).toBeLessThan(1e-9);
      }
  });

  it("refuses an order that is not whole", () => {
    expect(() => marcumQ(1.5, 1, 1)).toThrow(/whole order/);
    expect(() => marcumQ(1, Number.NaN, 1)).toThrow(/got order 1, a NaN/);
  });
});
