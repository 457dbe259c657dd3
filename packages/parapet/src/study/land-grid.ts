import type { Geodetic } from "../earth/model.ts";
import { type EqualAreaProjection, makeEqualAreaProjection, unprojectEqualArea } from "../earth/projection.ts";
import { type LandPlace, type PrefectureFeature, positionFromDegrees } from "./land-data.ts";
import { addPeople } from "./land-people.ts";
import { findMainPrefectures, frameRings, type LandPart, projectRings, sampleLand } from "./land-sampling.ts";

export interface LandGridOptions {
  readonly prefectures: readonly PrefectureFeature[];
  readonly places: readonly LandPlace[];
  readonly cell_m: number;
  /** `places` counts the people of the places as they are; `census` scales those of each prefecture to its census population. */
  readonly people?: "places" | "census";
  /** Centre of the projection; 36 N 138 E when left out. */
  readonly centre?: Geodetic;
  /** Sample points along a cell's side, 8 when left out. */
  readonly samplesPerSide?: number;
}

/** The cells that hold land, from south to north and in a row from west to east. */
export interface LandCells {
  readonly count: number;
  readonly column: Int32Array;
  readonly row: Int32Array;
  readonly centreLatitude_rad: Float64Array;
  readonly centreLongitude_rad: Float64Array;
  readonly landArea_m2: Float64Array;
  readonly population: Float64Array;
  /** Place in `prefectures` of the prefecture with most land in the cell. */
  readonly prefecture: Int32Array;
}

/** What one prefecture has in one cell. Every square metre and every person of the grid is in exactly one part. */
export interface LandParts {
  readonly count: number;
  readonly cell: Int32Array;
  readonly prefecture: Int32Array;
  readonly landArea_m2: Float64Array;
  readonly population: Float64Array;
}

export interface LandPrefecture {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
  readonly landArea_m2: number;
  readonly population: number;
}

/**
 * A regular grid of square cells of equal area over a country. Cell (column, row) spans `originX_m + column * cell_m` to one
 * cell further east, and likewise north. The origin is a multiple of the cell's side.
 */
export interface LandGrid {
  readonly projection: EqualAreaProjection;
  readonly cell_m: number;
  readonly columns: number;
  readonly rows: number;
  readonly originX_m: number;
  readonly originY_m: number;
  readonly cells: LandCells;
  readonly parts: LandParts;
  readonly prefectures: readonly LandPrefecture[];
  readonly landArea_m2: number;
  readonly population: number;
}

const JAPAN: Geodetic = positionFromDegrees(138, 36);

/**
 * Lays a grid of square cells of equal area over the prefectures and counts land and people in each cell that has land.
 *
 * Land is sampled at the centres of 8 x 8 squares of each cell, even-odd over all rings of a prefecture; an island that
 * holds no sample point is left out. The people of a place go to the land cell around it, or to the land cell with the
 * nearest centre; to the prefecture that the place names, or else to the one with most land in that cell.
 * Throws a RangeError for a side that is not above 0, polygons without area, or a place in a prefecture that is not given.
 * Edges between points are taken as straight on the plane, which for an edge of 5 km is within a metre of the line that
 * is straight in longitude and latitude.
 */
export function makeLandGrid(options: LandGridOptions): LandGrid {
  const { prefectures, places, cell_m, people = "places", centre = JAPAN, samplesPerSide = 8 } = options;
  if (!(cell_m > 0) || !Number.isFinite(cell_m) || !(samplesPerSide >= 1) || !Number.isInteger(samplesPerSide)) {
    throw new RangeError(
      `makeLandGrid: needs a side above 0 m and a whole number of samples, got ${cell_m} m and ${samplesPerSide}`,
    );
  }
  const projection = makeEqualAreaProjection({ centre });
  const regions = prefectures.map((feature) => projectRings(feature, projection));
  const frame = frameRings(regions, cell_m);
  const { parts, cells: positions } = sampleLand(regions, frame, cell_m, samplesPerSide);
  if (positions.length === 0) {
    throw new RangeError(
      `makeLandGrid: no sample point lies on land; a side of ${cell_m} m is too wide for these polygons`,
    );
  }
  const mainPrefecture = findMainPrefectures(parts, positions.length);
  addPeople(parts, { prefectures, places, people, projection, cell_m, frame, cells: positions, mainPrefecture });

  const centres = positions.map(([column, row]) =>
    unprojectEqualArea(projection, {
      x_m: frame.originX_m + (column + 0.5) * cell_m,
      y_m: frame.originY_m + (row + 0.5) * cell_m,
    }),
  );
  const byCell = addUp(parts, positions.length, (part) => part.cell);
  const byPrefecture = addUp(parts, prefectures.length, (part) => part.prefecture);
  return Object.freeze({
    projection,
    cell_m,
    ...frame,
    cells: Object.freeze({
      count: positions.length,
      column: Int32Array.from(positions, ([column]) => column),
      row: Int32Array.from(positions, ([, row]) => row),
      centreLatitude_rad: Float64Array.from(centres, (position) => position.latitude_rad),
      centreLongitude_rad: Float64Array.from(centres, (position) => position.longitude_rad),
      ...byCell,
      prefecture: mainPrefecture,
    }),
    parts: Object.freeze({
      count: parts.length,
      cell: Int32Array.from(parts, (part) => part.cell),
      prefecture: Int32Array.from(parts, (part) => part.prefecture),
      landArea_m2: Float64Array.from(parts, (part) => part.landArea_m2),
      population: Float64Array.from(parts, (part) => part.population),
    }),
    prefectures: Object.freeze(
      prefectures.map(({ properties: { code, name, nameJa } }, i) =>
        Object.freeze({
          code,
          name,
          nameJa,
          landArea_m2: byPrefecture.landArea_m2[i] ?? 0,
          population: byPrefecture.population[i] ?? 0,
        }),
      ),
    ),
    landArea_m2: byCell.landArea_m2.reduce((sum, area) => sum + area, 0),
    population: byCell.population.reduce((sum, count) => sum + count, 0),
  });
}

/** Sums of land and people over the parts of each cell or prefecture. */
function addUp(
  parts: readonly LandPart[],
  count: number,
  indexOf: (part: LandPart) => number,
): { landArea_m2: Float64Array; population: Float64Array } {
  const landArea_m2 = new Float64Array(count);
  const population = new Float64Array(count);
  for (const part of parts) {
    const index = indexOf(part);
    landArea_m2[index] = (landArea_m2[index] ?? 0) + part.landArea_m2;
    population[index] = (population[index] ?? 0) + part.population;
  }
  return { landArea_m2, population };
}
