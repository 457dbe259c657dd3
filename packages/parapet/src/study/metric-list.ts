import { BOOSTER_FALL_METRICS } from "./booster-fall.ts";
import { COST_METRICS } from "./cost.ts";
import { COVERAGE_METRICS } from "./coverage-summary.ts";
import type { MetricNames } from "./metric-names.ts";
import { listRaidMetrics } from "./raid-numbers.ts";
import { RaidFields } from "./raid-trials.ts";
import { RAID_METRICS } from "./raid.ts";
import { RANGE_METRICS } from "./range.ts";
import { REACH_METRICS } from "./reach.ts";
import { SITING_METRICS } from "./siting.ts";

/** The kinds of study that have metrics of their own; those of a raid serve sensitivity too. */
export type MeasuredKind =
  | "defended-area"
  | "coverage"
  | "reach"
  | "raid"
  | "siting"
  | "cost"
  | "range"
  | "booster-fall";

/** Metrics of a raid without a name in its report, and the layered ones: LAYER stands for the layer's id in capitals, `Sm3` for `sm-3`. */
const RAID_OTHERS: Readonly<Record<string, { readonly en: string; readonly ja: string }>> = {
  trackedShare: { en: "missiles that get a track", ja: "追尾されるミサイルの割合" },
  firstTrackDelay: { en: "time from launch to the first track", ja: "発射から最初の追尾までの時間" },
  fireControlShare: { en: "missiles that get a track good enough to fire on", ja: "射撃できる質の追尾を得る割合" },
  fireControlDelay: { en: "time from launch to such a track", ja: "発射からその追尾までの時間" },
  handoverError: { en: "error at the hand-over to the kill vehicle", ja: "迎撃体への引き渡し時の誤差" },
  spentLAYER: { en: "rounds fired by the layer", ja: "その層の発射弾数" },
  stoppedShareLAYER: { en: "missiles stopped by the layer", ja: "その層が阻止する割合" },
  stoppedOfArrivalsLAYER: {
    en: "missiles stopped by the layer of those that reach it",
    ja: "その層に達したもののうち阻止する割合",
  },
  exhaustedLAYER: { en: "raids in which the layer runs out of rounds", ja: "その層が弾切れになる確率" },
  above100kmLAYER: {
    en: "rounds of the layer that meet their targets above 100 km",
    ja: "高度100 km以上で目標に達する弾の割合",
  },
  below40kmLAYER: {
    en: "rounds of the layer that meet their targets below 40 km",
    ja: "高度40 km未満で目標に達する弾の割合",
  },
  launchWindowLAYER: { en: "length of the layer's launch windows", ja: "その層の発射可能時間の長さ" },
};

/** Every metric that a study of each kind can give, by the part of its name before the colon. */
export function listMetrics(): Readonly<Record<MeasuredKind, MetricNames>> {
  const words = { ...RAID_METRICS, ...RAID_OTHERS };
  const raid = listRaidMetrics(new RaidFields(["LAYER"])).map(({ name, unit }) => {
    const text = words[name];
    if (text === undefined) throw new Error(`listMetrics: ${name} has no words`);
    return [name, { unit, en: text.en, ja: text.ja ?? text.en }] as const;
  });
  const coverage = Object.entries(COVERAGE_METRICS).map(
    ([name, { en, ja = en }]) => [name, { unit: /Share/.test(name) ? "1" : "s", en, ja }] as const,
  );
  return {
    "defended-area": {
      defendedAreaShare: { unit: "1", en: "share of the land that is defended", ja: "防護される土地の割合" },
      defendedPopulationShare: { unit: "1", en: "share of the people defended", ja: "防護される人口の割合" },
    },
    coverage: Object.fromEntries(coverage),
    reach: REACH_METRICS,
    raid: {
      ...Object.fromEntries(raid),
      saturationSize: { unit: "", en: RAID_METRICS["saturationSize"]!.en, ja: RAID_METRICS["saturationSize"]!.ja! },
    },
    siting: SITING_METRICS,
    cost: COST_METRICS,
    range: RANGE_METRICS,
    "booster-fall": BOOSTER_FALL_METRICS,
  };
}
