import { geoArea, type GeoPermissibleObjects } from "d3-geo";
import { feature, mesh } from "topojson-client";
import coarse from "world-atlas/countries-110m.json?url";
import fine from "world-atlas/countries-50m.json?url";

/** Land and borders of the world. */
export interface World {
  readonly land: GeoPermissibleObjects;
  readonly borders: GeoPermissibleObjects;
}

export interface Prefecture {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
  readonly geometry: { readonly type: "MultiPolygon"; readonly coordinates: number[][][][] };
}

/** What lies under every map. */
export interface Ground {
  readonly coarse: World;
  /** Once it has arrived. */
  readonly fine?: World;
  readonly prefectures: readonly Prefecture[];
  readonly japan: GeoPermissibleObjects;
}

async function getJson<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: the server answered ${answer.status}`);
  return (await answer.json()) as T;
}

async function loadWorld(url: string): Promise<World> {
  const topology = await getJson<{ objects: { countries: never; land: never } }>(url);
  const { countries, land } = topology.objects;
  return {
    land: feature(topology as never, land) as unknown as GeoPermissibleObjects,
    borders: mesh(
      topology as never,
      countries,
      ((a: unknown, b: unknown) => a !== b) as never,
    ) as GeoPermissibleObjects,
  };
}

type Rings = number[][][];

/** Prefectures wound as d3-geo wants them: a ring that encloses less than half the Earth. */
async function loadPrefectures(): Promise<readonly Prefecture[]> {
  type Found = {
    readonly features: readonly {
      readonly properties: { readonly code: string; readonly name: string; readonly nameJa: string };
      readonly geometry:
        | { readonly type: "Polygon"; readonly coordinates: Rings }
        | { readonly type: "MultiPolygon"; readonly coordinates: Rings[] };
    }[];
  };
  const { features } = await getJson<Found>("/api/geography/japan-prefectures");
  return features.map(({ properties, geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return { ...properties, geometry: { type: "MultiPolygon", coordinates: polygons.map(windClockwise) } };
  });
}

function windClockwise(polygon: Rings): Rings {
  const isLarge = geoArea({ type: "Polygon", coordinates: [polygon[0]!] }) > 2 * Math.PI;
  return isLarge ? polygon.map((ring) => ring.toReversed()) : polygon;
}

/** How long the fine coast waits at most for a moment in which nothing else is done. */
const FINE_AFTER_ms = 2500;

/** Loads the coarse world and the prefectures, then tells again when the fine coast has come. */
export async function loadGround(tell: (ground: Ground) => void): Promise<void> {
  const [world, prefectures] = await Promise.all([loadWorld(coarse), loadPrefectures()]);
  const japan: GeoPermissibleObjects = {
    type: "MultiPolygon",
    coordinates: prefectures.flatMap(({ geometry }) => geometry.coordinates),
  };
  const ground = { coarse: world, prefectures, japan };
  tell(ground);
  // The first picture comes before the finest coast.
  await new Promise<unknown>((idle) => {
    if ("requestIdleCallback" in window) requestIdleCallback(idle, { timeout: FINE_AFTER_ms });
    else setTimeout(idle, FINE_AFTER_ms);
  });
  tell({ ...ground, fine: await loadWorld(fine) });
}
