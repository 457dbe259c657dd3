import type { MissReason } from "../messages.ts";

/** Relative motion of a target as its interceptor sees it, m and m/s, in any frame that does not turn. */
export interface RelativeMotion {
  readonly position: readonly [x: number, y: number, z: number];
  readonly velocity: readonly [x: number, y: number, z: number];
}

/** Where unguided flight would lead. */
export interface ZeroEffortMiss {
  /** Until the closest approach, s; 0 when they already part. */
  readonly timeToGo_s: number;
  /** Vector to the target at the closest approach, m: what guidance has to null. */
  readonly miss_m: readonly [x: number, y: number, z: number];
  readonly distance_m: number;
}

/**
 * Closest approach if neither accelerates: time to go -r.v / v.v, miss r + v t (Zarchan 2012, Tactical and Strategic Missile Guidance,
 * chapter 2). Good for a coast of seconds; over longer ones the difference of gravity adds to it.
 */
export function findZeroEffortMiss({ position: r, velocity: v }: RelativeMotion): ZeroEffortMiss {
  const speed2 = v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
  const closing = -(r[0] * v[0] + r[1] * v[1] + r[2] * v[2]);
  const timeToGo_s = closing > 0 ? closing / speed2 : 0;
  const miss_m = [r[0] + v[0] * timeToGo_s, r[1] + v[1] * timeToGo_s, r[2] + v[2] * timeToGo_s] as const;
  return {
    timeToGo_s,
    miss_m,
    distance_m: Math.sqrt(miss_m[0] * miss_m[0] + miss_m[1] * miss_m[1] + miss_m[2] * miss_m[2]),
  };
}

/** What a kill vehicle has when its seeker takes over. */
export interface Handover {
  /** Error of the predicted place across the line of approach, m. */
  readonly error_m: number;
  /** Radius in which the seeker finds the target, m. */
  readonly basketRadius_m: number;
  /** Left of the divert, m/s. */
  readonly divertLeft_mps: number;
  /** Until the intercept, s. */
  readonly timeToGo_s: number;
}

/** Divert that nulls an error in the time to go when it is given at once, m/s. */
export function divertToNull(error_m: number, timeToGo_s: number): number {
  return error_m / timeToGo_s;
}

/** Whether the kill vehicle can still meet the target: undefined when it can, else why not. */
export function checkHandover({
  error_m,
  basketRadius_m,
  divertLeft_mps,
  timeToGo_s,
}: Handover): Extract<MissReason, "not-acquired" | "divert-exhausted"> | undefined {
  if (error_m > basketRadius_m) return "not-acquired";
  if (divertToNull(error_m, timeToGo_s) > divertLeft_mps) return "divert-exhausted";
  return undefined;
}

/**
 * Probability that a plane error with independent normal components falls within a radius. Equal deviations: 1 - exp(-R^2 / 2 s^2)
 * (Rayleigh); unequal ones: the mean over the angle of the same (Harter 1960, Journal of the American Statistical Association 55,
 * 723-731, tables it). The deviation of a predicted place across the line of approach is that of the track, see `HandoverOptions`.
 */
export function shareWithinRadius(radius_m: number, sigma1_m: number, sigma2_m: number = sigma1_m): number {
  if (radius_m <= 0) return 0;
  const large = Math.max(sigma1_m, sigma2_m);
  const small = Math.min(sigma1_m, sigma2_m);
  if (large === 0) return 1;
  if (small === large) return -Math.expm1((-radius_m * radius_m) / (2 * large * large));
  if (small < 1e-3 * large) return shareWithinRadius(radius_m, large, 1e-3 * large);
  // P = (1/2pi) int s1 s2 / g(a) (1 - exp(-R^2 g(a) / 2 s1^2 s2^2)) da, g = s2^2 cos^2 + s1^2 sin^2, over a quarter by the midpoint rule.
  const product = small * large;
  const points = Math.min(20_000, Math.ceil((64 * large) / small));
  let sum = 0;
  for (let k = 0; k < points; k++) {
    const angle = ((k + 0.5) * Math.PI) / (2 * points);
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    const g = small * small * c * c + large * large * s * s;
    sum -= (product / g) * Math.expm1((-radius_m * radius_m * g) / (2 * product * product));
  }
  return sum / points;
}

/** Probability that the seeker finds the target and the divert nulls the error, for a handover error of these deviations. */
export function acquisitionProbability(
  handover: Omit<Handover, "error_m">,
  sigma1_m: number,
  sigma2_m: number = sigma1_m,
): number {
  const reach = Math.min(handover.basketRadius_m, handover.divertLeft_mps * handover.timeToGo_s);
  return shareWithinRadius(reach, sigma1_m, sigma2_m);
}
