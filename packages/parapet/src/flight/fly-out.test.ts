import { describe, expect, it } from "vitest";
import {
  FLY_OUT_RADIUS_m,
  flyOutPath,
  type FlyOutTable,
  type InterceptorKinematics,
  makeFlyOutTable,
  solveThrustAcceleration,
  timeToReach,
} from "./fly-out.ts";

const slow: InterceptorKinematics = {
  burnoutSpeed_mps: 3000,
  burnTime_s: 60,
  ballisticCoefficient_kgpm2: 3000,
  verticalTime_s: 3,
  longestFlight_s: 900,
};
const fast: InterceptorKinematics = { ...slow, burnoutSpeed_mps: 4500, burnTime_s: 75 };
const tableOf = (kinematics: InterceptorKinematics, step_m: number, elevations: number): FlyOutTable =>
  makeFlyOutTable(kinematics, {
    chordStep_m: step_m,
    longestChord_m: 1_200_000,
    altitudeStep_m: step_m,
    highestAltitude_m: 600_000,
    elevations,
  });
const table = tableOf(slow, 10_000, 128);

describe("fly-out", () => {
  it("reaches the published speed at burnout on a shot at 45 deg", () => {
    const path = flyOutPath(slow, solveThrustAcceleration(slow), Math.PI / 4);
    const burnout = path.time_s.findIndex((t) => t >= slow.burnTime_s - 1e-9);
    expect(path.speed_mps[burnout]).toBeCloseTo(slow.burnoutSpeed_mps, 0);
  });

  it("pitches over at its instant, also within a step", () => {
    const late = { ...slow, verticalTime_s: 3.4 };
    const fine = flyOutPath(late, 55, Math.PI / 4, { boost_s: 0.1, coast_s: 4 });
    const burnout = fine.time_s.findIndex((t) => t >= late.burnTime_s - 1e-9);
    const coarse = flyOutPath(late, 55, Math.PI / 4);
    const same = coarse.time_s.findIndex((t) => t >= late.burnTime_s - 1e-9);
    // Pitch-over at the whole second before would carry it 42 m farther.
    expect(Math.abs(coarse.chord_m[same]! - fine.chord_m[burnout]!)).toBeLessThan(5);
  });

  it("climbs as high as a kill vehicle thrown up from where the thrust ended", () => {
    const airless = { ...slow, ballisticCoefficient_kgpm2: Infinity };
    const path = flyOutPath(airless, solveThrustAcceleration(airless), Math.PI / 2);
    const burnout = path.time_s.findIndex((t) => t >= slow.burnTime_s - 1e-9);
    const r = FLY_OUT_RADIUS_m + path.altitude_m[burnout]!;
    const q = (path.speed_mps[burnout]! ** 2 * r) / 3.986004418e14;
    expect(Math.max(...path.altitude_m) / ((r * 2) / (2 - q) - FLY_OUT_RADIUS_m)).toBeCloseTo(1, 3);
  });

  it("tables within 1 % of the time of single shots", () => {
    const acceleration = solveThrustAcceleration(slow);
    let checked = 0;
    for (const degrees of [20, 33, 47, 61, 78]) {
      const path = flyOutPath(slow, acceleration, (degrees * Math.PI) / 180);
      const top = path.altitude_m.indexOf(Math.max(...path.altitude_m));
      // Near the edge of reach a cell of the table has corners out of it: such points count as not reached.
      for (let i = 0; i < 0.8 * top; i += 5) {
        if (path.time_s[i]! < 1.2 * slow.burnTime_s || path.altitude_m[i]! < 60_000) continue;
        const time = timeToReach(table, path.chord_m[i]!, path.altitude_m[i]!);
        if (time === Infinity) continue;
        expect(Math.abs(time / path.time_s[i]! - 1)).toBeLessThan(0.01);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(20);
  });

  it("has no holes: whatever lies under a point in reach at the same distance is in reach too", () => {
    for (const coarse of [table, tableOf(slow, 15_000, 32), tableOf(fast, 15_000, 64)])
      for (let column = 0; column < coarse.columns; column++) {
        let highest = -1;
        for (let row = 0; row < coarse.rows; row++)
          if (coarse.time_s[row * coarse.columns + column]! < Infinity) highest = row;
        // Below 60 km the flattest shots run into the ground first: the interceptors meant here work above.
        for (let row = Math.ceil(60_000 / coarse.altitudeStep_m); row < highest; row++)
          expect(coarse.time_s[row * coarse.columns + column]).toBeLessThan(Infinity);
      }
  });

  it("has no blind zone and no time before burnout", () => {
    expect(timeToReach(table, 1000, 100_000)).toBeLessThan(Infinity);
    expect(Math.min(...table.time_s)).toBeGreaterThanOrEqual(slow.burnTime_s - 1e-9);
  });

  it("goes farther with a faster interceptor, and nowhere beyond its table", () => {
    const faster = tableOf({ ...slow, burnoutSpeed_mps: 3500 }, 10_000, 128);
    for (let i = 0; i < table.time_s.length; i++)
      // Closer in, the faster one is taken to hold back until it has burnt out.
      if (table.time_s[i]! < Infinity && table.time_s[i]! > 1.5 * slow.burnTime_s)
        expect(faster.time_s[i]!).toBeLessThanOrEqual(table.time_s[i]! * 1.005);
    expect(timeToReach(table, 2_000_000, 100_000)).toBe(Infinity);
    expect(timeToReach(table, -1, 100_000)).toBe(Infinity);
  });

  it("says what it cannot do", () => {
    expect(() => solveThrustAcceleration({ ...slow, ballisticCoefficient_kgpm2: 0.01 })).toThrow(
      /no constant acceleration/,
    );
  });
});
