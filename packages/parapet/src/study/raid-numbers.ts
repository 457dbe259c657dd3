import { makeStream } from "../math/random.ts";
import { bootstrapInterval, clusterInterval, type Interval, wilsonInterval } from "../math/statistics.ts";
import { normalQuantile } from "../math/normal-quantile.ts";
import type { Metric } from "./defended-area-summary.ts";
import { NumericalFault } from "../math/numerical-fault.ts";
import { RaidFields } from "./raid-trials.ts";
import type { StudyNumbers } from "./numbers.ts";

/** Confidence of the intervals that tell how much luck is left in a number. */
export const CONFIDENCE = 0.95;
/** Up to so many trials the interval of a mean is found by the bootstrap; beyond, the central limit gives the same. */
const BOOTSTRAP_TRIALS = 2000;
const RESAMPLES = 500;

/** A metric of a raid: a ratio of two sums over trials, the share of trials in which something happened, or a mean over trials. */
interface RaidMetricRule {
  readonly name: string;
  readonly unit: string;
  readonly kind: "share" | "ratio" | "mean";
  readonly part: (record: Float64Array) => number;
  readonly whole?: (record: Float64Array) => number;
}

/** "sm-3" as the end of a metric's name: "Sm3". */
export function namePart(id: string): string {
  return id
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}

/** The metrics of a raid with these layers, in the order in which they are told. */
export function listRaidMetrics(fields: RaidFields): readonly RaidMetricRule[] {
  const at =
    (index: number) =>
    (record: Float64Array): number =>
      record[index]!;
  const one = (): number => 1;
  return [
    { name: "leakage", unit: "1", kind: "ratio", part: at(RaidFields.leakers), whole: at(RaidFields.threats) },
    {
      name: "probabilityNoLeaker",
      unit: "1",
      kind: "share",
      part: (record) => Number(record[RaidFields.leakers] === 0),
    },
    { name: "interceptorsSpent", unit: "", kind: "mean", part: at(RaidFields.spent), whole: one },
    { name: "trackedShare", unit: "1", kind: "ratio", part: at(RaidFields.tracked), whole: at(RaidFields.threats) },
    {
      name: "firstTrackDelay",
      unit: "s",
      kind: "mean",
      part: at(RaidFields.trackDelay_s),
      whole: at(RaidFields.tracked),
    },
    { name: "fireControlShare", unit: "1", kind: "ratio", part: at(RaidFields.quality), whole: at(RaidFields.threats) },
    {
      name: "fireControlDelay",
      unit: "s",
      kind: "mean",
      part: at(RaidFields.qualityDelay_s),
      whole: at(RaidFields.quality),
    },
    {
      name: "handoverError",
      unit: "m",
      kind: "mean",
      part: at(RaidFields.handoverError_m),
      whole: at(RaidFields.handovers),
    },
    ...fields.layers.flatMap((layer, i): RaidMetricRule[] => {
      const name = namePart(layer);
      return [
        { name: `spent${name}`, unit: "", kind: "mean", part: at(fields.of(i, "spent")), whole: one },
        {
          name: `stoppedShare${name}`,
          unit: "1",
          kind: "ratio",
          part: at(fields.of(i, "stopped")),
          whole: at(RaidFields.threats),
        },
        {
          name: `stoppedOfArrivals${name}`,
          unit: "1",
          kind: "ratio",
          part: at(fields.of(i, "stopped")),
          whole: at(fields.of(i, "arrived")),
        },
        { name: `exhausted${name}`, unit: "1", kind: "share", part: at(fields.of(i, "exhausted")) },
        {
          name: `above100km${name}`,
          unit: "1",
          kind: "ratio",
          part: at(fields.of(i, "above100km")),
          whole: at(fields.of(i, "intercepts")),
        },
        {
          name: `below40km${name}`,
          unit: "1",
          kind: "ratio",
          part: at(fields.of(i, "below40km")),
          whole: at(fields.of(i, "intercepts")),
        },
        {
          name: `launchWindow${name}`,
          unit: "s",
          kind: "mean",
          part: at(fields.of(i, "window_s")),
          whole: at(fields.of(i, "windows")),
        },
      ];
    }),
  ];
}

/** Every metric of some trials as one number each; one of which nothing happened, such as the height of no intercept, is left out. */
export function numbersOfTrials(records: Float64Array, fields: RaidFields): StudyNumbers {
  return Object.fromEntries(
    listRaidMetrics(fields).flatMap((rule) => {
      const { parts, wholes } = columnsOf(records, fields, rule);
      const whole = sum(wholes);
      return whole > 0 ? [[rule.name, sum(parts) / whole] as const] : [];
    }),
  );
}

/** Leakage over some trials. Throws NumericalFault where none of them came to its end. */
export function leakageOfTrials(records: Float64Array, fields: RaidFields): number {
  const { leakage } = numbersOfTrials(records, fields);
  if (leakage === undefined) throw new NumericalFault("not-a-number", "every trial ended in a numerical fault");
  return leakage;
}

/** Every metric, or `only` some, with the interval that luck leaves it, 95 %. Throws NumericalFault where no trial came to its end. */
export function metricsOfTrials(
  records: Float64Array,
  fields: RaidFields,
  seed: number,
  only?: readonly string[],
): Readonly<Record<string, Metric>> {
  if (records.length > 0 && countWhole(records, fields) === 0)
    throw new NumericalFault("not-a-number", "every trial ended in a numerical fault");
  const rules = listRaidMetrics(fields).filter(({ name }) => only?.includes(name) ?? true);
  return Object.fromEntries(
    rules.map((rule) => {
      const { parts, wholes } = columnsOf(records, fields, rule);
      const value = ratio(sum(parts), sum(wholes));
      return [rule.name, { value, ...intervalOf(rule, parts, wholes, value, seed), unit: rule.unit }];
    }),
  );
}

function intervalOf(
  rule: RaidMetricRule,
  parts: Float64Array,
  wholes: Float64Array,
  value: number,
  seed: number,
): Interval {
  if (rule.kind === "share") return wilsonInterval(sum(parts), parts.length, CONFIDENCE);
  if (rule.kind === "ratio") return clusterInterval(parts, wholes, CONFIDENCE);
  return meanInterval(parts, wholes, value, makeStream(seed, 0, `bootstrap/${rule.name}`));
}

/** The interval of a ratio of sums that is no share: bootstrap of the trials, or the normal law where they are many. */
function meanInterval(
  parts: Float64Array,
  wholes: Float64Array,
  value: number,
  stream: ReturnType<typeof makeStream>,
): Interval {
  const n = parts.length;
  const whole = sum(wholes);
  if (!(whole > 0)) return { low: 0, high: 0 };
  // Linearised: each trial's part less its fair share, so that the mean of these is the error of the ratio.
  const residuals = Float64Array.from(parts, (part, i) => (n * (part - value * wholes[i]!)) / whole);
  if (n <= BOOTSTRAP_TRIALS) {
    const { low, high } = bootstrapInterval(residuals, { stream, confidence: CONFIDENCE, resamples: RESAMPLES });
    return { low: value + Math.min(0, low), high: value + Math.max(0, high) };
  }
  let squares = 0;
  for (const residual of residuals) squares += residual * residual;
  const half = normalQuantile(0.5 + 0.5 * CONFIDENCE) * Math.sqrt(squares / (n - 1) / n);
  return { low: value - half, high: value + half };
}

/** A difference trial by trial, under the same chance, with its interval. */
export function pairedDifference(
  records: { readonly of: Float64Array; readonly less: Float64Array },
  fields: RaidFields,
  name: string,
  seed: number,
): Metric {
  const rule = listRaidMetrics(fields).find((each) => each.name === name)!;
  // Pairs of which one ended in a numerical fault are left out.
  const isPair = (trial: number): boolean => isWhole(records.of, fields, trial) && isWhole(records.less, fields, trial);
  const a = columnsOf(records.of, fields, rule, isPair);
  const b = columnsOf(records.less, fields, rule, isPair);
  const [wholeA, wholeB] = [sum(a.wholes), sum(b.wholes)];
  const value = ratio(sum(a.parts), wholeA) - ratio(sum(b.parts), wholeB);
  const n = a.parts.length;
  const [ratioA, ratioB] = [ratio(sum(a.parts), wholeA), ratio(sum(b.parts), wholeB)];
  const residuals = Float64Array.from(a.parts, (part, i) => {
    const errorA = wholeA > 0 ? (n * (part - ratioA * a.wholes[i]!)) / wholeA : 0;
    const errorB = wholeB > 0 ? (n * (b.parts[i]! - ratioB * b.wholes[i]!)) / wholeB : 0;
    return errorA - errorB;
  });
  let squares = 0;
  for (const residual of residuals) squares += residual * residual;
  if (n <= BOOTSTRAP_TRIALS && n > 0) {
    const stream = makeStream(seed, 0, `bootstrap/difference/${name}`);
    const { low, high } = bootstrapInterval(residuals, { stream, confidence: CONFIDENCE, resamples: RESAMPLES });
    return { value, low: value + Math.min(0, low), high: value + Math.max(0, high), unit: rule.unit };
  }
  const half = n > 1 ? normalQuantile(0.5 + 0.5 * CONFIDENCE) * Math.sqrt(squares / (n - 1) / n) : 0;
  return { value, low: value - half, high: value + half, unit: rule.unit };
}

function columnsOf(
  records: Float64Array,
  fields: RaidFields,
  { part, whole = (): number => 1 }: RaidMetricRule,
  counts = (trial: number): boolean => isWhole(records, fields, trial),
): { readonly parts: Float64Array; readonly wholes: Float64Array } {
  const n = records.length / fields.length;
  const parts = new Float64Array(n);
  const wholes = new Float64Array(n);
  let at = 0;
  for (let i = 0; i < n; i++) {
    if (!counts(i)) continue;
    const record = records.subarray(i * fields.length, (i + 1) * fields.length);
    parts[at] = part(record);
    wholes[at++] = whole(record);
  }
  return { parts: parts.subarray(0, at), wholes: wholes.subarray(0, at) };
}

/** Whether a trial came to its end. */
function isWhole(records: Float64Array, fields: RaidFields, trial: number): boolean {
  return records[trial * fields.length + RaidFields.fault] === 0;
}

function countWhole(records: Float64Array, fields: RaidFields): number {
  let count = 0;
  for (let i = 0; i < records.length / fields.length; i++) if (isWhole(records, fields, i)) count++;
  return count;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
