import { contours as makeContours } from "d3-contour";
import { type EqualAreaProjection, unprojectEqualArea } from "../earth/projection.ts";
import type { MultiPolygon, Position } from "./geometry.ts";

/** Cell (column, row) spans `originX_m + column * cell_m` to one cell further east on the projection's plane, and likewise north. */
export interface GridFrame {
  readonly columns: number;
  readonly rows: number;
  readonly originX_m: number;
  readonly originY_m: number;
  readonly cell_m: number;
  readonly projection: EqualAreaProjection;
}

/**
 * The part of a grid where the value is `threshold` or more, in longitude and latitude. Values stand at the middles of the
 * cells, row by row from the south-west; between them the line is interpolated on the plane (d3-contour's marching squares).
 * Rings are closed, outer ones counterclockwise.
 * NaN is below every threshold: there the line runs through the middle of the last cell with a value, see `extendValues`.
 * Throws a RangeError when there is not one value for each cell.
 */
export function contourPolygons(options: {
  readonly grid: GridFrame;
  readonly values: ArrayLike<number>;
  readonly threshold: number;
}): MultiPolygon {
  const { grid, values, threshold } = options;
  checkLength("contourPolygons", grid, values);
  const { coordinates } = makeContours().size([grid.columns, grid.rows]).contour(Array.from(values), threshold);
  const toPosition = ([x, y]: number[]): Position => {
    const { latitude_rad, longitude_rad } = unprojectEqualArea(grid.projection, {
      x_m: grid.originX_m + x! * grid.cell_m,
      y_m: grid.originY_m + y! * grid.cell_m,
    });
    return [(longitude_rad * 180) / Math.PI, (latitude_rad * 180) / Math.PI];
  };
  return {
    type: "MultiPolygon",
    coordinates: coordinates.map((polygon) => polygon.map((ring) => ring.map(toPosition).toReversed())),
  };
}

/**
 * Gives cells without a value (NaN) the mean of those of their eight neighbours that have one, `rounds` cells outwards, so
 * that contours reach over a coast instead of ending half a cell inside it.
 */
export function extendValues(grid: GridFrame, values: ArrayLike<number>, rounds: number): Float64Array {
  checkLength("extendValues", grid, values);
  let current = Float64Array.from(values);
  for (let round = 0; round < rounds; round++) {
    const next = Float64Array.from(current);
    for (let row = 0; row < grid.rows; row++)
      for (let column = 0; column < grid.columns; column++) {
        const cell = row * grid.columns + column;
        if (Number.isNaN(current[cell])) next[cell] = meanOfNeighbours(grid, current, column, row);
      }
    current = next;
  }
  return current;
}

function meanOfNeighbours(grid: GridFrame, values: Float64Array, column: number, row: number): number {
  let sum = 0;
  let count = 0;
  for (let r = Math.max(0, row - 1); r <= Math.min(grid.rows - 1, row + 1); r++)
    for (let c = Math.max(0, column - 1); c <= Math.min(grid.columns - 1, column + 1); c++) {
      const value = values[r * grid.columns + c]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
  return count === 0 ? NaN : sum / count;
}

function checkLength(name: string, grid: GridFrame, values: ArrayLike<number>): void {
  if (values.length !== grid.columns * grid.rows)
    throw new RangeError(
      `${name}: needs one value for each of the ${grid.columns} x ${grid.rows} cells, got ${values.length}`,
    );
}
