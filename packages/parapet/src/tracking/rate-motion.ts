import { type EarthModel, WGS84 } from "../earth/model.ts";
import type { Motion } from "./motion.ts";

/**
 * What motions given by rates share: gravity of a point mass and J2, and one step of Runge-Kutta of order 4. States are position, velocity and constants
 * of the body. The transition is drift for half a step, kick, drift for half a step, the kick with the gradient of the acceleration half way: where the
 * acceleration depends on velocity, as exp(B) to the third power of B = h times that gradient. A subclass gives its own forces.
 */
export abstract class RateMotion implements Motion {
  abstract readonly size: number;
  abstract readonly longestStep_s: number;
  protected readonly earth: EarthModel;
  /** Gravitational parameter, 1.5 J2 a^2. */
  readonly #field = new Float64Array(2);
  #work: Float64Array = new Float64Array(0);
  /** Gradient of the acceleration, then the kick: three rows of as many as there are states. */
  #kick: Float64Array = new Float64Array(0);
  #turned: Float64Array = new Float64Array(0);
  readonly #power = new Float64Array(9);
  readonly #product = new Float64Array(9);
  readonly #sum = new Float64Array(9);
  #k1: Float64Array = new Float64Array(0);
  #k2: Float64Array = new Float64Array(0);
  #k3: Float64Array = new Float64Array(0);
  #k4: Float64Array = new Float64Array(0);

  constructor(earth: EarthModel = WGS84) {
    this.earth = earth;
    this.#field[0] = earth.gravitationalParameter_m3ps2;
    this.#field[1] = 1.5 * earth.j2 * earth.equatorialRadius_m * earth.equatorialRadius_m;
  }

  /** Makes the workspace; subclasses call it once they know their size. */
  protected prepare(size: number): void {
    this.#work = new Float64Array(size);
    this.#k1 = new Float64Array(size);
    this.#k2 = new Float64Array(size);
    this.#k3 = new Float64Array(size);
    this.#k4 = new Float64Array(size);
    this.#kick = new Float64Array(3 * size);
    this.#turned = new Float64Array(3 * size);
  }

  /** Writes the rate of change of each state. */
  protected abstract rateInto(rate: Float64Array, state: Float64Array): void;
  /** Writes the gradient of the acceleration with respect to each state, three rows. */
  protected abstract gradientInto(gradient: Float64Array, state: Float64Array): void;
  abstract addNoise(covariance: Float64Array, step: Float64Array): void;

  move(state: Float64Array, step: Float64Array): void {
    this.rateInto(this.#k1, state);
    this.#moveFrom(state, step);
  }

  /** The rest of a step whose first rates are known. */
  #moveFrom(state: Float64Array, step: Float64Array): void {
    const h = step[0]!;
    const n = this.size;
    const work = this.#work;
    const k1 = this.#k1;
    const k2 = this.#k2;
    const k3 = this.#k3;
    const k4 = this.#k4;
    for (let i = 0; i < n; i++) work[i] = state[i]! + 0.5 * h * k1[i]!;
    this.rateInto(k2, work);
    for (let i = 0; i < n; i++) work[i] = state[i]! + 0.5 * h * k2[i]!;
    this.rateInto(k3, work);
    for (let i = 0; i < n; i++) work[i] = state[i]! + h * k3[i]!;
    this.rateInto(k4, work);
    for (let i = 0; i < n; i++) state[i]! += (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!);
  }

  linearise(transition: Float64Array, state: Float64Array, step: Float64Array): void {
    const n = this.size;
    const d = 0.5 * step[0]!;
    const kick = this.#kick;
    this.rateInto(this.#k1, state);
    this.#findKick(state, step);
    transition.fill(0);
    for (let i = 0; i < n; i++) transition[i * n + i] = 1;
    for (let i = 0; i < 3; i++) {
      const r = i * n;
      const v = (i + 3) * n;
      for (let j = 0; j < n; j++) transition[v + j] = kick[r + j]! + (j > 2 && j < 6 ? d * kick[r + j - 3]! : 0);
      for (let j = 0; j < n; j++) transition[r + j]! += d * transition[v + j]! + (j === i + 3 ? d : 0);
    }
  }

  carry(state: Float64Array, covariance: Float64Array, step: Float64Array): void {
    const n = this.size;
    this.rateInto(this.#k1, state);
    this.#findKick(state, step);
    drift(covariance, n, step);
    this.#kickCovariance(covariance);
    drift(covariance, n, step);
    for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) covariance[j * n + i] = covariance[i * n + j]!;
    this.#moveFrom(state, step);
  }

  /** Velocity after the kick as a sum over the states before it: three rows. The first rates must be known. */
  #findKick(state: Float64Array, step: Float64Array): void {
    const h = step[0]!;
    const n = this.size;
    const work = this.#work;
    const kick = this.#kick;
    for (let i = 0; i < n; i++) work[i] = state[i]! + 0.5 * h * this.#k1[i]!;
    kick.fill(0);
    this.gradientInto(kick, work);
    let byVelocity = 0;
    for (let i = 0; i < 3 * n; i++) kick[i]! *= h;
    for (let i = 0; i < 3; i++) for (let j = 3; j < 6; j++) byVelocity += Math.abs(kick[i * n + j]!);
    if (byVelocity > 0) this.#bendKick();
    for (let i = 0; i < 3; i++) kick[i * n + i + 3]! += 1;
  }

  /** With B in the velocity's columns: exp(B) - 1 there, and what else kicks times 1 + B/2 + B^2/6. */
  #bendKick(): void {
    const n = this.size;
    const kick = this.#kick;
    const b = this.#power;
    const square = this.#product;
    const mean = this.#sum;
    const turned = this.#turned;
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) b[3 * i + j] = kick[i * n + j + 3]!;
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        square[3 * i + j] = b[3 * i]! * b[j]! + b[3 * i + 1]! * b[3 + j]! + b[3 * i + 2]! * b[6 + j]!;
        mean[3 * i + j] = (i === j ? 1 : 0) + 0.5 * b[3 * i + j]! + square[3 * i + j]! / 6;
      }
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < n; j++)
        turned[i * n + j] =
          mean[3 * i]! * kick[j]! + mean[3 * i + 1]! * kick[n + j]! + mean[3 * i + 2]! * kick[2 * n + j]!;
    for (let k = 0; k < 3 * n; k++) kick[k] = turned[k]!;
  }

  /** P to K P K', where K changes the velocity's rows only. */
  #kickCovariance(p: Float64Array): void {
    const n = this.size;
    const kick = this.#kick;
    const turned = this.#turned;
    for (let i = 0; i < 3; i++) {
      const row = i * n;
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += kick[row + k]! * p[k * n + j]!;
        turned[row + j] = sum;
      }
    }
    for (let i = 0; i < 3; i++) {
      const row = i * n;
      const v = (i + 3) * n;
      for (let j = 0; j < n; j++)
        if (j < 3 || j > 5) {
          p[v + j] = turned[row + j]!;
          p[j * n + i + 3] = turned[row + j]!;
        }
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += turned[row + k]! * kick[j * n + k]!;
        p[v + j + 3] = sum;
        p[(j + 3) * n + i + 3] = sum;
      }
    }
  }

  /** Writes velocity and gravity into the first six rates. */
  protected gravityInto(rate: Float64Array, state: Float64Array): void {
    const x = state[0]!;
    const y = state[1]!;
    const z = state[2]!;
    const near2 = 1 / (x * x + y * y + z * z);
    const pull = -this.#field[0]! * near2 * Math.sqrt(near2);
    const q = this.#field[1]! * near2;
    const s = 5 * z * z * near2;
    const across = pull * (1 + q * (1 - s));
    rate[0] = state[3]!;
    rate[1] = state[4]!;
    rate[2] = state[5]!;
    rate[3] = across * x;
    rate[4] = across * y;
    rate[5] = pull * (1 + q * (3 - s)) * z;
  }

  /** Writes the gradient of the point mass's gravity. */
  protected gravityGradientInto(gradient: Float64Array, state: Float64Array): void {
    const n = this.size;
    const near2 = 1 / (state[0]! * state[0]! + state[1]! * state[1]! + state[2]! * state[2]!);
    const pull = -this.#field[0]! * near2 * Math.sqrt(near2);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) gradient[i * n + j] = -3 * near2 * pull * state[i]! * state[j]!;
      gradient[i * n + i]! += pull;
    }
  }
}

/** P to D P D', where D moves the positions by half a step of the velocities; the lower half counts. */
function drift(p: Float64Array, n: number, step: Float64Array): void {
  const d = 0.5 * step[0]!;
  for (let i = 0; i < 3; i++) for (let j = 0; j < n; j++) p[i * n + j]! += d * p[(i + 3) * n + j]!;
  for (let i = 0; i < n; i++) for (let j = 0; j < 3; j++) p[i * n + j]! += d * p[i * n + j + 3]!;
}
