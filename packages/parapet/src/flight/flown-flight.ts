import { us1976 } from "../earth/atmosphere.ts";
import { ecefToEnuVector, ecefToGeodetic, eciToEcef, eciToEcefVelocity } from "../earth/frames.ts";
import { solveInverse } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import { subtract, type Vec3, vec3 } from "../math/vec3.ts";
import { type FlightEvent, stateAtInto, type Trajectory } from "./trajectory.ts";
import type { FlightEnvironment } from "./vehicle.ts";
import { windAt } from "./wind.ts";

/** One state of a flight as a reader wants it, SI and radians. */
export interface FlownSample {
  readonly time_s: number;
  readonly place: Geodetic;
  readonly r_ecef: Vec3<"ecef">;
  /** Relative to the rotating Earth. */
  readonly v_ecef: Vec3<"ecef">;
  /** Speed relative to the air over its speed of sound; 0 without air. */
  readonly mach: number;
  readonly airDensity_kgpm3: number;
}

/** An event with where it happened: altitude, and distance over the surface from the start. */
export interface FlownEvent extends FlightEvent {
  readonly altitude_m: number;
  readonly range_m: number;
}

/** A flight that was flown: states at equal steps of time and at its end, what happened, and how high, far and long. */
export interface FlownFlight {
  readonly samples: readonly FlownSample[];
  readonly events: readonly FlownEvent[];
  /** Greatest altitude, whether the flight turns there or not. */
  readonly apogee_m: number;
  /** Along the surface of the ellipsoid, from the point below the start to the point below the end. */
  readonly range_m: number;
  readonly flightTime_s: number;
}

/** The most samples that one flight is given. */
export const SAMPLE_LIMIT = 200_000;

/**
 * Samples a trajectory every `step_s` from its start to `endTime_s`, and at `endTime_s` itself.
 * Throws when there would be more than `SAMPLE_LIMIT` of them.
 */
export function describeFlown(
  environment: FlightEnvironment,
  flown: { readonly trajectory: Trajectory; readonly events: readonly FlightEvent[] },
  options: { readonly endTime_s: number; readonly step_s: number },
): FlownFlight {
  const { trajectory } = flown;
  const { endTime_s, step_s } = options;
  const start = trajectory.startTime_s;
  const times = sampleTimes(start, endTime_s, step_s);
  const samples = times.map((time) => sampleAt(environment, trajectory, time));
  const origin = samples[0]!.place;
  const rangeTo = (place: Geodetic): number => solveInverse(origin, place, environment.earth).distance_m;
  const events: FlownEvent[] = [];
  for (const event of flown.events) {
    if (event.time_s > endTime_s) continue;
    const { place } = sampleAt(environment, trajectory, event.time_s);
    events.push({ ...event, altitude_m: place.altitude_m, range_m: rangeTo(place) });
  }
  // The altitude is greatest at a turning point, which is an event, or at an end of the flight, which is a sample.
  let apogee_m = origin.altitude_m;
  for (const event of events) apogee_m = Math.max(apogee_m, event.altitude_m);
  for (const sample of samples) apogee_m = Math.max(apogee_m, sample.place.altitude_m);
  return { samples, events, apogee_m, range_m: rangeTo(samples.at(-1)!.place), flightTime_s: endTime_s - start };
}

/** Times from `start_s` in steps of `step_s`, then `end_s`; a step that divides a second gives times that print short. */
export function sampleTimes(start_s: number, end_s: number, step_s: number): number[] {
  const whole = Math.floor((end_s - start_s) / step_s + 1e-9);
  if (!(whole < SAMPLE_LIMIT))
    throw new RangeError(
      `sampleTimes: at most ${SAMPLE_LIMIT} samples are made, got ${end_s - start_s} s in steps of ${step_s} s`,
    );
  const perSecond = Math.round(1 / step_s);
  const divides = perSecond >= 1 && Math.abs(perSecond * step_s - 1) < 1e-12;
  const times: number[] = [];
  for (let i = 0; i <= whole; i++) times.push(Math.min(end_s, start_s + (divides ? i / perSecond : i * step_s)));
  if (end_s - times.at(-1)! > 1e-9 * step_s) times.push(end_s);
  else times[times.length - 1] = end_s;
  return times;
}

/** The state of a flight at one instant. */
export function sampleAt(environment: FlightEnvironment, trajectory: Trajectory, time_s: number): FlownSample {
  const { earth } = environment;
  const state = new Float64Array(6);
  stateAtInto(state, trajectory, time_s);
  const r_eci = vec3<"eci">(state[0]!, state[1]!, state[2]!);
  const v_eci = vec3<"eci">(state[3]!, state[4]!, state[5]!);
  const r_ecef = eciToEcef(r_eci, time_s, earth);
  const v_ecef = eciToEcefVelocity(r_eci, v_eci, time_s, earth);
  return describeState(environment, { time_s, place: ecefToGeodetic(r_ecef, earth), r_ecef, v_ecef });
}

/** An Earth-fixed state with what the air makes of it. */
export function describeState(
  environment: FlightEnvironment,
  state: Pick<FlownSample, "time_s" | "place" | "r_ecef" | "v_ecef">,
): FlownSample {
  const { time_s, place, r_ecef, v_ecef } = state;
  if (environment.atmosphere === "none") return { time_s, place, r_ecef, v_ecef, mach: 0, airDensity_kgpm3: 0 };
  const air = us1976(place.altitude_m);
  const { east_mps, north_mps } = windAt(environment.wind, place.altitude_m);
  const relative = subtract(ecefToEnuVector(v_ecef, place), vec3<"enu">(east_mps, north_mps, 0));
  const speed = Math.sqrt(relative[0] * relative[0] + relative[1] * relative[1] + relative[2] * relative[2]);
  return { time_s, place, r_ecef, v_ecef, mach: speed / air.speedOfSound_mps, airDensity_kgpm3: air.density_kgpm3 };
}
