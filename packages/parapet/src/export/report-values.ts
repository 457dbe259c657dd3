import type { ResolvedUnit, SourcedValue } from "../scenario/types.ts";
import { type NameOf, nameParameter } from "./defended-area-words.ts";
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
        valueText: value.text,
        ...(value.lowText === undefined && value.highText === undefined ? {} : { rangeText: rangeOf(value) }),
        status: value.status,
        sources: value.sources,
        ...noteOf(value),
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

function rangeOf(value: SourcedValue): string {
  return `${value.lowText ?? value.text} – ${value.highText ?? value.text}`;
}

function noteOf({ reason, derivation, note }: SourcedValue): { readonly note?: string } {
  const text = reason ?? derivation ?? note;
  return text === undefined ? {} : { note: text };
}
