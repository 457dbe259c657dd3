import { splitLineAtDateLine, splitPolygonAtDateLine } from "./date-line.ts";
import {
  doubleSignedArea,
  type Feature,
  type Geometry,
  type PolygonRings,
  type Position,
  type Ring,
} from "./geometry.ts";

/**
 * Writes features as a GeoJSON FeatureCollection after RFC 7946: outer rings counterclockwise and holes clockwise, rings
 * closed, lines and polygons cut at 180 degrees of longitude, 7 decimals of a degree (1 cm), millimetres of altitude.
 * Positions that fall together are dropped, and rings and lines of which nothing is left; a feature without any geometry
 * left keeps its place with `geometry: null`. One feature a line, keys in the order given: the same input gives the same bytes.
 * `name` and `attribution` become members of the collection, as the RFC allows.
 * Throws a RangeError for a position that is not finite or has a latitude beyond 90 degrees.
 */
export function toGeoJson(options: {
  readonly features: readonly Feature[];
  readonly name?: string;
  readonly attribution?: string;
}): string {
  const { features, name, attribution } = options;
  const head = [
    `"type":"FeatureCollection"`,
    ...(name === undefined ? [] : [`"name":${JSON.stringify(name)}`]),
    ...(attribution === undefined ? [] : [`"attribution":${JSON.stringify(attribution)}`]),
  ].join(",");
  const lines = features.map(({ id, geometry, properties }) =>
    JSON.stringify({
      type: "Feature",
      ...(id === undefined ? {} : { id }),
      properties,
      geometry: cleanGeometry(geometry) ?? null,
    }),
  );
  return `{${head},"features":[\n${lines.join(",\n")}\n]}\n`;
}

/** A geometry as RFC 7946 wants it; undefined when nothing of it is left. */
export function cleanGeometry(geometry: Geometry): Geometry | undefined {
  switch (geometry.type) {
    case "Point":
      return { type: "Point", coordinates: roundPosition(geometry.coordinates) };
    case "MultiPoint":
      return geometry.coordinates.length === 0
        ? undefined
        : { type: "MultiPoint", coordinates: geometry.coordinates.map(roundPosition) };
    case "LineString":
      return fromLines(cleanLine(geometry.coordinates));
    case "MultiLineString":
      return fromLines(geometry.coordinates.flatMap(cleanLine));
    case "Polygon":
      return fromPolygons(cleanPolygon(geometry.coordinates));
    case "MultiPolygon":
      return fromPolygons(geometry.coordinates.flatMap(cleanPolygon));
  }
}

function fromLines(lines: readonly (readonly Position[])[]): Geometry | undefined {
  if (lines.length > 1) return { type: "MultiLineString", coordinates: lines };
  return lines[0] === undefined ? undefined : { type: "LineString", coordinates: lines[0] };
}

function fromPolygons(polygons: readonly PolygonRings[]): Geometry | undefined {
  if (polygons.length > 1) return { type: "MultiPolygon", coordinates: polygons };
  return polygons[0] === undefined ? undefined : { type: "Polygon", coordinates: polygons[0] };
}

function cleanLine(line: readonly Position[]): (readonly Position[])[] {
  return splitLineAtDateLine(line.map(checkPosition))
    .map((piece) => dropRepeats(piece.map(roundPosition)))
    .filter((piece) => piece.length > 1);
}

function cleanPolygon(polygon: PolygonRings): PolygonRings[] {
  return splitPolygonAtDateLine(polygon.map((ring) => ring.map(checkPosition))).flatMap((piece) => {
    const rings = piece.map((ring, i) => cleanRing(ring, i === 0 ? "outer" : "hole"));
    return rings[0] === undefined ? [] : [rings.filter((ring) => ring !== undefined)];
  });
}

function cleanRing(ring: Ring, role: "outer" | "hole"): Ring | undefined {
  const rounded = dropRepeats(ring.map(roundPosition));
  while (rounded.length > 1 && isSame(rounded[0]!, rounded.at(-1)!)) rounded.pop();
  const area = doubleSignedArea(rounded);
  if (rounded.length < 3 || area === 0) return undefined;
  const wound = area > 0 === (role === "outer") ? rounded : rounded.toReversed();
  return [...wound, wound[0]!];
}

function checkPosition(p: Position): Position {
  if (!p.every(Number.isFinite) || Math.abs(p[1]) > 90 || p.length < 2)
    throw new RangeError(
      `toGeoJson: needs finite longitudes, and latitudes from -90 to 90 deg, in this order, got [${p.join(", ")}]`,
    );
  return p;
}

function roundPosition(position: Position): Position {
  const p = checkPosition(position);
  const longitude = round(p[0] > 180 || p[0] < -180 ? p[0] - 360 * Math.round(p[0] / 360) : p[0], 1e7);
  return p[2] === undefined ? [longitude, round(p[1], 1e7)] : [longitude, round(p[1], 1e7), round(p[2], 1e3)];
}

/** Adding 0 turns -0 into 0. */
function round(value: number, perUnit: number): number {
  return Math.round(value * perUnit) / perUnit + 0;
}

function dropRepeats(line: readonly Position[]): Position[] {
  return line.filter((p, i) => i === 0 || !isSame(p, line[i - 1]!));
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}
