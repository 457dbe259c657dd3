import { describe, expect, it } from "vitest";
import { resolveStudyText, storyOf } from "../../test/samples/defended-area.ts";
import { radarHorizon } from "../flight/cruise.ts";
import { describeRange, tellRange, writeRangeFiles } from "../export/range-report.ts";
import { toReport } from "../export/report.ts";
import { runRange } from "./range.ts";
import { makeSeaGrid } from "./sea-grid.ts";
import { judgeNumbers } from "./verdict.ts";

const STUDY = `kind: range
name: kurils
title: { en: Which straits?, ja: どの海峡か }
scenario: kurils-2018
weapons:
  - { id: bastion, name: { en: "Bastion, Iturup", ja: バスチオン }, unit: bastion-iturup, missile: k-300p-bastion }
  - { id: bal, unit: bal-kunashir, missile: 3k60-bal }
straits: [catherine, friza, nemuro, tsugaru]
places:
  - { id: sapporo, name: { en: Sapporo, ja: 札幌 }, latitude: 43.0642 deg, longitude: 141.3469 deg }
band: { system: mk41, low: infBandLow, high: infBandHigh }
draws: 40
seed: 2
`;

const SCENARIO = "scenarios/kurils-2018.yaml";
const { study, hash } = resolveStudyText(STUDY, SCENARIO);
if (study.kind !== "range") throw new Error("a range study was due");
const summary = runRange(study, []);
const story = storyOf({ study, summary, hash });
const valueOf = (metric: string): number => summary.metrics[metric]!.value;

describe("range study", () => {
  it("lays straits as wide as they are published", () => {
    // La Perouse 43 km (German Wikipedia), Catherine 22 km and more (encyclopaedia), Friza 40 km (Italian Wikipedia).
    const width = (id: string): number => summary.straits.find((strait) => strait.id === id)!.length_m / 1000;
    expect(width("catherine")).toBeGreaterThan(22);
    expect(width("catherine")).toBeLessThan(24);
    expect(width("friza")).toBeGreaterThan(38);
    expect(width("friza")).toBeLessThan(48);
  });

  it("reaches to the published range, with its own radar to the horizon", () => {
    const bastion = summary.weapons.find(({ id }) => id === "bastion")!;
    expect(bastion.reach_m.full).toBe(300_000);
    expect(bastion.reach_m.horizon).toBeCloseTo(radarHorizon({ antenna_m: 50, target_m: 20 }), 3);
    expect(bastion.reach_m.targeted).toBe(300_000);
  });

  it("reaches less with its own radar than with reports, in the centre and in every draw", () => {
    for (const metric of ["straitShare", "seaArea", "straitsWhole"]) {
      expect(valueOf(`${metric}Horizon`)).toBeLessThanOrEqual(valueOf(metric));
      expect(valueOf(metric)).toBeLessThanOrEqual(valueOf(`${metric}Full`));
      summary.draws[metric]!.forEach((value, i) => {
        expect(summary.draws[`${metric}Horizon`]![i]!).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(summary.draws[`${metric}Full`]![i]!);
      });
    }
    expect(valueOf("straitShare:friza")).toBe(1);
    expect(valueOf("straitShareHorizon:friza")).toBe(0);
    expect(valueOf("straitShare:tsugaru")).toBe(0);
  });

  it("counts the sea of a disc that has no land in it", () => {
    const alone = valueOf("seaAreaFull:bal");
    expect(alone).toBeGreaterThan(0.99 * Math.PI * 120 * 120);
    expect(alone).toBeLessThan(1.01 * Math.PI * 120 * 120);
  });

  it("the verdict turns where reports reach the farthest point of the straits", () => {
    const verdict = judgeNumbers({ metric: "straitShare:friza", atLeast: 0.99 }, summary);
    expect(verdict.verdict).toBe("depends");
    expect(verdict.deciding?.key).toBe("k-300p-bastion.targetingRange");
    // Kurilsk lies 84 to 129 km from the two ends of the line.
    expect(verdict.deciding!.flip!).toBeGreaterThan(84);
    expect(verdict.deciding!.flip!).toBeLessThan(160);
  });

  it("tells whether a range lies in the treaty's band", () => {
    expect(valueOf("missileRange")).toBe(300);
    expect(valueOf("rangeInBand")).toBe(0);
    expect(valueOf("rangeOverBand")).toBe(-200);
  });

  it("refuses a strait, a unit and a value that do not exist, each at its place", () => {
    const wrong = STUDY.replace("friza", "frisa")
      .replace("bal-kunashir", "bal-kunashi")
      .replace("infBandLow", "bandLow");
    expect(() => resolveStudyText(wrong, SCENARIO)).toThrow(
      /no unit .*bal-kunashi.*no strait .*frisa.*no length of this name/s,
    );
  });

  it("writes report, rings and table in both languages", () => {
    for (const language of ["en", "ja"] as const) {
      const told = { ...story, language };
      expect(describeRange(told).length).toBeGreaterThan(3);
      const html = toReport(tellRange(told, []));
      expect(html).toContain(language === "ja" ? "海峡ごとの割合" : "Strait by strait");
      expect(html).toContain("<svg ");
    }
    const files = writeRangeFiles({ ...story, language: "en" });
    const { features } = JSON.parse(files["reach.geojson"]!) as { features: readonly { id: string }[] };
    expect(features.map(({ id }) => id)).toContain("bastion-horizon");
    expect(files["straits.csv"]!.split("\r\n")).toHaveLength(6);
  });
});

describe("sea grid", () => {
  it("leaves out land and covers the union of discs once", () => {
    const place = { latitude_rad: 0.7, longitude_rad: 2.5, altitude_m: 0 };
    const centres = [
      { place, radius_m: 100_000 },
      { place, radius_m: 50_000 },
    ];
    const all = makeSeaGrid({ centres, cell_m: 2000, isLand: () => false });
    const area = all.places.length * all.cellArea_m2;
    expect(area / (Math.PI * 104_000 * 104_000)).toBeCloseTo(1, 2);
    const half = makeSeaGrid({ centres, cell_m: 2000, isLand: ({ longitude_rad }) => longitude_rad > 2.5 });
    expect(half.places.length / all.places.length).toBeCloseTo(0.5, 1);
  });
});
