/** A missile with proportional navigation and a first-order lag, its target on a near collision course, times in s. */
export interface LagGuidance {
  /** Effective navigation ratio N': 3, 4, 5... */
  readonly navigationRatio: number;
  /** Time constant of guidance and airframe together, s. */
  readonly timeConstant_s: number;
}

/**
 * Miss for a step of target acceleration `flight_s` before the intercept, per unit of acceleration, m per m/s^2: the inverse Laplace
 * transform of (1/s^3) (s / (s + 1/T))^N' (Zarchan 2012, Tactical and Strategic Missile Guidance, chapter 3, closed forms for
 * N' = 3, 4, 5). Linear: small angles, constant closing speed, no limit of acceleration.
 */
export function missOfTargetStep(guidance: LagGuidance, flight_s: number): number {
  return inverseOfLag(guidance, 3, flight_s);
}

/**
 * Miss for an error of heading at `flight_s` before the intercept, per unit of speed across the line of sight, m per m/s: the inverse
 * transform of (1/s^2) (s / (s + 1/T))^N' (Zarchan 2012, chapter 3).
 */
export function missOfHeadingError(guidance: LagGuidance, flight_s: number): number {
  return inverseOfLag(guidance, 2, flight_s);
}

/** Inverse transform of s^-order (s / (s + a))^n at t, n >= order: the sum of C(m, k) (-a)^k t^(q) / q! e^(-a t), m = n - order. */
function inverseOfLag({ navigationRatio: n, timeConstant_s }: LagGuidance, order: number, t: number): number {
  if (!(Number.isInteger(n) && n >= order))
    throw new RangeError(`lag miss: the closed form needs a whole navigation ratio of ${order} or more, got ${n}`);
  const m = n - order;
  const a = 1 / timeConstant_s;
  // The k-th term has q = order - 1 + k.
  let term = 1;
  for (let q = 1; q <= order - 1; q++) term *= t / q;
  let sum = term;
  for (let k = 1; k <= m; k++) {
    term *= ((m - k + 1) / k) * -a * (t / (order - 1 + k));
    sum += term;
  }
  return sum * Math.exp(-a * t);
}
