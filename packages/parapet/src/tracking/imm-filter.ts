import type { FlightPhase } from "../messages.ts";
import { ExtendedFilter } from "./extended-filter.ts";
import { type Filter, logLikelihood } from "./filter.ts";
import type { Motion } from "./motion.ts";

/** One of the motions that a body switches between. */
export interface Mode {
  readonly phase: FlightPhase;
  readonly motion: Motion;
  /** Mean time that a body stays in the mode, s; `Infinity` never leaves. */
  readonly sojourn_s: number;
  /** Where it goes then: probability of each mode, in the order of the list; its own entry plays no part. */
  readonly next: readonly number[];
  /** Mean and variances of the mode's states beyond position and velocity when a track starts. */
  readonly extraMean: readonly number[];
  readonly extraVariances: readonly number[];
}

/**
 * Interacting multiple models (Blom and Bar-Shalom 1988, The Interacting Multiple Model Algorithm for Systems with Markovian Switching Coefficients,
 * IEEE Trans. Automatic Control 33(8), 780-783) over extended filters of different sizes. States that a source mode lacks are filled with the target
 * mode's own, as Yuan, Lian, Bar-Shalom, Kirubarajan and others proposed (2012, Unbiased Initial Estimates for the IMM, IEEE Trans. AES 48(1)).
 * Switching is a Markov chain in continuous time, so that scans may come at any interval. `mean` and covariance are those of position and
 * velocity; `innovation` is the mixture's: normalised square and determinant weighted so that `logLikelihood` is the mixture's. Allocates nothing after construction.
 */
export class ImmFilter implements Filter {
  readonly size: number = 6;
  readonly clock: Float64Array = new Float64Array(1);
  readonly mean: Float64Array = new Float64Array(6);
  readonly innovation: Float64Array = new Float64Array(3);
  /** Probability of each mode, in the order of the list. */
  readonly probabilities: Float64Array;
  readonly modes: readonly Mode[];
  readonly filters: readonly ExtendedFilter[];
  readonly #start: Float64Array;
  readonly #covariance = new Float64Array(36);
  readonly #span = new Float64Array(1);
  /** Probability to switch from the row's mode to the column's over the span. */
  readonly #switches: Float64Array;
  readonly #predicted: Float64Array;
  readonly #weights: Float64Array;
  readonly #likelihoods: Float64Array;
  readonly #mixedMean: Float64Array[];
  readonly #mixed: Float64Array[];

  constructor(modes: readonly Mode[], startProbabilities: readonly number[]) {
    const count = modes.length;
    const sum = startProbabilities.reduce((a, b) => a + b, 0);
    if (startProbabilities.length !== count || !(Math.abs(sum - 1) < 1e-9))
      throw new RangeError(
        `ImmFilter: needs ${count} start probabilities that add to 1, got [${startProbabilities.join(", ")}]`,
      );
    for (const { phase, motion, extraMean, extraVariances, next, sojourn_s } of modes) {
      const extra = motion.size - 6;
      if (extraMean.length !== extra || extraVariances.length !== extra || next.length !== count || !(sojourn_s > 0))
        throw new RangeError(
          `ImmFilter: ${phase} needs ${extra} means and variances, ${count} next probabilities and a sojourn above 0 s`,
        );
    }
    this.modes = modes;
    this.filters = modes.map(({ motion }) => new ExtendedFilter(motion));
    this.#start = Float64Array.from(startProbabilities);
    this.probabilities = Float64Array.from(startProbabilities);
    this.#switches = new Float64Array(count * count);
    this.#predicted = new Float64Array(count);
    this.#weights = new Float64Array(count);
    this.#likelihoods = new Float64Array(count);
    this.#mixedMean = modes.map(({ motion }) => new Float64Array(motion.size));
    this.#mixed = modes.map(({ motion }) => new Float64Array(motion.size * motion.size));
  }

  /** Starts all modes at the same position and velocity, with their own further states and the start probabilities. */
  restart(at: Float64Array, mean: ArrayLike<number>, covariance: ArrayLike<number>): void {
    this.clock[0] = at[0]!;
    this.probabilities.set(this.#start);
    for (let f = 0; f < this.filters.length; f++) {
      const { extraMean, extraVariances } = this.modes[f]!;
      const full = this.#mixed[f]!;
      const start = this.#mixedMean[f]!;
      const n = start.length;
      full.fill(0);
      for (let i = 0; i < 6; i++) {
        start[i] = mean[i]!;
        for (let j = 0; j < 6; j++) full[i * n + j] = covariance[6 * i + j]!;
      }
      for (let i = 6; i < n; i++) {
        start[i] = extraMean[i - 6]!;
        full[i * n + i] = extraVariances[i - 6]!;
      }
      this.filters[f]!.restart(at, start, full);
    }
    this.#combine();
  }

  covarianceInto(out: Float64Array): void {
    for (let i = 0; i < 36; i++) out[i] = this.#covariance[i]!;
  }

  predictTo(at: Float64Array): void {
    this.#span[0] = at[0]! - this.clock[0]!;
    if (this.#span[0] === 0) return;
    this.#interact();
    for (let f = 0; f < this.filters.length; f++) this.filters[f]!.predictTo(at);
    this.clock[0] = at[0]!;
    this.#combine();
  }

  update(measurement: Float64Array, axes: Float64Array): void {
    const { filters, probabilities } = this;
    const logs = this.#likelihoods;
    let top = -Infinity;
    for (let f = 0; f < filters.length; f++) {
      filters[f]!.update(measurement, axes);
      logs[f] = logLikelihood(filters[f]!.innovation);
      if (probabilities[f]! > 0 && logs[f]! > top) top = logs[f]!;
    }
    let sum = 0;
    let square = 0;
    for (let f = 0; f < filters.length; f++) {
      probabilities[f]! *= Math.exp(logs[f]! - top);
      sum += probabilities[f]!;
    }
    for (let f = 0; f < filters.length; f++) {
      // Not below 1e-9, so that a mode that was ruled out can come back.
      probabilities[f] = Math.max(1e-9, probabilities[f]! / sum);
      square += probabilities[f]! * filters[f]!.innovation[0]!;
    }
    const count = filters[0]!.innovation[2]!;
    this.innovation[0] = square;
    this.innovation[2] = count;
    this.innovation[1] = Math.exp(-2 * (top + Math.log(sum)) - square - count * Math.log(2 * Math.PI));
    let whole = 0;
    for (let f = 0; f < filters.length; f++) whole += probabilities[f]!;
    for (let f = 0; f < filters.length; f++) probabilities[f]! /= whole;
    this.#combine();
  }

  #interact(): void {
    const { filters, modes, probabilities } = this;
    const count = filters.length;
    const span = Math.abs(this.#span[0]!);
    const switches = this.#switches;
    for (let i = 0; i < count; i++) {
      const { next, sojourn_s } = modes[i]!;
      let others = 0;
      for (let j = 0; j < count; j++) if (j !== i) others += next[j]!;
      const leave = others > 0 ? 1 - Math.exp(-span / sojourn_s) : 0;
      for (let j = 0; j < count; j++)
        switches[i * count + j] = i === j ? 1 - leave : others > 0 ? (leave * next[j]!) / others : 0;
    }
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += probabilities[i]! * switches[i * count + j]!;
      this.#predicted[j] = sum;
    }
    for (let j = 0; j < count; j++) this.#mix(j);
    for (let j = 0; j < count; j++) {
      if (this.#predicted[j]! > 0) filters[j]!.restart(this.clock, this.#mixedMean[j]!, this.#mixed[j]!);
      probabilities[j] = this.#predicted[j]!;
    }
  }

  /** The start of mode j: all modes' estimates, weighted by the probability that the body came from there. */
  #mix(j: number): void {
    const { filters, probabilities } = this;
    const count = filters.length;
    const total = this.#predicted[j]!;
    if (!(total > 0)) return;
    const own = filters[j]!;
    const n = own.size;
    const mean = this.#mixedMean[j]!;
    const mixed = this.#mixed[j]!;
    const weights = this.#weights;
    for (let i = 0; i < count; i++) weights[i] = (probabilities[i]! * this.#switches[i * count + j]!) / total;
    for (let a = 0; a < n; a++) {
      let shift = 0;
      // Further states of other modes have other meanings: the mode's own stand in, so only position and velocity move.
      if (a < 6) for (let i = 0; i < count; i++) shift += weights[i]! * (filters[i]!.mean[a]! - own.mean[a]!);
      mean[a] = own.mean[a]! + shift;
    }
    for (let a = 0; a < n; a++)
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let i = 0; i < count; i++) {
          const from = filters[i]!;
          const w = weights[i]!;
          if (a < 6)
            sum += w * (from.covariance[a * from.size + b]! + (from.mean[a]! - mean[a]!) * (from.mean[b]! - mean[b]!));
          else if (i === j || b >= 6) sum += w * own.covariance[a * n + b]!;
          // The mode's own estimate differs from the mean in position and velocity only.
        }
        mixed[a * n + b] = sum;
        mixed[b * n + a] = sum;
      }
  }

  /** Position and velocity over all modes. */
  #combine(): void {
    const { filters, probabilities, mean } = this;
    const reference = filters[0]!.mean;
    for (let a = 0; a < 6; a++) {
      let shift = 0;
      for (let f = 0; f < filters.length; f++) shift += probabilities[f]! * (filters[f]!.mean[a]! - reference[a]!);
      mean[a] = reference[a]! + shift;
    }
    for (let a = 0; a < 6; a++)
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let f = 0; f < filters.length; f++) {
          const from = filters[f]!;
          sum +=
            probabilities[f]! *
            (from.covariance[a * from.size + b]! + (from.mean[a]! - mean[a]!) * (from.mean[b]! - mean[b]!));
        }
        this.#covariance[6 * a + b] = sum;
        this.#covariance[6 * b + a] = sum;
      }
  }
}
