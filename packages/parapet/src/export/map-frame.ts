import { type GeoProjection, geoArea, geoAzimuthalEqualArea, geoDistance, geoPath } from "d3-geo";
import type { Geodetic } from "../earth/model.ts";
import type { Geometry, PolygonRings, Position, Ring } from "./geometry.ts";
import { polygonsOf } from "./geometry.ts";

/** A map's projection and size in pixels, and how it writes paths. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
  /** Pixels a kilometre at the centre of the projection. */
  readonly perKilometre: number;
  readonly centre: Geodetic;
  /** The pixel of a position, within the frame or not; undefined at the antipode of the centre. */
  place(position: Position): readonly [x: number, y: number] | undefined;
  /** Path data of polygons, clipped to the frame; "" when nothing of them is in it. */
  polygonPath(polygons: readonly PolygonRings[]): string;
  /** Path data of lines, clipped to the frame. */
  linePath(lines: readonly (readonly Position[])[]): string;
}

const EARTH_RADIUS_KM = 6371.0072;

/**
 * Makes an azimuthal equal-area map (of the sphere with the Earth's surface) that is `width` pixels wide and shows all of
 * `positions` with `margin` pixels around. Points of a path that lie closer together than `thinning` pixels are left out.
 */
export function makeMapFrame(options: {
  readonly centre: Geodetic;
  readonly positions: readonly Position[];
  readonly width: number;
  readonly margin: number;
  readonly thinning: number;
}): MapFrame {
  const { centre, positions, width, margin, thinning } = options;
  const degrees = 180 / Math.PI;
  const projection = geoAzimuthalEqualArea()
    .rotate([-centre.longitude_rad * degrees, -centre.latitude_rad * degrees])
    .clipAngle(90)
    .scale(1)
    .translate([0, 0]);
  const heart: [number, number] = [centre.longitude_rad * degrees, centre.latitude_rad * degrees];
  // Rings wholly beyond the clipping circle may flood the frame: whether they hold it is a matter of rounding.
  const isNear = (polygon: PolygonRings): boolean =>
    (polygon[0] ?? []).some(([longitude, latitude]) => geoDistance(heart, [longitude, latitude]) < 1);
  const points = positions.map((position) => project(projection, position)).filter((point) => point !== undefined);
  if (points.length < 2) throw new RangeError(`makeMapFrame: needs two positions or more, got ${points.length}`);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [min(xs), -min(xs.map((x) => -x)), min(ys), -min(ys.map((y) => -y))];
  const scale = (width - 2 * margin) / Math.max(right - left, 1e-6);
  const height = Math.ceil((bottom - top) * scale + 2 * margin);
  projection.scale(scale).translate([margin - left * scale, margin - top * scale]);
  projection.clipExtent([
    [-4, -4],
    [width + 4, height + 4],
  ]);
  const draw = (shape: Parameters<ReturnType<typeof geoPath>>[0]): string => {
    const context = new ThinPath(thinning);
    geoPath(projection, context)(shape);
    return context.finish();
  };
  return {
    width,
    height,
    perKilometre: scale / EARTH_RADIUS_KM,
    centre,
    place: (position) => project(projection, position),
    polygonPath: (polygons) =>
      draw({
        type: "MultiPolygon",
        coordinates: polygons.filter(isNear).map((polygon) => polygon.map(windForSphere)) as unknown as number[][][][],
      }),
    linePath: (lines) => draw({ type: "MultiLineString", coordinates: lines as unknown as number[][][] }),
  };
}

/** The polygons of many geometries in one list. */
export function allPolygons(geometries: readonly Geometry[]): readonly PolygonRings[] {
  return geometries.flatMap(polygonsOf);
}

/** On the sphere a ring's inside is on its right for d3-geo; an outer ring wound the other way would be the rest of the world. */
function windForSphere(ring: Ring, place: number): Ring {
  const area = geoArea({ type: "Polygon", coordinates: [ring as unknown as number[][]] });
  return area > 2 * Math.PI === (place === 0) ? ring.toReversed() : ring;
}

function project(projection: GeoProjection, position: Position): readonly [number, number] | undefined {
  return projection([position[0], position[1]]) ?? undefined;
}

/** Math.min(...list) without its limit on the number of arguments. */
function min(list: readonly number[]): number {
  return list.reduce((a, b) => Math.min(a, b), Infinity);
}

/** Collects path data with one decimal of a pixel, leaving out points that are too near to the last. */
class ThinPath {
  readonly #thinning: number;
  #done: string[] = [];
  #piece: string[] = [];
  #x = 0;
  #y = 0;

  constructor(thinning: number) {
    this.#thinning = thinning;
  }

  beginPath(): void {}

  moveTo(x: number, y: number): void {
    this.#flush("");
    this.#write("M", x, y);
  }

  lineTo(x: number, y: number): void {
    if (Math.abs(x - this.#x) < this.#thinning && Math.abs(y - this.#y) < this.#thinning) return;
    this.#write("L", x, y);
  }

  arc(): void {}

  closePath(): void {
    this.#flush("Z");
  }

  finish(): string {
    this.#flush("");
    return this.#done.join("");
  }

  #write(command: string, x: number, y: number): void {
    this.#piece.push(`${this.#piece.length > 0 && command === "L" ? "L" : command}${tenth(x)},${tenth(y)}`);
    this.#x = x;
    this.#y = y;
  }

  /** A ring of fewer than three points or a line of one has nothing to show. */
  #flush(end: "" | "Z"): void {
    if (this.#piece.length >= (end === "Z" ? 3 : 2)) this.#done.push(...this.#piece, end);
    this.#piece = [];
  }
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}
