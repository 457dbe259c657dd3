import { describe, expect, it } from "vitest";
import { enuToEcefVector, geodeticToEcef } from "../earth/frames.ts";
import { solveDirect } from "../earth/geodesic.ts";
import { type EarthModel, type Geodetic, WGS84 } from "../earth/model.ts";
import { add, type Vec3, vec3 } from "../math/vec3.ts";
import {
  FLY_OUT_RADIUS_m,
  type FlyOutTable,
  type InterceptorKinematics,
  makeFlyOutTable,
  timeToReach,
} from "./fly-out.ts";
import { flyGuidedIntercept, type GuidedIntercept, type GuidedInterceptOptions } from "./guided-fly-out.ts";
import { solveShot } from "./intercept-shot.ts";
import { makeInterceptorThrust } from "./interceptor-boost.ts";
import { stateAtInto } from "./trajectory.ts";
import { makeTurningReach, timeToReachFrom, type TurningReach } from "./turning-reach.ts";
import type { FlightEnvironment } from "./vehicle.ts";

const KINEMATICS: InterceptorKinematics = {
  burnoutSpeed_mps: 3000,
  burnTime_s: 60,
  ballisticCoefficient_kgpm2: 3000,
  verticalTime_s: 3,
  longestFlight_s: 900,
};
const GRID = {
  chordStep_m: 5000,
  longestChord_m: 900_000,
  altitudeStep_m: 5000,
  highestAltitude_m: 320_000,
  elevations: 256,
};
const thrust = makeInterceptorThrust(KINEMATICS);
const SPHERE: EarthModel = {
  ...WGS84,
  equatorialRadius_m: FLY_OUT_RADIUS_m,
  flattening: 0,
  j2: 0,
  rotationRate_radps: 0,
};
const AIR: FlightEnvironment = { earth: WGS84, atmosphere: "us1976", wind: [] };
const LAUNCH: Geodetic = { latitude_rad: 0.63, longitude_rad: 2.4, altitude_m: 0 };
const pointAt = (azimuth: number, distance_m: number, altitude_m: number, earth: EarthModel = WGS84): Vec3<"ecef"> =>
  geodeticToEcef({ ...solveDirect(LAUNCH, azimuth, distance_m, earth), altitude_m }, earth);
const chordOf = (distance_m: number): number => 2 * FLY_OUT_RADIUS_m * Math.sin((0.5 * distance_m) / FLY_OUT_RADIUS_m);

const DISTANCES = [100, 200, 300, 400, 500, 600, 700, 800].map((km) => km * 1000);
const ALTITUDES = [80, 100, 150, 200, 300].map((km) => km * 1000);

describe("simulated shots and the tables of reach", () => {
  const reach: TurningReach = makeTurningReach(KINEMATICS, GRID);
  /** Twelve cells beyond the point are in reach too: near its edge times change fast within a cell. */
  const isInside = (table: FlyOutTable, chord_m: number, altitude_m: number): boolean =>
    timeToReach(table, chord_m + 12 * GRID.chordStep_m, altitude_m) < Infinity;

  it("agree within 1 % over an Earth at rest", () => {
    const environment = { ...AIR, earth: SPHERE };
    const errors: number[] = [];
    for (const distance of DISTANCES)
      for (const altitude of ALTITUDES) {
        const time = timeToReach(reach.meridian, chordOf(distance), altitude);
        if (!isInside(reach.meridian, chordOf(distance), altitude)) continue;
        const point = pointAt(1, distance, altitude, SPHERE);
        const solved = solveShot({ environment, thrust, launch: LAUNCH, launchTime_s: 0, point });
        // Closer in, an interceptor that must burn all its fuel has passed before burnout: the tables let it fly slower.
        if ("noShot" in solved) expect(solved.noShot).toBe("too-close");
        else errors.push(Math.abs(time / solved.flightTime_s - 1));
      }
    expect(errors.length).toBeGreaterThan(30);
    expect(Math.max(...errors)).toBeLessThan(0.01);
    // A pitch-over astride a step would tilt every shot early: 0.33 % in the middle.
    expect(errors.toSorted((a, b) => a - b)[errors.length >> 1]).toBeLessThan(2e-4);
  });

  it("agree within 1 % over the rotating ellipsoid with J2, in every direction", () => {
    let count = 0;
    for (const azimuth of [0, 1.2, Math.PI / 2, Math.PI, 1.5 * Math.PI])
      for (const distance of DISTANCES)
        for (const altitude of ALTITUDES) {
          const chord_m = chordOf(distance);
          if (![reach.west, reach.meridian, reach.east].every((table) => isInside(table, chord_m, altitude))) continue;
          const where = { latitude_rad: LAUNCH.latitude_rad, azimuth_rad: azimuth, chord_m, altitude_m: altitude };
          const point = pointAt(azimuth, distance, altitude);
          const solved = solveShot({ environment: AIR, thrust, launch: LAUNCH, launchTime_s: 0, point });
          if ("noShot" in solved) continue;
          expect(Math.abs(timeToReachFrom(reach, where) / solved.flightTime_s - 1)).toBeLessThan(0.01);
          count++;
        }
    expect(count).toBeGreaterThan(130);
  });

  it("agree within 1 % with guided flights to the point, an update on the way included", () => {
    let count = 0;
    for (const azimuth of [0, Math.PI / 2, 1.5 * Math.PI])
      for (const distance of DISTANCES.filter((_, i) => i % 2 === 1))
        for (const altitude of [100_000, 200_000]) {
          const chord_m = chordOf(distance);
          if (![reach.west, reach.meridian, reach.east].every((table) => isInside(table, chord_m, altitude))) continue;
          const where = { latitude_rad: LAUNCH.latitude_rad, azimuth_rad: azimuth, chord_m, altitude_m: altitude };
          const time = timeToReachFrom(reach, where);
          // Known a kilometre off at first, and exactly from half way on.
          const flown = flyGuidedIntercept({
            environment: AIR,
            thrust,
            launch: LAUNCH,
            divertSpeed_mps: 600,
            predictions: [
              { time_s: 0, point: pointAt(azimuth, distance + 1000, altitude), interceptTime_s: 1000 },
              { time_s: 1000 - 0.5 * time, point: pointAt(azimuth, distance, altitude), interceptTime_s: 1000 },
            ],
          });
          if ("noIntercept" in flown) {
            expect(flown.noIntercept).toBe("too-close");
            continue;
          }
          expect(flown.outcome).toBe("hit");
          expect(Math.abs(time / (flown.interceptTime_s - flown.launchTime_s) - 1)).toBeLessThan(0.01);
          count++;
        }
    expect(count).toBeGreaterThan(15);
  });

  it("would differ by more without the rotation", () => {
    const point = pointAt(1.5 * Math.PI, 800_000, 100_000);
    const solved = solveShot({ environment: AIR, thrust, launch: LAUNCH, launchTime_s: 0, point });
    if ("noShot" in solved) throw new Error(solved.noShot);
    const still = timeToReach(makeFlyOutTable(KINEMATICS, GRID), chordOf(800_000), 100_000);
    expect(still / solved.flightTime_s - 1).toBeGreaterThan(0.008);
  });

  it("say where there is no shot", () => {
    const solve = (distance: number, altitude: number): unknown =>
      solveShot({ environment: AIR, thrust, launch: LAUNCH, launchTime_s: 0, point: pointAt(0, distance, altitude) });
    expect(solve(3_000_000, 100_000)).toEqual({ noShot: "out-of-reach" });
    expect(solve(100_000, 1_500_000)).toEqual({ noShot: "out-of-reach" });
    expect(solve(20_000, 40_000)).toEqual({ noShot: "too-close" });
  });
});

describe("flyGuidedIntercept", () => {
  const point = pointAt(0.4, 500_000, 150_000);
  const shift = (east: number, north: number, up: number): Vec3<"ecef"> =>
    add(point, enuToEcefVector(vec3<"enu">(east, north, up), LAUNCH));
  const fly = (change: Partial<GuidedInterceptOptions>): GuidedIntercept => {
    const flown = flyGuidedIntercept({
      environment: AIR,
      thrust,
      launch: LAUNCH,
      divertSpeed_mps: 400,
      predictions: [{ time_s: 0, point, interceptTime_s: 500 }],
      ...change,
    });
    if ("noIntercept" in flown) throw new Error(flown.noIntercept);
    return flown;
  };

  it("hits what it was told from the start with next to no divert", () => {
    const flown = fly({});
    expect(flown.outcome).toBe("hit");
    expect(flown.missDistance_m).toBeLessThan(1);
    expect(flown.divertUsed_mps).toBeLessThan(0.2);
    expect(flown.interceptTime_s).toBe(500);
    expect(flown.events.map(({ name }) => name)).toEqual(["launch", "burnout"]);
    const state = new Float64Array(6);
    stateAtInto(state, flown.trajectory, 500);
    const angle = WGS84.rotationRate_radps * 500;
    const x = Math.cos(angle) * point[0] - Math.sin(angle) * point[1];
    expect(Math.abs(state[0]! - x)).toBeLessThan(1);
  });

  it("pays for an update during coast with the shift over the time to go", () => {
    for (const [time_s, sideways] of [
      [350, 10_000],
      [420, 5000],
    ] as const) {
      const flown = fly({
        predictions: [
          { time_s: 0, point, interceptTime_s: 500 },
          { time_s, point: shift(sideways, 0, 0), interceptTime_s: 500 },
        ],
      });
      expect(flown.outcome).toBe("hit");
      expect(flown.divertUsed_mps / (sideways / (500 - time_s))).toBeCloseTo(1, 1);
    }
  });

  it("pays little for a shift to the side during the boost, when the thrust can still be turned", () => {
    const early = fly({});
    const during = early.launchTime_s + 20;
    const after = early.launchTime_s + 70;
    const used = (time_s: number): number =>
      fly({
        divertSpeed_mps: 2000,
        predictions: [
          { time_s: 0, point, interceptTime_s: 500 },
          { time_s, point: shift(10_000 * Math.cos(0.4), -10_000 * Math.sin(0.4), 0), interceptTime_s: 500 },
        ],
      }).divertUsed_mps;
    expect(used(during)).toBeLessThan(0.25 * used(after));
  });

  it("misses by what the divert could not do", () => {
    const flown = fly({
      divertSpeed_mps: 50,
      predictions: [
        { time_s: 0, point, interceptTime_s: 500 },
        { time_s: 400, point: shift(20_000, 0, 0), interceptTime_s: 500 },
      ],
    });
    expect(flown.outcome).toBe("divert-exhausted");
    expect(flown.divertUsed_mps).toBeCloseTo(50, 9);
    expect(flown.missDistance_m / (20_000 - 50 * 100)).toBeCloseTo(1, 1);
    expect(flown.diverts.at(-1)!.needed_mps).toBeGreaterThan(150);
  });

  it("follows several updates, and a time that changes", () => {
    const flown = fly({
      predictions: [
        { time_s: 0, point, interceptTime_s: 500 },
        { time_s: 330, point: shift(4000, 1000, 0), interceptTime_s: 501 },
        { time_s: 400, point: shift(4500, 500, -500), interceptTime_s: 500.5 },
        { time_s: 470, point: shift(4600, 450, -500), interceptTime_s: 500.6 },
      ],
    });
    expect(flown.outcome).toBe("hit");
    expect(flown.diverts).toHaveLength(4);
    expect(flown.interceptTime_s).toBe(500.6);
  });

  it("says why it does not fly", () => {
    const attempt = (change: Partial<GuidedInterceptOptions>): unknown =>
      flyGuidedIntercept({
        environment: AIR,
        thrust,
        launch: LAUNCH,
        divertSpeed_mps: 400,
        predictions: [{ time_s: 0, point, interceptTime_s: 500 }],
        ...change,
      });
    expect(attempt({ predictions: [{ time_s: 300, point, interceptTime_s: 500 }] })).toEqual({
      noIntercept: "too-late",
    });
    const far = pointAt(0.4, 4_000_000, 150_000);
    expect(attempt({ predictions: [{ time_s: 0, point: far, interceptTime_s: 500 }] })).toEqual({
      noIntercept: "out-of-reach",
    });
    expect(attempt({ launchTime_s: 470 })).toEqual({ noIntercept: "intercept-before-burnout" });
    expect(() => attempt({ predictions: [] })).toThrow(/predicted intercept point/);
  });
});
