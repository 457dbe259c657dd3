import { localVerticalInto } from "../earth/frames.ts";
import { type FlightPlan, type RefusedFlight, steerPlan } from "../flight/fly-file.ts";
import { Flyer } from "../flight/fly.ts";
import { stateAtInto, TrajectoryRecorder } from "../flight/trajectory.ts";
import type { FlightTable } from "./raid-problem.ts";

/** Time between samples: between them the cubic is off by less than 1 m in boost and re-entry, by less than 1 mm in free flight. */
const STEP_s = 1;
const TIME_LIMIT_s = 3 * 3600;

/**
 * Flies a missile of a class to its aim with the whole model of flight and samples it; a flight that the class cannot make comes back as a refusal.
 */
export function makeFlightTable(
  id: string,
  plan: Extract<FlightPlan, { kind: "threat" }>,
): FlightTable | RefusedFlight {
  const steered = steerPlan(plan);
  if ("refusal" in steered) return steered;
  const { environment, launch, aim } = plan;
  const recorder = new TrajectoryRecorder();
  const limits = { timeLimit_s: TIME_LIMIT_s, groundAltitude_m: aim.altitude_m };
  const end = new Flyer(environment).flyVehicle(steered.vehicle, launch, steered.steering, limits, recorder);
  if (end.outcome !== "impact") return { refusal: `the flight ${id} does not come down: ${end.outcome}` };
  const { trajectory } = recorder.finish();
  const count = Math.floor(end.time_s / STEP_s) + 2;
  const states = new Float64Array(6 * count);
  const altitude_m = new Float64Array(count);
  const state = new Float64Array(6);
  const vertical = new Float64Array(4);
  for (let i = 0; i < count; i++) {
    const time = i * STEP_s;
    stateAtInto(state, trajectory, Math.min(time, end.time_s));
    // The sample after the impact goes on in a straight line, so that the last piece ends where the flight does.
    const beyond = Math.max(0, time - end.time_s);
    for (let k = 0; k < 3; k++) state[k]! += beyond * state[k + 3]!;
    states.set(state, 6 * i);
    localVerticalInto(vertical, state, environment.earth);
    altitude_m[i] = vertical[0]!;
  }
  return { id, states, step_s: STEP_s, count, burnout_s: end.burnoutTime_s, impact_s: end.time_s, altitude_m };
}

/**
 * Writes position (m) and velocity (m/s) at `time_s` after launch into six numbers of `out` from `offset`: cubic Hermite between samples. Outside the
 * flight the first or last sample's straight line. Allocates nothing.
 */
export function sampleFlightInto(out: Float64Array, offset: number, flight: FlightTable, time_s: number): void {
  const { states, step_s, count } = flight;
  const place = time_s / step_s;
  const i = place <= 0 ? 0 : place >= count - 1 ? count - 2 : Math.floor(place);
  const u = place - i;
  const o = 6 * i;
  const u2 = u * u;
  const u3 = u2 * u;
  const h00 = 2 * u3 - 3 * u2 + 1;
  const h10 = (u3 - 2 * u2 + u) * step_s;
  const h01 = 3 * u2 - 2 * u3;
  const h11 = (u3 - u2) * step_s;
  const d0 = (6 * (u2 - u)) / step_s;
  const d10 = 3 * u2 - 4 * u + 1;
  const d11 = 3 * u2 - 2 * u;
  for (let k = 0; k < 3; k++) {
    const r0 = states[o + k]!;
    const v0 = states[o + 3 + k]!;
    const r1 = states[o + 6 + k]!;
    const v1 = states[o + 9 + k]!;
    out[offset + k] = h00 * r0 + h10 * v0 + h01 * r1 + h11 * v1;
    out[offset + 3 + k] = d0 * (r0 - r1) + d10 * v0 + d11 * v1;
  }
}

/** The same for the position alone, into the first three numbers of `out`. */
export function samplePositionInto(out: Float64Array, flight: FlightTable, time_s: number): void {
  const { states, step_s, count } = flight;
  const place = time_s / step_s;
  const i = place <= 0 ? 0 : place >= count - 1 ? count - 2 : Math.floor(place);
  const u = place - i;
  const o = 6 * i;
  const u2 = u * u;
  const u3 = u2 * u;
  const h00 = 2 * u3 - 3 * u2 + 1;
  const h10 = (u3 - 2 * u2 + u) * step_s;
  const h01 = 3 * u2 - 2 * u3;
  const h11 = (u3 - u2) * step_s;
  for (let k = 0; k < 3; k++)
    out[k] = h00 * states[o + k]! + h10 * states[o + 3 + k]! + h01 * states[o + 6 + k]! + h11 * states[o + 9 + k]!;
}

/** Altitude at a time after launch, linear between samples, m. */
export function altitudeAt({ altitude_m, step_s, count }: FlightTable, time_s: number): number {
  const place = Math.min(count - 1.000001, Math.max(0, time_s / step_s));
  const i = Math.floor(place);
  return altitude_m[i]! + (place - i) * (altitude_m[i + 1]! - altitude_m[i]!);
}
