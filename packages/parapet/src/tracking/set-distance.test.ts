import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gospaDistance, ospaDistance } from "./set-distance.ts";

const truths = [0, 1, 2, 3, 4];
const tracks = [0.5, 1.5, 2.5, 3.5];
const distance = (a: number, b: number): number => Math.abs(a - b);

describe("ospaDistance", () => {
  it.each([
    [1, 2.4],
    [2, Math.sqrt(20.2)],
    [Infinity, 10],
  ])("of five truths and four tracks between them, order %f, is %f", (order, wanted) => {
    expect(ospaDistance(truths, tracks, { order, cutOff: 10, distance })).toBeCloseTo(wanted, 12);
    if (order === 2) expect(wanted).toBeCloseTo(4.49444, 5);
  });

  it("is the worst pair for order infinity when the counts agree, paired so that it is least", () => {
    expect(ospaDistance([0, 10], [1, 14], { order: Infinity, cutOff: 100, distance })).toBe(4);
    expect(ospaDistance([0, 3], [4, 3.5], { order: Infinity, cutOff: 100, distance })).toBe(3.5);
  });

  it("of two empty sets is 0, of an empty and another the cut-off", () => {
    for (const order of [1, 2, 3, Infinity]) {
      expect(ospaDistance([], [], { order, cutOff: 10, distance })).toBe(0);
      expect(ospaDistance([1], [], { order, cutOff: 10, distance })).toBeCloseTo(10, 12);
    }
  });

  it("is a metric: symmetric and with the triangle's inequality", () => {
    const points = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { maxLength: 5 });
    fc.assert(
      fc.property(points, points, points, fc.constantFrom(1, 2, 2.5, Infinity), (a, b, c, order) => {
        const d = (x: readonly number[], y: readonly number[]): number =>
          ospaDistance(x, y, { order, cutOff: 10, distance });
        expect(d(a, b)).toBeCloseTo(d(b, a), 9);
        expect(d(a, c)).toBeLessThanOrEqual(d(a, b) + d(b, c) + 1e-9);
      }),
      { numRuns: 200 },
    );
  });

  it("refuses an order below 1 and a cut-off of 0", () => {
    expect(() => ospaDistance(truths, tracks, { order: 0.5, cutOff: 10, distance })).toThrow("order");
    expect(() => ospaDistance(truths, tracks, { order: 1, cutOff: 0, distance })).toThrow("cutOff");
  });
});

describe("gospaDistance", () => {
  it.each([
    [1, 2.4],
    [2, 4.49444],
  ])("with alpha 1 over the root of five is the optimal subpattern distance, order %f: %f", (order, wanted) => {
    const { distance: d } = gospaDistance(truths, tracks, { order, cutOff: 10, distance, alpha: 1 });
    expect(d / Math.exp(Math.log(5) / order)).toBeCloseTo(wanted, 5);
  });

  it("of order infinity is the cut-off when a point is missed", () => {
    expect(gospaDistance(truths, tracks, { order: Infinity, cutOff: 10, distance }).distance).toBe(10);
  });

  it("with alpha 2 tells what is localisation, missed and false", () => {
    const near = gospaDistance(truths, tracks, { order: 2, cutOff: 10, distance });
    expect(near).toMatchObject({ localisation: 1, missed: 50, false: 0, missedCount: 1, falseCount: 0 });
    expect(near.distance).toBeCloseTo(Math.sqrt(51), 12);
    const far = gospaDistance([0, 100], [1, 300, 400], { order: 1, cutOff: 10, distance });
    expect(far).toMatchObject({ localisation: 1, missed: 5, false: 10, missedCount: 1, falseCount: 2, distance: 16 });
  });
});
