import { type FaultCount, FaultTally } from "../math/fault-tally.ts";
import { NumericalFault } from "../math/numerical-fault.ts";
import { makeStream } from "../math/random.ts";
import { quantile } from "../math/statistics.ts";
import type { LocalText } from "../scenario/fields.ts";
import type { Metric } from "./defended-area-summary.ts";
import { drawRows, makeNominalRow, moveParameter, type Parameter, type ParameterRow } from "./parameter.ts";

/** What a study measures with one set of values, by the name of the metric. */
export type StudyNumbers = Readonly<Record<string, number>>;

/** What moving one parameter through its range does, all others at their central values; rising values. */
export interface NumbersSweep {
  readonly parameter: Parameter;
  readonly sweep: readonly { readonly value: number; readonly numbers: StudyNumbers }[];
}

/** The answer of a study that measures numbers: what every kind but the defended area has. */
export interface NumbersSummary {
  /** Central value, and 5 % and 95 % of the draws. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What every draw gave, by metric. */
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly sensitivity: readonly NumbersSweep[];
  /** What is not known, where the interval of a metric tells only the luck of chance: 5 % and 95 % of the draws. */
  readonly unknown?: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
  /** Sets of values and flights that were tried, and those that did not come about, by reason; the numbers leave them out. */
  readonly faults: FaultCount;
  /** Metrics of which nothing happened with central values, so that their number says nothing. */
  readonly unmeasured?: readonly string[];
  /** What the metrics are called; a metric without a name here is not shown on its own. */
  readonly names?: Readonly<Record<string, LocalText>>;
}

/** Name of a metric and the unit its numbers are in: "1" for shares, "" for counts. */
export interface MetricRule {
  readonly unit: string;
  readonly name?: LocalText;
}

const SWEEP_POINTS = 9;

/**
 * Asks `numbersOf` for the central values, for draws over all ranges (Latin hypercube) and for each drawn parameter at equal
 * steps through its range and at its central value. A set of values that ends in a numerical fault, or in what is no number, is counted and left
 * out; throws NumericalFault where that happens with the central values.
 */
export function exploreNumbers(options: {
  readonly parameters: readonly Parameter[];
  readonly draws: number;
  readonly seed: number;
  /** `draw` is the number of the draw that the row is, absent for central values and sweeps. */
  readonly numbersOf: (row: ParameterRow, draw?: number) => StudyNumbers;
  readonly ruleOf: (metric: string) => MetricRule;
  /** No parameter is moved by itself. */
  readonly sweeps?: "none" | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}): NumbersSummary {
  const { parameters, numbersOf, onProgress } = options;
  const drawn = parameters.flatMap((parameter, index) => (parameter.drawn ? [{ parameter, index }] : []));
  const rows = drawRows(parameters, drawn.length === 0 ? 0 : options.draws, (purpose) =>
    makeStream(options.seed, 0, purpose),
  );
  const moved = options.sweeps === "none" ? [] : drawn;
  const total = 1 + rows.length + moved.length * SWEEP_POINTS;
  let done = 0;
  const faults = new FaultTally();
  const ask = (row: ParameterRow, draw?: number): StudyNumbers => {
    const numbers = draw === undefined ? numbersOf(row) : numbersOf(row, draw);
    onProgress?.(++done, total);
    const odd = Object.entries(numbers).find(([, value]) => Number.isNaN(value));
    if (odd !== undefined) throw new NumericalFault("not-a-number", `${odd[0]} is no number`);
    return numbers;
  };
  const nominalRow = makeNominalRow(parameters);
  faults.tried();
  const nominal = ask(nominalRow);
  const answers = rows.flatMap((row, draw) => faults.attempt(() => [ask(row, draw)]) ?? []);
  const sensitivity = moved.map(({ parameter, index }): NumbersSweep => {
    const { low, high, value: centre } = parameter;
    const steps = Array.from({ length: SWEEP_POINTS }, (_, i) => low + (i / (SWEEP_POINTS - 1)) * (high - low));
    const points = steps.flatMap((value) => {
      const numbers = faults.attempt(() => ask(moveParameter(nominalRow, index, value)));
      return numbers === undefined ? [] : [{ value, numbers }];
    });
    const isNew = steps.every((value) => value !== centre);
    return {
      parameter,
      sweep: isNew ? [...points, { value: centre, numbers: nominal }].toSorted((a, b) => a.value - b.value) : points,
    };
  });
  return summariseNumbers({ nominal, answers, sensitivity, ruleOf: options.ruleOf, faults: faults.count() });
}

/** Metrics with intervals from central values and draws. */
export function summariseNumbers(options: {
  readonly nominal: StudyNumbers;
  readonly answers: readonly StudyNumbers[];
  readonly sensitivity: readonly NumbersSweep[];
  readonly ruleOf: (metric: string) => MetricRule;
  readonly faults: FaultCount;
}): NumbersSummary {
  const { nominal, answers, sensitivity, ruleOf, faults } = options;
  const names = Object.keys(nominal);
  const draws = Object.fromEntries(names.map((name) => [name, answers.map((numbers) => numbers[name]!)]));
  return {
    metrics: Object.fromEntries(
      names.map((name) => [name, toMetric(nominal[name]!, draws[name]!, ruleOf(name).unit)] as const),
    ),
    draws,
    sensitivity,
    faults,
    names: Object.fromEntries(
      names.flatMap((name) => {
        const text = ruleOf(name).name;
        return text === undefined ? [] : [[name, text] as const];
      }),
    ),
  };
}

/** A central value with 5 % and 95 % of what the draws gave, or itself where it lies beyond them, as at the end of a range. */
export function toMetric(value: number, draws: readonly number[], unit: string): Metric {
  const sorted = draws.toSorted((a, b) => a - b);
  return {
    value,
    low: sorted.length > 0 ? Math.min(value, quantile(sorted, 0.05)) : value,
    high: sorted.length > 0 ? Math.max(value, quantile(sorted, 0.95)) : value,
    unit,
  };
}
