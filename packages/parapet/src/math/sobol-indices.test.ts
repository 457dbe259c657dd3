import { expect, test } from "vitest";
import { makeStream } from "./random.ts";
import { saltelliPoints, sobolIndices } from "./sobol-indices.ts";

/** Ishigami and Homma (1990), with the constants 7 and 0.1: its variance is known in closed form. */
const ishigami = ([a, b, c]: readonly [number, number, number]): number => {
  const third = c * c;
  return Math.sin(a) + 7 * Math.sin(b) * Math.sin(b) + 0.1 * third * third * Math.sin(a);
};
const PI4 = Math.PI * Math.PI * Math.PI * Math.PI;
const VARIANCE = 49 / 8 + (0.1 * PI4) / 5 + (0.01 * PI4 * PI4) / 18 + 0.5;
const FIRST = [(0.5 * (1 + (0.1 * PI4) / 5) * (1 + (0.1 * PI4) / 5)) / VARIANCE, 49 / 8 / VARIANCE, 0];
const TOGETHER = (0.01 * PI4 * PI4 * (1 / 18 - 1 / 50)) / VARIANCE;
const TOTAL = [FIRST[0]! + TOGETHER, FIRST[1]!, TOGETHER];

test("the indices of Ishigami's function are the exact ones, within the interval and close", () => {
  expect(FIRST.map((index) => index.toFixed(4))).toEqual(["0.3139", "0.4424", "0.0000"]);
  expect(TOTAL.map((index) => index.toFixed(4))).toEqual(["0.5576", "0.4424", "0.2437"]);
  const points = saltelliPoints(1024, 3, makeStream(1, 0, "indices"));
  const angle = (u: number): number => Math.PI * (2 * u - 1);
  const values = points.map(([a, b, c]) => ishigami([angle(a!), angle(b!), angle(c!)]));
  const found = sobolIndices(values, { inputs: 3, confidence: 0.95, seed: 1 });
  found.forEach(({ first, total }, i) => {
    for (const [index, exact] of [
      [first, FIRST[i]!],
      [total, TOTAL[i]!],
    ] as const) {
      expect(index.low).toBeLessThanOrEqual(exact);
      expect(index.high).toBeGreaterThanOrEqual(exact);
      expect(Math.abs(index.value - exact)).toBeLessThan(0.02);
      expect(index.high - index.low).toBeGreaterThan(0.001);
    }
  });
});

test("a sum of inputs has first indices that are the total ones; an input without effect has none", () => {
  const values = saltelliPoints(256, 3, makeStream(2, 0, "indices")).map(([a, b]) => 2 * a! + b!);
  const found = sobolIndices(values, { inputs: 3, confidence: 0.9, seed: 2, resamples: 200 });
  [0.8, 0.2, 0].forEach((share, i) => {
    expect(found[i]!.first.value).toBeCloseTo(share, 1);
    expect(found[i]!.total.value).toBeCloseTo(share, 1);
  });
  expect(found[2]!.total).toEqual({ value: 0, low: 0, high: 0 });
});

test("what never changes has no indices, and too few values are refused", () => {
  const none = { value: 0, low: 0, high: 0 };
  const options = { inputs: 1, confidence: 0.95, seed: 1, resamples: 10 };
  expect(sobolIndices([1, 1, 1, 1, 1, 1], options)).toEqual([{ first: none, total: none }]);
  expect(() => sobolIndices([1, 2, 3], options)).toThrow("needs 3 values for each of two base points");
});
