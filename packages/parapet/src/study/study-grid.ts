import { geodeticToEcef } from "../earth/frames.ts";
import { unprojectEqualArea } from "../earth/projection.ts";
import type { LandGrid } from "./land-grid.ts";

/** Cells along the edge of the blocks in which a grid is screened coarse to fine. */
export const SCREEN_BLOCK = 16;

/** A land grid as the studies walk it: every cell's centre on the ellipsoid, Earth-fixed, and which blocks hold land. */
export interface StudyGrid {
  readonly columns: number;
  readonly rows: number;
  readonly block: number;
  /** Three numbers a cell, row by row. */
  readonly ecef_m: Float64Array;
  /** 1 for each block with a land cell in it or beside it. */
  readonly hasLand: Uint8Array;
  /** Cell number (row * columns + column) of each land cell. */
  readonly landCell: Int32Array;
  readonly landArea_m2: Float64Array;
  readonly population: Float64Array;
  readonly latitude_rad: Float64Array;
  readonly longitude_rad: Float64Array;
}

/** Prepares a land grid for a study. */
export function makeStudyGrid(land: LandGrid): StudyGrid {
  const { columns, rows, cell_m, originX_m, originY_m, projection, cells } = land;
  const ecef_m = new Float64Array(3 * columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const place = unprojectEqualArea(projection, {
        x_m: originX_m + (column + 0.5) * cell_m,
        y_m: originY_m + (row + 0.5) * cell_m,
      });
      ecef_m.set(geodeticToEcef({ ...place, altitude_m: 0 }), 3 * (row * columns + column));
    }
  const blocksAcross = Math.ceil(columns / SCREEN_BLOCK);
  const blocksUp = Math.ceil(rows / SCREEN_BLOCK);
  const hasLand = new Uint8Array(blocksAcross * blocksUp);
  const landCell = new Int32Array(cells.count);
  for (let i = 0; i < cells.count; i++) {
    const column = cells.column[i]!;
    const row = cells.row[i]!;
    landCell[i] = row * columns + column;
    // Neighbouring blocks share their edge, so that land on an edge belongs to both.
    for (const c of [column, Math.max(0, column - 1)])
      for (const r of [row, Math.max(0, row - 1)])
        hasLand[Math.floor(r / SCREEN_BLOCK) * blocksAcross + Math.floor(c / SCREEN_BLOCK)] = 1;
  }
  return {
    columns,
    rows,
    block: SCREEN_BLOCK,
    ecef_m,
    hasLand,
    landCell,
    landArea_m2: cells.landArea_m2,
    population: cells.population,
    latitude_rad: cells.centreLatitude_rad,
    longitude_rad: cells.centreLongitude_rad,
  };
}
