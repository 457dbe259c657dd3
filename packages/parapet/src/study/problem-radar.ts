import { EFFECTIVE_RADIUS_FACTOR } from "../earth/horizon.ts";
import type { Radar } from "../sensing/radar.ts";
import type { ProblemRadar } from "./defended-area-problem.ts";
import type { ParameterRow } from "./parameter.ts";

/** Probability of detection in one look that a published detection range is taken to mean, at this false-alarm probability. */
const REFERENCE_PROBABILITY = 0.9;
const FALSE_ALARM = 1e-6;

/** A radar of a study with the numbers of one row of parameters. */
export function makeProblemRadar(radar: ProblemRadar, row: ParameterRow): Radar {
  const width_rad = row[radar.fieldOfView_rad]!;
  return {
    position: radar.position,
    faces: radar.faces_rad.map((azimuth_rad) => ({ azimuth_rad, width_rad })),
    detectionRange_m: row[radar.range_m]!,
    referenceCrossSection_m2: row[radar.referenceCrossSection_m2]!,
    referenceProbability: REFERENCE_PROBABILITY,
    falseAlarm: FALSE_ALARM,
    elevationMinimum_rad: row[radar.elevationMinimum_rad]!,
    elevationMaximum_rad: row[radar.elevationMaximum_rad]!,
    radiusFactor: EFFECTIVE_RADIUS_FACTOR,
    mask: [],
  };
}
