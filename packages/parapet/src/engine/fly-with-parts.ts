import { type FallingPart, flyParts, listRocketParts, listThreatParts } from "../flight/falling-parts.ts";
import type { FlownFlight } from "../flight/flown-flight.ts";
import {
  deliver,
  FLIGHT_FILE_TOLERANCE,
  type PlanSettings,
  type RefusedFlight,
  steerPlan,
} from "../flight/fly-file.ts";
import type { BoostProgramme } from "../flight/fly-programme.ts";
import { Flyer } from "../flight/fly.ts";
import { TrajectoryRecorder } from "../flight/trajectory.ts";
import type { ResolvedFlight } from "../scenario/types.ts";
import { flyGuidedFile, type InterceptResult } from "./fly-guided.ts";
import { flyResolved, planThreat } from "./fly-resolved.ts";
import { flyRocketFile, LONGEST_FLIGHT_s } from "./fly-rocket.ts";

/** A flight, and what falls from it where its file asks for that. */
export interface FlightWithParts {
  readonly flown: FlownFlight;
  readonly fallen: readonly FallingPart[];
  /** Of a guided interceptor: how it ended. */
  readonly intercept?: InterceptResult;
}

/**
 * Flies a resolved flight file with everything that it asks for: pitch programme, shroud, cut-off, and the fall of stages, shroud
 * and extra objects. A flight that the model cannot fly comes back as a refusal with its reason.
 */
export function flyWithParts(flight: ResolvedFlight): FlightWithParts | RefusedFlight {
  if (flight.kind === "rocket" && flight.programme !== undefined) return flyRocketParts(flight, flight.programme);
  if (flight.kind === "threat" && flight.falling !== undefined) return flyThreatFile(flight, flight.falling);
  if (flight.kind === "guided") {
    const guided = flyGuidedFile(flight);
    return "refusal" in guided ? guided : { ...guided, fallen: [] };
  }
  const flown = flyResolved(flight);
  return "refusal" in flown ? flown : { flown, fallen: [] };
}

function flyRocketParts(
  flight: Extract<ResolvedFlight, { kind: "rocket" }>,
  programme: BoostProgramme,
): FlightWithParts | RefusedFlight {
  const rocket = flyRocketFile(flight, programme);
  if ("refusal" in rocket) return rocket;
  const { flown, separations, limits } = rocket;
  const areas = flight.dragAreas ?? { stages_m2: [], shroud_m2: 0 };
  return { flown, fallen: flyParts(listRocketParts(separations, areas), { ...limits, ...sampling(flight) }) };
}

function flyThreatFile(
  flight: Extract<ResolvedFlight, { kind: "threat" }>,
  choice: NonNullable<Extract<ResolvedFlight, { kind: "threat" }>["falling"]>,
): FlightWithParts | RefusedFlight {
  const plan = planThreat(flight);
  if ("refusal" in plan) return plan;
  const steered = steerPlan(plan);
  if ("refusal" in steered) return steered;
  const { vehicle, steering } = steered;
  const limits = { timeLimit_s: LONGEST_FLIGHT_s, groundAltitude_m: plan.aim.altitude_m };
  const recorder = new TrajectoryRecorder();
  const flyer = new Flyer(plan.environment, FLIGHT_FILE_TOLERANCE);
  const end = flyer.flyVehicle(vehicle, plan.launch, steering, limits, recorder);
  const flown = deliver(plan, end, recorder, limits);
  if ("refusal" in flown) return flown;
  const { bodyDiameter_m } = plan.threat;
  const parts = listThreatParts({ vehicle, bodyDiameter_m, choice }, recorder.finish());
  return { flown, fallen: flyParts(parts, { ...limits, groundAltitude_m: 0, ...sampling(plan) }) };
}

function sampling(plan: PlanSettings): {
  readonly environment: PlanSettings["environment"];
  readonly tolerance: typeof FLIGHT_FILE_TOLERANCE;
  readonly step_s: number;
} {
  return { environment: plan.environment, tolerance: FLIGHT_FILE_TOLERANCE, step_s: plan.outputStep_s ?? 1 };
}
