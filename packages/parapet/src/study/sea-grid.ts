import { type Geodetic } from "../earth/model.ts";
import { makeEqualAreaProjection, projectEqualArea, unprojectEqualArea } from "../earth/projection.ts";

/** Cells of equal area whose middles lie at sea. */
export interface SeaGrid {
  readonly places: readonly Geodetic[];
  readonly cellArea_m2: number;
}

/** A place and how far the sea around it is asked for. */
export interface SeaCentre {
  readonly place: Geodetic;
  readonly radius_m: number;
}

/**
 * Lays square cells of equal area over discs around places and keeps those with their middle at sea. Cells that no disc comes
 * near are left out. The number of cells is bounded: beyond 60,000 in the frame the cells grow.
 */
export function makeSeaGrid(options: {
  readonly centres: readonly SeaCentre[];
  readonly cell_m: number;
  readonly isLand: (place: Geodetic) => boolean;
}): SeaGrid {
  const { centres, isLand } = options;
  const middle = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const centre: Geodetic = {
    latitude_rad: middle(centres.map(({ place }) => place.latitude_rad)),
    longitude_rad: middle(centres.map(({ place }) => place.longitude_rad)),
    altitude_m: 0,
  };
  const projection = makeEqualAreaProjection({ centre });
  // The map stretches by less than 4 % within 3,000 km of its centre.
  const discs = centres.map(({ place, radius_m }) => ({ ...projectEqualArea(projection, place), r: 1.04 * radius_m }));
  const west = Math.min(...discs.map(({ x_m, r }) => x_m - r));
  const east = Math.max(...discs.map(({ x_m, r }) => x_m + r));
  const south = Math.min(...discs.map(({ y_m, r }) => y_m - r));
  const north = Math.max(...discs.map(({ y_m, r }) => y_m + r));
  const cell = Math.max(options.cell_m, Math.sqrt(((east - west) * (north - south)) / MOST_CELLS));
  const columns = Math.ceil((east - west) / cell);
  const rows = Math.ceil((north - south) / cell);
  const places: Geodetic[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const x_m = west + (column + 0.5) * cell;
      const y_m = south + (row + 0.5) * cell;
      if (!discs.some((disc) => Math.hypot(disc.x_m - x_m, disc.y_m - y_m) <= disc.r)) continue;
      const place = { ...unprojectEqualArea(projection, { x_m, y_m }), altitude_m: 0 };
      if (!isLand(place)) places.push(place);
    }
  return { places, cellArea_m2: cell * cell };
}

const MOST_CELLS = 60_000;
