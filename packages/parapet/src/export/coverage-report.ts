import { collectSourcedValues } from "../scenario/resolve.ts";
import type { CoverageStudy } from "../scenario/types.ts";
import type { CoverageSummary } from "../study/coverage-summary.ts";
import type { Metric } from "../study/defended-area-summary.ts";
import { formatQuantity, formatShare, type NameOf, nameParameter, namePath } from "./defended-area-words.ts";
import { listValues } from "./report-values.ts";
import type { Language, ReportInput, ReportSource } from "./report-input.ts";

/** What the words and tables of a coverage report are made of. */
export interface CoverageStory {
  readonly study: CoverageStudy;
  readonly summary: CoverageSummary;
  readonly nameOf: NameOf;
  readonly language: Language;
  readonly sourceOf: (id: string) => ReportSource;
  readonly hash: string;
  readonly version: string;
  readonly command: string;
}

/** A metric of a coverage study as a reader sees it: a share or seconds, with its interval. */
function formatMetric(metric: Metric, language: Language): string {
  if (metric.unit === "1") return formatShare(metric, language);
  const q = (value: number): string => formatQuantity(value, "s", language);
  return language === "ja"
    ? `${q(metric.value)}(${q(metric.low)}〜${q(metric.high)})`
    : `${q(metric.value)} (${q(metric.low)} to ${q(metric.high)})`;
}

/** Name of a set of sensors: its own, or its units'. */
function nameSet(study: CoverageStudy, id: string, nameOf: NameOf, language: Language): string {
  const set = study.sets.find((each) => each.id === id);
  const own = set?.name?.[language] ?? set?.name?.en;
  return own ?? new Intl.ListFormat(language).format((set?.units ?? []).map((unit) => nameOf(unit.id)));
}

/** The answer of a coverage study for a reader at a terminal, line by line. */
export function describeCoverage({ study, summary, nameOf, language }: CoverageStory): readonly string[] {
  const { metrics, sets } = summary;
  const show = (name: string): string => formatMetric(metrics[name]!, language);
  const perSet = sets.map((id) => {
    const name = nameSet(study, id, nameOf, language);
    if (metrics[`seenShare:${id}`]!.value === 0) {
      const seen = show(`seenShare:${id}`);
      return language === "ja"
        ? `${name}:飛行の${seen}を見る。公表値では一度も追尾しない`
        : `${name}: sees ${seen} of the flights; with the published values never a track`;
    }
    return language === "ja"
      ? `${name}:飛行の${show(`seenShare:${id}`)}を見る。視界内 平均${show(`timeInView:${id}`)}、最初の追尾 発射後平均${show(`firstTrack:${id}`)}`
      : `${name}: sees ${show(`seenShare:${id}`)} of the flights, ${show(`timeInView:${id}`)} in view on average, first track ${show(`firstTrack:${id}`)} after launch on average`;
  });
  if (sets.length < 2) return perSet;
  const first = nameSet(study, sets[0]!, nameOf, language);
  const last = nameSet(study, sets.at(-1)!, nameOf, language);
  return [
    language === "ja"
      ? `「${last}」は「${first}」に比べ、見える飛行が${show("seenShareGain")}、視界内の時間が${show("timeInViewGain")}増え、追尾が${show("trackTimeGain")}早まる`
      : `"${last}" against "${first}": ${show("seenShareGain")} more of the flights seen, ${show("timeInViewGain")} more in view, track ${show("trackTimeGain")} earlier where both see the flight`,
    ...perSet,
  ];
}

/** The words and tables of a coverage report. */
export function tellCoverage(story: CoverageStory): ReportInput {
  const { study, summary, nameOf, language } = story;
  const swing = (key: string): number => {
    const sweep = summary.sensitivity.find(({ parameter }) => parameter.key === key)?.sweep ?? [];
    const values = sweep.map(({ numbers }) => numbers["seenShare"]!);
    return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
  };
  const values = listValues({
    values: collectSourcedValues({ t: study.threats, r: study.units.map(({ radars }) => radars) }),
    units: study.units,
    influenceOf: swing,
    nameOf,
    language,
  });
  const cited = new Set([
    ...values.flatMap(({ sources }) => sources),
    ...study.units.flatMap(({ sources }) => sources),
    ...study.launchRegions.flatMap(({ sources }) => sources),
  ]);
  const missing = Map.groupBy(summary.missing, ({ reason }) => reason);
  const draws = summary.draws["seenShare"]?.length ?? 0;
  const influences = summary.sensitivity
    .map(({ parameter, sweep }) => {
      const q = (value: number): string => formatQuantity(value / parameter.perUnit, parameter.unit, language);
      return {
        label: nameParameter(parameter.key, nameOf, language),
        lowText: q(parameter.low),
        highText: q(parameter.high),
        atLow: sweep[0]!.numbers["seenShare"]!,
        atHigh: sweep.at(-1)!.numbers["seenShare"]!,
        status: parameter.status,
      };
    })
    .filter(({ atLow, atHigh }) => atLow !== atHigh);
  return {
    language,
    title: study.title?.[language] ?? study.title?.en ?? study.name,
    ...(study.scenario.date === undefined ? {} : { scenarioDate: study.scenario.date }),
    scenarioTitle: study.scenario.title[language] ?? study.scenario.title.en,
    whyLines: describeCoverage(story),
    smallMaps: [],
    cases: [],
    intervalMeaning:
      language === "ja"
        ? `公表範囲からの${draws}回の抽出の5 %点と95 %点`
        : `5 % and 95 % of ${draws} draws over the published ranges`,
    ...(influences.length === 0
      ? {}
      : {
          tornado: {
            metric: language === "ja" ? "見える飛行の割合" : "share of the flights seen",
            nominal: summary.metrics["seenShare"]!.value,
            influences,
          },
        }),
    prefectures: [],
    methods: describeMethods(story, new Map([...missing].map(([reason, list]) => [reason, list.length]))),
    values,
    notComputable: [],
    sources: [...cited].toSorted().map(story.sourceOf),
    attributions: [],
    hash: story.hash,
    seed: study.seed,
    version: story.version,
    command: story.command,
  };
}

function describeMethods(
  { study, summary, nameOf, language }: CoverageStory,
  missing: ReadonlyMap<string, number>,
): ReportInput["methods"] {
  const flights = summary.flights.map(({ threat, trajectory, aim, flightTime_s, views }) => {
    const target = study.aims.find(({ id }) => id === aim)!.name;
    const seen = summary.sets
      .map((id) => {
        const view = views[id]!;
        const name = nameSet(study, id, nameOf, language);
        return view.firstTrack_s === undefined
          ? `${name}: –`
          : `${name}: ${Math.round(view.firstTrack_s)} s, ${Math.round(view.inView_s)} s`;
      })
      .join("; ");
    return `${nameOf(threat)}, ${namePath(trajectory, language)} → ${target[language] ?? target.en} (${Math.round(flightTime_s)} s): ${seen}`;
  });
  const reasons = [...missing].map(([reason, count]) => `${reason} ${count}`).join(", ");
  if (language === "ja")
    return [
      {
        heading: "問い",
        paragraphs: [
          "各クラスの飛行を各目標へ積分し(回転するWGS 84、J2、大気)、各レーダーがいつから見えるかを2秒ごとに調べる。見えるとは、面の方位内で、最低仰角より上、反射断面積の四乗根の法則による距離内にあることをいう(屈折4/3)。追尾はその後、公表または仮定の時間で始まる。",
        ],
      },
      { heading: "飛行ごと(最初の追尾、視界内の時間)", paragraphs: flights },
      ...(reasons === "" ? [] : [{ heading: "計算できなかった飛行(理由別)", paragraphs: [reasons] }]),
    ];
  return [
    {
      heading: "The question",
      paragraphs: [
        "A flight of each class to each aim is integrated (rotating WGS 84 Earth, J2, air), and every 2 s each radar is asked whether it sees it: in a face's sector, above the lowest elevation, within the range that the fourth-root law gives for the cross-section, over a horizon with refraction (4/3 Earth). A track follows after the stated time.",
        "The cross-section is that of the re-entry body from launch on, which is conservative while the whole missile still burns.",
      ],
    },
    { heading: "Flight by flight (first track, time in view)", paragraphs: flights },
    ...(reasons === "" ? [] : [{ heading: "Flights that do not exist, by reason", paragraphs: [reasons] }]),
  ];
}
