import { ecefToGeodetic, eciToEcef } from "../earth/frames.ts";
import type { Geodetic } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import { makeConstantDrag, makeDragCurve } from "./drag.ts";
import { Flyer } from "./fly.ts";
import type { TrajectoryRecorder } from "./trajectory.ts";
import type { Body, FlightEnvironment } from "./vehicle.ts";

/**
 * Drag of a tumbling cylinder over its value at low speed, against Mach number: rises towards Mach 1, falls to a hypersonic value
 * somewhat above the one at low speed, as cross-flow over cylinders does (Hoerner, Fluid-Dynamic Drag, 1965, ch. 16). Assumed.
 */
const TUMBLING_DRAG: readonly (readonly [mach: number, ratio: number])[] = [
  [0, 1],
  [0.4, 1],
  [1, 1.5],
  [1.5, 1.35],
  [3, 1.15],
  [6, 1.1],
];

/** An empty stage, a shroud or another part that nobody steers. */
export interface SpentStage {
  readonly mass_kg: number;
  /** Drag coefficient times area at low speed in the attitude that it keeps. */
  readonly dragArea_m2: number;
  /** `tumbling` drag varies with Mach number as that of a cylinder broadside on; `stable` drag is constant. */
  readonly attitude: "tumbling" | "stable";
}

/** Where and when a part came off: position and velocity in m and m/s, ECI. */
export interface SeparationState {
  readonly time_s: number;
  readonly state: ArrayLike<number>;
}

/** Where a part came down, or why it did not. */
export type StageImpact =
  | { readonly place: Geodetic; readonly time_s: number; readonly speed_mps: number }
  | { readonly noImpact: "still-flying" | "integration-failed" };

/** Longest fall that is followed. */
const LONGEST_FALL_s = 3 * 3600;

/** Drag coefficient on the plan of a cylinder broadside on at low speed (Hoerner 1965, ch. 3: 1.2 below the critical Reynolds number). */
const CYLINDER_DRAG = 1.2;

/** A part as the flight model takes it: all of its drag in the reference area. */
export function makeSpentBody({ mass_kg, dragArea_m2, attitude }: SpentStage): Body {
  const drag =
    attitude === "stable" ? makeConstantDrag(1) : makeDragCurve(TUMBLING_DRAG, { interpolation: "monotone" });
  return { mass_kg, referenceArea_m2: dragArea_m2, drag };
}

/**
 * Drag area of a cylinder that tumbles at random: its mean projected area is a quarter of its surface (Cauchy 1841, for any
 * convex body), times 1.2. Good to a factor of 1.5; real stages are not smooth cylinders.
 */
export function tumblingDragArea(diameter_m: number, length_m: number): number {
  return (CYLINDER_DRAG * Math.PI * diameter_m * (length_m + 0.5 * diameter_m)) / 4;
}

/**
 * Flies a spent stage from where it came off to the ground: rotating ellipsoid, J2, drag against air with the wind of the
 * environment. It keeps its shape: no breaking up, no heating. A `flyer` of the same environment saves making one.
 */
export function flySpentStage(options: {
  readonly environment: FlightEnvironment;
  readonly stage: SpentStage;
  readonly separation: SeparationState;
  readonly groundAltitude_m?: number;
  readonly flyer?: Flyer;
  readonly recorder?: TrajectoryRecorder;
}): StageImpact {
  const { environment, stage, separation, groundAltitude_m = 0, recorder } = options;
  const flyer = options.flyer ?? new Flyer(environment);
  const limits = { timeLimit_s: separation.time_s + LONGEST_FALL_s, groundAltitude_m };
  const end = flyer.flyBody(makeSpentBody(stage), separation.state, separation.time_s, limits, recorder);
  if (end.outcome === "integration-failed") return { noImpact: "integration-failed" };
  if (end.outcome !== "impact") return { noImpact: "still-flying" };
  const s = end.state;
  const { earth } = environment;
  const r_eci = vec3<"eci">(s[0]!, s[1]!, s[2]!);
  const vx = s[3]! + earth.rotationRate_radps * s[1]!;
  const vy = s[4]! - earth.rotationRate_radps * s[0]!;
  return {
    place: ecefToGeodetic(eciToEcef(r_eci, end.time_s, earth), earth),
    time_s: end.time_s,
    speed_mps: Math.sqrt(vx * vx + vy * vy + s[5]! * s[5]!),
  };
}
