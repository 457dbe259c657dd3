import type { SourcedValue } from "../scenario/types.ts";
import type { Parameter } from "./parameter.ts";

/** The place of a parameter in the list of a study. */
export type ParameterIndex = number;

/** Collects the parameters of a problem, each once. */
export class ParameterList {
  readonly parameters: Parameter[] = [];
  readonly #index = new Map<string, ParameterIndex>();

  /** The place of a published value; `drawn` says whether draws may move it inside its range. */
  add(value: SourcedValue, drawn: "drawn" | "fixed"): ParameterIndex {
    const { unit, perUnit } = readUnit(value);
    return this.place({
      key: `${value.systemId}.${value.name}`,
      value: value.value,
      low: value.low,
      high: value.high,
      status: value.status,
      sources: value.sources,
      unit,
      perUnit,
      drawn: drawn === "drawn" && value.high > value.low,
      ...(value.posterior === undefined ? {} : { posterior: value.posterior }),
    });
  }

  place(parameter: Parameter): ParameterIndex {
    const known = this.#index.get(parameter.key);
    if (known !== undefined) return known;
    this.#index.set(parameter.key, this.parameters.length);
    return this.parameters.push(parameter) - 1;
  }
}

/** The unit in which a value was written, and how many SI units it is; SI itself for decibels and where only zeros are written. */
function readUnit(value: SourcedValue): { readonly unit: string; readonly perUnit: number } {
  if (value.dimension === "money")
    return value.unit === "JPY" ? { unit: "bn JPY", perUnit: 1e9 } : { unit: `M ${value.unit}`, perUnit: 1e6 };
  const pairs = [
    [value.text, value.value],
    [value.highText, value.high],
    [value.lowText, value.low],
  ] as const;
  for (const [text, si] of pairs) {
    const written = /^\s*([-+]?[0-9.]+(?:e[-+]?[0-9]+)?)\s*(.*)$/i.exec(text ?? "");
    const number = Number(written?.[1] ?? Number.NaN);
    const unit = written?.[2] ?? "";
    if (Number.isFinite(number) && number !== 0 && !unit.startsWith("dB")) return { unit, perUnit: si / number };
  }
  return { unit: value.unit, perUnit: 1 };
}
