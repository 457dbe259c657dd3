import type { ResolvedUnit, SourcedValue } from "../scenario/types.ts";
import { formatQuantity, type NameOf, nameParameter } from "./defended-area-words.ts";
import type { Language, ReportValue } from "./report-input.ts";

/** The values that an answer rests on, most influential first; then the places that are unverified or assumed. */
export function listValues(options: {
  readonly values: readonly SourcedValue[];
  readonly units: readonly ResolvedUnit[];
  /** How far the answer moves over the value's range, by its key `system.value`. */
  readonly influenceOf: (key: string) => number;
  /** The influence in words, where the answer is not a share. */
  readonly formatInfluence?: (influence: number) => string;
  readonly nameOf: NameOf;
  readonly language: Language;
}): readonly ReportValue[] {
  const { nameOf, language } = options;
  const ofSystems = options.values
    .map((value): ReportValue & { readonly influence: number } => {
      const influence = options.influenceOf(`${value.systemId}.${value.name}`);
      return {
        label: nameParameter(`${value.systemId}.${value.name}`, nameOf, language),
        ...quantityTexts(value, language),
        status: value.status,
        sources: value.sources,
        influence,
        ...(options.formatInfluence === undefined ? {} : { influenceText: options.formatInfluence(influence) }),
      };
    })
    .toSorted((a, b) => b.influence - a.influence || (a.label < b.label ? -1 : 1));
  const places = options.units
    .filter(({ status }) => isDoubtful(status))
    .map((unit): ReportValue => ({
      label: language === "ja" ? `${nameOf(unit.id)}の位置` : `${nameOf(unit.id)}: position`,
      valueText: `${degrees(unit.position.latitude_rad)}, ${degrees(unit.position.longitude_rad)}`,
      status: unit.status,
      sources: unit.sources,
      ...(unit.note === undefined ? {} : { note: unit.note }),
    }));
  return [...ofSystems, ...places];
}

function isDoubtful(status: string): boolean {
  return status === "unverified" || status === "assumed";
}

function degrees(angle_rad: number): string {
  return ((angle_rad * 180) / Math.PI).toFixed(3);
}

function rangeOf(value: SourcedValue, language: Language): string {
  const low = textOf(value, value.low, value.lowText ?? value.text, language);
  return `${low} – ${textOf(value, value.high, value.highText ?? value.text, language)}`;
}

/** A value, its range where it has one and what it rests on, in words. */
export function quantityTexts(
  value: SourcedValue,
  language: Language,
): { readonly valueText: string; readonly rangeText?: string; readonly note?: string } {
  return {
    valueText: textOf(value, value.value, value.text, language),
    ...(value.lowText === undefined && value.highText === undefined ? {} : { rangeText: rangeOf(value, language) }),
    ...noteOf(value),
  };
}

/** A number as it was written; a sum of money in the words of the language, with its year. */
function textOf(value: SourcedValue, amount: number, written: string, language: Language): string {
  if (value.dimension !== "money") return written;
  const scale =
    value.unit === "JPY" ? ([1e9, "bn"] as const) : amount >= 1e9 ? ([1e9, "bn"] as const) : ([1e6, "M"] as const);
  const sum = formatQuantity(amount / scale[0], `${scale[1]} ${value.unit}`, language);
  if (value.priceYear === undefined) return sum;
  return language === "ja" ? `${sum}(${value.priceYear}年)` : `${sum} (${value.priceYear})`;
}

function noteOf({ reason, derivation, note }: SourcedValue): { readonly note?: string } {
  const text = reason ?? derivation ?? note;
  return text === undefined ? {} : { note: text };
}
