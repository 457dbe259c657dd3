import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateDrag, makeConstantDrag, makeDragCurve } from "./drag.ts";
import { REENTRY_CONE_DRAG, SLENDER_ROCKET_DRAG } from "./drag-tables.ts";

const POINTS = [
  [0.5, 0.2],
  [0.9, 0.25],
  [1.1, 0.6],
  [2, 0.4],
  [5, 0.4],
] as const;
const interpolations = ["linear", "monotone"] as const;

/** Points by rising Mach number. */
const table = fc
  .array(fc.tuple(fc.double({ min: 0.01, max: 3, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((steps) => {
    let mach = 0;
    return steps.map(([step, value]) => [(mach += step), value] as const);
  });

describe.each(interpolations)("makeDragCurve, %s", (interpolation) => {
  it("goes through its points and is constant outside them", () => {
    fc.assert(
      fc.property(table, (points) => {
        const curve = makeDragCurve(points, { interpolation });
        for (const [mach, value] of points) expect(evaluateDrag(curve, mach)).toBeCloseTo(value, 12);
        expect(evaluateDrag(curve, 0)).toBeCloseTo(points[0]![1], 12);
        expect(evaluateDrag(curve, 100)).toBe(points.at(-1)![1]);
      }),
    );
  });

  it("stays between neighbouring points", () => {
    fc.assert(
      fc.property(table, fc.double({ min: 0, max: 1, noNaN: true }), (points, share) => {
        const curve = makeDragCurve(points, { interpolation });
        for (let i = 1; i < points.length; i++) {
          const [m0, c0] = points[i - 1]!;
          const [m1, c1] = points[i]!;
          const value = evaluateDrag(curve, m0 + share * (m1 - m0));
          expect(value).toBeGreaterThanOrEqual(Math.min(c0, c1) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(c0, c1) + 1e-9);
        }
      }),
    );
  });

  it("scales by its factor", () => {
    const curve = makeDragCurve(POINTS, { interpolation, factor: 3 });
    expect(evaluateDrag(curve, 1.1)).toBeCloseTo(1.8, 12);
    expect(evaluateDrag(curve, 0)).toBeCloseTo(0.6, 12);
  });

  it("refuses no points and Mach numbers that do not rise", () => {
    expect(() => makeDragCurve([], { interpolation })).toThrow("at least one point");
    expect(() =>
      makeDragCurve(
        [
          [1, 0.2],
          [1, 0.3],
        ],
        { interpolation },
      ),
    ).toThrow("got 1 then 1");
    expect(() =>
      makeDragCurve(
        [
          [0, 0.2],
          [Number.NaN, 0.3],
        ],
        { interpolation },
      ),
    ).toThrow("rise");
  });
});

it("linear pieces are straight, monotone ones have no kink inside the table nor at its ends", () => {
  expect(evaluateDrag(makeDragCurve(POINTS, { interpolation: "linear" }), 1)).toBeCloseTo(0.425, 12);
  const curve = makeDragCurve(POINTS, { interpolation: "monotone" });
  for (const [mach] of POINTS.slice(1)) {
    const slope = (from: number, to: number): number =>
      (evaluateDrag(curve, to) - evaluateDrag(curve, from)) / (to - from);
    expect(Math.abs(slope(mach - 1e-6, mach) - slope(mach, mach + 1e-6))).toBeLessThan(1e-4);
  }
});

it("a constant is the same at every Mach number", () => {
  for (const mach of [0, 0.99, 30]) expect(evaluateDrag(makeConstantDrag(0.37), mach)).toBe(0.37);
});

it("the generic shapes peak just above Mach 1 and settle to their hypersonic value", () => {
  for (const [points, hypersonic] of [
    [SLENDER_ROCKET_DRAG, 0.15],
    [REENTRY_CONE_DRAG, 1],
  ] as const) {
    const curve = makeDragCurve(points, { interpolation: "monotone" });
    const peak = points.toSorted((a, b) => b[1] - a[1])[0]!;
    expect(peak[0]).toBeGreaterThan(1);
    expect(peak[0]).toBeLessThan(1.3);
    expect(evaluateDrag(curve, 25)).toBe(hypersonic);
  }
});
