import { expect, test } from "vitest";
import { countFaults, tellFaults } from "./numerical-faults.ts";

const metric = (value: number) => ({ value, low: value, high: value, unit: "" });

test("a result without faults says nothing and keeps the count", () => {
  const faults = countFaults({ metrics: { a: metric(1) }, faults: { of: 999, reasons: {} } });
  expect(faults).toEqual({ count: 0, of: 1000, reasons: {} });
  expect(tellFaults(faults)).toBeUndefined();
});

test("one in a thousand is kept in the manifest, more is said first", () => {
  const of = (count: number) =>
    countFaults({ metrics: {}, faults: { of: 10_000, reasons: { "did-not-converge": count } } });
  expect(tellFaults(of(10))).toBeUndefined();
  expect(tellFaults(of(11))).toBe(
    "numerical faults: 11 of 10000 computations (0.11 %) did not come to an end: did-not-converge 11; the numbers below leave them out",
  );
});

test("a metric that is no number is a fault whatever the study says of itself", () => {
  const faults = countFaults({ metrics: { a: metric(1), b: metric(NaN), c: { ...metric(1), high: Infinity } } });
  expect(faults).toEqual({ count: 2, of: 3, reasons: { "metric-not-finite": 2 } });
  expect(tellFaults(faults)).toContain("metric-not-finite 2");
});
