import type { UnitType } from "parapet";
import { ms, numberlandequipment, numberlandunit, numbersea, numberspace } from "milsymbol-parts";

// Only the kinds of symbols that scenarios have: all of them would be half the page's script.
for (const part of [numberlandequipment, numberlandunit, numbersea, numberspace]) ms.addIcons(part);

/** Symbol identification codes of APP-6(D) / MIL-STD-2525D: friendly units, and a hostile missile launcher. */
const CODES: Readonly<Record<UnitType | "launch-region", string>> = {
  "land-site": "10031000151301020000",
  ship: "10033000001202030000",
  battery: "10031500001111000000",
  "radar-station": "10031500002203000000",
  satellite: "10030500001111000000",
  "launch-region": "10061500001113000000",
};

/** A symbol as a picture, with the point of it that stands on the place. */
export interface SymbolPicture {
  readonly canvas: HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
  readonly anchorX: number;
  readonly anchorY: number;
}

const pictures = new Map<string, SymbolPicture>();

/** The symbol of a unit as a canvas at a pixel ratio. */
export function symbolOf(type: UnitType | "launch-region", ratio: number): SymbolPicture {
  const key = `${type} ${ratio}`;
  let picture = pictures.get(key);
  if (picture === undefined) {
    const symbol = new ms.Symbol(CODES[type], {
      size: type === "battery" ? 15 : 20,
      outlineWidth: 2,
      outlineColor: "#ffffffcc",
    });
    const { width, height } = symbol.getSize();
    const { x, y } = symbol.getAnchor();
    picture = { canvas: symbol.asCanvas(ratio), width, height, anchorX: x, anchorY: y };
    pictures.set(key, picture);
  }
  return picture;
}

/** The symbol as an image's address, for lists and legends. */
export function symbolAddress(type: UnitType | "launch-region"): string {
  return new ms.Symbol(CODES[type], { size: 13 }).toDataURL();
}
