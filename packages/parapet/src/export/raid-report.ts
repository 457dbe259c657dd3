import type { RaidStudy } from "../scenario/types.ts";
import type { Metric } from "../study/defended-area-summary.ts";
import { namePart } from "../study/raid-numbers.ts";
import type { RaidSummary } from "../study/raid.ts";
import { ALTITUDE_BIN_m, TIME_BIN_s } from "../study/raid-trials.ts";
import { drawAltitudes } from "./chart-altitudes.ts";
import { drawSizes } from "./chart-sizes.ts";
import { drawTimes } from "./chart-times.ts";
import { drawTrialProfile } from "./flight-profile.ts";
import type { KeptTrial } from "./raid-files.ts";
import { nameParameter } from "./defended-area-words.ts";
import { formatIn, formatMetric, frameReport, type NumbersStory } from "./numbers-report.ts";
import type { ReportInput, ReportPicture, ReportTable } from "./report-input.ts";

/** What the words, tables and pictures of a raid report are made of. */
export interface RaidStory extends NumbersStory {
  /** A trial to be shown as an example. */
  readonly trial?: KeptTrial;
  readonly study: RaidStudy;
  readonly summary: RaidSummary;
}

/** The answer of a raid study for a reader at a terminal, line by line. */
export function describeRaid({ study, summary, nameOf, language }: RaidStory): readonly string[] {
  const ja = language === "ja";
  const { metrics, layers } = summary;
  const show = (name: string): string => formatMetric(metrics[name]!, language);
  const layerName = nameLayers(study, nameOf);
  const unknown = (name: string): string => describeUnknown(summary, name, language);
  const lines = [
    ja
      ? `${summary.threats}発のうち突破する割合:${show("leakage")}${unknown("leakage")}`
      : `${show("leakage")} of ${summary.threats} missiles come through${unknown("leakage")}`,
    ja
      ? `一発も突破されない確率:${show("probabilityNoLeaker")}${unknown("probabilityNoLeaker")}`
      : `nothing comes through in ${show("probabilityNoLeaker")} of the raids${unknown("probabilityNoLeaker")}`,
    ja ? `発射した迎撃弾:${show("interceptorsSpent")}` : `interceptors fired: ${show("interceptorsSpent")}`,
    ...layers.map((layer) => {
      const name = namePart(layer);
      const parts = [
        show(`stoppedShare${name}`),
        show(`spent${name}`),
        formatIn(metrics[`exhausted${name}`]!.value, "1", language),
      ];
      return ja
        ? `  ${layerName(layer)}:全体の${parts[0]}を阻止、${parts[1]}発を発射、弾切れになる確率${parts[2]}`
        : `  ${layerName(layer)}: stops ${parts[0]} of all, fires ${parts[1]}, runs out of rounds in ${parts[2]} of the raids`;
    }),
    ...summary.variants.map(({ id, differences }) => {
      const change = differences["leakage"]!;
      return ja
        ? `  ${nameOf(id)}:突破する割合の変化${formatChange(change, language)}`
        : `  ${nameOf(id)}: changes the share that comes through by ${formatChange(change, language)}`;
    }),
  ];
  if (metrics["saturationSize"] !== undefined) {
    const never = metrics["saturationSize"].value >= summary.sizes.at(-1)!.size;
    lines.push(
      ja
        ? never
          ? `調べた最大の${summary.sizes.at(-1)!.size}発でも突破は一割に達しない`
          : `突破が一割に達する発数:${show("saturationSize")}${unknown("saturationSize")}`
        : never
          ? `even of the largest raid asked, ${summary.sizes.at(-1)!.size} missiles, less than a tenth comes through`
          : `a tenth comes through at ${show("saturationSize")} missiles${unknown("saturationSize")}`,
    );
  }
  if (summary.isUpperBound)
    lines.push(ja ? "完全な情報を仮定した上限" : "an upper bound: perfect information was assumed");
  lines.push(
    ja
      ? `(区間:公表値の中央で${summary.trials}回試行した偶然の95 %。不明な値:${summary.unknownRows}組の抽出の5〜95 %)`
      : `(intervals: 95 % of the luck in ${summary.trials} trials with central values; over what is not known: 5 % to 95 % of ${summary.unknownRows} draws)`,
  );
  return lines;
}

/** How far a metric moves over what is not known, as the end of a sentence. */
function describeUnknown({ metrics, unknown }: RaidSummary, name: string, language: "en" | "ja"): string {
  const range = unknown[name];
  if (range === undefined) return "";
  const [low, high] = [range.low, range.high].map((value) => formatIn(value, metrics[name]!.unit, language));
  return language === "ja" ? `。不明な値により${low}〜${high}` : `; over what is not known, ${low} to ${high}`;
}

/** A difference with its sign; shares in percentage points. */
function formatChange({ value, low, high, unit }: Metric, language: "en" | "ja"): string {
  const scale = unit === "1" ? 100 : 1;
  const ends = unit === "1" ? (language === "ja" ? "ポイント" : " points") : unit === "" ? "" : ` ${unit}`;
  const q = (x: number): string => `${x > 0 ? "+" : ""}${Number((scale * x).toPrecision(2)) + 0}`;
  return language === "ja"
    ? `${q(value)}${ends}(${q(low)}〜${q(high)})`
    : `${q(value)}${ends} (${q(low)} to ${q(high)})`;
}

function nameLayers(study: RaidStudy, nameOf: (id: string) => string): (id: string) => string {
  return (id) => {
    const named = study.names.find((each) => each.id === id);
    if (named !== undefined) return nameOf(id);
    const interceptors = study.layers.find((layer) => layer.id === id)?.interceptors ?? [];
    return interceptors.map(nameOf).join(", ");
  };
}

/** The report of a raid study with its pictures. */
export function tellRaid(story: RaidStory): ReportInput {
  const { study, summary } = story;
  const lines = describeRaid(story).map((line) => line.trim());
  const report = frameReport(story, {
    metric: summary.metrics["saturationSize"] === undefined ? "leakage" : "saturationSize",
    data: { units: study.units, threats: study.groups.map(({ threat }) => threat), links: study.scenario.links },
    whyLines: lines.slice(0, -1),
    methods: describeMethods(story),
  });
  return {
    ...report,
    intervalMeaning: lines.at(-1)!.replace(/^[((]|[))]$/g, ""),
    ...choosePictures(story),
    ...profileOf(story),
    tables: [layerTable(story), ...sizeTable(story), ...variantTable(story), ...indexTable(story)],
  };
}

/** One missile of the trial that is kept, with the rounds fired at it, to scale. */
function profileOf({ study, trial, nameOf, language }: RaidStory): Pick<ReportInput, "profile"> {
  if (trial === undefined) return {};
  const used = new Set(study.layers.flatMap(({ interceptors }) => interceptors));
  const interceptors = study.units
    .flatMap(({ launchers }) => launchers.map(({ interceptor }) => interceptor))
    .filter(({ id }) => used.has(id));
  const { earth } = study.scenario.earth;
  const profile = drawTrialProfile({ trial, interceptors, nameOf, language, earth });
  return profile === undefined ? {} : { profile };
}

/** The first picture answers the question: how many are too many where sizes were asked, else how high the layers meet. */
function choosePictures(story: RaidStory): Pick<ReportInput, "mainMap" | "charts"> {
  const pictures = [...drawSaturation(story), drawHeights(story), drawWhen(story)];
  return { mainMap: pictures[0]!, charts: pictures.slice(1) };
}

function drawHeights({ study, summary, nameOf, language }: RaidStory): ReportPicture {
  const layerName = nameLayers(study, nameOf);
  const ja = language === "ja";
  return {
    svg: drawAltitudes({
      language,
      title: ja ? "各層はどの高度で迎撃するか" : "How high does each layer meet the missiles?",
      bin_m: ALTITUDE_BIN_m,
      columns: summary.layers.map((layer) => ({ label: layerName(layer), ...summary.altitudes[layer]! })),
      idPrefix: "raid-altitudes",
    }),
    caption: ja
      ? `公表値の中央での${summary.trials}回の試行。棒の長さは層ごとに最多の高度を基準とする。`
      : `${summary.trials} trials with central values. Bars are scaled to the fullest height of each layer.`,
  };
}

function drawWhen({ study, summary, nameOf, language }: RaidStory): ReportPicture {
  const layerName = nameLayers(study, nameOf);
  const ja = language === "ja";
  return {
    svg: drawTimes({
      language,
      title: ja ? "各層はいつ迎撃するか" : "When does each layer meet the missiles?",
      bin_s: TIME_BIN_s,
      rows: summary.layers.map((layer) => ({ label: layerName(layer), ...summary.times[layer]! })),
      idPrefix: "raid-times",
    }),
    caption: ja
      ? `公表値の中央での${summary.trials}回の試行。棒の高さは層ごとに最多の時刻を基準とする。`
      : `${summary.trials} trials with central values. Bars are scaled to the fullest time of each layer.`,
  };
}

function drawSaturation({ summary, language }: RaidStory): readonly ReportPicture[] {
  if (summary.sizes.length < 2) return [];
  const ja = language === "ja";
  return [
    {
      svg: drawSizes({
        language,
        title: ja ? "何発でこの防衛は飽和するか" : "At how many missiles is the defence saturated?",
        points: summary.sizes.map(({ size, leakage, draws }) => {
          const sorted = draws.toSorted((a, b) => a - b);
          const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))] ?? leakage.value;
          return {
            size,
            value: leakage.value,
            low: Math.min(at(0.05), leakage.value),
            high: Math.max(at(0.95), leakage.value),
          };
        }),
        ...(summary.metrics["saturationSize"] === undefined
          ? {}
          : { saturation: summary.metrics["saturationSize"].value }),
        idPrefix: "raid-sizes",
      }),
      caption: ja
        ? "線:公表値の中央。帯:抽出の5 %点から95 %点。破線:一割。"
        : "Line: central values. Band: 5 % to 95 % of the draws. Dashed: a tenth.",
    },
  ];
}

function layerTable({ study, summary, nameOf, language }: RaidStory): ReportTable {
  const ja = language === "ja";
  const layerName = nameLayers(study, nameOf);
  const columns = [
    ["spent", ja ? "発射数" : "Rounds fired"],
    ["stoppedShare", ja ? "阻止(全体)" : "Stops, of all"],
    ["stoppedOfArrivals", ja ? "阻止(到達分)" : "Stops, of what reaches it"],
    ["above100km", ja ? "高度100 km以上" : "Above 100 km"],
    ["below40km", ja ? "高度40 km未満" : "Below 40 km"],
    ["exhausted", ja ? "弾切れの確率" : "Runs out of rounds"],
  ] as const;
  return {
    id: "layers",
    heading: ja ? "層ごと" : "Layer by layer",
    caption: ja
      ? "公表値の中央での試行。括弧は偶然の95 %区間。"
      : "Trials with central values; in brackets 95 % of the luck left in them.",
    heads: [{ text: ja ? "層" : "Layer" }, ...columns.map(([, text]) => ({ text, isNumber: true as const }))],
    rows: summary.layers.map((layer) => [
      layerName(layer),
      ...columns.map(([name]) => formatMetric(summary.metrics[`${name}${namePart(layer)}`]!, language)),
    ]),
  };
}

function sizeTable({ summary, language }: RaidStory): readonly ReportTable[] {
  if (summary.sizes.length === 0) return [];
  const ja = language === "ja";
  return [
    {
      id: "sizes",
      heading: ja ? "発数ごと" : "By size of the raid",
      caption: ja ? "括弧は偶然の95 %区間。" : "In brackets 95 % of the luck left.",
      heads: [
        { text: ja ? "発数" : "Missiles", isNumber: true },
        { text: ja ? "突破する割合" : "Share that comes through", isNumber: true },
      ],
      rows: summary.sizes.map(({ size, leakage }) => [String(size), formatMetric(leakage, language)]),
    },
  ];
}

function variantTable({ summary, nameOf, language }: RaidStory): readonly ReportTable[] {
  if (summary.variants.length === 0) return [];
  const ja = language === "ja";
  const columns = [
    ["leakage", ja ? "突破する割合" : "Share that comes through"],
    ["firstTrackDelay", ja ? "最初の航跡" : "First track"],
    ["fireControlDelay", ja ? "射撃管制用の航跡" : "Track of fire-control quality"],
    ["handoverError", ja ? "引き渡し誤差" : "Error at hand-over"],
    ...summary.layers.map(
      (layer) => [`launchWindow${namePart(layer)}`, ja ? `発射可能時間(${nameOf(layer)})` : `Launch window, ${nameOf(layer)}`] as const, // prettier-ignore
    ),
    ["interceptorsSpent", ja ? "発射数" : "Rounds fired"],
  ] as const;
  return [
    {
      id: "variants",
      heading: ja ? "変えるとどうなるか" : "What a change does",
      caption: ja
        ? "同じ偶然のもとで一試行ずつ比べた差。括弧は95 %区間。"
        : "Differences from the raid as it stands, trial by trial under the same chance; in brackets 95 % intervals.",
      heads: [{ text: ja ? "変更" : "Change" }, ...columns.map(([, text]) => ({ text, isNumber: true as const }))],
      rows: summary.variants.map(({ id, differences }) => [
        nameOf(id),
        ...columns.map(([name]) => formatChange(differences[name]!, language)),
      ]),
    },
  ];
}

function indexTable({ summary: { indices = [] }, nameOf, language }: RaidStory): readonly ReportTable[] {
  if (indices.length === 0) return [];
  const ja = language === "ja";
  const share = ({ value, low, high }: { value: number; low: number; high: number }): string =>
    formatMetric({ value, low, high, unit: "1" }, language);
  return [
    {
      id: "indices",
      heading: ja ? "不明な値のどれが効くか" : "Which of the things not known it turns on",
      caption: ja
        ? "不明な値による突破割合の分散のうち、その値だけによる分と、他との組み合わせを含む分。括弧は95 %区間。"
        : "Share of the variance of leakage over what is not known: by the input alone, and together with all others. In brackets 95 % intervals.",
      heads: [
        { text: ja ? "値" : "Input" },
        { text: ja ? "単独" : "Alone", isNumber: true },
        { text: ja ? "他との組み合わせを含む" : "With all others", isNumber: true },
      ],
      rows: indices.map(({ parameter, first, total }) => [
        nameParameter(parameter.key, nameOf, language),
        share(first),
        share(total),
      ]),
    },
  ];
}

function describeMethods({ study, summary, language }: RaidStory): ReportInput["methods"] {
  const ja = language === "ja";
  const model =
    study.killModel === "simulated"
      ? ja
        ? "信頼性、捕捉、命中を、模擬した引き渡し誤差と残りの機動力から求める"
        : "reliability, acquisition and hit, from the simulated error at hand-over and the divert left"
      : ja
        ? "公表された試験記録(命中と試行)から、一様な事前分布によるベータ分布で求め、抽出もその分布による。幾何にはよらない"
        : "the published test record, hits and attempts, as a Beta posterior after a uniform prior, from which draws are taken too; whatever the geometry";
  return [
    {
      heading: ja ? "一回の試行" : "One trial",
      paragraphs: [
        ja
          ? `飛翔、レーダー探知、航跡、通信網、射撃管制、迎撃弾の飛翔、撃破判定を順に模擬する。撃破確率:${model}。`
          : `Flights, detections, tracks, the network, fire control, the interceptors' flights and the look at each kill are simulated one after the other. Kill probability: ${model}.`,
      ],
    },
    {
      heading: ja ? "偶然と不明分" : "Luck and what is not known",
      paragraphs: [
        ja
          ? `公表値の中央で${summary.trials}回、公表範囲から抽出した${summary.unknownRows}組の値で各数十回、合計${summary.allTrials}回を試行した。割合の区間は試行をひとまとまりとするウィルソン区間、平均はブートストラップ。`
          : `${summary.trials} trials with central values, some with each of ${summary.unknownRows} sets drawn over the published ranges, ${summary.allTrials} trials in all. Shares have Wilson's interval with the trial as the cluster, means the bootstrap's.`,
      ],
    },
  ];
}
