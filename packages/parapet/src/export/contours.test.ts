import { check } from "@placemarkio/check-geojson";
import { describe, expect, test } from "vitest";
import { makeEqualAreaProjection, projectEqualArea } from "../earth/projection.ts";
import { contourPolygons, extendValues, type GridFrame } from "./contours.ts";
import { toGeoJson } from "./geojson.ts";
import type { MultiPolygon } from "./geometry.ts";

const projection = makeEqualAreaProjection({
  centre: { latitude_rad: 0.63, longitude_rad: 2.41, altitude_m: 0 },
});
const grid: GridFrame = { columns: 100, rows: 80, originX_m: -500e3, originY_m: -400e3, cell_m: 10e3, projection };

/** Distances from the plane's origin, of the middle of each cell. */
function distances(): Float64Array {
  return Float64Array.from({ length: grid.columns * grid.rows }, (_, i) => {
    const x = grid.originX_m + ((i % grid.columns) + 0.5) * grid.cell_m;
    const y = grid.originY_m + (Math.floor(i / grid.columns) + 0.5) * grid.cell_m;
    return Math.hypot(x, y);
  });
}

function planeArea(polygons: MultiPolygon): number {
  const rings = polygons.coordinates.flat().map((ring) =>
    ring.map(([longitude, latitude]) =>
      projectEqualArea(projection, {
        latitude_rad: (latitude * Math.PI) / 180,
        longitude_rad: (longitude * Math.PI) / 180,
        altitude_m: 0,
      }),
    ),
  );
  return rings
    .map(
      (ring) =>
        ring.reduce(
          (sum, a, i) => sum + a.x_m * ring[(i + 1) % ring.length]!.y_m - a.y_m * ring[(i + 1) % ring.length]!.x_m,
          0,
        ) / 2,
    ) // prettier-ignore
    .reduce((sum, area) => sum + area, 0);
}

describe("contourPolygons", () => {
  test("the contour of a cone is a circle of the right area and place", () => {
    const circle = contourPolygons({ grid, values: distances().map((d) => 250e3 - d), threshold: 0 });
    expect(circle.coordinates).toHaveLength(1);
    expect(planeArea(circle) / (Math.PI * 250e3 * 250e3)).toBeCloseTo(1, 3);
  });

  test("a ring of values has a hole, and the collection passes a validator", () => {
    const values = distances().map((d) => (d > 100e3 && d < 300e3 ? 1 : 0));
    const ring = contourPolygons({ grid, values, threshold: 0.5 });
    expect(ring.coordinates.map((polygon) => polygon.length)).toEqual([2]);
    expect(planeArea(ring) / (Math.PI * (300e3 * 300e3 - 100e3 * 100e3))).toBeCloseTo(1, 2);
    const text = toGeoJson({ features: [{ geometry: ring, properties: { threshold: 0.5 } }] });
    expect(check(text)).toMatchObject({ features: [{ geometry: { type: "Polygon" } }] });
  });

  test("a threshold that is nowhere reached gives no polygon", () => {
    expect(contourPolygons({ grid, values: distances().fill(0.2), threshold: 0.5 }).coordinates).toEqual([]);
  });

  test("refuses a grid and values that do not fit", () => {
    expect(() => contourPolygons({ grid, values: [1, 2, 3], threshold: 0 })).toThrow(/100 x 80 cells, got 3/);
  });
});

const count = (list: Float64Array): number => list.filter((v) => v === 0.75).length;

describe("extendValues", () => {
  test("fills outwards and leaves values alone", () => {
    const values = distances().map((d) => (d < 50e3 ? 0.75 : NaN));
    const known = values.filter((v) => !Number.isNaN(v)).length;
    const once = extendValues(grid, values, 1);
    const thrice = extendValues(grid, values, 3);
    expect(count(once)).toBeGreaterThan(known);
    expect(count(thrice)).toBeGreaterThan(count(once));
    expect(thrice.every((v) => Number.isNaN(v) || v === 0.75)).toBe(true);
    expect(Number.isNaN(thrice[0])).toBe(true);
  });
});
