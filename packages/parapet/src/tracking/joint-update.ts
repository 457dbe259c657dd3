import type { Filter } from "./filter.ts";

/**
 * Update of a track by several measurements with the probability of each: the moments of the mixture of the updates by each and of no update
 * (Bar-Shalom, Daum and Huang 2009, The Probabilistic Data Association Filter, IEEE Control Systems Magazine 29(6), 82-100). For filters that `restart` puts back
 * wholly: not for `ImmFilter`. `probabilities`: one for each measurement from `from` on, then that of none.
 */
export function updateJointly(
  filter: Filter,
  measurements: readonly Float64Array[],
  axes: Float64Array,
  probabilities: ArrayLike<number>,
  from: number,
): void {
  const n = filter.size;
  const at = Float64Array.from(filter.clock);
  const mean = Float64Array.from(filter.mean);
  const covariance = new Float64Array(n * n);
  filter.covarianceInto(covariance);
  const none = probabilities[from + measurements.length]!;
  // Moments about the predicted mean.
  const shift = new Float64Array(n);
  const second = covariance.map((p) => none * p);
  const each = new Float64Array(n * n);
  for (let j = 0; j < measurements.length; j++) {
    const weight = probabilities[from + j]!;
    if (!(weight > 1e-12)) continue;
    filter.restart(at, mean, covariance);
    filter.update(measurements[j]!, axes);
    filter.covarianceInto(each);
    for (let a = 0; a < n; a++) {
      const da = filter.mean[a]! - mean[a]!;
      shift[a]! += weight * da;
      for (let b = 0; b < n; b++) second[a * n + b]! += weight * (each[a * n + b]! + da * (filter.mean[b]! - mean[b]!));
    }
  }
  for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) second[a * n + b]! -= shift[a]! * shift[b]!;
  for (let a = 0; a < n; a++) mean[a]! += shift[a]!;
  filter.restart(at, mean, second);
}
