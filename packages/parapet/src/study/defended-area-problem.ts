import type { EarthModel, Geodetic } from "../earth/model.ts";
import type { PathKind } from "./threat-paths.ts";
import type { ParameterIndex } from "./parameter-list.ts";
import type { InterceptorPlace } from "./reach-envelope.ts";
import type { Parameter } from "./parameter.ts";

export interface ProblemInterceptor extends InterceptorPlace {
  readonly assessTime_s: ParameterIndex;
}

export interface ProblemThreat {
  readonly id: string;
  readonly range_m: ParameterIndex;
  readonly burnTime_s: ParameterIndex;
  readonly stageCount: ParameterIndex;
  readonly specificImpulse_s: ParameterIndex;
  readonly seaLevelThrustShare: ParameterIndex;
  readonly structuralFraction: ParameterIndex;
  readonly payloadMass_kg: ParameterIndex;
  readonly bodyDiameter_m: ParameterIndex;
  readonly ballisticCoefficient_kgpm2: ParameterIndex;
  readonly crossSection_m2: ParameterIndex;
  readonly loftedApogeeFactor: ParameterIndex;
  readonly depressedApogeeFactor: ParameterIndex;
  /** [Mach number, drag coefficient] of the vehicle, and of what re-enters over its hypersonic value. */
  readonly bodyDrag: readonly (readonly [number, number])[];
  readonly payloadDrag: readonly (readonly [number, number])[];
}

export interface ProblemRadar {
  readonly id: string;
  readonly unit: string;
  readonly position: Geodetic;
  readonly range_m: ParameterIndex;
  readonly referenceCrossSection_m2: ParameterIndex;
  readonly trackTime_s: ParameterIndex;
  readonly elevationMinimum_rad: ParameterIndex;
  readonly elevationMaximum_rad: ParameterIndex;
  /** Boresight of each face; all round when the faces together see the full circle. */
  readonly faces_rad: readonly number[];
  readonly fieldOfView_rad: ParameterIndex;
}

/** One kind of interceptor at one place, with the radars whose tracks it fires on. */
export interface ProblemSite {
  readonly unit: string;
  readonly position: Geodetic;
  readonly interceptor: number;
  readonly radars: readonly number[];
}

export interface ProblemLaunch {
  readonly id: string;
  readonly centre: Geodetic;
  readonly radius_m: number;
  /** East and north of the centre, in shares of the radius. */
  readonly east: ParameterIndex;
  readonly north: ParameterIndex;
}

/**
 * A defended-area study with everything it needs, in SI and free of references: what travels to the worker threads.
 * Each number that has a range is named by its place in `parameters`, so that a draw is one row of numbers.
 */
export interface DefendedAreaProblem {
  readonly name: string;
  readonly hash: string;
  readonly seed: number;
  readonly draws: number;
  readonly earth: EarthModel;
  readonly atmosphere: "none" | "us1976";
  readonly parameters: readonly Parameter[];
  readonly interceptors: readonly ProblemInterceptor[];
  readonly threats: readonly ProblemThreat[];
  readonly paths: readonly PathKind[];
  readonly launches: readonly ProblemLaunch[];
  readonly radars: readonly ProblemRadar[];
  readonly sites: readonly ProblemSite[];
}

/** One combination of threat, path and launch region. */
export interface ThreatCase {
  readonly threat: number;
  readonly path: number;
  readonly launch: number;
}

/** Every combination of threat, path and launch region, in that order. */
export function listThreatCases(problem: DefendedAreaProblem): readonly ThreatCase[] {
  return problem.threats.flatMap((_, threat) =>
    problem.paths.flatMap((_path, path) => problem.launches.map((_launch, launch) => ({ threat, path, launch }))),
  );
}
