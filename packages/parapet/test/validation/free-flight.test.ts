// Closed forms of free flight over a sphere at rest (Bate, Mueller and White 1971, section 6.2; Wheelon 1959, Free flight of a
// ballistic missile, ARS Journal 29, 915-926), against the printed tables below and against the integrator.
import { describe, expect, it } from "vitest";
import { geodeticToEcef } from "../../src/earth/frames.ts";
import { type EarthModel, WGS84 } from "../../src/earth/model.ts";
import { makeConstantDrag } from "../../src/flight/drag.ts";
import { type FlightEnd, Flyer } from "../../src/flight/fly.ts";
import {
  flyMinimumEnergy,
  largestFreeFlightAngle,
  solveArcByApogee,
  solveMinimumEnergyArc,
  speedForVerticalReach,
  verticalReach,
} from "../../src/flight/two-body.ts";

const RADIUS_m = 6371e3;
const MU = 3.986004418e14;
const DEGREES = 180 / Math.PI;
const SPHERE: EarthModel = {
  ...WGS84,
  equatorialRadius_m: RADIUS_m,
  flattening: 0,
  j2: 0,
  rotationRate_radps: 0,
};
const TIGHT = { relative: 1e-13, position_m: 1e-7, velocity_mps: 1e-10 };
const BODY = { mass_kg: 1, referenceArea_m2: 0, drag: makeConstantDrag(0) };

/** Throws a body eastwards from the ground at latitude and longitude 0, without air. */
function throwBody(speed_mps: number, elevation_rad: number): FlightEnd & { readonly range_m: number } {
  const flyer = new Flyer({ earth: SPHERE, atmosphere: "none", wind: [] }, TIGHT);
  const start = geodeticToEcef({ latitude_rad: 0, longitude_rad: 0, altitude_m: 0 }, SPHERE);
  const velocity = [speed_mps * Math.sin(elevation_rad), speed_mps * Math.cos(elevation_rad), 0];
  const end = flyer.flyBody(BODY, [...start, ...velocity], 0, { timeLimit_s: 3 * 3600, groundAltitude_m: 0 });
  return { ...end, range_m: RADIUS_m * Math.atan2(end.state[1]!, end.state[0]!) };
}

// Minimum-energy flight over a sphere of 6,371 km, impulse at the surface: range km; apogee km, speed km/s, angle deg, time min.
const MINIMUM_ENERGY = [
  [300, 74, 1.696, 44.3, 4.2],
  [500, 123, 2.173, 43.9, 5.5],
  [1000, 240, 3.016, 42.7, 7.9],
  [1300, 308, 3.401, 42.1, 9.1],
  [2000, 459, 4.113, 40.5, 11.7],
  [3000, 655, 4.865, 38.3, 14.9],
  [4000, 828, 5.433, 36.0, 17.9],
  [5500, 1041, 6.075, 32.6, 21.9],
  [7000, 1195, 6.552, 29.3, 25.7],
  [8000, 1264, 6.805, 27.0, 28.0],
  [10000, 1319, 7.198, 22.5, 32.2],
  [12000, 1265, 7.48, 18.0, 35.7],
] as const;

describe.each(MINIMUM_ENERGY)(
  "minimum-energy flight over %d km",
  (range_km, apogee_km, speed_kmps, angle_deg, time_min) => {
    const range_m = range_km * 1000;
    const flight = flyMinimumEnergy(range_m, RADIUS_m, MU);

    it("has every printed digit of the table", () => {
      // Half of the last digit, and a little: 42.752 deg was printed as 42.7, rounded twice.
      expect(Math.abs(flight.apogee_m / 1000 - apogee_km)).toBeLessThan(0.52);
      expect(Math.abs(flight.speed_mps / 1000 - speed_kmps)).toBeLessThan(0.52e-3);
      expect(Math.abs(flight.flightPathAngle_rad * DEGREES - angle_deg)).toBeLessThan(0.052);
      expect(Math.abs(flight.flightTime_s / 60 - time_min)).toBeLessThan(0.052);
    });

    it("is flown by the integrator within 1e-9 of the formula", () => {
      const flown = throwBody(flight.speed_mps, flight.flightPathAngle_rad);
      expect(flown.outcome).toBe("impact");
      expect(Math.abs(flown.range_m / range_m - 1)).toBeLessThan(1e-9);
      expect(Math.abs(flown.apogee_m / flight.apogee_m - 1)).toBeLessThan(1e-9);
      expect(Math.abs(flown.time_s / flight.flightTime_s - 1)).toBeLessThan(1e-9);
    });

    it("is the arc between two equal radii of least speed, within 1e-9", () => {
      const arc = solveMinimumEnergyArc(RADIUS_m, RADIUS_m, range_m / RADIUS_m, MU);
      if ("noArc" in arc) throw new Error(arc.noArc);
      expect(Math.abs(arc.speed_mps / flight.speed_mps - 1)).toBeLessThan(1e-9);
      expect(Math.abs(arc.apogeeRadius_m - RADIUS_m - flight.apogee_m) / flight.apogee_m).toBeLessThan(1e-9);
      expect(Math.abs(arc.flightTime_s / flight.flightTime_s - 1)).toBeLessThan(1e-9);
      expect(Math.abs(arc.flightPathAngle_rad / flight.flightPathAngle_rad - 1)).toBeLessThan(1e-7);
    });
  },
);

// Straight up from the ground: speed km/s, altitude reached km; longest reach over the ground at the same speed km.
const REACH = [
  [2.8, 426, 852],
  [3.0, 494, 988],
  [4.5, 1230, 2475],
  [5.5, 2031, 4134],
] as const;

describe.each(REACH)("impulse of %d km/s", (speed_kmps, altitude_km, range_km) => {
  it("reaches the printed altitude and range by the closed forms", () => {
    const speed = speed_kmps * 1000;
    expect((verticalReach(speed, RADIUS_m, MU) / 1000).toFixed(0)).toBe(String(altitude_km));
    const q = (speed * speed * RADIUS_m) / MU;
    // Ranges were printed cut off, not rounded.
    expect(Math.abs((RADIUS_m * largestFreeFlightAngle(q)) / 1000 - range_km)).toBeLessThan(1);
  });

  it("reaches the same altitude through the integrator, within 1e-9", () => {
    const flown = throwBody(speed_kmps * 1000, Math.PI / 2);
    expect((flown.apogee_m / 1000).toFixed(0)).toBe(String(altitude_km));
    expect(Math.abs(flown.apogee_m / verticalReach(speed_kmps * 1000, RADIUS_m, MU) - 1)).toBeLessThan(1e-9);
  });
});

it("needs the printed speeds for a ceiling, from the ground and from a burnout at 100 km", () => {
  const fromGround = [
    [150, "1.70"],
    [500, "3.02"],
    [1000, "4.12"],
    [1050, "4.21"],
  ] as const;
  for (const [altitude_km, speed] of fromGround)
    expect((speedForVerticalReach(altitude_km * 1000, RADIUS_m, MU) / 1000).toFixed(2)).toBe(speed);
  const from100 = [
    [500, "2.68"],
    [1000, "3.88"],
  ] as const;
  for (const [altitude_km, speed] of from100)
    expect((speedForVerticalReach((altitude_km - 100) * 1000, RADIUS_m + 100e3, MU) / 1000).toFixed(2)).toBe(speed);
});

it("explains an announced flight of 5,300 km with an apogee of 1,900 km by 6.28 km/s at 47.4 deg", () => {
  const arc = solveArcByApogee(RADIUS_m, RADIUS_m, 5300e3 / RADIUS_m, RADIUS_m + 1900e3, MU);
  if ("noArc" in arc) throw new Error(arc.noArc);
  expect((arc.speed_mps / 1000).toFixed(2)).toBe("6.28");
  expect((arc.flightPathAngle_rad * DEGREES).toFixed(1)).toBe("47.4");
  const flown = throwBody(arc.speed_mps, arc.flightPathAngle_rad);
  expect(Math.abs(flown.range_m - 5300e3)).toBeLessThan(0.01);
  expect(Math.abs(flown.apogee_m - 1900e3)).toBeLessThan(0.01);
});
