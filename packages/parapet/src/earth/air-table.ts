import { airInto, ATMOSPHERE_KINKS_m } from "./atmosphere.ts";
import type { EarthModel } from "./model.ts";

/**
 * The standard atmosphere as cubic pieces, for inner loops: no exponentials, no logarithms. The pieces end at the kinks of the
 * standard, take its values and slopes at their ends, and differ from it by less than 4e-7 of the value below 86 km and 1e-5
 * above (see the test). They interpolate the standard; they do not smooth it.
 */

const FINE_m = 250;
const COARSE_m = 1000;
/** Lowest and highest altitude of the table; density is 0 above. */
const BOTTOM_m = -2000;
export const AIR_TABLE_TOP_m = 400_000;
const FITTED_FROM_m = 86_000;

interface Sections {
  /** Lowest altitude of each section, m. */
  readonly base: Float64Array;
  readonly perStep: Float64Array;
  readonly first: Int32Array;
  /** Twelve numbers a piece: cubics of density, speed of sound and pressure in metres above the piece's lower end. */
  readonly pieces: Float64Array;
  readonly step: Float64Array;
  /** Section at the lower end of each whole kilometre above the bottom. */
  readonly ofKilometre: Uint8Array;
}

const SECTIONS = makeSections();

function makeSections(): Sections {
  const ends = [
    BOTTOM_m,
    ...ATMOSPHERE_KINKS_m,
    91_000,
    100_000,
    110_000,
    120_000,
    150_000,
    200_000,
    300_000,
    AIR_TABLE_TOP_m,
  ];
  const base: number[] = [];
  const step: number[] = [];
  const first: number[] = [];
  const pieces: number[] = [];
  for (let s = 0; s + 1 < ends.length; s++) {
    const from = ends[s]!;
    const to = ends[s + 1]!;
    const count = Math.ceil((to - from) / (from < FITTED_FROM_m ? FINE_m : COARSE_m));
    base.push(from);
    step.push((to - from) / count);
    first.push(pieces.length / 12);
    for (let i = 0; i < count; i++) {
      const low = from + (i * (to - from)) / count;
      const high = from + ((i + 1) * (to - from)) / count;
      for (let k = 0; k < 3; k++) pieces.push(...fitCubic(low, high, from, to, k));
    }
  }
  const ofKilometre = Uint8Array.from({ length: (AIR_TABLE_TOP_m - BOTTOM_m) / 1000 + 1 }, (_, km) => {
    const altitude = BOTTOM_m + 1000 * km;
    return Math.max(
      0,
      base.findLastIndex((from) => from <= altitude),
    );
  });
  return {
    ofKilometre,
    // One more, beyond the table, so that the search for the next section always ends.
    base: Float64Array.from([...base, Infinity]),
    perStep: Float64Array.from(step, (x) => 1 / x),
    step: Float64Array.from(step),
    first: Int32Array.from(first),
    pieces: Float64Array.from(pieces),
  };
}

/** Cubic with the standard's values at both ends and at the thirds between, which stay inside the section. */
function fitCubic(low: number, high: number, from: number, to: number, k: number): readonly number[] {
  const air = new Float64Array(4);
  // A hair inside the section, so that a value at a kink is that of this side.
  const valueAt = (altitude: number): number => {
    airInto(air, Math.min(to - 1e-7 * (to - from), Math.max(from, altitude)));
    return air[k]!;
  };
  const h = high - low;
  const y0 = valueAt(low);
  const y1 = valueAt(low + h / 3);
  const y2 = valueAt(low + (2 * h) / 3);
  const y3 = valueAt(high);
  // Lagrange through 0, 1/3, 2/3, 1 in powers of u = (altitude - low)/h.
  const a = -5.5 * y0 + 9 * y1 - 4.5 * y2 + y3;
  const b = 9 * y0 - 22.5 * y1 + 18 * y2 - 4.5 * y3;
  const c = -4.5 * y0 + 13.5 * y1 - 13.5 * y2 + 4.5 * y3;
  return [y0, a / h, b / (h * h), c / (h * h * h)];
}

/** Writes density (kg/m^3), speed of sound (m/s) and pressure (Pa) at `at[0]`, a geometric altitude in metres, into `out`. */
export function tabledAirInto(out: Float64Array, at: Float64Array): void {
  const altitude = at[0]!;
  const { base, perStep, step, first, pieces, ofKilometre } = SECTIONS;
  if (altitude >= AIR_TABLE_TOP_m) {
    out[0] = 0;
    out[1] = 274;
    out[2] = 0;
    return;
  }
  const km = altitude > BOTTOM_m ? ((altitude - BOTTOM_m) * 1e-3) | 0 : 0;
  let s = ofKilometre[km]!;
  while (altitude >= base[s + 1]!) s++;
  const above = altitude - base[s]!;
  const i = above > 0 ? (above * perStep[s]!) | 0 : 0;
  const d = above - i * step[s]!;
  const o = 12 * (first[s]! + i);
  out[0] = pieces[o]! + d * (pieces[o + 1]! + d * (pieces[o + 2]! + d * pieces[o + 3]!));
  out[1] = pieces[o + 4]! + d * (pieces[o + 5]! + d * (pieces[o + 6]! + d * pieces[o + 7]!));
  out[2] = pieces[o + 8]! + d * (pieces[o + 9]! + d * (pieces[o + 10]! + d * pieces[o + 11]!));
}

/**
 * What turns a geocentric radius into geodetic altitude for the density of air: [equatorial radius, polar over equatorial radius
 * squared less one, (e^2)^2 / 2].
 */
export function altitudeConstants(earth: EarthModel): Float64Array {
  const e2 = earth.flattening * (2 - earth.flattening);
  return Float64Array.of(earth.equatorialRadius_m, e2 / (1 - e2), 0.5 * e2 * e2);
}

/**
 * Writes into `out[0]` the geodetic altitude of a point at the radius `radius[0]`, m, whose squared sine of geocentric latitude is
 * `radius[1]`: distance to the ellipsoid along the radius, less what the normal is shorter by. Error below 0.02 m to 250 km.
 */
export function airAltitudeInto(out: Float64Array, radius: Float64Array, constants: Float64Array): void {
  const s = radius[1]!;
  const surface = constants[0]! / Math.sqrt(1 + constants[1]! * s);
  const height = radius[0]! - surface;
  out[0] = height - height * constants[2]! * s * (1 - s) * (surface / radius[0]!);
}
