import type { UnitType } from "parapet";
import { SYMBOLS } from "virtual:unit-symbols";

/** A symbol as a picture, with the point of it that stands on the place. */
export interface SymbolPicture {
  readonly image: CanvasImageSource;
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

const images = new Map(
  Object.keys(SYMBOLS).map((type) => {
    const image = new Image();
    image.src = symbolAddress(type as SymbolType);
    return [type, image] as const;
  }),
);
const pictures = new Map<string, SymbolPicture>();

/** The symbols as pictures that can be drawn; await `symbolsReady` first. */
export function symbolOf(type: SymbolType): SymbolPicture {
  const key = `${type} ${window.devicePixelRatio}`;
  let picture = pictures.get(key);
  if (picture === undefined) {
    const { svg: _, ...size } = SYMBOLS[type]!;
    picture = { image: paint(images.get(type)!, size), ...size };
    pictures.set(key, picture);
  }
  return picture;
}

/** The points of a symbol: an SVG would be drawn line by line each time. */
function paint(image: HTMLImageElement, { width, height }: { readonly width: number; readonly height: number }) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Resolves when every symbol can be drawn. */
export const symbolsReady: Promise<unknown> = Promise.all(
  [...images.values()].map((image) => image.decode().catch(() => undefined)),
);
