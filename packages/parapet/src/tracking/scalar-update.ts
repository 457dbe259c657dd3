/** Beyond this ratio of predicted to measured variance the short form of the covariance's update loses digits. */
export const SAFE_RATIO = 1e8;

/**
 * Takes one measured number that depends on position alone into a mean and a covariance by the short form P - K h P, if that loses no digits; returns false and
 * changes nothing if it would. Arguments as of `updateScalar`.
 */
export function updateByPosition(
  mean: Float64Array,
  covariance: Float64Array,
  gradients: Float64Array,
  from: number,
  residual: Float64Array,
  gain: Float64Array,
  innovation: Float64Array,
): boolean {
  const n = mean.length;
  const h0 = gradients[from]!;
  const h1 = gradients[from + 1]!;
  const h2 = gradients[from + 2]!;
  const y = residual[0]!;
  for (let i = 0, k = 0; i < n; i++, k += n)
    gain[i] = covariance[k]! * h0 + covariance[k + 1]! * h1 + covariance[k + 2]! * h2;
  const s = gain[0]! * h0 + gain[1]! * h1 + gain[2]! * h2 + residual[1]!;
  if (!(s < SAFE_RATIO * residual[1]!)) return false;
  const part = 1 / s;
  for (let i = 0, k = 0; i < n; i++, k += n) {
    const g = gain[i]! * part;
    mean[i]! += g * y;
    for (let j = 0, l = i; j <= i; j++, l += n) {
      const value = covariance[k + j]! - g * gain[j]!;
      covariance[k + j] = value;
      covariance[l] = value;
    }
  }
  innovation[0]! += y * y * part;
  innovation[1]! *= s;
  return true;
}

/**
 * Takes one measured number into a mean and a covariance (row by row, full) in place, by Joseph's form (I - K h) P (I - K h)' + K R K' in the
 * order of Bierman (1977, Factorization Methods for Discrete Sequential Estimation, section V.2), which keeps the covariance symmetric and
 * positive. `gradients` holds h from `from` on, of six numbers: further states are not measured. `residual` is [innovation, variance of the measurement]. `gain` is workspace of 2 n
 * numbers. Adds the normalised square to `innovation[0]`, multiplies `innovation[1]` by the innovation's variance.
 */
export function updateScalar(
  mean: Float64Array,
  covariance: Float64Array,
  gradients: Float64Array,
  from: number,
  residual: Float64Array,
  gain: Float64Array,
  innovation: Float64Array,
): void {
  const n = mean.length;
  const h0 = gradients[from]!;
  const h1 = gradients[from + 1]!;
  const h2 = gradients[from + 2]!;
  const h3 = gradients[from + 3]!;
  const h4 = gradients[from + 4]!;
  const h5 = gradients[from + 5]!;
  const y = residual[0]!;
  const variance = residual[1]!;
  for (let i = 0; i < n; i++) {
    const k = i * n;
    gain[n + i] =
      covariance[k]! * h0 +
      covariance[k + 1]! * h1 +
      covariance[k + 2]! * h2 +
      covariance[k + 3]! * h3 +
      covariance[k + 4]! * h4 +
      covariance[k + 5]! * h5;
  }
  const s =
    gain[n]! * h0 +
    gain[n + 1]! * h1 +
    gain[n + 2]! * h2 +
    gain[n + 3]! * h3 +
    gain[n + 4]! * h4 +
    gain[n + 5]! * h5 +
    variance;
  for (let i = 0; i < n; i++) {
    gain[i] = gain[n + i]! / s;
    mean[i]! += gain[i]! * y;
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) covariance[i * n + j]! -= gain[i]! * gain[n + j]!;
  // What rounding left of (P - K h P) h beyond K R.
  for (let i = 0; i < n; i++) {
    const k = i * n;
    gain[n + i] =
      0.5 *
      (variance * gain[i]! -
        covariance[k]! * h0 -
        covariance[k + 1]! * h1 -
        covariance[k + 2]! * h2 -
        covariance[k + 3]! * h3 -
        covariance[k + 4]! * h4 -
        covariance[k + 5]! * h5);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value =
        0.5 * (covariance[i * n + j]! + covariance[j * n + i]!) + gain[i]! * gain[n + j]! + gain[n + i]! * gain[j]!;
      covariance[i * n + j] = value;
      covariance[j * n + i] = value;
    }
  }
  innovation[0]! += (y * y) / s;
  innovation[1]! *= s;
}
