import { element } from "./markup.ts";
import type { LegendEntry } from "./map-furniture.ts";
import { drawSymbol } from "./map-symbols.ts";
import type { SceneSite } from "./scene.ts";
import { fixed } from "./svg.ts";
import type { Texts } from "./texts.ts";

/** What a map of a defended area shows, and so its legend explains. */
export interface ShownAreas {
  readonly band: boolean;
  readonly core: boolean;
  readonly beyond: boolean;
  readonly nominal: boolean;
}

function drawBox(attributes: Readonly<Record<string, string>>, x: number, y: number): string {
  return element("rect", { x: fixed(x), y: fixed(y), width: 24, height: 12, ...attributes });
}

function boxed(attributes: Readonly<Record<string, string>>, text: string): LegendEntry {
  return {
    sample: (x, y) =>
      drawBox({ class: "pp-land" }, x, y) + drawBox(attributes, x, y) + drawBox({ class: "pp-coast" }, x, y),
    text,
  };
}

function lined(name: string, text: string): LegendEntry {
  return { sample: (x, y) => element("path", { class: name, d: `M${fixed(x)},${fixed(y + 6)}h24` }), text };
}

function shadedLine(text: string): LegendEntry {
  const at = (name: string, x: number, y: number): string =>
    element("path", { class: name, d: `M${fixed(x)},${fixed(y)}h24` });
  return { sample: (x, y) => at("pp-inside pp-sample", x, y + 8.5) + at("pp-nominal-line", x, y + 6), text };
}

/** The legend's entries for what is on the map and nothing else; `hatch` and `dots` are the ids of patterns. */
export function listLegendEntries(options: {
  readonly hatch: string;
  readonly dots: string;
  readonly shown: ShownAreas;
  readonly sites: readonly SceneSite[];
  readonly texts: Texts;
}): readonly LegendEntry[] {
  const { hatch, dots, shown, sites, texts } = options;
  const kinds = [...new Set(sites.map(({ kind }) => kind))];
  return [
    ...(shown.core ? [boxed({ class: "pp-core" }, texts.say("map.core"))] : []),
    ...(shown.band ? [boxed({ class: "pp-band" }, texts.say("map.band"))] : []),
    boxed({ fill: `url(#${hatch})` }, texts.say("map.undefended")),
    ...(shown.beyond ? [boxed({ fill: `url(#${dots})` }, texts.say("map.beyond"))] : []),
    ...(shown.nominal ? [shadedLine(texts.say("map.nominal"))] : []),
    ...(shown.core ? [lined("pp-inner-line", texts.say("map.inner"))] : []),
    ...(shown.band ? [lined("pp-outer-line", texts.say("map.outer"))] : []),
    boxed({ class: "pp-abroad" }, texts.say("map.abroad")),
    ...kinds.map((kind): LegendEntry => ({
      sample: (x, y) => drawSymbol(kind, x + 12, y + 6),
      text: texts.say(`map.${kind}`),
    })),
  ];
}
