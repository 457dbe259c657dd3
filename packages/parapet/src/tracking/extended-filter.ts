import type { Filter } from "./filter.ts";
import { Gaussian } from "./gaussian.ts";
import { GRADIENTS_LENGTH, gradientsInto, MEASURED_LENGTH, measureInto, wrapAngle } from "./measurement.ts";
import type { Motion } from "./motion.ts";
import { updateByPosition, updateScalar } from "./scalar-update.ts";

/**
 * Extended Kalman filter over any motion (Bar-Shalom, Li and Kirubarajan 2001, section 10.3). Range, azimuth, elevation and, where measured,
 * range rate are taken in one after the other, all linearised at the predicted state, by the short form where it is safe, else by Joseph's. Allocates nothing
 * after construction.
 */
export class ExtendedFilter extends Gaussian implements Filter {
  readonly innovation: Float64Array = new Float64Array(3);
  readonly #motion: Motion;
  readonly #transition: Float64Array;
  readonly #product: Float64Array;
  readonly #step = new Float64Array(1);
  readonly #gradients = new Float64Array(GRADIENTS_LENGTH);
  readonly #measured = new Float64Array(MEASURED_LENGTH);
  readonly #before = new Float64Array(6);
  readonly #gain: Float64Array;
  readonly #residual = new Float64Array(2);

  constructor(motion: Motion) {
    const n = motion.size;
    super(n);
    this.#motion = motion;
    this.#transition = new Float64Array(n * n);
    this.#product = new Float64Array(n * n);
    this.#gain = new Float64Array(2 * n);
  }

  predictTo(at: Float64Array): void {
    const span = at[0]! - this.clock[0]!;
    if (span === 0) return;
    const motion = this.#motion;
    const count = Math.max(1, Math.ceil(Math.abs(span) / motion.longestStep_s));
    this.#step[0] = span / count;
    for (let i = 0; i < count; i++) {
      if (motion.carry === undefined) {
        motion.linearise(this.#transition, this.mean, this.#step);
        this.#spread();
        motion.move(this.mean, this.#step);
      } else motion.carry(this.mean, this.covariance, this.#step);
      motion.addNoise(this.covariance, this.#step);
    }
    this.clock[0] = at[0]!;
  }

  /** P to F P F', the lower half computed and mirrored. */
  #spread(): void {
    const n = this.size;
    const f = this.#transition;
    const p = this.covariance;
    const product = this.#product;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += f[i * n + k]! * p[k * n + j]!;
        product[i * n + j] = sum;
      }
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += product[i * n + k]! * f[j * n + k]!;
        p[i * n + j] = sum;
        p[j * n + i] = sum;
      }
  }

  update(z: Float64Array, axes: Float64Array): void {
    const { innovation, mean } = this;
    const gradients = this.#gradients;
    const measured = this.#measured;
    const before = this.#before;
    const residual = this.#residual;
    for (let i = 0; i < 6; i++) before[i] = mean[i]!;
    measureInto(measured, mean, axes);
    gradientsInto(gradients, mean, axes);
    const count = z[8]! > 0 ? 4 : 3;
    innovation[0] = 0;
    innovation[1] = 1;
    innovation[2] = count;
    for (let m = 0; m < count; m++) {
      let y = z[1 + m]! - measured[m]!;
      if (m === 1) y = wrapAngle(y);
      for (let i = 0; i < 6; i++) y -= gradients[6 * m + i]! * (mean[i]! - before[i]!);
      residual[0] = y;
      residual[1] = z[5 + m]! * z[5 + m]!;
      if (m === 3 || !updateByPosition(mean, this.covariance, gradients, 6 * m, residual, this.#gain, innovation))
        updateScalar(mean, this.covariance, gradients, 6 * m, residual, this.#gain, innovation);
    }
  }
}
