import { announceFaults, describeFaults } from "parapet";
import { expect, test } from "vitest";
import { countFaults } from "./numerical-faults.ts";

const metric = (value: number) => ({ value, low: value, high: value, unit: "" });

test("a result without faults says nothing and keeps the count", () => {
  const faults = countFaults({ metrics: { a: metric(1) }, faults: { of: 999, reasons: {} } });
  expect(faults).toEqual({ count: 0, of: 1000, reasons: {} });
  expect(announceFaults(faults, "en")).toBeUndefined();
  expect(describeFaults(faults, "en")).toBe("Numerical faults: none in 1,000 computations.");
  expect(describeFaults(faults, "ja")).toBe("数値計算の不成立: 1,000件中なし。");
});

test("one in a thousand is kept in the manifest, more is said first", () => {
  const of = (count: number) =>
    countFaults({ metrics: {}, faults: { of: 10_000, reasons: { "did-not-converge": count } } });
  expect(announceFaults(of(10), "en")).toBeUndefined();
  expect(announceFaults(of(11), "en")).toBe(
    "Numerical faults: 11 of 10,000 computations (0.11 %) did not come about: no convergence 11; the numbers leave them out.",
  );
  expect(announceFaults(of(11), "ja")).toBe(
    "数値計算の不成立: 10,000件中11件(0.11 %)。理由: 収束せず 11件。数値には含めていない。",
  );
});

test("a metric that is no number is a fault whatever the study says of itself", () => {
  const faults = countFaults({ metrics: { a: metric(1), b: metric(NaN), c: { ...metric(1), high: Infinity } } });
  expect(faults).toEqual({ count: 2, of: 3, reasons: { "metric-not-finite": 2 } });
  expect(announceFaults(faults, "en")).toContain("metric not finite 2");
});
