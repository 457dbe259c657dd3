import { NumericalFault } from "../math/numerical-fault.ts";
import { minimize } from "../math/roots.ts";
import { invertSymmetric } from "./symmetric-matrix.ts";

/** A mean and its covariance, row by row. */
export interface Estimate {
  readonly mean: ArrayLike<number>;
  readonly covariance: ArrayLike<number>;
}

/** A fused estimate. */
export interface FusedEstimate {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** Weight of the first estimate's information, 0 to 1. */
  readonly weight: number;
}

/**
 * Covariance intersection of two tracks of one object whose errors are correlated in an unknown way: P^-1 = w A^-1 + (1 - w) B^-1 with the weight that
 * makes the determinant least (Julier and Uhlmann 1997, A Non-divergent Estimation Algorithm in the Presence of Unknown Correlations, Proc.
 * American Control Conference, 2369-2373). Never claims more than it may; for independent errors it claims less than it could: there, send the
 * measurements. Both must hold for the same time and frame. Throws when a covariance is not positive definite.
 */
export function intersectCovariances(a: Estimate, b: Estimate): FusedEstimate {
  const n = checkSizes("intersectCovariances", a, b);
  const ia = inverseOf("intersectCovariances", a, n);
  const ib = inverseOf("intersectCovariances", b, n);
  const information = new Float64Array(n * n);
  const mix = (w: number): Float64Array => {
    for (let k = 0; k < n * n; k++) information[k] = w * ia[k]! + (1 - w) * ib[k]!;
    return information;
  };
  const spread = (w: number): number => -logDeterminant(mix(w), n);
  const best = minimize(spread, 0, 1, { tolerance: 1e-9, maxIterations: 100 }).x;
  const inside = [0, best, 1].toSorted((x, y) => spread(x) - spread(y))[0]!;
  return combine(a, b, ia, ib, inside, 1 - inside, n);
}

/**
 * Fusion of two estimates with independent errors: information adds. For tracks that share no measurement, no prior and no process noise; otherwise
 * it claims too much and `intersectCovariances` is due.
 */
export function fuseIndependent(a: Estimate, b: Estimate): FusedEstimate {
  const n = checkSizes("fuseIndependent", a, b);
  return combine(a, b, inverseOf("fuseIndependent", a, n), inverseOf("fuseIndependent", b, n), 1, 1, n);
}

/**
 * Square of the normalised distance between two tracks, against which a chi-square gate of as many degrees of freedom as states decides whether they
 * are of one object; errors taken as independent (Bar-Shalom, Li and Kirubarajan 2001, section 8.3).
 */
export function trackDistanceSquared(a: Estimate, b: Estimate): number {
  const n = checkSizes("trackDistanceSquared", a, b);
  const sum = Float64Array.from({ length: n * n }, (_, k) => a.covariance[k]! + b.covariance[k]!);
  const inverse = inverseOf("trackDistanceSquared", { mean: a.mean, covariance: sum }, n);
  let square = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) square += (a.mean[i]! - b.mean[i]!) * inverse[i * n + j]! * (a.mean[j]! - b.mean[j]!);
  return square;
}

function combine(
  a: Estimate,
  b: Estimate,
  ia: Float64Array,
  ib: Float64Array,
  wa: number,
  wb: number,
  n: number,
): FusedEstimate {
  const covariance = inverseOf(
    "fusion",
    { mean: a.mean, covariance: Float64Array.from({ length: n * n }, (_, k) => wa * ia[k]! + wb * ib[k]!) },
    n,
  );
  // From the first mean, so that large coordinates lose no digits: a + P wb B^-1 (b - a).
  const pulled = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) pulled[i]! += wb * ib[i * n + j]! * (b.mean[j]! - a.mean[j]!);
  const mean = Float64Array.from({ length: n }, (_, i) => a.mean[i]!);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) mean[i]! += covariance[i * n + j]! * pulled[j]!;
  return { mean, covariance, weight: wa / (wa + wb) };
}

function logDeterminant(matrix: Float64Array, n: number): number {
  const a = Float64Array.from(matrix);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const pivot = a[k * n + k]!;
    if (!(pivot > 0)) return -Infinity;
    sum += Math.log(pivot);
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / pivot;
      for (let j = k; j < n; j++) a[i * n + j]! -= factor * a[k * n + j]!;
    }
  }
  return sum;
}

function checkSizes(what: string, a: Estimate, b: Estimate): number {
  const n = a.mean.length;
  if (b.mean.length !== n || a.covariance.length !== n * n || b.covariance.length !== n * n)
    throw new RangeError(
      `${what}: needs two means of one size and covariances of its square, got ${n}, ${b.mean.length}, ${a.covariance.length}, ${b.covariance.length}`,
    );
  return n;
}

function inverseOf(what: string, estimate: Estimate, n: number): Float64Array {
  const inverse = invertSymmetric(estimate.covariance, n);
  if (inverse === undefined)
    throw new NumericalFault(
      "covariance-not-definite",
      `${what}: needs a positive definite covariance, got one that is not`,
    );
  return inverse;
}
