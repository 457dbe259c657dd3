import { geoPath, type GeoProjection } from "d3-geo";
import type { AreaAnswer } from "../compute/desk-types.ts";
import type { Colours } from "./colours.ts";
import type { Ground } from "./ground.ts";
import type { PictureSize } from "./projection.ts";
import { ThinPath } from "./thin-path.ts";

/** Japan on a picture, made once for a view: hatched as undefended, plain, and its prefectures' borders. */
export interface LandLayers {
  readonly plain: HTMLCanvasElement;
  readonly hatched: HTMLCanvasElement;
  readonly borders: HTMLCanvasElement;
  /** What an answer is put together on. */
  readonly scratch: HTMLCanvasElement;
  readonly size: PictureSize;
  readonly ratio: number;
}

export interface LandOptions {
  readonly projection: GeoProjection;
  readonly colours: Colours;
  readonly size: PictureSize;
  readonly ratio: number;
}

/** Draws the land that is defended, so that an answer needs only be laid over it. */
export function makeLandLayers(ground: Ground, { projection, colours, size, ratio }: LandOptions): LandLayers {
  const sink = new ThinPath();
  const draw = geoPath(projection, sink);
  for (const { geometry } of ground.prefectures) draw(geometry);
  const layer = (paint: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement => {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(size.width * ratio);
    canvas.height = Math.round(size.height * ratio);
    const context = canvas.getContext("2d")!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(context);
    return canvas;
  };
  const fill = (style: (context: CanvasRenderingContext2D) => CanvasPattern | string): HTMLCanvasElement =>
    layer((context) => {
      context.fillStyle = style(context);
      context.fill(sink.path, "evenodd");
    });
  return {
    plain: fill(() => colours.land),
    hatched: fill((context) => hatchOf(context, colours.land, colours.hatch)),
    borders: layer((context) => {
      context.lineWidth = 0.5;
      context.strokeStyle = colours.coast;
      context.stroke(sink.path);
    }),
    scratch: layer(() => undefined),
    size,
    ratio,
  };
}

const hatches = new Map<string, CanvasPattern>();

/** Slanted lines: land that is not defended. */
function hatchOf(context: CanvasRenderingContext2D, ground: string, line: string): CanvasPattern | string {
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
  land: LandLayers,
  answer: AreaAnswer | undefined,
  { projection, colours, hasPrefectures }: AnswerOptions,
): void {
  const { width, height } = land.size;
  if (answer === undefined) context.drawImage(land.plain, 0, 0, width, height);
  else {
    const pen = land.scratch.getContext("2d")!;
    pen.globalCompositeOperation = "copy";
    pen.drawImage(land.hatched, 0, 0, width, height);
    // From here on colour stays on the land: much quicker than cutting along a coast.
    pen.globalCompositeOperation = "source-atop";
    const path = geoPath(projection, pen);
    const { nominal, inner, outer, beyond } = answer.edges;
    const fill = (shape: typeof nominal, style: string): void => {
      pen.beginPath();
      path(shape);
      pen.fillStyle = style;
      pen.fill();
    };
    if (inner === undefined || outer === undefined) fill(nominal, colours.core);
    else {
      fill(outer, colours.band);
      fill(inner, colours.core);
    }
    fill(beyond, colours.beyond);
    pen.beginPath();
    path(nominal);
    pen.strokeStyle = colours.defender;
    // A preview has a thin dashed line, the exact answer a full one.
    pen.lineWidth = answer.state === "preview" ? 1 : 2.2;
    pen.setLineDash(answer.state === "preview" ? [5, 3] : []);
    pen.stroke();
    context.drawImage(land.scratch, 0, 0, width, height);
  }
  if (hasPrefectures) context.drawImage(land.borders, 0, 0, width, height);
}
