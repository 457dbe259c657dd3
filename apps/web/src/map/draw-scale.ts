import { geoDistance, type GeoProjection } from "d3-geo";
import type { Colours } from "./colours.ts";
import type { PictureSize } from "./projection.ts";

const LENGTHS_km = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** A bar of a round length, true along the row of the picture's middle. */
export function drawScaleBar(
  context: CanvasRenderingContext2D,
  projection: GeoProjection,
  size: PictureSize,
  colours: Colours,
): void {
  const middle = size.height / 2;
  const a = projection.invert?.([size.width / 2 - 50, middle]);
  const b = projection.invert?.([size.width / 2 + 50, middle]);
  if (a === undefined || a === null || b === undefined || b === null) return;
  const kmAPixel = (geoDistance(a, b) * 6371.0088) / 100;
  if (!(kmAPixel > 0)) return;
  const length = LENGTHS_km.findLast((km) => km / kmAPixel <= 160) ?? LENGTHS_km[0]!;
  const width = length / kmAPixel;
  const x = 16;
  const y = size.height - 20;
  context.fillStyle = colours.paper;
  context.globalAlpha = 0.8;
  context.fillRect(x - 6, y - 18, width + 12, 28);
  context.globalAlpha = 1;
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 5);
  context.lineTo(x, y);
  context.lineTo(x + width, y);
  context.lineTo(x + width, y - 5);
  context.stroke();
  context.fillStyle = colours.ink;
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "alphabetic";
  const text = `${length} km`;
  context.fillText(text, x + (width - context.measureText(text).width) / 2, y - 5);
}
