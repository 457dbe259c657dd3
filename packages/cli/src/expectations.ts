import type { MetricBounds } from "parapet";
import type { Metric } from "./study-seam.ts";

/** A bound on a metric that a study's file states, and whether it holds. */
export interface Expectation extends MetricBounds {
  readonly holds: boolean;
  /** "defendedPopulationShare at least 0.99: 0.87 found" */
  readonly text: string;
}

/** Holds the bounds of a study's file against its metrics; a metric that the study does not have does not hold. */
export function judgeExpectations(
  bounds: readonly MetricBounds[],
  metrics: Readonly<Record<string, Metric>>,
): Expectation[] {
  return bounds.map((bound) => {
    const { metric, atLeast, atMost } = bound;
    const limits = [
      ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
      ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ];
    const found = Object.hasOwn(metrics, metric) ? metrics[metric]?.value : undefined;
    if (found === undefined) {
      const known = Object.keys(metrics).join(", ");
      return {
        ...bound,
        holds: false,
        text: `${metric} ${limits.join(" and ")}: the study has no such metric, but ${known}`,
      };
    }
    const holds = (atLeast === undefined || found >= atLeast) && (atMost === undefined || found <= atMost);
    return { ...bound, holds, text: `${metric} ${limits.join(" and ")}: ${Number(found.toPrecision(4))} found` };
  });
}
