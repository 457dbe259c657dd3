import type { Filter } from "./filter.ts";

/**
 * Update of a filter by several measurements with the probability of each: the moments of the mixture of the updates by each and of no update
 * (Bar-Shalom, Daum and Huang 2009, The Probabilistic Data Association Filter, IEEE Control Systems Magazine 29(6), 82-100). For filters that `restart` puts back
 * wholly; others, such as `ImmFilter`, bring an `updateJointly` of their own. Workspace that grows with the largest filter.
 */
export class JointUpdate {
  readonly #at = new Float64Array(1);
  #mean = new Float64Array(9);
  #shift = new Float64Array(9);
  #before = new Float64Array(81);
  #second = new Float64Array(81);
  #each = new Float64Array(81);

  /** `probabilities`: one for each of the first `count` measurements from `from` on, then that of none. Measurements below 1e-12 are left out. */
  update(
    filter: Filter,
    measurements: readonly Float64Array[],
    count: number,
    axes: Float64Array,
    probabilities: ArrayLike<number>,
    from: number,
  ): void {
    const n = filter.size;
    if (n > this.#mean.length) this.#grow(n);
    const at = this.#at;
    const mean = this.#mean;
    const before = this.#before;
    const shift = this.#shift;
    const second = this.#second;
    const each = this.#each;
    const none = probabilities[from + count]!;
    at[0] = filter.clock[0]!;
    filter.covarianceInto(before);
    // Moments about the predicted mean.
    for (let a = 0; a < n; a++) {
      mean[a] = filter.mean[a]!;
      shift[a] = 0;
    }
    for (let k = 0; k < n * n; k++) second[k] = none * before[k]!;
    for (let j = 0; j < count; j++) {
      const weight = probabilities[from + j]!;
      if (!(weight > 1e-12)) continue;
      filter.restart(at, mean, before);
      filter.update(measurements[j]!, axes);
      filter.covarianceInto(each);
      for (let a = 0; a < n; a++) {
        const da = filter.mean[a]! - mean[a]!;
        shift[a]! += weight * da;
        for (let b = 0; b < n; b++)
          second[a * n + b]! += weight * (each[a * n + b]! + da * (filter.mean[b]! - mean[b]!));
      }
    }
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) second[a * n + b]! -= shift[a]! * shift[b]!;
    for (let a = 0; a < n; a++) mean[a]! += shift[a]!;
    filter.restart(at, mean, second);
  }

  #grow(n: number): void {
    this.#mean = new Float64Array(n);
    this.#shift = new Float64Array(n);
    this.#before = new Float64Array(n * n);
    this.#second = new Float64Array(n * n);
    this.#each = new Float64Array(n * n);
  }
}
