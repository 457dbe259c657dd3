import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeStream } from "../math/random.ts";
import {
  MEASUREMENT_SIZE,
  type MeasurementTerms,
  angleSigma,
  drawBiasInto,
  drawMeasurementInto,
  measurementSigmas,
  rangeRateSigma,
  rangeSigma,
} from "./measure.ts";

const terms: MeasurementTerms = {
  bandwidth_Hz: 1e6,
  azimuthWidth_rad: 0.01,
  elevationWidth_rad: 0.02,
  monopulseSlope: 1.6,
  wavelength_m: 0.03,
  coherentTime_s: 0.1,
  rangeFloor_m: 0,
  angleFloor_rad: 0,
  rangeRateFloor_mps: 0,
  rangeBias_m: 10,
  angleBias_rad: 1e-4,
  rangeRateBias_mps: 0.5,
};

const sigmasAt = (elevation_rad: number, offBoresight_rad: number): ReturnType<typeof measurementSigmas> =>
  measurementSigmas(terms, { snr: 20, elevation_rad, offBoresight_rad });

const draw = (): Float64Array => {
  const out = new Float64Array(MEASUREMENT_SIZE);
  const sigmas = Float64Array.of(1, 1, 1, 1);
  drawMeasurementInto(out, new Float64Array(4), sigmas, new Float64Array(4), makeStream(1, 2, "same"));
  return out;
};

describe("measurement errors", () => {
  it("have the resolution over the root of twice the signal-to-noise ratio", () => {
    expect(rangeSigma(149896229, 0.5)).toBeCloseTo(1, 12);
    expect(rangeSigma(1e6, 50)).toBeCloseTo(14.9896229, 7);
    expect(angleSigma(0.016, 1.6, 50)).toBeCloseTo(0.001, 12);
    expect(rangeRateSigma(0.03, 0.1, 50)).toBeCloseTo(0.015, 12);
  });

  it("fall by half for four times the signal, down to their floor", () => {
    fc.assert(
      fc.property(fc.double({ min: 5, max: 1e5, noNaN: true }), (snr) => {
        const at = (snr: number, t: MeasurementTerms = terms): number =>
          measurementSigmas(t, { snr, elevation_rad: 0.3, offBoresight_rad: 0.4 }).range_m;
        expect(at(4 * snr) / at(snr)).toBeCloseTo(0.5, 12);
        expect(at(snr, { ...terms, rangeFloor_m: 3 })).toBeGreaterThanOrEqual(3);
      }),
    );
    const floored = measurementSigmas(
      { ...terms, angleFloor_rad: 1e-4 },
      { snr: 1e12, elevation_rad: 0, offBoresight_rad: 0 },
    );
    expect(floored.elevation_rad).toBeCloseTo(1e-4, 9);
  });

  it("grow off boresight, and in azimuth with elevation", () => {
    expect(sigmasAt(0, Math.PI / 3).elevation_rad / sigmasAt(0, 0).elevation_rad).toBeCloseTo(2, 12);
    expect(sigmasAt(Math.PI / 3, 0).azimuth_rad / sigmasAt(0, 0).azimuth_rad).toBeCloseTo(2, 12);
    expect(sigmasAt(Math.PI / 3, 0).elevation_rad).toBe(sigmasAt(0, 0).elevation_rad);
  });

  it("are drawn with the spread they should have, around the truth and the bias", () => {
    const stream = makeStream(5, 2, "measurement");
    const bias = new Float64Array(MEASUREMENT_SIZE);
    drawBiasInto(bias, terms, stream);
    const truth = Float64Array.of(8e5, 1, 0.2, -4000);
    const sigmas = Float64Array.of(15, 1e-3, 2e-3, 0.5);
    const out = new Float64Array(MEASUREMENT_SIZE);
    const n = 20_000;
    const sum = [0, 0, 0, 0];
    const squares = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      drawMeasurementInto(out, truth, sigmas, bias, stream);
      for (let k = 0; k < 4; k++) {
        const e = (out[k]! - truth[k]! - bias[k]!) / sigmas[k]!;
        sum[k]! += e;
        squares[k]! += e * e;
      }
    }
    for (let k = 0; k < 4; k++) {
      expect(Math.abs(sum[k]! / n)).toBeLessThan(4 / Math.sqrt(n));
      expect(Math.abs(squares[k]! / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    }
  });

  it("are the same for the same stream", () => {
    expect(draw()).toEqual(draw());
    expect(new Set(draw()).size).toBe(4);
  });
});
