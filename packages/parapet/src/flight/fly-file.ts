import { ecefToEciVelocity, enuToEcefVector, geodeticToEcef } from "../earth/frames.ts";
import { solveInverse } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import type { StepTolerance } from "../math/dormand-prince.ts";
import type { Vec3 } from "../math/vec3.ts";
import { describeFlown, type FlownFlight, SAMPLE_LIMIT, sampleAt } from "./flown-flight.ts";
import { type FlightEnd, type FlightLimits, Flyer } from "./fly.ts";
import { type NoFlight, type SteeredFlight, steerToAim } from "./steer.ts";
import { type NoVehicle, solveThreatVehicle, type ThreatClass } from "./threat-vehicle.ts";
import { type Trajectory, TrajectoryRecorder } from "./trajectory.ts";
import type { Body, FlightEnvironment, Vehicle } from "./vehicle.ts";

/**
 * Tolerance of single flights, which are compared with other people's tools: the error of a flight stays below 1 mm.
 * Some eight times the steps of the default tolerance.
 */
export const FLIGHT_FILE_TOLERANCE: StepTolerance = { relative: 1e-12, position_m: 1e-6, velocity_mps: 1e-9 };

/** Where a body starts; the velocity is relative to the rotating Earth, towards east, north and up. */
export interface StartState {
  readonly position: Geodetic;
  readonly v_enu: Vec3<"enu">;
}

export interface PlanSettings {
  readonly environment: FlightEnvironment;
  /** End of the flight if it has not met the ground before, s; three hours unless stated. */
  readonly stopTime_s?: number;
  /** Time between samples, s; 1 unless stated, 60 for flights of more than a day. */
  readonly outputStep_s?: number;
}

/** Which path to the aim a missile of a class takes: the one of the shortest burn, or one by its apogee. */
export type ThreatPath =
  | { readonly kind: "minimum-energy" }
  | { readonly kind: "apogee"; readonly apogee_m: number }
  /** A multiple of the apogee of the minimum-energy path. */
  | { readonly kind: "apogee-factor"; readonly factor: number };

/** What one flight file asks for: a body or a rocket from a state, or a missile of a class from a launch point to an aim point. */
export type FlightPlan =
  | (PlanSettings & { readonly kind: "body"; readonly body: Body; readonly start: StartState })
  | (PlanSettings & { readonly kind: "rocket"; readonly rocket: Vehicle; readonly start: StartState })
  | (PlanSettings & {
      readonly kind: "threat";
      readonly threat: ThreatClass;
      readonly launch: Geodetic;
      readonly aim: Geodetic;
      readonly path: ThreatPath;
    });

/** Why a plan was not flown, in words. */
export interface RefusedFlight {
  readonly refusal: string;
}

const LONGEST_FLIGHT_s = 3 * 3600;

/**
 * Flies one plan with a tight tolerance.
 *
 * A rocket that moves at the start thrusts along its velocity relative to the air (a gravity turn); one at rest thrusts straight
 * up for five seconds before. Flights end on the ground: altitude 0, the altitude of the aim, or the start where that is lower.
 */
export function flyPlan(plan: FlightPlan): FlownFlight | RefusedFlight {
  const flyer = new Flyer(plan.environment, FLIGHT_FILE_TOLERANCE);
  const recorder = new TrajectoryRecorder();
  if (plan.kind === "threat") {
    const steered = steerPlan(plan);
    if ("refusal" in steered) return steered;
    const { vehicle, steering } = steered;
    const limits = { timeLimit_s: LONGEST_FLIGHT_s, groundAltitude_m: plan.aim.altitude_m };
    const end = flyer.flyVehicle(vehicle, plan.launch, steering, limits, recorder);
    return deliver(plan, end, recorder, limits);
  }
  const { position, v_enu } = plan.start;
  const limits: FlightLimits = {
    timeLimit_s: plan.stopTime_s ?? LONGEST_FLIGHT_s,
    groundAltitude_m: Math.min(0, position.altitude_m),
  };
  if (plan.kind === "rocket") {
    const end = flyer.flyRocket(plan.rocket, position, v_enu, limits, recorder);
    return deliver(plan, end, recorder, limits);
  }
  const { earth } = plan.environment;
  const r = geodeticToEcef(position, earth);
  const v = ecefToEciVelocity(r, enuToEcefVector(v_enu, position), 0, earth);
  const end = flyer.flyBody(plan.body, [...r, ...v], 0, limits, recorder);
  return deliver(plan, end, recorder, limits);
}

/** The samples and events of a flight that has ended, up to where its plan stops it. */
export function deliver(
  plan: PlanSettings,
  end: FlightEnd,
  recorder: TrajectoryRecorder,
  limits: FlightLimits,
): FlownFlight | RefusedFlight {
  const { environment } = plan;
  if (end.outcome === "integration-failed")
    return {
      refusal: `the flight could not be integrated beyond ${end.time_s.toFixed(3)} s; its forces change too fast there`,
    };
  if (end.outcome === "fell-back") {
    const { trajectory } = recorder.finish();
    const time = findGroundTime(environment, trajectory, limits.groundAltitude_m);
    if (time <= trajectory.stepStart_s[1]! || time < 1)
      return { refusal: "the rocket does not lift off: its thrust is below its weight" };
    recorder.addEvent({ name: "impact", time_s: time });
  }
  const flown = recorder.finish();
  const landed = flown.events.findLast((event) => event.name === "impact")?.time_s ?? flown.trajectory.endTime_s;
  const endTime_s = Math.min(landed, plan.stopTime_s ?? Infinity);
  const step_s = plan.outputStep_s ?? (endTime_s > 86_400 ? 60 : 1);
  if (!(endTime_s / step_s < SAMPLE_LIMIT))
    return {
      refusal: `a step of ${step_s} s over a flight of ${endTime_s.toFixed(0)} s makes more than ${SAMPLE_LIMIT} samples; ${(endTime_s / SAMPLE_LIMIT).toPrecision(2)} s or more would do`,
    };
  const events = flown.events.filter((event) => event.name !== "end" && event.time_s <= endTime_s);
  if (endTime_s < landed || end.outcome === "time-limit") events.push({ name: "end", time_s: endTime_s });
  return describeFlown(environment, { trajectory: flown.trajectory, events }, { endTime_s, step_s });
}

/** When the last step of a trajectory passes through the ground. */
function findGroundTime(environment: FlightEnvironment, trajectory: Trajectory, ground_m: number): number {
  let low = trajectory.stepStart_s.at(-1)!;
  let high = trajectory.endTime_s;
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high);
    if (sampleAt(environment, trajectory, middle).place.altitude_m > ground_m) low = middle;
    else high = middle;
  }
  return high;
}

/** The vehicle of a class and its steering to the aim, found with the default tolerance. */
export function steerPlan(
  plan: Extract<FlightPlan, { kind: "threat" }>,
): { readonly vehicle: Vehicle; readonly steering: SteeredFlight["steering"] } | RefusedFlight {
  const { launch, aim, path, environment, threat } = plan;
  const solved = solveThreatVehicle(threat);
  if ("noVehicle" in solved) return { refusal: explainNoVehicle(solved, threat) };
  const { vehicle } = solved;
  const flyer = new Flyer(environment);
  const problem = { vehicle, launch, aim, tolerance_m: 10 };
  const least = steerToAim(flyer, { ...problem, choice: { kind: "minimum-energy" } });
  const distance_m = solveInverse(launch, aim, environment.earth).distance_m;
  if ("noSolution" in least) return { refusal: explainNoFlight(least, threat, distance_m) };
  if (path.kind === "minimum-energy") return { vehicle, steering: least.steering };
  const apogee_m = path.kind === "apogee" ? path.apogee_m : path.factor * least.end.apogee_m;
  const steered = steerToAim(flyer, { ...problem, choice: { kind: "apogee", apogee_m, shortestBurn: least } });
  if ("noSolution" in steered) return { refusal: explainNoFlight(steered, threat, distance_m, apogee_m) };
  return { vehicle, steering: steered.steering };
}

const km = (length_m: number): string =>
  `${Math.round(length_m / 1000)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",")} km`;

function explainNoVehicle(no: NoVehicle, threat: ThreatClass): string {
  if (no.noVehicle === "cannot-lift-off")
    return `no vehicle of this class leaves the ground: thrust is ${(no.thrustToWeight ?? 0).toFixed(2)} of weight; a shorter burn time or a higher specific impulse would do`;
  return `no vehicle with ${threat.stageCount} stages, this specific impulse and structural fraction reaches ${km(threat.range_m)}; the longest reach found is ${km(no.longestRange_m ?? 0)}`;
}

function explainNoFlight(no: NoFlight, threat: ThreatClass, distance_m: number, apogee_m?: number): string {
  switch (no.noSolution) {
    case "beyond-reach":
      return `the class reaches ${km(threat.range_m)} over an Earth at rest, the aim point is ${km(distance_m)} away; full burn falls ${km(no.shortfall_m ?? 0)} short`;
    case "too-close":
      return `the aim point is ${km(distance_m)} from the launch point, too close for a ballistic flight`;
    case "apogee-out-of-reach": {
      const range = no.apogeeRange_m;
      const reach = range === undefined ? "" : `; apogees from ${km(range[0])} to ${km(range[1])} were reached`;
      return `an apogee of ${km(apogee_m ?? 0)} is out of reach for this class over ${km(distance_m)}${reach}`;
    }
    case "did-not-converge":
      return `no steering was found that reaches the aim point ${km(distance_m)} away: the search did not converge`;
  }
}
