import type { Filter } from "./filter.ts";
import { GRADIENTS_LENGTH, gradientsInto, MEASURED_LENGTH, measureInto, wrapAngle } from "./measurement.ts";
import { choleskyInto } from "./symmetric-matrix.ts";

/**
 * How well measurements fit a predicted track, without taking them in: for gating and association. `aim` once a track, `find` once a measurement; neither
 * allocates.
 */
export class Gate {
  /** As a filter's update would leave it: normalised innovation squared, determinant of the innovation's covariance, number of quantities. */
  readonly innovation: Float64Array = new Float64Array(3);
  /** What a perfect radar would measure: range, azimuth, elevation, range rate. */
  readonly measured: Float64Array = new Float64Array(MEASURED_LENGTH);
  /** Covariance of that, 4 x 4. */
  readonly predicted: Float64Array = new Float64Array(16);
  readonly #covariance = new Float64Array(256);
  readonly #gradients = new Float64Array(GRADIENTS_LENGTH);
  readonly #row = new Float64Array(6);
  readonly #s = new Float64Array(16);
  readonly #root = new Float64Array(16);
  readonly #y = new Float64Array(4);

  /** Points the gate at a track, seen from `axes`, for `quantities` 3 (position) or 4 (with range rate); the filter must stand at the time of the measurements. */
  aim(filter: Filter, axes: Float64Array, quantities: 3 | 4): void {
    const n = filter.size;
    const h = this.#gradients;
    const row = this.#row;
    const p = this.#covariance;
    filter.covarianceInto(p);
    measureInto(this.measured, filter.mean, axes);
    gradientsInto(h, filter.mean, axes);
    // Range, azimuth and elevation depend on position alone.
    for (let m = 0; m < 3; m++) {
      const h0 = h[6 * m]!;
      const h1 = h[6 * m + 1]!;
      const h2 = h[6 * m + 2]!;
      const a = h0 * p[0]! + h1 * p[n]! + h2 * p[2 * n]!;
      const b = h0 * p[1]! + h1 * p[n + 1]! + h2 * p[2 * n + 1]!;
      const c = h0 * p[2]! + h1 * p[n + 2]! + h2 * p[2 * n + 2]!;
      for (let l = 0; l <= m; l++) {
        const sum = a * h[6 * l]! + b * h[6 * l + 1]! + c * h[6 * l + 2]!;
        this.predicted[4 * m + l] = sum;
        this.predicted[4 * l + m] = sum;
      }
    }
    if (quantities === 3) return;
    for (let j = 0; j < 6; j++) {
      let sum = 0;
      for (let i = 0; i < 6; i++) sum += h[18 + i]! * p[i * n + j]!;
      row[j] = sum;
    }
    for (let l = 0; l < 4; l++) {
      let sum = 0;
      for (let j = 0; j < 6; j++) sum += row[j]! * h[6 * l + j]!;
      this.predicted[12 + l] = sum;
      this.predicted[4 * l + 3] = sum;
    }
  }

  /**
   * Whether a measurement lies within `limits` (normalised innovation squared for three and for four quantities) of the track aimed at; if so `innovation`
   * is written.
   */
  find(z: Float64Array, limits: Float64Array): boolean {
    const y = this.#y;
    const s = this.#s;
    const root = this.#root;
    const count = z[8]! > 0 ? 4 : 3;
    const limit = limits[count - 3]!;
    // One quantity alone is never further out than all together.
    for (let m = 0; m < count; m++) {
      y[m] = z[1 + m]! - this.measured[m]!;
      if (m === 1) y[1] = wrapAngle(y[1]!);
      const variance = this.predicted[5 * m]! + z[5 + m]! * z[5 + m]!;
      if (y[m]! * y[m]! > limit * variance) return false;
    }
    for (let m = 0; m < count; m++) {
      for (let l = 0; l < count; l++) s[m * count + l] = this.predicted[4 * m + l]!;
      s[m * count + m]! += z[5 + m]! * z[5 + m]!;
    }
    if (!choleskyInto(root, s, count)) return false;
    let square = 0;
    let determinant = 1;
    for (let m = 0; m < count; m++) {
      let w = y[m]!;
      for (let l = 0; l < m; l++) w -= root[m * count + l]! * y[l]!;
      const diagonal = root[m * count + m]!;
      y[m] = w / diagonal;
      square += y[m]! * y[m]!;
      determinant *= diagonal * diagonal;
    }
    this.innovation[0] = square;
    this.innovation[1] = determinant;
    this.innovation[2] = count;
    return square < limit;
  }
}
