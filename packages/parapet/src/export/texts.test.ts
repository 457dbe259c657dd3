import { describe, expect, test } from "vitest";
import { MESSAGES_EN, type MessageKey } from "./messages-en.ts";
import { MESSAGES_JA } from "./messages-ja.ts";
import { makeTexts } from "./texts.ts";

const keys = Object.keys(MESSAGES_EN) as MessageKey[];

/** Names of the places that a message has. */
function placesOf(message: string): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]!))].sort();
}

describe("messages", () => {
  test("both languages have the same keys, none empty", () => {
    expect(Object.keys(MESSAGES_JA)).toEqual(keys);
    for (const key of keys) expect(MESSAGES_JA[key].trim() && MESSAGES_EN[key].trim()).not.toBe("");
  });

  test("both languages fill the same places, and every message can be filled", () => {
    for (const key of keys) {
      const places = placesOf(MESSAGES_EN[key]);
      const values = Object.fromEntries(places.map((name) => [name, 3]));
      expect(makeTexts("en").say(key, values), key).not.toMatch(/[{}]/);
      expect(makeTexts("ja").say(key, values), key).not.toMatch(/[{}]/);
      expect(placesOf(MESSAGES_JA[key]), key).toEqual(places);
    }
  });

  test("English counts in singular and plural", () => {
    const { say } = makeTexts("en");
    expect(say("map.outside", { count: 1 })).toBe("1 small island lies outside the frame.");
    expect(say("map.outside", { count: 2 })).toBe("2 small islands lie outside the frame.");
  });

  test("texts that look like markup or messages are left as they are", () => {
    expect(makeTexts("en").say("report.reportedByUndated", { outlet: "<b>{x}</b> '' #" })).toBe("<b>{x}</b> '' #");
  });
});

describe("numbers", () => {
  const en = makeTexts("en");
  const ja = makeTexts("ja");

  test("shares have their interval, and are 0 or 100 only when they are", () => {
    expect(en.share({ value: 0.84, low: 0.61, high: 0.972 })).toBe("84 % (61 to 97)");
    expect(ja.share({ value: 0.84, low: 0.61, high: 0.972 })).toBe("84 %（61～97）");
    expect([0, 1e-5, 0.004, 0.04, 0.994, 0.99999, 1].map(en.percent)).toEqual(["0", "< 0.1", "0.4", "4", "99.4", "> 99.9", "100"]); // prettier-ignore
    expect(en.share({ value: -0 })).toBe("0 %");
  });

  test("dates are as exact as they are given", () => {
    expect(["2018", "2018-08", "2018-08-29", "about 2018"].map(en.date)).toEqual([
      "2018",
      "August 2018",
      "29 August 2018",
      "about 2018",
    ]);
    expect(["2018", "2018-08", "2018-08-29"].map(ja.date)).toEqual(["2018年", "2018年8月", "2018年8月29日"]);
  });
});

describe("quantity", () => {
  test("powers and signs are written as readers write them, names are left alone", () => {
    const { quantity } = makeTexts("en");
    expect(quantity("3,000 kg/m^2 to -6 kg/m^3")).toBe("3,000 kg/m² to −6 kg/m³");
    expect(quantity("2 mm^22")).toBe("2 mm^22");
    expect(quantity("SM-3, 2018-08")).toBe("SM-3, 2018-08");
  });
});
