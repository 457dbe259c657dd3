import type { RandomStream } from "../math/random.ts";
import { requiredSnr } from "./detection.ts";
import type { Radar } from "./radar.ts";
import { type Blocked, RadarSight } from "./radar-sight.ts";

/** A path as points in time, Earth-fixed: three numbers a point, m. */
export interface FlightPath {
  readonly time_s: Float64Array;
  readonly ecef_m: Float64Array;
  readonly count: number;
}

/** When a radar first sees a target, or why never: the reason nearest to seeing it. */
export type FirstDetection = { readonly time_s: number } | { readonly never: Blocked };

/** What flies, and from when on it is looked for. */
export interface DetectionTarget {
  /** One cross-section, or one for each point of the path. */
  readonly rcs_m2: number | Float64Array;
  readonly from_s: number;
}

/** Looks at even intervals, the first of them `phase_s` after the start. */
export interface ScanPlan {
  readonly scan_s: number;
  readonly phase_s?: number;
}

/** Accepted error of an instant of detection, s. */
const INSTANT_s = 0.01;

const NEARNESS: Readonly<Record<Blocked, number>> = {
  "below-horizon": 0,
  "behind-terrain": 1,
  "out-of-field": 2,
  "too-weak": 3,
};

/** Points of a path given as a function that writes the Earth-fixed position at a time, m, into `out`. */
export function samplePositions(
  positionInto: (out: Float64Array, time_s: number) => void,
  span: { readonly from_s: number; readonly to_s: number; readonly step_s: number },
): FlightPath {
  const count = Math.max(2, Math.ceil((span.to_s - span.from_s) / span.step_s) + 1);
  const time_s = new Float64Array(count);
  const ecef_m = new Float64Array(3 * count);
  const out = new Float64Array(3);
  for (let i = 0; i < count; i++) {
    time_s[i] = i === count - 1 ? span.to_s : span.from_s + i * span.step_s;
    positionInto(out, time_s[i]!);
    ecef_m.set(out, 3 * i);
  }
  return { time_s, ecef_m, count };
}

/**
 * First time at which one look would detect the target with the radar's reference probability, or with `probability`: in view, and
 * within R0 (scan gain sigma / sigma0)^(1/4). Between the last point not seen and the first one seen the instant is found by bisection
 * on the straight line between them, to 0.01 s. A view that opens and closes between two points of the path is missed.
 */
export function findFirstDetection(
  radar: Radar | RadarSight,
  path: FlightPath,
  target: DetectionTarget & { readonly probability?: number },
): FirstDetection {
  const search = new DetectionSearch(radar, path, target);
  let never: Blocked = "below-horizon";
  let before = -1;
  for (let i = 0; i < path.count; i++) {
    if (path.time_s[i]! < target.from_s) {
      before = i;
      continue;
    }
    const blocked = search.explain(i, i, 0);
    if (blocked === undefined) return { time_s: before < 0 ? path.time_s[i]! : search.bisect(before, i) };
    if (NEARNESS[blocked] > NEARNESS[never]) never = blocked;
    before = i;
  }
  return { never };
}

class DetectionSearch {
  readonly #sight: RadarSight;
  readonly #path: FlightPath;
  readonly #target: DetectionTarget;
  readonly #snr: number;

  constructor(
    radar: Radar | RadarSight,
    path: FlightPath,
    target: DetectionTarget & { readonly probability?: number },
  ) {
    this.#sight = radar instanceof RadarSight ? radar : new RadarSight(radar);
    this.#path = path;
    this.#target = target;
    const { detector } = this.#sight;
    // A range on the edge counts as reached; this much is left for rounding.
    this.#snr = requiredSnr(detector, target.probability ?? this.#sight.radar.referenceProbability) * (1 - 1e-9);
  }

  /** Why the point a share of the way from point `i` to point `j` is not detected; undefined when it is. */
  explain(i: number, j: number, share: number): Blocked | undefined {
    const e = this.#path.ecef_m;
    const x = e[3 * i]! + share * (e[3 * j]! - e[3 * i]!);
    const y = e[3 * i + 1]! + share * (e[3 * j + 1]! - e[3 * i + 1]!);
    const z = e[3 * i + 2]! + share * (e[3 * j + 2]! - e[3 * i + 2]!);
    const blocked = this.#sight.look(x, y, z);
    if (blocked !== undefined) return blocked;
    return this.#sight.snr(crossSectionOn(this.#target, i, j, share)) < this.#snr ? "too-weak" : undefined;
  }

  bisect(before: number, after: number): number {
    const t0 = this.#path.time_s[before]!;
    const span = this.#path.time_s[after]! - t0;
    let low = Math.max(0, (this.#target.from_s - t0) / span);
    let high = 1;
    if (this.explain(before, after, low) === undefined) return t0 + low * span;
    while ((high - low) * span > INSTANT_s) {
      const middle = 0.5 * (low + high);
      if (this.explain(before, after, middle) === undefined) high = middle;
      else low = middle;
    }
    return t0 + high * span;
  }
}

function crossSectionOn({ rcs_m2 }: DetectionTarget, i: number, j: number, share: number): number {
  if (typeof rcs_m2 === "number") return rcs_m2;
  return rcs_m2[i]! + share * (rcs_m2[j]! - rcs_m2[i]!);
}

/** What looks at even intervals see of a path. */
export interface DetectionHistory {
  readonly count: number;
  readonly time_s: Float64Array;
  /** Probability of detection of each look by itself. */
  readonly single: Float64Array;
  /** Probability that at least one look up to and with this one has detected: 1 - product of (1 - Pd), looks independent. */
  readonly cumulative: Float64Array;
  /** The nearest that the radar came to seeing the target when no look had it in view. */
  readonly never: Blocked;
}

/** Detection of a path look by look (Mallett and Brennan 1963, Cumulative probability of detection for targets
 * approaching a uniformly scanning search radar, Proc. IEEE 51). */
export function accumulateDetection(
  radar: Radar | RadarSight,
  path: FlightPath,
  target: DetectionTarget,
  plan: ScanPlan,
): DetectionHistory {
  const sight = radar instanceof RadarSight ? radar : new RadarSight(radar);
  const start = Math.max(target.from_s, path.time_s[0]!) + (plan.phase_s ?? 0);
  const end = path.time_s[path.count - 1]!;
  const count = end >= start ? Math.floor((end - start) / plan.scan_s + 1e-9) + 1 : 0;
  const time_s = new Float64Array(count);
  const single = new Float64Array(count);
  const cumulative = new Float64Array(count);
  const e = path.ecef_m;
  let never: Blocked = "below-horizon";
  let missed = 1;
  let i = 0;
  for (let n = 0; n < count; n++) {
    const t = start + n * plan.scan_s;
    while (i < path.count - 2 && path.time_s[i + 1]! <= t) i++;
    const share = (t - path.time_s[i]!) / (path.time_s[i + 1]! - path.time_s[i]!);
    const o = 3 * i;
    const blocked = sight.look(
      e[o]! + share * (e[o + 3]! - e[o]!),
      e[o + 1]! + share * (e[o + 4]! - e[o + 1]!),
      e[o + 2]! + share * (e[o + 5]! - e[o + 2]!),
    );
    const nearest = blocked ?? "too-weak";
    if (NEARNESS[nearest] > NEARNESS[never]) never = nearest;
    const probability = blocked === undefined ? sight.probability(crossSectionOn(target, i, i + 1, share)) : 0;
    missed *= 1 - probability;
    time_s[n] = t;
    single[n] = probability;
    cumulative[n] = 1 - missed;
  }
  return { count, time_s, single, cumulative, never };
}

/** Time of the look by which the target has been detected with a probability, or why never. */
export function timeOfCumulative(history: DetectionHistory, probability: number): FirstDetection {
  const n = history.cumulative.findIndex((value) => value >= probability);
  return n < 0 ? { never: history.never } : { time_s: history.time_s[n]! };
}

/** Draws the look that first detects: one uniform number of the stream for each look, so that streams stay in step. */
export function drawFirstDetection(history: DetectionHistory, stream: Pick<RandomStream, "uniform">): FirstDetection {
  let first = -1;
  for (let n = 0; n < history.count; n++) if (stream.uniform() < history.single[n]! && first < 0) first = n;
  return first < 0 ? { never: history.never } : { time_s: history.time_s[first]! };
}
