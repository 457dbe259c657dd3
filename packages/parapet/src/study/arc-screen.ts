import type { EarthModel, Geodetic } from "../earth/model.ts";
import { geodeticToEcef } from "../earth/frames.ts";
import type { FlyOutTable, InterceptEnvelope } from "../flight/fly-out.ts";

/**
 * The quick answer to "is this aim point defended?": the threat as a two-body arc from its burnout point, against tables of
 * fly-out time. Used for draws and previews; the nominal answer is integrated (see `defended-area.ts`).
 *
 * The arc is walked in eccentric anomaly, so that time and place come without solving Kepler's equation; the tables are
 * indexed by chord, so that no arc cosine is needed; floor and ceiling bound the walk in closed form.
 */

/** Mean radius of WGS 84 (R1, IUGG), m: distances over the ground in tables. */
export const MEAN_RADIUS_m = 6371008.8;

/** Where thrust ends, as seen from the launch point, and the apogee, for a flight of a given ground range. */
export interface BurnoutTable {
  readonly rangeStep_m: number;
  /**
   * Five numbers a knot: time (s), distance over the ground (m) and altitude (m) of the burnout, altitude of the apogee (m), and
   * how much farther the threat would fly without air (m).
   */
  readonly knots: Float64Array;
  /** Ranges that the class reaches on this kind of path, m. */
  readonly shortest_m: number;
  readonly longest_m: number;
}

/** A radar as the screen needs it. */
export interface ScreenRadar {
  readonly position: Geodetic;
  /** From first detection to a track of fire-control quality. */
  readonly trackTime_s: number;
  /** Range at which the threat's re-entry body is detected, m. */
  readonly range_m: number;
  readonly elevationMinimum_rad: number;
  /** Centre and half width of the sector; a half width of pi or more is all round. */
  readonly azimuth_rad: number;
  readonly halfWidth_rad: number;
}

/** One kind of interceptor at one place. */
export interface ScreenSite {
  readonly position: Geodetic;
  /** Number of the interceptor in the study, 0 to 29: the bit that an intercept sets in the answer. */
  readonly interceptor: number;
  readonly table: FlyOutTable;
  readonly envelope: InterceptEnvelope;
  /** From a track of fire-control quality to the first interceptor leaving. */
  readonly reactionTime_s: number;
  /** Radars whose track starts the clock of this site, by index. */
  readonly radars: readonly number[];
}

export interface ScreenCase {
  readonly earth: EarthModel;
  readonly launch: Geodetic;
  readonly burnout: BurnoutTable;
  /** Multiplies time and place of the burnout point: a burn slower or faster than the table's. */
  readonly burnTimeFactor: number;
  /** Multiplies the apogee's height. */
  readonly apogeeFactor: number;
  readonly radars: readonly ScreenRadar[];
  readonly sites: readonly ScreenSite[];
  /** Below every floor that is going to be asked about, m: where the walk along the arc begins. */
  readonly lowestFloor_m: number;
}

/** The answer for an aim point that the threat does not reach; any other answer has a bit set for each interceptor that defends it. */
export const OUT_OF_REACH = -1;

const SAMPLES = 64;
const DETECTION_SAMPLES = 16;
/** Radio waves bend: the Earth's radius appears larger by this factor (see `earth/horizon.ts`). */
const REFRACTION = 4 / 3;

/** Screens aim points of one case. Owns its workspace; an answer allocates nothing. */
export class ArcScreen {
  readonly #case: ScreenCase;
  readonly #launch: Float64Array;
  readonly #launchRadius: number;
  /** For each site: Earth-fixed position, floor, ceiling, range; all m. Flat, for the walk asks for them at every point. */
  readonly #sites: Float64Array;
  readonly #bits: Int32Array;
  readonly #tables: readonly FlyOutTable[];
  readonly #ready: Float64Array;
  readonly #allBits: number;
  readonly #detection: Float64Array;
  readonly #radar: Float64Array;
  /** Arc: [a, e, b, mean motion, time of apogee, P(3), Q(3), eta at burnout, time of impact] */
  readonly #arc = new Float64Array(16);
  readonly #aim = new Float64Array(3);
  readonly #phase = new Float64Array(3);
  /** Last point computed: x, y, z Earth-fixed, altitude, time */
  readonly #point = new Float64Array(5);

  constructor(screenCase: ScreenCase) {
    const { earth, sites, radars } = screenCase;
    this.#case = screenCase;
    this.#launch = Float64Array.from(geodeticToEcef(screenCase.launch, earth));
    this.#launchRadius = Math.hypot(this.#launch[0]!, this.#launch[1]!, this.#launch[2]!);
    this.#sites = new Float64Array(6 * sites.length);
    sites.forEach(({ position, envelope: { floor_m, ceiling_m, range_m } }, i) =>
      this.#sites.set([...geodeticToEcef(position, earth), floor_m, ceiling_m, range_m], 6 * i),
    );
    this.#bits = Int32Array.from(sites, ({ interceptor }) => 1 << interceptor);
    this.#tables = sites.map(({ table }) => table);
    this.#ready = new Float64Array(sites.length);
    this.#allBits = sites.reduce((bits, site) => bits | (1 << site.interceptor), 0);
    this.#detection = new Float64Array(radars.length);
    this.#radar = new Float64Array(16 * radars.length);
    radars.forEach((radar, i) => this.#prepareRadar(radar, i));
  }

  #prepareRadar(radar: ScreenRadar, i: number): void {
    const { latitude_rad, longitude_rad } = radar.position;
    const r = geodeticToEcef(radar.position, this.#case.earth);
    const sinLat = Math.sin(latitude_rad);
    const cosLat = Math.cos(latitude_rad);
    const sinLon = Math.sin(longitude_rad);
    const cosLon = Math.cos(longitude_rad);
    const east = Math.sin(radar.azimuth_rad);
    const north = Math.cos(radar.azimuth_rad);
    this.#radar.set(
      [
        r[0],
        r[1],
        r[2],
        cosLat * cosLon,
        cosLat * sinLon,
        sinLat,
        // boresight, horizontal
        -east * sinLon - north * sinLat * cosLon,
        east * cosLon - north * sinLat * sinLon,
        north * cosLat,
        radar.range_m * radar.range_m,
        radar.elevationMinimum_rad,
        radar.halfWidth_rad >= Math.PI ? -1 : Math.cos(radar.halfWidth_rad),
        radar.halfWidth_rad >= Math.PI ? 1 : 0,
      ],
      16 * i,
    );
  }

  /** Time of impact on the aim point last asked for, s; meaningless when it is out of reach. */
  impactTime_s(): number {
    return this.#arc[12]!;
  }

  /** Altitude of the apogee on the way to the aim point last asked for, m. */
  apogee_m(): number {
    return this.#arc[0]! * (1 + this.#arc[1]!) - this.#launchRadius;
  }

  /** Time of first detection by radar `i` on the way to the aim point last asked for; Infinity for never. */
  detectionTime_s(i: number): number {
    return this.#detection[i]!;
  }

  /** Which interceptors defend the aim point (ECEF, m), one bit each, or `OUT_OF_REACH`. */
  classify(x: number, y: number, z: number): number {
    this.#aim[0] = x;
    this.#aim[1] = y;
    this.#aim[2] = z;
    if (!this.#makeArc()) return OUT_OF_REACH;
    this.#detect();
    const { sites, radars } = this.#case;
    let earliest = Infinity;
    for (let s = 0; s < sites.length; s++) {
      const site = sites[s]!;
      let first = Infinity;
      for (let k = 0; k < site.radars.length; k++) {
        const radar = site.radars[k]!;
        const track = this.#detection[radar]! + radars[radar]!.trackTime_s;
        if (track < first) first = track;
      }
      const ready = first + site.reactionTime_s;
      this.#ready[s] = ready;
      if (ready < earliest) earliest = ready;
    }
    return earliest < Infinity ? this.#searchIntercepts(earliest) : 0;
  }

  #makeArc(): boolean {
    const { earth, burnout, burnTimeFactor, apogeeFactor } = this.#case;
    const mu = earth.gravitationalParameter_m3ps2;
    const omega = earth.rotationRate_radps;
    const launch = this.#launch;
    const aim = this.#aim;
    const lx = launch[0]!;
    const ly = launch[1]!;
    const lz = launch[2]!;
    const lr = this.#launchRadius;
    const ax = aim[0]!;
    const ay = aim[1]!;
    const az = aim[2]!;
    const ar = Math.sqrt(ax * ax + ay * ay + az * az);
    // Ground range from the chord between unit vectors.
    const dx = ax / ar - lx / lr;
    const dy = ay / ar - ly / lr;
    const dz = az / ar - lz / lr;
    const halfChord = 0.5 * Math.sqrt(dx * dx + dy * dy + dz * dz);
    const range = 2 * MEAN_RADIUS_m * Math.asin(Math.min(1, halfChord));
    if (range < burnout.shortest_m || range > burnout.longest_m) return false;
    const knot = range / burnout.rangeStep_m;
    const last = burnout.knots.length / 5 - 2;
    const i = Math.min(last, Math.floor(knot));
    const u = knot - i;
    const k = burnout.knots;
    const o = 5 * i;
    const burnoutTime = burnTimeFactor * (k[o]! + u * (k[o + 5]! - k[o]!));
    const burnoutDistance = burnTimeFactor * (k[o + 1]! + u * (k[o + 6]! - k[o + 1]!));
    const burnoutAltitude = burnTimeFactor * (k[o + 2]! + u * (k[o + 7]! - k[o + 2]!));
    const apogee = apogeeFactor * (k[o + 3]! + u * (k[o + 8]! - k[o + 3]!));
    const excess = k[o + 4]! + u * (k[o + 9]! - k[o + 4]!);
    // Burnout point over the Earth-fixed great circle from launch to aim.
    const cosRange = 1 - 2 * halfChord * halfChord;
    const sinRange = Math.sqrt(Math.max(1e-30, 1 - cosRange * cosRange));
    const angle = burnoutDistance / MEAN_RADIUS_m;
    const cosB = Math.cos(angle);
    const sinB = Math.sin(angle);
    const fx = (ax / ar - (cosRange * lx) / lr) / sinRange;
    const fy = (ay / ar - (cosRange * ly) / lr) / sinRange;
    const fz = (az / ar - (cosRange * lz) / lr) / sinRange;
    const r1 = lr + burnoutAltitude;
    const bx0 = cosB * (lx / lr) + sinB * fx;
    const by0 = cosB * (ly / lr) + sinB * fy;
    const bz = cosB * (lz / lr) + sinB * fz;
    const turn1 = omega * burnoutTime;
    const c1 = Math.cos(turn1);
    const s1 = Math.sin(turn1);
    const bx = c1 * bx0 - s1 * by0;
    const by = s1 * bx0 + c1 * by0;
    // The arc ends where the threat would land without air, beyond the aim.
    const end = range / MEAN_RADIUS_m + excess / MEAN_RADIUS_m;
    const cosEnd = Math.cos(end);
    const sinEnd = Math.sin(end);
    const gx = cosEnd * (lx / lr) + sinEnd * fx;
    const gy = cosEnd * (ly / lr) + sinEnd * fy;
    const gz = cosEnd * (lz / lr) + sinEnd * fz;
    const ra = lr + Math.max(apogee, burnoutAltitude + 1000);
    const arc = this.#arc;
    // The aim turns with the Earth while the threat flies: the time of flight is found by repetition.
    let flight = 600;
    let a = 0;
    let e = 0;
    let halfAlpha = 0;
    let ex = 0;
    let ey = 0;
    let ez = 0;
    let toApogee = 0;
    for (let n = 0; n < 4; n++) {
      const turn = omega * (burnoutTime + flight);
      const ct = Math.cos(turn);
      const st = Math.sin(turn);
      ex = ct * gx - st * gy;
      ey = st * gx + ct * gy;
      ez = gz;
      const cosTheta = bx * ex + by * ey + bz * ez;
      const half = 0.5 * Math.acos(Math.min(1, Math.max(-1, cosTheta)));
      const k1 = ra / r1 - 1;
      const k2 = ra / ar - 1;
      halfAlpha = Math.atan2(Math.sin(half), Math.sqrt(k2 / k1) + Math.cos(half));
      const sh = Math.sin(halfAlpha);
      e = k1 / (k1 + 2 * sh * sh);
      a = ra / (1 + e);
      const motion = Math.sqrt((a * a * a) / mu);
      const w1 = Math.acos(Math.min(1, Math.max(-1, (r1 / a - 1) / e)));
      const w2 = Math.acos(Math.min(1, Math.max(-1, (ar / a - 1) / e)));
      toApogee = motion * (w1 + e * Math.sin(w1));
      flight = toApogee + motion * (w2 + e * Math.sin(w2));
      arc[3] = motion;
      arc[11] = -w1;
    }
    // Unit vector across the burnout radius towards the aim, then the axes of the ellipse: P to the apogee, Q a right angle on.
    const cosTheta = bx * ex + by * ey + bz * ez;
    const sinTheta = Math.sqrt(Math.max(1e-30, 1 - cosTheta * cosTheta));
    const wx = (ex - cosTheta * bx) / sinTheta;
    const wy = (ey - cosTheta * by) / sinTheta;
    const wz = (ez - cosTheta * bz) / sinTheta;
    const ca = Math.cos(2 * halfAlpha);
    const sa = Math.sin(2 * halfAlpha);
    arc[0] = a;
    arc[1] = e;
    arc[2] = a * Math.sqrt(1 - e * e);
    arc[4] = burnoutTime + toApogee;
    arc[5] = ca * bx + sa * wx;
    arc[6] = ca * by + sa * wy;
    arc[7] = ca * bz + sa * wz;
    arc[8] = ca * wx - sa * bx;
    arc[9] = ca * wy - sa * by;
    arc[10] = ca * wz - sa * bz;
    arc[12] = burnoutTime + flight;
    arc[13] = burnoutTime;
    return true;
  }

  /** Puts the point at eccentric anomaly `eta` (from the apogee) into `#point`. */
  #goTo(eta: number): void {
    const phase = this.#phase;
    phase[0] = eta;
    phase[1] = Math.cos(eta);
    phase[2] = Math.sin(eta);
    this.#place();
  }

  /** The same for the eccentric anomaly, its cosine and its sine in `#phase`: as arguments they would be boxed. */
  #place(): void {
    const { earth } = this.#case;
    const arc = this.#arc;
    const phase = this.#phase;
    const eta = phase[0]!;
    const c = phase[1]!;
    const s = phase[2]!;
    const e = arc[1]!;
    const x = arc[0]! * (c + e);
    const y = arc[2]! * s;
    const t = arc[4]! + arc[3]! * (eta + e * s);
    const px = x * arc[5]! + y * arc[8]!;
    const py = x * arc[6]! + y * arc[9]!;
    const pz = x * arc[7]! + y * arc[10]!;
    // The Earth turns by a tenth of a radian or two: Taylor to the eleventh order is as good as the built-in functions and costs a fifth.
    const turn = earth.rotationRate_radps * t;
    const q = turn * turn;
    let ct = 1 + q * (-1 / 2 + q * (1 / 24 + q * (-1 / 720 + q * (1 / 40320 + q * (-1 / 3628800)))));
    let st = turn * (1 + q * (-1 / 6 + q * (1 / 120 + q * (-1 / 5040 + q * (1 / 362880 + q * (-1 / 39916800))))));
    if (q > 0.16) {
      ct = Math.cos(turn);
      st = Math.sin(turn);
    }
    const point = this.#point;
    point[0] = ct * px + st * py;
    point[1] = ct * py - st * px;
    point[2] = pz;
    const r2 = px * px + py * py + pz * pz;
    const r = Math.sqrt(r2);
    point[3] = r - earth.equatorialRadius_m * (1 - (earth.flattening * pz * pz) / r2);
    point[4] = t;
  }

  /** First detection by each radar, from burnout on. */
  #detect(): void {
    const { radars } = this.#case;
    const arc = this.#arc;
    const start = arc[11]!;
    const end = this.#etaAtAltitude(20_000);
    for (let radar = 0; radar < radars.length; radar++) {
      this.#detection[radar] = Infinity;
      this.#goTo(start);
      if (this.#sees(radar)) {
        this.#detection[radar] = arc[13]!;
        continue;
      }
      let before = start;
      for (let n = 1; n <= DETECTION_SAMPLES; n++) {
        const eta = start + ((end - start) * n) / DETECTION_SAMPLES;
        this.#goTo(eta);
        if (this.#sees(radar)) {
          let low = before;
          let high = eta;
          for (let k = 0; k < 10; k++) {
            const middle = 0.5 * (low + high);
            this.#goTo(middle);
            if (this.#sees(radar)) high = middle;
            else low = middle;
          }
          this.#goTo(high);
          this.#detection[radar] = this.#point[4]!;
          break;
        }
        before = eta;
      }
    }
  }

  #sees(radar: number): boolean {
    const q = this.#radar;
    const o = 16 * radar;
    const point = this.#point;
    const dx = point[0]! - q[o]!;
    const dy = point[1]! - q[o + 1]!;
    const dz = point[2]! - q[o + 2]!;
    const d2 = dx * dx + dy * dy + dz * dz;
    if (d2 > q[o + 9]!) return false;
    const up = dx * q[o + 3]! + dy * q[o + 4]! + dz * q[o + 5]!;
    // Sine of the geometric elevation plus what the bending of the ray adds over an Earth 4/3 as large: (d^2 - h^2) (1 - 3/4) / 2dR.
    const d = Math.sqrt(d2);
    const height =
      Math.sqrt(point[0]! * point[0]! + point[1]! * point[1]! + point[2]! * point[2]!) - this.#launchRadius;
    const lift = ((d2 - height * height) * (1 - 1 / REFRACTION)) / (2 * d * this.#launchRadius);
    if (up / d + lift < Math.sin(q[o + 10]!)) return false;
    if (q[o + 12]! > 0) return true;
    const ahead = dx * q[o + 6]! + dy * q[o + 7]! + dz * q[o + 8]!;
    return ahead >= q[o + 11]! * Math.sqrt(Math.max(0, d2 - up * up));
  }

  /** Eccentric anomaly on the way down at an altitude; 0 (the apogee) when the arc stays below it. */
  #etaAtAltitude(altitude: number): number {
    const arc = this.#arc;
    const r = this.#launchRadius + altitude;
    const c = (r / arc[0]! - 1) / arc[1]!;
    return c >= 1 ? 0 : Math.acos(Math.max(-1, c));
  }

  /**
   * Walks back from the latest admissible instant until every interceptor has met the threat or there is no time left. The
   * points of the walk are the same whatever interceptors are asked about; where it passes a floor, the point on the floor is
   * tried as well, for it is the latest at which that interceptor may meet the threat.
   */
  #searchIntercepts(earliest: number): number {
    const sites = this.#sites;
    const bits = this.#bits;
    const count = bits.length;
    // The launch radius stands for the whole arc here: leave 30 km for the ellipsoid, the exact altitude is tested below.
    const last = this.#etaAtAltitude(Math.max(0, this.#case.lowestFloor_m - 30_000));
    const first = this.#arc[11]!;
    let found = 0;
    if (last <= first) return found;
    const step = (last - first) / SAMPLES;
    // Cosine and sine of the next sample by turning those of the last one back by a step.
    const cosStep = Math.cos(step);
    const sinStep = Math.sin(step);
    let c = Math.cos(last);
    let sin = Math.sin(last);
    const phase = this.#phase;
    const point = this.#point;
    let below = -Infinity;
    for (let n = 0; n < SAMPLES; n++) {
      if (n > 0) {
        const before = c;
        c = c * cosStep + sin * sinStep;
        sin = sin * cosStep - before * sinStep;
      }
      const eta = last - step * n;
      phase[0] = eta;
      phase[1] = c;
      phase[2] = sin;
      this.#place();
      // A point too early still leads to the floor just passed, which the threat reaches later.
      const isTooEarly = point[4]! < earliest;
      const altitude = point[3]!;
      for (let s = 0; s < count; s++) {
        const bit = bits[s]!;
        if ((found & bit) !== 0) continue;
        const floor = sites[6 * s + 3]!;
        if (altitude < floor) continue;
        let met = this.#meets(s);
        if (!met && below < floor && below > -Infinity) {
          this.#goTo(eta + (step * (altitude - floor)) / (altitude - below));
          met = this.#meets(s);
          phase[0] = eta;
          phase[1] = c;
          phase[2] = sin;
          this.#place();
        }
        if (met) {
          found |= bit;
          if (found === this.#allBits) return found;
        }
      }
      if (isTooEarly) return found;
      below = altitude;
    }
    return found;
  }

  /** Whether a site's interceptor can be at the present point in time, range and ceiling kept. */
  #meets(s: number): boolean {
    const sites = this.#sites;
    const point = this.#point;
    const altitude = point[3]!;
    const radius = this.#launchRadius;
    const left = point[4]! - this.#ready[s]!;
    const o = 6 * s;
    if (!(left > 0) || altitude > sites[o + 4]!) return false;
    const dx = point[0]! - sites[o]!;
    const dy = point[1]! - sites[o + 1]!;
    const dz = point[2]! - sites[o + 2]!;
    const range = sites[o + 5]!;
    const chord2 = ((dx * dx + dy * dy + dz * dz - altitude * altitude) * radius) / (radius + altitude);
    if (chord2 > range * range) return false;
    return lookUp(this.#tables[s]!, chord2 > 0 ? Math.sqrt(chord2) : 0, altitude) <= left;
  }
}

/** `timeToReach` again in a form small enough to be inlined: an out-of-reach neighbour makes the sum Infinity or NaN, never small. */
function lookUp(table: FlyOutTable, chord: number, altitude: number): number {
  const x = chord / table.chordStep_m;
  const y = altitude / table.altitudeStep_m;
  const i = x | 0;
  const j = y | 0;
  if (i >= table.columns - 1 || j >= table.rows - 1) return Infinity;
  const t = table.time_s;
  const o = j * table.columns + i;
  const p = o + table.columns;
  const u = x - i;
  const v = y - j;
  return (1 - v) * ((1 - u) * t[o]! + u * t[o + 1]!) + v * ((1 - u) * t[p]! + u * t[p + 1]!);
}
