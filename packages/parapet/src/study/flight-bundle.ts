import { eciToEcef } from "../earth/frames.ts";
import { makeDragCurve } from "../flight/drag.ts";
import { REENTRY_CONE_DRAG, SLENDER_ROCKET_DRAG } from "../flight/drag-tables.ts";
import { Flyer } from "../flight/fly.ts";
import { type NoFlight } from "../flight/steer.ts";
import { solveThreatVehicle } from "../flight/threat-vehicle.ts";
import { stateAtInto, TrajectoryRecorder } from "../flight/trajectory.ts";
import type { Vehicle } from "../flight/vehicle.ts";
import { type FaultCount, FaultTally } from "../math/fault-tally.ts";
import { vec3 } from "../math/vec3.ts";
import type { CoverageStudy, ResolvedThreatClass } from "../scenario/types.ts";
import { STUDY_TOLERANCE } from "./case-paths.ts";
import { steerToPath } from "./threat-paths.ts";

/** Step at which a flight is looked at, s. */
export const LOOK_STEP_s = 2;

/** One flight of the bundle, as it was asked for. */
export interface BundleFlight {
  readonly threat: string;
  readonly trajectory: string;
  readonly launchRegion: string;
  readonly aim: string;
  readonly flightTime_s: number;
  readonly apogee_m: number;
  readonly burnoutTime_s: number;
}

/** A flight of the bundle that does not exist, with the reason. */
export interface MissingFlight {
  readonly threat: string;
  readonly trajectory: string;
  readonly launchRegion: string;
  readonly aim: string;
  readonly reason: NoFlight["noSolution"] | "no-vehicle";
}

/** Flights of a bundle that were asked for, and those whose search did not end. */
export function countBundle(flown: number, missing: readonly MissingFlight[]): FaultCount {
  const faults = new FaultTally();
  faults.tried(flown + missing.length);
  for (const { reason } of missing) if (reason === "did-not-converge") faults.note(reason);
  return faults.count();
}

/** The vehicle of a class with its central values; undefined when none fits. Throws for a class without seaLevelThrustShare. */
export function solveClassVehicle(threat: ResolvedThreatClass): Vehicle | undefined {
  if (threat.seaLevelThrustShare === undefined)
    throw new Error(`solveClassVehicle: ${threat.id} has no seaLevelThrustShare; the catalogue must give it`);
  const solved = solveThreatVehicle({
    range_m: threat.range_m.value,
    burnTime_s: threat.burnTime_s.value,
    stageCount: threat.stageCount.value,
    specificImpulse_s: threat.specificImpulse_s.value,
    seaLevelThrustShare: threat.seaLevelThrustShare.value,
    structuralFraction: threat.structuralFraction.value,
    payloadMass_kg: threat.payloadMass_kg.value,
    bodyDiameter_m: threat.bodyDiameter_m.value,
    ballisticCoefficient_kgpm2: threat.ballisticCoefficient_kgpm2.value,
    bodyDrag: makeDragCurve(SLENDER_ROCKET_DRAG, { interpolation: "monotone" }),
    payloadDrag: makeDragCurve(REENTRY_CONE_DRAG, { interpolation: "monotone" }),
  });
  return "noVehicle" in solved ? undefined : solved.vehicle;
}

/** A flight every `LOOK_STEP_s`, Earth-fixed: three numbers a sample. */
export interface SampledFlight {
  readonly time_s: Float64Array;
  readonly ecef_m: Float64Array;
  readonly flightTime_s: number;
  readonly apogee_m: number;
  readonly burnoutTime_s: number;
}

/** What a bundle of flights is flown from. */
export type BundleStudy = Pick<CoverageStudy, "scenario" | "launchRegions" | "aims">;

/** Flies one class from a launch region to an aim on one kind of path; or says why there is no such flight. */
export function flyOne(
  study: BundleStudy,
  vehicle: Vehicle,
  threat: ResolvedThreatClass,
  labels: { readonly trajectory: string; readonly launchRegion: string; readonly aim: string },
): SampledFlight | NoFlight["noSolution"] {
  const { earth } = study.scenario;
  const flyer = new Flyer(earth, STUDY_TOLERANCE);
  const launch = study.launchRegions.find(({ id }) => id === labels.launchRegion)!.centre;
  const aim = study.aims.find(({ id }) => id === labels.aim)!.position;
  const path = labels.trajectory as CoverageStudy["trajectories"][number];
  const apogeeFactor =
    path === "lofted" ? threat.loftedApogeeFactor.value : path === "depressed" ? threat.depressedApogeeFactor.value : 1;
  const flight = steerToPath(flyer, { vehicle, launch, path, apogeeFactor }, aim);
  if ("noSolution" in flight) return flight.noSolution;
  const recorder = new TrajectoryRecorder();
  const end = flyer.flyVehicle(vehicle, launch, flight.steering, { timeLimit_s: 7200, groundAltitude_m: 0 }, recorder);
  const { trajectory } = recorder.finish();
  const count = Math.floor(end.time_s / LOOK_STEP_s) + 1;
  const time_s = Float64Array.from({ length: count }, (_, i) => i * LOOK_STEP_s);
  const ecef_m = new Float64Array(3 * count);
  const state = new Float64Array(6);
  for (let i = 0; i < count; i++) {
    stateAtInto(state, trajectory, time_s[i]!);
    ecef_m.set(eciToEcef(vec3(state[0]!, state[1]!, state[2]!), time_s[i]!, earth.earth), 3 * i);
  }
  return { time_s, ecef_m, flightTime_s: end.time_s, apogee_m: end.apogee_m, burnoutTime_s: end.burnoutTime_s };
}
