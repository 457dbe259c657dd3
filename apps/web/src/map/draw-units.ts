import { geoCircle, geoPath, type GeoProjection } from "d3-geo";
import type { ResolvedUnit, Scenario, UnitType } from "parapet";
import type { Language, LonLat, MovedTo } from "../compute/desk-types.ts";
import { placeOf } from "../state/answering.ts";
import { localName } from "../state/store.ts";
import type { Colours } from "./colours.ts";
import { KM_A_DEGREE, placeAt } from "./projection.ts";
import { symbolOf } from "./symbols.ts";

/** Something on the map that can be picked. */
export interface Pin {
  readonly id: string;
  readonly type: UnitType | "launch-region";
  readonly name: string;
  readonly place: LonLat;
  readonly radius_km?: number;
  /** Whether the question that is asked takes it into account. */
  readonly isAsked: boolean;
}

/** Everything of a scenario that stands somewhere. */
export function listPins(
  scenario: Scenario,
  moved: MovedTo,
  language: Language,
  asked: ReadonlySet<string>,
): readonly Pin[] {
  return [
    ...scenario.launchRegions.map(({ id, name, radius_m }): Pin => ({
      id,
      type: "launch-region",
      name: localName(name, language),
      place: placeOf(id, scenario, moved)!,
      radius_km: radius_m / 1000,
      isAsked: asked.has(id),
    })),
    ...scenario.units.map(({ id, type, name }): Pin => ({
      id,
      type,
      name: localName(name, language),
      place: placeOf(id, scenario, moved)!,
      isAsked: asked.has(id),
    })),
  ];
}

/** Range at which a radar detects a re-entry body of a cross-section, km. */
export function fanRange_km(unit: ResolvedUnit, index: number, crossSection_m2: number): number {
  const { radar } = unit.radars[index]!;
  const ratio = crossSection_m2 / radar.referenceCrossSection_m2.value;
  return (radar.detectionRange_m.value * Math.sqrt(Math.sqrt(ratio))) / 1000;
}

/** The sectors of a unit's radars on the ground, as polygons wound clockwise. */
export function coverageFans(
  unit: ResolvedUnit,
  place: LonLat,
  crossSection_m2: number,
): readonly { type: "Polygon"; coordinates: number[][][] }[] {
  return unit.radars.flatMap(({ radar, facing_rad }, index) => {
    const arc = Math.min(89, fanRange_km(unit, index, crossSection_m2) / KM_A_DEGREE);
    const width = (radar.fieldOfViewAzimuth_rad.value * 180) / Math.PI;
    const faces = Math.max(1, Math.round(radar.faceCount.value));
    if (width * faces >= 359.9)
      return [
        geoCircle().center([place[0], place[1]]).radius(arc).precision(3)() as {
          type: "Polygon";
          coordinates: number[][][];
        },
      ];
    return Array.from({ length: faces }, (_, face) => {
      const middle = (facing_rad * 180) / Math.PI + (360 * face) / faces;
      const steps = Math.max(2, Math.ceil(width / 4));
      const rim = Array.from({ length: steps + 1 }, (_point, i) => [
        ...placeAt(place, middle - width / 2 + (width * i) / steps, arc),
      ]);
      return { type: "Polygon" as const, coordinates: [[[...place], ...rim, [...place]]] };
    });
  });
}

export interface UnitOptions {
  readonly projection: GeoProjection;
  readonly colours: Colours;
  readonly selected: string | undefined;
  readonly layers: { readonly units: boolean; readonly labels: boolean; readonly launch: boolean };
}

/** Coverage fans of the units that are asked about, and of the one that is selected. */
export function drawFans(
  context: CanvasRenderingContext2D,
  fans: readonly { type: "Polygon"; coordinates: number[][][] }[],
  { projection, colours }: Pick<UnitOptions, "projection" | "colours">,
): void {
  const path = geoPath(projection, context);
  for (const fan of fans) {
    context.beginPath();
    path(fan);
    context.globalAlpha = 0.09;
    context.fillStyle = colours.defender;
    context.fill();
    context.globalAlpha = 0.75;
    context.strokeStyle = colours.defender;
    context.lineWidth = 1;
    context.stroke();
    context.globalAlpha = 1;
  }
}

/** Launch regions, symbols and names; returns where each pin is on the picture, for picking. */
export function drawPins(
  context: CanvasRenderingContext2D,
  pins: readonly Pin[],
  { projection, colours, selected, layers }: UnitOptions,
): ReadonlyMap<string, readonly [number, number]> {
  const path = geoPath(projection, context);
  const places = new Map<string, readonly [number, number]>();
  const boxes: (readonly [number, number, number, number])[] = [];
  const shown = pins.filter(({ type }) => (type === "launch-region" ? layers.launch : layers.units));
  for (const pin of shown) {
    // A point on the far side has no place on the picture, though its coordinates could be computed.
    const at = path.centroid({ type: "Point", coordinates: [...pin.place] });
    if (!Number.isFinite(at[0])) continue;
    places.set(pin.id, at);
    if (pin.radius_km !== undefined) {
      context.beginPath();
      path(
        geoCircle()
          .center([pin.place[0], pin.place[1]])
          .radius(Math.max(0.01, pin.radius_km / KM_A_DEGREE))(),
      );
      context.globalAlpha = 0.25;
      context.fillStyle = colours.threat;
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = colours.threat;
      context.lineWidth = 1.2;
      context.stroke();
    }
  }
  const order = shown.filter(({ id }) => places.has(id)).toSorted((a, b) => rank(a, selected) - rank(b, selected));
  for (const { id, type, isAsked } of order) {
    const [x, y] = places.get(id)!;
    const { image, width, height, anchorX, anchorY } = symbolOf(type);
    context.globalAlpha = isAsked || id === selected ? 1 : 0.55;
    context.drawImage(image, wholeIn(context, x - anchorX), wholeIn(context, y - anchorY), width, height);
    context.globalAlpha = 1;
    boxes.push([x - anchorX, y - anchorY, x - anchorX + width, y - anchorY + height]);
    if (id === selected) {
      context.beginPath();
      context.arc(x, y, Math.max(width, height) * 0.72, 0, 2 * Math.PI);
      context.strokeStyle = colours.track;
      context.lineWidth = 3;
      context.stroke();
    }
  }
  if (layers.labels) drawLabels(context, order.toReversed(), places, boxes, colours);
  return places;
}

/** A length on whole points of the picture: a small picture laid between them would be blurred. */
function wholeIn(context: CanvasRenderingContext2D, length: number): number {
  const ratio = context.getTransform().a;
  return Math.round(length * ratio) / ratio;
}

const rank = ({ id, isAsked, type }: Pin, selected: string | undefined): number =>
  id === selected ? 3 : isAsked ? 2 : type === "battery" ? 0 : 1;

const FONT = `12px system-ui, "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif`;
const LABEL_HEIGHT = 20;
const LABEL_EDGE = 4;
/** Names as pictures and their widths: their outlines are dear to draw, and a drag draws them with every picture. */
const labels = new Map<string, HTMLCanvasElement>();
const widths = new Map<string, number>();
const MOST_LABELS = 400;

function widthOf(context: CanvasRenderingContext2D, text: string): number {
  let width = widths.get(text);
  if (width === undefined) {
    if (widths.size > MOST_LABELS) widths.clear();
    width = context.measureText(text).width;
    widths.set(text, width);
  }
  return width;
}

/** A name with an edge of paper around it. */
function labelOf(
  text: string,
  width: number,
  colour: string,
  { paper, ratio }: { readonly paper: string; readonly ratio: number },
): HTMLCanvasElement {
  const key = `${text} ${colour} ${paper} ${ratio}`;
  const known = labels.get(key);
  if (known !== undefined) return known;
  if (labels.size > MOST_LABELS) labels.clear();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil((width + 2 * LABEL_EDGE) * ratio);
  canvas.height = Math.ceil(LABEL_HEIGHT * ratio);
  const pen = canvas.getContext("2d")!;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.font = FONT;
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3.5;
  pen.globalAlpha = 0.85;
  pen.strokeStyle = paper;
  pen.strokeText(text, LABEL_EDGE, LABEL_HEIGHT / 2);
  pen.globalAlpha = 1;
  pen.fillStyle = colour;
  pen.fillText(text, LABEL_EDGE, LABEL_HEIGHT / 2);
  labels.set(key, canvas);
  return canvas;
}

function drawLabels(
  context: CanvasRenderingContext2D,
  pins: readonly Pin[],
  places: ReadonlyMap<string, readonly [number, number]>,
  boxes: (readonly [number, number, number, number])[],
  colours: Colours,
): void {
  context.font = FONT;
  context.textBaseline = "middle";
  const pictureWidth = context.canvas.width / context.getTransform().a;
  const ratio = context.getTransform().a;
  for (const { id, name, type } of pins) {
    const [x, y] = places.get(id)!;
    const text = name.replace(/\s*[((].*?[))]\s*$/, "");
    const width = widthOf(context, text);
    const offset = type === "battery" ? 13 : 19;
    const candidates = [
      [x + offset, y],
      [x - offset - width, y],
      [x - width / 2, y + offset + 4],
      [x - width / 2, y - offset - 4],
    ] as const;
    const spot = candidates.find(([left, middle]) => {
      // A name that the picture's edge cuts off says less than none.
      if (left < 2 || left + width > pictureWidth - 2) return false;
      const box = [left - 2, middle - 7, left + width + 2, middle + 7] as const;
      return !boxes.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
    });
    if (spot === undefined) continue;
    boxes.push([spot[0] - 2, spot[1] - 7, spot[0] + width + 2, spot[1] + 7]);
    const label = labelOf(text, width, type === "launch-region" ? colours.threat : colours.ink, {
      paper: colours.paper,
      ratio,
    });
    context.drawImage(
      label,
      wholeIn(context, spot[0] - LABEL_EDGE),
      wholeIn(context, spot[1] - LABEL_HEIGHT / 2),
      label.width / ratio,
      label.height / ratio,
    );
  }
}
