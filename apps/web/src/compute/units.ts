import type { SourcedValue } from "parapet";

/** The number of SI units in the unit that a published value was written in, and that unit. */
export function unitOf(
  value: Pick<SourcedValue, "text" | "value" | "low" | "high" | "unit" | "lowText" | "highText">,
): {
  readonly unit: string;
  readonly perUnit: number;
} {
  for (const [text, si] of [
    [value.text, value.value],
    [value.highText, value.high],
    [value.lowText, value.low],
  ] as const) {
    const written = /^\s*([-+]?[0-9.]+(?:e[-+]?[0-9]+)?)\s*(.*)$/i.exec(text ?? "");
    const number = Number(written?.[1] ?? Number.NaN);
    const unit = (written?.[2] ?? "").replace(/\s*\(\d{4}\)$/, "");
    if (Number.isFinite(number) && number !== 0 && !unit.startsWith("dB")) return { unit, perUnit: si / number };
  }
  return { unit: value.unit, perUnit: 1 };
}
