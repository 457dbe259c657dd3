import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { associateJointly, associateNearest } from "./association.ts";

/** Probabilities by listing every joint event. */
function listEvents(scores: readonly number[], tracks: number, detections: number): number[] {
  const values = Array.from({ length: tracks * (detections + 1) }, () => 0);
  let total = 0;
  const choose = (i: number, weight: number, choice: readonly number[]): void => {
    if (i === tracks) {
      total += weight;
      choice.forEach((j, t) => (values[t * (detections + 1) + j]! += weight));
      return;
    }
    choose(i + 1, weight, [...choice, detections]);
    for (let j = 0; j < detections; j++) {
      const s = scores[i * detections + j]!;
      if (s > -Infinity && !choice.includes(j)) choose(i + 1, weight * Math.exp(s), [...choice, j]);
    }
  };
  choose(0, 1, []);
  return values.map((v) => v / total);
}

const score = fc.oneof(fc.double({ min: -6, max: 12, noNaN: true }), fc.constant(-Infinity));
const table = fc
  .record({ tracks: fc.integer({ min: 1, max: 4 }), detections: fc.integer({ min: 0, max: 4 }) })
  .chain(({ tracks, detections }) =>
    fc
      .array(score, { minLength: tracks * detections, maxLength: tracks * detections })
      .map((scores) => ({ tracks, detections, scores })),
  );

describe("associateJointly", () => {
  it("gives what listing every joint event gives", () => {
    fc.assert(
      fc.property(table, ({ tracks, detections, scores }) => {
        const { values, exact } = associateJointly(scores, tracks, detections);
        expect(exact).toBe(true);
        listEvents(scores, tracks, detections).forEach((v, k) => expect(values[k]).toBeCloseTo(v, 10));
      }),
      { numRuns: 500 },
    );
  });

  it("says when a cluster is too large to sum, with rows that still add to 1", () => {
    const scores = Array.from({ length: 20 * 20 }, (_, k) => (k % 21 === 0 ? 10 : 0));
    const { values, exact } = associateJointly(scores, 20, 20);
    expect(exact).toBe(false);
    for (let i = 0; i < 20; i++) {
      const row = values.subarray(i * 21, i * 21 + 21);
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      expect(row[i]).toBeGreaterThan(0.9);
    }
  });

  it("does not overflow on certain pairs", () => {
    expect([...associateJointly([900, -Infinity, -Infinity, 950], 2, 2).values]).toEqual([1, 0, 0, 0, 1, 0]);
  });
});

describe("associateNearest", () => {
  it("reaches the largest sum that any pairing reaches", () => {
    const best = (scores: readonly number[], tracks: number, detections: number, i = 0, used = 0): number => {
      if (i === tracks) return 0;
      let top = best(scores, tracks, detections, i + 1, used);
      for (let j = 0; j < detections; j++)
        if ((used & (1 << j)) === 0)
          top = Math.max(top, scores[i * detections + j]! + best(scores, tracks, detections, i + 1, used | (1 << j)));
      return top;
    };
    fc.assert(
      fc.property(table, ({ tracks, detections, scores }) => {
        const found = [...associateNearest(scores, tracks, detections)];
        const taken = found.filter((j) => j >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        const sum = found.reduce((total, j, i) => total + (j < 0 ? 0 : scores[i * detections + j]!), 0);
        expect(sum).toBeCloseTo(best(scores, tracks, detections), 9);
      }),
      { numRuns: 500 },
    );
  });

  it("takes the pairing of the largest sum, not the best first", () => {
    // Track 0 likes both; the greedy choice 0-0 would leave track 1 with nothing.
    expect([...associateNearest([10, 9, 8, -Infinity], 2, 2)]).toEqual([1, 0]);
  });

  it("leaves a track without detection rather than take one that other causes explain better", () => {
    expect([...associateNearest([-2, 3], 2, 1)]).toEqual([-1, 0]);
    expect([...associateNearest([-2], 1, 1)]).toEqual([-1]);
    expect([...associateNearest([], 2, 0)]).toEqual([-1, -1]);
  });
});
