import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solveDirect } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import { flyMinimumEnergy } from "../flight/two-body.ts";
import { leastEnergyApogee, MEAN_RADIUS_m, rangeOfSpeed, solveTurningArc } from "./assess-bound.ts";

const RADIANS = Math.PI / 180;
const at = (latitude: number, longitude: number): Geodetic => ({
  latitude_rad: latitude * RADIANS,
  longitude_rad: longitude * RADIANS,
  altitude_m: 0,
});
const arcOf = (launch: Geodetic, bearing: number, range_km: number, apogee_km: number) =>
  solveTurningArc(launch, solveDirect(launch, bearing * RADIANS, 1000 * range_km), 1000 * apogee_km);

describe("an arc over the turning Earth", () => {
  it("is the textbook's on its least-energy path, at the pole, where the ground stands still", () => {
    const range_m = 5_500_000;
    // The angle of the ellipsoid's points at the centre is not quite the range over the mean radius.
    const arc = arcOf(at(90, 0), 180, 5500, leastEnergyApogee(range_m) / 1000);
    const textbook = flyMinimumEnergy(range_m, MEAN_RADIUS_m, 3.986004418e14);
    expect(Math.abs(arc.flightTime_s - textbook.flightTime_s)).toBeLessThan(2);
    expect(arc.equivalentRange_m / range_m).toBeCloseTo(1, 2);
  });

  it("is over 2,000 km long in inertial space for a lofted flight of 1,000 km and 70 minutes", () => {
    const arc = arcOf(at(39.2, 125.67), 70, 1000, 6040.9);
    expect(arc.inertialAngle_rad * MEAN_RADIUS_m).toBeGreaterThan(2_200_000);
    expect(arc.inertialAngle_rad * MEAN_RADIUS_m).toBeLessThan(2_700_000);
  });

  it("is longer eastwards than westwards: the ground runs ahead of the one and meets the other", () => {
    expect(arcOf(at(40, 125), 90, 1000, 3000).flightTime_s).toBeGreaterThan(
      arcOf(at(40, 125), 270, 1000, 3000).flightTime_s,
    );
  });

  const figures = fc.record({
    latitude: fc.double({ min: -80, max: 80, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    bearing: fc.double({ min: 0, max: 360, noNaN: true }),
    range_km: fc.double({ min: 10, max: 14_000, noNaN: true }),
    apogee_km: fc.double({ min: 20, max: 20_000, noNaN: true }),
  });

  it("takes longer the higher it rises", () => {
    fc.assert(
      fc.property(figures, ({ latitude, longitude, bearing, range_km, apogee_km }) => {
        const launch = at(latitude, longitude);
        const low = arcOf(launch, bearing, range_km, apogee_km);
        const high = arcOf(launch, bearing, range_km, 1.02 * apogee_km);
        expect(high.flightTime_s).toBeGreaterThan(low.flightTime_s);
      }),
      { numRuns: 300 },
    );
  });

  it("is the same on the other side of the equator and at any longitude", () => {
    fc.assert(
      fc.property(figures, ({ latitude, longitude, bearing, range_km, apogee_km }) => {
        const one = arcOf(at(latitude, longitude), bearing, range_km, apogee_km);
        const mirrored = arcOf(at(-latitude, 0), 180 - bearing, range_km, apogee_km);
        expect(mirrored.flightTime_s).toBeCloseTo(one.flightTime_s, 3);
        expect(mirrored.equivalentRange_m / one.equivalentRange_m).toBeCloseTo(1, 6);
      }),
      { numRuns: 200 },
    );
  });

  it("needs no less speed than the range itself asks for", () => {
    fc.assert(
      fc.property(figures, ({ latitude, bearing, range_km, apogee_km }) => {
        // At the poles' side of rotation the share of the ground's own motion is small; 4 % of the range covers it and the ellipsoid.
        const arc = arcOf(at(Math.sign(latitude) * 89, 0), bearing, range_km, apogee_km);
        expect(arc.equivalentRange_m).toBeGreaterThan(0.96 * 1000 * range_km);
      }),
      { numRuns: 100 },
    );
  });

  it("refuses an apogee on the ground", () => {
    expect(() => arcOf(at(0, 0), 0, 100, 0)).toThrow(/apogee above 0/);
  });
});

describe("the range of a speed", () => {
  it("inverts the least-energy speed, and is half the way round from circular speed on", () => {
    expect(rangeOfSpeed(7198) / 1000).toBeCloseTo(10_000, -1);
    expect(rangeOfSpeed(9000)).toBeCloseTo(Math.PI * MEAN_RADIUS_m, 6);
  });
});
