import { geoArea } from "d3-geo";
import type { GridFrame } from "./contours.ts";
import type { Geometry, PolygonRings } from "./geometry.ts";
import { allPolygons, type MapFrame, makeMapFrame } from "./map-frame.ts";
import { positionOf, type SceneSite } from "./scene.ts";

/** What lies under every map of a study: drawn once, used by all maps of one size. Made by `prepareGround`. */
export interface MapGround {
  readonly frame: MapFrame;
  readonly size: "main" | "small";
  readonly abroad: string;
  /** Coast and borders of the regions studied. */
  readonly land: string;
  /** Islands of the land studied that lie outside the frame. */
  readonly outside: number;
}

/** A region of the land studied, such as a prefecture. */
export interface MapRegion {
  readonly geometry: Geometry;
}

/** Islands smaller than this do not widen the frame. */
const SMALLEST_FRAMED_KM2 = 30;

/**
 * Prepares frame, coasts and borders of a map that shows all `regions` (but for small far islands) and all `positions`.
 * `abroad` is the land that is not studied; it should not hold the regions again. Rings may be wound either way.
 */
export function prepareGround(options: {
  readonly grid: GridFrame;
  readonly regions: readonly MapRegion[];
  readonly abroad: readonly Geometry[];
  /** Sites and launch regions that must be seen. */
  readonly sites: readonly SceneSite[];
  readonly size: "main" | "small";
}): MapGround {
  const { grid, regions, abroad, sites, size } = options;
  const polygons = allPolygons(regions.map(({ geometry }) => geometry));
  const framed = polygons.filter((polygon) => areaOf(polygon) >= SMALLEST_FRAMED_KM2);
  const frame = makeMapFrame({
    centre: grid.projection.centre,
    positions: [...framed.flatMap((polygon) => polygon[0] ?? []), ...sites.map(({ position }) => positionOf(position))],
    width: size === "main" ? 720 : 240,
    margin: size === "main" ? 36 : 8,
    thinning: size === "main" ? 0.4 : 1.1,
  });
  return {
    frame,
    size,
    abroad: frame.polygonPath(allPolygons(abroad)),
    land: frame.polygonPath(polygons),
    outside: polygons.filter((polygon) => !isSeen(frame, polygon)).length,
  };
}

function areaOf(polygon: PolygonRings): number {
  const area = geoArea({ type: "Polygon", coordinates: [polygon[0] as unknown as number[][]] });
  return Math.min(area, 4 * Math.PI - area) * 6371.0072 * 6371.0072;
}

function isSeen(frame: MapFrame, polygon: PolygonRings): boolean {
  return (polygon[0] ?? []).some((position) => {
    const place = frame.place(position);
    return place !== undefined && place[0] >= 0 && place[0] <= frame.width && place[1] >= 0 && place[1] <= frame.height;
  });
}
