import { LIGHT_SPEED_mps } from "../sensing/radar-equation.ts";
import type { MeasurementTerms } from "../sensing/measure.ts";

/** Slope of the monopulse difference pattern (Barton 2013, Radar Equations for Modern Radar, chapter 10). */
const MONOPULSE_SLOPE = 1.6;
/** No echo, however strong, is split finer than this part of a beam, nor than this part of a range cell (Curry 2005, chapter 8). */
const FINEST_SPLIT = 50;
/** Of errors that stay the same for a whole trial, against the finest random ones: alignment and calibration. */
const BIAS_SHARE = 0.5;
const RANGE_BIAS_m = 10;

/** What the measurement errors of a radar come from, out of its published beam width, frequency and bandwidth. */
export function measurementTerms(radar: {
  readonly beamWidth_rad: number;
  readonly frequency_Hz: number;
  readonly bandwidth_Hz: number;
  readonly dwell_s: number;
}): MeasurementTerms {
  const cell_m = LIGHT_SPEED_mps / (2 * radar.bandwidth_Hz);
  const angleFloor_rad = radar.beamWidth_rad / FINEST_SPLIT;
  return {
    bandwidth_Hz: radar.bandwidth_Hz,
    azimuthWidth_rad: radar.beamWidth_rad,
    elevationWidth_rad: radar.beamWidth_rad,
    monopulseSlope: MONOPULSE_SLOPE,
    wavelength_m: LIGHT_SPEED_mps / radar.frequency_Hz,
    coherentTime_s: radar.dwell_s,
    rangeFloor_m: cell_m / FINEST_SPLIT,
    angleFloor_rad,
    rangeRateFloor_mps: 0,
    rangeBias_m: RANGE_BIAS_m,
    angleBias_rad: BIAS_SHARE * angleFloor_rad,
    rangeRateBias_mps: 0,
  };
}
