import { solveAssignment } from "./assignment.ts";

/** How two sets of points are compared. */
export interface SetDistanceOptions<T> {
  /** The exponent p, 1 or more; `Infinity` takes the worst pair. */
  readonly order: number;
  /** The distance c that a missed or a false point costs at most. */
  readonly cutOff: number;
  readonly distance: (truth: T, track: T) => number;
}

/**
 * Optimal subpattern assignment distance between truths and tracks (Schuhmacher, Vo and Vo 2008, A Consistent Metric for Performance Evaluation of
 * Multi-Object Filters, IEEE Trans. Signal Processing 56(8), 3447-3457, equation 3), in the unit of `distance`. Two empty sets are 0 apart.
 */
export function ospaDistance<T>(truths: readonly T[], tracks: readonly T[], options: SetDistanceOptions<T>): number {
  const { order, cutOff } = options;
  checkOptions("ospaDistance", options);
  const most = Math.max(truths.length, tracks.length);
  const lone = Math.abs(truths.length - tracks.length);
  if (most === 0) return 0;
  if (order === Infinity) return lone > 0 ? cutOff : bottleneck(cutDistances(truths, tracks, options), truths.length);
  const { cost } = assignPowers(truths, tracks, options);
  return root((cost + lone * power(cutOff, order)) / most, order);
}

/** The generalised distance and what it is made of. */
export interface GospaDistance {
  readonly distance: number;
  /** The parts of distance^order; for order `Infinity` they are 0 and only `distance` counts. */
  readonly localisation: number;
  readonly missed: number;
  readonly false: number;
  readonly missedCount: number;
  readonly falseCount: number;
}

/**
 * Generalised optimal subpattern assignment distance (Rahmathullah, Garcia-Fernandez and Svensson 2017, Generalized Optimal Sub-Pattern Assignment
 * Metric, FUSION 2017, definition 1). `alpha` from above 0 to 2; with 2, the default, the parts count localisation, missed and false points (proposition 1);
 * with 1 it is the optimal subpattern assignment distance times the root of the larger number of points.
 */
export function gospaDistance<T>(
  truths: readonly T[],
  tracks: readonly T[],
  options: SetDistanceOptions<T> & { readonly alpha?: number },
): GospaDistance {
  const { order, cutOff, alpha = 2 } = options;
  checkOptions("gospaDistance", options);
  if (!(alpha > 0 && alpha <= 2))
    throw new RangeError(`gospaDistance: alpha must be above 0 and at most 2, got ${alpha}`);
  if (order === Infinity) {
    const distance = ospaDistance(truths, tracks, options);
    return { distance, localisation: 0, missed: 0, false: 0, missedCount: 0, falseCount: 0 };
  }
  const full = power(cutOff, order);
  const { columnOf, distances } = assignPowers(truths, tracks, options);
  let localisation = 0;
  let pairs = 0;
  let apart = 0;
  columnOf.forEach((j, i) => {
    if (j < 0) return;
    const d = distances[i * tracks.length + j]!;
    // With alpha 2 a pair at the cut-off is one missed and one false; else it stays a pair.
    if (d < cutOff || alpha < 2) {
      localisation += power(d, order);
      pairs++;
    } else apart++;
  });
  const missedCount = truths.length - pairs - (alpha < 2 ? apart : 0);
  const falseCount = tracks.length - pairs - (alpha < 2 ? apart : 0);
  const missed = (missedCount * full) / alpha;
  const wrong = (falseCount * full) / alpha;
  return {
    distance: root(localisation + missed + wrong, order),
    localisation,
    missed,
    false: wrong,
    missedCount,
    falseCount,
  };
}

function assignPowers<T>(
  truths: readonly T[],
  tracks: readonly T[],
  options: SetDistanceOptions<T>,
): { columnOf: Int32Array; cost: number; distances: Float64Array } {
  const distances = cutDistances(truths, tracks, options);
  const { columnOf, cost } = solveAssignment(
    distances.map((d) => power(d, options.order)),
    truths.length,
    tracks.length,
  );
  return { columnOf, cost, distances };
}

function cutDistances<T>(truths: readonly T[], tracks: readonly T[], options: SetDistanceOptions<T>): Float64Array {
  return Float64Array.from(
    truths.flatMap((truth) => tracks.map((track) => Math.min(options.cutOff, options.distance(truth, track)))),
  );
}

/** The least worst distance of a complete assignment of a square matrix: bisection over the distances. */
function bottleneck(distances: Float64Array, n: number): number {
  const sorted = distances.toSorted();
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const limit = sorted[middle]!;
    const possible =
      solveAssignment(
        distances.map((d) => (d <= limit ? 0 : Infinity)),
        n,
        n,
      ).outcome === "complete";
    if (possible) high = middle;
    else low = middle + 1;
  }
  return sorted[low]!;
}

function checkOptions(what: string, options: { readonly order: number; readonly cutOff: number }): void {
  if (!(options.order >= 1)) throw new RangeError(`${what}: order must be 1 or more, got ${options.order}`);
  if (!(options.cutOff > 0)) throw new RangeError(`${what}: cutOff must be above 0, got ${options.cutOff}`);
}

function power(x: number, order: number): number {
  if (order === 1 || x === 0) return x;
  return order === 2 ? x * x : Math.exp(order * Math.log(x));
}

function root(x: number, order: number): number {
  if (order === 1 || x === 0) return x;
  return order === 2 ? Math.sqrt(x) : Math.exp(Math.log(x) / order);
}
