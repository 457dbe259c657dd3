import ms from "milsymbol";
import type { Plugin } from "vite";

/** Symbol identification codes of APP-6(D) / MIL-STD-2525D: friendly units, and a hostile missile launcher. */
const CODES: Readonly<Record<string, string>> = {
  "land-site": "10031000151301020000",
  ship: "10033000001202030000",
  battery: "10031500001111000000",
  "radar-station": "10031500002203000000",
  satellite: "10030500001111000000",
  "command-post": "10031002001301000000",
  "launch-region": "10061500001113000000",
};
const MODULE = "virtual:unit-symbols";

/** Draws the few symbols that scenarios have while the page is built: the library that draws them would be half of the page's script. */
export function unitSymbols(): Plugin {
  return {
    name: "unit-symbols",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) => (id === `\0${MODULE}` ? `export const SYMBOLS = ${JSON.stringify(drawSymbols())};` : undefined),
  };
}

function drawSymbols(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(CODES).map(([type, code]) => {
      const symbol = new ms.Symbol(code, {
        size: type === "battery" ? 15 : 20,
        outlineWidth: 2,
        outlineColor: "rgba(255,255,255,0.8)",
      });
      if (!symbol.isValid()) throw new Error(`unit-symbols: ${code} for ${type} is no valid code`);
      const { width, height } = symbol.getSize();
      const { x, y } = symbol.getAnchor();
      return [type, { svg: symbol.asSVG(), width, height, anchorX: x, anchorY: y }];
    }),
  );
}
