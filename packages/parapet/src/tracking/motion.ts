/**
 * How a body is assumed to move, for filters of any size. The first six states are inertial position (m) and velocity (m/s); what comes after
 * them is the model's own. Implementations own their workspace and allocate nothing.
 */
export interface Motion {
  /** Number of states, 6 or more. */
  readonly size: number;
  /** Longest step that `move` and `linearise` are good for, s; filters cut longer spans into equal steps. */
  readonly longestStep_s: number;
  /** Carries `state` over `step[0]` seconds in place. */
  move(state: Float64Array, step: Float64Array): void;
  /** Writes the transition matrix of that step from `state`, row by row. */
  linearise(transition: Float64Array, state: Float64Array, step: Float64Array): void;
  /**
   * Carries mean and covariance (row by row) over the step together, without the noise: what `linearise`, F P F' and `move` do, for motions that can do it in fewer
   * operations.
   */
  carry?(state: Float64Array, covariance: Float64Array, step: Float64Array): void;
  /** Adds the covariance of what is unknown about the motion over the step. */
  addNoise(covariance: Float64Array, step: Float64Array): void;
}

/** Adds the noise of a white acceleration of spectral density `density[0]`, m^2/s^3, on each axis (Bar-Shalom, Li and Kirubarajan 2001, section 6.2.2). */
export function addAccelerationNoise(
  covariance: Float64Array,
  size: number,
  step: Float64Array,
  density: Float64Array,
): void {
  const h = step[0]!;
  const q1 = density[0]! * Math.abs(h);
  for (let i = 0; i < 3; i++) {
    covariance[i * size + i]! += (q1 * h * h) / 3;
    covariance[i * size + i + 3]! += 0.5 * q1 * h;
    covariance[(i + 3) * size + i]! += 0.5 * q1 * h;
    covariance[(i + 3) * size + i + 3]! += q1;
  }
}
