import { NumericalFault } from "../math/numerical-fault.ts";
import type { Filter } from "./filter.ts";
import { Gaussian } from "./gaussian.ts";
import { MEASURED_LENGTH, measureInto, wrapAngle } from "./measurement.ts";
import type { Motion } from "./motion.ts";
import { choleskyInto } from "./symmetric-matrix.ts";

/**
 * Unscented Kalman filter over any motion (Julier and Uhlmann 1997, A New Extension of the Kalman Filter to Nonlinear Systems, Proc. SPIE 3068, with
 * their kappa, 1 unless stated and never below 0): 2 n + 1 points with positive weights, so that predicted covariances are sums of squares. Angles are averaged as
 * differences from the middle point. Where rounding or nonlinearity would cost the covariance its positive definiteness, the update
 * lowers it by less: see `repairs`. Allocates nothing after construction.
 */
export class UnscentedFilter extends Gaussian implements Filter {
  readonly innovation: Float64Array = new Float64Array(3);
  /** How often a covariance had to be repaired: one number. 0 is the rule. */
  readonly repairs: Float64Array = new Float64Array(1);
  readonly #motion: Motion;
  readonly #kappa: number;
  readonly #points: Float64Array[];
  readonly #seen: Float64Array[];
  readonly #root: Float64Array;
  readonly #step = new Float64Array(1);
  readonly #middle = new Float64Array(MEASURED_LENGTH);
  readonly #s: Float64Array[] = [new Float64Array(9), new Float64Array(16)];
  readonly #sRoot: Float64Array[] = [new Float64Array(9), new Float64Array(16)];
  readonly #residual: Float64Array[] = [new Float64Array(3), new Float64Array(4)];
  readonly #cross: Float64Array;

  constructor(motion: Motion, options: { readonly kappa?: number } = {}) {
    const n = motion.size;
    super(n);
    const { kappa = 1 } = options;
    if (!(kappa >= 0)) throw new RangeError(`UnscentedFilter: kappa must be 0 or more, got ${kappa}`);
    this.#motion = motion;
    this.#kappa = kappa;
    this.#root = new Float64Array(n * n);
    this.#points = Array.from({ length: 2 * n + 1 }, () => new Float64Array(n));
    this.#seen = Array.from({ length: 2 * n + 1 }, () => new Float64Array(MEASURED_LENGTH));
    this.#cross = new Float64Array(n * 4);
  }

  /** Places the points: the mean, then the mean plus and minus each column of the root. */
  #place(): void {
    const n = this.size;
    const p = this.covariance;
    while (!choleskyInto(this.#root, p, n)) {
      this.repairs[0]!++;
      // A covariance that holds what is no number cannot be repaired.
      if (!Number.isFinite(sumOf(p, n)))
        throw new NumericalFault("covariance-not-definite", "UnscentedFilter: the covariance is no matrix of numbers");
      for (let i = 0; i < n; i++) p[i * n + i] = Math.abs(p[i * n + i]!) * (1 + 1e-9) + 1e-12;
    }
    const spread = Math.sqrt(n + this.#kappa);
    const points = this.#points;
    for (let i = 0; i < n; i++) {
      points[0]![i] = this.mean[i]!;
      for (let k = 0; k < n; k++) {
        const d = spread * this.#root[i * n + k]!;
        points[1 + k]![i] = this.mean[i]! + d;
        points[1 + n + k]![i] = this.mean[i]! - d;
      }
    }
  }

  predictTo(at: Float64Array): void {
    const span = at[0]! - this.clock[0]!;
    if (span === 0) return;
    const n = this.size;
    const motion = this.#motion;
    const points = this.#points;
    const count = Math.max(1, Math.ceil(Math.abs(span) / motion.longestStep_s));
    this.#step[0] = span / count;
    for (let round = 0; round < count; round++) {
      this.#place();
      for (let k = 0; k <= 2 * n; k++) motion.move(points[k]!, this.#step);
      const side = 0.5 / (n + this.#kappa);
      const centre = this.#kappa / (n + this.#kappa);
      // As differences from the middle point, which are small beside it.
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let k = 1; k <= 2 * n; k++) sum += points[k]![i]! - points[0]![i]!;
        this.mean[i] = points[0]![i]! + side * sum;
      }
      for (let i = 0; i < n; i++)
        for (let j = 0; j <= i; j++) {
          let sum = centre * (points[0]![i]! - this.mean[i]!) * (points[0]![j]! - this.mean[j]!);
          for (let k = 1; k <= 2 * n; k++)
            sum += side * (points[k]![i]! - this.mean[i]!) * (points[k]![j]! - this.mean[j]!);
          this.covariance[i * n + j] = sum;
          this.covariance[j * n + i] = sum;
        }
      motion.addNoise(this.covariance, this.#step);
    }
    this.clock[0] = at[0]!;
  }

  update(z: Float64Array, axes: Float64Array): void {
    const n = this.size;
    const count = z[8]! > 0 ? 4 : 3;
    const points = this.#points;
    const seen = this.#seen;
    const middle = this.#middle;
    const s = this.#s[count - 3]!;
    const sRoot = this.#sRoot[count - 3]!;
    const residual = this.#residual[count - 3]!;
    const cross = this.#cross;
    const side = 0.5 / (n + this.#kappa);
    const centre = this.#kappa / (n + this.#kappa);
    this.#place();
    for (let k = 0; k <= 2 * n; k++) {
      measureInto(seen[k]!, points[k]!, axes);
      // Differences from the middle point's measurement.
      if (k > 0) {
        for (let m = 0; m < count; m++) seen[k]![m]! -= seen[0]![m]!;
        seen[k]![1] = wrapAngle(seen[k]![1]!);
      }
    }
    for (let m = 0; m < count; m++) {
      let sum = 0;
      for (let k = 1; k <= 2 * n; k++) sum += seen[k]![m]!;
      middle[m] = side * sum;
      residual[m] = z[1 + m]! - seen[0]![m]! - middle[m]!;
    }
    residual[1] = wrapAngle(residual[1]!);
    for (let m = 0; m < count; m++) {
      for (let l = 0; l <= m; l++) {
        let sum = centre * middle[m]! * middle[l]!;
        for (let k = 1; k <= 2 * n; k++) sum += side * (seen[k]![m]! - middle[m]!) * (seen[k]![l]! - middle[l]!);
        if (m === l) sum += z[5 + m]! * z[5 + m]!;
        s[m * count + l] = sum;
        s[l * count + m] = sum;
      }
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let k = 1; k <= 2 * n; k++) sum += side * (points[k]![i]! - this.mean[i]!) * (seen[k]![m]! - middle[m]!);
        cross[i * 4 + m] = sum;
      }
    }
    choleskyInto(sRoot, s, count);
    // Whitened: with w = L^-1 residual and C = cross L^-T the mean moves by C w and the covariance falls by C C'.
    let square = 0;
    let determinant = 1;
    for (let m = 0; m < count; m++) {
      const diagonal = sRoot[m * count + m]!;
      let w = residual[m]!;
      for (let l = 0; l < m; l++) w -= sRoot[m * count + l]! * residual[l]!;
      residual[m] = w / diagonal;
      square += residual[m]! * residual[m]!;
      determinant *= diagonal * diagonal;
      for (let i = 0; i < n; i++) {
        let c = cross[i * 4 + m]!;
        for (let l = 0; l < m; l++) c -= sRoot[m * count + l]! * cross[i * 4 + l]!;
        cross[i * 4 + m] = c / diagonal;
      }
    }
    for (let i = 0; i < n; i++) {
      for (let m = 0; m < count; m++) this.mean[i]! += cross[i * 4 + m]! * residual[m]!;
      for (let j = 0; j <= i; j++) {
        let sum = this.covariance[i * n + j]!;
        for (let m = 0; m < count; m++) sum -= cross[i * 4 + m]! * cross[j * 4 + m]!;
        this.covariance[i * n + j] = sum;
        this.covariance[j * n + i] = sum;
      }
    }
    this.innovation[0] = square;
    this.innovation[1] = determinant;
    this.innovation[2] = count;
  }
}

function sumOf(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size * size; i++) sum += matrix[i]!;
  return sum;
}
