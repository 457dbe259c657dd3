import { expect, it } from "vitest";
import { makeStream } from "../math/random.ts";
import { fuseIndependent, intersectCovariances, trackDistanceSquared } from "./fusion.ts";
import { isPositiveDefinite } from "./symmetric-matrix.ts";

const EAST = { mean: [0, 0], covariance: [1, 0, 0, 100] };
const NORTH = { mean: [4, 4], covariance: [100, 0, 0, 1] };

it("fuseIndependent adds information", () => {
  const { mean, covariance } = fuseIndependent(EAST, NORTH);
  expect(covariance[0]).toBeCloseTo(1 / 1.01, 12);
  expect(mean[0]).toBeCloseTo(4 / 101, 12);
  expect(mean[1]).toBeCloseTo(400 / 101, 12);
});

it("intersectCovariances weighs two mirrored tracks alike and claims half the information", () => {
  const { mean, covariance, weight } = intersectCovariances(EAST, NORTH);
  expect(weight).toBeCloseTo(0.5, 6);
  expect(covariance[0]).toBeCloseTo(2 / 1.01, 6);
  expect(mean[0]).toBeCloseTo(4 / 101, 6);
});

it("intersectCovariances of a track with a worse copy of itself is the track", () => {
  const { covariance, weight } = intersectCovariances(EAST, { mean: [1, 1], covariance: [2, 0, 0, 200] });
  expect(weight).toBe(1);
  expect([...covariance]).toEqual([1, 0, 0, 100]);
});

it("intersectCovariances never claims more than it may, whatever the correlation; adding information does", () => {
  const stream = makeStream(1, 0, "fusion");
  let worst = -Infinity;
  for (let k = 0; k < 300; k++) {
    // A = L1 L1', B = L2 L2', errors L1 e and L2 (c e + sqrt(1 - c^2) f): cross covariance c L1 L2'.
    const [a, b, c, d, e, f] = Array.from({ length: 6 }, () => stream.normal()) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const l1 = [Math.exp(a), 0, b, Math.exp(c)] as const;
    const l2 = [Math.exp(d), 0, e, Math.exp(f)] as const;
    const times = (x: readonly number[], y: readonly number[]): number[] => [
      x[0]! * y[0]! + x[1]! * y[1]!,
      x[0]! * y[2]! + x[1]! * y[3]!,
      x[2]! * y[0]! + x[3]! * y[1]!,
      x[2]! * y[2]! + x[3]! * y[3]!,
    ];
    const correlation = 2 * stream.uniform() - 1;
    const A = times(l1, l1);
    const B = times(l2, l2);
    const C = times(l1, l2).map((x) => correlation * x);
    const { covariance: P, weight } = intersectCovariances(
      { mean: [0, 0], covariance: A },
      { mean: [0, 0], covariance: B },
    );
    // True covariance of P (w A^-1 x + (1 - w) B^-1 y), by the gains K1 = w P A^-1, K2 = I - K1.
    const det = A[0]! * A[3]! - A[1]! * A[2]!;
    const inverse = [A[3]! / det, -A[1]! / det, -A[2]! / det, A[0]! / det];
    const product = (x: readonly number[] | Float64Array, y: readonly number[]): number[] =>
      times([...x], [y[0]!, y[2]!, y[1]!, y[3]!]);
    const k1 = product(P, inverse).map((x) => weight * x);
    const k2 = [1 - k1[0]!, -k1[1]!, -k1[2]!, 1 - k1[3]!];
    const transpose = (x: readonly number[]): number[] => [x[0]!, x[2]!, x[1]!, x[3]!];
    const sandwich = (x: readonly number[], m: readonly number[], y: readonly number[]): number[] =>
      product(product(x, m), transpose(y));
    const parts = [sandwich(k1, A, k1), sandwich(k2, B, k2), sandwich(k1, C, k2), sandwich(k2, transpose(C), k1)];
    const truth = [0, 1, 2, 3].map((i) => parts.reduce((sum, m) => sum + m[i]!, 0));
    const room = truth.map((x, i) => P[i]! - x + (i % 3 === 0 ? 1e-9 * P[i]! : 0));
    expect(isPositiveDefinite(room, 2)).toBe(true);
    const { covariance: Q } = fuseIndependent({ mean: [0, 0], covariance: A }, { mean: [0, 0], covariance: B });
    worst = Math.max(worst, Math.max(Q[0]! / P[0]!, Q[3]! / P[3]!));
  }
  expect(worst).toBeLessThan(1);
});

it("trackDistanceSquared weighs the difference by both errors", () => {
  expect(trackDistanceSquared(EAST, NORTH)).toBeCloseTo(32 / 101, 12);
});

it("refuses unequal sizes and covariances that are none", () => {
  expect(() => fuseIndependent(EAST, { mean: [0], covariance: [1] })).toThrow("one size");
  expect(() => intersectCovariances(EAST, { mean: [0, 0], covariance: [1, 2, 2, 1] })).toThrow("positive definite");
});
