import { GRADIENTS_LENGTH, gradientsInto, MEASURED_LENGTH, measureInto, wrapAngle } from "./measurement.ts";
import type { Filter } from "./filter.ts";
import { choleskyInto } from "./symmetric-matrix.ts";

/**
 * How well measurements fit a predicted track, without taking them in: for gating and association. `aim` once a track, `find` once a measurement; neither
 * allocates.
 */
export class Gate {
  /** As a filter's update would leave it: normalised innovation squared, determinant of the innovation's covariance, number of quantities. */
  readonly innovation: Float64Array = new Float64Array(3);
  readonly #covariance = new Float64Array(256);
  readonly #measured = new Float64Array(MEASURED_LENGTH);
  readonly #gradients = new Float64Array(GRADIENTS_LENGTH);
  readonly #row = new Float64Array(6);
  /** Covariance of what a perfect radar would measure, 4 x 4. */
  readonly #predicted = new Float64Array(16);
  readonly #s = new Float64Array(16);
  readonly #root = new Float64Array(16);
  readonly #y = new Float64Array(4);

  /** Points the gate at a track, seen from `axes`; the filter must stand at the time of the measurements. */
  aim(filter: Filter, axes: Float64Array): void {
    const n = filter.size;
    const h = this.#gradients;
    const row = this.#row;
    filter.covarianceInto(this.#covariance);
    measureInto(this.#measured, filter.mean, axes);
    gradientsInto(h, filter.mean, axes);
    for (let m = 0; m < 4; m++) {
      for (let j = 0; j < 6; j++) {
        let sum = 0;
        for (let i = 0; i < 6; i++) sum += h[6 * m + i]! * this.#covariance[i * n + j]!;
        row[j] = sum;
      }
      for (let l = 0; l <= m; l++) {
        let sum = 0;
        for (let j = 0; j < 6; j++) sum += row[j]! * h[6 * l + j]!;
        this.#predicted[4 * m + l] = sum;
        this.#predicted[4 * l + m] = sum;
      }
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
    for (let m = 0; m < count; m++) {
      y[m] = z[1 + m]! - this.#measured[m]!;
      if (m === 1) y[1] = wrapAngle(y[1]!);
      const variance = this.#predicted[5 * m]! + z[5 + m]! * z[5 + m]!;
      // One quantity alone is never further out than all together.
      if (y[m]! * y[m]! > limit * variance) return false;
      for (let l = 0; l < count; l++) s[m * count + l] = this.#predicted[4 * m + l]!;
      s[m * count + m] = variance;
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
