import { cross, normalize, vec3 } from "../math/vec3.ts";
import type { StepTolerance } from "../math/dormand-prince.ts";
import { makeConstantDrag } from "./drag.ts";
import { describeFlown, type FlownFlight, SAMPLE_LIMIT } from "./flown-flight.ts";
import { Flyer } from "./fly.ts";
import type { Separation } from "./fly-programme.ts";
import { makeSpentBody, type SeparationState, tumblingDragArea } from "./spent-stage.ts";
import { type FlightEvent, stateAtInto, type Trajectory, TrajectoryRecorder } from "./trajectory.ts";
import type { Body, FlightEnvironment, Vehicle } from "./vehicle.ts";

/** What falls beside a flight: a spent stage, the shroud, an extra object, by its number. */
export interface PartName {
  readonly kind: "spent-stage" | "shroud" | "object";
  readonly number: number;
}

/** A part that was flown from where it came off; times count from the start of the main flight. */
export interface FallingPart {
  readonly part: PartName;
  readonly flown: FlownFlight;
}

/** Drag coefficient times area of parts as they tumble; 0 for those that are not flown. */
export interface PartDragAreas {
  readonly stages_m2: readonly number[];
  readonly shroud_m2: number;
}

/** Which parts of a missile of a class are flown. */
export interface FallingChoice {
  readonly spentStages: boolean;
  readonly objects?: {
    readonly count: number;
    /** Speed at which they leave, evenly around the direction of flight. */
    readonly speed_mps: number;
    readonly ballisticCoefficient_kgpm2: number;
  };
}

interface Part extends PartName, SeparationState {
  readonly body: Body;
}

/** Length of a stage over its diameter where a class does not say: within a factor of 2 of what is published of single-body missiles. */
const STAGE_SLENDERNESS = 4;

/** The parts of a rocket that have a drag area. */
export function listRocketParts(separations: readonly Separation[], areas: PartDragAreas): readonly Part[] {
  return separations.flatMap(({ kind, number, time_s, state, mass_kg }) => {
    const dragArea_m2 = kind === "shroud" ? areas.shroud_m2 : (areas.stages_m2[number - 1] ?? 0);
    if (dragArea_m2 === 0) return [];
    return [{ kind, number, time_s, state, body: makeSpentBody({ mass_kg, dragArea_m2, attitude: "tumbling" }) }];
  });
}

/** The stages of a missile of a class as tumbling cylinders of its diameter, and generic objects let go at the end of the boost. */
export function listThreatParts(
  options: { readonly vehicle: Vehicle; readonly bodyDiameter_m: number; readonly choice: FallingChoice },
  flown: { readonly trajectory: Trajectory; readonly events: readonly FlightEvent[] },
): readonly Part[] {
  const { vehicle, bodyDiameter_m, choice } = options;
  const ends = flown.events.filter(({ name }) => name === "stage-burnout" || name === "burnout" || name === "cut-off");
  const stateAt = (time_s: number): SeparationState => {
    const state = new Float64Array(6);
    stateAtInto(state, flown.trajectory, time_s);
    return { time_s, state };
  };
  const dragArea_m2 = tumblingDragArea(bodyDiameter_m, STAGE_SLENDERNESS * bodyDiameter_m);
  let ignition = 0;
  const stages = ends.map(({ time_s, stage: number = 1 }): Part => {
    const { propellantMass_kg, dryMass_kg, burnTime_s, coastTime_s } = vehicle.stages[number - 1]!;
    const left = Math.max(0, 1 - (time_s - ignition) / burnTime_s) * propellantMass_kg;
    ignition = time_s + coastTime_s;
    const body = makeSpentBody({ mass_kg: dryMass_kg + left, dragArea_m2, attitude: "tumbling" });
    return { kind: "spent-stage", number, ...stateAt(time_s), body };
  });
  const last = ends.at(-1);
  const objects = last === undefined ? [] : listObjects(choice, stateAt(last.time_s));
  return [...(choice.spentStages ? stages : []), ...objects];
}

function listObjects({ objects }: FallingChoice, { time_s, state }: SeparationState): Part[] {
  if (objects === undefined) return [];
  const { count, speed_mps, ballisticCoefficient_kgpm2 } = objects;
  const body: Body = { mass_kg: ballisticCoefficient_kgpm2, referenceArea_m2: 1, drag: makeConstantDrag(1) };
  const r = vec3<"eci">(state[0]!, state[1]!, state[2]!);
  const v = vec3<"eci">(state[3]!, state[4]!, state[5]!);
  const side = normalize(cross(v, r));
  const above = normalize(cross(side, v));
  return Array.from({ length: count }, (_, i): Part => {
    const angle = (2 * Math.PI * i) / count;
    const kick = [0, 1, 2].map((k) => speed_mps * (Math.cos(angle) * side[k]! + Math.sin(angle) * above[k]!));
    const pushed = Float64Array.from({ length: 6 }, (_unused, k) => state[k]! + (k < 3 ? 0 : kick[k - 3]!));
    return { kind: "object", number: i + 1, time_s, state: pushed, body };
  });
}

/** Flies each part to the ground or the time limit, sampled like the main flight. */
export function flyParts(
  parts: readonly Part[],
  options: {
    readonly environment: FlightEnvironment;
    readonly tolerance: StepTolerance;
    readonly timeLimit_s: number;
    readonly groundAltitude_m: number;
    readonly step_s: number;
  },
): readonly FallingPart[] {
  const { environment, tolerance, step_s } = options;
  const flyer = new Flyer(environment, tolerance);
  return parts.flatMap(({ kind, number, time_s, state, body }) => {
    if (time_s >= options.timeLimit_s) return [];
    const recorder = new TrajectoryRecorder();
    const end = flyer.flyBody(body, state, time_s, options, recorder);
    if (end.outcome === "integration-failed") return [];
    const step = Math.max(step_s, (1.01 * (end.time_s - time_s)) / SAMPLE_LIMIT);
    return [
      {
        part: { kind, number },
        flown: describeFlown(environment, recorder.finish(), { endTime_s: end.time_s, step_s: step }),
      },
    ];
  });
}
