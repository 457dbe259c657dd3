import { quantile } from "../math/statistics.ts";
import type {
  BundleFlight,
  CoverageNumbers,
  CoverageResult,
  CoverageSweep,
  MissingFlight,
  SetView,
} from "./coverage.ts";
import type { Metric } from "./defended-area-summary.ts";

/** The answer of a coverage study as plain data. */
export interface CoverageSummary {
  readonly kind: "coverage";
  /** Central value, and 5 % and 95 % of the draws. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What every draw gave, by metric. */
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly sets: readonly string[];
  readonly flights: readonly (BundleFlight & { readonly views: Readonly<Record<string, SetView>> })[];
  readonly missing: readonly MissingFlight[];
  readonly sensitivity: readonly CoverageSweep[];
}

/** Turns the result of a coverage study into its answer. */
export function summariseCoverage(result: CoverageResult, sets: readonly string[]): CoverageSummary {
  const names = Object.keys(result.nominal);
  const draws = Object.fromEntries(names.map((name) => [name, result.draws.map((numbers) => numbers[name]!)]));
  return {
    kind: "coverage",
    metrics: Object.fromEntries(names.map((name) => [name, toMetric(name, result.nominal, draws[name]!)])),
    draws,
    sets,
    flights: result.flights.map((flight, i) => ({
      ...flight,
      views: Object.fromEntries(sets.map((id, s) => [id, result.views[i]![s]!])),
    })),
    missing: result.missing,
    sensitivity: result.sensitivity,
  };
}

function toMetric(name: string, nominal: CoverageNumbers, draws: readonly number[]): Metric {
  const value = nominal[name]!;
  const sorted = draws.toSorted((a, b) => a - b);
  return {
    value,
    low: sorted.length > 0 ? quantile(sorted, 0.05) : value,
    high: sorted.length > 0 ? quantile(sorted, 0.95) : value,
    unit: /Share/.test(name) ? "1" : "s",
  };
}
