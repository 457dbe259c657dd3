import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRoot, minimize } from "./roots.ts";

const TIGHT = { tolerance: 1e-12, maxIterations: 200 };

describe("findRoot", () => {
  it.each([
    ["a cubic with a flat spot", (x: number) => (x - 1) * (x - 1) * (x - 1), 0, 3, 1],
    ["cosine", (x: number) => Math.cos(x), 0, 3, Math.PI / 2],
    ["a steep exponential", (x: number) => Math.exp(20 * x) - 2, -5, 5, Math.LN2 / 20],
    ["a step, which is a jump and no root", (x: number) => (x < 0.3 ? -1 : 1), 0, 1, 0.3],
    ["a root at the end", (x: number) => x, 0, 1, 0],
  ])("%s", (_, f, low, high, root) => {
    const found = findRoot(f, low, high, TIGHT);
    expect(found.converged).toBe(true);
    expect(Math.abs(found.root - root)).toBeLessThan(1e-5);
  });

  it("finds the only root of any rising cubic in its bracket, with few evaluations", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (root, cubic, slope) => {
          const f = (x: number): number => cubic * (x - root) ** 3 + slope * (x - root);
          const found = findRoot(f, -10, 10, TIGHT);
          expect(Math.abs(found.root - root)).toBeLessThan(1e-11);
          expect(found.evaluations).toBeLessThan(60);
        },
      ),
    );
  });

  it("says so when there is no change of sign, and gives the better end", () => {
    expect(findRoot((x) => x * x + 1, -1, 3, TIGHT)).toEqual({ root: -1, converged: false, evaluations: 2 });
    expect(findRoot((x) => x * x + 1, -3, 1, TIGHT).root).toBe(1);
  });

  it("says so when the iterations run out", () => {
    const { converged, evaluations } = findRoot((x) => Math.tanh(50 * (x - 0.123)), -10, 10, {
      tolerance: 1e-14,
      maxIterations: 3,
    });
    expect(converged).toBe(false);
    expect(evaluations).toBe(5);
  });

  it("never asks outside the bracket", () => {
    const asked: number[] = [];
    findRoot((x) => (asked.push(x), Math.log(x) - 1), 0.1, 10, TIGHT);
    expect(Math.min(...asked)).toBe(0.1);
    expect(Math.max(...asked)).toBe(10);
  });
});

describe("minimize", () => {
  it("finds the bottom of a valley to the root of the machine's precision", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (bottom, skew) => {
          const f = (x: number): number => (x - bottom) ** 2 + skew * (x - bottom) ** 4 + 1;
          const found = minimize(f, -5, 5, { tolerance: 1e-9, maxIterations: 200 });
          expect(found.converged).toBe(true);
          expect(Math.abs(found.x - bottom)).toBeLessThan(2e-7);
          expect(found.value).toBe(f(found.x));
        },
      ),
    );
  });

  it("finds a kink", () => {
    expect(minimize((x) => Math.abs(x - 0.7), 0, 2, { tolerance: 1e-8, maxIterations: 200 }).x).toBeCloseTo(0.7, 6);
  });

  it("goes to the end of the bracket on a slope", () => {
    expect(minimize((x) => x, 2, 5, { tolerance: 1e-6, maxIterations: 200 }).x).toBeCloseTo(2, 4);
  });

  it("says so when the iterations run out", () => {
    expect(minimize((x) => (x - 1) ** 2, -100, 100, { tolerance: 1e-12, maxIterations: 4 }).converged).toBe(false);
  });
});
