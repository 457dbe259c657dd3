import { chiSquareQuantile } from "./chi-square.ts";
import { type Filter, logLikelihood } from "./filter.ts";
import { Gate } from "./gate.ts";
import { JointUpdate } from "./joint-update.ts";
import type { Mode } from "./mode.ts";
import { ModeSet } from "./mode-set.ts";

/** A mode sleeps once it has been improbable for so many updates on end: one wild measurement is no evidence. */
const PATIENCE = 5;

/** A mode below this probability is lost: it starts anew from the whole estimate, so that neither its state nor its further states run away. */
const FLOOR = 1e-9;

/** When an `ImmFilter` runs which of its modes. */
export interface ImmFilterOptions {
  /** A mode below this probability sleeps. 1e-3; 0 keeps all modes awake that are possible. */
  readonly sleepBelow?: number;
  /** A sleeping mode is tried again after so long, s. 10. */
  readonly retry_s?: number;
  /** All modes wake when a measurement lies further out than this share of measurements would. 0.99. */
  readonly wakeProbability?: number;
}

/**
 * Interacting multiple models (Blom and Bar-Shalom 1988, The Interacting Multiple Model Algorithm for Systems with Markovian Switching Coefficients,
 * IEEE Trans. Automatic Control 33(8), 780-783) over filters of different sizes. States that a source mode lacks are filled with the target
 * mode's own, as Yuan, Lian, Bar-Shalom, Kirubarajan and others proposed (2012, Unbiased Initial Estimates for the IMM, IEEE Trans. AES 48(1)).
 * Switching is a Markov chain in continuous time, so that scans may come at any interval. Improbable and impossible modes sleep (the likely-mode set of Li and
 * Zhang 2000, Multiple-Model Estimation with Variable Structure, Part V, IEEE Trans. AES 36(2), 448-466); a sleeping mode's share of the switches stays where it is, and it
 * wakes from the whole estimate after `retry_s` or on a measurement far out. `mean` and covariance are those of position and velocity; `innovation` is the
 * mixture's: normalised square and determinant weighted so that `logLikelihood` is the mixture's. Allocates nothing after construction.
 */
export class ImmFilter implements Filter {
  readonly size: number = 6;
  readonly clock: Float64Array = new Float64Array(1);
  readonly mean: Float64Array = new Float64Array(6);
  readonly innovation: Float64Array = new Float64Array(3);
  /** Probability of each mode, in the order of the list; 0 while it sleeps. */
  readonly probabilities: Float64Array;
  readonly modes: readonly Mode[];
  readonly filters: readonly Filter[];
  readonly #set: ModeSet;
  readonly #start: Float64Array;
  readonly #sleepBelow: number;
  readonly #retry_s: number;
  /** Normalised innovation squared that wakes all modes, for three and for four quantities. */
  readonly #wakeAt: Float64Array;
  readonly #awake: Uint8Array;
  /** For how many updates on end each mode has been improbable. */
  readonly #below: Uint8Array;
  /** When each sleeping mode is tried again, s. */
  readonly #retryAt: Float64Array;
  readonly #span = new Float64Array(1);
  readonly #likelihoods: Float64Array;
  #wakeAll = false;
  /** Made when first needed: joint association's workspace. */
  #joint: JointWork | undefined;

  constructor(modes: readonly Mode[], startProbabilities: readonly number[], options: ImmFilterOptions = {}) {
    const count = modes.length;
    const { sleepBelow = 1e-3, retry_s = 10, wakeProbability = 0.99 } = options;
    const sum = startProbabilities.reduce((a, b) => a + b, 0);
    if (startProbabilities.length !== count || !(Math.abs(sum - 1) < 1e-9))
      throw new RangeError(
        `ImmFilter: needs ${count} start probabilities that add to 1, got [${startProbabilities.join(", ")}]`,
      );
    if (!(sleepBelow >= 0 && sleepBelow < 1 / count))
      throw new RangeError(`ImmFilter: sleepBelow must be 0 or more and below 1 / ${count}, got ${sleepBelow}`);
    this.filters = modes.map((mode) => mode.makeFilter());
    modes.forEach(({ phase, extraMean, extraVariances, next, sojourn_s }, f) => {
      const extra = this.filters[f]!.size - 6;
      if (extraMean.length !== extra || extraVariances.length !== extra || next.length !== count || !(sojourn_s > 0))
        throw new RangeError(
          `ImmFilter: ${phase} needs ${extra} means and variances, ${count} next probabilities and a sojourn above 0 s`,
        );
    });
    this.modes = modes;
    this.#set = new ModeSet(this.filters, modes);
    this.#start = Float64Array.from(startProbabilities);
    this.probabilities = Float64Array.from(startProbabilities);
    this.#sleepBelow = sleepBelow;
    this.#retry_s = retry_s;
    this.#wakeAt = Float64Array.of(chiSquareQuantile(wakeProbability, 3), chiSquareQuantile(wakeProbability, 4));
    this.#awake = new Uint8Array(count);
    this.#below = new Uint8Array(count);
    this.#retryAt = new Float64Array(count);
    this.#likelihoods = new Float64Array(count);
  }

  /** Starts all possible modes at the same position and velocity, with their own further states and the start probabilities. */
  restart(at: Float64Array, mean: ArrayLike<number>, covariance: ArrayLike<number>): void {
    this.clock[0] = at[0]!;
    for (let i = 0; i < 6; i++) this.mean[i] = mean[i]!;
    this.probabilities.set(this.#start);
    this.#awake.fill(0);
    this.#set.setWhole(mean, covariance);
    for (let f = 0; f < this.filters.length; f++) if (this.#isPossible(f)) this.#wake(f);
    for (let f = 0; f < this.filters.length; f++) if (this.#awake[f] === 0) this.#sleep(f);
    this.#normalise();
    this.#wakeAll = false;
  }

  covarianceInto(out: Float64Array): void {
    this.#set.covarianceInto(out, this.probabilities, this.mean);
  }

  get savedLength(): number {
    return this.filters.reduce((sum, filter) => sum + filter.savedLength, 8 + 4 * this.filters.length);
  }

  saveInto(out: Float64Array, from: number): void {
    let k = from;
    out[k++] = this.clock[0]!;
    out[k++] = this.#wakeAll ? 1 : 0;
    out.set(this.mean, k);
    k += 6;
    for (let f = 0; f < this.filters.length; f++) {
      out[k++] = this.probabilities[f]!;
      out[k++] = this.#awake[f]!;
      out[k++] = this.#below[f]!;
      out[k++] = this.#retryAt[f]!;
      this.filters[f]!.saveInto(out, k);
      k += this.filters[f]!.savedLength;
    }
  }

  loadFrom(saved: Float64Array, from: number): void {
    let k = from;
    this.clock[0] = saved[k++]!;
    this.#wakeAll = saved[k++] === 1;
    for (let i = 0; i < 6; i++) this.mean[i] = saved[k++]!;
    for (let f = 0; f < this.filters.length; f++) {
      this.probabilities[f] = saved[k++]!;
      this.#awake[f] = saved[k++]!;
      this.#below[f] = saved[k++]!;
      this.#retryAt[f] = saved[k++]!;
      this.filters[f]!.loadFrom(saved, k);
      k += this.filters[f]!.savedLength;
    }
  }

  predictTo(at: Float64Array): void {
    this.#span[0] = at[0]! - this.clock[0]!;
    if (this.#span[0] === 0) return;
    const { filters } = this;
    this.#chooseModes(at);
    this.#set.interact(this.probabilities, this.#awake, this.#span, this.clock);
    for (let f = 0; f < filters.length; f++) if (this.#awake[f] === 1) filters[f]!.predictTo(at);
    this.clock[0] = at[0]!;
    this.#set.combineInto(this.mean, this.probabilities);
  }

  /** Wakes modes that are due, puts to sleep those that have become impossible. */
  #chooseModes(at: Float64Array): void {
    const awake = this.#awake;
    for (let f = 0; f < awake.length; f++) {
      const due = this.#wakeAll || at[0]! >= this.#retryAt[f]!;
      if (awake[f] === 0 ? !due : this.modes[f]!.isPossible === undefined) continue;
      const possible = this.#isPossible(f);
      if (awake[f] === 0 && possible) {
        // The whole estimate, once it is asked for.
        this.#set.rememberWhole(this.probabilities, this.mean);
        this.#wake(f);
      } else if (awake[f] === 1 && !possible && this.probabilities[f]! < 0.5) {
        this.#sleep(f);
        this.#normalise();
      }
    }
    this.#wakeAll = false;
  }

  #isPossible(f: number): boolean {
    const { isPossible } = this.modes[f]!;
    return isPossible === undefined || isPossible(this.mean);
  }

  #wake(f: number): void {
    this.#awake[f] = 1;
    this.#below[f] = 0;
    this.#set.start(f, this.clock);
  }

  #sleep(f: number): void {
    this.#awake[f] = 0;
    this.probabilities[f] = 0;
    this.#retryAt[f] = this.clock[0]! + this.#retry_s;
  }

  #normalise(): void {
    const { probabilities } = this;
    let sum = 0;
    for (let f = 0; f < probabilities.length; f++) sum += probabilities[f]!;
    for (let f = 0; f < probabilities.length; f++) probabilities[f]! /= sum;
  }

  update(measurement: Float64Array, axes: Float64Array): void {
    const { filters, innovation, probabilities } = this;
    const logs = this.#likelihoods;
    const awake = this.#awake;
    let top = -Infinity;
    let count = 0;
    for (let f = 0; f < filters.length; f++) {
      if (awake[f] === 0) continue;
      const filter = filters[f]!;
      filter.update(measurement, axes);
      const log = logLikelihood(filter.innovation);
      logs[f] = log > -Infinity ? log : -Infinity;
      count = filter.innovation[2]!;
      if (probabilities[f]! > 0 && logs[f]! > top) top = logs[f]!;
    }
    let sum = 0;
    for (let f = 0; f < filters.length; f++) {
      if (awake[f] === 0) continue;
      probabilities[f]! *= Math.exp(logs[f]! - top);
      sum += probabilities[f]!;
    }
    let square = 0;
    for (let f = 0; f < filters.length; f++)
      if (awake[f] === 1) {
        const share = probabilities[f]! / sum;
        probabilities[f] = share > FLOOR ? share : 0;
        if (share > FLOOR) square += share * filters[f]!.innovation[0]!;
      }
    innovation[0] = square;
    innovation[1] = Math.exp(-2 * (top + Math.log(sum)) - square - count * Math.log(2 * Math.PI));
    innovation[2] = count;
    this.#settle();
  }

  /** After an update: starts lost modes anew, puts improbable ones to sleep, or asks for all if the measurement lay far out. */
  #settle(): void {
    const { innovation, probabilities } = this;
    this.#normalise();
    let lost = 0;
    for (let f = 0; f < probabilities.length; f++) if (this.#awake[f] === 1 && probabilities[f] === 0) lost++;
    if (lost > 0) {
      this.#set.combineInto(this.mean, probabilities);
      this.#set.rememberWhole(probabilities, this.mean);
      for (let f = 0; f < probabilities.length; f++)
        if (this.#awake[f] === 1 && probabilities[f] === 0) {
          this.#set.start(f, this.clock);
          probabilities[f] = FLOOR;
        }
    }
    for (let f = 0; f < probabilities.length; f++) {
      if (probabilities[f]! >= this.#sleepBelow) this.#below[f] = 0;
      else if (this.#awake[f] === 1 && ++this.#below[f]! >= PATIENCE) this.#sleep(f);
    }
    this.#normalise();
    if (innovation[0]! > this.#wakeAt[innovation[2]! - 3]!) this.#wakeAll = true;
    this.#set.combineInto(this.mean, probabilities);
  }

  /**
   * Each mode takes the measurements in with its own probabilities of association: those of the whole track times the ratio of the mode's likelihood to the
   * mixture's (after Chen and Tugnait 2001, Tracking of Multiple Maneuvering Targets in Clutter Using IMM/JPDA Filtering and Fixed-Lag Smoothing, Automatica
   * 37(2), 239-249; here by Bayes's rule on the track's own probabilities).
   */
  updateJointly(
    measurements: readonly Float64Array[],
    count: number,
    axes: Float64Array,
    probabilities: ArrayLike<number>,
    from: number,
  ): void {
    const { filters, innovation } = this;
    const modes = this.probabilities;
    const awake = this.#awake;
    const width = count + 1;
    const work = (this.#joint ??= { gate: new Gate(), update: new JointUpdate(), weights: new Float64Array(0) });
    if (work.weights.length < filters.length * width) work.weights = new Float64Array(2 * filters.length * width);
    const { gate, update, weights } = work;
    const none = probabilities[from + count]!;
    for (let f = 0; f < filters.length; f++) {
      if (awake[f] === 0) continue;
      gate.aim(filters[f]!, axes, 4);
      for (let j = 0; j < count; j++) {
        if (!(probabilities[from + j]! > 1e-12)) continue;
        gate.find(measurements[j]!, NO_LIMITS);
        weights[f * width + j] = logLikelihood(gate.innovation);
      }
    }
    let quantities = 3;
    for (let j = 0; j < count; j++) {
      const share = probabilities[from + j]!;
      let top = -Infinity;
      for (let f = 0; f < filters.length; f++) if (awake[f] === 1) top = Math.max(top, weights[f * width + j]!);
      let sum = 0;
      for (let f = 0; f < filters.length; f++)
        if (awake[f] === 1) {
          const ratio = share > 1e-12 ? Math.exp(weights[f * width + j]! - top) : 0;
          weights[f * width + j] = share * ratio;
          sum += modes[f]! * ratio;
        }
      if (sum > 0) {
        if (measurements[j]![8]! > 0) quantities = 4;
        for (let f = 0; f < filters.length; f++) if (awake[f] === 1) weights[f * width + j]! /= sum;
      }
    }
    let square = 0;
    for (let f = 0; f < filters.length; f++) {
      if (awake[f] === 0) continue;
      let whole = none;
      for (let j = 0; j < count; j++) whole += weights[f * width + j]!;
      if (!(whole > 0)) continue;
      for (let j = 0; j < count; j++) weights[f * width + j]! /= whole;
      weights[f * width + count] = none / whole;
      update.update(filters[f]!, measurements, count, axes, weights, f * width);
      const probability = modes[f]! * whole;
      modes[f] = probability > FLOOR ? probability : 0;
      if (probability > FLOOR) square += probability * filters[f]!.innovation[0]!;
    }
    innovation[0] = square;
    innovation[1] = 1;
    innovation[2] = quantities;
    this.#settle();
  }
}

interface JointWork {
  readonly gate: Gate;
  readonly update: JointUpdate;
  weights: Float64Array;
}

const NO_LIMITS = Float64Array.of(Infinity, Infinity);
