import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countBeamPositions,
  frameTime,
  looksWhileCrossing,
  planCuedSearch,
  searchRange,
  sectorSolidAngle,
} from "./search.ts";

const degree = Math.PI / 180;
const beam = { azimuthWidth_rad: 1 * degree, elevationWidth_rad: 1 * degree, spacing: 1 };

const fence = (elevation: number): number =>
  countBeamPositions(
    {
      azimuthWidth_rad: 120 * degree,
      elevationLow_rad: (elevation - 0.5) * degree,
      elevationHigh_rad: (elevation + 0.5) * degree,
    },
    beam,
  );

const count = (w: number, h: number, b: number): number =>
  countBeamPositions(
    { azimuthWidth_rad: w, elevationLow_rad: 0, elevationHigh_rad: h },
    { azimuthWidth_rad: b, elevationWidth_rad: 0.02, spacing: 1 },
  );

describe("search", () => {
  it("of a fence takes its width in beams, fewer high up", () => {
    expect(fence(0)).toBe(120);
    expect(fence(60)).toBe(60);
    expect(frameTime(fence(0), 0.02)).toBeCloseTo(2.4, 12);
    expect(frameTime(120, 0.02, 0.5)).toBeCloseTo(4.8, 12);
    expect(frameTime(120, 0.02, 0)).toBe(Infinity);
  });

  it("of a volume tends to its solid angle over the beam's", () => {
    const sector = { azimuthWidth_rad: 120 * degree, elevationLow_rad: 0, elevationHigh_rad: 60 * degree };
    const small = { azimuthWidth_rad: 0.1 * degree, elevationWidth_rad: 0.1 * degree, spacing: 0.8 };
    const ideal = sectorSolidAngle(sector) / (0.08 * degree * 0.08 * degree);
    expect(countBeamPositions(sector, small) / ideal).toBeGreaterThan(0.999);
    expect(countBeamPositions(sector, small) / ideal).toBeLessThan(1.002);
  });

  it("never takes fewer positions for a larger sector or a narrower beam", () => {
    const size = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(size, size, size, (width, height, more) => {
        expect(count(width + more, height, 0.02)).toBeGreaterThanOrEqual(count(width, height, 0.02));
        expect(count(width, height, 0.02)).toBeGreaterThanOrEqual(count(width, height, 0.02 + more));
      }),
    );
  });

  it("gives a slow target more looks in the fence", () => {
    expect(looksWhileCrossing({ height_rad: 0.02, elevationRate_radps: 0.002, frame_s: 2.4 })).toBe(4);
    expect(looksWhileCrossing({ height_rad: 0.02, elevationRate_radps: 0.02, frame_s: 2.4 })).toBe(0);
  });

  it("reaches further with the fourth root of power, aperture, time and cross-section", () => {
    const terms = {
      averagePower_W: 5e4,
      effectiveAperture_m2: 8,
      rcs_m2: 0.1,
      frame_s: 10,
      solidAngle_sr: 1,
      noiseTemperature_K: 500,
      loss: 10,
      snr: 20,
    };
    const base = searchRange(terms);
    for (const name of ["averagePower_W", "effectiveAperture_m2", "rcs_m2", "frame_s"] as const)
      expect(searchRange({ ...terms, [name]: 16 * terms[name] }) / base).toBeCloseTo(2, 12);
    expect(searchRange({ ...terms, solidAngle_sr: 16 }) / base).toBeCloseTo(0.5, 12);
  });

  it("of a cue costs one beam when the cue is good and its box when it is not", () => {
    const options = { beam, elevation_rad: 0, sigmas: 3, dwell_s: 0.05 };
    const good = planCuedSearch({ azimuthSigma_rad: 0.1 * degree, elevationSigma_rad: 0.1 * degree }, options);
    expect(good.positions).toBe(1);
    expect(good.containment).toBeCloseTo(1 - Math.exp(-4.5), 12);
    const poor = planCuedSearch({ azimuthSigma_rad: 2 * degree, elevationSigma_rad: 0.5 * degree }, options);
    expect(poor.positions).toBe(36);
    expect(poor.time_s).toBeCloseTo(1.8, 12);
  });
});
