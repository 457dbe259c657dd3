import { describe, expect, it } from "vitest";
import type { Assessment } from "../study/assess-flight.ts";
import { ANY_PLACE_m } from "../study/assess-standard-range.ts";
import type { AssessmentReason } from "../study/assess-verdict.ts";
import { describeAssessment, explainAssessment, explainBlocked, formatRange, formatTime } from "./assessment-words.ts";

const spread = (value: number) => ({ value, low: 0.9 * value, high: 1.1 * value });
const REASONS: readonly AssessmentReason[] = [
  { code: "time-within" },
  { code: "time-within-rounding" },
  { code: "boost-beyond-class", threat: "icbm-liquid", burnTime_s: 340 },
  { code: "apogee-rounded", apogee_m: 4_400_000 },
  { code: "time-below-bound", by_s: 59 },
  { code: "time-outside", by_s: 75 },
  { code: "excess-beyond-boost", by_s: 125, longestBoost_s: 300 },
  { code: "apogee-of-time", apogee_m: 7_710_000 },
  { code: "apogee-too-low", leastApogee_m: 71_800 },
  { code: "within-air" },
  { code: "no-time" },
  { code: "no-class", standardRange_m: 9_000_000 },
];
const assessment: Assessment = {
  verdict: "consistent",
  reasons: REASONS,
  lowerBound_s: 2080,
  simulatedFlightTime_s: spread(2188),
  standardRange_m: spread(6_300_000),
  standardRangeAlongBearing_m: spread(6_900_000),
  simulations: [],
  faults: { of: 0, reasons: {} },
  aim: { latitude_rad: 0, longitude_rad: 0, altitude_m: 0 },
};

describe("the words of an assessment", () => {
  it.each(["en", "ja"] as const)("say every reason in %s, each otherwise", (language) => {
    const sentences = explainAssessment(assessment, language, () => "THE CLASS");
    expect(new Set(sentences).size).toBe(REASONS.length);
    for (const sentence of sentences) expect(sentence).toMatch(language === "ja" ? /。$/ : /^[A-Z].*\.$/);
    expect(sentences[2]).toContain("THE CLASS");
    expect(sentences.join(" ")).not.toMatch(/undefined|NaN|icbm-liquid/);
  });

  it("say every verdict", () => {
    expect(describeAssessment("not-ballistic", "en")).toMatch(/^Not ballistic/);
    expect(describeAssessment("inconsistent", "ja")).toMatch(/合わない/);
    expect(explainBlocked("below-horizon", "ja")).toBe("水平線の下");
  });

  it("write times in minutes and seconds", () => {
    expect(formatTime(2219.6, "en")).toBe("37 min 00 s");
    expect(formatTime(59.4, "en")).toBe("59 s");
    expect(formatTime(-61, "ja")).toBe("1分01秒");
  });

  it("write what reaches half the way round as any place", () => {
    expect(formatRange({ value: 13e6, low: 9.7e6, high: ANY_PLACE_m }, "en")).toBe(
      "13,000 km (9,700 km to any place on Earth)",
    );
    expect(formatRange({ value: ANY_PLACE_m, low: ANY_PLACE_m, high: ANY_PLACE_m }, "ja")).toBe("地球上のどこでも");
  });
});
