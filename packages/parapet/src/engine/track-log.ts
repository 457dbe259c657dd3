import type { Filter } from "../tracking/filter.ts";

/** A track as its filter had it after an update: the best that anybody had of the object then. */
export interface TrackSample {
  readonly threat: string;
  /** Unit of the radar. */
  readonly unit: string;
  readonly time_s: number;
  /** Position (m) and velocity (m/s) in the inertial frame that coincides with the Earth-fixed one at time 0. */
  readonly mean: readonly number[];
  /** Six by six, row by row, of the same. */
  readonly covariance: readonly number[];
}

/** An update that says little more than the one before is left out for this time, s. */
const STEP_s = 4;
/** A track that was not updated for this time is no longer waited for, s. */
const STALE_s = 30;
/** An update is kept at once when it makes the variance so many times smaller. */
const MUCH_BETTER = 0.5;

/** Keeps how well each threat of a trial was known, from whichever radar knew it best; nothing when it is off. */
export class TrackLog {
  readonly isOn: boolean;
  readonly #samples: TrackSample[] = [];
  readonly #last = new Map<string, TrackSample>();
  readonly #covariance = new Float64Array(49);

  constructor(options: { readonly isOn: boolean }) {
    this.isOn = options.isOn;
  }

  /** Takes an update in. */
  add(threat: string, unit: string, filter: Filter, time_s: number): void {
    if (!this.isOn) return;
    const last = this.#last.get(threat);
    const p = this.#covariance;
    const n = filter.size;
    filter.covarianceInto(p);
    const trace = p[0]! + p[n + 1]! + p[2 * (n + 1)]!;
    if (last !== undefined) {
      const age = time_s - last.time_s;
      const grown = grownTrace(last.covariance, age);
      if (trace > grown && age < STALE_s) return;
      if (trace > MUCH_BETTER * grown && age < STEP_s) return;
    }
    const covariance: number[] = [];
    for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) covariance.push(p[n * i + j]!);
    const sample = { threat, unit, time_s, mean: [...filter.mean.subarray(0, 6)], covariance };
    this.#samples.push(sample);
    this.#last.set(threat, sample);
  }

  /** By time. */
  list(): readonly TrackSample[] {
    return this.#samples.toSorted((a, b) => a.time_s - b.time_s);
  }
}

/** Variance of position over three axes to which free flight without gravity's tide lets a covariance grow, m^2. */
function grownTrace(p: readonly number[], age_s: number): number {
  const position = p[0]! + p[7]! + p[14]!;
  const cross = p[3]! + p[10]! + p[17]!;
  const velocity = p[21]! + p[28]! + p[35]!;
  return position + age_s * (2 * cross + age_s * velocity);
}
