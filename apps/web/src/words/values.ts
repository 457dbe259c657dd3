import { nameParameter } from "parapet";
import type { Language } from "../compute/desk-types.ts";

/** The name of a value of the catalogue, "burnout speed", in the words that reports use. */
export function nameValue(name: string, language: Language): string {
  const text = nameParameter(`.${name}`, () => "", language);
  return text.replace(/^(: |の)/, "");
}

/** Minutes and seconds, "9:40". */
export function formatClock(time_s: number): string {
  const whole = Math.max(0, Math.round(time_s));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
