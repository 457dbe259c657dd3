import type { Geodetic } from "../earth/model.ts";
import { type Detector, type Swerling, makeDetector, requiredSnr } from "./detection.ts";
import type { Face } from "./face.ts";
import { type RadarSensitivity, calibrateRange } from "./radar-equation.ts";
import type { MaskPoint, Refraction } from "./visibility.ts";

/**
 * A radar calibrated on a published range: it detects a target of `referenceCrossSection_m2` at `detectionRange_m` on boresight
 * with the probability `referenceProbability` in one look at false-alarm probability `falseAlarm`.
 */
export interface Radar {
  readonly position: Geodetic;
  readonly faces: readonly Face[];
  readonly detectionRange_m: number;
  readonly referenceCrossSection_m2: number;
  readonly referenceProbability: number;
  readonly falseAlarm: number;
  /** Fluctuation of the targets; Swerling I when not given. */
  readonly fluctuation?: Swerling;
  /** Pulses added non-coherently in one look; 1 when not given. */
  readonly pulses?: number;
  /** Exponent of the two-way scan loss cos^n; no loss when not given. */
  readonly scanLossExponent?: number;
  /** Range beyond which the radar does not look, however strong the echo; none when not given. */
  readonly instrumentedRange_m?: number;
  readonly elevationMinimum_rad: number;
  readonly elevationMaximum_rad: number;
  /** Earth radius factor of the refraction; 1 for none. */
  readonly radiusFactor: number;
  /** "effective-radius" when not given. */
  readonly refraction?: Refraction;
  /** Terrain by azimuth; empty for a clear horizon. */
  readonly mask: readonly MaskPoint[];
}

/** The detector of one look of a radar. */
export function makeRadarDetector(radar: Radar): Detector {
  return makeDetector({
    falseAlarm: radar.falseAlarm,
    pulses: radar.pulses ?? 1,
    fluctuation: radar.fluctuation ?? 1,
  });
}

/** The sensitivity that the published range of a radar implies. */
export function radarSensitivity(radar: Radar): RadarSensitivity {
  return calibrateRange({
    detectionRange_m: radar.detectionRange_m,
    referenceCrossSection_m2: radar.referenceCrossSection_m2,
    snr: requiredSnr(makeRadarDetector(radar), radar.referenceProbability),
    scanLossExponent: radar.scanLossExponent ?? 0,
  });
}

/** Range at which the radar sees a cross-section on boresight as well as its reference one: the fourth-root law, m. */
export function detectionRangeFor(radar: Radar, rcs_m2: number): number {
  return radar.detectionRange_m * Math.sqrt(Math.sqrt(rcs_m2 / radar.referenceCrossSection_m2));
}
