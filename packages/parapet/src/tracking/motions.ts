import { airAltitudeInto, altitudeConstants, tabledAirInto } from "../earth/air-table.ts";
import type { EarthModel } from "../earth/model.ts";
import { addAccelerationNoise } from "./motion.ts";
import { RateMotion } from "./rate-motion.ts";

/**
 * Free flight above the air: six states. `accelerationNoise_m2ps3` is the spectral density of what the model leaves out, 0 for none.
 * The same motion as `CoastFilter`, for filters that mix models.
 */
export class CoastMotion extends RateMotion {
  readonly size: number = 6;
  readonly longestStep_s: number = 10;
  readonly #density: Float64Array;

  constructor(options: { readonly accelerationNoise_m2ps3: number; readonly earth?: EarthModel }) {
    super(options.earth);
    this.#density = Float64Array.of(options.accelerationNoise_m2ps3);
    this.prepare(6);
  }

  protected rateInto(rate: Float64Array, state: Float64Array): void {
    this.gravityInto(rate, state);
  }

  protected gradientInto(gradient: Float64Array, state: Float64Array): void {
    this.gravityGradientInto(gradient, state);
  }

  addNoise(covariance: Float64Array, step: Float64Array): void {
    addAccelerationNoise(covariance, 6, step, this.#density);
  }
}

/**
 * Powered flight: nine states, the last three the acceleration by thrust less drag, m/s^2, inertial, which wanders as a random walk (Li and Jilkov
 * 2010, Survey of Maneuvering Target Tracking, Part II: Motion Models of Ballistic and Space Targets, IEEE Trans. AES 46(1), section V). The walk's
 * spectral density must cover growth by burnt fuel, turning and staging; 10 to 100 m^2/s^5 is usual.
 */
export class BoostMotion extends RateMotion {
  readonly size: number = 9;
  readonly longestStep_s: number = 2;
  readonly #jerkNoise: number;

  constructor(options: { readonly jerkNoise_m2ps5: number; readonly earth?: EarthModel }) {
    super(options.earth);
    this.#jerkNoise = options.jerkNoise_m2ps5;
    this.prepare(9);
  }

  protected rateInto(rate: Float64Array, state: Float64Array): void {
    this.gravityInto(rate, state);
    for (let i = 0; i < 3; i++) {
      rate[i + 3]! += state[i + 6]!;
      rate[i + 6] = 0;
    }
  }

  protected gradientInto(gradient: Float64Array, state: Float64Array): void {
    this.gravityGradientInto(gradient, state);
    for (let i = 0; i < 3; i++) gradient[i * 9 + i + 6] = 1;
  }

  /** Bar-Shalom, Li and Kirubarajan 2001, equation 6.2.3-7. */
  addNoise(covariance: Float64Array, step: Float64Array): void {
    const h = step[0]!;
    const q = this.#jerkNoise * Math.abs(h);
    const q1 = (q * h) / 2;
    const q2 = (q * h * h) / 3;
    for (let i = 0; i < 3; i++) {
      const v = i + 3;
      const a = i + 6;
      covariance[10 * i]! += (q2 * h * h * 3) / 20;
      covariance[9 * i + v]! += (q2 * h * 3) / 8;
      covariance[9 * v + i]! += (q2 * h * 3) / 8;
      covariance[9 * i + a]! += q2 / 2;
      covariance[9 * a + i]! += q2 / 2;
      covariance[10 * v]! += q2;
      covariance[9 * v + a]! += q1;
      covariance[9 * a + v]! += q1;
      covariance[10 * a]! += q;
    }
  }
}

/** What a re-entry model leaves open. */
export interface ReentryMotionOptions {
  /** Spectral density of unmodelled acceleration, m^2/s^3. */
  readonly accelerationNoise_m2ps3: number;
  /** Spectral density of the walk of the logarithm of the ballistic coefficient, 1/s: 0.01^2 to 0.1^2. */
  readonly logCoefficientNoise_ps: number;
  readonly earth?: EarthModel;
}

/** Logarithms of the ballistic coefficient outside this have no physical meaning; the drag is held there. 1 kg/m^2 to 1e6 kg/m^2. */
const LOG_LIMIT = Math.log(1e6);

/**
 * Fall through the air: seven states, the last the natural logarithm of the ballistic coefficient m / (Cd A) in kg/m^2, so that it stays positive
 * (compare Farina, Ristic and Benvenuti 2002, Tracking a Ballistic Target: Comparison of Several Nonlinear Filters, IEEE Trans. AES 38(3), 854-867).
 * Drag is rho |v| v / (2 beta) against the air that turns with the Earth; the 1976 standard atmosphere; no lift.
 */
export class ReentryMotion extends RateMotion {
  readonly size: number = 7;
  readonly longestStep_s: number = 0.5;
  readonly #density: Float64Array;
  readonly #logNoise: number;
  readonly #constants: Float64Array;
  readonly #radius = new Float64Array(2);
  readonly #altitude = new Float64Array(1);
  readonly #air = new Float64Array(4);
  readonly #drag = new Float64Array(5);

  constructor(options: ReentryMotionOptions) {
    super(options.earth);
    this.#density = Float64Array.of(options.accelerationNoise_m2ps3);
    this.#logNoise = options.logCoefficientNoise_ps;
    this.#constants = altitudeConstants(this.earth);
    this.prepare(7);
  }

  /** Writes into the workspace: velocity against the air (three numbers), its size, and rho / (2 beta). */
  #findDrag(state: Float64Array): void {
    const drag = this.#drag;
    const omega = this.earth.rotationRate_radps;
    const x = state[0]!;
    const y = state[1]!;
    const z = state[2]!;
    const r2 = x * x + y * y + z * z;
    this.#radius[0] = Math.sqrt(r2);
    this.#radius[1] = (z * z) / r2;
    airAltitudeInto(this.#altitude, this.#radius, this.#constants);
    tabledAirInto(this.#air, this.#altitude);
    drag[0] = state[3]! + omega * y;
    drag[1] = state[4]! - omega * x;
    drag[2] = state[5]!;
    drag[3] = Math.sqrt(drag[0] * drag[0] + drag[1] * drag[1] + drag[2] * drag[2]);
    drag[4] = 0.5 * this.#air[0]! * Math.exp(-Math.min(LOG_LIMIT, Math.max(0, state[6]!)));
  }

  protected rateInto(rate: Float64Array, state: Float64Array): void {
    this.gravityInto(rate, state);
    this.#findDrag(state);
    const drag = this.#drag;
    const pull = drag[4]! * drag[3]!;
    for (let i = 0; i < 3; i++) rate[i + 3]! -= pull * drag[i]!;
    rate[6] = 0;
  }

  protected gradientInto(gradient: Float64Array, state: Float64Array): void {
    this.gravityGradientInto(gradient, state);
    this.#findDrag(state);
    const drag = this.#drag;
    const air = this.#air;
    const speed = drag[3]!;
    const k = drag[4]!;
    if (!(k * speed > 0)) return;
    const radius = this.#radius[0]!;
    const omega = this.earth.rotationRate_radps;
    // Relative slope of density with altitude, 1/m, from the table itself.
    const density = air[0]!;
    this.#altitude[0]! += 20;
    tabledAirInto(air, this.#altitude);
    const slope = (air[0]! - density) / (20 * density);
    for (let i = 0; i < 3; i++) {
      const row = i * 7;
      const pull = k * speed * drag[i]!;
      for (let j = 0; j < 3; j++) {
        gradient[row + j]! -= (pull * slope * state[j]!) / radius;
        gradient[row + j + 3]! -= (k * drag[i]! * drag[j]!) / speed + (i === j ? k * speed : 0);
      }
      // The air's own velocity changes with position.
      gradient[row]! += omega * ((k * drag[i]! * drag[1]!) / speed + (i === 1 ? k * speed : 0));
      gradient[row + 1]! -= omega * ((k * drag[i]! * drag[0]!) / speed + (i === 0 ? k * speed : 0));
      if (state[6]! > 0 && state[6]! < LOG_LIMIT) gradient[row + 6]! += pull;
    }
  }

  addNoise(covariance: Float64Array, step: Float64Array): void {
    addAccelerationNoise(covariance, 7, step, this.#density);
    covariance[48]! += this.#logNoise * Math.abs(step[0]!);
  }
}
