import type { DefendedAreaSummary, Metric } from "./defended-area-summary.ts";
import type { LocalText } from "../scenario/fields.ts";
import type { NumbersSummary } from "./numbers.ts";
import type { Parameter } from "./parameter.ts";
import { swingOf } from "./swing.ts";

/** The answer of a study of any kind, as far as a claim is judged by it. */
export type StudySummary = DefendedAreaSummary | (NumbersSummary & { readonly kind: string });

export type VerdictWord = "supported" | "refuted" | "depends" | "not-computable";

/** The bound of a claim on a metric of its study. */
export interface Criterion {
  readonly metric: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** The assumption whose range moves the answer most, and where in it the verdict would turn. */
export interface DecidingAssumption {
  /** System and value, `sm3-iia.interceptFloor`. */
  readonly key: string;
  readonly unit: string;
  /** Range, central value and turning point, in `unit`. */
  readonly low: number;
  readonly high: number;
  readonly value: number;
  /** Value at which the criterion begins or ceases to hold, the others at their central values; absent when none in the range does it. */
  readonly flip?: number;
  /** Metric at the low and at the high end. */
  readonly atLow: number;
  readonly atHigh: number;
}

/** Which part of a study satisfies the criterion with central values. */
export interface PartHolding {
  readonly path: string;
  readonly interceptor: string;
  readonly metric: Metric;
  readonly holds: boolean;
  /** Share of the draws in which this part satisfies the criterion. */
  readonly shareOfRange: number;
}

/** What a claim is found to be, with everything its sentence needs. */
export interface Verdict {
  readonly verdict: VerdictWord;
  /** Metric less bound (or bound less metric for an upper bound); positive when the criterion holds. */
  readonly margin: number;
  /** Share of the published parameter ranges, that is of the draws, on which the criterion holds. */
  readonly shareOfRange: number;
  readonly metric: Metric;
  /** What the metric is called, where the study names it. */
  readonly metricName?: LocalText;
  readonly criterion: Criterion;
  readonly deciding?: DecidingAssumption;
  readonly parts: readonly PartHolding[];
  /** With central values nothing happened that could be measured. */
  readonly isUnmeasured?: true;
  /** Values were moved by themselves over their ranges, and none of them moved the metric. */
  readonly isNeverMoved?: true;
}

/** Share of the draws above which a claim counts as supported, and below which as refuted, when its central value agrees. */
const MOST_DRAWS = 0.9;
const FEW_DRAWS = 0.1;

/**
 * Judges a bound on the defended share of area or population.
 *
 * Supported: it holds with central values and in at least 90 % of the draws. Refuted: it fails with central values for every
 * kind of path and interceptor, and holds in at most 10 % of the draws of each. Depends: anything between; the sentence then
 * names the paths for which it holds. Throws for any other metric.
 */
export function judgeDefendedArea(criterion: Criterion, summary: DefendedAreaSummary): Verdict {
  if (criterion.metric !== "defendedAreaShare" && criterion.metric !== "defendedPopulationShare")
    throw new RangeError(
      `judgeDefendedArea: a bound on defendedAreaShare or defendedPopulationShare is due, got "${criterion.metric}"`,
    );
  const measure = criterion.metric === "defendedAreaShare" ? "area" : "population";
  const drawsOf = (group: { areaDraws: readonly number[]; populationDraws: readonly number[] }): readonly number[] =>
    measure === "area" ? group.areaDraws : group.populationDraws;
  const total = summary.overall.find(({ interceptor }) => interceptor === "any")!;
  const metric = total[measure];
  const parts = summary.paths.map((group): PartHolding => ({
    path: group.path,
    interceptor: group.interceptor,
    metric: group[measure],
    holds: marginOf(criterion, group[measure].value) >= 0,
    shareOfRange: shareHolding(criterion, drawsOf(group), group[measure].value),
  }));
  const margin = marginOf(criterion, metric.value);
  const shareOfRange = shareHolding(criterion, drawsOf(total), metric.value);
  const share = measure === "area" ? "area_m2" : "people";
  const deciding = findDeciding(
    criterion,
    summary.sensitivity.map(({ parameter, sweep }) => ({
      parameter,
      sweep: sweep.map((point) => ({ value: point.value, metric: point[share] })),
    })),
  );
  let verdict: VerdictWord = "depends";
  if (margin >= 0 && shareOfRange >= MOST_DRAWS) verdict = "supported";
  else if (margin < 0 && parts.every((part) => !part.holds && part.shareOfRange <= FEW_DRAWS)) verdict = "refuted";
  return { verdict, margin, shareOfRange, metric, criterion, parts, ...(deciding === undefined ? {} : { deciding }) };
}

/**
 * Judges a bound on a metric of a study that measures numbers. Supported: it holds with central values and in at least 90 % of the draws.
 * Refuted: it fails with central values and holds in at most 10 % of the draws. Depends: anything between. Not computable: with central
 * values nothing happens that could be measured. Throws when the study has no such metric.
 */
export function judgeNumbers(criterion: Criterion, summary: NumbersSummary): Verdict {
  const found = summary.metrics[criterion.metric];
  const draws = summary.draws[criterion.metric];
  if (found === undefined || draws === undefined)
    throw new RangeError(
      `judgeNumbers: the study has no metric "${criterion.metric}"; it has ${Object.keys(summary.metrics).join(", ")}`,
    );
  const metric = widen(found, summary.unknown?.[criterion.metric]);
  const margin = marginOf(criterion, metric.value);
  const shareOfRange = shareHolding(criterion, draws, metric.value);
  const deciding = findDeciding(
    criterion,
    summary.sensitivity.map(({ parameter, sweep }) => ({
      parameter,
      sweep: sweep.flatMap(({ value, numbers }) => {
        const number = numbers[criterion.metric];
        return number === undefined ? [] : [{ value, metric: number }];
      }),
    })),
  );
  const isUnmeasured = summary.unmeasured?.includes(criterion.metric) === true;
  let verdict: VerdictWord = "depends";
  if (isUnmeasured) verdict = "not-computable";
  else if (margin >= 0 && shareOfRange >= MOST_DRAWS) verdict = "supported";
  else if (margin < 0 && shareOfRange <= FEW_DRAWS) verdict = "refuted";
  return {
    verdict,
    margin,
    shareOfRange,
    metric,
    ...(summary.names?.[criterion.metric] === undefined ? {} : { metricName: summary.names[criterion.metric]! }),
    criterion,
    parts: [],
    ...(isUnmeasured ? { isUnmeasured } : {}),
    ...(!isUnmeasured && isNeverMoved(summary, criterion.metric) ? { isNeverMoved: true as const } : {}),
    ...(deciding === undefined || isUnmeasured ? {} : { deciding }),
  };
}

/** True when values were moved by themselves and none of them moved the metric. */
function isNeverMoved({ sensitivity }: NumbersSummary, metric: string): boolean {
  return (
    sensitivity.length > 0 &&
    sensitivity.every(({ sweep }) => sweep.every(({ numbers }) => numbers[metric] === sweep[0]!.numbers[metric]))
  );
}

/** An interval wide enough for its central value and, where it tells luck alone, for what is not known as well. */
function widen(metric: Metric, unknown: { readonly low: number; readonly high: number } | undefined): Metric {
  const { value, low, high } = metric;
  return {
    ...metric,
    low: Math.min(value, low, unknown?.low ?? low),
    high: Math.max(value, high, unknown?.high ?? high),
  };
}

/**
 * The number that stands beside a claim which no number decides, with what moves it most: a verdict without a bound, so that margin and
 * share say nothing. Throws when the study has no such metric.
 */
export function leaveOpen(
  { metric, name }: { readonly metric: string; readonly name?: LocalText },
  summary: StudySummary,
): Verdict {
  const verdict = judgeStudy({ metric }, summary);
  return {
    ...verdict,
    verdict: "not-computable",
    margin: 0,
    parts: [],
    ...(name === undefined ? {} : { metricName: name }),
  };
}

/** Judges a bound on a metric of a study of any kind by the study's answer. Throws when it has no such metric. */
export function judgeStudy(criterion: Criterion, summary: StudySummary): Verdict {
  return summary.kind === "defended-area"
    ? judgeDefendedArea(criterion, summary as DefendedAreaSummary)
    : judgeNumbers(criterion, summary as NumbersSummary);
}

/** How far a value lies inside a bound; negative outside. With two bounds the nearer one counts. */
export function marginOf({ atLeast, atMost }: Criterion, value: number): number {
  return Math.min(atLeast === undefined ? Infinity : value - atLeast, atMost === undefined ? Infinity : atMost - value);
}

function shareHolding(criterion: Criterion, draws: readonly number[], nominal: number): number {
  if (draws.length === 0) return Number(marginOf(criterion, nominal) >= 0);
  return draws.filter((value) => marginOf(criterion, value) >= 0).length / draws.length;
}

/** What one parameter does to the metric of a claim; rising values. */
interface MetricSweep {
  readonly parameter: Parameter;
  readonly sweep: readonly { readonly value: number; readonly metric: number }[];
}

/** Of the parameters that can turn the verdict the one that moves the metric most; without any, the one that moves it most. */
function findDeciding(criterion: Criterion, sweeps: readonly MetricSweep[]): DecidingAssumption | undefined {
  const ranked = sweeps
    .filter(({ sweep }) => sweep.length > 1)
    .map((each) => ({
      ...each,
      swing: swingOf(each.sweep.map(({ metric }) => metric)),
      flip: findFlip(criterion, each),
    }))
    .filter(({ swing }) => swing > 0)
    .toSorted(
      (a, b) =>
        Number(b.flip !== undefined) - Number(a.flip !== undefined) ||
        b.swing - a.swing ||
        (a.parameter.key < b.parameter.key ? -1 : 1),
    );
  const [first] = ranked;
  if (first === undefined) return undefined;
  const { parameter, sweep, flip } = first;
  return {
    key: parameter.key,
    unit: parameter.unit,
    low: parameter.low / parameter.perUnit,
    high: parameter.high / parameter.perUnit,
    value: parameter.value / parameter.perUnit,
    ...(flip === undefined ? {} : { flip: flip / parameter.perUnit }),
    atLow: sweep[0]!.metric,
    atHigh: sweep.at(-1)!.metric,
  };
}

/** Of the values at which the criterion begins or ceases to hold the one nearest the central value. */
function findFlip(criterion: Criterion, { parameter, sweep }: MetricSweep): number | undefined {
  const distance = (turn: number): number => Math.abs(turn - parameter.value);
  return findTurns(criterion, sweep).toSorted((a, b) => distance(a) - distance(b))[0];
}

/**
 * The values, interpolated on straight lines between points of a sweep, at which a criterion begins or ceases to hold; rising. Where the metric
 * runs through a criterion of two bounds between two points, both are found.
 */
export function findTurns(
  criterion: Criterion,
  sweep: readonly { readonly value: number; readonly metric: number }[],
): readonly number[] {
  const turns: number[] = [];
  for (let i = 1; i < sweep.length; i++) {
    const [a, b] = [sweep[i - 1]!, sweep[i]!];
    const crossings = [criterion.atLeast, criterion.atMost].flatMap((bound) => {
      if (bound === undefined || a.metric === b.metric) return [];
      // A value on the bound itself holds: the turn is where a point inside or on it meets one outside.
      const isOutside = (metric: number): boolean => (bound === criterion.atLeast ? metric < bound : metric > bound);
      if (isOutside(a.metric) === isOutside(b.metric)) return [];
      return [a.value + ((bound - a.metric) / (b.metric - a.metric)) * (b.value - a.value)];
    });
    turns.push(...crossings.toSorted((x, y) => x - y));
  }
  return turns;
}
