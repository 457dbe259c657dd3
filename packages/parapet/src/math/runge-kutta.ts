import type { Integrator, StepOutcome } from "./integrator.ts";
import type { Motion } from "./dormand-prince.ts";

/**
 * Integration of a motion of six components with steps of one length: the classical method of Runge and Kutta of fourth order
 * (Kutta 1901; Hairer, Norsett and Wanner 1993, table II.1.2). For comparison with other codes that step so; the adaptive
 * method is faster at the same accuracy. Dense output is the cubic through both ends and their rates.
 */
export class RungeKutta4 implements Integrator {
  readonly time: Float64Array = new Float64Array(1);
  readonly state: Float64Array = new Float64Array(6);
  readonly lastStep: Float64Array = new Float64Array(2);
  accepted: number = 0;
  readonly rejected: number = 0;

  readonly #motion: Motion;
  readonly #step_s: number;
  readonly #stageTime = new Float64Array(1);
  readonly #trial = new Float64Array(6);
  readonly #before = new Float64Array(6);
  readonly #startRate = new Float64Array(6);
  readonly #k1 = new Float64Array(6);
  readonly #rate = new Float64Array(6);

  /** Throws when the step is not above 0. */
  constructor(motion: Motion, step_s: number) {
    if (!(step_s > 0)) throw new RangeError(`RungeKutta4: needs a step above 0 s, got ${step_s}`);
    this.#motion = motion;
    this.#step_s = step_s;
  }

  restart(time_s: number, state: ArrayLike<number>): void {
    this.time[0] = time_s;
    for (let i = 0; i < 6; i++) this.state[i] = state[i]!;
    this.accepted = 0;
    this.resumeAfterJump();
  }

  resumeAfterJump(): void {
    this.#motion.derivative(this.time, this.state, this.#k1);
  }

  stepTowards(end_s: number): StepOutcome {
    const left = end_s - this.time[0]!;
    this.lastStep[0] = this.time[0]!;
    this.lastStep[1] = this.#step_s < left * (1 - 1e-9) ? this.#step_s : left;
    const motion = this.#motion;
    const isSimple = motion.simpleStep?.(this.lastStep, this.state, this.#k1, this.#before, this.#startRate) === true;
    if (isSimple) this.accepted++;
    else this.#advance();
    this.time[0] = this.lastStep[1] === left ? end_s : this.lastStep[0] + this.lastStep[1]!;
    if (!isSimple) motion.derivative(this.time, this.state, this.#k1);
    return "stepped";
  }

  retakeStep(length_s: number): void {
    this.lastStep[1] = length_s;
    for (let i = 0; i < 6; i++) {
      this.state[i] = this.#before[i]!;
      this.#k1[i] = this.#startRate[i]!;
    }
    this.#advance();
    this.time[0] = this.lastStep[0]! + length_s;
    this.#motion.derivative(this.time, this.state, this.#k1);
  }

  writeDense(out: Float64Array, offset: number): void {
    const h = this.lastStep[1]!;
    for (let i = 0; i < 6; i++) {
      const y0 = this.#before[i]!;
      const difference = this.state[i]! - y0;
      const b = h * this.#startRate[i]! - difference;
      const o = offset + 5 * i;
      out[o] = y0;
      out[o + 1] = difference;
      out[o + 2] = b;
      out[o + 3] = difference - h * this.#k1[i]! - b;
      out[o + 4] = 0;
    }
  }

  #advance(): void {
    const h = this.lastStep[1]!;
    const motion = this.#motion;
    const y = this.state;
    const s = this.#trial;
    const t = this.#stageTime;
    const k = this.#rate;
    const first = this.#k1;
    const before = this.#before;
    const startRate = this.#startRate;
    const start = this.lastStep[0]!;
    this.accepted++;
    const y0 = y[0]!;
    let k0 = first[0]!;
    let sum0 = k0;
    before[0] = y0;
    startRate[0] = k0;
    const y1 = y[1]!;
    let k1 = first[1]!;
    let sum1 = k1;
    before[1] = y1;
    startRate[1] = k1;
    const y2 = y[2]!;
    let k2 = first[2]!;
    let sum2 = k2;
    before[2] = y2;
    startRate[2] = k2;
    const y3 = y[3]!;
    let k3 = first[3]!;
    let sum3 = k3;
    before[3] = y3;
    startRate[3] = k3;
    const y4 = y[4]!;
    let k4 = first[4]!;
    let sum4 = k4;
    before[4] = y4;
    startRate[4] = k4;
    const y5 = y[5]!;
    let k5 = first[5]!;
    let sum5 = k5;
    before[5] = y5;
    startRate[5] = k5;
    // One call in a loop, not three in a row: the engine inlines a hot function once, not three times.
    for (let stage = 1; stage < 4; stage++) {
      const along = stage < 3 ? 0.5 * h : h;
      const weight = stage < 3 ? 2 : 1;
      s[0] = y0 + along * k0;
      s[1] = y1 + along * k1;
      s[2] = y2 + along * k2;
      s[3] = y3 + along * k3;
      s[4] = y4 + along * k4;
      s[5] = y5 + along * k5;
      t[0] = start + along;
      motion.derivative(t, s, k);
      k0 = k[0]!;
      sum0 += weight * k0;
      k1 = k[1]!;
      sum1 += weight * k1;
      k2 = k[2]!;
      sum2 += weight * k2;
      k3 = k[3]!;
      sum3 += weight * k3;
      k4 = k[4]!;
      sum4 += weight * k4;
      k5 = k[5]!;
      sum5 += weight * k5;
    }
    const sixth = h / 6;
    y[0] = y0 + sixth * sum0;
    y[1] = y1 + sixth * sum1;
    y[2] = y2 + sixth * sum2;
    y[3] = y3 + sixth * sum3;
    y[4] = y4 + sixth * sum4;
    y[5] = y5 + sixth * sum5;
  }
}
