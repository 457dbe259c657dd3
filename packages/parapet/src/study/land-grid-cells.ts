import type { Geodetic } from "../earth/model.ts";
import { unprojectEqualArea } from "../earth/projection.ts";
import type { LandGrid } from "./land-grid.ts";

function positionOf(grid: LandGrid, cell: number, east: number, north: number): Geodetic {
  const column = grid.cells.column[cell];
  const row = grid.cells.row[cell];
  if (column === undefined || row === undefined) {
    throw new RangeError(`land grid: needs a cell from 0 to ${grid.cells.count - 1}, got ${cell}`);
  }
  return unprojectEqualArea(grid.projection, {
    x_m: grid.originX_m + (column + east) * grid.cell_m,
    y_m: grid.originY_m + (row + north) * grid.cell_m,
  });
}

/** The middle of a cell, at altitude 0; on a coast it may lie at sea. */
export function cellCentre(grid: LandGrid, cell: number): Geodetic {
  return positionOf(grid, cell, 0.5, 0.5);
}

/** The four corners of a cell, counterclockwise from the south-west, the first not repeated. Neighbours share corners to the last bit. */
export function cellOutline(grid: LandGrid, cell: number): readonly [Geodetic, Geodetic, Geodetic, Geodetic] {
  return [
    positionOf(grid, cell, 0, 0),
    positionOf(grid, cell, 1, 0),
    positionOf(grid, cell, 1, 1),
    positionOf(grid, cell, 0, 1),
  ];
}

/** Land and people of a prefecture, and how much of both a value per cell covers. */
export interface PrefectureTotals {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
  readonly landArea_m2: number;
  readonly population: number;
  readonly coveredLandArea_m2: number;
  readonly coveredPopulation: number;
}

/**
 * Adds up each prefecture's land and people, weighted by the covered share of each cell (0 to 1; such as the probability that
 * the cell is defended). In the order of `grid.prefectures`. Throws a RangeError when there is not one share for each cell.
 */
export function prefectureTotals(grid: LandGrid, coveredShare: ArrayLike<number>): readonly PrefectureTotals[] {
  if (coveredShare.length !== grid.cells.count) {
    throw new RangeError(
      `prefectureTotals: needs one share for each of the ${grid.cells.count} cells, got ${coveredShare.length}`,
    );
  }
  const coveredLand = new Float64Array(grid.prefectures.length);
  const coveredPeople = new Float64Array(grid.prefectures.length);
  const { parts } = grid;
  for (let i = 0; i < parts.count; i++) {
    const share = coveredShare[parts.cell[i] ?? 0] ?? 0;
    const prefecture = parts.prefecture[i] ?? 0;
    coveredLand[prefecture] = (coveredLand[prefecture] ?? 0) + share * (parts.landArea_m2[i] ?? 0);
    coveredPeople[prefecture] = (coveredPeople[prefecture] ?? 0) + share * (parts.population[i] ?? 0);
  }
  return grid.prefectures.map(({ code, name, nameJa, landArea_m2, population }, i) => ({
    code,
    name,
    nameJa,
    landArea_m2,
    population,
    coveredLandArea_m2: coveredLand[i] ?? 0,
    coveredPopulation: coveredPeople[i] ?? 0,
  }));
}
