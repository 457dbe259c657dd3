import type { RandomStream } from "../math/random.ts";
import { LIGHT_SPEED_mps } from "./radar-equation.ts";

/** What a radar's measurement errors come from. */
export interface MeasurementTerms {
  /** Bandwidth of the signal that measures range. */
  readonly bandwidth_Hz: number;
  /** Half-power beam widths on boresight, broadside to azimuth and to elevation. */
  readonly azimuthWidth_rad: number;
  readonly elevationWidth_rad: number;
  /** Slope of the monopulse difference pattern, k_m: 1.6 is typical (Barton 2013; Curry 2005, chapter 8). */
  readonly monopulseSlope: number;
  readonly wavelength_m: number;
  /** Time over which a dwell is coherent, for Doppler. */
  readonly coherentTime_s: number;
  /** Random errors that no signal-to-noise ratio removes. */
  readonly rangeFloor_m: number;
  readonly angleFloor_rad: number;
  readonly rangeRateFloor_mps: number;
  /** Standard deviations of the errors that stay the same for all measurements of one radar. */
  readonly rangeBias_m: number;
  readonly angleBias_rad: number;
  readonly rangeRateBias_mps: number;
}

/** Standard deviations of one measurement: range (m), azimuth and elevation (rad), range rate (m/s). */
export interface MeasurementSigmas {
  readonly range_m: number;
  readonly azimuth_rad: number;
  readonly elevation_rad: number;
  readonly rangeRate_mps: number;
}

/** Length of an array that holds a measurement: range (m), azimuth (rad), elevation (rad), range rate (m/s). */
export const MEASUREMENT_SIZE = 4;

/** Range error from noise: c / 2B / sqrt(2 SNR) (Curry 2005, chapter 8; Skolnik 2001, section 6.3), m. */
export function rangeSigma(bandwidth_Hz: number, snr: number): number {
  return LIGHT_SPEED_mps / (2 * bandwidth_Hz) / Math.sqrt(2 * snr);
}

/**
 * Angle error of a monopulse radar from noise: theta_3 / (k_m sqrt(2 SNR)) (Barton 2013, Radar Equations for Modern Radar, chapter 10;
 * Skolnik 2001, chapter 4), rad. Off boresight the beam of an array is wider by 1/cos.
 */
export function angleSigma(beamWidth_rad: number, monopulseSlope: number, snr: number, offBoresight_rad = 0): number {
  return beamWidth_rad / (Math.cos(offBoresight_rad) * monopulseSlope * Math.sqrt(2 * snr));
}

/** Range-rate error from noise: lambda / 2 tau / sqrt(2 SNR), tau the coherent time (Curry 2005, chapter 8), m/s. */
export function rangeRateSigma(wavelength_m: number, coherentTime_s: number, snr: number): number {
  return wavelength_m / (2 * coherentTime_s) / Math.sqrt(2 * snr);
}

/**
 * Writes the standard deviations of a measurement's random errors into `out`: noise and floor added as squares. Azimuth is the angle around the
 * vertical, so its error grows with 1/cos elevation. Valid for a signal-to-noise ratio of about 10 and more; below, the true errors are larger
 * (Barton 2013). Allocates nothing.
 */
export function measurementSigmasInto(
  out: Float64Array,
  terms: MeasurementTerms,
  snr: number,
  elevation_rad: number,
  offBoresight_rad: number,
): void {
  const { angleFloor_rad, monopulseSlope } = terms;
  const azimuth = angleSigma(terms.azimuthWidth_rad, monopulseSlope, snr, offBoresight_rad);
  const elevation = angleSigma(terms.elevationWidth_rad, monopulseSlope, snr, offBoresight_rad);
  out[0] = addSquares(rangeSigma(terms.bandwidth_Hz, snr), terms.rangeFloor_m);
  out[1] = addSquares(azimuth, angleFloor_rad) / Math.max(1e-6, Math.cos(elevation_rad));
  out[2] = addSquares(elevation, angleFloor_rad);
  out[3] = addSquares(rangeRateSigma(terms.wavelength_m, terms.coherentTime_s, snr), terms.rangeRateFloor_mps);
}

/** The standard deviations of a measurement's random errors; see `measurementSigmasInto`. */
export function measurementSigmas(
  terms: MeasurementTerms,
  look: { readonly snr: number; readonly elevation_rad: number; readonly offBoresight_rad: number },
): MeasurementSigmas {
  const out = new Float64Array(MEASUREMENT_SIZE);
  measurementSigmasInto(out, terms, look.snr, look.elevation_rad, look.offBoresight_rad);
  return { range_m: out[0]!, azimuth_rad: out[1]!, elevation_rad: out[2]!, rangeRate_mps: out[3]! };
}

/** Draws the errors that stay with a radar for a whole trial, into `out`. Takes four normal numbers. */
export function drawBiasInto(out: Float64Array, terms: MeasurementTerms, stream: Pick<RandomStream, "normal">): void {
  out[0] = terms.rangeBias_m * stream.normal();
  out[1] = terms.angleBias_rad * stream.normal();
  out[2] = terms.angleBias_rad * stream.normal();
  out[3] = terms.rangeRateBias_mps * stream.normal();
}

/**
 * Draws a measurement of a true range, azimuth, elevation and range rate into `out`, which may be `truth`: truth + bias + normal errors.
 * Takes four normal numbers of the stream whatever the sigmas, so that streams stay in step. Allocates nothing.
 */
export function drawMeasurementInto(
  out: Float64Array,
  truth: Float64Array,
  sigmas: Float64Array,
  bias: Float64Array,
  stream: Pick<RandomStream, "normal">,
): void {
  for (let i = 0; i < MEASUREMENT_SIZE; i++) out[i] = truth[i]! + bias[i]! + sigmas[i]! * stream.normal();
}

function addSquares(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}
