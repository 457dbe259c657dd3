import type { BoosterFallStudy } from "../scenario/types.ts";
import type { BoosterFallSummary, BoosterImpacts } from "../study/booster-fall.ts";
import { drawBoosterMap } from "./booster-fall-map.ts";
import { toCsv } from "./csv.ts";
import { formatQuantity } from "./defended-area-words.ts";
import type { Feature, Geometry } from "./geometry.ts";
import { toGeoJson } from "./geojson.ts";
import { formatIn, formatMetric, frameReport, type NumbersStory } from "./numbers-report.ts";
import type { ReportInput, ReportTable } from "./report-input.ts";
import { positionOf } from "./scene.ts";
import type { Table, TableColumn } from "./table.ts";

/** What the words, tables and maps of a report on falling boosters are made of. */
export interface BoosterFallStory extends NumbersStory {
  readonly study: BoosterFallStudy;
  readonly summary: BoosterFallSummary;
}

const DEGREES = 180 / Math.PI;

/** The answer of a study of falling boosters for a reader at a terminal, line by line. */
export function describeBoosterFall(story: BoosterFallStory): readonly string[] {
  const { study, summary, language } = story;
  const ja = language === "ja";
  const show = (name: string): string => formatMetric(summary.metrics[name]!, language);
  const within = formatQuantity(study.within_m / 1000, "km", language);
  return summary.boosters.flatMap(({ id }) => {
    const name = labelOf(story, id);
    return ja
      ? [
          `${name}:落下の${show(`landShare:${id}`)}が陸地、${show(`outsideOnLandShare:${id}`)}が${within}を越えた陸地`,
          `${name}:半数は${show(`middleDistance:${id}`)}以内、95 %は${show(`farDistance:${id}`)}以内`,
        ]
      : [
          `${name}: ${show(`landShare:${id}`)} of the falls are on land, ${show(`outsideOnLandShare:${id}`)} on land more than ${within} away`,
          `${name}: half fall within ${show(`middleDistance:${id}`)}, 95 % within ${show(`farDistance:${id}`)}`,
        ];
  });
}

function labelOf({ study, nameOf }: BoosterFallStory, id: string): string {
  const booster = study.boosters.find((each) => each.id === id)!;
  return booster.name === undefined ? `${nameOf(booster.interceptor.id)}, ${nameOf(booster.unit.id)}` : nameOf(id);
}

/** The report of a study of falling boosters with a map of each site. */
export function tellBoosterFall(story: BoosterFallStory, land: readonly Geometry[]): ReportInput {
  const { study, summary, language, nameOf } = story;
  const report = frameReport(story, {
    metric: "outsideOnLandShare",
    data: study.boosters.map(({ interceptor, burnTime_s, mass_kg, length_m, diameter_m, stableShare }) => ({
      stage: [burnTime_s, mass_kg, length_m, diameter_m, stableShare],
      speed: interceptor.burnoutSpeed_mps,
      time: interceptor.burnTime_s,
      rise: interceptor.verticalTime_s,
      drag: interceptor.ballisticCoefficient_kgpm2,
    })),
    whyLines: describeBoosterFall(story),
    methods: describeMethods(story),
  });
  const [first, ...others] = summary.boosters.map((booster) =>
    drawBoosterMap({ study, booster, land, nameOf, language }),
  );
  return { ...report, mainMap: first!, charts: others, tables: [fallTable(story)] };
}

function fallTable(story: BoosterFallStory): ReportTable {
  const { summary, language } = story;
  const ja = language === "ja";
  const km = (metres: number): string => formatQuantity(metres / 1000, "km", language);
  const angle = (radians: number): string => formatQuantity(radians * DEGREES, "deg", language);
  return {
    id: "falls",
    isLong: true,
    heading: ja ? "方向と仰角ごと" : "By direction and elevation",
    caption: ja
      ? "公表値の中央での計算。楕円は落下の95 %が収まる大きさ(半軸)。"
      : "Central values. The ellipse holds 95 % of the falls; its half axes are given.",
    heads: [
      { text: ja ? "施設" : "Site" },
      { text: ja ? "方位" : "Azimuth", isNumber: true },
      { text: ja ? "仰角" : "Elevation", isNumber: true },
      { text: ja ? "分離の高度" : "Separates at", isNumber: true },
      { text: ja ? "分離の速さ" : "with", isNumber: true },
      { text: ja ? "楕円の半軸" : "Half axes", isNumber: true },
      { text: ja ? "陸地" : "On land", isNumber: true },
    ],
    rows: summary.boosters.flatMap((booster) =>
      booster.falls.map((fall) => [
        labelOf(story, booster.id),
        angle(fall.azimuth_rad),
        angle(fall.elevation_rad),
        km(fall.separationAltitude_m),
        formatQuantity(fall.separationSpeed_mps, "m/s", language),
        `${km(fall.ellipse.most.semiMajor_m)} × ${km(fall.ellipse.most.semiMinor_m)}`,
        formatIn(fall.landShare, "1", language),
      ]),
    ),
  };
}

function describeMethods({ language }: BoosterFallStory): ReportInput["methods"] {
  return language === "ja"
    ? [
        {
          heading: "落下の求め方",
          paragraphs: [
            "公表された燃焼終了速度と燃焼時間から求めた一定の加速で第1段の分離まで飛ばし、空の段を円筒として、質量、姿勢、抗力、風、分離時の速度を抽出しながら落とす。",
            "一つの加速が全段を代表するため、分離の速さは数十%の幅でしか分からない。落下を避けるための誘導や飛び方は考えない。地面は海面の高さとし、海岸線はNatural Earth(1,000万分の1)による。",
          ],
        },
      ]
    : [
        {
          heading: "How a fall is found",
          paragraphs: [
            "The interceptor is flown to the separation of its first stage with the one acceleration that its published speed and burn time give; the empty stage then falls as a cylinder whose mass, attitude, drag, wind and speed at separation are drawn.",
            "Since one acceleration stands for all stages, the speed at separation is known to some tens of percent only. Guidance or a path chosen so that the stage falls elsewhere is left out. The ground is the sea's level; the coast is Natural Earth's at 1:10 million.",
          ],
        },
      ];
}

/** Ellipses and falls for a map, and a table of the falls. */
export function writeBoosterFallFiles(story: BoosterFallStory): Readonly<Record<string, string>> {
  const { summary } = story;
  const features = summary.boosters.flatMap((booster): Feature[] => [
    ...booster.falls.map((fall, i): Feature => ({
      id: `${booster.id}-${i}`,
      geometry: { type: "Polygon", coordinates: [[...fall.ring, fall.ring[0]!].map(positionOf)] },
      properties: {
        kind: "ellipse-95",
        name: labelOf(story, booster.id),
        azimuth_deg: Number((fall.azimuth_rad * DEGREES).toFixed(3)),
        elevation_deg: Number((fall.elevation_rad * DEGREES).toFixed(3)),
        landShare: Number(fall.landShare.toFixed(4)),
      },
    })),
    ...booster.impacts.map((impact, i): Feature => ({
      id: `${booster.id}-fall-${i}`,
      geometry: { type: "Point", coordinates: positionOf(impact) },
      properties: { kind: "fall", name: labelOf(story, booster.id) },
    })),
  ]);
  return { "falls.geojson": toGeoJson({ features }), "falls.csv": toCsv(tableOf(summary.boosters)) };
}

function tableOf(boosters: readonly BoosterImpacts[]): Table {
  const rows = boosters.flatMap(({ id, falls }) => falls.map((fall) => ({ id, ...fall })));
  const numbers = (name: string, of: (row: (typeof rows)[number]) => number, unit?: string): TableColumn => ({
    name,
    type: "number",
    ...(unit === undefined ? {} : { unit }),
    values: rows.map(of),
  });
  return {
    columns: [
      { name: "site", type: "text", values: rows.map(({ id }) => id) },
      numbers("azimuth", ({ azimuth_rad }) => azimuth_rad * DEGREES, "deg"),
      numbers("elevation", ({ elevation_rad }) => elevation_rad * DEGREES, "deg"),
      numbers("separationAltitude", ({ separationAltitude_m }) => separationAltitude_m, "m"),
      numbers("separationSpeed", ({ separationSpeed_mps }) => separationSpeed_mps, "m/s"),
      numbers("semiMajor95", ({ ellipse }) => ellipse.most.semiMajor_m, "m"),
      numbers("semiMinor95", ({ ellipse }) => ellipse.most.semiMinor_m, "m"),
      numbers("landShare", ({ landShare }) => landShare),
    ],
  };
}
