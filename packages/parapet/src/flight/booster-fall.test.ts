import { describe, expect, it } from "vitest";
import { ecefToGeodetic, eciToEcef } from "../earth/frames.ts";
import { solveInverse } from "../earth/geodesic.ts";
import { type EarthModel, WGS84 } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import { boosterFall, mapBoosterFall } from "./booster-fall.ts";
import { FLY_OUT_RADIUS_m, flyOutPath, type InterceptorKinematics } from "./fly-out.ts";
import { boostInterceptor, makeInterceptorThrust } from "./interceptor-boost.ts";
import { scatterStage, type StageSpread } from "./stage-scatter.ts";
import type { FlightEnvironment } from "./vehicle.ts";

const KINEMATICS: InterceptorKinematics = {
  burnoutSpeed_mps: 3000,
  burnTime_s: 60,
  ballisticCoefficient_kgpm2: 3000,
  verticalTime_s: 3,
  longestFlight_s: 900,
};
const SPHERE: EarthModel = {
  ...WGS84,
  equatorialRadius_m: FLY_OUT_RADIUS_m,
  flattening: 0,
  j2: 0,
  rotationRate_radps: 0,
};
const AIR: FlightEnvironment = { earth: WGS84, atmosphere: "us1976", wind: [] };
const SITE = { latitude_rad: 0.6, longitude_rad: 2.29, altitude_m: 0 };
const SPREAD: StageSpread = {
  mass_kg: { low: 200, high: 300 },
  tumblingDragArea_m2: { low: 0.4, high: 1.6 },
  stable: { share: 0.2, dragArea_m2: { low: 0.15, high: 0.3 } },
  speedError: 0.05,
  directionError_rad: 0.02,
};
const thrust = makeInterceptorThrust(KINEMATICS);
const shot = { site: SITE, azimuth_rad: 0, elevation_rad: 1.2, thrust, boosterBurnTime_s: 6 };
const options = { environment: AIR, shot, spread: SPREAD, draws: 200, seed: 7 };

describe("the boost of an interceptor in three dimensions", () => {
  it.each([0.3, 0.8, 1.2, Math.PI / 2])(
    "is the one of the tables over a sphere at rest, elevation %d",
    (elevation_rad) => {
      const { state } = boostInterceptor({
        environment: { ...AIR, earth: SPHERE },
        thrust,
        shot: { launch: SITE, azimuth_rad: 2, elevation_rad },
      });
      // Steps of the tables straddle the instant of pitch-over; finer ones show what they stand for.
      const path = flyOutPath(KINEMATICS, thrust.acceleration_mps2, elevation_rad, { boost_s: 0.02, coast_s: 4 });
      const burnout = path.time_s.findIndex((time) => time >= KINEMATICS.burnTime_s - 1e-9);
      const place = ecefToGeodetic(eciToEcef(vec3<"eci">(state[0]!, state[1]!, state[2]!), 60, SPHERE), SPHERE);
      const speed = Math.hypot(state[3]!, state[4]!, state[5]!);
      expect(speed / path.speed_mps[burnout]!).toBeCloseTo(1, 3);
      expect(Math.abs(place.altitude_m - path.altitude_m[burnout]!)).toBeLessThan(30);
      const { distance_m, azimuth_rad } = solveInverse(SITE, place, SPHERE);
      expect(Math.abs(distance_m - path.chord_m[burnout]!)).toBeLessThan(60);
      if (elevation_rad < 1.5) expect(azimuth_rad).toBeCloseTo(2, 3);
    },
  );

  it("starts at its launch time, where the Earth has turned to, and moves with it", () => {
    const early = boostInterceptor({ environment: AIR, thrust, shot: { ...shot, launch: SITE } });
    const late = boostInterceptor({ environment: AIR, thrust, shot: { ...shot, launch: SITE }, launchTime_s: 500 });
    expect(late.time_s - early.time_s).toBeCloseTo(500, 9);
    const at = ({ time_s, state }: typeof early): ReturnType<typeof ecefToGeodetic> =>
      ecefToGeodetic(eciToEcef(vec3<"eci">(state[0]!, state[1]!, state[2]!), time_s));
    expect(solveInverse(at(early), at(late)).distance_m).toBeLessThan(0.1);
  });
});

describe("scatterStage", () => {
  const separation = boostInterceptor({ environment: AIR, thrust, shot: { ...shot, launch: SITE }, duration_s: 6 });
  const scatter = (draws: number, seed = 7): ReturnType<typeof scatterStage> =>
    scatterStage({ environment: AIR, separation, spread: SPREAD, draws, seed });

  it("gives the same draws whatever their number, others for another seed", () => {
    expect(scatter(20).impacts).toEqual(scatter(50).impacts.slice(0, 20));
    expect(scatter(20, 8).impacts).not.toEqual(scatter(20).impacts);
  });

  it("spreads with the wind factor along the wind", () => {
    const wind = [{ altitude_m: 0, east_mps: 30, north_mps: 0 }];
    const windy = (windFactor: StageSpread["windFactor"]): number => {
      const spread = { mass_kg: { low: 250, high: 250 }, tumblingDragArea_m2: { low: 1, high: 1 }, windFactor };
      const { impacts } = scatterStage({
        environment: { ...AIR, wind },
        separation,
        spread: spread as StageSpread,
        draws: 40,
        seed: 1,
      });
      const longitudes = impacts.map(({ place }) => place.longitude_rad);
      return Math.max(...longitudes) - Math.min(...longitudes);
    };
    expect(windy({ low: 1, high: 1 })).toBeLessThan(1e-12);
    expect(windy({ low: 0, high: 2 })).toBeGreaterThan(1e-5);
  });
});

describe("boosterFall", () => {
  const fall = boosterFall(options);

  it("comes down some kilometres off, in the direction of the shot", () => {
    expect(fall.separation.time_s).toBe(6);
    expect(fall.separation.speed_mps).toBeGreaterThan(200);
    const { distance_m, azimuth_rad } = solveInverse(SITE, fall.ellipse.centre);
    expect(Math.abs(Math.sin(azimuth_rad))).toBeLessThan(0.1);
    expect(distance_m).toBeGreaterThan(500);
    expect(distance_m).toBeLessThan(10_000);
    expect(fall.ellipse.most.shareInside).toBeGreaterThan(0.9);
    expect(fall.land).toBeUndefined();
  });

  it("falls farther off the flatter the shot, and on the azimuth's side", () => {
    const map = mapBoosterFall({ ...options, azimuths_rad: [0, Math.PI / 2], elevations_rad: [0.8, 1.1, 1.4] });
    expect(map).toHaveLength(6);
    const distances = map.slice(0, 3).map(({ ellipse }) => solveInverse(SITE, ellipse.centre).distance_m);
    expect(distances).toEqual(distances.toSorted((a, b) => b - a));
    expect(map[3]!.ellipse.centre.longitude_rad).toBeGreaterThan(SITE.longitude_rad);
  });

  it("tells how much of it is land", () => {
    const { land } = boosterFall({
      ...options,
      isLand: ({ latitude_rad }) => latitude_rad < fall.ellipse.centre.latitude_rad,
    });
    expect(land!.half).toBeCloseTo(0.5, 1);
    expect(land!.most).toBeCloseTo(0.5, 1);
    expect(land!.impacts).toBeGreaterThan(0.3);
    expect(boosterFall({ ...options, isLand: () => true }).land).toEqual({ half: 1, most: 1, impacts: 1 });
  });
});
