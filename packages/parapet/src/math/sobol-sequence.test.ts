// Check values: scipy.stats.qmc.Sobol(d, scramble=False) of SciPy 1.17.1, which holds the direction numbers new-joe-kuo-6.21201.
import { expect, test } from "vitest";
import { makeStream } from "./random.ts";
import { SOBOL_DIMENSIONS, sobolPoints } from "./sobol-sequence.ts";

test("the first points are those of SciPy", () => {
  expect(sobolPoints(8, 8).map((point) => [...point])).toEqual([
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75],
    [0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25],
    [0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875],
    [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375],
    [0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125],
    [0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625],
  ]);
});

test("far points and far dimensions agree with SciPy", () => {
  const points = sobolPoints(1024, 96);
  expect([0, 1, 36, 95].map((d) => points[777]![d])).toEqual([0.6923828125, 0.9365234375, 0.4619140625, 0.1591796875]);
  let sum = 0;
  for (const point of points) for (const coordinate of point) sum += coordinate;
  expect(sum).toBe(49_104);
});

test("shifted or not, each of 64 equal slices of every dimension holds one of 64 points", () => {
  for (const stream of [undefined, makeStream(3, 0, "shift")]) {
    const points = sobolPoints(64, SOBOL_DIMENSIONS, stream);
    for (let d = 0; d < SOBOL_DIMENSIONS; d++)
      expect(new Set(points.map((point) => Math.floor(64 * point[d]!))).size).toBe(64);
  }
});

test("more dimensions than the table has are refused", () => {
  expect(() => sobolPoints(4, 97)).toThrow("needs 1 to 96 dimensions, got 97");
});
