import { check } from "@placemarkio/check-geojson";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toGeoJson } from "./geojson.ts";
import type { Geometry, PolygonRings, Position } from "./geometry.ts";
import { doubleSignedArea, isInsideRing, polygonsOf } from "./geometry.ts";

function roundTrip(geometry: Geometry): Geometry | null {
  const text = toGeoJson({ features: [{ geometry, properties: {} }] });
  return (check(text) as unknown as { features: { geometry: Geometry | null }[] }).features[0]!.geometry;
}

function area(geometry: Geometry | null): number {
  if (geometry === null) return 0;
  return polygonsOf(geometry)
    .flat()
    .reduce((sum, ring) => sum + doubleSignedArea(ring) / 2, 0);
}

const square = (west: number, south: number, side: number): Position[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
];

/** The same rings with every longitude from -180 to 180. */
const wrap = (polygon: PolygonRings): PolygonRings =>
  polygon.map((ring) => ring.map(([x, y]): Position => [x - 360 * Math.round(x / 360), y]));

describe("toGeoJson", () => {
  test("passes a validator, with members and properties kept", () => {
    const text = toGeoJson({
      name: "Defended area",
      attribution: 'Made with "Natural Earth"',
      features: [
        { id: "araya", geometry: { type: "Point", coordinates: [140.066, 39.714, 20] }, properties: { rounds: 24 } },
        { geometry: { type: "Polygon", coordinates: [square(130, 30, 2)] }, properties: { share: 0.95, note: null } },
      ],
    });
    const collection = check(text);
    expect(collection).toMatchObject({
      name: "Defended area",
      features: [{ id: "araya" }, { properties: { share: 0.95 } }],
    });
    expect(text.split("\n")).toHaveLength(5);
  });

  test("winds outer rings counterclockwise and holes clockwise, and closes them", () => {
    const geometry = roundTrip({
      type: "Polygon",
      coordinates: [square(130, 30, 4).toReversed(), square(131, 31, 1)],
    });
    const [outer, hole] = polygonsOf(geometry!)[0]!;
    expect(doubleSignedArea(outer!)).toBeGreaterThan(0);
    expect(doubleSignedArea(hole!)).toBeLessThan(0);
    expect(outer!.at(-1)).toEqual(outer![0]);
    expect(outer).toHaveLength(5);
  });

  test("rounds to 7 decimals and drops what falls together", () => {
    expect(roundTrip({ type: "Point", coordinates: [139.123456789, -0.00000000001, 1.23456] })).toEqual({
      type: "Point",
      coordinates: [139.1234568, 0, 1.235],
    });
    expect(roundTrip({ type: "LineString", coordinates: [[1, 1], [1 + 1e-9, 1]] })).toBeNull(); // prettier-ignore
    expect(roundTrip({ type: "Polygon", coordinates: [square(130, 30, 1e-8)] })).toBeNull();
  });

  test("cuts a line at the date line", () => {
    expect(
      roundTrip({
        type: "LineString",
        coordinates: [
          [170, 10],
          [-170, 20],
        ],
      }),
    ).toEqual({
      type: "MultiLineString",
      coordinates: [
        [
          [170, 10],
          [180, 15],
        ],
        [
          [-180, 15],
          [-170, 20],
        ],
      ],
    });
  });

  test("cuts a C-shaped polygon at the date line into three pieces", () => {
    // Open to the east: its two arms cross, its back does not.
    const c: Position[] = [
      [170, 0],
      [-175, 0],
      [-175, 2],
      [175, 2],
      [175, 8],
      [-175, 8],
      [-175, 10],
      [170, 10],
    ];
    const geometry = roundTrip({ type: "Polygon", coordinates: [c] });
    const pieces = polygonsOf(geometry!);
    expect(pieces).toHaveLength(3);
    expect(area(geometry)).toBeCloseTo(150 - 60, 9);
    for (const [longitude] of pieces.flat(2)) expect(Math.abs(longitude)).toBeGreaterThanOrEqual(170);
  });

  test("a hole across the date line becomes part of the cut", () => {
    const geometry = roundTrip({
      type: "Polygon",
      coordinates: [
        [
          [170, 0],
          [-170, 0],
          [-170, 20],
          [170, 20],
        ],
        [
          [178, 5],
          [178, 10],
          [-178, 10],
          [-178, 5],
        ],
        square(171, 15, 2),
      ],
    });
    expect(polygonsOf(geometry!)).toHaveLength(2);
    expect(area(geometry)).toBeCloseTo(400 - 20 - 4, 9);
  });

  test("a hole whose tip touches the date line keeps its area", () => {
    const outer: Position[] = [
      [170, -10],
      [-170, -10],
      [-170, 10],
      [170, 10],
    ];
    for (const tip of [180, 180 + 3e-14, 180 - 3e-14]) {
      const hole: Position[] = [
        [175, -2],
        [tip, 0],
        [175, 2],
      ];
      expect(area(roundTrip({ type: "Polygon", coordinates: [outer, hole] }))).toBeCloseTo(400 - 10, 5);
    }
  });

  test("a ring around the pole holds the pole", () => {
    const ring = [-150, -90, -30, 30, 90, 150].map((longitude): Position => [longitude, 80]);
    const geometry = roundTrip({ type: "Polygon", coordinates: [ring] });
    expect(area(geometry)).toBeCloseTo(3600, 6);
    expect(
      polygonsOf(geometry!)
        .flat()
        .some((r) => isInsideRing(r, [0, 89])),
    ).toBe(true);
  });

  test("any star-shaped polygon anywhere keeps its area and stays within the world", () => {
    const star = fc
      .record({
        longitude: fc.integer({ min: -180, max: 180 }),
        latitude: fc.integer({ min: -40, max: 40 }),
        radii: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 12 }),
        hasHole: fc.boolean(),
      })
      .map(({ longitude, latitude, radii, hasHole }) => {
        const at = (scale: number): Position[] =>
          radii.map((radius, i) => {
            const angle = (2 * Math.PI * i) / radii.length;
            return [longitude + scale * radius * Math.cos(angle), latitude + scale * radius * Math.sin(angle)];
          });
        return hasHole ? [at(1), at(0.4)] : [at(1)];
      });
    fc.assert(
      fc.property(star, (polygon) => {
        const [outer, hole] = polygon.map((ring) => doubleSignedArea(ring) / 2);
        const geometry = roundTrip({ type: "Polygon", coordinates: wrap(polygon) });
        expect(area(geometry)).toBeCloseTo(outer! - (hole ?? 0), 4);
        for (const [longitude] of polygonsOf(geometry!).flat(2)) expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
      }),
      { numRuns: 1000 },
    );
  });

  test("a hole with a corner on the date line stays a hole", () => {
    const outer: Position[] = [[177, 0], [176, 1], [175, 0], [186, -17]]; // prettier-ignore
    const hole: Position[] = [[180, -6.93], [175.8, -0.35], [175.6, 0], [175.8, 0.35], [176.4, 0]]; // prettier-ignore
    const geometry = roundTrip({ type: "Polygon", coordinates: wrap([outer, hole]) });
    expect(area(geometry)).toBeCloseTo(
      Math.abs(doubleSignedArea(outer) - 0) / 2 - Math.abs(doubleSignedArea(hole)) / 2,
      4,
    );
  });

  test("refuses latitude and longitude in the wrong order", () => {
    expect(() => roundTrip({ type: "Point", coordinates: [39.7, 140.1] })).toThrow(/needs finite longitudes/);
    expect(() => roundTrip({ type: "LineString", coordinates: [[0, 0], [NaN, 1]] })).toThrow(RangeError); // prettier-ignore
  });
});
