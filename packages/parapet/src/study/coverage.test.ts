import { describe, expect, it } from "vitest";
import { resolveStudyText } from "../../test/samples/defended-area.ts";
import { writeCoverageFiles } from "../export/coverage-files.ts";
import { tellCoverage } from "../export/coverage-report.ts";
import { describeCoverage } from "../export/coverage-words.ts";
import { toReport } from "../export/report.ts";
import { runCoverage } from "./coverage.ts";
import { summariseCoverage } from "./coverage-summary.ts";

const STUDY = `kind: coverage
name: seen-from-afar
title: { en: Who sees a flight to Osaka? }
scenario: japan-2018
sets:
  - { id: shariki, units: [tpy2-shariki] }
  - { id: both, units: [tpy2-shariki, tpy2-kyogamisaki] }
  - { id: naha, name: { en: Naha, ja: 那覇 }, units: [patriot-naha] }
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-kusong]
aims:
  - { id: osaka, name: { en: Osaka, ja: 大阪 }, latitude: 34.6938 deg, longitude: 135.5011 deg }
  - { id: fukuoka, name: { en: Fukuoka, ja: 福岡 }, latitude: 33.6 deg, longitude: 130.4167 deg }
  - { id: guam, name: { en: Guam, ja: グアム }, latitude: 13.4757 deg, longitude: 144.7489 deg }
draws: 6
seed: 2
`;

const { study, hash } = resolveStudyText(STUDY);
if (study.kind !== "coverage") throw new Error("a coverage study was due");
const result = runCoverage(study);
const summary = summariseCoverage(result, study);
const story = {
  study,
  result,
  summary,
  nameOf: (id: string) => id,
  sourceOf: (id: string) => ({ id, title: id }),
  hash,
  version: "0.0.0",
  command: "parapet run studies/seen-from-afar.yaml",
};

describe("coverage study", () => {
  it("flies to what the class reaches and says why the rest does not exist", () => {
    expect(summary.flights.map(({ aim }) => aim)).toEqual(["fukuoka", "osaka"]);
    expect(summary.missing.map(({ aim, reason }) => `${aim} ${reason}`)).toEqual(["guam beyond-reach"]);
  });

  it("two radars see at least what each of them sees, as early and as long", () => {
    for (const { views } of summary.flights) {
      expect(views["both"]!.firstTrack_s!).toBeLessThanOrEqual(views["shariki"]!.firstTrack_s!);
      expect(views["both"]!.inView_s).toBeGreaterThanOrEqual(views["shariki"]!.inView_s);
    }
    for (const drawn of result.draws)
      expect(drawn["timeInView:both"]!).toBeGreaterThanOrEqual(drawn["timeInView:shariki"]!);
  });

  it("a first track comes after the launch and before the impact", () => {
    for (const { views, flightTime_s } of summary.flights) {
      expect(views["shariki"]!.firstTrack_s!).toBeGreaterThan(0);
      expect(views["shariki"]!.firstTrack_s!).toBeLessThan(flightTime_s);
      expect(views["shariki"]!.inView_s).toBeLessThan(flightTime_s);
    }
  });

  it("a set that sees nothing has never a track, not one at 0 s", () => {
    expect(summary.metrics["seenShare:naha"]!.value).toBe(0);
    const line = describeCoverage({ ...story, language: "en" }).at(-1)!;
    expect(line).toMatch(/^Naha: sees 0 %.*never a track$/);
    expect(line).not.toContain("0 s");
    expect(describeCoverage({ ...story, language: "ja" }).at(-1)).toContain("一度も追尾しない");
  });

  it("a report shows no table without cases, and its chart counts in the unit of its metric", () => {
    const told = tellCoverage({ ...story, language: "en" }, []);
    expect(told.tornado).toMatchObject({ metric: "time in view gained", unit: "s" });
    expect(told.tables!.map(({ id, rows }) => [id, rows.length])).toEqual([
      ["sets", 3],
      ["fields", 3],
      ["members", 1],
      ["flights", 2],
    ]);
    const page = toReport(told);
    expect(page).not.toContain(`id="cases"`);
    expect(page).toContain("time in view gained, s");
  });

  it("shows no chart of influences where nothing moves the answer", () => {
    const blind = resolveStudyText(STUDY.replace(/  - \{ id: (shariki|both).*\n/g, ""));
    if (blind.study.kind !== "coverage") throw new Error("a coverage study was due");
    const seen = runCoverage(blind.study);
    const told = tellCoverage(
      { ...story, study: blind.study, result: seen, summary: summariseCoverage(seen, blind.study), language: "en" },
      [],
    );
    expect(told.tornado).toBeUndefined();
    expect(toReport(told)).not.toContain(`id="turns-on"`);
  });

  it("writes fans, flights and views for other programmes", () => {
    const files = writeCoverageFiles({ ...story, language: "en" });
    expect(Object.keys(files)).toEqual([
      "coverage.geojson",
      "coverage.czml",
      "coverage.kml",
      "views.csv",
      "events.parquet",
    ]);
    const { features } = JSON.parse(files["coverage.geojson"] as string) as {
      readonly features: readonly {
        readonly properties: { readonly kind: string };
        readonly geometry: object | null;
      }[];
    };
    const count = (kind: string): number => features.filter(({ properties }) => properties.kind === kind).length;
    // Two radars at two altitudes; the third sees nothing so small that high. Flights in pieces that are seen and that are not.
    expect(count("seen")).toBe(4);
    expect(count("flight")).toBeGreaterThanOrEqual(2);
    expect(features.every(({ geometry }) => geometry !== null)).toBe(true);
    const packets = JSON.parse(files["coverage.czml"] as string) as readonly { readonly id: string }[];
    expect(packets.filter(({ id }) => id.startsWith("mrbm-"))).toHaveLength(2);
    expect((files["views.csv"] as string).trim().split("\n").length).toBeGreaterThanOrEqual(1 + 2 * 3);
  });
});

describe("a listener", () => {
  const heard = resolveStudyText(STUDY.replace("draws: 6", "heardAt: jadge\ndraws: 6"));
  if (heard.study.kind !== "coverage") throw new Error("a coverage study was due");
  const late = runCoverage(heard.study);

  it("hears of a track later than it forms, by what the links take on the fastest way", () => {
    const relay = heard.study.scenario.links.find(({ from, to }) => from === "tpy2-shariki" && to === "jadge")!;
    late.views.forEach((views, flight) =>
      [0, 1].forEach((set) =>
        expect(views[set]!.firstTrack_s! - result.views[flight]![set]!.firstTrack_s!).toBeCloseTo(
          relay.latency_s.value,
          9,
        ),
      ),
    );
    expect(late.nominal["timeInView:both"]).toBe(result.nominal["timeInView:both"]);
    expect(late.sensitivity.map(({ parameter }) => parameter.key)).toContain("satellite-relay.latency");
    for (const [i, drawn] of late.draws.entries())
      expect(drawn["firstTrack:both"]!).toBeGreaterThan(result.draws[i]!["firstTrack:both"]!);
  });

  it("never hears of what no link brings, and the study says so", () => {
    expect(late.views.map((views) => views[2])).toEqual(late.views.map(() => ({ inView_s: 0, never: "not-heard" })));
    expect(heard.problems.map(({ message, severity }) => [severity, message])).toContainEqual([
      "warning",
      "no link of the scenario carries tracks of patriot-naha to jadge: what it sees does not count in this set",
    ]);
  });

  it("has to be a unit of the scenario", () => {
    expect(() => resolveStudyText(STUDY.replace("draws: 6", "heardAt: jagde\ndraws: 6"))).toThrow(
      /the scenario has no unit \\"jagde\\"; did you mean jadge\?/,
    );
  });

  it("hears by way of units without radars, but not of radars that the set lacks", () => {
    // From Shariki a second way leads over Kyogamisaki, whose radar only the larger sets have.
    const { links } = heard.study.scenario;
    expect(links.some(({ from, to }) => from === "tpy2-shariki" && to === "tpy2-kyogamisaki")).toBe(true);
    const used = late.links.map(({ from, to }) => `${from}>${to}`);
    expect(used).toContain("tpy2-shariki>tpy2-kyogamisaki");
    expect(used.some((link) => link.startsWith("jfps5"))).toBe(false);
  });

  it("changes the hash of the study", () => {
    expect(heard.hash).not.toBe(hash);
  });
});
