import { geoContains } from "d3-geo";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Territory, TerritoryFinder } from "./territory.ts";

const RADIANS = Math.PI / 180;
const at = (longitude: number, latitude: number) => ({
  longitude_rad: longitude * RADIANS,
  latitude_rad: latitude * RADIANS,
  altitude_m: 0,
});
const polygon = (name: string, ...rings: readonly (readonly (readonly number[])[])[]): Territory => ({
  name,
  geometry: { type: "Polygon", coordinates: rings },
});
const box = (west: number, south: number, east: number, north: number): readonly (readonly number[])[] => [
  [west, south],
  [west, north],
  [east, north],
  [east, south],
  [west, south],
];

describe("a territory", () => {
  it("holds what is inside it and not in its lakes, however its rings are wound", () => {
    for (const lake of [box(4, 4, 6, 6), box(4, 4, 6, 6).toReversed()]) {
      const finder = new TerritoryFinder([polygon("land", box(0, 0, 10, 10), lake)]);
      expect(finder.nameAt(at(1, 1))).toBe("land");
      expect(finder.nameAt(at(5, 1))).toBe("land");
      expect(finder.nameAt(at(5, 5))).toBeUndefined();
      expect(finder.nameAt(at(11, 5))).toBeUndefined();
      expect(finder.nameAt(at(5, -1))).toBeUndefined();
    }
  });

  it("crosses the date line", () => {
    const finder = new TerritoryFinder([polygon("line", box(170, 50, -170, 70))]);
    expect(finder.nameAt(at(179, 60))).toBe("line");
    expect(finder.nameAt(at(-179, 60))).toBe("line");
    expect(finder.nameAt(at(0, 60))).toBeUndefined();
    expect(finder.nameAt(at(160, 60))).toBeUndefined();
  });

  it("goes round the south pole", () => {
    const ring = [-180, -120, -60, 0, 60, 120].map((longitude) => [longitude, -70]);
    const finder = new TerritoryFinder([polygon("ice", ring)]);
    expect(finder.nameAt(at(33, -80))).toBe("ice");
    expect(finder.nameAt(at(-150, -71))).toBe("ice");
    expect(finder.nameAt(at(33, -60))).toBeUndefined();
  });

  it("may have several parts, and the first of two that overlap is told", () => {
    const parts: Territory = {
      name: "islands",
      geometry: { type: "MultiPolygon", coordinates: [[box(0, 0, 1, 1)], [box(3, 0, 4, 1)]] },
    };
    const finder = new TerritoryFinder([parts, polygon("sea", box(-1, -1, 5, 2))]);
    expect(finder.nameAt(at(0.5, 0.5))).toBe("islands");
    expect(finder.nameAt(at(3.5, 0.5))).toBe("islands");
    expect(finder.nameAt(at(2, 0.5))).toBe("sea");
  });

  it("agrees with d3-geo on small triangles, whose sides differ little from great circles", () => {
    const hundredths = fc.integer({ min: -100, max: 100 }).map((n) => n / 100);
    const corner = fc.tuple(hundredths, hundredths);
    const figure = fc.record({
      longitude: fc.integer({ min: -180, max: 179 }),
      latitude: fc.integer({ min: -60, max: 60 }),
      corners: fc.tuple(corner, corner, corner),
      place: corner,
    });
    fc.assert(
      fc.property(figure, ({ longitude, latitude, corners, place }) => {
        const [a, b, c] = corners;
        const area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        fc.pre(Math.abs(area) > 0.2);
        // Not on an edge: sides bend by less than 0.02 degrees.
        const sides = [
          [a, b],
          [b, c],
          [c, a],
        ] as const;
        fc.pre(
          sides.every(([p, q]) => {
            const across = (q[0] - p[0]) * (place[1] - p[1]) - (place[0] - p[0]) * (q[1] - p[1]);
            return Math.abs(across) / Math.hypot(q[0] - p[0], q[1] - p[1]) > 0.03;
          }),
        );
        const wrapped = (x: number): number => (x > 180 ? x - 360 : x < -180 ? x + 360 : x);
        const turn = area > 0 ? [a, c, b, a] : [a, b, c, a];
        const ring = turn.map(([x, y]) => [wrapped(longitude + x), latitude + y] as [number, number]);
        const point: [number, number] = [wrapped(longitude + place[0]), latitude + place[1]];
        const expected = geoContains({ type: "Polygon", coordinates: [ring] }, point);
        expect(new TerritoryFinder([polygon("t", ring)]).nameAt(at(...point)) === "t").toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
