import { describe, expect, it } from "vitest";
import { resolveStudyText, storyOf } from "../../test/samples/defended-area.ts";
import { describeReach, tellReach, writeReachFiles } from "../export/reach-report.ts";
import { toReport } from "../export/report.ts";
import { runReach } from "./reach.ts";
import {
  EnvelopeMaker,
  farthestReach,
  groundDistance,
  outlineEnvelope,
  placeInterceptor,
  timeWithin,
} from "./reach-envelope.ts";
import { ParameterList } from "./parameter-list.ts";
import { makeNominalRow } from "./parameter.ts";
import { judgeNumbers } from "./verdict.ts";

const STUDY = `kind: reach
name: near-and-far
title: { en: How far?, ja: どこまで届くか }
scenario: japan-2018
shooters:
  - { id: sm3, name: { en: SM-3, ja: SM-3 }, unit: araya, interceptor: sm3-iia }
  - { id: near, unit: araya, interceptor: thaad }
cues:
  - { id: own, name: { en: Own radar, ja: 自らのレーダー }, units: [araya] }
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-sunan]
aims:
  - { id: akita, name: { en: Akita, ja: 秋田 }, latitude: 39.7167 deg, longitude: 140.1167 deg }
  - { id: fukuoka, name: { en: Fukuoka, ja: 福岡 }, latitude: 33.6 deg, longitude: 130.4167 deg }
  - { id: guam, name: { en: Guam, ja: グアム }, latitude: 13.4757 deg, longitude: 144.7489 deg }
raid: { system: icbm-solid, warheads: warheadsRussia }
draws: 6
seed: 2
`;

const { study, hash } = resolveStudyText(STUDY);
if (study.kind !== "reach") throw new Error("a reach study was due");
const summary = runReach(study);
const valueOf = (metric: string): number => summary.metrics[metric]!.value;

describe("envelope", () => {
  const list = new ParameterList();
  const place = placeInterceptor(study.shooters.find(({ id }) => id === "sm3")!.interceptor, list);
  const envelope = new EnvelopeMaker(place).make(makeNominalRow(list.parameters));

  it("ends at the published floor, ceiling and range", () => {
    expect(farthestReach(envelope) / 1000).toBeGreaterThan(2100);
    expect(farthestReach(envelope) / 1000).toBeLessThanOrEqual(2200);
    expect(timeWithin(envelope, 500_000, 99_000)).toBe(Infinity);
    expect(timeWithin(envelope, 500_000, 1_001_000)).toBe(Infinity);
    expect(timeWithin(envelope, 500_000, 300_000)).toBeLessThan(300);
  });

  it("grows with time and lies inside itself", () => {
    const at = (time_s: number): number =>
      Math.max(...outlineEnvelope(envelope, time_s).map(({ distance_m }) => distance_m));
    expect(at(200)).toBeLessThan(at(400));
    expect(at(400)).toBeLessThan(at(Infinity));
  });

  it("a chord and its distance over the ground: half the circumference has the diameter", () => {
    expect(groundDistance(2 * 6371008.8)).toBeCloseTo(Math.PI * 6371008.8, 3);
  });
});

describe("reach study", () => {
  it("flies what the class reaches and names the rest", () => {
    expect(summary.flights.map(({ aim }) => aim)).toEqual(["akita", "fukuoka"]);
    expect(summary.missing.map(({ aim }) => aim)).toEqual(["guam"]);
  });

  it("touches a flight to its own feet, and more when it knows from the start than when it must see", () => {
    const akita = summary.flights[0]!.views["sm3"]!;
    expect(akita.spare_s["perfect"]!).toBeGreaterThan(akita.spare_s["own"]!);
    for (const row of ["touchedShare:perfect", "touchedShare:own"]) expect(summary.draws[row]).toHaveLength(6);
    summary.draws["touchedShare:own"]!.forEach((value, i) =>
      expect(value).toBeLessThanOrEqual(summary.draws["touchedShare:perfect"]![i]!),
    );
  });

  it("the longer arm touches what the shorter one does", () => {
    expect(valueOf("reachRatio")).toBeGreaterThan(10);
    expect(valueOf("reachRatio")).toBeLessThanOrEqual(11.05);
    expect(summary.flights[1]!.views["near"]!.spare_s["perfect"]).toBeUndefined();
    expect(judgeNumbers({ metric: "reachRatio", atLeast: 3 }, summary).verdict).toBe("supported");
  });

  it("bounds a raid by the rounds that can touch anything", () => {
    // 24 SM-3 IIA at the site; the scenario puts no THAAD there.
    expect(valueOf("roundsStated")).toBe(24);
    expect(valueOf("metAtMost")).toBeCloseTo(24 / 1420, 9);
    expect(valueOf("leakingAtLeast")).toBeCloseTo(1 - 24 / 1420, 9);
  });

  it("hears nothing over links that are not there", () => {
    const linked = resolveStudyText(
      STUDY.replace("units: [araya] }", "units: [patriot-naha], overLinks: true }"),
    ).study;
    if (linked.kind !== "reach") throw new Error("a reach study was due");
    expect(runReach(linked).metrics["touchedShareCued"]!.value).toBe(0);
  });

  it("refuses names that do not exist, each at its place", () => {
    const wrong = STUDY.replace("unit: araya, interceptor: thaad", "unit: aray, interceptor: thad");
    expect(() => resolveStudyText(wrong)).toThrow(/no unit .*aray.*no interceptor .*thad/s);
  });

  it("writes report, picture, ring and table in both languages", () => {
    const story = storyOf({ study, summary, hash });
    for (const language of ["en", "ja"] as const) {
      expect(describeReach({ ...story, language }).length).toBeGreaterThan(4);
      const html = toReport(tellReach({ ...story, language }));
      expect(html).toContain(language === "ja" ? "発射点ごとの割合" : "Shooter by shooter");
      expect(html).toContain("pp-touched");
    }
    const files = writeReachFiles({ ...story, language: "en" });
    expect(files["flights.csv"]!.split("\r\n")).toHaveLength(4);
    expect(JSON.parse(files["reach.geojson"]!)).toMatchObject({ type: "FeatureCollection" });
  });
});
