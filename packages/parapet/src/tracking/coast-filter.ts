import { type EarthModel, WGS84 } from "../earth/model.ts";
import type { Filter } from "./filter.ts";
import { gradientsInto, measureInto, GRADIENTS_LENGTH, MEASURED_LENGTH, wrapAngle } from "./measurement.ts";
import { SAFE_RATIO, updateScalar } from "./scalar-update.ts";

/** What a six-state filter assumes of the motion. */
export interface CoastFilterOptions {
  /** Spectral density of the unknown acceleration, each axis, m^2/s^3. 0 for a body that falls freely. */
  readonly accelerationNoise_m2ps3: number;
  /** The field of gravity, point mass and J2; WGS 84 unless stated. `none` for straight lines. */
  readonly gravity?: EarthModel | "none";
}

/** Longest step of the prediction, s: error of a 10 s step in free fall below 1 mm. */
const LONGEST_STEP_s = 10;

/**
 * Extended Kalman filter of six states, inertial position and velocity, for free flight above the air, seen by radars. Prediction: Runge-Kutta-
 * Nystrom of order 4 in the field of a point mass and J2; transition drift, kick, drift with the point mass's gradient. Update: range, azimuth,
 * elevation one after the other, linearised at the same point, which equals the joint update for independent errors (Bar-Shalom, Li and Kirubarajan
 * 2001, Estimation with Applications to Tracking and Navigation, sections 5.2, 10.3; Bierman 1977). The symmetric half of the covariance is
 * held in 21 local variables; where that would lose digits, Joseph's form is taken. Allocates nothing after construction.
 */
export class CoastFilter implements Filter {
  readonly size: number = 6;
  readonly clock: Float64Array = new Float64Array(1);
  readonly mean: Float64Array = new Float64Array(6);
  readonly innovation: Float64Array = new Float64Array(3);
  /** The upper half of the covariance, row by row, 21 numbers. */
  readonly #half = new Float64Array(21);
  readonly #noise: number;
  /** Gravitational parameter, 1.5 J2 a^2; 0 and 0 for straight lines. */
  readonly #field = new Float64Array(2);
  readonly #step = new Float64Array(1);
  readonly #gradients = new Float64Array(GRADIENTS_LENGTH);
  readonly #measured = new Float64Array(MEASURED_LENGTH);
  readonly #full = new Float64Array(36);
  readonly #gain = new Float64Array(12);
  readonly #before = new Float64Array(6);
  readonly #residual = new Float64Array(2);

  constructor(options: CoastFilterOptions) {
    const { accelerationNoise_m2ps3: noise, gravity = WGS84 } = options;
    if (!(noise >= 0))
      throw new RangeError(`CoastFilter: accelerationNoise_m2ps3 must be 0 or more, got ${noise} m^2/s^3`);
    this.#noise = noise;
    if (gravity !== "none") {
      this.#field[0] = gravity.gravitationalParameter_m3ps2;
      this.#field[1] = 1.5 * gravity.j2 * gravity.equatorialRadius_m * gravity.equatorialRadius_m;
    }
  }

  restart(at: Float64Array, mean: ArrayLike<number>, covariance: ArrayLike<number>): void {
    this.clock[0] = at[0]!;
    for (let i = 0, k = 0; i < 6; i++) {
      this.mean[i] = mean[i]!;
      for (let j = i; j < 6; j++) this.#half[k++] = 0.5 * (covariance[6 * i + j]! + covariance[6 * j + i]!);
    }
  }

  covarianceInto(out: Float64Array): void {
    const p = this.#half;
    for (let i = 0, k = 0; i < 6; i++) for (let j = i; j < 6; j++) out[6 * i + j] = out[6 * j + i] = p[k++]!;
  }

  /** Writes the traces of the covariance's blocks of position, of position against velocity and of velocity: three numbers. */
  tracesInto(out: Float64Array): void {
    const p = this.#half;
    out[0] = p[0]! + p[6]! + p[11]!;
    out[1] = p[3]! + p[9]! + p[14]!;
    out[2] = p[15]! + p[18]! + p[20]!;
  }

  get savedLength(): number {
    return 28;
  }

  saveInto(out: Float64Array, from: number): void {
    out[from] = this.clock[0]!;
    out.set(this.mean, from + 1);
    out.set(this.#half, from + 7);
  }

  loadFrom(saved: Float64Array, from: number): void {
    this.clock[0] = saved[from]!;
    for (let i = 0; i < 6; i++) this.mean[i] = saved[from + 1 + i]!;
    for (let k = 0; k < 21; k++) this.#half[k] = saved[from + 7 + k]!;
  }

  predictTo(at: Float64Array): void {
    const span = at[0]! - this.clock[0]!;
    if (span === 0) return;
    const count = Math.ceil(Math.abs(span) / LONGEST_STEP_s);
    this.#step[0] = span / count;
    if (this.#field[0] === 0) {
      this.#step[0] = span;
      this.#drift();
    } else for (let i = 0; i < count; i++) this.#fall();
    this.clock[0] = at[0]!;
  }

  /** A step along a straight line. */
  #drift(): void {
    const x = this.mean;
    const p = this.#half;
    const h = this.#step[0]!;
    const q1 = this.#noise * Math.abs(h);
    const q2 = 0.5 * q1 * h;
    const q3 = (q1 * h * h) / 3;
    x[0]! += h * x[3]!;
    x[1]! += h * x[4]!;
    x[2]! += h * x[5]!;
    let p00 = p[0]!;
    let p01 = p[1]!;
    let p02 = p[2]!;
    let p03 = p[3]!;
    let p04 = p[4]!;
    let p05 = p[5]!;
    let p11 = p[6]!;
    let p12 = p[7]!;
    let p13 = p[8]!;
    let p14 = p[9]!;
    let p15 = p[10]!;
    let p22 = p[11]!;
    let p23 = p[12]!;
    let p24 = p[13]!;
    let p25 = p[14]!;
    let p33 = p[15]!;
    let p34 = p[16]!;
    let p35 = p[17]!;
    let p44 = p[18]!;
    let p45 = p[19]!;
    let p55 = p[20]!;
    {
      const w00 = h * p33;
      const w01 = h * p34;
      const w02 = h * p35;
      const w11 = h * p44;
      const w12 = h * p45;
      const w22 = h * p55;
      p00 += h * (p03 + p03 + w00);
      p01 += h * (p04 + p13 + w01);
      p02 += h * (p05 + p23 + w02);
      p11 += h * (p14 + p14 + w11);
      p12 += h * (p15 + p24 + w12);
      p22 += h * (p25 + p25 + w22);
      p03 += w00;
      p04 += w01;
      p05 += w02;
      p13 += w01;
      p14 += w11;
      p15 += w12;
      p23 += w02;
      p24 += w12;
      p25 += w22;
    }
    p00 += q3;
    p11 += q3;
    p22 += q3;
    p03 += q2;
    p14 += q2;
    p25 += q2;
    p33 += q1;
    p44 += q1;
    p55 += q1;
    p[0] = p00;
    p[1] = p01;
    p[2] = p02;
    p[3] = p03;
    p[4] = p04;
    p[5] = p05;
    p[6] = p11;
    p[7] = p12;
    p[8] = p13;
    p[9] = p14;
    p[10] = p15;
    p[11] = p22;
    p[12] = p23;
    p[13] = p24;
    p[14] = p25;
    p[15] = p33;
    p[16] = p34;
    p[17] = p35;
    p[18] = p44;
    p[19] = p45;
    p[20] = p55;
  }

  /** A step of free fall. */
  #fall(): void {
    const x = this.mean;
    const p = this.#half;
    const dt = this.#step[0]!;
    const mu = this.#field[0]!;
    const oblate = this.#field[1]!;
    const x0 = x[0]!;
    const x1 = x[1]!;
    const x2 = x[2]!;
    const v0 = x[3]!;
    const v1 = x[4]!;
    const v2 = x[5]!;
    let r2 = 1 / (x0 * x0 + x1 * x1 + x2 * x2);
    let pull = -mu * r2 * Math.sqrt(r2);
    let q = oblate * r2;
    let s = 5 * x2 * x2 * r2;
    let across = pull * (1 + q * (1 - s));
    const a0 = across * x0;
    const a1 = across * x1;
    const a2 = pull * (1 + q * (3 - s)) * x2;
    const d = 0.5 * dt;
    const e = 0.5 * d * d;
    const m0 = x0 + d * v0 + e * a0;
    const m1 = x1 + d * v1 + e * a1;
    const m2 = x2 + d * v2 + e * a2;
    r2 = 1 / (m0 * m0 + m1 * m1 + m2 * m2);
    pull = -mu * r2 * Math.sqrt(r2);
    q = oblate * r2;
    s = 5 * m2 * m2 * r2;
    across = pull * (1 + q * (1 - s));
    const b0 = across * m0;
    const b1 = across * m1;
    const b2 = pull * (1 + q * (3 - s)) * m2;
    // Gradient of the point mass half way, times the step: mu/r^3 (3 r r' / r^2 - 1).
    const c = dt * pull;
    const t = -3 * r2 * c;
    const g00 = c + t * m0 * m0;
    const g01 = t * m0 * m1;
    const g02 = t * m0 * m2;
    const g11 = c + t * m1 * m1;
    const g12 = t * m1 * m2;
    const g22 = c + t * m2 * m2;
    const f = 0.5 * dt * dt;
    const y0 = x0 + dt * v0 + f * b0;
    const y1 = x1 + dt * v1 + f * b1;
    const y2 = x2 + dt * v2 + f * b2;
    r2 = 1 / (y0 * y0 + y1 * y1 + y2 * y2);
    pull = -mu * r2 * Math.sqrt(r2);
    q = oblate * r2;
    s = 5 * y2 * y2 * r2;
    across = pull * (1 + q * (1 - s));
    const sixth = dt / 6;
    x[0] = x0 + dt * (v0 + sixth * (a0 + 2 * b0));
    x[1] = x1 + dt * (v1 + sixth * (a1 + 2 * b1));
    x[2] = x2 + dt * (v2 + sixth * (a2 + 2 * b2));
    x[3] = v0 + sixth * (a0 + 4 * b0 + across * y0);
    x[4] = v1 + sixth * (a1 + 4 * b1 + across * y1);
    x[5] = v2 + sixth * (a2 + 4 * b2 + pull * (1 + q * (3 - s)) * y2);
    const h = d;
    const q1 = this.#noise * Math.abs(dt);
    const q2 = 0.5 * q1 * dt;
    const q3 = (q1 * dt * dt) / 3;
    let p00 = p[0]!;
    let p01 = p[1]!;
    let p02 = p[2]!;
    let p03 = p[3]!;
    let p04 = p[4]!;
    let p05 = p[5]!;
    let p11 = p[6]!;
    let p12 = p[7]!;
    let p13 = p[8]!;
    let p14 = p[9]!;
    let p15 = p[10]!;
    let p22 = p[11]!;
    let p23 = p[12]!;
    let p24 = p[13]!;
    let p25 = p[14]!;
    let p33 = p[15]!;
    let p34 = p[16]!;
    let p35 = p[17]!;
    let p44 = p[18]!;
    let p45 = p[19]!;
    let p55 = p[20]!;
    {
      const w00 = h * p33;
      const w01 = h * p34;
      const w02 = h * p35;
      const w11 = h * p44;
      const w12 = h * p45;
      const w22 = h * p55;
      p00 += h * (p03 + p03 + w00);
      p01 += h * (p04 + p13 + w01);
      p02 += h * (p05 + p23 + w02);
      p11 += h * (p14 + p14 + w11);
      p12 += h * (p15 + p24 + w12);
      p22 += h * (p25 + p25 + w22);
      p03 += w00;
      p04 += w01;
      p05 += w02;
      p13 += w01;
      p14 += w11;
      p15 += w12;
      p23 += w02;
      p24 += w12;
      p25 += w22;
    }
    {
      const k00 = p00 * g00 + p01 * g01 + p02 * g02;
      const k01 = p00 * g01 + p01 * g11 + p02 * g12;
      const k02 = p00 * g02 + p01 * g12 + p02 * g22;
      const k10 = p01 * g00 + p11 * g01 + p12 * g02;
      const k11 = p01 * g01 + p11 * g11 + p12 * g12;
      const k12 = p01 * g02 + p11 * g12 + p12 * g22;
      const k20 = p02 * g00 + p12 * g01 + p22 * g02;
      const k21 = p02 * g01 + p12 * g11 + p22 * g12;
      const k22 = p02 * g02 + p12 * g12 + p22 * g22;
      p33 += g00 * (p03 + k00) + g00 * p03 + g01 * (p13 + k10) + g01 * p13 + g02 * (p23 + k20) + g02 * p23;
      p34 += g00 * (p04 + k01) + g01 * p03 + g01 * (p14 + k11) + g11 * p13 + g02 * (p24 + k21) + g12 * p23;
      p35 += g00 * (p05 + k02) + g02 * p03 + g01 * (p15 + k12) + g12 * p13 + g02 * (p25 + k22) + g22 * p23;
      p44 += g01 * (p04 + k01) + g01 * p04 + g11 * (p14 + k11) + g11 * p14 + g12 * (p24 + k21) + g12 * p24;
      p45 += g01 * (p05 + k02) + g02 * p04 + g11 * (p15 + k12) + g12 * p14 + g12 * (p25 + k22) + g22 * p24;
      p55 += g02 * (p05 + k02) + g02 * p05 + g12 * (p15 + k12) + g12 * p15 + g22 * (p25 + k22) + g22 * p25;
      p03 += k00;
      p04 += k01;
      p05 += k02;
      p13 += k10;
      p14 += k11;
      p15 += k12;
      p23 += k20;
      p24 += k21;
      p25 += k22;
    }
    {
      const w00 = h * p33;
      const w01 = h * p34;
      const w02 = h * p35;
      const w11 = h * p44;
      const w12 = h * p45;
      const w22 = h * p55;
      p00 += h * (p03 + p03 + w00);
      p01 += h * (p04 + p13 + w01);
      p02 += h * (p05 + p23 + w02);
      p11 += h * (p14 + p14 + w11);
      p12 += h * (p15 + p24 + w12);
      p22 += h * (p25 + p25 + w22);
      p03 += w00;
      p04 += w01;
      p05 += w02;
      p13 += w01;
      p14 += w11;
      p15 += w12;
      p23 += w02;
      p24 += w12;
      p25 += w22;
    }
    p00 += q3;
    p11 += q3;
    p22 += q3;
    p03 += q2;
    p14 += q2;
    p25 += q2;
    p33 += q1;
    p44 += q1;
    p55 += q1;
    p[0] = p00;
    p[1] = p01;
    p[2] = p02;
    p[3] = p03;
    p[4] = p04;
    p[5] = p05;
    p[6] = p11;
    p[7] = p12;
    p[8] = p13;
    p[9] = p14;
    p[10] = p15;
    p[11] = p22;
    p[12] = p23;
    p[13] = p24;
    p[14] = p25;
    p[15] = p33;
    p[16] = p34;
    p[17] = p35;
    p[18] = p44;
    p[19] = p45;
    p[20] = p55;
  }

  update(z: Float64Array, axes: Float64Array): void {
    const x = this.mean;
    const p = this.#half;
    if (z[8]! > 0) {
      this.#updateStable(z, axes);
      return;
    }
    let x0 = x[0]!;
    let x1 = x[1]!;
    let x2 = x[2]!;
    let x3 = x[3]!;
    let x4 = x[4]!;
    let x5 = x[5]!;
    const ox = x0;
    const oy = x1;
    const oz = x2;
    const dx = x0 - axes[0]!;
    const dy = x1 - axes[1]!;
    const dz = x2 - axes[2]!;
    const ux = axes[9]!;
    const uy = axes[10]!;
    const uz = axes[11]!;
    const east = dx * axes[3]! + dy * axes[4]! + dz * axes[5]!;
    const north = dx * axes[6]! + dy * axes[7]! + dz * axes[8]!;
    const up = dx * ux + dy * uy + dz * uz;
    const range2 = dx * dx + dy * dy + dz * dz;
    const across2 = Math.max(east * east + north * north, 1e-12 * range2);
    const range = Math.sqrt(range2);
    const across = Math.sqrt(across2);
    let yb = z[2]! - Math.atan2(east, north);
    if (yb > Math.PI || yb < -Math.PI) yb -= 2 * Math.PI * Math.floor(yb / (2 * Math.PI) + 0.5);
    const yc = z[3]! - Math.atan2(up, across);
    const nearness = 1 / range;
    const hax = dx * nearness;
    const hay = dy * nearness;
    const haz = dz * nearness;
    const turn = 1 / across2;
    const hbx = (dy * uz - dz * uy) * turn;
    const hby = (dz * ux - dx * uz) * turn;
    const hbz = (dx * uy - dy * ux) * turn;
    const rise = across * turn;
    const slope = up * rise * nearness * nearness;
    const hcx = ux * rise - slope * dx;
    const hcy = uy * rise - slope * dy;
    const hcz = uz * rise - slope * dz;
    const va = z[5]! * z[5]!;
    const vb = z[6]! * z[6]!;
    const vc = z[7]! * z[7]!;
    let p00 = p[0]!;
    let p01 = p[1]!;
    let p02 = p[2]!;
    let p03 = p[3]!;
    let p04 = p[4]!;
    let p05 = p[5]!;
    let p11 = p[6]!;
    let p12 = p[7]!;
    let p13 = p[8]!;
    let p14 = p[9]!;
    let p15 = p[10]!;
    let p22 = p[11]!;
    let p23 = p[12]!;
    let p24 = p[13]!;
    let p25 = p[14]!;
    let p33 = p[15]!;
    let p34 = p[16]!;
    let p35 = p[17]!;
    let p44 = p[18]!;
    let p45 = p[19]!;
    let p55 = p[20]!;
    const a0 = p00 * hax + p01 * hay + p02 * haz;
    const a1 = p01 * hax + p11 * hay + p12 * haz;
    const a2 = p02 * hax + p12 * hay + p22 * haz;
    const a3 = p03 * hax + p13 * hay + p23 * haz;
    const a4 = p04 * hax + p14 * hay + p24 * haz;
    const a5 = p05 * hax + p15 * hay + p25 * haz;
    const sa = hax * a0 + hay * a1 + haz * a2 + va;
    const ia = 1 / sa;
    const na = z[1]! - range;
    const ga = na * ia;
    x0 += a0 * ga;
    x1 += a1 * ga;
    x2 += a2 * ga;
    x3 += a3 * ga;
    x4 += a4 * ga;
    x5 += a5 * ga;
    const ka0 = a0 * ia;
    p00 -= ka0 * a0;
    p01 -= ka0 * a1;
    p02 -= ka0 * a2;
    p03 -= ka0 * a3;
    p04 -= ka0 * a4;
    p05 -= ka0 * a5;
    const ka1 = a1 * ia;
    p11 -= ka1 * a1;
    p12 -= ka1 * a2;
    p13 -= ka1 * a3;
    p14 -= ka1 * a4;
    p15 -= ka1 * a5;
    const ka2 = a2 * ia;
    p22 -= ka2 * a2;
    p23 -= ka2 * a3;
    p24 -= ka2 * a4;
    p25 -= ka2 * a5;
    const ka3 = a3 * ia;
    p33 -= ka3 * a3;
    p34 -= ka3 * a4;
    p35 -= ka3 * a5;
    const ka4 = a4 * ia;
    p44 -= ka4 * a4;
    p45 -= ka4 * a5;
    const ka5 = a5 * ia;
    p55 -= ka5 * a5;
    const b0 = p00 * hbx + p01 * hby + p02 * hbz;
    const b1 = p01 * hbx + p11 * hby + p12 * hbz;
    const b2 = p02 * hbx + p12 * hby + p22 * hbz;
    const b3 = p03 * hbx + p13 * hby + p23 * hbz;
    const b4 = p04 * hbx + p14 * hby + p24 * hbz;
    const b5 = p05 * hbx + p15 * hby + p25 * hbz;
    const sb = hbx * b0 + hby * b1 + hbz * b2 + vb;
    const ib = 1 / sb;
    const nb = yb - (hbx * (x0 - ox) + hby * (x1 - oy) + hbz * (x2 - oz));
    const gb = nb * ib;
    x0 += b0 * gb;
    x1 += b1 * gb;
    x2 += b2 * gb;
    x3 += b3 * gb;
    x4 += b4 * gb;
    x5 += b5 * gb;
    const kb0 = b0 * ib;
    p00 -= kb0 * b0;
    p01 -= kb0 * b1;
    p02 -= kb0 * b2;
    p03 -= kb0 * b3;
    p04 -= kb0 * b4;
    p05 -= kb0 * b5;
    const kb1 = b1 * ib;
    p11 -= kb1 * b1;
    p12 -= kb1 * b2;
    p13 -= kb1 * b3;
    p14 -= kb1 * b4;
    p15 -= kb1 * b5;
    const kb2 = b2 * ib;
    p22 -= kb2 * b2;
    p23 -= kb2 * b3;
    p24 -= kb2 * b4;
    p25 -= kb2 * b5;
    const kb3 = b3 * ib;
    p33 -= kb3 * b3;
    p34 -= kb3 * b4;
    p35 -= kb3 * b5;
    const kb4 = b4 * ib;
    p44 -= kb4 * b4;
    p45 -= kb4 * b5;
    const kb5 = b5 * ib;
    p55 -= kb5 * b5;
    const c0 = p00 * hcx + p01 * hcy + p02 * hcz;
    const c1 = p01 * hcx + p11 * hcy + p12 * hcz;
    const c2 = p02 * hcx + p12 * hcy + p22 * hcz;
    const c3 = p03 * hcx + p13 * hcy + p23 * hcz;
    const c4 = p04 * hcx + p14 * hcy + p24 * hcz;
    const c5 = p05 * hcx + p15 * hcy + p25 * hcz;
    const sc = hcx * c0 + hcy * c1 + hcz * c2 + vc;
    const ic = 1 / sc;
    const nc = yc - (hcx * (x0 - ox) + hcy * (x1 - oy) + hcz * (x2 - oz));
    const gc = nc * ic;
    x0 += c0 * gc;
    x1 += c1 * gc;
    x2 += c2 * gc;
    x3 += c3 * gc;
    x4 += c4 * gc;
    x5 += c5 * gc;
    const kc0 = c0 * ic;
    p00 -= kc0 * c0;
    p01 -= kc0 * c1;
    p02 -= kc0 * c2;
    p03 -= kc0 * c3;
    p04 -= kc0 * c4;
    p05 -= kc0 * c5;
    const kc1 = c1 * ic;
    p11 -= kc1 * c1;
    p12 -= kc1 * c2;
    p13 -= kc1 * c3;
    p14 -= kc1 * c4;
    p15 -= kc1 * c5;
    const kc2 = c2 * ic;
    p22 -= kc2 * c2;
    p23 -= kc2 * c3;
    p24 -= kc2 * c4;
    p25 -= kc2 * c5;
    const kc3 = c3 * ic;
    p33 -= kc3 * c3;
    p34 -= kc3 * c4;
    p35 -= kc3 * c5;
    const kc4 = c4 * ic;
    p44 -= kc4 * c4;
    p45 -= kc4 * c5;
    const kc5 = c5 * ic;
    p55 -= kc5 * c5;
    if (!(sa < SAFE_RATIO * va && sb < SAFE_RATIO * vb && sc < SAFE_RATIO * vc)) {
      this.#updateStable(z, axes);
      return;
    }
    x[0] = x0;
    x[1] = x1;
    x[2] = x2;
    x[3] = x3;
    x[4] = x4;
    x[5] = x5;
    p[0] = p00;
    p[1] = p01;
    p[2] = p02;
    p[3] = p03;
    p[4] = p04;
    p[5] = p05;
    p[6] = p11;
    p[7] = p12;
    p[8] = p13;
    p[9] = p14;
    p[10] = p15;
    p[11] = p22;
    p[12] = p23;
    p[13] = p24;
    p[14] = p25;
    p[15] = p33;
    p[16] = p34;
    p[17] = p35;
    p[18] = p44;
    p[19] = p45;
    p[20] = p55;
    const innovation = this.innovation;
    innovation[0] = na * ga + nb * gb + nc * gc;
    innovation[1] = sa * sb * sc;
    innovation[2] = 3;
  }

  /** The same by Joseph's form and, where it was measured, with the range rate. */
  #updateStable(z: Float64Array, axes: Float64Array): void {
    const { innovation, mean } = this;
    const residual = this.#residual;
    const gradients = this.#gradients;
    const measured = this.#measured;
    const before = this.#before;
    const count = z[8]! > 0 ? 4 : 3;
    before.set(mean);
    measureInto(measured, mean, axes);
    gradientsInto(gradients, mean, axes);
    this.covarianceInto(this.#full);
    innovation[0] = 0;
    innovation[1] = 1;
    innovation[2] = count;
    for (let m = 0; m < count; m++) {
      let y = z[1 + m]! - measured[m]!;
      if (m === 1) y = wrapAngle(y);
      for (let i = 0; i < 6; i++) y -= gradients[6 * m + i]! * (mean[i]! - before[i]!);
      residual[0] = y;
      residual[1] = z[5 + m]! * z[5 + m]!;
      updateScalar(mean, this.#full, gradients, 6 * m, residual, this.#gain, innovation);
    }
    const p = this.#half;
    for (let i = 0, k = 0; i < 6; i++) for (let j = i; j < 6; j++) p[k++] = this.#full[6 * i + j]!;
  }
}
