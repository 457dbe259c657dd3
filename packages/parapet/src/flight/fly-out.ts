import { NumericalFault } from "../math/numerical-fault.ts";
import { airInto } from "../earth/atmosphere.ts";
import { WGS84 } from "../earth/model.ts";
import { findRoot } from "../math/roots.ts";

/** Mean radius of WGS 84 (R1, IUGG), m: fly-outs are computed over a sphere that does not turn. */
export const FLY_OUT_RADIUS_m = 6371008.8;

/** What is published, or assumed, of an interceptor's motion. */
export interface InterceptorKinematics {
  /** Speed at burnout on a shot at 45 deg elevation. */
  readonly burnoutSpeed_mps: number;
  readonly burnTime_s: number;
  /** m / (Cd A) of the interceptor, for the drag of boost and coast; Infinity for none. */
  readonly ballisticCoefficient_kgpm2: number;
  /** Flown straight up before it pitches over. */
  readonly verticalTime_s: number;
  /** Longest flight considered. */
  readonly longestFlight_s: number;
  /**
   * The Earth's rotation about the normal of the plane of the shot, up times forward reversed: its rate times the cosine of
   * latitude times the sine of azimuth. 0 where left out: an Earth at rest.
   */
  readonly turnRate_radps?: number;
}

/** Limits inside which an intercept counts, beside kinematics: published, for seeker, divert or policy reasons. */
export interface InterceptEnvelope {
  readonly floor_m: number;
  readonly ceiling_m: number;
  /** Greatest distance over the ground from launcher to intercept. */
  readonly range_m: number;
}

/**
 * Least time from launch to a point, by chord over the ground and altitude. `Infinity` where the interceptor does not come.
 * Column i is chord `i * chordStep_m`, row j altitude `j * altitudeStep_m`.
 */
export interface FlyOutTable {
  readonly chordStep_m: number;
  readonly altitudeStep_m: number;
  readonly columns: number;
  readonly rows: number;
  readonly time_s: Float64Array;
  readonly acceleration_mps2: number;
}

const EARLIEST_ELEVATION_rad = (4 * Math.PI) / 180;

/** One shot: chord and altitude against time, in the plane of the shot over a sphere. */
export interface FlyOutPath {
  readonly time_s: Float64Array;
  readonly chord_m: Float64Array;
  readonly altitude_m: Float64Array;
  readonly speed_mps: Float64Array;
}

/**
 * Flies one shot in its plane: straight up, then thrust of constant acceleration at a constant elevation above the launch
 * horizon until burnout, then coast; point-mass gravity, drag of the standard atmosphere. Classical Runge-Kutta, fixed steps.
 * Stops on the ground or at the longest flight.
 */
export function flyOutPath(
  kinematics: InterceptorKinematics,
  acceleration_mps2: number,
  elevation_rad: number,
  step: { readonly boost_s: number; readonly coast_s: number } = { boost_s: 1, coast_s: 4 },
): FlyOutPath {
  const boostSteps = Math.max(8, Math.ceil(kinematics.burnTime_s / step.boost_s));
  const boostStep = kinematics.burnTime_s / boostSteps;
  // While there is air to slow it the coast is followed as finely as the boost.
  const coastStep = Math.min(step.coast_s, kinematics.burnTime_s / 8);
  const coastSteps = Math.max(0, Math.ceil((kinematics.longestFlight_s - kinematics.burnTime_s) / coastStep));
  const n = boostSteps + coastSteps + 1;
  const time_s = new Float64Array(n);
  const chord_m = new Float64Array(n);
  const altitude_m = new Float64Array(n);
  const speed_mps = new Float64Array(n);
  const plane = new PlanarFlight(kinematics, acceleration_mps2, elevation_rad);
  let count = 1;
  for (let i = 0; i < boostSteps + coastSteps; i++) {
    plane.step(i < boostSteps ? boostStep : coastStep, i < boostSteps);
    const radius = plane.radius();
    time_s[count] = plane.time();
    altitude_m[count] = radius - FLY_OUT_RADIUS_m;
    chord_m[count] = plane.chord();
    speed_mps[count] = plane.speed();
    count++;
    if (radius < FLY_OUT_RADIUS_m) break;
  }
  return {
    time_s: time_s.subarray(0, count),
    chord_m: chord_m.subarray(0, count),
    altitude_m: altitude_m.subarray(0, count),
    speed_mps: speed_mps.subarray(0, count),
  };
}

/** The constant thrust acceleration that gives the published burnout speed on a shot at 45 deg elevation, m/s^2. */
export function solveThrustAcceleration(kinematics: InterceptorKinematics): number {
  const ideal = kinematics.burnoutSpeed_mps / kinematics.burnTime_s;
  const miss = (acceleration: number): number => {
    const plane = new PlanarFlight({ ...kinematics, turnRate_radps: 0 }, acceleration, Math.PI / 4);
    const steps = Math.max(16, Math.ceil(kinematics.burnTime_s));
    for (let i = 0; i < steps; i++) plane.step(kinematics.burnTime_s / steps, true);
    return plane.speed() - kinematics.burnoutSpeed_mps;
  };
  const root = findRoot(miss, ideal, ideal * 4 + 40, { tolerance: 1e-9 * ideal, maxIterations: 100 });
  if (!root.converged)
    throw new NumericalFault(
      "outside-validity",
      `solveThrustAcceleration: no constant acceleration below ${(ideal * 4 + 40).toFixed(0)} m/s^2 gives ${kinematics.burnoutSpeed_mps} m/s in ${kinematics.burnTime_s} s`,
    );
  return root.root;
}

export interface FlyOutGrid {
  readonly chordStep_m: number;
  readonly longestChord_m: number;
  readonly altitudeStep_m: number;
  readonly highestAltitude_m: number;
  /** Number of elevations flown. */
  readonly elevations: number;
}

/**
 * Least time to reach each point of a grid over chord and altitude, from shots at many elevations.
 * A point is reached on the way up or on the way down, whichever is earlier, and not before burnout.
 *
 * Points closer than any shot can be met after burnout would be a blind zone for an interceptor that must burn all its fuel at
 * full thrust. A burnout speed is a maximum, though: with energy management the interceptor flies slower. Such points are given
 * the time of the nearest point at their altitude that a full shot reaches.
 */
export function makeFlyOutTable(kinematics: InterceptorKinematics, grid: FlyOutGrid): FlyOutTable {
  const acceleration = solveThrustAcceleration(kinematics);
  const columns = Math.floor(grid.longestChord_m / grid.chordStep_m) + 2;
  const rows = Math.floor(grid.highestAltitude_m / grid.altitudeStep_m) + 2;
  const time_s = new Float64Array(columns * rows).fill(Infinity);
  // For each row the crossings of the shot before: [chord, time] on the way up and on the way down.
  let before: Float64Array = new Float64Array(4 * rows).fill(NaN);
  let now: Float64Array = new Float64Array(4 * rows);
  for (let e = 0; e < grid.elevations; e++) {
    const share = e / (grid.elevations - 1);
    const elevation = Math.PI / 2 - (Math.PI / 2 - EARLIEST_ELEVATION_rad) * share;
    const path = flyOutPath(kinematics, acceleration, elevation);
    now.fill(NaN);
    collectCrossings(now, path, grid.altitudeStep_m, rows, kinematics.burnTime_s);
    if (e > 0)
      for (let row = 0; row < rows; row++) {
        fillBetween(time_s, row * columns, columns, grid.chordStep_m, before, 4 * row, now, 4 * row);
        fillBetween(time_s, row * columns, columns, grid.chordStep_m, before, 4 * row + 2, now, 4 * row + 2);
        // Where this shot stays below the row, shots between the two turn over between the last one's way up and way down.
        if (Number.isNaN(now[4 * row]!) && Number.isNaN(now[4 * row + 2]!))
          fillBetween(time_s, row * columns, columns, grid.chordStep_m, before, 4 * row, before, 4 * row + 2);
      }
    [before, now] = [now, before];
  }
  for (let row = 0; row < rows; row++) closeBlindZone(time_s, row * columns, columns);
  return {
    chordStep_m: grid.chordStep_m,
    altitudeStep_m: grid.altitudeStep_m,
    columns,
    rows,
    time_s,
    acceleration_mps2: acceleration,
  };
}

/** Least time to the point at `chord_m` and `altitude_m`, s; bilinear, Infinity where one of the four neighbours is out of reach. */
export function timeToReach(table: FlyOutTable, chord_m: number, altitude_m: number): number {
  const x = chord_m / table.chordStep_m;
  const y = altitude_m / table.altitudeStep_m;
  const i = Math.floor(x);
  const j = Math.floor(y);
  if (!(x >= 0 && y >= 0 && i < table.columns - 1 && j < table.rows - 1)) return Infinity;
  const u = x - i;
  const v = y - j;
  const o = j * table.columns + i;
  const t = table.time_s;
  const lower = u > 0 ? t[o]! + u * (t[o + 1]! - t[o]!) : t[o]!;
  if (v === 0) return lower === lower ? lower : Infinity;
  const p = o + table.columns;
  const upper = u > 0 ? t[p]! + u * (t[p + 1]! - t[p]!) : t[p]!;
  const value = lower + v * (upper - lower);
  return value === value ? value : Infinity;
}

function collectCrossings(
  out: Float64Array,
  path: FlyOutPath,
  altitudeStep_m: number,
  rows: number,
  burnTime_s: number,
): void {
  const { time_s, chord_m, altitude_m } = path;
  for (let i = 1; i < time_s.length; i++) {
    if (time_s[i - 1]! < burnTime_s - 1e-9) continue;
    const h0 = altitude_m[i - 1]!;
    const h1 = altitude_m[i]!;
    const rising = h1 > h0;
    const first = Math.max(0, Math.ceil(Math.min(h0, h1) / altitudeStep_m));
    const last = Math.min(rows - 1, Math.floor(Math.max(h0, h1) / altitudeStep_m));
    for (let row = first; row <= last; row++) {
      const share = (row * altitudeStep_m - h0) / (h1 - h0);
      const o = 4 * row + (rising ? 0 : 2);
      out[o] = chord_m[i - 1]! + share * (chord_m[i]! - chord_m[i - 1]!);
      out[o + 1] = time_s[i - 1]! + share * (time_s[i]! - time_s[i - 1]!);
    }
  }
}

/** Fills a row between two crossings, each a chord and a time at a place of its array; nothing when one of them is missing. */
function fillBetween(
  time_s: Float64Array,
  offset: number,
  columns: number,
  chordStep_m: number,
  from: Float64Array,
  o: number,
  to: Float64Array,
  p: number,
): void {
  const c0 = from[o]!;
  const c1 = to[p]!;
  const t0 = from[o + 1]!;
  const t1 = to[p + 1]!;
  if (Number.isNaN(c0) || Number.isNaN(c1)) return;
  const low = Math.min(c0, c1);
  const high = Math.max(c0, c1);
  const first = Math.max(0, Math.ceil(low / chordStep_m - 1e-9));
  const last = Math.min(columns - 1, Math.floor(high / chordStep_m + 1e-9));
  for (let i = first; i <= last; i++) {
    const share = high > low ? (i * chordStep_m - c0) / (c1 - c0) : 0;
    const t = t0 + share * (t1 - t0);
    if (t < time_s[offset + i]!) time_s[offset + i] = t;
  }
}

function closeBlindZone(time_s: Float64Array, offset: number, columns: number): void {
  let first = 0;
  while (first < columns && time_s[offset + first] === Infinity) first++;
  if (first === columns) return;
  for (let i = 0; i < first; i++) time_s[offset + i] = time_s[offset + first]!;
}

/** Motion in the plane of a shot: x along the launch horizon, y from the Earth's centre through the launch point. */
class PlanarFlight {
  readonly #y = new Float64Array([0, FLY_OUT_RADIUS_m, 0, 0]);
  readonly #k = new Float64Array(16);
  readonly #s = new Float64Array(4);
  readonly #air = new Float64Array(4);
  readonly #acceleration: number;
  readonly #cos: number;
  readonly #sin: number;
  readonly #vertical_s: number;
  readonly #drag: number;
  readonly #turn: number;
  #time = 0;
  /** Whether the step at hand is flown upright: one direction for the whole of it, or its stages would tilt a sixth of a second early. */
  #isUpright = false;

  constructor(kinematics: InterceptorKinematics, acceleration_mps2: number, elevation_rad: number) {
    this.#acceleration = acceleration_mps2;
    this.#cos = Math.cos(elevation_rad);
    this.#sin = Math.sin(elevation_rad);
    this.#vertical_s = kinematics.verticalTime_s;
    this.#drag = 0.5 / kinematics.ballisticCoefficient_kgpm2;
    this.#turn = 2 * (kinematics.turnRate_radps ?? 0);
  }

  time(): number {
    return this.#time;
  }

  radius(): number {
    return Math.sqrt(this.#y[0]! * this.#y[0]! + this.#y[1]! * this.#y[1]!);
  }

  /** Straight line between the launch point and the point below the interceptor, m. */
  chord(): number {
    const angle = Math.atan2(Math.abs(this.#y[0]!), this.#y[1]!);
    return 2 * FLY_OUT_RADIUS_m * Math.sin(0.5 * angle);
  }

  speed(): number {
    return Math.sqrt(this.#y[2]! * this.#y[2]! + this.#y[3]! * this.#y[3]!);
  }

  /** A step of `h` s; one astride the pitch-over is taken in two that meet there. */
  step(h: number, burning: boolean): void {
    const first = this.#vertical_s - this.#time;
    const isAstride = burning && first > 1e-9 && first < h - 1e-9;
    if (isAstride) this.#advance(first, burning);
    this.#advance(isAstride ? h - first : h, burning);
  }

  #advance(h: number, burning: boolean): void {
    const y = this.#y;
    const k = this.#k;
    const s = this.#s;
    this.#isUpright = this.#time + 0.5 * h < this.#vertical_s;
    this.#rate(y, 0, burning);
    for (let i = 0; i < 4; i++) s[i] = y[i]! + 0.5 * h * k[i]!;
    this.#rate(s, 4, burning);
    for (let i = 0; i < 4; i++) s[i] = y[i]! + 0.5 * h * k[4 + i]!;
    this.#rate(s, 8, burning);
    for (let i = 0; i < 4; i++) s[i] = y[i]! + h * k[8 + i]!;
    this.#rate(s, 12, burning);
    for (let i = 0; i < 4; i++) y[i] = y[i]! + (h / 6) * (k[i]! + 2 * k[4 + i]! + 2 * k[8 + i]! + k[12 + i]!);
    this.#time += h;
  }

  #rate(y: Float64Array, o: number, burning: boolean): void {
    const k = this.#k;
    const x = y[0]!;
    const z = y[1]!;
    const r = Math.sqrt(x * x + z * z);
    const pull = -WGS84.gravitationalParameter_m3ps2 / (r * r * r);
    // Coriolis: eastward shots are lifted, rising ones fall behind to the west.
    let ax = pull * x - this.#turn * y[3]!;
    let az = pull * z + this.#turn * y[2]!;
    if (burning) {
      const upright = this.#isUpright;
      ax += upright ? 0 : this.#acceleration * this.#cos;
      az += this.#acceleration * (upright ? 1 : this.#sin);
    }
    const altitude = r - FLY_OUT_RADIUS_m;
    if (this.#drag > 0 && altitude < 120_000) {
      airInto(this.#air, altitude);
      const vx = y[2]!;
      const vz = y[3]!;
      const d = -this.#drag * this.#air[0]! * Math.sqrt(vx * vx + vz * vz);
      ax += d * vx;
      az += d * vz;
    }
    k[o] = y[2]!;
    k[o + 1] = y[3]!;
    k[o + 2] = ax;
    k[o + 3] = az;
  }
}
