import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeStream } from "./random.ts";
import { mean } from "./statistics.ts";

const SIZE = 20_000;
const draw = (seed: number, trial: number, purpose: string, of: "uniform" | "normal"): Float64Array => {
  const stream = makeStream(seed, trial, purpose);
  return Float64Array.from({ length: SIZE }, () => stream[of]());
};
const correlation = (a: Float64Array, b: Float64Array): number => {
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i]! - ma) * (b[i]! - mb);
    aa += (a[i]! - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
};

describe("makeStream", () => {
  it("gives the same numbers for the same key and others for any other", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(0xffffffff), fc.string(), (seed, trial, purpose) => {
        const first = makeStream(seed, trial, purpose);
        const again = makeStream(seed, trial, purpose);
        for (let i = 0; i < 10; i++) expect(again.uniform()).toBe(first.uniform());
        const value = makeStream(seed, trial, purpose).uniform();
        expect(makeStream((seed ^ 1) >>> 0, trial, purpose).uniform()).not.toBe(value);
        expect(makeStream(seed, (trial ^ 1) >>> 0, purpose).uniform()).not.toBe(value);
        expect(makeStream(seed, trial, `${purpose}.`).uniform()).not.toBe(value);
      }),
    );
  });

  it("is not moved by what other streams draw", () => {
    const alone = makeStream(1, 2, "a");
    const expected = [alone.uniform(), alone.normal(), alone.integer(10)];
    const beside = makeStream(1, 2, "a");
    const other = makeStream(1, 2, "b");
    const found: number[] = [];
    for (const next of [() => beside.uniform(), () => beside.normal(), () => beside.integer(10)]) {
      other.normal();
      found.push(next());
    }
    expect(found).toEqual(expected);
  });

  it("has uncorrelated neighbours: seeds, trials, purposes, and one number and the next", () => {
    const base = draw(1, 0, "noise", "uniform");
    const limit = 4 / Math.sqrt(SIZE);
    expect(Math.abs(correlation(base, draw(2, 0, "noise", "uniform")))).toBeLessThan(limit);
    expect(Math.abs(correlation(base, draw(1, 1, "noise", "uniform")))).toBeLessThan(limit);
    expect(Math.abs(correlation(base, draw(1, 0, "noise2", "uniform")))).toBeLessThan(limit);
    expect(Math.abs(correlation(base.subarray(1), base.subarray(0, SIZE - 1)))).toBeLessThan(limit);
  });

  it("refuses keys that are no whole numbers of 32 bits", () => {
    expect(() => makeStream(-1, 0, "a")).toThrow("seed");
    expect(() => makeStream(0, 2 ** 32, "a")).toThrow("trial");
    expect(() => makeStream(0.5, 0, "a")).toThrow("got 0.5");
  });
});

describe("uniform", () => {
  it("fills [0, 1) evenly", () => {
    const values = draw(3, 1, "even", "uniform");
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true);
    // Largest distance from the straight line (Kolmogorov), 99.9 % of samples below 1.95 / sqrt n.
    const sorted = values.toSorted();
    let farthest = 0;
    sorted.forEach((x, i) => (farthest = Math.max(farthest, Math.abs(x - (i + 0.5) / SIZE))));
    expect(farthest).toBeLessThan(1.95 / Math.sqrt(SIZE));
  });
});

describe("normal", () => {
  it("has mean 0, variance 1, no skew, and the tails of the normal", () => {
    const values = draw(3, 1, "bell", "normal");
    const moment = (k: number): number => mean(values.map((x) => x ** k));
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(SIZE));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / SIZE));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / SIZE));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / SIZE));
    const beyond2 = values.filter((x) => Math.abs(x) > 1.96).length / SIZE;
    expect(Math.abs(beyond2 - 0.05)).toBeLessThan(0.006);
  });
});

describe("integer", () => {
  it("gives each of n numbers equally often", () => {
    const stream = makeStream(5, 0, "dice");
    const counts = new Float64Array(7);
    for (let i = 0; i < 14_000; i++) counts[stream.integer(7)]!++;
    // Chi squared with 6 degrees of freedom: 99.9 % below 22.5.
    expect(counts.reduce((sum, c) => sum + (c - 2000) ** 2 / 2000, 0)).toBeLessThan(22.5);
  });

  it("takes any n from 1 to 2^32, and nothing else", () => {
    const stream = makeStream(5, 0, "dice");
    expect(stream.integer(1)).toBe(0);
    expect(stream.integer(2 ** 32)).toBeLessThan(2 ** 32);
    for (const n of [0, -3, 1.5, 2 ** 32 + 1, Number.NaN]) expect(() => stream.integer(n)).toThrow(RangeError);
  });
});
