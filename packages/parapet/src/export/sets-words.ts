import type { SourcedValue } from "../scenario/types.ts";
import type { SetFinding, SetsComparison } from "../study/assumption-sets.ts";
import { describeMargin, type NameOf, nameParameter } from "./defended-area-words.ts";
import type { MessageKey } from "./messages-en.ts";
import { formatMetric, inLanguage } from "./numbers-report.ts";
import type { Language, ReportSets } from "./report-input.ts";
import { quantityTexts } from "./report-values.ts";
import { makeTexts } from "./texts.ts";

/** A comparison of sets in the words of a language, as the report shows it; `main` is the hash of the study that the rest of the report rests on. */
export function describeSets(
  { findings, values }: SetsComparison,
  { main, nameOf, language }: { readonly main: string; readonly nameOf: NameOf; readonly language: Language },
): ReportSets {
  const texts = makeTexts(language);
  const { verdict } = findings[0]!;
  const own = findings.filter(({ hash }) => hash === main);
  const name = verdict.metricName;
  const isCoarser = findings.some(({ study }) => study.sweeps === "none");
  return {
    metric: name === undefined ? texts.say(metricKey(verdict)) : inLanguage(name, language),
    rows: findings.map((finding) => ({
      name: inLanguage(finding.set.name, language),
      description: inLanguage(finding.set.description, language),
      word: finding.verdict.verdict,
      valueText: describeValue(finding, language),
      marginText: describeSetMargin(finding, language),
      ...(finding.verdict.verdict === "not-computable" ? {} : { shareOfRange: finding.verdict.shareOfRange }),
      draws: drawsOf(finding),
    })),
    note: texts.say(isCoarser ? "report.setsCoarser" : "report.setsAlike", {
      main:
        own.length === 0
          ? texts.say("report.setsCatalogue")
          : new Intl.ListFormat(language).format(own.map(({ set }) => inLanguage(set.name, language))),
    }),
    values: values
      .filter(({ influence }) => influence !== 0)
      .map(({ key, values: bySet }) => ({
        label: nameParameter(key, nameOf, language),
        cells: bySet.map((value) => (value === undefined ? undefined : describeCell(value, language))),
      })),
  };
}

/** What a metric without a name of its own is called. */
function metricKey({ criterion }: SetFinding["verdict"]): MessageKey {
  if (criterion.metric === "defendedPopulationShare") return "report.setsPopulation";
  return criterion.metric === "defendedAreaShare" ? "report.setsArea" : "report.setsAnswer";
}

/** The metric with what the draws do to it. */
function describeValue({ verdict: { metric, isUnmeasured } }: SetFinding, language: Language): string {
  if (isUnmeasured) return makeTexts(language).say("report.setsUnmeasured");
  return formatMetric(metric, language);
}

function describeSetMargin({ verdict }: SetFinding, language: Language): string {
  if (verdict.verdict === "not-computable") return "\u2013";
  if (verdict.metric.unit !== "1") return describeMargin(verdict, language);
  const texts = makeTexts(language);
  const value = texts.number(Math.abs(100 * verdict.margin), { maximumFractionDigits: 1 });
  if (value === texts.number(0)) return texts.say("report.marginNone");
  return texts.say(verdict.margin > 0 ? "report.marginAbove" : "report.marginBelow", { value });
}

function drawsOf({ study }: SetFinding): number {
  return study.kind === "raid" || study.kind === "sensitivity" ? study.unknowns : study.draws;
}

function describeCell(
  value: SourcedValue,
  language: Language,
): NonNullable<ReportSets["values"][number]["cells"][number]> {
  const { valueText, rangeText, note } = quantityTexts(value, language);
  return {
    text: rangeText === undefined ? valueText : `${valueText} (${rangeText})`,
    status: value.status,
    sources: value.sources,
    ...(note === undefined || value.isOverride !== true ? {} : { note }),
  };
}
