import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeStream } from "./random.ts";
import { bootstrapInterval, clopperPearsonInterval, mean, quantile, wilsonInterval } from "./statistics.ts";

const width = ({ low, high }: { readonly low: number; readonly high: number }): number => high - low;
const counts = fc
  .integer({ min: 1, max: 500 })
  .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }));

describe("mean", () => {
  it("does not lose small numbers beside large ones", () => {
    expect(mean([1e16, 1, -1e16])).toBe(1 / 3);
    expect(mean([1, 2, 3, 4])).toBe(2.5);
  });

  it("refuses an empty list", () => {
    expect(() => mean([])).toThrow("needs at least one number");
  });
});

describe("quantile", () => {
  it("interpolates between order statistics", () => {
    expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
    expect(quantile([10, 20], 0.25)).toBe(12.5);
    expect(quantile([7], 0.9)).toBe(7);
  });

  it("has the extremes at 0 and 1", () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1, noNaN: true, min: -1e9, max: 1e9 }), (values) => {
        const sorted = values.toSorted();
        expect(quantile(sorted, 0) - sorted[0]!).toBe(0);
        expect(quantile(sorted, 1)).toBeCloseTo(sorted.at(-1)!, 6);
      }),
    );
  });

  it("refuses an empty list and a share outside 0 to 1", () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1, 2], 1.5)).toThrow(RangeError);
    expect(() => quantile([1, 2], Number.NaN)).toThrow(RangeError);
  });
});

for (const [name, interval] of [
  ["wilsonInterval", wilsonInterval],
  ["clopperPearsonInterval", clopperPearsonInterval],
] as const) {
  describe(name, () => {
    it("holds the observed share, inside 0 to 1, and is mirrored when failures are counted", () => {
      fc.assert(
        fc.property(counts, ({ successes, trials }) => {
          const { low, high } = interval(successes, trials, 0.9);
          const share = successes / trials;
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(share);
          expect(high).toBeGreaterThanOrEqual(share);
          expect(high).toBeLessThanOrEqual(1);
          expect(interval(trials - successes, trials, 0.9).low).toBeCloseTo(1 - high, 9);
        }),
      );
    });

    it("is wider for more confidence and narrower for more trials", () => {
      fc.assert(
        fc.property(counts, ({ successes, trials }) => {
          const plain = width(interval(successes, trials, 0.9));
          expect(width(interval(successes, trials, 0.95))).toBeGreaterThan(plain);
          expect(width(interval(4 * successes, 4 * trials, 0.9))).toBeLessThan(plain);
        }),
      );
    });

    it("says nothing without trials, and refuses impossible counts", () => {
      expect(() => interval(3, 2, 0.9)).toThrow("3 of 2");
      expect(() => interval(-1, 2, 0.9)).toThrow(RangeError);
      expect(() => interval(0.5, 2, 0.9)).toThrow(RangeError);
      expect(() => interval(1, 2, 1)).toThrow("confidence");
      expect(interval(0, 0, 0.9)).toEqual({ low: 0, high: 1 });
    });
  });
}

/** Probability of `k` successes in `n` trials of chance `p`. */
function binomial(k: number, n: number, p: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value *= ((n - k + i) / i) * p;
  for (let i = 0; i < n - k; i++) value *= 1 - p;
  return value;
}

describe("coverage of the exact interval", () => {
  it("is never below the confidence, and is of the score interval near it", () => {
    const n = 22;
    const exact = Array.from({ length: n + 1 }, (_, k) => clopperPearsonInterval(k, n, 0.9));
    const score = Array.from({ length: n + 1 }, (_, k) => wilsonInterval(k, n, 0.9));
    let total = 0;
    for (let i = 1; i < 200; i++) {
      const p = i / 200;
      const covered = (intervals: typeof exact): number =>
        intervals.reduce((sum, { low, high }, k) => sum + (low <= p && p <= high ? binomial(k, n, p) : 0), 0);
      expect(covered(exact)).toBeGreaterThanOrEqual(0.9);
      total += covered(score) / 199;
    }
    expect(total).toBeGreaterThan(0.88);
    expect(total).toBeLessThan(0.93);
  });
});

const median = (x: Float64Array): number => quantile(x.toSorted(), 0.5);

describe("bootstrapInterval", () => {
  const stream = makeStream(7, 0, "sample");
  const values = Float64Array.from({ length: 400 }, () => 5 + 2 * stream.normal());

  it("agrees with the normal interval of a mean of 400 numbers", () => {
    const { low, high } = bootstrapInterval(values, { stream: makeStream(1, 0, "bootstrap"), confidence: 0.95 });
    const centre = mean(values);
    const deviation = Math.sqrt(mean(values.map((x) => (x - centre) * (x - centre))));
    expect((high - low) / (2 * 1.96 * (deviation / 20))).toBeCloseTo(1, 1);
    expect(0.5 * (low + high)).toBeCloseTo(centre, 1);
  });

  it("is the same for the same stream, and another for another", () => {
    const [first, again, other] = [3, 3, 4].map((seed) =>
      bootstrapInterval(values, { stream: makeStream(seed, 0, "bootstrap"), confidence: 0.9, resamples: 200 }),
    );
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("takes another statistic", () => {
    const { low, high } = bootstrapInterval(values, {
      stream: makeStream(1, 0, "bootstrap"),
      confidence: 0.9,
      resamples: 300,
      statistic: median,
    });
    const middle = median(values);
    expect(low).toBeLessThanOrEqual(middle);
    expect(high).toBeGreaterThanOrEqual(middle);
    expect(high - low).toBeLessThan(1);
  });

  it("refuses to start from nothing", () => {
    const options = { stream: makeStream(1, 0, "bootstrap"), confidence: 0.9 };
    expect(() => bootstrapInterval([], options)).toThrow("at least one");
    expect(() => bootstrapInterval([1], { ...options, confidence: 0 })).toThrow("confidence");
    expect(() => bootstrapInterval([1], { ...options, resamples: 0 })).toThrow("resamples");
  });
});
