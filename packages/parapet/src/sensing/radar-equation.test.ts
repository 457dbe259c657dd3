import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type RadarTerms,
  apertureGain,
  calibrateRange,
  rangeAtSnr,
  sensitivityFromTerms,
  snrAt,
} from "./radar-equation.ts";

const terms: RadarTerms = {
  waveform: { pulseEnergy_J: 400, coherentPulses: 20 },
  gain: 90_000,
  effectiveAperture_m2: 7,
  loss: 6,
  noiseTemperature_K: 500,
  scanLossExponent: 3,
};
const positive = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

describe("radar equation", () => {
  it("lets range grow as the fourth root of the cross-section", () => {
    fc.assert(
      fc.property(positive(1e-4, 100), positive(1.01, 100), positive(0.1, 1000), (rcs, factor, snr) => {
        const s = sensitivityFromTerms(terms);
        const grown = rangeAtSnr(s, snr, rcs * factor) / rangeAtSnr(s, snr, rcs);
        expect(Math.abs(grown - Math.sqrt(Math.sqrt(factor)))).toBeLessThan(1e-12);
      }),
    );
  });

  it("gives at its range the signal-to-noise ratio asked for, at any scan angle", () => {
    fc.assert(
      fc.property(positive(1e-3, 10), positive(1, 100), positive(0, 1.2), (rcs, snr, off) => {
        const s = sensitivityFromTerms(terms);
        expect(Math.abs(snrAt(s, rangeAtSnr(s, snr, rcs, off), rcs, off) / snr - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  it("agrees between the terms and a range calculated from them", () => {
    const s = sensitivityFromTerms(terms);
    const known = calibrateRange({
      detectionRange_m: rangeAtSnr(s, 17, 0.3),
      referenceCrossSection_m2: 0.3,
      snr: 17,
      scanLossExponent: 3,
    });
    expect(Math.abs(known.strength_m2 / s.strength_m2 - 1)).toBeLessThan(1e-12);
    expect(snrAt(known, 8e5, 0.02, 0.7) / snrAt(s, 8e5, 0.02, 0.7)).toBeCloseTo(1, 12);
  });

  it("takes a peak power against a matched bandwidth for the same pulse energy", () => {
    const peak = { peakPower_W: 400_000, bandwidth_Hz: 1000, coherentPulses: 20 };
    expect(sensitivityFromTerms({ ...terms, waveform: peak }).strength_m2).toBeCloseTo(
      sensitivityFromTerms(terms).strength_m2,
      -20,
    );
  });

  it("loses signal off boresight as cos^n and all of it behind the face", () => {
    const s = sensitivityFromTerms(terms);
    expect(snrAt(s, 1e6, 1, Math.PI / 3) / snrAt(s, 1e6, 1)).toBeCloseTo(1 / 8, 12);
    expect(snrAt(s, 1e6, 1, 0.6 * Math.PI)).toBe(0);
  });

  it("gives an aperture of one square wavelength a gain of 4 pi", () => {
    expect(apertureGain(1, 299792458)).toBeCloseTo(4 * Math.PI, 12);
  });

  it("refuses a loss in decibels below one and a range of nothing", () => {
    expect(() => sensitivityFromTerms({ ...terms, loss: 0.5 })).toThrow(/loss 0.5/);
    expect(() =>
      calibrateRange({ detectionRange_m: 1e6, referenceCrossSection_m2: 0, snr: 1, scanLossExponent: 0 }),
    ).toThrow(/0 m\^2/);
  });
});
