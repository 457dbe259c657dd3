import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { propagateKepler } from "./kepler.ts";
import {
  computeFreeFlight,
  flyMinimumEnergy,
  largestFreeFlightAngle,
  solveArcByApogee,
  solveFlightPathAngles,
  solveMinimumEnergyArc,
  speedForVerticalReach,
  timeToApogee,
  verticalReach,
} from "./two-body.ts";

const MU = 3.986004418e14;
const R = 6.371e6;
const radius = fc.double({ min: R, max: R + 3e5, noNaN: true });
const theta = fc.double({ min: 0.01, max: 3, noNaN: true });

describe("solveArcByApogee", () => {
  it("gives arcs that Kepler's equation flies: the end radius, angle and apogee are met", () => {
    fc.assert(
      fc.property(radius, radius, theta, fc.double({ min: 1.001, max: 3, noNaN: true }), (r1, r2, angle, loft) => {
        const apogee = Math.max(r1, r2) * loft;
        const arc = solveArcByApogee(r1, r2, angle, apogee, MU);
        if ("noArc" in arc) {
          expect(arc.noArc).toBe("apogee-not-between");
          return;
        }
        const v = arc.speed_mps;
        const start = [r1, 0, 0, v * Math.sin(arc.flightPathAngle_rad), v * Math.cos(arc.flightPathAngle_rad), 0];
        const end = new Float64Array(6);
        expect(propagateKepler(end, start, arc.flightTime_s, MU)).toBe(true);
        expect(Math.abs(Math.hypot(end[0]!, end[1]!) - r2)).toBeLessThan(0.05);
        const reached = Math.atan2(end[1]!, end[0]!);
        expect(Math.abs(reached - arc.theta_rad)).toBeLessThan(1e-7);
        const top = new Float64Array(6);
        propagateKepler(top, start, timeToApogee(r1, arc.semiMajorAxis_m, arc.eccentricity, MU), MU);
        expect(Math.abs(Math.hypot(top[0]!, top[1]!) - apogee)).toBeLessThan(0.05);
        expect(Math.abs(Math.atan2(top[1]!, top[0]!) - arc.apogeeAngle_rad)).toBeLessThan(1e-6);
      }),
      { numRuns: 500 },
    );
  });

  it("says why there is no arc", () => {
    expect(solveArcByApogee(R, R, 0, R + 1e5, MU)).toEqual({ noArc: "ends-coincide" });
    expect(solveArcByApogee(R, R + 1e5, 0.1, R + 1e5, MU)).toEqual({ noArc: "apogee-below-ends" });
    // From far below to just under the apogee over a wide angle: the body would have to pass the apogee first.
    const far = solveArcByApogee(R, R + 99_999, 0.001, R + 1e5, MU);
    expect("noArc" in far || far.apogeeAngle_rad < far.theta_rad).toBe(true);
  });
});

describe("solveMinimumEnergyArc", () => {
  it("needs less speed than any arc with another apogee", () => {
    fc.assert(
      fc.property(
        radius,
        radius,
        fc.double({ min: 0.05, max: 2.8, noNaN: true }),
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (r1, r2, angle, factor) => {
          const least = solveMinimumEnergyArc(r1, r2, angle, MU);
          if ("noArc" in least) return;
          const above = least.apogeeRadius_m - Math.max(r1, r2);
          const other = solveArcByApogee(r1, r2, angle, Math.max(r1, r2) + above * factor, MU);
          if ("noArc" in other) return;
          expect(other.speed_mps).toBeGreaterThanOrEqual(least.speed_mps * (1 - 1e-12));
        },
      ),
    );
  });
});

describe("free flight of a burnout", () => {
  it("flies the angle that the flight-path angles were solved for, high and low", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (q, share) => {
          const angle = share * largestFreeFlightAngle(q);
          const angles = solveFlightPathAngles(q, angle);
          if ("noSolution" in angles) throw new Error("below the largest angle there is a solution");
          const speed = Math.sqrt((q * MU) / R);
          for (const gamma of [angles.low_rad, angles.high_rad])
            expect(Math.abs(computeFreeFlight(R, speed, gamma, MU).freeFlightAngle_rad - angle)).toBeLessThan(1e-6);
          expect(angles.high_rad).toBeGreaterThan(angles.low_rad);
        },
      ),
    );
  });

  it("is too slow beyond the largest angle, and says what would do", () => {
    const largest = largestFreeFlightAngle(0.5);
    expect(solveFlightPathAngles(0.5, largest * 1.001)).toEqual({
      noSolution: "speed-too-low",
      largestAngle_rad: largest,
    });
  });

  it("has no apogee at escape speed", () => {
    const escape = computeFreeFlight(R, Math.sqrt((2 * MU) / R) * 1.001, 0.5, MU);
    expect(escape.apogeeRadius_m).toBe(Infinity);
    expect(escape.freeFlightAngle_rad).toBe(0);
  });
});

describe("straight up", () => {
  it("speed and altitude are each other's inverse", () => {
    fc.assert(
      fc.property(fc.double({ min: 100, max: 1e7, noNaN: true }), (altitude) => {
        expect(verticalReach(speedForVerticalReach(altitude, R, MU), R, MU) / altitude).toBeCloseTo(1, 9);
      }),
    );
  });

  it("never comes back at escape speed", () => {
    expect(verticalReach(11_200, R, MU)).toBe(Infinity);
  });
});

it("the minimum-energy flight of a short range is the parabola's: v^2 = g R, 45 deg, apogee a quarter of the range", () => {
  const flight = flyMinimumEnergy(10_000, R, MU);
  const g = MU / (R * R);
  expect(flight.speed_mps ** 2 / (g * 10_000)).toBeCloseTo(1, 2);
  expect((flight.flightPathAngle_rad * 180) / Math.PI).toBeCloseTo(45, 1);
  expect(flight.apogee_m).toBeCloseTo(2500, -1);
});
