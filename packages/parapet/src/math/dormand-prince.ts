import type { Integrator, StepOutcome } from "./integrator.ts";

/**
 * Adaptive integration of a motion of six components (three of position, three of velocity) with dense output.
 *
 * Dormand and Prince (1980), J. Comput. Appl. Math. 6, 19-26, the 5(4) pair; step control and continuous extension as in
 * Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I (2nd ed. 1993), II.4-II.6.
 */

/** What is integrated. Time travels in an array of one element, so that no number is boxed at the call. */
export interface Motion {
  /** Writes the rate of change (m/s and m/s^2) of `state` at `time[0]` (s) into `rate`; allocates nothing. */
  derivative(time: Float64Array, state: Float64Array, rate: Float64Array): void;
  /**
   * One step of the classical Runge-Kutta method where the motion is simple enough to be flown without leaving the processor's registers: from `state` and
   * its `rate`, over `step[1]` (s), to those at the step's end, the same to the last bit as by `derivative`; what they were goes to `before` and
   * `startRate`. False, with state and rate as they were, elsewhere.
   */
  simpleStep?(
    step: Float64Array,
    state: Float64Array,
    rate: Float64Array,
    before: Float64Array,
    startRate: Float64Array,
  ): boolean;
}

export interface StepTolerance {
  /** Allowed local error of a step relative to the size of position and of velocity. */
  readonly relative: number;
  /** Allowed local error of position, m, in addition. */
  readonly position_m: number;
  /** Allowed local error of velocity, m/s, in addition. */
  readonly velocity_mps: number;
}

export const DEFAULT_TOLERANCE: StepTolerance = { relative: 1e-9, position_m: 1e-3, velocity_mps: 1e-6 };

/** Numbers that the dense output of one step takes: five for each of the six components. */
export const DENSE_SIZE = 30;

const A21 = 1 / 5;
const A31 = 3 / 40;
const A32 = 9 / 40;
const A41 = 44 / 45;
const A42 = -56 / 15;
const A43 = 32 / 9;
const A51 = 19372 / 6561;
const A52 = -25360 / 2187;
const A53 = 64448 / 6561;
const A54 = -212 / 729;
const A61 = 9017 / 3168;
const A62 = -355 / 33;
const A63 = 46732 / 5247;
const A64 = 49 / 176;
const A65 = -5103 / 18656;
const B1 = 35 / 384;
const B3 = 500 / 1113;
const B4 = 125 / 192;
const B5 = -2187 / 6784;
const B6 = 11 / 84;
const E1 = 71 / 57600;
const E3 = -71 / 16695;
const E4 = 71 / 1920;
const E5 = -17253 / 339200;
const E6 = 22 / 525;
const E7 = -1 / 40;
const D1 = -12715105075 / 11282082432;
const D3 = 87487479700 / 32700410799;
const D4 = -10690763975 / 1880347072;
const D5 = 701980252875 / 199316789632;
const D6 = -1453857185 / 822651844;
const D7 = 69997945 / 29380423;

const SAFETY = 0.9;
const LARGEST_GROWTH = 6;
const SMALLEST_GROWTH = 0.2;
const STABILISER = 0.04;
const SMALLEST_LOG_ERROR = Math.log(1e-4);

// Places in the control array: doubles that travel between methods go through it, so that none is boxed.
const NEXT = 0;
const START = 1;
const STEP = 2;
const END = 3;
const ERROR = 4;
const LOG_PREVIOUS_ERROR = 5;
const GROWTH = 6;

/**
 * One integration under way: the state at `time[0]`, advanced step by step.
 * Make it once and restart it for each flight; a step allocates nothing.
 */
export class DormandPrince implements Integrator {
  readonly time: Float64Array = new Float64Array(1);
  readonly state: Float64Array = new Float64Array(6);
  /** Start of the last step in `lastStep[0]`, its length in `lastStep[1]`, s. */
  readonly lastStep: Float64Array = new Float64Array(2);
  /** Accepted and rejected steps since the last restart. */
  accepted: number = 0;
  rejected: number = 0;

  readonly #motion: Motion;
  readonly #stageTime = new Float64Array(1);
  readonly #trial = new Float64Array(6);
  readonly #before = new Float64Array(6);
  /** Rate at the start of the last step, for dense output and retaking it. */
  readonly #startRate = new Float64Array(6);
  readonly #k1 = new Float64Array(6);
  readonly #k2 = new Float64Array(6);
  readonly #k3 = new Float64Array(6);
  readonly #k4 = new Float64Array(6);
  readonly #k5 = new Float64Array(6);
  readonly #k6 = new Float64Array(6);
  readonly #k7 = new Float64Array(6);
  readonly #control = new Float64Array(7);
  /** [relative, position, velocity] */
  readonly #limit: Float64Array;

  constructor(motion: Motion, tolerance: StepTolerance = DEFAULT_TOLERANCE) {
    this.#motion = motion;
    this.#limit = Float64Array.of(tolerance.relative, tolerance.position_m, tolerance.velocity_mps);
  }

  /** Starts anew at `time_s` from `state`; `firstStep_s` is the length tried first. */
  restart(time_s: number, state: ArrayLike<number>, firstStep_s: number): void {
    this.time[0] = time_s;
    for (let i = 0; i < 6; i++) this.state[i] = state[i]!;
    this.accepted = 0;
    this.rejected = 0;
    this.#control[NEXT] = firstStep_s;
    this.#control[LOG_PREVIOUS_ERROR] = SMALLEST_LOG_ERROR;
    this.resumeAfterJump();
  }

  /** Tells that the motion changed its law at the present instant (staging, cut-off): the rate is computed anew. */
  resumeAfterJump(): void {
    this.#motion.derivative(this.time, this.state, this.#k1);
  }

  /** Takes one accepted step, not beyond `end_s`. */
  stepTowards(end_s: number): StepOutcome {
    const control = this.#control;
    const start = this.time[0]!;
    const left = end_s - start;
    control[START] = start;
    let h = control[NEXT]!;
    for (;;) {
      const last = h >= left * (1 - 1e-12);
      if (last) h = left;
      else if (h > 0.5 * left) h = 0.5 * left;
      control[STEP] = h;
      this.#attempt();
      const error = control[ERROR]!;
      if (error <= 1) {
        this.#judgeGrowth();
        // A step cut short by `end_s` says little about the next length: keep the longer of the two.
        const next = h * control[GROWTH]!;
        control[NEXT] = last && control[NEXT]! > next ? control[NEXT]! : next;
        control[END] = last ? end_s : start + h;
        this.#accept();
        return "stepped";
      }
      this.rejected++;
      h *= error < Infinity ? Math.max(SMALLEST_GROWTH, SAFETY * Math.exp(-0.2 * Math.log(error))) : 0.1;
      control[NEXT] = h;
      if (!(h > 1e-9)) return "step-below-limit";
    }
  }

  /** Proportional-integral control with beta = 0.04 (Hairer, Norsett and Wanner 1993, eq. II.4 and code DOPRI5). */
  #judgeGrowth(): void {
    const control = this.#control;
    const error = control[ERROR]!;
    let growth = LARGEST_GROWTH;
    if (error >= 1e-9) {
      const logError = Math.log(error);
      growth = SAFETY * Math.exp(STABILISER * control[LOG_PREVIOUS_ERROR]! - (0.2 - 0.75 * STABILISER) * logError);
      control[LOG_PREVIOUS_ERROR] = logError > SMALLEST_LOG_ERROR ? logError : SMALLEST_LOG_ERROR;
      if (growth > LARGEST_GROWTH) growth = LARGEST_GROWTH;
      else if (growth < SMALLEST_GROWTH) growth = SMALLEST_GROWTH;
    }
    control[GROWTH] = growth;
  }

  /**
   * Goes back to the start of the last step and takes a step of `length_s` from there instead, without error control.
   * For landing on an event inside the last step with the accuracy of the method, not of its interpolant.
   */
  retakeStep(length_s: number): void {
    const control = this.#control;
    control[START] = this.lastStep[0]!;
    control[STEP] = length_s;
    control[END] = control[START]! + length_s;
    for (let i = 0; i < 6; i++) {
      this.state[i] = this.#before[i]!;
      this.#k1[i] = this.#startRate[i]!;
    }
    this.#attempt();
    this.#accept();
  }

  /** Writes the dense-output coefficients of the last step into `out` from `offset` on. */
  writeDense(out: Float64Array, offset: number): void {
    const h = this.lastStep[1]!;
    const k1 = this.#startRate;
    const k3 = this.#k3;
    const k4 = this.#k4;
    const k5 = this.#k5;
    const k6 = this.#k6;
    const k7 = this.#k7;
    for (let i = 0; i < 6; i++) {
      const y0 = this.#before[i]!;
      const difference = this.state[i]! - y0;
      const b = h * k1[i]! - difference;
      const o = offset + 5 * i;
      out[o] = y0;
      out[o + 1] = difference;
      out[o + 2] = b;
      out[o + 3] = difference - h * k7[i]! - b;
      out[o + 4] = h * (D1 * k1[i]! + D3 * k3[i]! + D4 * k4[i]! + D5 * k5[i]! + D6 * k6[i]! + D7 * k7[i]!);
    }
  }

  /** Makes the tried step the present one; `#control[END]` is its end. */
  #accept(): void {
    const control = this.#control;
    this.accepted++;
    this.lastStep[0] = control[START]!;
    this.lastStep[1] = control[STEP]!;
    this.time[0] = control[END]!;
    const { state } = this;
    const before = this.#before;
    const trial = this.#trial;
    const startRate = this.#startRate;
    const k1 = this.#k1;
    const k7 = this.#k7;
    for (let i = 0; i < 6; i++) {
      // First same as last: the rate at the end of this step is the rate at the start of the next.
      startRate[i] = k1[i]!;
      k1[i] = k7[i]!;
      before[i] = state[i]!;
      state[i] = trial[i]!;
    }
  }

  /** Tries a step of `#control[STEP]` from `#control[START]`; leaves the end in `#trial` and the scaled error in `#control[ERROR]`. */
  #attempt(): void {
    const control = this.#control;
    const start = control[START]!;
    const h = control[STEP]!;
    const motion = this.#motion;
    const s = this.#trial;
    const t = this.#stageTime;
    const k1 = this.#k1;
    const k2 = this.#k2;
    const k3 = this.#k3;
    const k4 = this.#k4;
    const k5 = this.#k5;
    const k6 = this.#k6;
    const k7 = this.#k7;
    const y = this.state;
    const y0 = y[0]!;
    const y1 = y[1]!;
    const y2 = y[2]!;
    const y3 = y[3]!;
    const y4 = y[4]!;
    const y5 = y[5]!;
    s[0] = y0 + h * (A21 * k1[0]!);
    s[1] = y1 + h * (A21 * k1[1]!);
    s[2] = y2 + h * (A21 * k1[2]!);
    s[3] = y3 + h * (A21 * k1[3]!);
    s[4] = y4 + h * (A21 * k1[4]!);
    s[5] = y5 + h * (A21 * k1[5]!);
    t[0] = start + h * 0.2;
    motion.derivative(t, s, k2);
    s[0] = y0 + h * (A31 * k1[0]! + A32 * k2[0]!);
    s[1] = y1 + h * (A31 * k1[1]! + A32 * k2[1]!);
    s[2] = y2 + h * (A31 * k1[2]! + A32 * k2[2]!);
    s[3] = y3 + h * (A31 * k1[3]! + A32 * k2[3]!);
    s[4] = y4 + h * (A31 * k1[4]! + A32 * k2[4]!);
    s[5] = y5 + h * (A31 * k1[5]! + A32 * k2[5]!);
    t[0] = start + h * 0.3;
    motion.derivative(t, s, k3);
    s[0] = y0 + h * (A41 * k1[0]! + A42 * k2[0]! + A43 * k3[0]!);
    s[1] = y1 + h * (A41 * k1[1]! + A42 * k2[1]! + A43 * k3[1]!);
    s[2] = y2 + h * (A41 * k1[2]! + A42 * k2[2]! + A43 * k3[2]!);
    s[3] = y3 + h * (A41 * k1[3]! + A42 * k2[3]! + A43 * k3[3]!);
    s[4] = y4 + h * (A41 * k1[4]! + A42 * k2[4]! + A43 * k3[4]!);
    s[5] = y5 + h * (A41 * k1[5]! + A42 * k2[5]! + A43 * k3[5]!);
    t[0] = start + h * 0.8;
    motion.derivative(t, s, k4);
    s[0] = y0 + h * (A51 * k1[0]! + A52 * k2[0]! + A53 * k3[0]! + A54 * k4[0]!);
    s[1] = y1 + h * (A51 * k1[1]! + A52 * k2[1]! + A53 * k3[1]! + A54 * k4[1]!);
    s[2] = y2 + h * (A51 * k1[2]! + A52 * k2[2]! + A53 * k3[2]! + A54 * k4[2]!);
    s[3] = y3 + h * (A51 * k1[3]! + A52 * k2[3]! + A53 * k3[3]! + A54 * k4[3]!);
    s[4] = y4 + h * (A51 * k1[4]! + A52 * k2[4]! + A53 * k3[4]! + A54 * k4[4]!);
    s[5] = y5 + h * (A51 * k1[5]! + A52 * k2[5]! + A53 * k3[5]! + A54 * k4[5]!);
    t[0] = start + h * (8 / 9);
    motion.derivative(t, s, k5);
    s[0] = y0 + h * (A61 * k1[0]! + A62 * k2[0]! + A63 * k3[0]! + A64 * k4[0]! + A65 * k5[0]!);
    s[1] = y1 + h * (A61 * k1[1]! + A62 * k2[1]! + A63 * k3[1]! + A64 * k4[1]! + A65 * k5[1]!);
    s[2] = y2 + h * (A61 * k1[2]! + A62 * k2[2]! + A63 * k3[2]! + A64 * k4[2]! + A65 * k5[2]!);
    s[3] = y3 + h * (A61 * k1[3]! + A62 * k2[3]! + A63 * k3[3]! + A64 * k4[3]! + A65 * k5[3]!);
    s[4] = y4 + h * (A61 * k1[4]! + A62 * k2[4]! + A63 * k3[4]! + A64 * k4[4]! + A65 * k5[4]!);
    s[5] = y5 + h * (A61 * k1[5]! + A62 * k2[5]! + A63 * k3[5]! + A64 * k4[5]! + A65 * k5[5]!);
    t[0] = start + h * 1;
    motion.derivative(t, s, k6);
    s[0] = y0 + h * (B1 * k1[0]! + B3 * k3[0]! + B4 * k4[0]! + B5 * k5[0]! + B6 * k6[0]!);
    s[1] = y1 + h * (B1 * k1[1]! + B3 * k3[1]! + B4 * k4[1]! + B5 * k5[1]! + B6 * k6[1]!);
    s[2] = y2 + h * (B1 * k1[2]! + B3 * k3[2]! + B4 * k4[2]! + B5 * k5[2]! + B6 * k6[2]!);
    s[3] = y3 + h * (B1 * k1[3]! + B3 * k3[3]! + B4 * k4[3]! + B5 * k5[3]! + B6 * k6[3]!);
    s[4] = y4 + h * (B1 * k1[4]! + B3 * k3[4]! + B4 * k4[4]! + B5 * k5[4]! + B6 * k6[4]!);
    s[5] = y5 + h * (B1 * k1[5]! + B3 * k3[5]! + B4 * k4[5]! + B5 * k5[5]! + B6 * k6[5]!);
    t[0] = start + h * 1;
    motion.derivative(t, s, k7);
    let positionError = 0;
    let velocityError = 0;
    let position = 0;
    let velocity = 0;
    for (let i = 0; i < 3; i++) {
      const e = E1 * k1[i]! + E3 * k3[i]! + E4 * k4[i]! + E5 * k5[i]! + E6 * k6[i]! + E7 * k7[i]!;
      positionError += e * e;
      position += s[i]! * s[i]!;
      const j = i + 3;
      const f = E1 * k1[j]! + E3 * k3[j]! + E4 * k4[j]! + E5 * k5[j]! + E6 * k6[j]! + E7 * k7[j]!;
      velocityError += f * f;
      velocity += s[j]! * s[j]!;
    }
    const limit = this.#limit;
    const inPosition = (h * Math.sqrt(positionError)) / (limit[1]! + limit[0]! * Math.sqrt(position));
    const inVelocity = (h * Math.sqrt(velocityError)) / (limit[2]! + limit[0]! * Math.sqrt(velocity));
    const error = inPosition > inVelocity ? inPosition : inVelocity;
    control[ERROR] = error;
    if (error !== error) control[ERROR] = Infinity;
  }
}

/** Evaluates dense output: the state a share `theta` (0 to 1) into the step whose coefficients stand in `dense` at `offset`. */
export function interpolateDense(out: Float64Array, dense: Float64Array, offset: number, theta: number): void {
  const rest = 1 - theta;
  for (let i = 0; i < 6; i++) {
    const o = offset + 5 * i;
    out[i] =
      dense[o]! + theta * (dense[o + 1]! + rest * (dense[o + 2]! + theta * (dense[o + 3]! + rest * dense[o + 4]!)));
  }
}
