import { describe, expect, it } from "vitest";
import { loadCatalogue, resolveStudyText, storyOf } from "../../test/samples/defended-area.ts";
import { describeCost, tellCost, writeCostFiles } from "../export/cost-report.ts";
import { toReport } from "../export/report.ts";
import { runCost } from "./cost.ts";
import { convertMoney, sumOf } from "./money.ts";
import { judgeNumbers } from "./verdict.ts";

const STUDY = `kind: cost
name: prices
title: { en: Prices, ja: 価格 }
scenario: japan-2018
year: 2018
money: money
series:
  id: site
  name: { en: One site, ja: 1基 }
  prices: [aegis-ashore-japan.perSite201704, aegis-ashore-japan.perSite201712, aegis-ashore-japan.perSite201807]
  claimed: aegis-ashore-japan.perSiteClaim201803
shares:
  - { id: preparation, name: { en: Preparation }, part: aegis-ashore-japan.preparation201803, whole: aegis-ashore-japan.defenceBudget201803 }
pairs:
  - { id: price, name: { en: Price }, yen: aegis-ashore-japan.perSiteClaim201803, dollars: aegis-ashore-japan.perSiteClaimDollars201803 }
  - { id: budget, name: { en: Budget }, yen: aegis-ashore-japan.defenceBudget201803, dollars: aegis-ashore-japan.defenceBudgetDollars201803 }
options:
  - { id: ashore, name: { en: Two sites }, count: 2, price: aegis-ashore-japan.perSite201704 }
  - { id: thaad-six, name: { en: Six THAAD }, count: 6, price: thaad.batteryCost }
raid: { missiles: 20, threat: nodong, interceptors: [sm3-iia] }
draws: 100
seed: 4
`;

const { study, hash } = resolveStudyText(STUDY);
if (study.kind !== "cost") throw new Error("a cost study was due");
const summary = runCost(
  study,
  new Map([["ashore", { nominal: 50e6, draws: Array.from({ length: 100 }, () => 40e6) }]]),
);
const valueOf = (metric: string): number => summary.metrics[metric]!.value;

describe("money", () => {
  const sum = { amount: 100, currency: "USD", year: 2009 };

  it("levels by the currency's own prices, then changes at the year's rate", () => {
    // CPI-U 214.54 in 2009 and 251.1 in 2018; 110.42 yen a dollar in 2018 (IMF).
    expect(convertMoney(sum, { currency: "USD", year: 2018 }, study.money)).toBeCloseTo((100 * 251.1) / 214.54, 9);
    expect(convertMoney(sum, { currency: "JPY", year: 2018 }, study.money)).toBeCloseTo(
      (100 * 251.1 * 110.42) / 214.54,
      6,
    );
  });

  it("comes back to itself", () => {
    const yen = convertMoney(sum, { currency: "JPY", year: 2009 }, study.money);
    const back = convertMoney(
      { amount: yen, currency: "JPY", year: 2009 },
      { currency: "USD", year: 2009 },
      study.money,
    );
    expect(back).toBeCloseTo(100, 9);
  });

  it("refuses other currencies, years without a rate and prices without a year", () => {
    expect(() => convertMoney({ ...sum, currency: "EUR" }, { currency: "JPY", year: 2018 }, study.money)).toThrow(
      /EUR/,
    );
    expect(() => convertMoney(sum, { currency: "JPY", year: 1950 }, study.money)).toThrow(/1950/);
    const { priceYear: _year, ...undated } = loadCatalogue().quantity("thaad", "batteryCost")!;
    expect(() => sumOf(undated)).toThrow(/thaad.batteryCost has no year/);
  });
});

describe("cost study", () => {
  it("takes the last price published before the claim", () => {
    expect(valueOf("publishedPrice")).toBe(100);
    expect(valueOf("priceRatio")).toBe(1);
    expect(valueOf("pricesNearClaim")).toBe(1);
    expect(summary.series.map(({ date }) => date)).toEqual(["2017-04", "2017-12", "2018-07"]);
  });

  it("about the price depends on the date: it turns a tenth below and above the claim", () => {
    const verdict = judgeNumbers({ metric: "priceRatio", atLeast: 0.9, atMost: 1.1 }, summary);
    expect(verdict.verdict).toBe("depends");
    // 90 to 110 of 80 to 134: 20 of 54.
    expect(verdict.shareOfRange).toBeCloseTo(20 / 54, 1);
    expect(verdict.deciding?.flip).toBeCloseTo(90, 6);
  });

  it("gives the preparation's share of the budget and the rate the report used", () => {
    expect(valueOf("part:preparation")).toBeCloseTo((100 * 730e6) / 5.19e12, 9);
    expect(valueOf("yenPerDollar:price")).toBeCloseTo(100e9 / 941e6, 6);
    expect(valueOf("rateSpread")).toBeLessThan(0.1);
  });

  it("reproduces 160 against 750 billion yen, prices of April 2017, and their ratio", () => {
    const inflation = 100 / 99.02;
    expect(valueOf("total:ashore")).toBeCloseTo(160 * inflation, 6);
    expect(valueOf("total:thaad-six")).toBeCloseTo(750 * inflation, 6);
    expect(valueOf("costRatio")).toBeCloseTo(750 / 160, 9);
  });

  it("shares a price among the people defended, draw by draw", () => {
    expect(valueOf("perPerson:ashore")).toBeCloseTo((1e9 * valueOf("total:ashore")) / 50e6, 6);
    summary.draws["perPerson:ashore"]!.forEach((value, i) =>
      expect(value).toBeCloseTo((1e9 * summary.draws["total:ashore"]![i]!) / 40e6, 6),
    );
  });

  it("prices one more missile of the raid", () => {
    expect(valueOf("perMissile:sm3-iia")).toBeCloseTo(2 * 40, 9);
    expect(valueOf("raidRounds:sm3-iia")).toBe(40);
    expect(valueOf("exchangeRatio:sm3-iia")).toBeCloseTo(80 / ((10 * 251.1) / 240.01), 9);
  });

  it("refuses what is no price and what has no year, at its place", () => {
    const wrong = STUDY.replace("price: thaad.batteryCost", "price: thaad.range").replace(
      "perSite201712",
      "perSite201711",
    );
    expect(() => resolveStudyText(wrong)).toThrow(/no such number.*a price is due/s);
  });

  it("writes report and tables in both languages", () => {
    const story = storyOf({ study, summary, hash });
    for (const language of ["en", "ja"] as const) {
      expect(describeCost({ ...story, language })).toHaveLength(7);
      const html = toReport(tellCost({ ...story, language }));
      expect(html).toContain(language === "ja" ? "日付ごとの公表価格" : "Published prices by date");
      expect(html).toContain(language === "ja" ? "1,340億円" : "134 bn JPY");
    }
    expect(writeCostFiles({ ...story, language: "en" })["series.csv"]!.split("\r\n")).toHaveLength(5);
  });
});
