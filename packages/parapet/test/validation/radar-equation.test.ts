// Lewis, G. and Postol, T. (2012), Ballistic Missile Defense: Radar Range Calculations for the AN/TPY-2 X-Band and NAS Proposed GBX Radars, 21 September 2012.
// Their waveform (20 pulses of 1 ms at 200 Hz, integrated coherently over a dwell of 100 ms) and aperture efficiency 0.8; aperture 9.2 m^2, average
// power 81 kW at 9.5 GHz, noise temperature 500 K and loss 8 dB are attributed or assumed. The ranges are an independent evaluation of the same figures.
import { describe, expect, it } from "vitest";
import {
  type RadarTerms,
  apertureGain,
  calibrateRange,
  rangeAtSnr,
  sensitivityFromTerms,
  snrAt,
} from "../../src/sensing/radar-equation.ts";

const effectiveAperture_m2 = 0.8 * 9.2;
const tpy2: RadarTerms = {
  // 81 kW on average for 100 ms: 8.1 kJ in 20 pulses.
  waveform: { pulseEnergy_J: (81_000 * 0.1) / 20, coherentPulses: 20 },
  gain: apertureGain(effectiveAperture_m2, 9.5e9),
  effectiveAperture_m2,
  loss: Math.exp(0.8 * Math.LN10),
  noiseTemperature_K: 500,
  scanLossExponent: 0,
};

const RANGES_KM: readonly (readonly [snr: number, rcs_m2: number, range_km: number])[] = [
  [20, 0.01, 797],
  [20, 0.1, 1416],
  [20, 1, 2519],
  [10, 0.01, 947],
  [10, 0.1, 1684],
  [10, 1, 2995],
];

describe("AN/TPY-2 by the radar equation", () => {
  const sensitivity = sensitivityFromTerms(tpy2);

  it("has 7.36 m^2 of effective aperture and a gain of 49.7 dB", () => {
    expect(effectiveAperture_m2).toBeCloseTo(7.36, 10);
    expect(10 * Math.log10(tpy2.gain)).toBeCloseTo(49.7, 1);
  });

  it("reaches the ranges computed from the same figures, within their rounding to 1 km", () => {
    for (const [snr, rcs_m2, range_km] of RANGES_KM)
      expect(Math.abs(rangeAtSnr(sensitivity, snr, rcs_m2) / 1000 - range_km)).toBeLessThan(1);
  });

  it("agrees with the route by a published range: 1,416 km at 0.1 m^2 gives the other five", () => {
    const calibrated = calibrateRange({
      detectionRange_m: 1_416_000,
      referenceCrossSection_m2: 0.1,
      snr: 20,
      scanLossExponent: 0,
    });
    expect(Math.abs(calibrated.strength_m2 / sensitivity.strength_m2 - 1)).toBeLessThan(0.005);
    for (const [snr, rcs_m2, range_km] of RANGES_KM) {
      expect(Math.abs(rangeAtSnr(calibrated, snr, rcs_m2) / 1000 - range_km)).toBeLessThan(2);
      expect(Math.abs(snrAt(calibrated, range_km * 1000, rcs_m2) / snr - 1)).toBeLessThan(0.005);
    }
  });

  it("reaches 8^(1/4) = 1.68 times as far when stacked: twice the power, gain and receive area", () => {
    const stacked = sensitivityFromTerms({
      ...tpy2,
      waveform: { pulseEnergy_J: (2 * 81_000 * 0.1) / 20, coherentPulses: 20 },
      gain: 2 * tpy2.gain,
      effectiveAperture_m2: 2 * tpy2.effectiveAperture_m2,
    });
    const factor = rangeAtSnr(stacked, 20, 0.1) / rangeAtSnr(sensitivity, 20, 0.1);
    expect(factor).toBeCloseTo(Math.sqrt(Math.sqrt(8)), 12);
    expect(factor).toBeCloseTo(1.68, 2);
  });
});

describe("SPY-7 against SPY-1", () => {
  it("with more than twice the range needs 12 dB more sensitivity", () => {
    const gain = calibrateRange({ detectionRange_m: 2e6, referenceCrossSection_m2: 1, snr: 20, scanLossExponent: 0 });
    const base = calibrateRange({ detectionRange_m: 1e6, referenceCrossSection_m2: 1, snr: 20, scanLossExponent: 0 });
    expect(10 * Math.log10(gain.strength_m2 / base.strength_m2)).toBeCloseTo(12.04, 2);
  });
});
