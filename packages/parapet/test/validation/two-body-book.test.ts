// Bate, R. R., Mueller, D. D., White, J. E. (1971), Fundamentals of Astrodynamics, Dover: worked examples of chapter 6 (and one of the
// second edition, 2020), example 5.3-1; Vallado, D. A. (2013), Fundamentals of Astrodynamics and Applications, 4th ed., examples 2-4 and 7-5.
import { describe, expect, it } from "vitest";
import { propagateKepler, solveLambert } from "../../src/flight/kepler.ts";
import { computeFreeFlight, largestFreeFlightAngle, solveFlightPathAngles } from "../../src/flight/two-body.ts";

const DEGREES = 180 / Math.PI;
/** The Earth's radius of the book in nautical miles and its gravitational parameter in km^3/s^2. */
const RADIUS_nm = 3443.9336;
const RADIUS_km = 6378.145;
const MU_km3ps2 = 3.986012e5;

/** Within half of the last printed digit. */
function expectPrinted(value: number, printed: number, digits: number): void {
  expect(Math.abs(value - printed)).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-12);
}

describe("Bate, Mueller and White, chapter 6, in units of the Earth's radius", () => {
  it("page 290: burnout at 0.2 with 2/3, apogee at 0.5", () => {
    const r = 1.2;
    const v = 2 / 3;
    // The apogee fixes the angular momentum: h = ra va, with va from the energy.
    const energy = 0.5 * v * v - 1 / r;
    const apogeeSpeed = Math.sqrt(2 * (energy + 1 / 1.5));
    const gamma = Math.acos((1.5 * apogeeSpeed) / (r * v));
    expectPrinted(gamma * DEGREES, 51.3178, 4);
    const flight = computeFreeFlight(r, v, gamma, 1);
    expectPrinted(flight.energy_m2ps2, -0.6111, 4);
    expectPrinted(flight.apogeeSpeed_mps, 0.3333, 4);
    expectPrinted(flight.angularMomentum_m2ps, 0.5, 4);
    expectPrinted(flight.q, 0.533, 3);
    expectPrinted(flight.apogeeRadius_m, 1.5, 9);
    expectPrinted(flight.freeFlightAngle_rad * DEGREES, 36.4, 1);
  });

  it("page 291: from 30 N 60 E to 30 S 60 W with Q = 1.2", () => {
    const at = (latitude: number, longitude: number): readonly [number, number, number] => {
      const [a, b] = [latitude / DEGREES, longitude / DEGREES];
      return [Math.cos(a) * Math.cos(b), Math.cos(a) * Math.sin(b), Math.sin(a)];
    };
    const [p, q] = [at(30, 60), at(-30, -60)];
    const cosPsi = p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
    expectPrinted(cosPsi, -0.625, 3);
    expectPrinted(1.0817 * 1.0817 * 1.025, 1.2, 1);
    const angles = solveFlightPathAngles(1.2, Math.acos(cosPsi));
    if ("noSolution" in angles) throw new Error("a trajectory exists");
    expectPrinted(angles.high_rad * DEGREES, 39.36, 2);
    expect(angles.low_rad).toBeLessThan(0);
  });

  it("page 294: the longest reach at Q = 0.95, which the book reads off its chart to a degree", () => {
    // 24,300 ft/s at 258 nautical miles, rounded by the book to 0.94 and 1.075.
    expectPrinted(0.94 * 0.94 * 1.075, 0.95, 2);
    expect(Math.abs(largestFreeFlightAngle(0.95) - 2.25) * DEGREES).toBeLessThan(1);
  });

  it("page 295: the least speed at 344 nautical miles for 8,000 of range", () => {
    const psi = 8000 / RADIUS_nm;
    const s = Math.sin(psi / 2);
    const q = (2 * s) / (1 + s);
    expectPrinted(q, 0.957, 3);
    expectPrinted(Math.sqrt(q / (1 + 344 / RADIUS_nm)), 0.933, 3);
    expect(largestFreeFlightAngle(q)).toBeCloseTo(psi, 12);
  });

  it("second edition, page 243: the first example in kilometres, inputs rounded to 0.1 m/s", () => {
    const r = RADIUS_km + 1275.6;
    const v = 5.2702;
    const apogee = RADIUS_km + 3189.1;
    const energy = 0.5 * v * v - MU_km3ps2 / r;
    const gamma = Math.acos((apogee * Math.sqrt(2 * (energy + MU_km3ps2 / apogee))) / (r * v));
    const flight = computeFreeFlight(r, v, gamma, MU_km3ps2);
    expect(Math.abs(flight.energy_m2ps2 - -38.1914)).toBeLessThan(5e-4);
    expect(Math.abs(flight.apogeeSpeed_mps - 2.6351)).toBeLessThan(3e-4);
    expect(Math.abs(flight.angularMomentum_m2ps - 25211)).toBeLessThan(3);
    expectPrinted(flight.q, 0.533, 3);
    expectPrinted(flight.freeFlightAngle_rad * DEGREES, 36.4, 1);
  });
});

describe("Kepler's and Lambert's problems", () => {
  it("Vallado, example 2-4: where a satellite is after 40 minutes", () => {
    const out = new Float64Array(6);
    const start = [1131340, -2282343, 6672423, -5643.05, 4303.33, 2428.79];
    expect(propagateKepler(out, start, 2400, 3.986004418e14)).toBe(true);
    const position_km = [-4219.7527, 4363.0292, -3958.7666];
    const velocity_kmps = [3.689866, -1.916735, -6.112511];
    for (let i = 0; i < 3; i++) {
      expectPrinted(out[i]! / 1000, position_km[i]!, 4);
      expectPrinted(out[i + 3]! / 1000, velocity_kmps[i]!, 6);
    }
  });

  it("Vallado, example 7-5: from one radius to another in 76 minutes", () => {
    const found = solveLambert([15945340, 0, 0], [12214838.99, 10249467.31, 0], 4560, {
      way: "short",
      mu_m3ps2: 3.986004418e14,
    });
    if ("noSolution" in found) throw new Error(found.noSolution);
    const [v1, v2] = [
      [2.058913, 2.915965, 0],
      [-3.451565, 0.910315, 0],
    ];
    for (let i = 0; i < 3; i++) {
      // The last of the six printed decimals is rounded up in places.
      expect(Math.abs(found.v1[i]! / 1000 - v1![i]!)).toBeLessThan(1e-6);
      expect(Math.abs(found.v2[i]! / 1000 - v2![i]!)).toBeLessThan(1e-6);
    }
  });

  it("Bate, Mueller and White, example 5.3-1: both ways round, as far as the book iterates", () => {
    const r1 = [0.5, 0.6, 0.7] as const;
    const r2 = [0, 1, 0] as const;
    const ways = {
      short: [
        [-0.361677, 0.769736, -0.506348],
        [-0.601874, -0.022342, -0.842624],
      ],
      long: [
        [-0.631, -1.114, -0.883],
        [0.1787, 1.554, 0.25],
      ],
    } as const;
    for (const way of ["short", "long"] as const) {
      const found = solveLambert(r1, r2, 0.9667663, { way, mu_m3ps2: 1 });
      if ("noSolution" in found) throw new Error(found.noSolution);
      const tolerance = way === "short" ? 1e-4 : 1e-3;
      for (let i = 0; i < 3; i++) {
        expect(Math.abs(found.v1[i]! - ways[way][0][i]!)).toBeLessThan(tolerance);
        expect(Math.abs(found.v2[i]! - ways[way][1][i]!)).toBeLessThan(tolerance);
      }
    }
  });
});
