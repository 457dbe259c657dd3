import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solveDirect, solveInverse } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import { makeStream } from "../math/random.ts";
import { impactEllipse, landShare, outlineEllipse } from "./impact-ellipse.ts";

const CENTRE: Geodetic = { latitude_rad: 0.6, longitude_rad: 2.3, altitude_m: 0 };

/** Impacts that spread normally: `major_m` along the azimuth, `minor_m` across it. */
function scatter(count: number, major_m: number, minor_m: number, azimuth_rad: number, seed = 1): Geodetic[] {
  const stream = makeStream(seed, 0, "test");
  return Array.from({ length: count }, () => {
    const [along, across] = [major_m * stream.normal(), minor_m * stream.normal()];
    return solveDirect(CENTRE, azimuth_rad + Math.atan2(across, along), Math.hypot(along, across));
  });
}

describe("impactEllipse", () => {
  const points = scatter(20_000, 5000, 1500, 0.7);
  const ellipse = impactEllipse(points);

  it("finds the centre, the axes and the direction of a normal spread", () => {
    expect(solveInverse(CENTRE, ellipse.centre).distance_m).toBeLessThan(150);
    expect(ellipse.standardMajor_m / 5000).toBeCloseTo(1, 1);
    expect(ellipse.standardMinor_m / 1500).toBeCloseTo(1, 1);
    expect(ellipse.azimuth_rad).toBeCloseTo(0.7, 1);
  });

  it("holds its share of them", () => {
    expect(ellipse.half.shareInside).toBeCloseTo(0.5, 1);
    expect(Math.abs(ellipse.most.shareInside - 0.95)).toBeLessThan(0.006);
    expect(ellipse.half.semiMajor_m / ellipse.standardMajor_m).toBeCloseTo(Math.sqrt(2 * Math.LN2), 9);
  });

  it("turns with the points and grows with them", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3.1, noNaN: true }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (turn, factor) => {
          const a = impactEllipse(scatter(200, 4000, 1000, 0));
          const b = impactEllipse(scatter(200, 4000 * factor, 1000 * factor, turn));
          expect(b.standardMajor_m / a.standardMajor_m / factor).toBeCloseTo(1, 3);
          const difference = b.azimuth_rad - a.azimuth_rad - turn;
          expect(Math.abs(Math.sin(difference))).toBeLessThan(0.01);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("takes impacts on both sides of the date line", () => {
    const over = [-0.001, 0, 0.0005, 0.001].map((offset) => ({
      latitude_rad: 0.1,
      longitude_rad: offset < 0 ? Math.PI + offset : -Math.PI + offset,
      altitude_m: 0,
    }));
    expect(impactEllipse(over).standardMajor_m).toBeLessThan(10_000);
  });

  it("becomes a line or a point where the impacts do", () => {
    const line = [0, 1000, 2000, 3000].map((distance) => solveDirect(CENTRE, 1, distance));
    const flat = impactEllipse(line);
    expect(flat.standardMinor_m).toBeLessThan(0.1);
    expect(flat.azimuth_rad).toBeCloseTo(1, 3);
    const same = impactEllipse([CENTRE, CENTRE, CENTRE]);
    expect(same.standardMajor_m).toBeLessThan(1e-6);
    expect(() => impactEllipse([CENTRE, CENTRE])).toThrow(/three impacts/);
  });

  it("has an outline through the ends of its axes", () => {
    const outline = outlineEllipse(ellipse, "most");
    const distances = outline.map((place) => solveInverse(ellipse.centre, place).distance_m);
    expect(Math.max(...distances) / ellipse.most.semiMajor_m).toBeCloseTo(1, 6);
    expect(Math.min(...distances) / ellipse.most.semiMinor_m).toBeCloseTo(1, 6);
    expect(solveInverse(ellipse.centre, outline[0]!).azimuth_rad).toBeCloseTo(ellipse.azimuth_rad, 6);
  });
});

describe("landShare", () => {
  const ellipse = impactEllipse(scatter(500, 5000, 1500, 0.7));
  it("is a half for a coast through the centre, and all or nothing without one", () => {
    const { longitude_rad } = ellipse.centre;
    expect(landShare(ellipse, "most", (place) => place.longitude_rad > longitude_rad)).toBeCloseTo(0.5, 2);
    expect(landShare(ellipse, "most", () => true)).toBe(1);
    expect(landShare(ellipse, "half", () => false)).toBe(0);
  });
  it("is the ratio of areas for land that is the smaller ellipse", () => {
    const { half, most } = ellipse;
    const inner = (place: Geodetic): boolean => {
      const { distance_m, azimuth_rad } = solveInverse(ellipse.centre, place);
      const along = (distance_m * Math.cos(azimuth_rad - ellipse.azimuth_rad)) / half.semiMajor_m;
      const across = (distance_m * Math.sin(azimuth_rad - ellipse.azimuth_rad)) / half.semiMinor_m;
      return along * along + across * across < 1;
    };
    const ratio = (half.semiMajor_m * half.semiMinor_m) / (most.semiMajor_m * most.semiMinor_m);
    expect(landShare(ellipse, "most", inner)).toBeCloseTo(ratio, 2);
  });
});
