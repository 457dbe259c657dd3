import type { FaultCount } from "../math/fault-tally.ts";
import { solveInverse } from "../earth/geodesic.ts";
import { makeDragCurve } from "../flight/drag.ts";
import { Flyer } from "../flight/fly.ts";
import { type NoVehicle, solveThreatVehicle, type SolvedVehicle, type ThreatClass } from "../flight/threat-vehicle.ts";
import type { StepTolerance } from "../math/dormand-prince.ts";
import type { BurnoutTable } from "./arc-screen.ts";
import type { DefendedAreaProblem, ThreatCase } from "./defended-area-problem.ts";
import { flyThreatPaths } from "./threat-paths.ts";

/** The flights of one case over all ranges: integrated once, then used for every cell and draw. */
export interface CasePaths {
  readonly burnout: BurnoutTable;
  readonly steering: Float64Array;
  readonly bearing_rad: number;
  /** Solved ratio of the class's vehicle, see `makeVehicle`. */
  readonly stageRatio: number;
  /** Flights tried, and those whose search did not end. */
  readonly faults: FaultCount;
}

/** Where the aims of a study lie: the bearing of the flights is taken to the middle, their ranges go to the farthest aim. */
export interface Theatre {
  readonly latitude_rad: number;
  readonly longitude_rad: number;
  readonly farthest_m: number;
}

/**
 * Accuracy of the flights of a study: impact points within 100 m of those of the default tolerance at less than half the cost
 * (measured in `steer.test.ts`).
 */
export const STUDY_TOLERANCE: StepTolerance = { relative: 1e-7, position_m: 0.1, velocity_mps: 1e-4 };

/** The nominal class of a threat of the problem. */
export function nominalThreatClass(problem: DefendedAreaProblem, threat: number): ThreatClass {
  const t = problem.threats[threat]!;
  const of = (index: number): number => problem.parameters[index]!.value;
  return {
    range_m: of(t.range_m),
    burnTime_s: of(t.burnTime_s),
    stageCount: of(t.stageCount),
    specificImpulse_s: of(t.specificImpulse_s),
    seaLevelThrustShare: of(t.seaLevelThrustShare),
    structuralFraction: of(t.structuralFraction),
    payloadMass_kg: of(t.payloadMass_kg),
    bodyDiameter_m: of(t.bodyDiameter_m),
    ballisticCoefficient_kgpm2: of(t.ballisticCoefficient_kgpm2),
    bodyDrag: makeDragCurve(t.bodyDrag, { interpolation: "monotone" }),
    payloadDrag: makeDragCurve(t.payloadDrag, { interpolation: "monotone" }),
  };
}

/** The vehicle of a class, or why it has none. */
export function solveCaseVehicle(problem: DefendedAreaProblem, threat: number): SolvedVehicle | NoVehicle {
  return solveThreatVehicle(nominalThreatClass(problem, threat));
}

/** Flies one case from its launch region over all ranges. Throws when the class has no vehicle: the study checks that first. */
export function solveCasePaths(
  problem: DefendedAreaProblem,
  { threat, path, launch }: ThreatCase,
  theatre: Theatre,
): CasePaths {
  const t = problem.threats[threat]!;
  const solved = solveCaseVehicle(problem, threat);
  if ("noVehicle" in solved) throw new Error(`solveCasePaths: ${t.id} has no vehicle (${solved.noVehicle})`);
  const kind = problem.paths[path]!;
  const of = (index: number): number => problem.parameters[index]!.value;
  const centre = problem.launches[launch]!.centre;
  const bearing_rad = solveInverse(centre, { ...theatre, altitude_m: 0 }, problem.earth).azimuth_rad;
  const flyer = new Flyer({ earth: problem.earth, atmosphere: problem.atmosphere, wind: [] }, STUDY_TOLERANCE);
  const paths = flyThreatPaths(flyer, {
    vehicle: solved.vehicle,
    launch: centre,
    bearing_rad,
    path: kind,
    apogeeFactor: kind === "lofted" ? of(t.loftedApogeeFactor) : kind === "depressed" ? of(t.depressedApogeeFactor) : 1,
    longest_m: Math.min(theatre.farthest_m + RANGE_STEP_m, 1.1 * of(t.range_m)),
    rangeStep_m: RANGE_STEP_m,
  });
  return { ...paths, bearing_rad, stageRatio: solved.stageRatio };
}

const RANGE_STEP_m = 75_000;
