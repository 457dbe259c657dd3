import { describe, expect, it } from "vitest";
import { us1976 } from "../earth/atmosphere.ts";
import { ecefToEciVelocity, ecefToGeodetic, eciToEcef, enuToEcefVector, geodeticToEcef } from "../earth/frames.ts";
import { type EarthModel, type Geodetic, WGS84 } from "../earth/model.ts";
import { type Vec3, vec3 } from "../math/vec3.ts";
import { makeConstantDrag } from "./drag.ts";
import { FLIGHT_FILE_TOLERANCE } from "./fly-file.ts";
import { type BoostSteering, type FlightEnd, type FlightLimits, Flyer, REENTRY_ALTITUDE_m } from "./fly.ts";
import { stateAtInto, TrajectoryRecorder } from "./trajectory.ts";
import { STANDARD_GRAVITY_mps2 } from "./threat-vehicle.ts";
import type { Body, FlightEnvironment, Stage, Vehicle } from "./vehicle.ts";

const AT_REST: EarthModel = { ...WGS84, rotationRate_radps: 0 };
const WEIGHTLESS: EarthModel = { ...AT_REST, gravitationalParameter_m3ps2: 1e-6 };
const vacuum = (earth: EarthModel): FlightEnvironment => ({ earth, atmosphere: "none", wind: [] });
const air = (earth: EarthModel): FlightEnvironment => ({ earth, atmosphere: "us1976", wind: [] });
const EQUATOR: Geodetic = { latitude_rad: 0, longitude_rad: 0, altitude_m: 0 };
const SMOOTH: Body = { mass_kg: 10, referenceArea_m2: 0, drag: makeConstantDrag(0) };

function throwBody(
  environment: FlightEnvironment,
  body: Body,
  from: Geodetic,
  v_enu: Vec3<"enu">,
  limits: Partial<FlightLimits> = {},
  recorder?: TrajectoryRecorder,
): FlightEnd {
  const { earth } = environment;
  const r = geodeticToEcef(from, earth);
  const v = ecefToEciVelocity(r, enuToEcefVector(v_enu, from), 0, earth);
  const flyer = new Flyer(environment, FLIGHT_FILE_TOLERANCE);
  return flyer.flyBody(body, [...r, ...v], 0, { timeLimit_s: 10_800, groundAltitude_m: 0, ...limits }, recorder);
}
const impactOf = ({ state, time_s }: FlightEnd, earth: EarthModel): Geodetic =>
  ecefToGeodetic(eciToEcef(vec3(state[0]!, state[1]!, state[2]!), time_s, earth), earth);

describe("a body without thrust", () => {
  it("lands on the ground within a tenth of a millimetre, wherever that is", () => {
    for (const groundAltitude_m of [0, 1234.5]) {
      const end = throwBody(
        air(WGS84),
        { ...SMOOTH, referenceArea_m2: 0.01 },
        { ...EQUATOR, altitude_m: 5000 },
        vec3(300, 200, 700),
        { groundAltitude_m },
      );
      expect(end.outcome).toBe("impact");
      expect(Math.abs(impactOf(end, WGS84).altitude_m - groundAltitude_m)).toBeLessThan(1e-4);
    }
  });

  it("falls eastwards over the turning Earth: omega g t^3 / 3, less at higher latitudes", () => {
    for (const latitude of [0, 0.5, 1]) {
      const from = { latitude_rad: latitude, longitude_rad: 0.3, altitude_m: 2000 };
      const end = throwBody(vacuum(WGS84), SMOOTH, from, vec3(0, 0, 0));
      const impact = impactOf(end, WGS84);
      const east = (impact.longitude_rad - 0.3) * 6378137 * Math.cos(latitude);
      const expected = (WGS84.rotationRate_radps * 9.8 * Math.cos(latitude) * end.time_s ** 3) / 3;
      expect(east / expected).toBeCloseTo(1, 1);
    }
  });

  it("falls at its terminal velocity in thick air", () => {
    const body = { mass_kg: 1, referenceArea_m2: 0.5, drag: makeConstantDrag(1) };
    const end = throwBody(air(AT_REST), body, { ...EQUATOR, altitude_m: 3000 }, vec3(0, 0, 0));
    const speed = Math.hypot(end.state[3]!, end.state[4]!, end.state[5]!);
    const terminal = Math.sqrt((2 * 9.814) / (us1976(0).density_kgpm3 * 0.5));
    expect(speed / terminal).toBeCloseTo(1, 2);
  });

  it("is carried along by the wind", () => {
    const body = { mass_kg: 1, referenceArea_m2: 0.5, drag: makeConstantDrag(1) };
    const windy = { ...air(AT_REST), wind: [{ altitude_m: 0, east_mps: 10, north_mps: -5 }] };
    const end = throwBody(windy, body, { ...EQUATOR, altitude_m: 3000 }, vec3(0, 0, 0));
    const impact = impactOf(end, AT_REST);
    expect((impact.longitude_rad * 6378137) / (10 * end.time_s)).toBeCloseTo(1, 1);
    expect((impact.latitude_rad * 6335439) / (-5 * end.time_s)).toBeCloseTo(1, 1);
  });

  it("mirrors east and west, north and south, over an Earth at rest", () => {
    const fly = (east: number, north: number): Geodetic =>
      impactOf(
        throwBody(air(AT_REST), { ...SMOOTH, referenceArea_m2: 0.01 }, EQUATOR, vec3(east, north, 2000)),
        AT_REST,
      );
    const there = fly(1500, 700);
    const mirrored = fly(-1500, -700);
    expect(mirrored.longitude_rad).toBeCloseTo(-there.longitude_rad, 12);
    expect(mirrored.latitude_rad).toBeCloseTo(-there.latitude_rad, 12);
  });

  it("turns at its apogee and re-enters at 100 km, and says when", () => {
    const recorder = new TrajectoryRecorder();
    const end = throwBody(
      air(WGS84),
      { ...SMOOTH, referenceArea_m2: 0.001 },
      { ...EQUATOR, altitude_m: 90_000 },
      vec3(2000, 1000, 1500),
      {},
      recorder,
    );
    const { trajectory, events } = recorder.finish();
    expect(events.map((event) => event.name)).toEqual(["start", "apogee", "re-entry", "impact"]);
    const altitudeAt = (time: number): number => {
      const state = new Float64Array(6);
      stateAtInto(state, trajectory, time);
      return ecefToGeodetic(eciToEcef(vec3(state[0]!, state[1]!, state[2]!), time)).altitude_m;
    };
    const [apogee, reentry] = [events[1]!.time_s, events[2]!.time_s];
    expect(apogee).toBe(end.apogeeTime_s);
    expect(altitudeAt(apogee)).toBeCloseTo(end.apogee_m, 3);
    for (const dt of [-5, 5]) expect(altitudeAt(apogee + dt)).toBeLessThan(end.apogee_m);
    expect(altitudeAt(reentry)).toBeCloseTo(REENTRY_ALTITUDE_m, 3);
  });

  it("stops at the time limit", () => {
    const end = throwBody(vacuum(WGS84), SMOOTH, EQUATOR, vec3(0, 0, 3000), { timeLimit_s: 12.5 });
    expect(end).toMatchObject({ outcome: "time-limit", time_s: 12.5 });
  });
});

const stage = (propellant: number, dry: number, burnTime_s: number, coastTime_s = 0): Stage => ({
  propellantMass_kg: propellant,
  dryMass_kg: dry,
  vacuumThrust_N: (300 * STANDARD_GRAVITY_mps2 * propellant) / burnTime_s,
  burnTime_s,
  exitArea_m2: 0,
  coastTime_s,
});
const ROCKET: Vehicle = {
  stages: [stage(800, 100, 40, 5), stage(200, 30, 30)],
  payload: { ...SMOOTH, mass_kg: 50 },
  referenceArea_m2: 0,
  drag: makeConstantDrag(0),
};
const UPRIGHT: BoostSteering = {
  azimuth_rad: 0,
  verticalTime_s: 1e9,
  tiltEndTime_s: 1e9,
  tilt_rad: 0,
  cutOffTime_s: Infinity,
};
const tilted = (azimuth_rad: number): BoostSteering => ({
  ...UPRIGHT,
  azimuth_rad,
  verticalTime_s: 4,
  tiltEndTime_s: 15,
  tilt_rad: 0.4,
});
const LIMITS: FlightLimits = { timeLimit_s: 10_800, groundAltitude_m: 0 };

describe("a vehicle", () => {
  it("gains the speed of the rocket equation without gravity and air", () => {
    const flyer = new Flyer(vacuum(WEIGHTLESS), FLIGHT_FILE_TOLERANCE);
    const end = flyer.flyVehicle(ROCKET, EQUATOR, UPRIGHT, { timeLimit_s: 100, groundAltitude_m: 0 });
    const c = 300 * STANDARD_GRAVITY_mps2;
    const ideal = c * (Math.log(1180 / 380) + Math.log(280 / 80));
    expect(end.burnoutTime_s).toBe(75);
    expect(Math.abs(end.burnoutState[3]! / ideal - 1)).toBeLessThan(1e-10);
  });

  it("gains as much when the last stage is cut off as its mass flow allows", () => {
    const flyer = new Flyer(vacuum(WEIGHTLESS), FLIGHT_FILE_TOLERANCE);
    const end = flyer.flyVehicle(
      ROCKET,
      EQUATOR,
      { ...UPRIGHT, cutOffTime_s: 60 },
      { timeLimit_s: 100, groundAltitude_m: 0 },
    );
    const c = 300 * STANDARD_GRAVITY_mps2;
    expect(end.burnoutTime_s).toBe(60);
    expect(Math.abs(end.burnoutState[3]! / (c * (Math.log(1180 / 380) + Math.log(280 / 180))) - 1)).toBeLessThan(1e-10);
  });

  it("tells its events in order", () => {
    const recorder = new TrajectoryRecorder();
    new Flyer(air(WGS84)).flyVehicle(ROCKET, EQUATOR, tilted(1), LIMITS, recorder);
    const { trajectory, events } = recorder.finish();
    expect(events.map(({ name, stage: n }) => (n === undefined ? name : `${name} ${n}`))).toEqual([
      "launch",
      "pitch-over",
      "gravity-turn",
      "stage-burnout 1",
      "stage-ignition 2",
      "burnout 2",
      "apogee",
      "re-entry",
      "impact",
    ]);
    expect(events.slice(1, 6).map((event) => event.time_s)).toEqual([4, 15, 40, 45, 75]);
    expect(trajectory.endTime_s).toBeCloseTo(events.at(-1)!.time_s, 9);
  });

  it("flies where it is pointed", () => {
    const flyer = new Flyer(air(AT_REST));
    const impact = (azimuth: number): Geodetic =>
      impactOf(flyer.flyVehicle(ROCKET, EQUATOR, tilted(azimuth), LIMITS), AT_REST);
    const [north, east, west] = [impact(0), impact(Math.PI / 2), impact(-Math.PI / 2)];
    expect(north.latitude_rad).toBeGreaterThan(0.01);
    expect(Math.abs(north.longitude_rad)).toBeLessThan(1e-9);
    expect(east.longitude_rad).toBeGreaterThan(0.01);
    expect(west.longitude_rad).toBeCloseTo(-east.longitude_rad, 10);
  });

  it("loses thrust to back pressure on the ground, and none in vacuum", () => {
    const nozzle = { ...ROCKET, stages: [{ ...ROCKET.stages[0]!, exitArea_m2: 0.15 }, ROCKET.stages[1]!] };
    const speed = (vehicle: Vehicle, environment: FlightEnvironment): number => {
      const { burnoutState: b } = new Flyer(environment).flyVehicle(vehicle, EQUATOR, UPRIGHT, LIMITS);
      return Math.hypot(b[3]!, b[4]!, b[5]!);
    };
    expect(speed(nozzle, air(AT_REST))).toBeLessThan(speed(ROCKET, air(AT_REST)) - 50);
    expect(speed(nozzle, vacuum(AT_REST))).toBe(speed(ROCKET, vacuum(AT_REST)));
  });

  it("falls back when its thrust does not carry it", () => {
    const weak = { ...ROCKET, stages: ROCKET.stages.map((s) => ({ ...s, vacuumThrust_N: 0.5 * s.vacuumThrust_N })) };
    const heavy = { ...weak, payload: { ...SMOOTH, mass_kg: 5000 } };
    expect(new Flyer(air(WGS84)).flyVehicle(heavy, EQUATOR, UPRIGHT, LIMITS).outcome).toBe("fell-back");
  });

  it("does not depend on the flights flown before with the same flyer", () => {
    const flyer = new Flyer(air(WGS84));
    const first = flyer.flyVehicle(ROCKET, EQUATOR, tilted(1), LIMITS);
    flyer.flyVehicle(ROCKET, { ...EQUATOR, latitude_rad: 1 }, tilted(2), LIMITS);
    flyer.flyBody(SMOOTH, [7e6, 0, 0, 0, 1000, 0], 0, LIMITS);
    expect(flyer.flyVehicle(ROCKET, EQUATOR, tilted(1), LIMITS)).toEqual(first);
  });
});

describe("a rocket from a state", () => {
  it("goes straight up from rest", () => {
    const end = new Flyer(air(AT_REST)).flyRocket(ROCKET, EQUATOR, vec3(0, 0, 0), LIMITS);
    const impact = impactOf(end, AT_REST);
    expect(Math.hypot(impact.latitude_rad, impact.longitude_rad) * 6378137).toBeLessThan(100);
    expect(end.apogee_m).toBeGreaterThan(300_000);
  });

  it("thrusts along its velocity when it moves", () => {
    const flyer = new Flyer(vacuum(WEIGHTLESS), FLIGHT_FILE_TOLERANCE);
    const end = flyer.flyRocket(ROCKET, { ...EQUATOR, altitude_m: 1e6 }, vec3(300, 400, 0), {
      timeLimit_s: 75,
      groundAltitude_m: 0,
    });
    const ideal = 300 * STANDARD_GRAVITY_mps2 * (Math.log(1180 / 380) + Math.log(280 / 80));
    expect(end.burnoutState[4]!).toBeCloseTo(300 + 0.6 * ideal, 5);
    expect(end.burnoutState[5]!).toBeCloseTo(400 + 0.8 * ideal, 5);
  });
});
