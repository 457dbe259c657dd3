import { expect, test } from "vitest";
import { judgeExpectations } from "./expectations.ts";

const metrics = { share: { value: 0.873456, low: 0.8, high: 0.9, unit: "" } };

test("bounds include their ends", () => {
  const bounds = [
    { metric: "share", atLeast: 0.873456 },
    { metric: "share", atLeast: 0.8735 },
    { metric: "share", atMost: 0.873456 },
    { metric: "share", atLeast: 0.8, atMost: 0.85 },
  ];
  expect(judgeExpectations(bounds, metrics).map(({ holds }) => holds)).toEqual([true, false, true, false]);
});

test("what was found is told", () => {
  expect(judgeExpectations([{ metric: "share", atLeast: 0.99 }], metrics)).toEqual([
    { metric: "share", atLeast: 0.99, holds: false, text: "share at least 0.99: 0.8735 found" },
  ]);
});

test("a metric that does not exist does not hold", () => {
  for (const metric of ["shared", "toString"]) {
    expect(judgeExpectations([{ metric, atMost: 1 }], metrics)).toEqual([
      { metric, atMost: 1, holds: false, text: `${metric} at most 1: the study has no such metric, but share` },
    ]);
  }
});
