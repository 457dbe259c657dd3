/** A position as GeoJSON has it: longitude and latitude in degrees on WGS 84, and perhaps an altitude in metres. */
export type Position = readonly [longitude_deg: number, latitude_deg: number, altitude_m?: number];

/** A closed ring; the first position may or may not be repeated at the end. */
export type Ring = readonly Position[];

/** The outer ring, then the holes. */
export type PolygonRings = readonly Ring[];

/** The geometries that this folder writes, named as RFC 7946 names them. */
export type Geometry =
  | { readonly type: "Point"; readonly coordinates: Position }
  | { readonly type: "MultiPoint"; readonly coordinates: readonly Position[] }
  | { readonly type: "LineString"; readonly coordinates: readonly Position[] }
  | { readonly type: "MultiLineString"; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: "Polygon"; readonly coordinates: PolygonRings }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly PolygonRings[] };

/** Polygons, one or many, without holes or with them. */
export interface MultiPolygon {
  readonly type: "MultiPolygon";
  readonly coordinates: readonly PolygonRings[];
}

/** Something with a place. */
export interface Feature {
  readonly id?: string;
  readonly geometry: Geometry;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

/** Twice the area of a ring on the plane of longitude and latitude, positive when it runs counterclockwise. */
export function doubleSignedArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return sum;
}

/** Whether a point lies inside a ring, even-odd, on the plane of longitude and latitude. */
export function isInsideRing(ring: Ring, point: Position): boolean {
  let inside = false;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    if (a[1] > point[1] === b[1] > point[1]) continue;
    if (point[0] < a[0] + ((point[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside;
  }
  return inside;
}

/** The polygons of a geometry, none for points and lines. */
export function polygonsOf(geometry: Geometry): readonly PolygonRings[] {
  if (geometry.type === "Polygon") return [geometry.coordinates];
  return geometry.type === "MultiPolygon" ? geometry.coordinates : [];
}
