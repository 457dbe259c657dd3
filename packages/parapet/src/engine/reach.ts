import { geodeticToEcef } from "../earth/frames.ts";
import type { EarthModel, Geodetic } from "../earth/model.ts";
import { FLY_OUT_RADIUS_m, type FlyOutTable, timeToReach } from "../flight/fly-out.ts";
import type { RaidInterceptor, ReachKnots } from "./raid-problem.ts";

/**
 * Times of flight of one kind of interceptor with the burnout speed of a trial, over an Earth that turns. Between the speeds of the tables the time is
 * interpolated; where the slower of the two does not come, neither does the mixture.
 */
export class Reach {
  readonly #knots: ReachKnots;
  readonly #tables: { west: FlyOutTable; meridian: FlyOutTable; east: FlyOutTable };
  readonly #own: { west: FlyOutTable; meridian: FlyOutTable; east: FlyOutTable };

  constructor(interceptor: RaidInterceptor) {
    this.#knots = interceptor.reach;
    const { west, meridian, east } = this.#knots.tables[0]!;
    const copy = (table: FlyOutTable): FlyOutTable => ({ ...table, time_s: new Float64Array(table.time_s.length) });
    this.#own = { west: copy(west), meridian: copy(meridian), east: copy(east) };
    this.#tables = { west, meridian, east };
  }

  /** Takes the burnout speed of a trial, inside the tables' range or at its ends. */
  setSpeed(burnoutSpeed_mps: number): void {
    const { burnoutSpeed_mps: speeds, tables } = this.#knots;
    let i = 0;
    while (i < speeds.length - 1 && speeds[i + 1]! <= burnoutSpeed_mps) i++;
    const j = Math.min(i + 1, speeds.length - 1);
    const share = i === j ? 0 : Math.max(0, (burnoutSpeed_mps - speeds[i]!) / (speeds[j]! - speeds[i]!));
    const low = tables[i]!;
    if (share === 0) {
      Object.assign(this.#tables, low);
      return;
    }
    const high = tables[j]!;
    for (const side of ["west", "meridian", "east"] as const)
      mixInto(this.#own[side].time_s, low[side].time_s, high[side].time_s, share);
    Object.assign(this.#tables, this.#own);
  }

  /** Least time to a point, by chord and altitude; `eastward` is the cosine of the launch latitude times the sine of the azimuth. */
  timeTo(chord_m: number, altitude_m: number, eastward: number): number {
    const still = timeToReach(this.#tables.meridian, chord_m, altitude_m);
    if (still === Infinity) return Infinity;
    const turning = timeToReach(eastward > 0 ? this.#tables.east : this.#tables.west, chord_m, altitude_m);
    const time = still + Math.abs(eastward) * (turning - still);
    return time === time ? time : Infinity;
  }
}

function mixInto(out: Float64Array, low: Float64Array, high: Float64Array, share: number): void {
  for (let i = 0; i < out.length; i++) {
    const value = low[i]! + share * (high[i]! - low[i]!);
    out[i] = value === value ? value : Infinity;
  }
}

/** Where a launcher stands, made ready to be asked for the way to many points. */
export class LaunchPoint {
  readonly ecef: Float64Array;
  readonly #frame: Float64Array;
  /** Of the last point looked at: chord over the ground (m) and eastward share of the shot. */
  readonly way: Float64Array = new Float64Array(2);

  constructor(position: Geodetic, earth: EarthModel) {
    const [x, y, z] = geodeticToEcef(position, earth);
    this.ecef = Float64Array.of(x, y, z);
    const r = Math.sqrt(x * x + y * y + z * z);
    const { latitude_rad, longitude_rad } = position;
    this.#frame = Float64Array.of(
      x / r,
      y / r,
      z / r,
      Math.cos(latitude_rad),
      Math.sin(longitude_rad),
      Math.cos(longitude_rad),
    );
  }

  /** Looks at an Earth-fixed point: writes `way`. */
  lookAt(point: Float64Array): void {
    const f = this.#frame;
    const [x, y, z] = [point[0]!, point[1]!, point[2]!];
    const size = Math.sqrt(x * x + y * y + z * z);
    const dx = x / size - f[0]!;
    const dy = y / size - f[1]!;
    const dz = z / size - f[2]!;
    const chord = Math.sqrt(dx * dx + dy * dy + dz * dz);
    // Eastward part of the direction along the ground.
    const east = f[5]! * dy - f[4]! * dx;
    this.way[0] = FLY_OUT_RADIUS_m * chord;
    this.way[1] = chord > 1e-9 ? f[3]! * Math.max(-1, Math.min(1, east / chord)) : 0;
  }
}
