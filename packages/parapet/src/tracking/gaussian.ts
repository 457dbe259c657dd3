/** A state's mean and full covariance at a time: what the filters that keep both as they are share. See `Filter` for the meaning of each. */
export class Gaussian {
  readonly size: number;
  readonly clock: Float64Array = new Float64Array(1);
  readonly mean: Float64Array;
  /** The covariance itself, row by row; symmetric. */
  readonly covariance: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.mean = new Float64Array(size);
    this.covariance = new Float64Array(size * size);
  }

  restart(at: Float64Array, mean: ArrayLike<number>, covariance: ArrayLike<number>): void {
    const n = this.size;
    this.clock[0] = at[0]!;
    for (let i = 0; i < n; i++) {
      this.mean[i] = mean[i]!;
      for (let j = 0; j < n; j++) this.covariance[n * i + j] = 0.5 * (covariance[n * i + j]! + covariance[n * j + i]!);
    }
  }

  covarianceInto(out: Float64Array): void {
    for (let i = 0; i < this.covariance.length; i++) out[i] = this.covariance[i]!;
  }

  /** Writes the traces of the covariance's blocks of position, of position against velocity and of velocity: three numbers. */
  tracesInto(out: Float64Array): void {
    const p = this.covariance;
    const n = this.size;
    out[0] = p[0]! + p[n + 1]! + p[2 * n + 2]!;
    out[1] = p[3]! + p[n + 4]! + p[2 * n + 5]!;
    out[2] = p[3 * n + 3]! + p[4 * n + 4]! + p[5 * n + 5]!;
  }

  get savedLength(): number {
    return 1 + this.size + this.size * this.size;
  }

  saveInto(out: Float64Array, from: number): void {
    out[from] = this.clock[0]!;
    out.set(this.mean, from + 1);
    out.set(this.covariance, from + 1 + this.size);
  }

  loadFrom(saved: Float64Array, from: number): void {
    const n = this.size;
    this.clock[0] = saved[from]!;
    for (let i = 0; i < n; i++) this.mean[i] = saved[from + 1 + i]!;
    for (let k = 0; k < n * n; k++) this.covariance[k] = saved[from + 1 + n + k]!;
  }
}
