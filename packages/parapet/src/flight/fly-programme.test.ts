import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ecefToGeodetic, eciToEcef } from "../earth/frames.ts";
import { WGS84 } from "../earth/model.ts";
import { length, vec3 } from "../math/vec3.ts";
import { makeConstantDrag } from "./drag.ts";
import { Flyer } from "./fly.ts";
import { BoostRecorder, type BoostProgramme, flyProgrammed, type ProgrammedFlight } from "./fly-programme.ts";
import { elevationAt } from "./pitch-programme.ts";
import { stateAtInto } from "./trajectory.ts";
import type { FlightEnvironment, Vehicle } from "./vehicle.ts";

const AIR: FlightEnvironment = { earth: WGS84, atmosphere: "us1976", wind: [] };
const STILL: FlightEnvironment = {
  earth: { ...WGS84, gravitationalParameter_m3ps2: 0, rotationRate_radps: 0, j2: 0 },
  atmosphere: "none",
  wind: [],
};
const drag = makeConstantDrag(0.3);
const stage = {
  propellantMass_kg: 800,
  dryMass_kg: 100,
  vacuumThrust_N: 40_000,
  burnTime_s: 50,
  exitArea_m2: 0,
  coastTime_s: 0,
};
const upper = { ...stage, propellantMass_kg: 200, dryMass_kg: 40, vacuumThrust_N: 12_000, burnTime_s: 40 };
const rocket: Vehicle = {
  stages: [{ ...stage, coastTime_s: 10 }, upper],
  payload: { mass_kg: 60, referenceArea_m2: 0.05, drag },
  referenceArea_m2: 0.1,
  drag,
};
const START = { latitude_rad: 0.6, longitude_rad: 2.4, altitude_m: 0 };
const EAST: BoostProgramme = {
  azimuth_rad: Math.PI / 2,
  pitch: [
    { time_s: 0, elevation_rad: Math.PI / 2 },
    { time_s: 5, elevation_rad: Math.PI / 2 },
    { time_s: 25, elevation_rad: 1 },
    { time_s: 200, elevation_rad: 0.6 },
  ],
};
function fly(programme: BoostProgramme, environment = AIR, recorder = new BoostRecorder()): ProgrammedFlight {
  return flyProgrammed({
    environment,
    rocket,
    programme,
    position: START,
    v_enu: vec3(0, 0, 0),
    limits: { timeLimit_s: environment === STILL ? 200 : 7200, groundAltitude_m: 0 },
    recorder,
  });
}

describe("elevationAt", () => {
  it("is linear between points and constant outside", () => {
    const points = [
      { time_s: 2, elevation_rad: 1 },
      { time_s: 4, elevation_rad: 0.5 },
    ];
    expect([0, 2, 3, 4, 9].map((time) => elevationAt(points, time))).toEqual([1, 1, 0.75, 0.5, 0.5]);
  });
});

describe("a rocket by programme", () => {
  it("gains the rocket equation's speed in the programmed direction", () => {
    const programme = { azimuth_rad: Math.PI / 2, pitch: [0, 500].map((time_s) => ({ time_s, elevation_rad: 0.5 })) };
    const { end } = fly(programme, STILL);
    const masses = [1200, 1200 - 800, 1200 - 900, 1200 - 1100];
    const ideal =
      ((40_000 * 50) / 800) * Math.log(masses[0]! / masses[1]!) +
      ((12_000 * 40) / 200) * Math.log(masses[2]! / masses[3]!);
    const v = end.burnoutState.subarray(3);
    const speed = Math.sqrt(v[0]! * v[0]! + v[1]! * v[1]! + v[2]! * v[2]!);
    // The horizontal turns with the rocket by the angle flown over, so a little of the speed cancels.
    expect(speed / ideal).toBeGreaterThan(0.9995);
    expect(speed / ideal).toBeLessThan(1);
  });

  it("flies as the boost of a plain rocket does where both thrust upwards, then along the velocity", () => {
    const upright = { azimuth_rad: 0, pitch: [0, 5].map((time_s) => ({ time_s, elevation_rad: Math.PI / 2 })) };
    const limits = { timeLimit_s: 7200, groundAltitude_m: 0 };
    const plain = new Flyer(AIR).flyRocket(rocket, START, vec3(0, 0, 0), limits);
    const { end } = fly(upright);
    // One holds the launch vertical in space, the other follows the local one: they differ by the turn of 5 s.
    expect(Math.abs(end.apogee_m / plain.apogee_m - 1)).toBeLessThan(1e-3);
    expect(end.burnoutTime_s).toBe(100);
  });

  it("keeps the programmed elevation above the local horizontal", () => {
    const recorder = new BoostRecorder();
    fly(EAST, { ...STILL, earth: { ...STILL.earth, rotationRate_radps: 0 } }, recorder);
    const { trajectory } = recorder.finish();
    const [a, b] = [new Float64Array(6), new Float64Array(6)];
    for (const time of [15, 40, 80]) {
      stateAtInto(a, trajectory, time - 0.01);
      stateAtInto(b, trajectory, time + 0.01);
      const thrust = vec3<"eci">(b[3]! - a[3]!, b[4]! - a[4]!, b[5]! - a[5]!);
      const place = ecefToGeodetic(eciToEcef(vec3<"eci">(b[0]!, b[1]!, b[2]!), time, STILL.earth), STILL.earth);
      const up = vec3<"eci">(
        Math.cos(place.latitude_rad) * Math.cos(place.longitude_rad),
        Math.cos(place.latitude_rad) * Math.sin(place.longitude_rad),
        Math.sin(place.latitude_rad),
      );
      const sine = (thrust[0] * up[0] + thrust[1] * up[1] + thrust[2] * up[2]) / length(thrust);
      expect(Math.asin(sine)).toBeCloseTo(elevationAt(EAST.pitch, time), 5);
    }
  });

  it("drops its stages and its shroud with their masses, at their times", () => {
    const recorder = new BoostRecorder();
    const programme = { ...EAST, shroud: { mass_kg: 30, jettisonTime_s: 70 }, separationDelays_s: [6, 2] };
    const { separations } = fly(programme, AIR, recorder);
    expect(separations.map(({ kind, number, time_s, mass_kg }) => [kind, number, time_s, mass_kg])).toEqual([
      ["spent-stage", 1, 56, 100],
      ["shroud", 1, 70, 30],
      ["spent-stage", 2, 102, 40],
    ]);
    expect(recorder.finish().events.map(({ name }) => name)).toEqual([
      "start",
      "stage-burnout",
      "stage-ignition",
      "shroud-jettison",
      "burnout",
      "apogee",
      "re-entry",
      "impact",
    ]);
  });

  it("goes less far with a shroud, and less far the later it is thrown off", () => {
    const apogee = (jettisonTime_s: number): number =>
      fly({ ...EAST, shroud: { mass_kg: 30, jettisonTime_s } }).end.apogee_m;
    const heights = [fly(EAST).end.apogee_m, apogee(10), apogee(50), apogee(80), apogee(100)];
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    expect(new Set(heights).size).toBe(5);
  });

  it("stops thrusting at the cut-off and drops what has not burnt", () => {
    const late = fly({ ...EAST, cutOffTime_s: 80 });
    expect(late.end.burnoutTime_s).toBe(80);
    expect(late.separations.map(({ mass_kg }) => mass_kg)).toEqual([100, 40 + 100]);
    const early = fly({ ...EAST, cutOffTime_s: 30 });
    expect(early.separations.map(({ number, mass_kg }) => [number, Math.round(mass_kg)])).toEqual([
      [1, 100 + 320],
      [2, 240],
    ]);
    const pause = fly({ ...EAST, cutOffTime_s: 55 });
    expect(pause.separations.map(({ mass_kg }) => mass_kg)).toEqual([100, 240]);
  });

  it("climbs higher the steeper the programme ends", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 1.3, noNaN: true }), (elevation) => {
        const apogee = (last: number): number => {
          const pitch = [
            ...EAST.pitch.slice(0, 2),
            { time_s: 40, elevation_rad: last },
            { time_s: 200, elevation_rad: last },
          ];
          return fly({ ...EAST, pitch }).end.apogee_m;
        };
        expect(apogee(elevation + 0.1)).toBeGreaterThan(apogee(elevation));
      }),
      { numRuns: 10 },
    );
  });

  it("says what it cannot do", () => {
    expect(() => fly({ ...EAST, pitch: [] })).toThrow(/needs a pitch programme/);
    expect(() => fly({ ...EAST, shroud: { mass_kg: 30, jettisonTime_s: 300 } })).toThrow(/thrown off during the boost/);
    const down = fly({
      ...EAST,
      pitch: [
        { time_s: 0, elevation_rad: -1 },
        { time_s: 200, elevation_rad: -1 },
      ],
    });
    expect(down.end.outcome).toBe("fell-back");
  });
});
