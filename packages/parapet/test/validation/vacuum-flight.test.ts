// Invariants of motion in a conservative field (Bate, Mueller and White 1971, section 1.4; with J2, Vallado 2013, section 9.3), and an
// independent integration by Gauss and Legendre's collocation of eighth order (Butcher 1964, Mathematics of Computation 18, 50-64).
import { describe, expect, it } from "vitest";
import { gravityPotential } from "../../src/earth/gravity.ts";
import { type EarthModel, WGS84 } from "../../src/earth/model.ts";
import { makeConstantDrag } from "../../src/flight/drag.ts";
import { FLIGHT_FILE_TOLERANCE } from "../../src/flight/fly-file.ts";
import { Flyer } from "../../src/flight/fly.ts";
import { DEFAULT_TOLERANCE, type StepTolerance } from "../../src/math/dormand-prince.ts";
import { vec3 } from "../../src/math/vec3.ts";

const POINT_MASS: EarthModel = { ...WGS84, j2: 0 };
const BODY = { mass_kg: 1, referenceArea_m2: 0, drag: makeConstantDrag(0) };
// Burnouts at 200 km: eastwards and lofted, northwards and flat, to a high apogee, nearly circular.
const STARTS: readonly (readonly number[])[] = [
  [6578e3, 0, 0, 4000, 5500, 1000],
  [4000e3, 3000e3, 4300e3, -1500, -1500, 7000],
  [0, -6578e3, 100e3, 100, -8500, 3000],
  [6578e3, 0, 0, 0, 5500, 5500],
];

function coast(
  start: readonly number[],
  duration_s: number,
  earth: EarthModel,
  tolerance: StepTolerance,
): Float64Array {
  const flyer = new Flyer({ earth, atmosphere: "none", wind: [] }, tolerance);
  return flyer.flyBody(BODY, start, 0, { timeLimit_s: duration_s, groundAltitude_m: -6e6 }).state;
}

function energy(s: ArrayLike<number>, earth: EarthModel): number {
  const speed2 = s[3]! * s[3]! + s[4]! * s[4]! + s[5]! * s[5]!;
  return 0.5 * speed2 + gravityPotential(vec3<"eci">(s[0]!, s[1]!, s[2]!), earth);
}

function angularMomentum(s: ArrayLike<number>): readonly [number, number, number] {
  return [s[1]! * s[5]! - s[2]! * s[4]!, s[2]! * s[3]! - s[0]! * s[5]!, s[0]! * s[4]! - s[1]! * s[3]!];
}

describe.each(STARTS)("40 minutes in vacuum from (%d, %d, %d) m", (...start) => {
  it("conserves energy and angular momentum to 1e-10", () => {
    const end = coast(start, 2400, POINT_MASS, FLIGHT_FILE_TOLERANCE);
    expect(Math.abs(energy(end, POINT_MASS) / energy(start, POINT_MASS) - 1)).toBeLessThan(1e-10);
    const [before, after] = [angularMomentum(start), angularMomentum(end)];
    const size = Math.hypot(...before);
    for (let i = 0; i < 3; i++) expect(Math.abs(after[i]! - before[i]!) / size).toBeLessThan(1e-10);
  });

  it("conserves energy and the axial angular momentum to 1e-10 with J2, and not the rest of it", () => {
    const end = coast(start, 2400, WGS84, FLIGHT_FILE_TOLERANCE);
    expect(Math.abs(energy(end, WGS84) / energy(start, WGS84) - 1)).toBeLessThan(1e-10);
    const [before, after] = [angularMomentum(start), angularMomentum(end)];
    const size = Math.hypot(...before);
    expect(Math.abs(after[2] - before[2]) / size).toBeLessThan(1e-10);
    expect(Math.hypot(after[0] - before[0], after[1] - before[1]) / size).toBeGreaterThan(1e-6);
  });

  it("agrees after 30 minutes with J2 with the independent integration to 1 cm, and to 5 cm with the default tolerance", () => {
    const reference = collocate(start, 1800, 360);
    const miss = (end: Float64Array): number =>
      Math.hypot(end[0]! - reference[0]!, end[1]! - reference[1]!, end[2]! - reference[2]!);
    expect(miss(coast(start, 1800, WGS84, FLIGHT_FILE_TOLERANCE))).toBeLessThan(0.01);
    expect(miss(coast(start, 1800, WGS84, DEFAULT_TOLERANCE))).toBeLessThan(0.05);
  });
});

it("the independent integration itself has converged to 1e-5 m: half the steps change nothing more", () => {
  const [coarse, fine] = [collocate(STARTS[0]!, 1800, 180), collocate(STARTS[0]!, 1800, 360)];
  expect(Math.hypot(coarse[0]! - fine[0]!, coarse[1]! - fine[1]!, coarse[2]! - fine[2]!)).toBeLessThan(1e-5);
});

/** Acceleration of a point mass with J2, in the form of Vallado (2013), equation 8-30. */
function acceleration(r: readonly number[]): readonly [number, number, number] {
  const [x, y, z] = r as [number, number, number];
  const d = Math.hypot(x, y, z);
  const mu = WGS84.gravitationalParameter_m3ps2;
  const k = (-3 * WGS84.j2 * mu * WGS84.equatorialRadius_m ** 2) / (2 * d ** 5);
  const u = (5 * z * z) / (d * d);
  return [
    (-mu * x) / d ** 3 + k * x * (1 - u),
    (-mu * y) / d ** 3 + k * y * (1 - u),
    (-mu * z) / d ** 3 + k * z * (3 - u),
  ];
}

/** Four-stage Gauss and Legendre collocation with a fixed step, its stages found by repeated substitution. */
function collocate(start: readonly number[], duration_s: number, steps: number): number[] {
  const { a, b } = GAUSS_4;
  const h = duration_s / steps;
  let y = [...start];
  let k = Array.from({ length: 4 }, () => rateOf(y));
  for (let n = 0; n < steps; n++) {
    for (let round = 0; round < 30; round++) {
      k = a.map((row) => rateOf(y.map((value, i) => value + h * row.reduce((sum, w, j) => sum + w * k[j]![i]!, 0))));
    }
    y = y.map((value, i) => value + h * b.reduce((sum, w, j) => sum + w * k[j]![i]!, 0));
  }
  return y;
}

function rateOf(y: readonly number[]): number[] {
  return [y[3]!, y[4]!, y[5]!, ...acceleration(y)];
}

/** Butcher's coefficients computed from the roots of the Legendre polynomial of order 4. */
const GAUSS_4 = makeGauss();

function makeGauss(): { readonly a: readonly (readonly number[])[]; readonly b: readonly number[] } {
  const inner = Math.sqrt(3 / 7 - (2 / 7) * Math.sqrt(6 / 5));
  const outer = Math.sqrt(3 / 7 + (2 / 7) * Math.sqrt(6 / 5));
  const c = [-outer, -inner, inner, outer].map((x) => 0.5 * (1 + x));
  /** Integral from 0 to `end` of the Lagrange polynomial that is 1 at c[j] and 0 at the others. */
  const weight = (j: number, end: number): number => {
    const [p, q, r] = c.filter((_, i) => i !== j) as [number, number, number];
    const scale = (c[j]! - p) * (c[j]! - q) * (c[j]! - r);
    const [s1, s2, s3] = [p + q + r, p * q + q * r + r * p, p * q * r];
    return (end ** 4 / 4 - (s1 * end ** 3) / 3 + (s2 * end ** 2) / 2 - s3 * end) / scale;
  };
  return { a: c.map((end) => c.map((_, j) => weight(j, end))), b: c.map((_, j) => weight(j, 1)) };
}
