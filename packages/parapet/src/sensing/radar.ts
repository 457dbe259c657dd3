import type { Geodetic } from "../earth/model.ts";

/** One antenna face: it looks where the angle in azimuth from its boresight is at most half its width. */
export interface Face {
  readonly azimuth_rad: number;
  readonly width_rad: number;
}

/** Lowest elevation that terrain leaves open in a direction; between two directions linear. */
export interface MaskPoint {
  readonly azimuth_rad: number;
  readonly elevation_rad: number;
}

/**
 * A radar calibrated on a published range: it detects a target of `referenceCrossSection_m2` at `detectionRange_m` with the
 * single-look probability `referenceProbability` at false-alarm probability `falseAlarm`.
 */
export interface Radar {
  readonly position: Geodetic;
  readonly faces: readonly Face[];
  readonly detectionRange_m: number;
  readonly referenceCrossSection_m2: number;
  readonly referenceProbability: number;
  readonly falseAlarm: number;
  readonly elevationMinimum_rad: number;
  readonly elevationMaximum_rad: number;
  /** Earth radius factor of the refraction; 1 for none. */
  readonly radiusFactor: number;
  /** Terrain by rising azimuth; empty for a clear horizon. */
  readonly mask: readonly MaskPoint[];
}

/** Range at which the radar would see a cross-section as well as it sees its reference one: the fourth-root law. */
export function detectionRangeFor(radar: Radar, rcs_m2: number): number {
  return radar.detectionRange_m * Math.sqrt(Math.sqrt(rcs_m2 / radar.referenceCrossSection_m2));
}
