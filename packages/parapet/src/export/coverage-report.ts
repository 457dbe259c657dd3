import { drawCoverageMap, prepareCoverageGround } from "./coverage-map.ts";
import { drawFlightsProfile, listPlaces } from "./flight-profile.ts";
import { tabulateCoverage } from "./coverage-tables.ts";
import { type CoverageStory, describeCoverage } from "./coverage-words.ts";
import { formatQuantity } from "./defended-area-words.ts";
import type { Geometry } from "./geometry.ts";
import { frameReport } from "./numbers-report.ts";
import type { Language, ReportInput } from "./report-input.ts";

/** The words, tables and maps of a coverage report; `land` is drawn under the maps. */
export function tellCoverage(story: CoverageStory, land: readonly Geometry[]): ReportInput {
  const { study, summary, result, language } = story;
  const lines = describeCoverage(story);
  const report = frameReport(story, {
    metric: summary.sets.length > 1 ? "timeInViewGain" : "timeInView",
    data: { threats: study.threats, radars: study.units.map(({ radars }) => radars), links: result.links },
    sources: study.launchRegions.flatMap(({ sources }) => sources),
    whyLines: lines,
    methods: describeMethods(story),
    attributions: [
      language === "ja" ? "海岸線:Natural Earth(パブリックドメイン)" : "Coast: Natural Earth (public domain)",
    ],
  });
  const set = summary.sets.at(-1)!;
  const base = summary.sets[0]!;
  const altitude_m = study.altitudes_m[0]!;
  const crossSection_m2 = study.crossSections_m2[0]!;
  const main = drawCoverageMap(
    story,
    { altitude_m, crossSection_m2, set, base },
    prepareCoverageGround(story, land, "main"),
  );
  const ground = prepareCoverageGround(story, land, "small");
  const others = study.crossSections_m2.flatMap((each) =>
    study.altitudes_m.flatMap((altitude) =>
      summary.sets.map((id) =>
        drawCoverageMap(story, { altitude_m: altitude, crossSection_m2: each, set: id, base }, ground),
      ),
    ),
  );
  return {
    ...report,
    mainMap: main,
    ...profileOf(story),
    smallMaps: others,
    tables: tabulateCoverage(story, report.intervalMeaning + explainOutside(story)),
  };
}

/** The first flights of the bundle on every kind of path, to scale, with the radars beside them. */
function profileOf({ study, summary, nameOf, language }: CoverageStory): Pick<ReportInput, "profile"> {
  const [first] = summary.flights;
  if (first === undefined) return {};
  const profile = drawFlightsProfile({
    study,
    threat: study.threats.find(({ id }) => id === first.threat)!,
    launchRegion: first.launchRegion,
    aim: study.aims.find(({ id }) => id === first.aim)!,
    interceptors: [],
    places: listPlaces(study.units, nameOf),
    nameOf,
    language,
  });
  return profile === undefined ? {} : { profile };
}

/** Why a central value may lie outside its own interval, where one does. */
function explainOutside({ summary, language }: CoverageStory): string {
  const isOutside = Object.entries(summary.metrics).some(
    ([name, { value, low, high }]) => !name.startsWith("both") && (value < low || value > high),
  );
  if (!isOutside) return "";
  return language === "ja"
    ? "。公表値が公表範囲の端に寄っていると、中央値がこの区間の外に出ることがある。すべての値が同時に有利または不利になる抽出は少ないためである"
    : "; a central value can lie outside, since a published value often stands at one end of its range while the draws spread over all of it";
}

function describeMethods({ study, summary, result, nameOf, language }: CoverageStory): ReportInput["methods"] {
  const ja = language === "ja";
  const missing = [...Map.groupBy(summary.missing, ({ reason }) => reason)].map(
    ([reason, list]) => `${WHY_MISSING[reason]?.[language] ?? reason}: ${list.length}`,
  );
  const heard = study.heardAt === undefined ? undefined : nameOf(study.heardAt);
  const paths = result.links.map(({ from, to, latency_s, jitter_s }) => {
    const delay = latency_s.value + (jitter_s?.value ?? 0) / 2;
    return `${nameOf(from)} → ${nameOf(to)} (${formatQuantity(delay, "s", language)})`;
  });
  return [
    {
      heading: ja ? "問い" : "The question",
      paragraphs: ja
        ? [
            "各クラスの飛行を各目標へ積分し(回転するWGS 84、J2、大気)、各レーダーがいつから見えるかを2秒ごとに調べる。見えるとは、面の方位内で、最低仰角より上、反射断面積の四乗根の法則による距離内にあることをいう(屈折4/3)。追尾はその後、公表または仮定の時間で始まる。",
            "反射断面積は発射から再突入体のものとする。燃焼中の機体全体より小さく、控えめな値である。",
          ]
        : [
            "A flight of each class to each aim is integrated (rotating WGS 84 Earth, J2, air), and every 2 s each radar is asked whether it sees it: in a face's sector, above the lowest elevation, within the range that the fourth-root law gives for the cross-section, over a horizon with refraction (4/3 Earth). A track follows after the stated time.",
            "The cross-section is that of the re-entry body from launch on, which is conservative while the whole missile still burns.",
          ],
    },
    ...(heard === undefined
      ? [
          {
            heading: ja ? "通信" : "Who is told",
            paragraphs: [
              ja
                ? "追尾はできた時点で数える。組の中では何も遅れない。"
                : "A track counts where and when it forms: within a set nothing is late.",
            ],
          },
        ]
      : [
          {
            heading: ja ? "通信" : "Who is told",
            paragraphs: [
              ja
                ? `追尾は${heard}に届いた時点で数える。経路は最も早く着くものとし、遅延と待ち時間の半分を各区間で加える。失われた通報は次の通報で補われるものとし、短いので伝送速度は効かないとした。`
                : `A track counts when ${heard} hears of it, by the way on which it is expected first; each hop adds its delay and half the longest wait for a slot. A lost report is taken to be made good by the next, and reports to be too short for the data rate to matter.`,
              ...(paths.length === 0 ? [] : [`${ja ? "区間" : "Hops"}: ${paths.join("; ")}`]),
            ],
          },
        ]),
    {
      heading: ja ? "早まる時間の平均" : "What the earlier track is a mean of",
      paragraphs: [
        ja
          ? "「追尾が早まる時間」は、最初の組と最後の組がともに追尾する飛行だけの平均である。最後の組だけが追尾する飛行は「見える飛行の割合の増分」に数える。"
          : "The time by which the track comes earlier is a mean over the flights that the first and the last set both track. Flights that only the last one tracks count in the share of flights gained.",
      ],
    },
    ...(missing.length === 0
      ? []
      : [
          {
            heading: ja ? "計算できなかった飛行(理由別)" : "Flights that do not exist, by reason",
            paragraphs: [missing.join("; ")],
          },
        ]),
  ];
}

const WHY_MISSING: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "beyond-reach": { en: "aim beyond the range of the class", ja: "目標がクラスの射程の外" },
  "no-vehicle": { en: "no vehicle fits the published figures", ja: "公表値に合う機体がない" },
  "apogee-out-of-reach": { en: "no path of that kind goes there", ja: "その形の軌道では届かない" },
  "too-close": { en: "aim too close to the launch", ja: "目標が発射点に近すぎる" },
  "did-not-converge": { en: "no flight was found", ja: "飛行が求まらなかった" },
};
