import type { FlightPhase } from "../messages.ts";
import type { Filter } from "./filter.ts";

/** One of the motions that a body switches between. Modes hold no state of a track: one list serves many filters. */
export interface Mode {
  readonly phase: FlightPhase;
  /** A filter of the mode's motion; its first six states are position and velocity. */
  readonly makeFilter: () => Filter;
  /** Mean time that a body stays in the mode, s; `Infinity` never leaves. */
  readonly sojourn_s: number;
  /** Where it goes then: probability of each mode, in the order of the list; its own entry plays no part. */
  readonly next: readonly number[];
  /** Mean and variances of the mode's states beyond position and velocity when a track starts. */
  readonly extraMean: readonly number[];
  readonly extraVariances: readonly number[];
  /** Whether a body with this position and velocity (inertial, six numbers) can be in the mode at all. Always, unless stated. */
  readonly isPossible?: (mean: Float64Array) => boolean;
}
