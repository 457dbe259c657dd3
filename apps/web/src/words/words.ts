import { useStore } from "../state/store.ts";
import { EN, type WordKey } from "./en.ts";
import { JA } from "./ja.ts";

export type Words = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

/** A text of the page with its values put in. */
export function say(
  language: "en" | "ja",
  key: WordKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text: string = (language === "ja" ? JA : EN)[key];
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** The texts in the page's language. */
export function useWords(): Words {
  const language = useStore((state) => state.language);
  return (key, values) => say(language, key, values);
}
