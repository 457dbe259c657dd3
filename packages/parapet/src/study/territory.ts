import type { Geodetic } from "../earth/model.ts";

/** A territory as polygons in degrees of longitude and latitude; rings wound either way. */
export interface Territory {
  readonly name: string;
  readonly geometry: TerritoryGeometry;
}

/** A polygon or several, as GeoJSON has them. */
export type TerritoryGeometry =
  | { readonly type: "Polygon"; readonly coordinates: PolygonRings }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly PolygonRings[] };

/** A corner as longitude and latitude in degrees. */
type Corner = readonly (number | undefined)[];
type PolygonRings = readonly (readonly Corner[])[];

/** A ring made ready: corners in degrees, the change of longitude along each side in [-180, 180), and the box around it. */
interface Ring {
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly turn: Float64Array;
  readonly west: number;
  readonly width: number;
  readonly highest: number;
}

const DEGREES = 180 / Math.PI;

/**
 * Finds the territory that a place lies in: rings are crossed by the meridian north of it an odd number of times. Sides are straight
 * in longitude and latitude, as Natural Earth draws them; rings may cross the date line and go round the south pole, not the north pole.
 */
export class TerritoryFinder {
  readonly #territories: readonly { readonly name: string; readonly rings: readonly Ring[] }[];

  constructor(territories: readonly Territory[]) {
    this.#territories = territories.map(({ name, geometry }) => ({
      name,
      rings: ringsOf(geometry).flatMap((ring) => (ring.length < 3 ? [] : [prepareRing(ring)])),
    }));
  }

  /** Name of the first territory that holds a place. */
  nameAt({ longitude_rad, latitude_rad }: Geodetic): string | undefined {
    const longitude = longitude_rad * DEGREES;
    const latitude = latitude_rad * DEGREES;
    for (const { name, rings } of this.#territories) {
      let isInside = false;
      for (const ring of rings) if (isBelowOddly(ring, longitude, latitude)) isInside = !isInside;
      if (isInside) return name;
    }
    return undefined;
  }
}

/** All rings of a geometry, corners as [longitude, latitude] in degrees. */
export function ringsOf(geometry: TerritoryGeometry): PolygonRings {
  return geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
}

function prepareRing(corners: readonly Corner[]): Ring {
  const n = corners.length;
  const longitude = Float64Array.from(corners, (corner) => corner[0]!);
  const latitude = Float64Array.from(corners, (corner) => corner[1]!);
  const turn = Float64Array.from(corners, (_, i) => wrap(longitude[(i + 1) % n]! - longitude[i]!));
  let along = 0;
  let low = 0;
  let high = 0;
  for (let i = 0; i < n; i++) {
    along += turn[i]!;
    low = Math.min(low, along);
    high = Math.max(high, along);
  }
  return {
    longitude,
    latitude,
    turn,
    west: longitude[0]! + low,
    width: high - low,
    highest: latitude.reduce((a, b) => Math.max(a, b), -90),
  };
}

/** Whether the meridian from a place to the north pole crosses a ring an odd number of times. */
function isBelowOddly({ longitude, latitude, turn, west, width, highest }: Ring, lon: number, lat: number): boolean {
  if (lat > highest) return false;
  const fromWest = lon - west - 360 * Math.floor((lon - west) / 360);
  if (fromWest > width) return false;
  const n = longitude.length;
  let isOdd = false;
  for (let i = 0; i < n; i++) {
    const a = wrap(longitude[i]! - lon);
    const b = a + turn[i]!;
    if (a > 0 === b > 0) continue;
    const next = latitude[i + 1 === n ? 0 : i + 1]!;
    if (latitude[i]! + (a / (a - b)) * (next - latitude[i]!) > lat) isOdd = !isOdd;
  }
  return isOdd;
}

function wrap(degrees: number): number {
  return degrees - 360 * Math.floor((degrees + 180) / 360);
}
