import { airAltitudeInto, altitudeConstants, tabledAirInto } from "../earth/air-table.ts";
import { localVerticalInto } from "../earth/frames.ts";
import type { Motion } from "../math/dormand-prince.ts";
import type { DragCurve } from "./drag.ts";
import type { FlightEnvironment } from "./vehicle.ts";

/** Above this altitude drag is left out: below 1e-5 m/s^2 for the lightest body that the catalogue holds. */
export const DRAG_CEILING_m = 250_000;

/** How the thrust is pointed. */
export type ThrustSteering = "none" | "tilt" | "along-velocity";

const TIME = 0;
const MASS = 1;
const MASS_FLOW = 2;
const VACUUM_THRUST = 3;
const EXIT_AREA = 4;
const TILT_START = 5;
const TILT_RATE = 6;
const TILT_LIMIT = 7;

/**
 * The forces on a point mass in the inertial frame that coincides with the Earth-fixed one at time 0:
 *
 * - gravity of a point mass with J2 (Bate, Mueller and White 1971, section 9.7.2),
 * - drag against air that turns with the Earth and moves with the wind,
 * - thrust with back pressure, along a tilting direction or along the velocity relative to the air.
 *
 * State: position (m) and velocity (m/s), ECI. Set up with `setBody`, `setThrust`; `derivative` allocates nothing.
 */
export class PointMassDynamics implements Motion {
  readonly #earth: FlightEnvironment["earth"];
  readonly #mu: number;
  readonly #j2: number;
  readonly #omega: number;
  readonly #ceilingRadius2: number;
  readonly #windAltitude: Float64Array;
  readonly #windEast: Float64Array;
  readonly #windNorth: Float64Array;
  /** [altitude, unit normal x, y, z]; only filled in where there is wind */
  readonly #vertical = new Float64Array(4);
  /** [radius, squared sine of geocentric latitude] */
  readonly #radius = new Float64Array(2);
  readonly #altitude = new Float64Array(1);
  readonly #altitudeConstants: Float64Array;
  /** [density, speed of sound, pressure] */
  readonly #air = new Float64Array(3);
  /** velocity relative to the air and its size */
  readonly #relative = new Float64Array(4);
  readonly #wind = new Float64Array(3);
  readonly #thrust = new Float64Array(8);
  /** up (0..2) and forward (3..5) in the plane of the launch */
  readonly #launchAxes = new Float64Array(6);
  readonly #mass = new Float64Array(2);
  #referenceArea = 0;
  #dragMach: Float64Array = new Float64Array(1);
  #dragPieces: Float64Array = new Float64Array(4);
  #steering: ThrustSteering = "none";
  readonly #hasAir: boolean;

  constructor(environment: FlightEnvironment) {
    const { earth, wind } = environment;
    this.#earth = earth;
    this.#altitudeConstants = altitudeConstants(earth);
    this.#mu = earth.gravitationalParameter_m3ps2;
    this.#j2 = 1.5 * earth.j2 * earth.equatorialRadius_m * earth.equatorialRadius_m;
    this.#omega = earth.rotationRate_radps;
    this.#hasAir = environment.atmosphere !== "none";
    const ceiling = earth.equatorialRadius_m + DRAG_CEILING_m;
    this.#ceilingRadius2 = this.#hasAir ? ceiling * ceiling : 0;
    this.#windAltitude = Float64Array.from(wind, (w) => w.altitude_m);
    this.#windEast = Float64Array.from(wind, (w) => w.east_mps);
    this.#windNorth = Float64Array.from(wind, (w) => w.north_mps);
  }

  /** Sets mass (kg), reference area (m^2) and drag of what flies from now on. */
  setBody(mass_kg: number, referenceArea_m2: number, drag: DragCurve): void {
    this.#mass[0] = mass_kg;
    this.#thrust[MASS] = mass_kg;
    this.#referenceArea = referenceArea_m2;
    this.#dragMach = drag.mach;
    this.#dragPieces = drag.pieces;
    this.#steering = "none";
  }

  /** Lights a stage at `time_s`, with the mass set by `setBody`. */
  setThrust(time_s: number, vacuumThrust_N: number, massFlow_kgps: number, exitArea_m2: number): void {
    const t = this.#thrust;
    t[TIME] = time_s;
    t[MASS_FLOW] = massFlow_kgps;
    t[VACUUM_THRUST] = vacuumThrust_N;
    t[EXIT_AREA] = exitArea_m2;
  }

  /** Points the thrust along the velocity relative to the air. */
  steerAlongVelocity(): void {
    this.#steering = "along-velocity";
  }

  /**
   * Points the thrust up, tilted forward by an angle that is `startTilt_rad` at `time_s` and changes by `rate_radps`.
   * `axes` holds the unit vectors up and forward, ECI.
   */
  steerByTilt(axes: ArrayLike<number>, time_s: number, startTilt_rad: number, rate_radps: number): void {
    for (let i = 0; i < 6; i++) this.#launchAxes[i] = axes[i]!;
    this.#thrust[TILT_START] = time_s;
    this.#thrust[TILT_LIMIT] = startTilt_rad;
    this.#thrust[TILT_RATE] = rate_radps;
    this.#steering = "tilt";
  }

  derivative(time: Float64Array, state: Float64Array, rate: Float64Array): void {
    const x = state[0]!;
    const y = state[1]!;
    const z = state[2]!;
    const r2 = x * x + y * y + z * z;
    const inverse2 = 1 / r2;
    const r = Math.sqrt(r2);
    const pull = (this.#mu * inverse2) / r;
    const q = this.#j2 * inverse2;
    const sin2 = z * z * inverse2;
    const s = 5 * sin2;
    const across = -pull * (1 + q * (1 - s));
    rate[0] = state[3]!;
    rate[1] = state[4]!;
    rate[2] = state[5]!;
    rate[3] = across * x;
    rate[4] = across * y;
    rate[5] = -pull * (1 + q * (3 - s)) * z;
    const steering = this.#steering;
    if (r2 < this.#ceilingRadius2) {
      this.#radius[0] = r;
      this.#radius[1] = sin2;
      this.#addDrag(time, state, rate);
    } else if (steering === "along-velocity") this.#setRelativeVelocity(state);
    if (steering !== "none") this.#addThrust(time, rate, r2 < this.#ceilingRadius2);
  }

  /**
   * Free fall above the air, where most of a flight is spent: the four stages and the rate at the end in local numbers. The formula of gravity is
   * that of `derivative`, operation by operation.
   */
  simpleStep(
    step: Float64Array,
    state: Float64Array,
    rate: Float64Array,
    before: Float64Array,
    startRate: Float64Array,
  ): boolean {
    if (this.#steering !== "none") return false;
    const ceilingRadius2 = this.#ceilingRadius2;
    const mu = this.#mu;
    const j2 = this.#j2;
    const h = step[1]!;
    const sixth = h / 6;
    const x0 = state[0]!;
    const y0 = state[1]!;
    const z0 = state[2]!;
    const u0 = state[3]!;
    const v0 = state[4]!;
    const w0 = state[5]!;
    let kx = rate[0]!;
    let ky = rate[1]!;
    let kz = rate[2]!;
    let ku = rate[3]!;
    let kv = rate[4]!;
    let kw = rate[5]!;
    before[0] = x0;
    before[1] = y0;
    before[2] = z0;
    before[3] = u0;
    before[4] = v0;
    before[5] = w0;
    startRate[0] = kx;
    startRate[1] = ky;
    startRate[2] = kz;
    startRate[3] = ku;
    startRate[4] = kv;
    startRate[5] = kw;
    let sumX = kx;
    let sumY = ky;
    let sumZ = kz;
    let sumU = ku;
    let sumV = kv;
    let sumW = kw;
    let x = x0;
    let y = y0;
    let z = z0;
    for (let stage = 1; stage <= 4; stage++) {
      if (stage < 4) {
        const along = stage < 3 ? 0.5 * h : h;
        x = x0 + along * kx;
        y = y0 + along * ky;
        z = z0 + along * kz;
        kx = u0 + along * ku;
        ky = v0 + along * kv;
        kz = w0 + along * kw;
      } else {
        x = x0 + sixth * sumX;
        y = y0 + sixth * sumY;
        z = z0 + sixth * sumZ;
        kx = u0 + sixth * sumU;
        ky = v0 + sixth * sumV;
        kz = w0 + sixth * sumW;
      }
      const r2 = x * x + y * y + z * z;
      if (r2 < ceilingRadius2) return false;
      const inverse2 = 1 / r2;
      const pull = (mu * inverse2) / Math.sqrt(r2);
      const q = j2 * inverse2;
      const s = 5 * (z * z * inverse2);
      const across = -pull * (1 + q * (1 - s));
      ku = across * x;
      kv = across * y;
      kw = -pull * (1 + q * (3 - s)) * z;
      const weight = stage < 3 ? 2 : 1;
      sumX += weight * kx;
      sumY += weight * ky;
      sumZ += weight * kz;
      sumU += weight * ku;
      sumV += weight * kv;
      sumW += weight * kw;
    }
    state[0] = x;
    state[1] = y;
    state[2] = z;
    state[3] = kx;
    state[4] = ky;
    state[5] = kz;
    rate[0] = kx;
    rate[1] = ky;
    rate[2] = kz;
    rate[3] = ku;
    rate[4] = kv;
    rate[5] = kw;
    return true;
  }

  #setRelativeVelocity(state: Float64Array): void {
    const relative = this.#relative;
    const vx = state[3]! + this.#omega * state[1]!;
    const vy = state[4]! - this.#omega * state[0]!;
    const vz = state[5]!;
    relative[0] = vx;
    relative[1] = vy;
    relative[2] = vz;
    relative[3] = Math.sqrt(vx * vx + vy * vy + vz * vz);
  }

  #addDrag(time: Float64Array, state: Float64Array, rate: Float64Array): void {
    airAltitudeInto(this.#altitude, this.#radius, this.#altitudeConstants);
    const air = this.#air;
    tabledAirInto(air, this.#altitude);
    this.#setRelativeVelocity(state);
    const relative = this.#relative;
    if (this.#windAltitude.length > 0) this.#subtractWind(state);
    const speed = relative[3]!;
    const mach = speed / air[1]!;
    const start = this.#dragMach;
    const pieces = this.#dragPieces;
    let i = start.length - 1;
    while (i > 0 && mach < start[i]!) i--;
    const d = mach - start[i]!;
    const o = 4 * i;
    const coefficient = pieces[o]! + d * (pieces[o + 1]! + d * (pieces[o + 2]! + d * pieces[o + 3]!));
    const thrust = this.#thrust;
    const mass =
      this.#steering === "none" ? this.#mass[0]! : thrust[MASS]! - thrust[MASS_FLOW]! * (time[0]! - thrust[TIME]!);
    const k = (-0.5 * air[0]! * speed * coefficient * this.#referenceArea) / mass;
    rate[3] = rate[3]! + k * relative[0]!;
    rate[4] = rate[4]! + k * relative[1]!;
    rate[5] = rate[5]! + k * relative[2]!;
  }

  #subtractWind(state: Float64Array): void {
    localVerticalInto(this.#vertical, state, this.#earth);
    const altitude = this.#vertical[0]!;
    const levels = this.#windAltitude;
    const last = levels.length - 1;
    let i = 0;
    while (i < last && altitude > levels[i + 1]!) i++;
    let share = 0;
    if (i < last && altitude > levels[i]!) share = (altitude - levels[i]!) / (levels[i + 1]! - levels[i]!);
    const j = i < last ? i + 1 : i;
    const east = this.#windEast[i]! + share * (this.#windEast[j]! - this.#windEast[i]!);
    const north = this.#windNorth[i]! + share * (this.#windNorth[j]! - this.#windNorth[i]!);
    const nx = this.#vertical[1]!;
    const ny = this.#vertical[2]!;
    const nz = this.#vertical[3]!;
    const across = Math.sqrt(state[0]! * state[0]! + state[1]! * state[1]!);
    // East is undefined on the axis; take the x axis's east there.
    const ex = across > 0 ? -state[1]! / across : 0;
    const ey = across > 0 ? state[0]! / across : 1;
    const wind = this.#wind;
    wind[0] = east * ex + north * (-nz * ey);
    wind[1] = east * ey + north * (nz * ex);
    wind[2] = north * (nx * ey - ny * ex);
    const relative = this.#relative;
    const vx = relative[0]! - wind[0]!;
    const vy = relative[1]! - wind[1]!;
    const vz = relative[2]! - wind[2]!;
    relative[0] = vx;
    relative[1] = vy;
    relative[2] = vz;
    relative[3] = Math.sqrt(vx * vx + vy * vy + vz * vz);
  }

  #addThrust(time: Float64Array, rate: Float64Array, inAir: boolean): void {
    const t = this.#thrust;
    const now = time[0]!;
    const mass = t[MASS]! - t[MASS_FLOW]! * (now - t[TIME]!);
    const pressure = inAir ? this.#air[2]! : 0;
    const a = (t[VACUUM_THRUST]! - pressure * t[EXIT_AREA]!) / mass;
    if (this.#steering === "tilt") {
      const tilt = t[TILT_LIMIT]! + t[TILT_RATE]! * (now - t[TILT_START]!);
      const up = a * Math.cos(tilt);
      const forward = a * Math.sin(tilt);
      const axes = this.#launchAxes;
      rate[3] = rate[3]! + up * axes[0]! + forward * axes[3]!;
      rate[4] = rate[4]! + up * axes[1]! + forward * axes[4]!;
      rate[5] = rate[5]! + up * axes[2]! + forward * axes[5]!;
    } else {
      const relative = this.#relative;
      const k = a / relative[3]!;
      rate[3] = rate[3]! + k * relative[0]!;
      rate[4] = rate[4]! + k * relative[1]!;
      rate[5] = rate[5]! + k * relative[2]!;
    }
  }
}
