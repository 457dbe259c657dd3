import type { EarthModel } from "../earth/model.ts";
import type { Filter } from "../tracking/filter.ts";
import type { Motion } from "../tracking/motion.ts";
import { CoastMotion, ReentryMotion } from "../tracking/motions.ts";

/** Carries the state of a track to a later time, without its covariance, as fire control does to say where the target will be. */
export class TargetPrediction {
  readonly #coast: CoastMotion;
  readonly #reentry: ReentryMotion;
  readonly #step = new Float64Array(1);
  readonly #state = new Float64Array(7);

  constructor(earth: EarthModel) {
    this.#coast = new CoastMotion({ accelerationNoise_m2ps3: 0, earth });
    this.#reentry = new ReentryMotion({ accelerationNoise_m2ps3: 0, logCoefficientNoise_ps: 0, earth });
  }

  /**
   * Writes the inertial position of a track's object at a time. `ballisticCoefficient_kgpm2` is what fire control reckons with where the track itself
   * has no estimate of it; Infinity for free flight to the end.
   */
  positionInto(out: Float64Array, track: Filter, time_s: number, ballisticCoefficient_kgpm2: number): void {
    const hasDrag = track.size === 7 || ballisticCoefficient_kgpm2 < Infinity;
    const motion: Motion = hasDrag ? this.#reentry : this.#coast;
    const state = this.#state;
    for (let i = 0; i < 6; i++) state[i] = track.mean[i]!;
    state[6] = track.size === 7 ? track.mean[6]! : hasDrag ? Math.log(ballisticCoefficient_kgpm2) : 0;
    const span = time_s - track.clock[0]!;
    const count = Math.max(1, Math.ceil(Math.abs(span) / motion.longestStep_s));
    this.#step[0] = span / count;
    for (let i = 0; i < count; i++) motion.move(state, this.#step);
    for (let i = 0; i < 3; i++) out[i] = state[i]!;
  }
}
