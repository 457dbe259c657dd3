import { vec3 } from "../math/vec3.ts";
import type { Radar } from "./radar.ts";
import { type Blocked, explainBlocked, pointAt } from "./view.ts";

/** A path as points in time, Earth-fixed: three numbers a point, m. */
export interface FlightPath {
  readonly time_s: Float64Array;
  readonly ecef_m: Float64Array;
  readonly count: number;
}

/** When a radar first sees a target as well as it sees its reference target at its published range, or why never. */
export type FirstDetection = { readonly time_s: number } | { readonly never: Blocked };

/**
 * First detection of a target of constant cross-section on a path, from `from_s` on. Between the last point not seen and the
 * first one seen the instant is found by bisection on the straight line between them, to a hundredth of a second.
 */
export function findFirstDetection(
  radar: Radar,
  path: FlightPath,
  target: { readonly rcs_m2: number; readonly from_s: number },
): FirstDetection {
  let reason: Blocked = "below-horizon";
  let before = -1;
  for (let i = 0; i < path.count; i++) {
    if (path.time_s[i]! < target.from_s) {
      before = i;
      continue;
    }
    const blocked = explainBlocked(radar, pointAt(path.ecef_m, i), target.rcs_m2);
    if (blocked !== undefined) {
      // The reason closest to seeing it: a target in view but too weak outranks one out of sight.
      if (reason !== "too-weak") reason = blocked;
      before = i;
      continue;
    }
    if (before < 0) return { time_s: path.time_s[i]! };
    return { time_s: bisect(radar, path, before, i, target) };
  }
  return { never: reason };
}

function bisect(
  radar: Radar,
  path: FlightPath,
  before: number,
  after: number,
  target: { readonly rcs_m2: number; readonly from_s: number },
): number {
  const t0 = path.time_s[before]!;
  const span = path.time_s[after]! - t0;
  let low = Math.max(0, (target.from_s - t0) / span);
  let high = 1;
  const seenAt = (share: number): boolean => {
    const o = 3 * before;
    const p = 3 * after;
    const at = (k: number): number => path.ecef_m[o + k]! + share * (path.ecef_m[p + k]! - path.ecef_m[o + k]!);
    return explainBlocked(radar, vec3(at(0), at(1), at(2)), target.rcs_m2) === undefined;
  };
  if (seenAt(low)) return t0 + low * span;
  while ((high - low) * span > 0.01) {
    const middle = 0.5 * (low + high);
    if (seenAt(middle)) high = middle;
    else low = middle;
  }
  return t0 + high * span;
}
