import { TOKENS } from "parapet";

export type ColourName =
  | "paper"
  | "panel"
  | "ink"
  | "faint"
  | "rule"
  | "link"
  | "defender"
  | "threat"
  | "track"
  | "satisfied"
  | "other"
  | "sea"
  | "graticule"
  | "abroad"
  | "land"
  | "coast"
  | "border"
  | "hatch"
  | "beyond"
  | "band"
  | "core";
export type Colours = Readonly<Record<ColourName, string>>;

/** The palette's colours by meaning, on light or dark ground. */
export function coloursOf(ground: "light" | "dark"): Colours {
  return Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, token[ground]])) as Colours;
}
