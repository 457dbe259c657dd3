/** Greatest less smallest value of a metric along a sweep; 0 where it was not measured. */
export function swingOf(metrics: readonly number[]): number {
  return metrics.length === 0 ? 0 : Math.max(...metrics) - Math.min(...metrics);
}

/** A point of a sweep, of a study that measures numbers or of a defended area. */
type SweptPoint =
  | { readonly numbers: Readonly<Record<string, number>> }
  | { readonly people: number; readonly area_m2: number };

/** A metric at the points of a sweep where it was measured. */
export function metricsAlong(metric: string, sweep: readonly SweptPoint[]): readonly number[] {
  return sweep.flatMap((point) => {
    if ("numbers" in point) return point.numbers[metric] ?? [];
    return metric === "defendedAreaShare" ? point.area_m2 : point.people;
  });
}
