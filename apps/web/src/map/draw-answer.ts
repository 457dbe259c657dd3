import { geoPath, type GeoProjection } from "d3-geo";
import type { AreaAnswer } from "../compute/desk-types.ts";
import type { Colours } from "./colours.ts";
import type { Ground } from "./ground.ts";

/** Japan on a picture, made once for a view: its outline to cut by and its prefectures' borders. */
export interface LandPaths {
  readonly outline: Path2D;
  readonly borders: Path2D;
}

/** Makes the paths of the land that is defended. */
export function makeLandPaths(ground: Ground, projection: GeoProjection): LandPaths {
  const path = geoPath(projection);
  const borders = new Path2D();
  const outline = new Path2D();
  for (const { geometry } of ground.prefectures) {
    const drawn = path(geometry);
    if (drawn === null) continue;
    const each = new Path2D(drawn);
    outline.addPath(each);
    borders.addPath(each);
  }
  return { outline, borders };
}

const hatches = new Map<string, CanvasPattern>();

/** Slanted lines: land that is not defended. */
export function hatchOf(context: CanvasRenderingContext2D, ground: string, line: string): CanvasPattern | string {
  const key = `${ground} ${line}`;
  const known = hatches.get(key);
  if (known !== undefined) return known;
  const tile = document.createElement("canvas");
  tile.width = 7;
  tile.height = 7;
  const pen = tile.getContext("2d")!;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 7, 7);
  pen.strokeStyle = line;
  pen.lineWidth = 1.1;
  pen.beginPath();
  pen.moveTo(-2, 9);
  pen.lineTo(9, -2);
  pen.moveTo(-5.5, 5.5);
  pen.lineTo(5.5, -5.5);
  pen.moveTo(1.5, 12.5);
  pen.lineTo(12.5, 1.5);
  pen.stroke();
  const pattern = context.createPattern(tile, "repeat");
  if (pattern === null) return line;
  hatches.set(key, pattern);
  return pattern;
}

export interface AnswerOptions {
  readonly projection: GeoProjection;
  readonly colours: Colours;
  readonly hasPrefectures: boolean;
}

/** The land with what is defended of it: core and band where draws are in, hatching where not defended, grey out of reach. */
export function drawAnswer(
  context: CanvasRenderingContext2D,
  land: LandPaths,
  answer: AreaAnswer | undefined,
  { projection, colours, hasPrefectures }: AnswerOptions,
): void {
  const path = geoPath(projection, context);
  context.save();
  context.clip(land.outline, "evenodd");
  context.fillStyle = answer === undefined ? colours.land : hatchOf(context, colours.land, colours.hatch);
  context.fill(land.outline, "evenodd");
  if (answer !== undefined) {
    const { nominal, inner, outer, beyond } = answer.edges;
    const fill = (shape: typeof nominal, style: string): void => {
      context.beginPath();
      path(shape);
      context.fillStyle = style;
      context.fill();
    };
    if (inner === undefined || outer === undefined) fill(nominal, colours.core);
    else {
      fill(outer, colours.band);
      fill(inner, colours.core);
    }
    fill(beyond, colours.beyond);
    context.beginPath();
    path(nominal);
    context.strokeStyle = colours.defender;
    // A preview has a thin dashed line, the exact answer a full one.
    context.lineWidth = answer.state === "preview" ? 1 : 2.2;
    if (answer.state === "preview") context.setLineDash([5, 3]);
    context.stroke();
    context.setLineDash([]);
  }
  context.restore();
  context.lineWidth = hasPrefectures ? 0.5 : 0.9;
  context.strokeStyle = colours.coast;
  if (hasPrefectures) context.stroke(land.borders);
}
