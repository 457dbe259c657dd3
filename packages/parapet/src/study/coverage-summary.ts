import type { FaultCount } from "../math/fault-tally.ts";
import { quantile } from "../math/statistics.ts";
import type { CoverageNumbers, CoverageResult, CoverageSweep } from "./coverage.ts";
import type { BundleFlight, MissingFlight } from "./flight-bundle.ts";
import type { LocalText } from "../scenario/fields.ts";
import type { CoverageStudy } from "../scenario/types.ts";
import type { FieldNumbers } from "./coverage-fields.ts";
import type { SetView } from "./coverage-views.ts";
import type { Metric } from "./defended-area-summary.ts";

/** What a set sees of space at one cross-section, each number with 5 % and 95 % of the draws. */
export interface FieldSummary {
  readonly set: string;
  readonly crossSection_m2: number;
  /** Ground under what is seen at each altitude of the study, and under what two units or more see. */
  readonly areas: readonly { readonly altitude_m: number; readonly seen: Metric; readonly overlap: Metric }[];
  readonly volume: Metric;
  readonly overlap: Metric;
  /** Each unit's own volume, and what the set would lose without it. */
  readonly members: readonly { readonly unit: string; readonly volume: Metric; readonly gain: Metric }[];
}

/** The answer of a coverage study as plain data. */
export interface CoverageSummary {
  readonly kind: "coverage";
  /** Names of the metrics that compare the last set with the first. */
  readonly names: Readonly<Record<string, LocalText>>;
  readonly fields: readonly FieldSummary[];
  /** Central value, and 5 % and 95 % of the draws. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What every draw gave, by metric. */
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly sets: readonly string[];
  readonly flights: readonly (BundleFlight & { readonly views: Readonly<Record<string, SetView>> })[];
  readonly missing: readonly MissingFlight[];
  /** Flights and sets of values that were tried, and those that did not come about, by reason. */
  readonly faults: FaultCount;
  readonly sensitivity: readonly CoverageSweep[];
}

/** Turns the result of a coverage study into its answer. */
export function summariseCoverage(result: CoverageResult, study: CoverageStudy): CoverageSummary {
  const sets = study.sets.map(({ id }) => id);
  const names = Object.keys(result.nominal);
  const draws = Object.fromEntries(names.map((name) => [name, result.draws.map((numbers) => numbers[name]!)]));
  return {
    kind: "coverage",
    names: COVERAGE_METRICS,
    fields: result.fields.map((field, i) =>
      summariseField(
        field,
        result.fieldDraws.map((fields) => fields[i]!),
        study.altitudes_m,
      ),
    ),
    metrics: Object.fromEntries(
      names.map((name) => [
        name,
        toMetric(
          name,
          result.nominal,
          result.draws.filter((numbers) => isKnown(name, numbers)).map((numbers) => numbers[name]!),
        ),
      ]),
    ),
    draws,
    sets,
    flights: result.flights.map((flight, i) => ({
      ...flight,
      views: Object.fromEntries(sets.map((id, s) => [id, result.views[i]![s]!])),
    })),
    missing: result.missing,
    faults: result.faults,
    sensitivity: result.sensitivity,
  };
}

/** A set that tracks no flight has no time of its first track. */
function isKnown(name: string, numbers: CoverageNumbers): boolean {
  const set = /^firstTrack:(.*)$/.exec(name)?.[1];
  return set === undefined || numbers[`seenShare:${set}`]! > 0;
}

/** What the metrics of a coverage study measure. */
export const COVERAGE_METRICS: Readonly<Record<string, LocalText>> = {
  timeInViewGain: { en: "time in view gained", ja: "視界内の時間の増分" },
  seenShareGain: { en: "share of the flights gained", ja: "見える飛行の割合の増分" },
  trackTimeGain: { en: "time by which the track comes earlier", ja: "追尾が早まる時間" },
  seenShare: { en: "share of the flights seen", ja: "見える飛行の割合" },
  timeInView: { en: "time in view", ja: "視界内の時間" },
};

function summariseField(
  nominal: FieldNumbers,
  draws: readonly FieldNumbers[],
  altitudes_m: readonly number[],
): FieldSummary {
  const metric = (unit: "km^2" | "km^3", pick: (field: FieldNumbers) => number): Metric => {
    const per = unit === "km^2" ? 1e6 : 1e9;
    return withInterval(pick(nominal) / per, draws.map((field) => pick(field) / per), unit); // prettier-ignore
  };
  return {
    set: nominal.set,
    crossSection_m2: nominal.crossSection_m2,
    areas: altitudes_m.map((altitude_m, i) => ({
      altitude_m,
      seen: metric("km^2", ({ area_m2 }) => area_m2[i]!),
      overlap: metric("km^2", ({ overlapArea_m2 }) => overlapArea_m2[i]!),
    })),
    volume: metric("km^3", ({ volume_m3 }) => volume_m3),
    overlap: metric("km^3", ({ overlap_m3 }) => overlap_m3),
    members: nominal.members.map(({ unit }, i) => ({
      unit,
      volume: metric("km^3", ({ members }) => members[i]!.volume_m3),
      gain: metric("km^3", ({ members }) => members[i]!.gain_m3),
    })),
  };
}

function withInterval(value: number, draws: readonly number[], unit: string): Metric {
  const sorted = draws.toSorted((a, b) => a - b);
  return {
    value,
    low: sorted.length > 0 ? quantile(sorted, 0.05) : value,
    high: sorted.length > 0 ? quantile(sorted, 0.95) : value,
    unit,
  };
}

function toMetric(name: string, nominal: CoverageNumbers, draws: readonly number[]): Metric {
  return withInterval(nominal[name]!, draws, /Share/.test(name) ? "1" : "s");
}
