import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, cross, distance, dot, length, normalize, scale, subtract, vec3 } from "./vec3.ts";

const coordinate = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const vector = fc.tuple(coordinate, coordinate, coordinate).map(([x, y, z]) => vec3<"enu">(x, y, z));

describe("vectors", () => {
  it("cross stands upright on both, and its length is the area between them", () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const c = cross(a, b);
        expect(Math.abs(dot(c, a))).toBeLessThan(1e-3);
        expect(Math.abs(dot(c, b))).toBeLessThan(1e-3);
        expect(dot(c, c)).toBeCloseTo(dot(a, a) * dot(b, b) - dot(a, b) ** 2, -4);
      }),
    );
    expect(cross(vec3(1, 0, 0), vec3(0, 1, 0))).toEqual([0, 0, 1]);
  });

  it("add and subtract undo each other; distance is the length of the difference", () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        expect(distance(subtract(add(a, b), b), a)).toBeLessThan(1e-12 * 1e3);
        expect(distance(a, b)).toBe(length(subtract(a, b)));
      }),
    );
  });

  it("normalize gives length 1 and keeps the direction; the zero vector has none", () => {
    fc.assert(
      fc.property(
        vector.filter((a) => length(a) > 1e-6),
        (a) => {
          const unit = normalize(a);
          expect(length(unit)).toBeCloseTo(1, 12);
          expect(distance(scale(unit, length(a)), a)).toBeLessThan(1e-9);
        },
      ),
    );
    expect(() => normalize(vec3(0, 0, 0))).toThrow("length above 0");
  });
});
