import type { LocalText } from "../scenario/fields.ts";
import type { MetricRule } from "./numbers.ts";

/** What the metrics of one kind of study measure, by the part of their name before the colon. */
export type MetricNames = Readonly<Record<string, { readonly unit: string; readonly en: string; readonly ja: string }>>;

/** Unit and name of a metric `what` or `what:subject`, the subject by its name among `names`; one that is not listed has neither. */
export function nameMetric(
  metric: string,
  rules: MetricNames,
  names: readonly { readonly id: string; readonly name: LocalText }[],
): MetricRule {
  const [what = "", of] = metric.split(":");
  const rule = rules[what];
  if (rule === undefined) return { unit: "" };
  const subject = names.find(({ id }) => id === of)?.name;
  return {
    unit: rule.unit,
    name:
      subject === undefined
        ? { en: rule.en, ja: rule.ja }
        : { en: `${subject.en}: ${rule.en}`, ja: `${subject.ja ?? subject.en}:${rule.ja}` },
  };
}
