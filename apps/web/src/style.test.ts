import { readFileSync } from "node:fs";
import { TOKENS } from "parapet";
import { expect, it } from "vitest";
import { EN } from "./words/en.ts";
import { JA } from "./words/ja.ts";

const css = readFileSync(new URL("style.css", import.meta.url), "utf8");

it("has the palette of the reports on light and on dark ground", () => {
  const [light = "", dark = ""] = css.split(':root[data-theme="dark"]');
  for (const [name, token] of Object.entries(TOKENS)) {
    expect(light, name).toContain(`--pp-${name}: ${token.light}`);
    expect(dark, name).toContain(`--pp-${name}: ${token.dark}`);
  }
});

it("says everything in both languages, with the same values put in", () => {
  const valuesOf = (text: string): readonly string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).toSorted();
  for (const [key, text] of Object.entries(EN))
    expect(valuesOf(JA[key as keyof typeof EN]), key).toEqual(valuesOf(text));
});
