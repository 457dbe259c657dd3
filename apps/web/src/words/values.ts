import { nameParameter } from "parapet";
import type { Language } from "../compute/desk-types.ts";

/** The name of a value of the catalogue, "burnout speed", in the words that reports use. */
export function nameValue(name: string, language: Language): string {
  const text = nameParameter(`.${name}`, () => "", language);
  return text.replace(/^(: |の)/, "");
}
