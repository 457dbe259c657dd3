import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeEqualAreaProjection, type PlanePoint, projectEqualArea, unprojectEqualArea } from "../earth/projection.ts";
import { type LandPlace, type PrefectureFeature, positionFromDegrees } from "./land-data.ts";
import { cellCentre, cellOutline, prefectureTotals } from "./land-grid-cells.ts";
import { type LandGrid, makeLandGrid } from "./land-grid.ts";

const degree = Math.PI / 180;
const projection = makeEqualAreaProjection({ centre: positionFromDegrees(138, 36) });

/** A prefecture drawn on the plane, in kilometres from the centre of the projection. */
function drawPrefecture(code: string, ...rings: (readonly (readonly [number, number])[])[]): PrefectureFeature {
  const coordinates = rings.map((ring) =>
    ring.map(([x, y]) => {
      const position = unprojectEqualArea(projection, { x_m: x * 1000, y_m: y * 1000 });
      return [position.longitude_rad / degree, position.latitude_rad / degree];
    }),
  );
  return { properties: { code, name: code, nameJa: code }, geometry: { type: "Polygon", coordinates } };
}

function drawPlace(x: number, y: number, population: number, prefecture?: string): LandPlace {
  const position = unprojectEqualArea(projection, { x_m: x * 1000, y_m: y * 1000 });
  const place = {
    name: `${x},${y}`,
    longitude_deg: position.longitude_rad / degree,
    latitude_deg: position.latitude_rad / degree,
    population,
  };
  return prefecture === undefined ? place : { ...place, prefecture };
}

function shoelace(corners: readonly PlanePoint[]): number {
  return (
    corners.reduce((sum, a, i) => {
      const b = corners[(i + 1) % corners.length] ?? a;
      return sum + a.x_m * b.y_m - b.x_m * a.y_m;
    }, 0) / 2
  );
}

/** Land in km^2 by the cell's place in the plane, in cells from the centre of the projection. */
function landByPosition(grid: LandGrid): Map<string, number> {
  const land = new Map<string, number>();
  for (let i = 0; i < grid.cells.count; i++) {
    const column = (grid.cells.column[i] ?? 0) + grid.originX_m / grid.cell_m;
    const row = (grid.cells.row[i] ?? 0) + grid.originY_m / grid.cell_m;
    land.set(`${column},${row}`, (grid.cells.landArea_m2[i] ?? 0) / 1e6);
  }
  return land;
}

const west = drawPrefecture("W", [
  [-35, -21],
  [3, -21],
  [3, 21],
  [-35, 21],
]);
const east = drawPrefecture("E", [
  [3, -21],
  [35, -21],
  [35, 21],
  [3, 21],
]);

describe("land grid", () => {
  it("aligns its cells to multiples of the side and lists those with land from the south-west", () => {
    const grid = makeLandGrid({ prefectures: [west, east], places: [], cell_m: 10_000 });
    expect([grid.originX_m, grid.originY_m, grid.columns, grid.rows]).toEqual([-40_000, -30_000, 8, 6]);
    expect([grid.cells.column[0], grid.cells.row[0]]).toEqual([0, 0]);
    expect(grid.cells.count).toBe(48);
    expect(Object.isFrozen(grid) && Object.isFrozen(grid.cells) && Object.isFrozen(grid.prefectures)).toBe(true);
  });

  it("gives a shared cell to the prefecture with most land, and keeps each one's part", () => {
    const grid = makeLandGrid({ prefectures: [west, east], places: [], cell_m: 10_000, samplesPerSide: 10 });
    const shared = grid.cells.column.findIndex((column, i) => column === 4 && grid.cells.row[i] === 3);
    expect(grid.prefectures[grid.cells.prefecture[shared] ?? -1]?.code).toBe("E");
    expect(grid.cells.landArea_m2[shared]).toBe(1e8);
    const areas = [...grid.parts.cell.keys()]
      .filter((i) => grid.parts.cell[i] === shared)
      .map((i) => (grid.parts.landArea_m2[i] ?? 0) / 1e6);
    expect(areas.map(Math.round)).toEqual([30, 70]);
    expect(grid.prefectures.map((p) => Math.round(p.landArea_m2 / 1e6))).toEqual([38 * 42, 32 * 42]);
  });

  it("cuts holes and counts islands", () => {
    const ring = drawPrefecture(
      "R",
      [
        [-20, -20],
        [20, -20],
        [20, 20],
        [-20, 20],
      ],
      [
        [-10, -10],
        [-10, 10],
        [10, 10],
        [10, -10],
      ],
    );
    const grid = makeLandGrid({ prefectures: [ring], places: [], cell_m: 10_000 });
    expect(grid.cells.count).toBe(12);
    expect(grid.landArea_m2).toBe(1.2e9);
  });

  it("puts people into the cell around them, or the nearest with land, under the prefecture they name", () => {
    const grid = makeLandGrid({
      prefectures: [west, east],
      places: [drawPlace(-34, -20, 5, "W"), drawPlace(60, 1, 7, "E"), drawPlace(-32, 19, 11, "E"), drawPlace(1, 1, 13)],
      cell_m: 10_000,
    });
    const at = (column: number, row: number): number | undefined =>
      grid.cells.population[grid.cells.column.findIndex((c, i) => c === column && grid.cells.row[i] === row)];
    expect([at(0, 1), at(7, 3), at(0, 4), at(4, 3)]).toEqual([5, 7, 11, 13]);
    expect(grid.population).toBe(36);
    expect(grid.prefectures.map((p) => p.population)).toEqual([5, 7 + 11 + 13]);
  });

  it("scales the people of each prefecture to its census", () => {
    const counted: PrefectureFeature[] = [
      { ...west, properties: { ...west.properties, censusPopulation2020: 100 } },
      { ...east, properties: { ...east.properties, censusPopulation2020: 200 } },
    ];
    const places = [drawPlace(-30, 0, 30, "W"), drawPlace(-10, 0, 10, "W"), drawPlace(30, 0, 50, "E")];
    const grid = makeLandGrid({ prefectures: counted, places, cell_m: 10_000, people: "census" });
    expect(grid.prefectures.map((p) => p.population)).toEqual([100, 200]);
    expect(Math.max(...grid.cells.population)).toBe(200);
    expect(() => makeLandGrid({ prefectures: [west], places, cell_m: 10_000, people: "census" })).toThrow(
      /census population and places for W/,
    );
  });

  it("has cells that are squares of equal area on the plane and return to their own corners", () => {
    const grid = makeLandGrid({ prefectures: [west, east], places: [], cell_m: 10_000 });
    for (let i = 0; i < grid.cells.count; i++) {
      const corners = cellOutline(grid, i).map((corner) => projectEqualArea(grid.projection, corner));
      expect(Math.abs(shoelace(corners) / 1e8 - 1)).toBeLessThan(1e-9);
      const centre = cellCentre(grid, i);
      expect(centre.latitude_rad).toBe(grid.cells.centreLatitude_rad[i]);
      expect(centre.longitude_rad).toBe(grid.cells.centreLongitude_rad[i]);
    }
    expect(() => cellCentre(grid, grid.cells.count)).toThrow(/0 to 47, got 48/);
  });

  it("adds up what a share per cell covers", () => {
    const places = [drawPlace(-30, 0, 30, "W"), drawPlace(30, 0, 50, "E")];
    const grid = makeLandGrid({ prefectures: [west, east], places, cell_m: 10_000 });
    const half = prefectureTotals(grid, new Float64Array(grid.cells.count).fill(0.5));
    for (const total of half) {
      expect(total.coveredLandArea_m2).toBe(total.landArea_m2 / 2);
      expect(total.coveredPopulation).toBe(total.population / 2);
    }
    expect(half.map((total) => total.code)).toEqual(["W", "E"]);
    expect(() => prefectureTotals(grid, [1])).toThrow(/48 cells, got 1/);
  });

  it("refuses a side of 0, polygons without area, a grid without land and a place of an unknown prefecture", () => {
    const places = [drawPlace(0, 0, 1, "X")];
    expect(() => makeLandGrid({ prefectures: [west], places: [], cell_m: 0 })).toThrow(/side above 0 m/);
    expect(() => makeLandGrid({ prefectures: [], places: [], cell_m: 1e4 })).toThrow(/polygons of some area/);
    expect(() => makeLandGrid({ prefectures: [west], places, cell_m: 1e4 })).toThrow(/prefecture of the list/);
    const islet = drawPrefecture("I", [
      [0.1, 0.1],
      [0.2, 0.1],
      [0.2, 0.2],
    ]);
    expect(() => makeLandGrid({ prefectures: [islet], places: [], cell_m: 1e4 })).toThrow(/too wide/);
  });
});

function gridOf(points: readonly (readonly [number, number])[]): LandGrid {
  return makeLandGrid({ prefectures: [drawPrefecture("T", points)], places: [], cell_m: 10_000 });
}

/** Whole metres, each vertex with its own odd shift, so that no edge runs along or through the lattice of samples. */
function vertex(shiftX: number, shiftY: number): fc.Arbitrary<readonly [number, number]> {
  return fc
    .tuple(fc.integer({ min: -60_000, max: 60_000 }), fc.integer({ min: -60_000, max: 60_000 }))
    .map(([x, y]) => [x / 1000 + shiftX, y / 1000 + shiftY] as const);
}

describe("land grid, properties", () => {
  const triangle = fc
    .tuple(vertex(0.01371, 0.02913), vertex(0.04177, -0.01019), vertex(-0.03347, 0.00531))
    .filter(([a, b, c]) => Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) > 800);

  it("finds a triangle's area within the strip of samples along its border", () => {
    fc.assert(
      fc.property(triangle, (points) => {
        const exact = Math.abs(shoelace(points.map(([x, y]) => ({ x_m: x * 1000, y_m: y * 1000 }))));
        const border = points.reduce((sum, [x, y], i) => {
          const [nextX, nextY] = points[(i + 1) % 3] ?? [x, y];
          return sum + Math.hypot(nextX - x, nextY - y) * 1000;
        }, 0);
        expect(Math.abs(gridOf(points).landArea_m2 - exact)).toBeLessThan(border * 1250);
      }),
    );
  });

  it.each([
    ["mirrored about the central meridian", ([x, y]: readonly [number, number]) => [-x, y] as const, [-1, 0, 0, 1]],
    ["turned by a quarter", ([x, y]: readonly [number, number]) => [-y, x] as const, [0, -1, 1, 0]],
  ] as const)("gives the same land when the polygon is %s", (_name, move, [a, b, c, d]) => {
    fc.assert(
      fc.property(triangle, (points) => {
        const before = landByPosition(gridOf(points));
        const after = landByPosition(gridOf(points.map(move)));
        let differences = 0;
        for (const [position, land] of before) {
          const [column = 0, row = 0] = position.split(",").map((index) => Number(index) + 0.5);
          const image = `${a * column + b * row - 0.5},${c * column + d * row - 0.5}`;
          differences += Math.abs(land - (after.get(image) ?? 0));
        }
        // Two samples (1.5625 km^2 each) may fall on the other side of a border that runs through them.
        expect(differences).toBeLessThanOrEqual(2 * 1.5625);
      }),
    );
  });

  it("keeps every person, wherever the places lie", () => {
    const place = fc.tuple(
      fc.double({ min: -300, max: 300, noNaN: true }),
      fc.double({ min: -300, max: 300, noNaN: true }),
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.constantFrom("W", "E", undefined),
    );
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), (list) => {
        const places = list.map(([x, y, people, code]) => drawPlace(x, y, people, code));
        const grid = makeLandGrid({ prefectures: [west, east], places, cell_m: 10_000 });
        const people = list.reduce((sum, [, , count]) => sum + count, 0);
        expect(grid.population).toBe(people);
        expect(grid.prefectures.reduce((sum, p) => sum + p.population, 0)).toBe(people);
        const reversed = makeLandGrid({ prefectures: [west, east], places: places.toReversed(), cell_m: 10_000 });
        expect(reversed.cells).toEqual(grid.cells);
      }),
    );
  });
});
