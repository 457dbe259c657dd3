import type { DefendedAreaStudy } from "../scenario/types.ts";
import type { DefendedAreaSummary } from "../study/defended-area-summary.ts";
import type { Language, ReportMethod } from "./report-input.ts";

interface MethodFacts {
  readonly study: DefendedAreaStudy;
  readonly summary: DefendedAreaSummary;
  readonly language: Language;
}

/** How the answer was found, for the method box. */
export function describeMethods({ study, summary, language }: MethodFacts): readonly ReportMethod[] {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const cell = number.format(study.grid_m / 1000);
  const differs = number.format(100 * summary.screenDisagreement);
  const reasons = Object.entries(summary.reasons)
    .map(([reason, count]) => `${reason} ${number.format(count)}`)
    .join(", ");
  if (language === "ja")
    return [
      {
        heading: "問い",
        paragraphs: [
          `国土を一辺${cell} kmの等面積の升目(${number.format(summary.landCells)}個)に分け、各升目に向かう飛行を計算し、迎撃の機会が一度でもあれば「防護される」とする。届かない升目は数えない。迎撃の成否の確率は含まない。`,
        ],
      },
      {
        heading: "飛行",
        paragraphs: [
          "回転するWGS 84楕円体、J2重力、1976年米国標準大気、マッハ数による抗力。各クラスの一般的な段式ロケットは、公表された射程と燃焼時間になるように解く。最小エネルギー軌道とは燃焼が最も短い軌道である。",
        ],
      },
      {
        heading: "探知と迎撃",
        paragraphs: [
          "最初の探知は、公表された探知距離と反射断面積の四乗根の法則、地平線(屈折4/3)、各面の方位覆域による。探知、追尾、反応の時間ののちに発射する。到達時間は、公表された燃焼終了速度を与える推力の飛翔の表による。公表された最低高度、最高高度、射程の外では迎撃しない。",
        ],
      },
      {
        heading: "不確かさ",
        paragraphs: [
          `中央値は積分した飛行による。${number.format(summary.draws)}回の抽出では、各数値を公表範囲で一様に動かし、積分で得た燃焼終了点からの二体軌道を用いる。二つの方法は升目の${differs} %で食い違う。`,
          ...(reasons === "" ? [] : [`飛行が見つからなかった升目(理由別):${reasons}`]),
        ],
      },
      {
        heading: "判定",
        paragraphs: [
          "中央値で基準を満たし、抽出の90 %以上でも満たせば「裏付けられる」。どの軌道でも中央値で満たさず、抽出の10 %以下でしか満たさなければ「否定される」。その間は「条件による」とし、成り立つ軌道を挙げる。",
        ],
      },
    ];
  return [
    {
      heading: "The question",
      paragraphs: [
        `The land is divided into ${number.format(summary.landCells)} squares of equal area, ${cell} km wide. A flight to each of them is computed; a square counts as defended when at least one intercept is possible. Squares that a threat does not reach do not count. The chance that an intercept succeeds is not part of this answer.`,
      ],
    },
    {
      heading: "Flight",
      paragraphs: [
        "Rotating WGS 84 Earth, gravity with J2, US Standard Atmosphere 1976, drag by Mach number. The generic staged rocket of a class is solved so that the published range and burn time come out. Minimum energy means the path with the shortest burn.",
      ],
    },
    {
      heading: "Detection and intercept",
      paragraphs: [
        "First detection by the published detection range and the fourth-root law of cross-section, the horizon with refraction (4/3 Earth) and the sector of each face. Launch follows after the times for track and reaction. Time to a point comes from tables of shots whose thrust gives the published burnout speed. Outside the published floor, ceiling and range there is no intercept.",
      ],
    },
    {
      heading: "What is not known",
      paragraphs: [
        `Central values use integrated flights. Each of ${number.format(summary.draws)} draws moves every number uniformly over its published range and follows two-body arcs from the burnout points of the integrated flights. The two ways disagree on ${differs} % of the squares.`,
        ...(reasons === "" ? [] : [`Squares to which no flight was found, by reason: ${reasons}.`]),
      ],
    },
    {
      heading: "How the verdict is reached",
      paragraphs: [
        "Supported: the claim's bound holds with central values and in at least 90 % of the draws. Refuted: it fails with central values for every kind of path and interceptor, and holds in at most 10 % of the draws of each. Anything between depends, and the paths for which it holds are named.",
      ],
    },
  ];
}
