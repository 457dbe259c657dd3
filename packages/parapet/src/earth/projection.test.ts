import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Geodetic, WGS84 } from "./model.ts";
import {
  authalicLatitude,
  geodeticFromAuthalicLatitude,
  makeEqualAreaProjection,
  projectEqualArea,
  unprojectEqualArea,
} from "./projection.ts";

const degree = Math.PI / 180;
const at = (latitude: number, longitude: number): Geodetic => ({
  latitude_rad: latitude * degree,
  longitude_rad: longitude * degree,
  altitude_m: 0,
});
const japan = makeEqualAreaProjection({ centre: at(36, 138) });
const latitudes = fc.double({ min: -89, max: 89, noNaN: true });
const longitudes = fc.double({ min: -179.9, max: 179.9, noNaN: true });

/** Area of a quadrangle between two meridians and two parallels, as a fraction of the ellipsoid's surface times that surface. */
function quadrangleArea(south: number, north: number, width: number): number {
  const e2 = WGS84.flattening * (2 - WGS84.flattening);
  const e = Math.sqrt(e2);
  const q = (latitude: number): number => {
    const s = Math.sin(latitude * degree);
    return (1 - e2) * (s / (1 - e2 * s * s) - Math.log((1 - e * s) / (1 + e * s)) / (2 * e));
  };
  return (width * degree * WGS84.equatorialRadius_m ** 2 * (q(north) - q(south))) / 2;
}

describe("authalic latitude", () => {
  it("is the geodetic latitude on a sphere", () => {
    const sphere = { ...WGS84, flattening: 0 };
    expect(authalicLatitude(0.7, sphere)).toBeCloseTo(0.7, 14);
    expect(geodeticFromAuthalicLatitude(0.7, sphere)).toBeCloseTo(0.7, 14);
  });

  it("comes back from a round trip", () => {
    fc.assert(
      fc.property(latitudes, (latitude) => {
        const back = geodeticFromAuthalicLatitude(authalicLatitude(latitude * degree));
        expect(Math.abs(back - latitude * degree)).toBeLessThan(1e-13);
      }),
    );
  });

  it("keeps the poles to the square root of the rounding error", () => {
    expect(geodeticFromAuthalicLatitude(authalicLatitude(Math.PI / 2))).toBeCloseTo(Math.PI / 2, 7);
    expect(geodeticFromAuthalicLatitude(authalicLatitude(-Math.PI / 2))).toBeCloseTo(-Math.PI / 2, 7);
  });
});

describe("equal-area projection", () => {
  it("is frozen and puts its centre at the origin", () => {
    expect(Object.isFrozen(japan)).toBe(true);
    const origin = projectEqualArea(japan, at(36, 138));
    expect(Math.hypot(origin.x_m, origin.y_m)).toBeLessThan(1e-8);
    expect(unprojectEqualArea(japan, { x_m: 0, y_m: 0 })).toEqual(at(36, 138));
  });

  it("returns every position to within a micrometre", () => {
    fc.assert(
      fc.property(latitudes, longitudes, (latitude, longitude) => {
        const fromAntipode = Math.abs(latitude + 36) + Math.abs(longitude + 42);
        fc.pre(fromAntipode > 2);
        const back = unprojectEqualArea(japan, projectEqualArea(japan, at(latitude, longitude)));
        const turn = back.longitude_rad - longitude * degree;
        expect(Math.abs(back.latitude_rad - latitude * degree)).toBeLessThan(2e-12);
        expect(Math.abs(Math.sin(turn)) * Math.cos(latitude * degree)).toBeLessThan(2e-12);
      }),
    );
  });

  it("keeps the area of a quadrangle of half a degree", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 50, noNaN: true }),
        fc.double({ min: 110, max: 165, noNaN: true }),
        (south, west) => {
          const points: { x_m: number; y_m: number }[] = [];
          const steps = 64;
          for (const [fromLat, fromLon, toLat, toLon] of [
            [0, 0, 0, 0.5],
            [0, 0.5, 0.5, 0.5],
            [0.5, 0.5, 0.5, 0],
            [0.5, 0, 0, 0],
          ] as const) {
            for (let i = 0; i < steps; i++) {
              const lat = south + fromLat + ((toLat - fromLat) * i) / steps;
              const lon = west + fromLon + ((toLon - fromLon) * i) / steps;
              points.push(projectEqualArea(japan, at(lat, lon)));
            }
          }
          let twice = 0;
          points.forEach((p, i) => {
            const next = points[(i + 1) % points.length] ?? p;
            twice += p.x_m * next.y_m - next.x_m * p.y_m;
          });
          const area = quadrangleArea(south, south + 0.5, 0.5);
          expect(Math.abs(twice / 2 / area - 1)).toBeLessThan(2e-6);
        },
      ),
    );
  });

  it("mirrors about the meridian of the centre", () => {
    fc.assert(
      fc.property(latitudes, fc.double({ min: 0, max: 170, noNaN: true }), (latitude, offset) => {
        const east = projectEqualArea(japan, at(latitude, 138 + offset));
        const west = projectEqualArea(japan, at(latitude, 138 - offset));
        expect(west.x_m).toBeCloseTo(-east.x_m, 5);
        expect(west.y_m).toBeCloseTo(east.y_m, 5);
      }),
    );
  });

  it("refuses the antipode, points off the disc and a polar centre", () => {
    expect(() => projectEqualArea(makeEqualAreaProjection({ centre: at(0, 0) }), at(0, 180))).toThrow(/antipode/);
    expect(() => unprojectEqualArea(japan, { x_m: 1.3e7, y_m: 0 })).toThrow(/within 1274/);
    expect(() => makeEqualAreaProjection({ centre: at(90, 0) })).toThrow(/0\.01 deg/);
  });

  it("wraps the longitude at 180 degrees", () => {
    const wide = makeEqualAreaProjection({ centre: at(40, 178) });
    const back = unprojectEqualArea(wide, projectEqualArea(wide, at(41, -177)));
    expect(back.longitude_rad / degree).toBeCloseTo(-177, 10);
  });
});
