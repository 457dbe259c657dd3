/**
 * The shots that one unit can take at one threat, from when it may fire and how long its interceptor flies to each point of the path.
 * Pure timing: where the points are and what limits them has been settled by whoever filled in `flyOut_s`.
 */

/** Points of a threat's path that an interceptor may meet, by rising time. */
export interface InterceptOpportunities {
  /** Time of the threat at each point, s. */
  readonly time_s: Float64Array;
  /** Time of flight of the interceptor to each point, s; Infinity where it cannot or may not go. */
  readonly flyOut_s: Float64Array;
  readonly count: number;
}

export interface FiringPolicy {
  /** From when the first interceptor may leave, s. */
  readonly ready_s: number;
  /** From an intercept to the next launch: the kill is assessed before the next shot (shoot-look-shoot). */
  readonly assess_s: number;
}

/** One shot, by the point of the path where it meets the threat. */
export interface Shot {
  readonly launch_s: number;
  readonly intercept_s: number;
  readonly point: number;
}

/**
 * Greatest time to spare over all points: how much later the first interceptor might leave and still meet the threat, s.
 * Negative when every point is missed, by the least delay; -Infinity when the interceptor cannot go to any point.
 */
export function findTimeMargin(opportunities: InterceptOpportunities, ready_s: number): number {
  const { time_s, flyOut_s, count } = opportunities;
  let margin = -Infinity;
  for (let i = 0; i < count; i++) {
    const spare = time_s[i]! - flyOut_s[i]! - ready_s;
    if (spare > margin) margin = spare;
  }
  return margin;
}

/**
 * The shots of shoot-look-shoot: each at the earliest point that can still be met, the next not before the kill of the one before
 * is assessed. Between the last point missed and the first one met the instant is interpolated.
 */
export function planShootLookShoot(opportunities: InterceptOpportunities, policy: FiringPolicy): readonly Shot[] {
  const { time_s, flyOut_s, count } = opportunities;
  const shots: Shot[] = [];
  let ready = policy.ready_s;
  let i = 0;
  while (i < count) {
    const spare = time_s[i]! - flyOut_s[i]! - ready;
    if (!(spare >= 0)) {
      i++;
      continue;
    }
    let intercept = time_s[i]!;
    if (i > 0) {
      const before = time_s[i - 1]! - flyOut_s[i - 1]! - ready;
      if (before > -Infinity && before < 0)
        intercept = time_s[i - 1]! + ((time_s[i]! - time_s[i - 1]!) * -before) / (spare - before);
    }
    const launch = Math.max(ready, intercept - flyOut_s[i]!);
    shots.push({ launch_s: launch, intercept_s: intercept, point: i });
    ready = intercept + policy.assess_s;
    i++;
  }
  return shots;
}
