import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRegionRuns, type PlaneRing, type SampleLattice } from "./land-raster.ts";

const lattice: SampleLattice = { originX_m: 0, originY_m: 0, step_m: 1, columns: 40, rows: 40 };
const ring = (...points: (readonly [number, number])[]): PlaneRing => Float64Array.from(points.flat());
const square = (x: number, y: number, size: number): PlaneRing =>
  ring([x, y], [x + size, y], [x + size, y + size], [x, y + size]);

/** Sample points inside each region, as a set of "column,row". */
function pointsOf(regions: readonly (readonly PlaneRing[])[], on: SampleLattice = lattice): Set<string>[] {
  const sets = regions.map(() => new Set<string>());
  findRegionRuns(regions, on).forEach((runs, row) => {
    for (let i = 0; i < runs.length; i += 3) {
      for (let column = runs[i + 1] ?? 0; column < (runs[i + 2] ?? 0); column++) {
        sets[runs[i] ?? 0]?.add(`${column},${row}`);
      }
    }
  });
  return sets;
}

/** The textbook test of one point against one region, even-odd. */
function isInside(rings: readonly PlaneRing[], x: number, y: number): boolean {
  let inside = false;
  for (const points of rings) {
    for (let i = 0; i < points.length; i += 2) {
      const j = (i + 2) % points.length;
      const [xi = 0, yi = 0, xj = 0, yj = 0] = [points[i], points[i + 1], points[j], points[j + 1]];
      if (yi > y !== yj > y && x < xi + ((y - yi) * (xj - xi)) / (yj - yi)) inside = !inside;
    }
  }
  return inside;
}

// Thousandths, each vertex with its own odd shift, so that no edge runs along or through the lattice of samples.
const coordinate = fc.integer({ min: -5000, max: 45_000 });
const polygon = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 12 })
  .map((points) =>
    ring(...points.map(([x, y], i) => [x / 1000 + 0.000_137 * (i + 1), y / 1000 - 0.000_291 / (i + 1)] as const)),
  );

describe("region runs", () => {
  it("counts a square, its hole and an island in the hole", () => {
    const [points] = pointsOf([[square(5, 5, 20), square(10, 10, 10), square(13, 13, 4)]]);
    expect(points?.size).toBe(400 - 100 + 16);
  });

  it("counts a second polygon of the same region", () => {
    const [points] = pointsOf([[square(1, 1, 3), square(30, 30, 2)]]);
    expect(points?.size).toBe(13);
  });

  it("cuts what lies outside the lattice", () => {
    const [points] = pointsOf([[square(-10, -10, 12)]]);
    expect(points?.size).toBe(4);
  });

  it("agrees with the point-in-polygon test everywhere", () => {
    fc.assert(
      fc.property(fc.array(polygon, { minLength: 1, maxLength: 3 }), (rings) => {
        const [points] = pointsOf([rings]);
        for (let row = 0; row < lattice.rows; row++) {
          for (let column = 0; column < lattice.columns; column++) {
            expect(points?.has(`${column},${row}`)).toBe(isInside(rings, column + 0.5, row + 0.5));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("gives each point of two neighbours to exactly one of them, wherever the common border runs", () => {
    const bends = fc.uniqueArray(
      fc.tuple(fc.double({ min: 5, max: 35, noNaN: true }), fc.integer({ min: 5, max: 75 })),
      { maxLength: 8, selector: ([, halfRow]) => halfRow },
    );
    fc.assert(
      fc.property(bends, (unsorted) => {
        const border = unsorted
          .toSorted((a, b) => a[1] - b[1])
          .map(([x, halfRow]): readonly [number, number] => [x, halfRow / 2]);
        const west = ring([1, 1], [20, 1], ...border, [20, 39], [1, 39]);
        const east = ring([20, 1], [39, 1], [39, 39], [20, 39], ...border.toReversed());
        const [inWest, inEast] = pointsOf([[west], [east]]);
        expect([...(inWest ?? [])].filter((point) => inEast?.has(point))).toEqual([]);
        expect((inWest?.size ?? 0) + (inEast?.size ?? 0)).toBe(38 * 38);
      }),
    );
  });

  it("turns with the picture: a quarter turn of the polygon is a quarter turn of the points", () => {
    fc.assert(
      fc.property(polygon, (points) => {
        const turned = Float64Array.from(points);
        for (let i = 0; i < points.length; i += 2) {
          turned[i] = 40 - (points[i + 1] ?? 0);
          turned[i + 1] = points[i] ?? 0;
        }
        const [before] = pointsOf([[points]]);
        const [after] = pointsOf([[turned]]);
        const expected = [...(before ?? [])].map((point) => {
          const [column = 0, row = 0] = point.split(",").map(Number);
          return `${39 - row},${column}`;
        });
        const missed = expected.filter((point) => !after?.has(point)).length;
        expect(Math.abs(expected.length - (after?.size ?? 0)) + missed).toBeLessThanOrEqual(2);
      }),
    );
  });
});
