import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solveInverse } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import { length } from "../math/vec3.ts";
import { findUnmasking, flyCruise, makeCruiseProfile, radarHorizon, sampleCruise } from "./cruise.ts";

const DEGREE = Math.PI / 180;
const at = (latitude: number, longitude: number, altitude_m = 0): Geodetic => ({
  latitude_rad: latitude * DEGREE,
  longitude_rad: longitude * DEGREE,
  altitude_m,
});
/** GeoNames, CC BY 4.0. */
const KURILSK = at(45.22686, 147.87767);
const NEMURO = at(43.32361, 145.575);
const SKIMMING = [{ distance_m: 0, altitude_m: 10 }];

describe("flyCruise", () => {
  it("arrives after the distance over the speed", () => {
    const flight = flyCruise({ wayPoints: [KURILSK, NEMURO], speed_mps: 700, profile: SKIMMING });
    // Published geodesic from Kurilsk to Nemuro, 280 km.
    expect(Math.abs(flight.length_m - 280_000)).toBeLessThan(1000);
    expect(flight.arrivalTime_s).toBeCloseTo(flight.length_m / 700, 9);
    expect(solveInverse(flight.at(1e9).place, NEMURO).distance_m).toBeLessThan(1e-3);
    expect(flight.at(-5).distance_m).toBe(0);
  });

  it("passes its way points at their times and is as long as its legs", () => {
    const wayPoints = [KURILSK, at(44.5, 150), at(43, 149), NEMURO];
    const flight = flyCruise({ wayPoints, speed_mps: 250, profile: SKIMMING, launchTime_s: 60 });
    flight.wayPointTimes_s.forEach((time, i) =>
      expect(solveInverse(flight.at(time).place, wayPoints[i]!).distance_m).toBeLessThan(1e-2),
    );
    const legs = wayPoints.slice(1).map((to, i) => solveInverse(wayPoints[i]!, to).distance_m);
    expect(flight.length_m).toBeCloseTo(legs[0]! + legs[1]! + legs[2]!, 6);
    expect(flight.wayPointTimes_s[0]).toBe(60);
    const times = sampleCruise(flight, 100).map(({ time_s }) => time_s);
    for (const time of flight.wayPointTimes_s) expect(times).toContain(time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("moves as its positions say", () => {
    const profile = makeCruiseProfile({
      length_m: 280_000,
      high_m: 14_000,
      low_m: 10,
      lowDistance_m: 40_000,
      slope: 0.3,
    });
    fc.assert(
      fc.property(fc.double({ min: 5, max: 395, noNaN: true }), (time) => {
        const flight = flyCruise({ wayPoints: [KURILSK, NEMURO], speed_mps: 700, profile });
        const [a, b, c] = [time - 0.005, time, time + 0.005].map((each) => flight.at(each));
        const rates = [0, 1, 2].map((i) => (c!.r_ecef[i]! - a!.r_ecef[i]!) / 0.01);
        const miss = Math.hypot(...rates.map((rate, i) => rate - b!.v_ecef[i]!));
        // Altitude adds a little to the speed over the ground: 14 km of 6,371 km. A corner of the profile may lie in between.
        fc.pre(Math.abs(a!.v_ecef[2]! - c!.v_ecef[2]!) < 1);
        expect(miss / length(b!.v_ecef)).toBeLessThan(0.003);
      }),
      { numRuns: 40 },
    );
  });

  it("says what it cannot do", () => {
    expect(() => flyCruise({ wayPoints: [KURILSK], speed_mps: 250, profile: SKIMMING })).toThrow(/two way points/);
    expect(() => flyCruise({ wayPoints: [KURILSK, NEMURO], speed_mps: 0, profile: SKIMMING })).toThrow(/speed above 0/);
    expect(() => flyCruise({ wayPoints: [KURILSK, NEMURO], speed_mps: 9, profile: [] })).toThrow(/one level/);
    const unsorted = [...SKIMMING, ...SKIMMING];
    expect(() => flyCruise({ wayPoints: [KURILSK, NEMURO], speed_mps: 9, profile: unsorted })).toThrow(/rise/);
  });
});

describe("makeCruiseProfile", () => {
  it("climbs, holds, descends and skims", () => {
    const options = { length_m: 300_000, high_m: 10_000, low_m: 10, lowDistance_m: 40_000, slope: 0.25 };
    const profile = makeCruiseProfile(options);
    expect(profile.map(({ distance_m }) => Math.round(distance_m))).toEqual([0, 39_960, 220_040, 260_000]);
    expect(profile.map(({ altitude_m }) => altitude_m)).toEqual([10, 10_000, 10_000, 10]);
  });
  it("stays low where it is told to or the flight is too short", () => {
    const options = { length_m: 30_000, high_m: 10_000, low_m: 10, lowDistance_m: 40_000, slope: 0.25 };
    expect(makeCruiseProfile(options)).toEqual([{ distance_m: 0, altitude_m: 10 }]);
    expect(makeCruiseProfile({ ...options, high_m: 10 })).toEqual([{ distance_m: 0, altitude_m: 10 }]);
    const short = makeCruiseProfile({ ...options, lowDistance_m: 10_000 });
    expect(Math.max(...short.map(({ altitude_m }) => altitude_m))).toBeCloseTo(10 + 0.25 * 10_000, 6);
  });
});

describe("the radar horizon", () => {
  it("is 4.12 km times the roots of the heights in metres, as textbooks have it", () => {
    for (const [antenna_m, target_m] of [
      [15, 5],
      [30, 10],
      [300, 10_000],
    ] as const)
      expect(radarHorizon({ antenna_m, target_m }) / (4121 * (Math.sqrt(antenna_m) + Math.sqrt(target_m)))).toBeCloseTo(
        1,
        3,
      );
  });

  it("hides a sea-skimming missile until it is close, and shows a high one from the start", () => {
    const mast = { ...NEMURO, altitude_m: 20 };
    const low = flyCruise({ wayPoints: [KURILSK, NEMURO], speed_mps: 700, profile: SKIMMING });
    const seen = findUnmasking(low, mast);
    if ("notSeen" in seen) throw new Error(seen.notSeen);
    expect(seen.distance_m / radarHorizon({ antenna_m: 20, target_m: 10 })).toBeCloseTo(1, 3);
    expect(seen.timeToArrival_s).toBeCloseTo(seen.distance_m / 700, 1);
    const high = flyCruise({
      wayPoints: [KURILSK, NEMURO],
      speed_mps: 700,
      profile: [{ distance_m: 0, altitude_m: 14_000 }],
    });
    expect(findUnmasking(high, mast)).toMatchObject({ time_s: 0 });
  });

  it("never shows a flight that stays beyond it", () => {
    const away = flyCruise({ wayPoints: [at(0, 0), at(0, 1)], speed_mps: 250, profile: SKIMMING });
    expect(findUnmasking(away, at(10, 10, 20))).toEqual({ notSeen: "below-horizon" });
  });
});
