// Ratio estimator and design effect: Cochran (1977), section 6.3; Kish (1965), section 5.4.
import { describe, expect, test } from "vitest";
import { makeStream } from "./random.ts";
import { clusterInterval, wilsonInterval } from "./statistics.ts";

describe("clusterInterval", () => {
  test("of clusters of one is Wilson's interval but for n - 1", () => {
    const parts = Array.from({ length: 400 }, (_, i) => Number(i % 4 === 0));
    const found = clusterInterval(
      parts,
      Array.from({ length: 400 }, () => 1),
      0.95,
    );
    const wilson = wilsonInterval(100, 400, 0.95);
    expect(found.low).toBeCloseTo(wilson.low, 3);
    expect(found.high).toBeCloseTo(wilson.high, 3);
  });

  test("counts clusters whose members go together once", () => {
    const parts = Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? 20 : 0));
    const found = clusterInterval(
      parts,
      Array.from({ length: 100 }, () => 20),
      0.95,
    );
    const wilson = wilsonInterval(25, 100, 0.95);
    expect(found.low).toBeCloseTo(wilson.low, 2);
    expect(found.high).toBeCloseTo(wilson.high, 2);
  });

  test("where nothing or everything happened is as wide as the clusters allow, and without members is everything", () => {
    expect(clusterInterval([0, 0, 0], [10, 10, 10], 0.95)).toEqual(wilsonInterval(0, 3, 0.95));
    expect(clusterInterval([10, 10], [10, 10], 0.95)).toEqual(wilsonInterval(2, 2, 0.95));
    expect(clusterInterval([0], [0], 0.95)).toEqual({ low: 0, high: 1 });
  });

  test("holds the truth in 95 % of samples of clusters that are alike inside", () => {
    let held = 0;
    for (let sample = 0; sample < 1000; sample++) {
      const stream = makeStream(11, sample, "clusters");
      const parts: number[] = [];
      const wholes: number[] = [];
      for (let i = 0; i < 60; i++) {
        const p = stream.uniform() < 0.5 ? 0.1 : 0.5;
        const whole = 5 + stream.integer(10);
        let part = 0;
        for (let k = 0; k < whole; k++) if (stream.uniform() < p) part++;
        parts.push(part);
        wholes.push(whole);
      }
      const { low, high } = clusterInterval(parts, wholes, 0.95);
      if (low <= 0.3 && 0.3 <= high) held++;
    }
    expect(held).toBeGreaterThan(925);
    expect(held).toBeLessThan(975);
  });
});
