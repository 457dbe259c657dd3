/**
 * The colours of all pictures, by what they mean. The hues are Okabe and Ito's (2008, Color Universal Design), which readers
 * with any common colour vision tell apart; never is a hue the only difference.
 */
export const PALETTE: {
  readonly blue: string;
  readonly vermilion: string;
  readonly orange: string;
  readonly green: string;
  readonly sky: string;
  readonly purple: string;
  readonly yellow: string;
  readonly black: string;
} = {
  blue: "#0072b2",
  vermilion: "#d55e00",
  orange: "#e69f00",
  green: "#009e73",
  sky: "#56b4e9",
  purple: "#cc79a7",
  yellow: "#f0e442",
  black: "#000000",
};

/** One meaning and its colour on light and on dark ground. */
interface Token {
  readonly light: string;
  readonly dark: string;
}

/** Meaning by meaning; `--pp-` and the key is the custom property's name. Inks have a contrast of 4.5 : 1 or more on paper and panel. */
export const TOKENS: Readonly<Record<string, Token>> = {
  paper: { light: "#ffffff", dark: "#14181c" },
  panel: { light: "#f4f5f6", dark: "#1e242a" },
  ink: { light: "#1b1f23", dark: "#e8eaed" },
  faint: { light: "#565e66", dark: "#a9b1ba" },
  rule: { light: "#c9ced3", dark: "#414a53" },
  link: { light: "#005a8e", dark: "#7cc4f0" },
  defender: { light: PALETTE.blue, dark: PALETTE.sky },
  threat: { light: "#b34f00", dark: "#f08a3c" },
  track: { light: PALETTE.orange, dark: PALETTE.orange },
  satisfied: { light: PALETTE.green, dark: "#2bbd92" },
  other: { light: "#a04e7c", dark: PALETTE.purple },
  sea: { light: "#eef3f6", dark: "#10161b" },
  graticule: { light: "#d5dee4", dark: "#26313a" },
  abroad: { light: "#dcdfe2", dark: "#2c333a" },
  land: { light: "#ffffff", dark: "#1b2126" },
  coast: { light: "#6b747c", dark: "#8b959e" },
  border: { light: "#a3abb2", dark: "#59636d" },
  hatch: { light: "#9a6a4f", dark: "#a87c62" },
  beyond: { light: "#a9b0b7", dark: "#5b646d" },
  band: { light: "#b5d8ee", dark: "#1d4d6b" },
  core: { light: "#6fb2dc", dark: "#2f7fb0" },
};

/** The tokens as declarations of custom properties: `--pp-ink:#1b1f23;...`. */
export function tokenDeclarations(ground: "light" | "dark"): string {
  return Object.entries(TOKENS)
    .map(([name, token]) => `--pp-${name}:${token[ground]}`)
    .join(";");
}

/** A colour as 0 to 255 for red, green and blue. Throws a RangeError for anything but "#rrggbb". */
export function colourParts(colour: string): readonly [red: number, green: number, blue: number] {
  if (!/^#[0-9a-f]{6}$/i.test(colour))
    throw new RangeError(`colourParts: needs a colour such as #0072b2, got "${colour}"`);
  const at = (start: number): number => Number.parseInt(colour.slice(start, start + 2), 16);
  return [at(1), at(3), at(5)];
}
