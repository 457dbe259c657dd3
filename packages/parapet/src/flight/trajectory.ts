import { DENSE_SIZE, interpolateDense } from "../math/dormand-prince.ts";

/** What happens in a flight, in the field's words. */
export type FlightEventName =
  | "launch"
  | "start"
  | "pitch-over"
  | "gravity-turn"
  | "stage-burnout"
  | "stage-ignition"
  | "shroud-jettison"
  | "cut-off"
  | "burnout"
  | "apogee"
  | "re-entry"
  | "impact"
  | "way-point"
  | "above-horizon"
  | "arrival"
  | "divert"
  | "intercept"
  | "end";

/** An instant of a flight worth a name; `stage` and the `number` of a way point or a divert count from 1. */
export interface FlightEvent {
  readonly name: FlightEventName;
  readonly time_s: number;
  readonly stage?: number;
  readonly number?: number;
}

/** A flown path: the integrator's own polynomials, so that the state between steps is known to the same order as the steps. */
export interface Trajectory {
  readonly startTime_s: number;
  readonly endTime_s: number;
  /** Start of each step and its length, s. */
  readonly stepStart_s: Float64Array;
  readonly stepLength_s: Float64Array;
  /** Dense output of each step, `DENSE_SIZE` numbers a step; position m and velocity m/s, ECI. */
  readonly dense: Float64Array;
}

/** Writes position (m) and velocity (m/s), ECI, at `time_s` into `out`; a time outside the flight is an error. */
export function stateAtInto(out: Float64Array, trajectory: Trajectory, time_s: number): void {
  const { stepStart_s, stepLength_s, startTime_s, endTime_s } = trajectory;
  if (!(time_s >= startTime_s - 1e-9 && time_s <= endTime_s + 1e-9))
    throw new RangeError(`stateAtInto: time ${time_s} s is outside the flight, ${startTime_s} s to ${endTime_s} s`);
  let low = 0;
  let high = stepStart_s.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stepStart_s[middle]! <= time_s) low = middle;
    else high = middle - 1;
  }
  interpolateDense(out, trajectory.dense, low * DENSE_SIZE, (time_s - stepStart_s[low]!) / stepLength_s[low]!);
}

/** Collects the steps of a flight while it is integrated. */
export class TrajectoryRecorder {
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  #dense = new Float64Array(64 * DENSE_SIZE);
  readonly #events: FlightEvent[] = [];

  /** Space for the dense output of the next step: write at `offset` of `dense`, then call `addStep`. */
  reserve(): { readonly dense: Float64Array; readonly offset: number } {
    const offset = this.#starts.length * DENSE_SIZE;
    if (offset + DENSE_SIZE > this.#dense.length) {
      const larger = new Float64Array(2 * this.#dense.length);
      larger.set(this.#dense);
      this.#dense = larger;
    }
    return { dense: this.#dense, offset };
  }

  /** Forgets what was collected, for the next flight. */
  clear(): void {
    this.#starts.length = 0;
    this.#lengths.length = 0;
    this.#events.length = 0;
  }

  addStep(start_s: number, length_s: number): void {
    this.#starts.push(start_s);
    this.#lengths.push(length_s);
  }

  addEvent(event: FlightEvent): void {
    this.#events.push(event);
  }

  /** The path and its events by time, collected so far. */
  finish(): { trajectory: Trajectory; events: readonly FlightEvent[] } {
    const n = this.#starts.length;
    const stepStart_s = Float64Array.from(this.#starts);
    const stepLength_s = Float64Array.from(this.#lengths);
    return {
      trajectory: {
        startTime_s: n === 0 ? 0 : stepStart_s[0]!,
        endTime_s: n === 0 ? 0 : stepStart_s[n - 1]! + stepLength_s[n - 1]!,
        stepStart_s,
        stepLength_s,
        dense: this.#dense.slice(0, n * DENSE_SIZE),
      },
      events: this.#events.toSorted((a, b) => a.time_s - b.time_s),
    };
  }
}
