import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WGS84 } from "../earth/model.ts";
import {
  horizonDip,
  maskElevation,
  maskFromPeaks,
  prepareMask,
  refractedElevation,
  wholeAtmosphereBending,
} from "./visibility.ts";

const degree = Math.PI / 180;

describe("terrain mask", () => {
  const mask = prepareMask([
    { azimuth_rad: 300 * degree, elevation_rad: 4 * degree },
    { azimuth_rad: 20 * degree, elevation_rad: 0 },
    { azimuth_rad: 100 * degree, elevation_rad: 2 * degree },
  ]);

  it("is linear between its directions, also across north", () => {
    expect(maskElevation(mask, 60 * degree) / degree).toBeCloseTo(1, 12);
    expect(maskElevation(mask, 200 * degree) / degree).toBeCloseTo(3, 12);
    expect(maskElevation(mask, 340 * degree) / degree).toBeCloseTo(2, 12);
    expect(maskElevation(mask, -20 * degree) / degree).toBeCloseTo(2, 12);
    expect(maskElevation(mask, 0) / degree).toBeCloseTo(1, 12);
    expect(maskElevation(mask, 100 * degree) / degree).toBeCloseTo(2, 12);
  });

  it("hides nothing when it is empty and is level with one direction", () => {
    expect(maskElevation(prepareMask([]), 1)).toBe(-Math.PI / 2);
    expect(maskElevation(prepareMask([{ azimuth_rad: 1, elevation_rad: 0.1 }]), 4)).toBe(0.1);
  });

  it("of peaks has each peak at its azimuth and nothing away from them", () => {
    const peaks = [
      { azimuth_rad: 1 * degree, distance_m: 9600, height_m: 715, halfWidth_rad: 5 * degree },
      { azimuth_rad: 4 * degree, distance_m: 20_000, height_m: 300, halfWidth_rad: 6 * degree },
    ];
    const prepared = prepareMask(maskFromPeaks(peaks));
    expect(maskElevation(prepared, 1 * degree)).toBeCloseTo(Math.atan(715 / 9600), 12);
    expect(maskElevation(prepared, 9.9 * degree)).toBeLessThan(0.02 * degree);
    expect(maskElevation(prepared, 180 * degree)).toBeCloseTo(0, 12);
    expect(maskElevation(prepared, -3.5 * degree)).toBeCloseTo(0.1 * Math.atan(715 / 9600), 4);
  });

  it("does not depend on where north is", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 7, noNaN: true }),
        fc.double({ min: 0, max: 7, noNaN: true }),
        (turn, at) => {
          const points = [0.3, 2, 4.4].map((azimuth_rad, i) => ({ azimuth_rad, elevation_rad: 0.1 * i }));
          const turned = points.map((p) => ({ ...p, azimuth_rad: p.azimuth_rad + turn }));
          expect(maskElevation(prepareMask(turned), at + turn)).toBeCloseTo(maskElevation(prepareMask(points), at), 9);
        },
      ),
    );
  });
});

const by = (refraction: "effective-radius" | "bounded") => ({ refraction, radiusFactor: 4 / 3, earth: WGS84 });

describe("refraction", () => {
  it("bends a ray through the whole atmosphere most at the horizon, as ITU-R P.834 tabulates", () => {
    // By the formula for the apparent elevation of the same recommendation, 1/(1.314 + 0.6437 t + 0.02869 t^2) deg at sea level.
    for (const apparent of [0, 1, 3, 5, 8]) {
      const bending = 1 / (1.314 + 0.6437 * apparent + 0.02869 * apparent * apparent);
      expect(Math.abs(wholeAtmosphereBending((apparent - bending) * degree) / degree - bending)).toBeLessThan(0.02);
    }
  });

  it("is the same for both rules at short range, and bounded at long range", () => {
    expect(refractedElevation(0, 3e5, by("bounded"))).toBe(refractedElevation(0, 3e5, by("effective-radius")));
    const far = refractedElevation(0, 1.5e6, by("bounded"));
    expect(far).toBeLessThan(refractedElevation(0, 1.5e6, by("effective-radius")));
    expect(far / degree).toBeCloseTo(1 / 1.728, 12);
  });

  it("lowers the sea horizon with the root of the height", () => {
    expect(horizonDip(0)).toBe(0);
    expect(horizonDip(-5)).toBe(0);
    expect(horizonDip(100) / degree).toBeCloseTo(-0.278, 3);
    expect(horizonDip(400) / horizonDip(100)).toBeCloseTo(2, 12);
  });
});
