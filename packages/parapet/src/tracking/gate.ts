import { GRADIENTS_LENGTH, gradientsInto, MEASURED_LENGTH, measureInto, wrapAngle } from "./measurement.ts";
import type { Filter } from "./filter.ts";
import { choleskyInto } from "./symmetric-matrix.ts";

/**
 * How well a measurement fits a predicted track, without taking it in: for gating and association. `find` allocates nothing; it writes normalised
 * innovation squared, determinant of the innovation's covariance and number of quantities into `innovation`, as a filter's update would.
 */
export class Gate {
  readonly innovation: Float64Array = new Float64Array(3);
  readonly #covariance = new Float64Array(256);
  readonly #measured = new Float64Array(MEASURED_LENGTH);
  readonly #gradients = new Float64Array(GRADIENTS_LENGTH);
  readonly #s = new Float64Array(16);
  readonly #root = new Float64Array(16);
  readonly #y = new Float64Array(4);

  /** `filter` must stand at the measurement's time. */
  find(filter: Filter, z: Float64Array, axes: Float64Array): void {
    const n = filter.size;
    const h = this.#gradients;
    const y = this.#y;
    const count = z[8]! > 0 ? 4 : 3;
    filter.covarianceInto(this.#covariance);
    measureInto(this.#measured, filter.mean, axes);
    gradientsInto(h, filter.mean, axes);
    for (let m = 0; m < count; m++) {
      y[m] = z[1 + m]! - this.#measured[m]!;
      for (let l = 0; l < count; l++) {
        let sum = m === l ? z[5 + m]! * z[5 + m]! : 0;
        for (let i = 0; i < 6; i++)
          for (let j = 0; j < 6; j++) sum += h[6 * m + i]! * this.#covariance[i * n + j]! * h[6 * l + j]!;
        this.#s[m * count + l] = sum;
      }
    }
    y[1] = wrapAngle(y[1]!);
    choleskyInto(this.#root, this.#s, count);
    let square = 0;
    let determinant = 1;
    for (let m = 0; m < count; m++) {
      let w = y[m]!;
      for (let l = 0; l < m; l++) w -= this.#root[m * count + l]! * y[l]!;
      const diagonal = this.#root[m * count + m]!;
      y[m] = w / diagonal;
      square += y[m]! * y[m]!;
      determinant *= diagonal * diagonal;
    }
    this.innovation[0] = square;
    this.innovation[1] = determinant;
    this.innovation[2] = count;
  }
}
