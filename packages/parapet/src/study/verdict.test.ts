import { describe, expect, it } from "vitest";
import type { CoverageSummary } from "./coverage-summary.ts";
import type { DefendedAreaSummary, GroupSummary, Metric } from "./defended-area-summary.ts";
import type { Parameter } from "./parameter.ts";
import { findTurns, judgeNumbers, judgeDefendedArea, marginOf } from "./verdict.ts";

const parameter: Parameter = {
  key: "x.floor",
  value: 100_000,
  low: 70_000,
  high: 150_000,
  status: "read",
  sources: [],
  unit: "km",
  perUnit: 1000,
  drawn: true,
};
const metric = (value: number): Metric => ({ value, low: value, high: value, unit: "1" });
const group = (value: number, draws: readonly number[]): GroupSummary => ({
  area: metric(value),
  population: metric(value),
  areaDraws: draws,
  populationDraws: draws,
});
const criterion = { metric: "defendedPopulationShare", atLeast: 0.9 };

function summary(total: GroupSummary, paths: readonly (readonly [string, GroupSummary])[]): DefendedAreaSummary {
  return {
    overall: [{ interceptor: "any", ...total }],
    paths: paths.map(([path, each]) => ({ path, interceptor: "any", ...each })),
    sensitivity: [
      {
        parameter,
        sweep: [
          { value: 70_000, people: 1, area_m2: 1 },
          { value: 100_000, people: 0.95, area_m2: 0.5 },
          { value: 150_000, people: 0.7, area_m2: 0.4 },
        ],
      },
    ],
  } as unknown as DefendedAreaSummary;
}

describe("a verdict on the defended share", () => {
  it("is supported when it holds with central values and in nine draws of ten", () => {
    const verdict = judgeDefendedArea(
      criterion,
      summary(group(0.95, Array(10).fill(0.95)), [["lofted", group(0.95, [0.95])]]),
    );
    expect(verdict.verdict).toBe("supported");
    expect(verdict.margin).toBeCloseTo(0.05, 12);
    expect(verdict.shareOfRange).toBe(1);
  });

  it("is refuted when no path and no draw holds", () => {
    const verdict = judgeDefendedArea(criterion, summary(group(0.2, [0.1, 0.3]), [["lofted", group(0.5, [0.5])]]));
    expect(verdict.verdict).toBe("refuted");
  });

  it("depends when one path holds and the whole does not", () => {
    const paths = [
      ["lofted", group(0.95, [0.95])],
      ["depressed", group(0.1, [0.1])],
    ] as const;
    const verdict = judgeDefendedArea(criterion, summary(group(0.1, [0.1]), paths));
    expect(verdict.verdict).toBe("depends");
    expect(verdict.parts.map(({ holds }) => holds)).toEqual([true, false]);
  });

  it("depends when it holds with central values but not in most draws", () => {
    const verdict = judgeDefendedArea(
      criterion,
      summary(group(0.95, [0.95, 0.5]), [["lofted", group(0.95, [0.95, 0.5])]]),
    );
    expect(verdict.verdict).toBe("depends");
    expect(verdict.shareOfRange).toBe(0.5);
  });

  it("names the turning point in the unit of the file", () => {
    const verdict = judgeDefendedArea(criterion, summary(group(0.95, [0.95]), [["lofted", group(0.95, [0.95])]]));
    // 0.95 at 100 km to 0.7 at 150 km: 0.9 at 110 km.
    expect(verdict.deciding?.flip).toBeCloseTo(110, 9);
    expect(verdict.deciding?.low).toBe(70);
  });

  it("refuses a metric that it does not judge", () => {
    const all = summary(group(0.95, [0.95]), []);
    expect(() => judgeDefendedArea({ metric: "leakage", atMost: 0.1 }, all)).toThrow(/got "leakage"/);
  });

  it("is judged against an upper bound too", () => {
    const low = summary(group(0.2, Array(10).fill(0.2)), [["lofted", group(0.2, [0.2])]]);
    const verdict = judgeDefendedArea({ metric: "defendedPopulationShare", atMost: 0.5 }, low);
    expect(verdict.verdict).toBe("supported");
    expect(verdict.margin).toBeCloseTo(0.3, 12);
  });

  it("takes the area where the claim is about area", () => {
    const verdict = judgeDefendedArea({ metric: "defendedAreaShare", atLeast: 0.45 }, summary(group(0.5, [0.5]), []));
    expect(verdict.deciding?.flip).toBeCloseTo(125, 9);
  });
});

describe("bounds", () => {
  it("count the nearer of two", () => {
    expect(marginOf({ metric: "m", atLeast: 1, atMost: 5 }, 2)).toBe(1);
    expect(marginOf({ metric: "m", atLeast: 1, atMost: 5 }, 4.5)).toBe(0.5);
    expect(marginOf({ metric: "m", atMost: 5 }, 7)).toBe(-2);
  });

  it("are not crossed where the criterion holds throughout", () => {
    const sweep = [
      { value: 0, metric: 1 },
      { value: 1, metric: 0.95 },
    ];
    expect(findTurns(criterion, sweep)).toEqual([]);
  });

  it("are crossed where the metric passes each of them, also both within one step", () => {
    const between = { metric: "m", atLeast: 1, atMost: 5 };
    const along = (...metrics: readonly number[]): readonly number[] =>
      findTurns(
        between,
        metrics.map((metric, value) => ({ value, metric })),
      );
    // From 3, inside and nearer to the lower bound, up to 13: it leaves at 5, a fifth of the way, not where the margins would meet.
    expect(along(3, 13)).toEqual([0.2]);
    expect(along(3, -7)).toEqual([0.2]);
    expect(along(-3, 13)).toEqual([0.25, 0.5]);
    expect(along(13, -3)).toEqual([0.5, 0.75]);
    expect(along(0, 1, 3)).toEqual([1]);
    expect(along(1, 5)).toEqual([]);
  });
});

describe("a verdict on coverage", () => {
  const coverage = {
    kind: "coverage",
    metrics: { trackTimeGain: { value: 40, low: 20, high: 60, unit: "s" } },
    draws: { trackTimeGain: [20, 30, 40, 50, 60] },
    sensitivity: [],
  } as unknown as CoverageSummary;

  it("weighs central value and draws", () => {
    expect(judgeNumbers({ metric: "trackTimeGain", atLeast: 10 }, coverage).verdict).toBe("supported");
    expect(judgeNumbers({ metric: "trackTimeGain", atLeast: 35 }, coverage).verdict).toBe("depends");
    expect(judgeNumbers({ metric: "trackTimeGain", atLeast: 100 }, coverage).verdict).toBe("refuted");
  });

  it("refuses a metric that the study does not have", () => {
    expect(() => judgeNumbers({ metric: "seen", atLeast: 1 }, coverage)).toThrow(
      /no metric "seen"; it has trackTimeGain/,
    );
  });
});
