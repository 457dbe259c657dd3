import type { UnitType } from "parapet";
import { SYMBOLS } from "virtual:unit-symbols";

/** A symbol as a picture, with the point of it that stands on the place. */
export interface SymbolPicture {
  readonly image: HTMLImageElement;
  readonly width: number;
  readonly height: number;
  readonly anchorX: number;
  readonly anchorY: number;
}

export type SymbolType = UnitType | "launch-region";

/** The symbol as an image's address, for lists and legends. */
export function symbolAddress(type: SymbolType): string {
  return `data:image/svg+xml,${encodeURIComponent(SYMBOLS[type]!.svg)}`;
}

/** The symbols as pictures that can be drawn; await `symbolsReady` first. */
export const symbolOf: (type: SymbolType) => SymbolPicture = (() => {
  const pictures = new Map<string, SymbolPicture>();
  return (type) => {
    let picture = pictures.get(type);
    if (picture === undefined) {
      const image = new Image();
      image.src = symbolAddress(type);
      const { svg: _, ...size } = SYMBOLS[type]!;
      picture = { image, ...size };
      pictures.set(type, picture);
    }
    return picture;
  };
})();

/** Resolves when every symbol can be drawn. */
export const symbolsReady: Promise<unknown> = Promise.all(
  Object.keys(SYMBOLS).map((type) =>
    symbolOf(type as SymbolType)
      .image.decode()
      .catch(() => undefined),
  ),
);
