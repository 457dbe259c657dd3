import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveStudyText, storyOf } from "../../test/samples/defended-area.ts";
import { describeBoosterFall, tellBoosterFall, writeBoosterFallFiles } from "../export/booster-fall-report.ts";
import { toReport } from "../export/report.ts";
import { runBoosterFall } from "./booster-fall.ts";
import type { Territory } from "./territory.ts";

const STUDY = `kind: booster-fall
name: boosters
title: { en: Where?, ja: どこに }
scenario: japan-2018
boosters:
  - { id: mutsumi, name: { en: Mutsumi, ja: むつみ }, unit: mutsumi, interceptor: sm3-iia }
  - { id: araya, unit: araya, interceptor: sm3-iia }
azimuths: [300 deg]
elevations: [60 deg, 80 deg]
within: 1 km
wind:
  - { altitude: 0 m, east: 4 m/s, north: 0 m/s }
  - { altitude: 10 km, east: 40 m/s, north: 0 m/s }
windFactors: [0.5, 2]
falls: 20
draws: 6
seed: 3
`;
const root = resolve(import.meta.dirname, "../../../..");
const land = (
  JSON.parse(readFileSync(`${root}/catalogue/geography/japan-prefectures.json`, "utf8")) as {
    features: { geometry: Territory["geometry"] }[];
  }
).features.map(({ geometry }) => geometry);
const territories = land.map((geometry) => ({ name: "land", geometry }));
const { study, hash } = resolveStudyText(STUDY);
if (study.kind !== "booster-fall") throw new Error("a study of falling boosters was due");
const summary = runBoosterFall(study, territories);
const valueOf = (metric: string): number => summary.metrics[metric]!.value;

describe("study of falling boosters", () => {
  it("finds nothing but land around the inland site, and sea within reach of the one on the coast", () => {
    expect(valueOf("landShare:mutsumi")).toBe(1);
    expect(valueOf("landShare:araya")).toBeGreaterThan(0.4);
    expect(valueOf("landShareLeast")).toBe(Math.min(valueOf("landShare:mutsumi"), valueOf("landShare:araya")));
    expect(valueOf("withinShare:mutsumi") + valueOf("outsideOnLandShare:mutsumi")).toBeCloseTo(1, 12);
  });
  it("puts stages some hundred metres to some kilometres off, the lower the shot the farther", () => {
    expect(valueOf("middleDistance:mutsumi")).toBeGreaterThan(0.1);
    expect(valueOf("farDistance:mutsumi")).toBeLessThan(6);
    const [low, high] = summary.boosters[0]!.falls;
    expect(low!.ellipse.most.semiMajor_m).toBeGreaterThan(high!.ellipse.most.semiMajor_m);
  });
  it("turns most on how long the first stage burns", () => {
    const swings = summary.sensitivity.map(({ parameter, sweep }) => {
      const values = sweep.map(({ numbers }) => numbers["farDistance:mutsumi"]!);
      return { key: parameter.key, swing: Math.max(...values) - Math.min(...values) };
    });
    expect(swings.toSorted((a, b) => b.swing - a.swing)[0]!.key).toBe("sm3-iia.boosterBurnTime");
    expect(swings.map(({ key }) => key)).not.toContain("sm3-iia.range");
  });
  it("gives the same numbers again", () => {
    expect(runBoosterFall(study, territories).metrics).toEqual(summary.metrics);
  });
  it("refuses an interceptor of whose booster nothing is known, and a unit that is not there", () => {
    const wrong = STUDY.replace("unit: araya, interceptor: sm3-iia", "unit: aray, interceptor: thaad");
    expect(() => resolveStudyText(wrong)).toThrow(/no unit .*aray.*has no boosterBurnTime, boosterMass/s);
    expect(() => resolveStudyText(STUDY.replace("[0.5, 2]", "[2, 0.5]"))).toThrow(/must not be above/);
  });
  it("writes report, maps and tables in both languages", () => {
    const story = storyOf({ study, summary, hash });
    for (const language of ["en", "ja"] as const) {
      expect(describeBoosterFall({ ...story, language })).toHaveLength(4);
      const html = toReport(tellBoosterFall({ ...story, language }, land as never));
      expect(html).toContain(language === "ja" ? "方向と仰角ごと" : "By direction and elevation");
      expect(html.match(/pp-fall/g)!.length).toBeGreaterThan(40);
    }
    const files = writeBoosterFallFiles({ ...story, language: "en" });
    expect(files["falls.csv"]!.split("\r\n")).toHaveLength(6);
    const { features } = JSON.parse(files["falls.geojson"]!) as { features: readonly { geometry: { type: string } }[] };
    expect(features.filter(({ geometry }) => geometry.type === "Polygon")).toHaveLength(4);
  });
});
