import { collectSourcedValues } from "../scenario/resolve.ts";
import type { ResolvedUnit, Scenario, SourcedValue } from "../scenario/types.ts";
import type { LocalText } from "../scenario/fields.ts";
import type { Metric } from "../study/defended-area-summary.ts";
import type { NumbersSummary, NumbersSweep } from "../study/numbers.ts";
import { metricsAlong, swingOf } from "../study/swing.ts";
import { formatQuantity, formatShare, type NameOf, nameParameter } from "./defended-area-words.ts";
import { listValues } from "./report-values.ts";
import type { Language, ReportInfluence, ReportInput, ReportSource, ReportTornado } from "./report-input.ts";

/** What the words and tables of a report on numbers are made of, whatever the study. */
export interface NumbersStory {
  readonly nameOf: NameOf;
  readonly language: Language;
  /** Title and place of a publication, by its id. */
  readonly sourceOf: (id: string) => ReportSource;
  readonly hash: string;
  readonly version: string;
  readonly command: string;
}

/** Influences beyond these are too small to be drawn. */
const BARS = 12;

/** A metric as a reader sees it: a share or a quantity, with its interval where it has one. */
export function formatMetric(metric: Metric, language: Language): string {
  const { value, low, high, unit } = metric;
  if (unit === "1" && (low !== value || high !== value)) return formatShare(metric, language);
  const q = (number: number): string => formatIn(number, unit, language);
  if (low === value && high === value) return q(value);
  return language === "ja" ? `${q(value)}(${q(low)}〜${q(high)})` : `${q(value)} (${q(low)} to ${q(high)})`;
}

/** A number in the unit of its metric: a share in percent, anything else to three figures. */
export function formatIn(value: number, unit: string, language: Language): string {
  if (unit !== "1") return formatQuantity(value, unit, language);
  return formatShare({ value, low: value, high: value, unit }, language).replace(/ ?[((].*/, "");
}

/** A text in a language, or else in English. */
export function inLanguage(text: LocalText, language: Language): string {
  return text[language] ?? text.en;
}

/** What a metric turns on; undefined when nothing moves it. */
export function describeNumberInfluences(options: {
  readonly summary: NumbersSummary;
  readonly metric: string;
  readonly threshold?: number | undefined;
  readonly nameOf: NameOf;
  readonly language: Language;
}): ReportTornado | undefined {
  const { summary, metric, threshold, nameOf, language } = options;
  const found = summary.metrics[metric];
  if (found === undefined) return undefined;
  const influences = summary.sensitivity
    .map(({ parameter, sweep }) => ({ parameter, sweep: sweep.filter(({ numbers }) => metric in numbers) }))
    .filter(({ sweep }) => sweep.length > 1)
    .map((each): ReportInfluence & { readonly swing: number } => {
      const { parameter, sweep } = each;
      const q = (value: number): string => formatQuantity(value / parameter.perUnit, parameter.unit, language);
      const flip = threshold === undefined ? undefined : findCrossing(each, metric, threshold);
      return {
        label: nameParameter(parameter.key, nameOf, language),
        lowText: q(parameter.low),
        highText: q(parameter.high),
        atLow: sweep[0]!.numbers[metric]!,
        atHigh: sweep.at(-1)!.numbers[metric]!,
        status: parameter.status,
        ...(flip === undefined
          ? {}
          : { flip: { text: q(flip), fraction: (flip - parameter.low) / (parameter.high - parameter.low) } }),
        swing: swingOf(metricsAlong(metric, sweep)),
      };
    })
    .filter(({ atLow, atHigh, flip }) => atLow !== atHigh || flip !== undefined)
    .toSorted((a, b) => b.swing - a.swing || (a.label < b.label ? -1 : 1))
    .slice(0, BARS)
    .map(({ swing: _swing, ...influence }) => influence);
  if (influences.length === 0) return undefined;
  const name = summary.names?.[metric];
  return {
    metric: name === undefined ? metric : inLanguage(name, language),
    ...(found.unit === "1" ? {} : { unit: found.unit }),
    nominal: found.value,
    ...(threshold === undefined ? {} : { threshold }),
    influences,
  };
}

function findCrossing({ sweep }: NumbersSweep, metric: string, threshold: number): number | undefined {
  for (let i = 1; i < sweep.length; i++) {
    const [a, b] = [sweep[i - 1]!, sweep[i]!];
    const [before, after] = [a.numbers[metric]! - threshold, b.numbers[metric]! - threshold];
    if (before >= 0 === after >= 0) continue;
    return a.value + (before / (before - after)) * (b.value - a.value);
  }
  return undefined;
}

/** The parts of a report that every study on numbers has; the study adds its picture, tables and method. */
export function frameReport(
  story: NumbersStory & {
    readonly study: {
      readonly name: string;
      readonly title?: LocalText;
      readonly scenario: Scenario;
      readonly units: readonly ResolvedUnit[];
      readonly seed: number;
    };
    readonly summary: NumbersSummary;
  },
  parts: {
    /** Metric of the chart of influences. */
    readonly metric: string;
    /** Whatever holds the sourced values that the answer rests on. */
    readonly data: unknown;
    /** Values that rest on no entry of the catalogue, or sources beside those of values and units. */
    readonly sources?: readonly string[];
    readonly whyLines: readonly string[];
    readonly methods: ReportInput["methods"];
    readonly attributions?: readonly string[];
  },
): ReportInput {
  const { study, summary, nameOf, language } = story;
  const draws = Object.values(summary.draws)[0]?.length ?? 0;
  const swings = new Map(
    summary.sensitivity.map(({ parameter, sweep }) => [parameter.key, swingOf(metricsAlong(parts.metric, sweep))]),
  );
  const unit = summary.metrics[parts.metric]?.unit ?? "1";
  const sourced: readonly SourcedValue[] = collectSourcedValues(parts.data);
  const values = listValues({
    values: sourced,
    units: study.units,
    influenceOf: (key) => swings.get(key) ?? 0,
    ...(unit === "1" ? {} : { formatInfluence: (swing: number) => formatQuantity(swing, unit, language) }),
    nameOf,
    language,
  });
  const cited = new Set([
    ...values.flatMap(({ sources }) => sources),
    ...study.units.flatMap(({ sources }) => sources),
    ...(parts.sources ?? []),
  ]);
  const tornado = describeNumberInfluences({ summary, metric: parts.metric, nameOf, language });
  return {
    language,
    title: study.title === undefined ? study.name : inLanguage(study.title, language),
    ...(study.scenario.date === undefined ? {} : { scenarioDate: study.scenario.date }),
    scenarioTitle: inLanguage(study.scenario.title, language),
    whyLines: parts.whyLines,
    smallMaps: [],
    cases: [],
    intervalMeaning:
      language === "ja"
        ? `公表範囲からの${draws}回の抽出の5 %点と95 %点`
        : `5 % and 95 % of ${draws} draws over the published ranges`,
    ...(tornado === undefined ? {} : { tornado }),
    prefectures: [],
    methods: parts.methods,
    values,
    notComputable: [],
    sources: [...cited].toSorted().map(story.sourceOf),
    attributions: parts.attributions ?? [],
    hash: story.hash,
    seed: study.seed,
    version: story.version,
    command: story.command,
  };
}
