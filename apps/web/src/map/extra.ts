import type { GeoProjection } from "d3-geo";
import type { Colours } from "./colours.ts";
import type { PictureSize } from "./projection.ts";

/** What a page draws on the map besides what every map shows. */
export interface Extra {
  readonly draw: (
    context: CanvasRenderingContext2D,
    options: { readonly projection: GeoProjection; readonly colours: Colours; readonly size: PictureSize },
  ) => void;
}

/** What moves on the map by itself: drawn again and again on a canvas of its own, without the page being built anew. */
export interface Moving {
  /** False when nothing has changed since the last time. */
  readonly draw: (
    context: CanvasRenderingContext2D,
    options: {
      readonly projection: GeoProjection;
      readonly colours: Colours;
      readonly size: PictureSize;
      readonly places: ReadonlyMap<string, readonly [number, number]>;
    },
  ) => void;
}
