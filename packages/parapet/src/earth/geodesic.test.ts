import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance } from "../math/vec3.ts";
import { geodeticToEcef } from "./frames.ts";
import { solveDirect, solveInverse } from "./geodesic.ts";
import { type Geodetic, WGS84 } from "./model.ts";

const point: fc.Arbitrary<Geodetic> = fc.record({
  latitude_rad: fc.double({ min: -1.57, max: 1.57, noNaN: true }),
  longitude_rad: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
  altitude_m: fc.constant(0),
});

describe("geodesics", () => {
  it("lead from one point to the other and are as long the other way round", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const way = solveInverse(a, b);
        const end = solveDirect(a, way.azimuth_rad, way.distance_m);
        expect(distance(geodeticToEcef(end), geodeticToEcef(b))).toBeLessThan(1e-6);
        expect(Math.abs(solveInverse(b, a).distance_m - way.distance_m)).toBeLessThan(1e-7);
      }),
    );
  });

  it("are never shorter than the straight line, nor longer than half the way round", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const { distance_m } = solveInverse(a, b);
        expect(distance_m).toBeGreaterThanOrEqual(distance(geodeticToEcef(a), geodeticToEcef(b)) - 1e-6);
        expect(distance_m).toBeLessThanOrEqual(20_003_932);
      }),
    );
  });

  it("take no notice of altitude", () => {
    const a = { latitude_rad: 0.5, longitude_rad: 2, altitude_m: 0 };
    const b = { latitude_rad: 0.6, longitude_rad: 2.3, altitude_m: 0 };
    expect(solveInverse({ ...a, altitude_m: 1e5 }, b)).toEqual(solveInverse(a, b));
  });

  it("cross the date line the short way", () => {
    const a = { latitude_rad: 0, longitude_rad: 3.1, altitude_m: 0 };
    const b = { latitude_rad: 0, longitude_rad: -3.1, altitude_m: 0 };
    const way = solveInverse(a, b);
    expect(way.distance_m).toBeCloseTo(6378137 * (2 * Math.PI - 6.2), 6);
    expect(way.azimuth_rad).toBeCloseTo(Math.PI / 2, 9);
    expect(solveDirect(a, Math.PI / 2, way.distance_m).longitude_rad).toBeCloseTo(-3.1, 9);
  });

  it("are great circles over a sphere", () => {
    const sphere = { ...WGS84, equatorialRadius_m: 6371e3, flattening: 0 };
    const a = { latitude_rad: 0, longitude_rad: 0, altitude_m: 0 };
    const b = { latitude_rad: Math.PI / 4, longitude_rad: Math.PI / 2, altitude_m: 0 };
    expect(solveInverse(a, b, sphere).distance_m).toBeCloseTo((6371e3 * Math.PI) / 2, 6);
  });
});
