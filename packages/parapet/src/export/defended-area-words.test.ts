import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Metric } from "../study/defended-area-summary.ts";
import type { PartHolding, Verdict } from "../study/verdict.ts";
import { describeVerdict, formatQuantity, formatShare, nameParameter, namePath } from "./defended-area-words.ts";

const metric = (value: number, low = value, high = value, unit = "1"): Metric => ({ value, low, high, unit });
const nameOf = (id: string): string => ({ "sm3-iia": "SM-3 Block IIA" })[id] ?? id;
const part = (path: string, holds: boolean): PartHolding => ({
  path,
  interceptor: "any",
  metric: metric(holds ? 1 : 0),
  holds,
  shareOfRange: Number(holds),
});
const verdict: Verdict = {
  verdict: "depends",
  margin: -0.2,
  shareOfRange: 0.4,
  metric: metric(0.7),
  criterion: { metric: "defendedPopulationShare", atLeast: 0.9 },
  parts: [part("minimum-energy", true), part("lofted", true), part("depressed", false)],
  deciding: {
    key: "sm3-iia.interceptFloor",
    unit: "km",
    low: 70,
    high: 150,
    value: 100,
    flip: 82.44,
    atLow: 1,
    atHigh: 0.2,
  },
};

describe("shares", () => {
  it.each([
    [0, "0 % (0 to 0)"],
    [1, "100 % (100 to 100)"],
    [0.5, "50 % (50 to 50)"],
    [0.99999, "99.9 % (99.9 to 99.9)"],
    [0.994, "99.4 % (99.4 to 99.4)"],
    [0.00001, "0.1 % (0.1 to 0.1)"],
  ])("%d is %s", (share, text) => expect(formatShare(metric(share), "en")).toBe(text));

  it("are never rounded to 0 or 100 when they are neither", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom("en" as const, "ja" as const), (s, l) => {
        const number = Number.parseFloat(formatShare(metric(s), l));
        expect(Math.abs(number - 100 * s)).toBeLessThanOrEqual(0.5 + 1e-9);
        if (s > 0) expect(number).toBeGreaterThan(0);
        if (s < 1) expect(number).toBeLessThan(100);
      }),
    );
  });

  it("have their interval in Japanese too", () => {
    expect(formatShare(metric(0.84, 0.61, 0.97), "ja")).toBe("84 %(61〜97)");
  });
});

describe("names", () => {
  it("of parameters are the system's and the value's", () => {
    expect(nameParameter("sm3-iia.interceptFloor", nameOf, "en")).toMatch(/SM-3 Block IIA.*lowest intercept altitude/);
    expect(nameParameter("sm3-iia.interceptFloor", nameOf, "ja")).toMatch(/SM-3 Block IIA.*最低迎撃高度/);
  });

  it("of paths exist in both languages, and an unknown one names itself", () => {
    expect(namePath("depressed", "en")).toBe("depressed");
    expect(namePath("depressed", "ja")).toBe("ディプレスト軌道");
    expect(namePath("skipping", "en")).toBe("skipping");
  });

  it("quantities have three figures and a unit, or none", () => {
    expect(formatQuantity(82.44, "km", "en")).toBe("82.4 km");
    expect(formatQuantity(0.5, "", "en")).toBe("0.5");
  });
});

describe("the sentence of a verdict", () => {
  it("says for which paths it holds and what it turns on", () => {
    expect(describeVerdict(verdict, nameOf, "en")).toBe(
      "Depends. Holds for minimum-energy and lofted flights; fails for depressed flights. " +
        "Turns on: SM-3 Block IIA: lowest intercept altitude; the verdict changes at 82.4 km, within 70 km to 150 km.",
    );
    const japanese = describeVerdict(verdict, nameOf, "ja");
    expect(japanese).toMatch(/^条件による。.*では成り立ち、ディプレスト軌道では成り立たない。決め手:/);
    expect(japanese).not.toMatch(/[a-z]{5}/);
  });

  it("says so when every path holds alone and not all together", () => {
    const parts = verdict.parts.slice(0, 2);
    expect(describeVerdict({ ...verdict, parts }, nameOf, "en")).toMatch(
      /Holds for minimum-energy and lofted flights each by itself, not for all of them together\./,
    );
    expect(describeVerdict({ ...verdict, parts }, nameOf, "ja")).toMatch(/すべてを合わせると成り立たない/);
  });

  it("says so when it holds on the whole and fails for one path", () => {
    const supported = { ...verdict, verdict: "supported", margin: 0.1 } as const;
    expect(describeVerdict(supported, nameOf, "en")).toMatch(
      /^Supported\. Holds on the whole, and for minimum-energy and lofted flights alone; fails for depressed flights alone\./,
    );
    expect(describeVerdict(supported, nameOf, "ja")).toMatch(
      /^裏付けられる。全体として、.*ディプレスト軌道だけでは成り立たない。/,
    );
  });

  it("holds or fails for all", () => {
    const all = verdict.parts.slice(0, 2);
    const supported = { ...verdict, verdict: "supported", margin: 0.1, parts: all } as const;
    expect(describeVerdict(supported, nameOf, "en")).toMatch(
      /^Supported\. Holds for minimum-energy and lofted flights\./,
    );
    const refuted = { ...verdict, verdict: "refuted", parts: verdict.parts.slice(2) } as const;
    expect(describeVerdict(refuted, nameOf, "en")).toMatch(/^Refuted\. Fails for depressed flights\./);
    expect(describeVerdict(refuted, nameOf, "ja")).toMatch(/^否定される。ディプレスト軌道のいずれでも成り立たない。/);
  });

  it("says what a range does that turns nothing", () => {
    const { flip: _, ...deciding } = verdict.deciding!;
    expect(describeVerdict({ ...verdict, deciding }, nameOf, "en")).toMatch(
      /no value of its range, 70 km to 150 km, changes the verdict, but it moves the answer from 100 % to 20 %/,
    );
  });

  it("names both bounds of a metric without parts", () => {
    const { deciding: _, ...plain } = verdict;
    const criterion = { metric: "trackTime", atLeast: 20, atMost: 60 };
    const told = { ...plain, parts: [], metric: metric(40, 30, 50, "s"), criterion };
    expect(describeVerdict(told, nameOf, "en")).toBe(
      "Depends. 40 s (30 s to 50 s) found, at least 20 s and at most 60 s asked.",
    );
    expect(describeVerdict(told, nameOf, "ja")).toBe("条件による。40 s(30 s〜50 s)、基準は20 s以上、60 s以下。");
  });
});
