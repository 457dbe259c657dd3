import { beforeAll, describe, expect, it } from "vitest";
import { loadSmallShared, resolveStudyText, storyOf } from "../../test/samples/defended-area.ts";
import { loadHighs } from "../../test/samples/highs.ts";
import { describeSiting, tellSiting, writeSitingFiles } from "../export/siting-report.ts";
import { toReport } from "../export/report.ts";
import { listCandidates } from "./site-cover.ts";
import { type MapSiting, runSiting, type SitingSummary, SitingWorker } from "./siting.ts";

const STUDY = `kind: siting
name: few
title: { en: How few?, ja: 何か所か }
scenario: japan-2018
options:
  - id: disc
    name: { en: Disc, ja: 円 }
    interceptor: thaad
    radar: tpy2-terminal
    candidates: { on: land, spacing: 200 km }
    covers: range
    price: thaad.batteryCost
  - id: ashore
    name: { en: Ashore, ja: 陸上 }
    interceptor: sm3-iia
    radar: spy7-japan
    candidates:
      places:
        - { id: akita, name: { en: Akita, ja: 秋田 }, latitude: 39.7 deg, longitude: 140.1 deg }
        - { id: hagi, name: { en: Hagi, ja: 萩 }, latitude: 34.5 deg, longitude: 131.6 deg }
    share: 0.5
    price: aegis-ashore-japan.perSite201807
require: { share: 0.6, of: people }
threats: [mrbm]
trajectories: [lofted]
launchRegions: [north-korea-sunan]
grid: 150 km
year: 2018
money: money
draws: 0
seed: 3
`;

const { study, hash } = resolveStudyText(STUDY);
if (study.kind !== "siting") throw new Error("a siting study was due");
const { prefectures, places } = loadSmallShared();
const ground = { prefectures, places, land: [] };
const makeMap = (): MapSiting => {
  const worker = new SitingWorker({ study, ground }, loadHighs);
  return async (tasks) => {
    const answers = [];
    for (const task of tasks) answers.push(await worker.run(task));
    return answers;
  };
};
let summary: SitingSummary;
beforeAll(async () => {
  summary = await runSiting(study, ground, makeMap());
}, 60_000);
const option = (id: string): SitingSummary["options"][number] => summary.options.find((each) => each.id === id)!;

describe("siting study", () => {
  it("candidates stand on a grid over land, or at the places of a list", () => {
    expect(listCandidates(study.options[0]!, ground).length).toBe(option("disc").candidates);
    expect(option("disc").candidates).toBeGreaterThan(10);
    expect(option("ashore").candidates).toBe(2);
  });

  it("the curve of cover rises and meets the share at the fewest sites, proven", () => {
    const { curve, sites, bound, isProven } = option("disc");
    curve.forEach((share, k) => expect(share).toBeGreaterThanOrEqual((curve[k - 1] ?? 0) - 1e-9));
    expect(isProven).toBe(true);
    expect(bound).toBe(sites);
    expect(curve[sites!]!).toBeGreaterThanOrEqual(0.6);
    expect(curve[sites! - 1]!).toBeLessThan(0.6);
  });

  it("plans have the number found; runners-up differ and cover no more", () => {
    const { plans, sites } = option("disc");
    expect(plans.length).toBeGreaterThan(1);
    for (const plan of plans) expect(plan.sites.length).toBeLessThanOrEqual(sites!);
    expect(plans[1]!.share).toBeLessThanOrEqual(plans[0]!.share + 1e-6);
    expect(plans[1]!.sites).not.toEqual(plans[0]!.sites);
    const { curve, lastAdds } = option("disc");
    expect(lastAdds!).toBeCloseTo(curve[sites!]! - curve[sites! - 1]!, 4);
  });

  it("prices the sites: number times price, in yen of the year", () => {
    const { sites } = option("ashore");
    expect(summary.metrics["cost:ashore"]!.value).toBeCloseTo(sites! * 134, 6);
    const ratio = summary.metrics["cost:ashore"]!.value / summary.metrics["cost:disc"]!.value;
    expect(summary.metrics["costRatio"]!.value).toBeCloseTo(ratio, 9);
  });

  it("draws move counts and prices, and both ends of each parameter are asked about", async () => {
    const { kind: _kind, ...rest } = study;
    const drawn = { ...rest, kind: "siting" as const, draws: 1, options: [study.options[0]!] };
    const asked: string[] = [];
    const found = await runSiting(drawn, ground, async (tasks) => {
      asked.push(...tasks.flatMap(({ values }) => Object.keys(values).filter(() => Object.keys(values).length === 1)));
      const worker = new SitingWorker({ study: drawn, ground }, loadHighs);
      return Promise.all(tasks.map((task) => worker.run({ ...task, detail: false })));
    });
    // A disc knows nothing but the range.
    expect([...new Set(asked)]).toEqual(["thaad.range"]);
    const [{ sweep } = { sweep: [] }] = found.sensitivity;
    expect(sweep[0]!.numbers["sites"]!).toBeGreaterThanOrEqual(sweep.at(-1)!.numbers["sites"]!);
    expect(found.draws["cost:disc"]).toHaveLength(1);
  }, 60_000);

  it("asks whoever maps: the same study gives the same answer, in any order", async () => {
    const map = makeMap();
    const backwards: MapSiting = async (tasks) => (await map(tasks.toReversed())).toReversed();
    expect(await runSiting(study, ground, backwards)).toEqual(summary);
  }, 60_000);

  it("refuses what does not exist and a grid without spacing, at its place", () => {
    expect(() => resolveStudyText(STUDY.replace("interceptor: thaad", "interceptor: thad"))).toThrow(
      /no interceptor .*thad/,
    );
    expect(() => resolveStudyText(STUDY.replace("on: land, spacing: 200 km", "on: land"))).toThrow(/spacing/);
    expect(() => resolveStudyText(STUDY.replace("thaad.batteryCost", "thaad.range"))).toThrow(/a price/);
  });

  it("writes report, plans and curve in both languages", () => {
    const story = storyOf({ study, summary, hash });
    for (const language of ["en", "ja"] as const) {
      expect(describeSiting({ ...story, language })).toHaveLength(4);
      const html = toReport(tellSiting({ ...story, language }));
      expect(html).toContain(language === "ja" ? "案ごとの最少数" : "Fewest sites by option");
      expect(html).toContain("pp-curve-1");
    }
    const files = writeSitingFiles({ ...story, language: "en" });
    expect(JSON.parse(files["plans.geojson"]!)).toMatchObject({ type: "FeatureCollection" });
    expect(files["curve.csv"]!).toContain("disc,0,");
  });
});
