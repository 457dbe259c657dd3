import { describe, expect, it } from "vitest";
import { type ClaimResult, findHolding, listSweeps, metricAt, previewMetric } from "./claim-sweeps.ts";

const parameter = (key: string, value: number): never =>
  ({ key, value, low: 0, high: 10, unit: "km", perUnit: 1000, status: "read", sources: ["paper"] }) as never;
const points = (...pairs: readonly (readonly [number, number])[]): never =>
  pairs.map(([value, share]) => ({ value, numbers: { share } })) as never;
const RESULT: ClaimResult = {
  metrics: { share: { value: 0.5, unit: "1" } },
  sensitivity: [
    { parameter: parameter("a.flat", 5), sweep: points([0, 0.5], [10, 0.5]) },
    { parameter: parameter("a.weak", 5), sweep: points([0, 0.45], [5, 0.5], [10, 0.55]) },
    { parameter: parameter("a.strong", 5), sweep: points([0, 0.1], [5, 0.5], [10, 0.7]) },
  ],
};

describe("what values do to a claim", () => {
  const [strong, weak] = listSweeps(RESULT, "share");

  it("lists what moves the metric, the strongest first, and nothing that does not", () => {
    expect(listSweeps(RESULT, "share").map(({ key }) => key)).toEqual(["a.strong", "a.weak"]);
  });

  it("reads a sweep between its points and not beyond its ends", () => {
    for (const [value, metric] of [
      [-1, 0.1],
      [2.5, 0.3],
      [5, 0.5],
      [7.5, 0.6],
      [99, 0.7],
    ] as const)
      expect(metricAt(strong!, value)).toBeCloseTo(metric, 12);
  });

  it("adds up what each value does by itself and keeps a share a share", () => {
    const at = (a: number, b: number): number =>
      previewMetric(0.5, [strong!, weak!], ({ key }) => (key === "a.strong" ? a : b), true);
    expect(at(5, 5)).toBe(0.5);
    expect(at(10, 10)).toBeCloseTo(0.75, 12);
    expect(previewMetric(0.98, [strong!], () => 10, true)).toBe(1);
    expect(previewMetric(0.98, [strong!], () => 10, false)).toBeCloseTo(1.18, 12);
  });

  it("finds the part of a range on which the claim holds, and where that turns", () => {
    const half = findHolding(strong!, { metric: "share", atLeast: 0.3 });
    expect(half.parts).toHaveLength(1);
    expect(half.parts[0]![0]).toBeCloseTo(2.5, 12);
    expect(half.parts[0]![1]).toBe(10);
    expect(half.turns).toEqual([half.parts[0]![0]]);
    const [from = 0, to = 0] = findHolding(strong!, { metric: "share", atLeast: 0.2, atMost: 0.6 }).parts[0] ?? [];
    expect(from).toBeCloseTo(1.25, 12);
    expect(to).toBeCloseTo(7.5, 12);
    expect(findHolding(strong!, { metric: "share", atLeast: 0.8 })).toEqual({ parts: [], turns: [] });
    expect(findHolding(strong!, { metric: "share", atMost: 0.8 })).toEqual({ parts: [[0, 10]], turns: [] });
  });
});
