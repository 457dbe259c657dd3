/** Boltzmann's constant, exact since 2019 (BIPM, SI Brochure, 9th ed.), J/K. */
export const BOLTZMANN_JpK: number = 1.380649e-23;

/** Speed of light, exact, m/s. */
export const LIGHT_SPEED_mps: number = 299792458;

/** What the receiver adds up coherently: a pulse energy, or a peak power against a noise bandwidth matched to the pulse. */
export type Waveform =
  | { readonly pulseEnergy_J: number; readonly coherentPulses: number }
  | { readonly peakPower_W: number; readonly bandwidth_Hz: number; readonly coherentPulses: number };

/** Every term of the radar equation. Gains and losses are ratios of power, not decibels. */
export interface RadarTerms {
  readonly waveform: Waveform;
  /** Transmit gain on boresight. */
  readonly gain: number;
  /** Receive aperture times its efficiency. */
  readonly effectiveAperture_m2: number;
  /** Everything lost between transmitter and decision, two ways, 1 or more. */
  readonly loss: number;
  readonly noiseTemperature_K: number;
  /** Exponent n of the two-way loss cos^n with the angle off boresight; 0 for none. */
  readonly scanLossExponent: number;
}

/**
 * What the radar equation leaves of a radar: signal-to-noise ratio x range^4 / cross-section on boresight, m^2, and the scan loss.
 * Both routes end here, the terms (`sensitivityFromTerms`) and a published range (`calibrateRange`).
 */
export interface RadarSensitivity {
  readonly strength_m2: number;
  readonly scanLossExponent: number;
}

/** A range at which a target of a stated cross-section is known to be detected. */
export interface RangeCalibration {
  readonly detectionRange_m: number;
  readonly referenceCrossSection_m2: number;
  /** The signal-to-noise ratio that this detection is taken to need; see `requiredSnr`. */
  readonly snr: number;
  readonly scanLossExponent: number;
}

/** Gain of an aperture used whole: 4 pi A / lambda^2 (IEEE Std 145-2013). */
export function apertureGain(effectiveAperture_m2: number, frequency_Hz: number): number {
  const wavelength = LIGHT_SPEED_mps / frequency_Hz;
  return (4 * Math.PI * effectiveAperture_m2) / (wavelength * wavelength);
}

/**
 * SNR R^4 / sigma = E G A / ((4 pi)^2 k T L), with E the transmitted energy that one look adds coherently (Skolnik 2001,
 * Introduction to Radar Systems, 3rd ed., chapter 2; Curry 2005, Radar System Performance Modeling, 2nd ed., chapter 2).
 * A peak power counts as P / B a pulse: a filter matched to the pulse.
 */
export function sensitivityFromTerms(terms: RadarTerms): RadarSensitivity {
  const { waveform, gain, effectiveAperture_m2, loss, noiseTemperature_K, scanLossExponent } = terms;
  const pulse_J = "pulseEnergy_J" in waveform ? waveform.pulseEnergy_J : waveform.peakPower_W / waveform.bandwidth_Hz;
  const energy_J = pulse_J * waveform.coherentPulses;
  const noise_J = BOLTZMANN_JpK * noiseTemperature_K * loss;
  const strength_m2 = (energy_J * gain * effectiveAperture_m2) / (16 * Math.PI * Math.PI * noise_J);
  if (!(strength_m2 > 0 && strength_m2 < Infinity && loss >= 1))
    throw new RangeError(
      `sensitivityFromTerms: needs terms above 0 and a loss of 1 or more as a ratio, got strength ${strength_m2} m^2, loss ${loss}`,
    );
  return { strength_m2, scanLossExponent };
}

/** The sensitivity that a published detection range at a stated cross-section implies: SNR R^4 / sigma. */
export function calibrateRange(known: RangeCalibration): RadarSensitivity {
  const { detectionRange_m, referenceCrossSection_m2, snr, scanLossExponent } = known;
  const square = detectionRange_m * detectionRange_m;
  const strength_m2 = (snr * square * square) / referenceCrossSection_m2;
  if (!(strength_m2 > 0 && strength_m2 < Infinity))
    throw new RangeError(
      `calibrateRange: needs range, cross-section and SNR above 0, got ${detectionRange_m} m, ${referenceCrossSection_m2} m^2, ${snr}`,
    );
  return { strength_m2, scanLossExponent };
}

/** Mean signal-to-noise power ratio of a look at a target, `offBoresight_rad` away from the boresight. Allocates nothing. */
export function snrAt(
  sensitivity: RadarSensitivity,
  range_m: number,
  rcs_m2: number,
  offBoresight_rad: number = 0,
): number {
  const square = range_m * range_m;
  const loss = scanGain(sensitivity.scanLossExponent, Math.cos(offBoresight_rad));
  return (loss * sensitivity.strength_m2 * rcs_m2) / (square * square);
}

/** Range at which a target gives a signal-to-noise ratio: the fourth-root law, m. */
export function rangeAtSnr(
  sensitivity: RadarSensitivity,
  snr: number,
  rcs_m2: number,
  offBoresight_rad: number = 0,
): number {
  const loss = scanGain(sensitivity.scanLossExponent, Math.cos(offBoresight_rad));
  return Math.sqrt(Math.sqrt((loss * sensitivity.strength_m2 * rcs_m2) / snr));
}

/**
 * The share of the boresight signal-to-noise ratio that is left at an angle off boresight of the given cosine: cos^n, 0 behind the
 * face. n = 2 for projected area alone, about 3 for elements of a real array (Skolnik 2001, chapter 9).
 */
export function scanGain(exponent: number, cosine: number): number {
  if (exponent === 0) return 1;
  return cosine > 0 ? Math.exp(exponent * Math.log(cosine)) : 0;
}
