import type { LocalText } from "./desk-types.ts";
import { type Criterion, findTurns, marginOf, swingOf } from "parapet";

/** What one value does to a claim's metric, all others at their central values; rising values. SI. */
export interface ClaimSweep {
  readonly key: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly perUnit: number;
  readonly status: string;
  readonly sources: readonly string[];
  readonly points: readonly { readonly value: number; readonly metric: number }[];
}

interface Moved {
  readonly parameter: Omit<ClaimSweep, "points">;
  readonly sweep: readonly (
    | { readonly value: number; readonly numbers: Readonly<Record<string, number>> }
    | { readonly value: number; readonly people: number; readonly area_m2: number }
  )[];
}

/** The part of a result's metrics.json that a claim is judged by. */
export interface ClaimResult {
  readonly metrics: Readonly<Record<string, { readonly value: number; readonly unit: string }>>;
  readonly sensitivity?: readonly Moved[];
  /** What the metrics are called, where the study says so. */
  readonly names?: Readonly<Record<string, LocalText>>;
}

/** The values that move a metric, those that move it most first. */
export function listSweeps({ sensitivity = [] }: ClaimResult, metric: string): readonly ClaimSweep[] {
  const sweeps = sensitivity.map(({ parameter, sweep }): ClaimSweep => ({
    ...parameter,
    points: sweep.map((point) => ({
      value: point.value,
      metric:
        "numbers" in point ? point.numbers[metric]! : metric === "defendedAreaShare" ? point.area_m2 : point.people,
    })),
  }));
  return sweeps.filter((sweep) => swingAlong(sweep) > 0).toSorted((a, b) => swingAlong(b) - swingAlong(a));
}

function swingAlong({ points }: ClaimSweep): number {
  return swingOf(points.map(({ metric }) => metric));
}

/** The metric on a straight line between two points of a sweep; beyond its ends the end's. */
export function metricAt({ points }: ClaimSweep, value: number): number {
  const next = points.findIndex((point) => point.value >= value);
  if (next === 0) return points[0]!.metric;
  if (next < 0) return points.at(-1)!.metric;
  const [a, b] = [points[next - 1]!, points[next]!];
  return a.metric + ((value - a.value) / (b.value - a.value || 1)) * (b.metric - a.metric);
}

/** The metric with several values moved, as if each did what it does by itself: right to first order, quick, and marked as what it is. */
export function previewMetric(
  centre: number,
  sweeps: readonly ClaimSweep[],
  valueOf: (sweep: ClaimSweep) => number,
  isShare: boolean,
): number {
  const sum = sweeps.reduce(
    (total, sweep) => total + metricAt(sweep, valueOf(sweep)) - metricAt(sweep, sweep.value),
    centre,
  );
  return isShare ? Math.max(0, Math.min(1, sum)) : sum;
}

/** The parts of a value's range on which a criterion holds, all other values at their central ones, and where it turns. */
export function findHolding(
  { points }: ClaimSweep,
  criterion: Criterion,
): { readonly parts: readonly (readonly [from: number, to: number])[]; readonly turns: readonly number[] } {
  const turns = findTurns(criterion, points);
  const holdsAt = (metric: number): boolean => marginOf(criterion, metric) >= 0;
  const parts: [number, number][] = [];
  let from = holdsAt(points[0]!.metric) ? points[0]!.value : undefined;
  for (const turn of turns) {
    if (from === undefined) from = turn;
    else {
      parts.push([from, turn]);
      from = undefined;
    }
  }
  if (from !== undefined) parts.push([from, points.at(-1)!.value]);
  return { parts, turns };
}
