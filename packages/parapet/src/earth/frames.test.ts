import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance, dot, length, type Vec3, vec3 } from "../math/vec3.ts";
import {
  ecefToEci,
  ecefToEciVelocity,
  ecefToEnu,
  ecefToEnuVector,
  ecefToGeodetic,
  eciToEcef,
  eciToEcefVelocity,
  enuToEcef,
  enuToEcefVector,
  geodeticToEcef,
  localVerticalInto,
  lookAngles,
} from "./frames.ts";
import { type EarthModel, type Geodetic, WGS84 } from "./model.ts";

const SPHERE: EarthModel = { ...WGS84, flattening: 0 };
const angle = (limit: number): fc.Arbitrary<number> => fc.double({ min: -limit, max: limit, noNaN: true });
const place = (lowest: number, highest: number): fc.Arbitrary<Geodetic> =>
  fc.record({
    latitude_rad: angle(Math.PI / 2),
    longitude_rad: angle(Math.PI),
    altitude_m: fc.double({ min: lowest, max: highest, noNaN: true }),
  });
const vector = <F extends string>(size: number): fc.Arbitrary<Vec3<F>> =>
  fc.tuple(angle(size), angle(size), angle(size)).map(([x, y, z]) => vec3<F>(x, y, z));

describe("geodetic and Earth-fixed positions", () => {
  it("are the figures of the ellipsoid on its axes", () => {
    const b = WGS84.equatorialRadius_m * (1 - WGS84.flattening);
    expect(b).toBeCloseTo(6356752.3142, 4);
    expect(geodeticToEcef({ latitude_rad: 0, longitude_rad: 0, altitude_m: 100 })).toEqual([6378237, 0, 0]);
    const pole = geodeticToEcef({ latitude_rad: Math.PI / 2, longitude_rad: 1, altitude_m: 100 });
    expect(pole[2]).toBeCloseTo(b + 100, 8);
    expect(Math.hypot(pole[0], pole[1])).toBeLessThan(1e-8);
  });

  it.each([
    ["WGS 84", WGS84],
    ["a sphere", SPHERE],
  ])("come back to the last digits over %s, from 5 km below the surface to 50,000 km above it", (_, earth) => {
    fc.assert(
      fc.property(place(-5000, 5e7), (point) => {
        const r = geodeticToEcef(point, earth);
        const again = ecefToGeodetic(r, earth);
        expect(Math.abs(again.altitude_m - point.altitude_m)).toBeLessThan(1e-8 + 1e-15 * length(r));
        expect(distance(geodeticToEcef(again, earth), r)).toBeLessThan(1e-8 + 1e-15 * length(r));
      }),
      { numRuns: 2000 },
    );
  });

  it("stand still at the poles, where longitude has no meaning", () => {
    for (const sign of [-1, 1]) {
      const b = WGS84.equatorialRadius_m * (1 - WGS84.flattening);
      const pole = ecefToGeodetic(vec3(0, 0, sign * (b + 1000)));
      expect(pole.latitude_rad).toBe((sign * Math.PI) / 2);
      expect(pole.longitude_rad).toBe(0);
      expect(pole.altitude_m).toBeCloseTo(1000, 8);
    }
    const near = ecefToGeodetic(vec3(1e-3, 0, 6_400_000));
    expect(near.latitude_rad).toBeLessThan(Math.PI / 2);
    expect(near.altitude_m).toBeCloseTo(ecefToGeodetic(vec3(0, 0, 6_400_000)).altitude_m, 8);
  });

  it("are a neighbourhood across the date line", () => {
    const west = geodeticToEcef({ latitude_rad: 0.3, longitude_rad: Math.PI - 1e-9, altitude_m: 0 });
    const east = geodeticToEcef({ latitude_rad: 0.3, longitude_rad: -Math.PI + 1e-9, altitude_m: 0 });
    expect(distance(west, east)).toBeLessThan(0.013);
    expect(ecefToGeodetic(west).longitude_rad).toBeGreaterThan(0);
    expect(ecefToGeodetic(east).longitude_rad).toBeLessThan(0);
  });
});

describe("localVerticalInto", () => {
  const out = new Float64Array(4);

  it("gives the altitude within 1e-6 m from 5 km below the surface to 3,000 km above it, and the normal", () => {
    fc.assert(
      fc.property(place(-5000, 3e6), (point) => {
        const r = geodeticToEcef(point);
        localVerticalInto(out, Float64Array.from(r), WGS84);
        expect(Math.abs(out[0]! - point.altitude_m)).toBeLessThan(1e-6);
        const { latitude_rad: b, longitude_rad: l } = point;
        const normal = [Math.cos(b) * Math.cos(l), Math.cos(b) * Math.sin(l), Math.sin(b)];
        for (let i = 0; i < 3; i++) expect(Math.abs(out[i + 1]! - normal[i]!)).toBeLessThan(1e-9);
      }),
      { numRuns: 5000 },
    );
  });

  it("knows the poles and a sphere", () => {
    localVerticalInto(out, Float64Array.of(0, 0, -6.5e6), WGS84);
    expect(out[0]).toBeCloseTo(6.5e6 - WGS84.equatorialRadius_m * (1 - WGS84.flattening), 6);
    expect([...out.subarray(1)]).toEqual([0, 0, -1]);
    localVerticalInto(out, Float64Array.of(3e6, 0, 7e6), SPHERE);
    expect(out[0]).toBeCloseTo(Math.hypot(3e6, 7e6) - 6378137, 8);
  });
});

describe("inertial and Earth-fixed frames", () => {
  const time = fc.double({ min: -1e5, max: 1e5, noNaN: true });

  it("coincide at time 0 and come back at any other", () => {
    fc.assert(
      fc.property(vector<"eci">(1e7), vector<"eci">(1e4), time, (r, v, t) => {
        const same = eciToEcef(r, 0);
        for (let i = 0; i < 3; i++) expect(same[i]! - r[i]!).toBe(0);
        const fixed = eciToEcef(r, t);
        expect(distance(ecefToEci(fixed, t), r)).toBeLessThan(1e-8);
        const relative = eciToEcefVelocity(r, v, t);
        expect(distance(ecefToEciVelocity(fixed, relative, t), v)).toBeLessThan(1e-11);
        expect(length(fixed)).toBeCloseTo(length(r), 7);
      }),
    );
  });

  it("give a point at rest on the ground the speed of the Earth's turning", () => {
    const r = geodeticToEcef({ latitude_rad: 0, longitude_rad: 0.7, altitude_m: 0 });
    const v = ecefToEciVelocity(r, vec3(0, 0, 0), 1234);
    expect(length(v)).toBeCloseTo(465.1011, 4);
    expect(dot(v, ecefToEci(r, 1234))).toBeCloseTo(0, 5);
  });

  it("agree with the motion: the velocity is the change of position", () => {
    const r = vec3<"ecef">(4e6, -3e6, 4e6);
    const v = vec3<"ecef">(100, 200, -300);
    const at = (t: number): Vec3<"eci"> => ecefToEci(vec3(r[0] + v[0] * t, r[1] + v[1] * t, r[2] + v[2] * t), 500 + t);
    const [before, after] = [at(-0.5), at(0.5)];
    const measured = vec3<"eci">(after[0] - before[0], after[1] - before[1], after[2] - before[2]);
    expect(distance(measured, ecefToEciVelocity(r, v, 500))).toBeLessThan(1e-4);
  });

  it("do not differ over an Earth at rest", () => {
    const still = { ...WGS84, rotationRate_radps: 0 };
    const r = vec3<"eci">(1, 2, 3);
    expect(eciToEcef(r, 1e6, still)).toEqual(r);
    expect(eciToEcefVelocity(r, r, 1e6, still)).toEqual(r);
  });
});

describe("east, north, up", () => {
  const origin = place(-500, 10_000);

  it("comes back, for points and for directions", () => {
    fc.assert(
      fc.property(origin, vector<"enu">(1e6), (o, r) => {
        expect(distance(ecefToEnu(enuToEcef(r, o), o), r)).toBeLessThan(1e-8);
        expect(distance(ecefToEnuVector(enuToEcefVector(r, o), o), r)).toBeLessThan(1e-8);
        expect(length(enuToEcefVector(r, o))).toBeCloseTo(length(r), 6);
      }),
    );
  });

  it("has up along the normal, north towards the pole, east with the turning of the Earth", () => {
    const o = { latitude_rad: 0.6, longitude_rad: 2.4, altitude_m: 0 };
    const up = enuToEcef(vec3(0, 0, 5000), o);
    expect(ecefToGeodetic(up).altitude_m).toBeCloseTo(5000, 6);
    expect(ecefToGeodetic(up).latitude_rad).toBeCloseTo(0.6, 12);
    expect(ecefToGeodetic(enuToEcef(vec3(0, 100, 0), o)).latitude_rad).toBeGreaterThan(0.6);
    expect(ecefToGeodetic(enuToEcef(vec3(100, 0, 0), o)).longitude_rad).toBeGreaterThan(2.4);
  });
});

describe("lookAngles", () => {
  const site = { latitude_rad: 0.69, longitude_rad: 2.44, altitude_m: 30 };

  it("looks straight up, and along each quarter of the compass", () => {
    const zenith = lookAngles(site, enuToEcef(vec3(0, 0, 1e5), site));
    expect(zenith.elevation_rad).toBeCloseTo(Math.PI / 2, 9);
    expect(zenith.range_m).toBeCloseTo(1e5, 6);
    const quarters = [
      [0, 1, 0],
      [1, 0, 90],
      [0, -1, 180],
      [-1, 0, 270],
    ] as const;
    for (const [east, north, azimuth_deg] of quarters) {
      const seen = lookAngles(site, enuToEcef(vec3(east * 1000, north * 1000, 1000), site));
      expect(Math.cos(seen.azimuth_rad - (azimuth_deg * Math.PI) / 180)).toBeCloseTo(1, 12);
      expect((seen.elevation_rad * 180) / Math.PI).toBeCloseTo(45, 7);
    }
  });

  it("sees a satellite at the horizon below it from far away", () => {
    const far = geodeticToEcef({ ...site, longitude_rad: site.longitude_rad + 0.5, altitude_m: 1e5 });
    expect(lookAngles(site, far).elevation_rad).toBeLessThan(0);
  });

  it("keeps azimuths in [0, 2 pi), a hair west of north too", () => {
    const hair = lookAngles({ latitude_rad: 0, longitude_rad: 0, altitude_m: 0 }, vec3(7e6, -1e-300, 1e6));
    expect(hair.azimuth_rad).toBeLessThan(2 * Math.PI);

    fc.assert(
      fc.property(place(0, 1e6), (target) => {
        const { azimuth_rad } = lookAngles(site, geodeticToEcef(target));
        expect(azimuth_rad).toBeGreaterThanOrEqual(0);
        expect(azimuth_rad).toBeLessThan(2 * Math.PI);
      }),
    );
  });
});

it("ecefToGeodetic answers at the centre of the Earth and next to it: one polar radius below a pole", () => {
  const polar = WGS84.equatorialRadius_m * (1 - WGS84.flattening);
  const centre = ecefToGeodetic(vec3(0, 0, 0));
  expect(centre).toEqual({ latitude_rad: Math.PI / 2, longitude_rad: 0, altitude_m: -polar });
  for (const [x, y, z] of [
    [0, 0, 1e-3],
    [0, 0, -1e-3],
    [1e-3, 0, 0],
    [1e-3, -1e-3, 1e-3],
  ] as const)
    for (const value of Object.values(ecefToGeodetic(vec3(x, y, z)))) expect(Number.isFinite(value)).toBe(true);
});
