import { type EqualAreaProjection, projectEqualArea } from "../earth/projection.ts";
import { type LandPlace, type PrefectureFeature, positionFromDegrees } from "./land-data.ts";
import type { CellPosition, LandFrame, LandPart } from "./land-sampling.ts";

/** People and where to put them. */
export interface PeopleInput {
  readonly prefectures: readonly PrefectureFeature[];
  readonly places: readonly LandPlace[];
  readonly people: "places" | "census";
  readonly projection: EqualAreaProjection;
  readonly cell_m: number;
  readonly frame: LandFrame;
  readonly cells: readonly CellPosition[];
  /** Prefecture with most land in each cell. */
  readonly mainPrefecture: Int32Array;
}

/**
 * Adds the people of each place to the part of its cell and prefecture, in place; appends a part without land where the
 * prefecture has none in that cell.
 */
export function addPeople(parts: LandPart[], input: PeopleInput): void {
  const { prefectures, projection, cell_m, frame, cells, mainPrefecture } = input;
  const prefectureByCode = new Map(prefectures.map((feature, i) => [feature.properties.code, i]));
  const cellByPosition = new Map(cells.map(([column, row], i) => [row * frame.columns + column, i]));
  const keyOf = (cell: number, prefecture: number): number => cell * prefectures.length + prefecture;
  const partByKey = new Map(parts.map((part) => [keyOf(part.cell, part.prefecture), part]));
  const factors = weighPrefectures(input);
  for (const place of input.places) {
    const point = projectEqualArea(projection, positionFromDegrees(place.longitude_deg, place.latitude_deg));
    const column = (point.x_m - frame.originX_m) / cell_m;
    const row = (point.y_m - frame.originY_m) / cell_m;
    const isInFrame = column >= 0 && column < frame.columns && row >= 0;
    const held = isInFrame ? cellByPosition.get(Math.floor(row) * frame.columns + Math.floor(column)) : undefined;
    const cell = held ?? findNearestCell(cells, column, row);
    const prefecture = place.prefecture === undefined ? mainPrefecture[cell] : prefectureByCode.get(place.prefecture);
    if (prefecture === undefined || !(place.population >= 0)) {
      throw new RangeError(
        `makeLandGrid: place ${place.name} needs a prefecture of the list and a population, got ${place.prefecture} and ${place.population}`,
      );
    }
    let part = partByKey.get(keyOf(cell, prefecture));
    if (part === undefined) {
      part = { cell, prefecture, landArea_m2: 0, population: 0 };
      parts.push(part);
      partByKey.set(keyOf(cell, prefecture), part);
    }
    part.population += place.population * (factors[prefecture] ?? 1);
  }
}

function findNearestCell(cells: readonly CellPosition[], column: number, row: number): number {
  let nearest = 0;
  let least = Infinity;
  cells.forEach(([cellColumn, cellRow], i) => {
    const east = cellColumn + 0.5 - column;
    const north = cellRow + 0.5 - row;
    const square = east * east + north * north;
    if (square >= least) return;
    least = square;
    nearest = i;
  });
  return nearest;
}

/** Factor of each prefecture's people: 1, or its census population over the sum of its places. */
function weighPrefectures({ prefectures, places, people }: PeopleInput): readonly number[] {
  return prefectures.map(({ properties }) => {
    if (people === "places") return 1;
    const census = properties.censusPopulation2020;
    const counted = places.reduce((sum, p) => sum + (p.prefecture === properties.code ? p.population : 0), 0);
    if (census === undefined || !(counted > 0)) {
      throw new RangeError(
        `makeLandGrid: people "census" needs a census population and places for ${properties.code}, got ${census} and ${counted} people in places`,
      );
    }
    return census / counted;
  });
}
