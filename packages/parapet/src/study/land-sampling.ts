import { type EqualAreaProjection, projectEqualArea } from "../earth/projection.ts";
import { type PrefectureFeature, positionFromDegrees } from "./land-data.ts";
import { findRegionRuns, type PlaneRing } from "./land-raster.ts";

/** What one prefecture has in one cell while the grid is being made. */
export interface LandPart {
  readonly cell: number;
  readonly prefecture: number;
  landArea_m2: number;
  population: number;
}

/** A cell that holds land, by its place in the frame. */
export type CellPosition = readonly [column: number, row: number];

/** Projects all rings of a prefecture. */
export function projectRings(feature: PrefectureFeature, projection: EqualAreaProjection): PlaneRing[] {
  const { geometry } = feature;
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
  return rings.map((ring) => {
    const points = new Float64Array(2 * ring.length);
    ring.forEach((position, i) => {
      const [longitude = Number.NaN, latitude = Number.NaN] = position;
      const point = projectEqualArea(projection, positionFromDegrees(longitude, latitude));
      points[2 * i] = point.x_m;
      points[2 * i + 1] = point.y_m;
    });
    return points;
  });
}

/** The rectangle of whole cells around all land. */
export interface LandFrame {
  readonly originX_m: number;
  readonly originY_m: number;
  readonly columns: number;
  readonly rows: number;
}

/** The smallest frame of whole cells, aligned to multiples of the cell's side, that holds all rings. */
export function frameRings(regions: readonly (readonly PlaneRing[])[], cell_m: number): LandFrame {
  let west = Infinity;
  let east = -Infinity;
  let south = Infinity;
  let north = -Infinity;
  for (const ring of regions.flat()) {
    for (let i = 0; i < ring.length; i += 2) {
      west = Math.min(west, ring[i] ?? west);
      east = Math.max(east, ring[i] ?? east);
      south = Math.min(south, ring[i + 1] ?? south);
      north = Math.max(north, ring[i + 1] ?? north);
    }
  }
  if (!(east > west && north > south)) {
    throw new RangeError("makeLandGrid: needs prefectures with polygons of some area and finite coordinates");
  }
  const firstColumn = Math.floor(west / cell_m);
  const firstRow = Math.floor(south / cell_m);
  return {
    originX_m: firstColumn * cell_m,
    originY_m: firstRow * cell_m,
    columns: Math.ceil(east / cell_m) - firstColumn,
    rows: Math.ceil(north / cell_m) - firstRow,
  };
}

/** Samples each cell: the parts with land in the order of cells, then of prefectures; and the (column, row) of each cell. */
export function sampleLand(
  regions: readonly (readonly PlaneRing[])[],
  frame: LandFrame,
  cell_m: number,
  samples: number,
): { parts: LandPart[]; cells: CellPosition[] } {
  const runs = findRegionRuns(regions, {
    originX_m: frame.originX_m,
    originY_m: frame.originY_m,
    step_m: cell_m / samples,
    columns: frame.columns * samples,
    rows: frame.rows * samples,
  });
  const sample_m2 = (cell_m * cell_m) / (samples * samples);
  const parts: LandPart[] = [];
  const cells: CellPosition[] = [];
  const hits = new Int32Array(frame.columns * regions.length);
  for (let row = 0; row < frame.rows; row++) {
    hits.fill(0);
    for (let line = row * samples; line < (row + 1) * samples; line++) {
      const list = runs[line] ?? [];
      for (let i = 0; i < list.length; i += 3) {
        const region = list[i] ?? 0;
        const end = list[i + 2] ?? 0;
        for (let at = list[i + 1] ?? 0; at < end;) {
          const column = Math.floor(at / samples);
          const next = Math.min(end, (column + 1) * samples);
          const index = column * regions.length + region;
          hits[index] = (hits[index] ?? 0) + next - at;
          at = next;
        }
      }
    }
    for (let column = 0; column < frame.columns; column++) {
      let isLand = false;
      for (let region = 0; region < regions.length; region++) {
        const count = hits[column * regions.length + region] ?? 0;
        if (count === 0) continue;
        parts.push({ cell: cells.length, prefecture: region, landArea_m2: count * sample_m2, population: 0 });
        isLand = true;
      }
      if (isLand) cells.push([column, row]);
    }
  }
  return { parts, cells };
}

/** The prefecture with most land in each cell; the first in the list where two have as much. */
export function findMainPrefectures(parts: readonly LandPart[], cellCount: number): Int32Array {
  const main = new Int32Array(cellCount);
  const most = new Float64Array(cellCount);
  for (const part of parts) {
    if (part.landArea_m2 <= (most[part.cell] ?? 0)) continue;
    most[part.cell] = part.landArea_m2;
    main[part.cell] = part.prefecture;
  }
  return main;
}
