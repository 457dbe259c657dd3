import { type EarthModel, WGS84 } from "../earth/model.ts";
import type { Motion } from "./motion.ts";

/**
 * What motions given by rates share: gravity of a point mass and J2, one step of Runge-Kutta of order 4, and the transition matrix
 * I + A h + (A h)^2 / 2 + (A h)^3 / 6 with the rates' gradient A half way. A subclass gives its own forces.
 */
export abstract class RateMotion implements Motion {
  abstract readonly size: number;
  abstract readonly longestStep_s: number;
  protected readonly earth: EarthModel;

  #work: Float64Array = new Float64Array(0);
  #gradient: Float64Array = new Float64Array(0);
  #product: Float64Array = new Float64Array(0);
  #power: Float64Array = new Float64Array(0);
  #k1: Float64Array = new Float64Array(0);
  #k2: Float64Array = new Float64Array(0);
  #k3: Float64Array = new Float64Array(0);
  #k4: Float64Array = new Float64Array(0);

  constructor(earth: EarthModel = WGS84) {
    this.earth = earth;
  }

  /** Makes the workspace; subclasses call it once they know their size. */
  protected prepare(size: number): void {
    this.#work = new Float64Array(size);
    this.#k1 = new Float64Array(size);
    this.#k2 = new Float64Array(size);
    this.#k3 = new Float64Array(size);
    this.#k4 = new Float64Array(size);
    this.#gradient = new Float64Array(size * size);
    this.#product = new Float64Array(size * size);
    this.#power = new Float64Array(size * size);
  }

  /** Writes the rate of change of each state. */
  protected abstract rateInto(rate: Float64Array, state: Float64Array): void;
  /** Writes the gradient of the rates, row by row. */
  protected abstract gradientInto(gradient: Float64Array, state: Float64Array): void;
  abstract addNoise(covariance: Float64Array, step: Float64Array): void;

  move(state: Float64Array, step: Float64Array): void {
    const h = step[0]!;
    const n = this.size;
    const work = this.#work;
    const k1 = this.#k1;
    const k2 = this.#k2;
    const k3 = this.#k3;
    const k4 = this.#k4;
    this.rateInto(k1, state);
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
    const h = step[0]!;
    const work = this.#work;
    const gradient = this.#gradient;
    const product = this.#product;
    const power = this.#power;
    this.rateInto(this.#k1, state);
    for (let i = 0; i < n; i++) work[i] = state[i]! + 0.5 * h * this.#k1[i]!;
    gradient.fill(0);
    this.gradientInto(gradient, work);
    for (let i = 0; i < n * n; i++) {
      gradient[i]! *= h;
      power[i] = gradient[i]!;
      transition[i] = gradient[i]!;
    }
    for (let i = 0; i < n; i++) transition[i * n + i]! += 1;
    for (let order = 2; order <= 3; order++) {
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum += power[i * n + k]! * gradient[k * n + j]!;
          product[i * n + j] = sum / order;
        }
      for (let i = 0; i < n * n; i++) {
        power[i] = product[i]!;
        transition[i]! += product[i]!;
      }
    }
  }

  /** Writes velocity and gravity into the first six rates. */
  protected gravityInto(rate: Float64Array, state: Float64Array): void {
    const earth = this.earth;
    const x = state[0]!;
    const y = state[1]!;
    const z = state[2]!;
    const near2 = 1 / (x * x + y * y + z * z);
    const pull = -earth.gravitationalParameter_m3ps2 * near2 * Math.sqrt(near2);
    const q = 1.5 * earth.j2 * earth.equatorialRadius_m * earth.equatorialRadius_m * near2;
    const s = 5 * z * z * near2;
    const across = pull * (1 + q * (1 - s));
    rate[0] = state[3]!;
    rate[1] = state[4]!;
    rate[2] = state[5]!;
    rate[3] = across * x;
    rate[4] = across * y;
    rate[5] = pull * (1 + q * (3 - s)) * z;
  }

  /** Writes the gradient of velocity and of the point mass's gravity. */
  protected gravityGradientInto(gradient: Float64Array, state: Float64Array): void {
    const n = this.size;
    const near2 = 1 / (state[0]! * state[0]! + state[1]! * state[1]! + state[2]! * state[2]!);
    const pull = -this.earth.gravitationalParameter_m3ps2 * near2 * Math.sqrt(near2);
    for (let i = 0; i < 3; i++) {
      gradient[i * n + i + 3] = 1;
      for (let j = 0; j < 3; j++) gradient[(i + 3) * n + j] = -3 * near2 * pull * state[i]! * state[j]!;
      gradient[(i + 3) * n + i]! += pull;
    }
  }
}
