import type { Filter } from "./filter.ts";
import type { Mode } from "./mode.ts";

/**
 * The mixtures of an `ImmFilter`: of all modes at the start of each mode's step, and of all modes into one estimate of position and velocity. Holds workspace and
 * a copy of each mode's covariance; allocates nothing after construction.
 */
export class ModeSet {
  readonly #filters: readonly Filter[];
  readonly #modes: readonly Mode[];
  readonly #covariances: Float64Array[];
  readonly #predicted: Float64Array;
  readonly #weights: Float64Array;
  /** Probability to switch from the row's mode to the column's over the span. */
  readonly #switches: Float64Array;
  readonly #mixedMean: Float64Array[];
  readonly #mixed: Float64Array[];
  readonly #wholeMean = new Float64Array(6);
  readonly #whole = new Float64Array(36);

  constructor(filters: readonly Filter[], modes: readonly Mode[]) {
    const count = filters.length;
    this.#filters = filters;
    this.#modes = modes;
    this.#covariances = filters.map(({ size }) => new Float64Array(size * size));
    this.#predicted = new Float64Array(count);
    this.#weights = new Float64Array(count);
    this.#switches = new Float64Array(count * count);
    this.#mixedMean = filters.map(({ size }) => new Float64Array(size));
    this.#mixed = filters.map(({ size }) => new Float64Array(size * size));
  }

  /** The estimate from which `start` starts modes. */
  setWhole(mean: ArrayLike<number>, covariance: ArrayLike<number>): void {
    for (let i = 0; i < 6; i++) this.#wholeMean[i] = mean[i]!;
    for (let i = 0; i < 36; i++) this.#whole[i] = covariance[i]!;
  }

  rememberWhole(probabilities: Float64Array, mean: Float64Array): void {
    for (let i = 0; i < 6; i++) this.#wholeMean[i] = mean[i]!;
    this.covarianceInto(this.#whole, probabilities, mean);
  }

  /** Starts a mode's filter from the whole estimate and the mode's own further states. */
  start(f: number, at: Float64Array): void {
    const { extraMean, extraVariances } = this.#modes[f]!;
    const mean = this.#mixedMean[f]!;
    const covariance = this.#mixed[f]!;
    const n = mean.length;
    covariance.fill(0);
    for (let i = 0; i < 6; i++) {
      mean[i] = this.#wholeMean[i]!;
      for (let j = 0; j < 6; j++) covariance[i * n + j] = this.#whole[6 * i + j]!;
    }
    for (let i = 6; i < n; i++) {
      mean[i] = extraMean[i - 6]!;
      covariance[i * n + i] = extraVariances[i - 6]!;
    }
    this.#filters[f]!.restart(at, mean, covariance);
  }

  /** Switches over the span, mixes the modes that are awake and starts each from its mixture. */
  interact(probabilities: Float64Array, awake: Uint8Array, span: Float64Array, at: Float64Array): void {
    const filters = this.#filters;
    const count = filters.length;
    let alive = 0;
    for (let f = 0; f < count; f++) alive += awake[f]!;
    // One mode alone has nothing to mix with.
    if (alive === 1) return;
    this.#findSwitches(awake, span);
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += probabilities[i]! * this.#switches[i * count + j]!;
      this.#predicted[j] = sum;
    }
    for (let f = 0; f < count; f++) if (awake[f] === 1) filters[f]!.covarianceInto(this.#covariances[f]!);
    for (let j = 0; j < count; j++) if (this.#predicted[j]! > 0) this.#mix(j, probabilities);
    for (let j = 0; j < count; j++) {
      if (this.#predicted[j]! > 0) filters[j]!.restart(at, this.#mixedMean[j]!, this.#mixed[j]!);
      probabilities[j] = this.#predicted[j]!;
    }
  }

  #findSwitches(awake: Uint8Array, span: Float64Array): void {
    const modes = this.#modes;
    const count = modes.length;
    const time = Math.abs(span[0]!);
    for (let i = 0; i < count; i++) {
      const { next, sojourn_s } = modes[i]!;
      let others = 0;
      for (let j = 0; j < count; j++) if (j !== i) others += next[j]!;
      const leave = awake[i] === 1 && others > 0 ? 1 - Math.exp(-time / sojourn_s) : 0;
      let left = 0;
      for (let j = 0; j < count; j++) {
        const share = i === j || awake[j] === 0 || others === 0 ? 0 : (leave * next[j]!) / others;
        this.#switches[i * count + j] = share;
        left += share;
      }
      this.#switches[i * count + i] = 1 - left;
    }
  }

  /** The start of mode j: all modes' estimates, weighted by the probability that the body came from there. */
  #mix(j: number, probabilities: Float64Array): void {
    const filters = this.#filters;
    const count = filters.length;
    const own = filters[j]!.mean;
    const ownCovariance = this.#covariances[j]!;
    const n = own.length;
    const mean = this.#mixedMean[j]!;
    const mixed = this.#mixed[j]!;
    const weights = this.#weights;
    for (let i = 0; i < count; i++)
      weights[i] = (probabilities[i]! * this.#switches[i * count + j]!) / this.#predicted[j]!;
    // Further states of other modes have other meanings: the mode's own stand in, so only position and velocity move.
    for (let a = 0; a < n; a++) mean[a] = own[a]!;
    for (let i = 0; i < count; i++) {
      if (i === j || weights[i] === 0) continue;
      const from = filters[i]!.mean;
      for (let a = 0; a < 6; a++) mean[a]! += weights[i]! * (from[a]! - own[a]!);
    }
    const stay = weights[j]!;
    for (let a = 0; a < n; a++)
      for (let b = 0; b <= a; b++) {
        const p = ownCovariance[a * n + b]!;
        // The mode's own estimate of its further states goes with every source.
        mixed[a * n + b] = a > 5 && b > 5 ? p : stay * p;
      }
    for (let i = 0; i < count; i++)
      if (weights[i]! > 0)
        addSpread(mixed, n, mean, filters[i]!, weights[i]!, i === j ? undefined : this.#covariances[i]!);
    for (let a = 1; a < n; a++) for (let b = 0; b < a; b++) mixed[b * n + a] = mixed[a * n + b]!;
  }

  /** Position and velocity over all modes. */
  combineInto(mean: Float64Array, probabilities: Float64Array): void {
    const filters = this.#filters;
    const main = this.#mostProbable(probabilities);
    const reference = filters[main]!.mean;
    for (let a = 0; a < 6; a++) mean[a] = reference[a]!;
    for (let f = 0; f < filters.length; f++) {
      if (f === main || probabilities[f] === 0) continue;
      const from = filters[f]!.mean;
      for (let a = 0; a < 6; a++) mean[a]! += probabilities[f]! * (from[a]! - reference[a]!);
    }
  }

  covarianceInto(out: Float64Array, probabilities: Float64Array, mean: Float64Array): void {
    const filters = this.#filters;
    const main = this.#mostProbable(probabilities);
    if (probabilities[main] === 1 && filters[main]!.size === 6) {
      filters[main]!.covarianceInto(out);
      return;
    }
    for (let k = 0; k < 36; k++) out[k] = 0;
    for (let f = 0; f < filters.length; f++) {
      if (probabilities[f] === 0) continue;
      filters[f]!.covarianceInto(this.#covariances[f]!);
      addSpread(out, 6, mean, filters[f]!, probabilities[f]!, this.#covariances[f]!);
    }
    for (let a = 1; a < 6; a++) for (let b = 0; b < a; b++) out[6 * b + a] = out[6 * a + b]!;
  }

  #mostProbable(probabilities: Float64Array): number {
    let main = 0;
    for (let f = 1; f < probabilities.length; f++) if (probabilities[f]! > probabilities[main]!) main = f;
    return main;
  }
}

/** Adds a weighted covariance of position and velocity, where given, and what the filter's mean is apart from `mean`; the lower half. */
function addSpread(
  out: Float64Array,
  n: number,
  mean: Float64Array,
  filter: Filter,
  weight: number,
  covariance: Float64Array | undefined,
): void {
  const from = filter.mean;
  const size = filter.size;
  for (let a = 0; a < 6; a++) {
    const apart = weight * (from[a]! - mean[a]!);
    for (let b = 0; b <= a; b++) out[a * n + b]! += apart * (from[b]! - mean[b]!);
  }
  if (covariance === undefined) return;
  for (let a = 0; a < 6; a++) for (let b = 0; b <= a; b++) out[a * n + b]! += weight * covariance[a * size + b]!;
}
