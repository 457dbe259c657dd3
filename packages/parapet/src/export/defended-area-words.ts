import type { DefendedAreaSummary, Metric } from "../study/defended-area-summary.ts";
import type { PathKind } from "../study/threat-paths.ts";
import type { DecidingAssumption, Verdict } from "../study/verdict.ts";
import type { Language } from "./report-input.ts";

/** Name of a system or launch region as a reader sees it. */
export type NameOf = (id: string) => string;

type Words = Readonly<Record<Language, string>>;

const PATHS: Readonly<Record<PathKind, Words>> = {
  "minimum-energy": { en: "minimum-energy", ja: "最小エネルギー軌道" },
  lofted: { en: "lofted", ja: "ロフテッド軌道" },
  depressed: { en: "depressed", ja: "ディプレスト軌道" },
};

const VALUES: Readonly<Record<string, Words>> = {
  burnoutSpeed: { en: "burnout speed", ja: "燃焼終了時の速度" },
  burnTime: { en: "burn time", ja: "燃焼時間" },
  verticalTime: { en: "time flown straight up", ja: "垂直上昇の時間" },
  ballisticCoefficient: { en: "ballistic coefficient", ja: "弾道係数" },
  interceptFloor: { en: "lowest intercept altitude", ja: "最低迎撃高度" },
  interceptCeiling: { en: "highest intercept altitude", ja: "最高迎撃高度" },
  range: { en: "range", ja: "射程" },
  boosterBurnTime: { en: "burn time of the first stage", ja: "第1段の燃焼時間" },
  boosterMass: { en: "mass of the spent first stage", ja: "燃焼後の第1段の質量" },
  boosterLength: { en: "length of the first stage", ja: "第1段の長さ" },
  boosterStableShare: { en: "how often the first stage falls end first", ja: "第1段が端から安定して落ちる割合" },
  diameter: { en: "diameter", ja: "直径" },
  perSite: { en: "published price of one", ja: "1基の公表価格" },
  batteryCost: { en: "price of a battery", ja: "1個部隊の価格" },
  unitCost: { en: "price of one", ja: "1発(1基)の価格" },
  warheadsRussia: { en: "deployed Russian warheads", ja: "ロシアの配備弾頭数" },
  perTarget: { en: "shots per missile", ja: "1目標あたりの発射数" },
  radarHeight: { en: "height of the battery's radar", ja: "レーダーの高さ" },
  targetHeight: { en: "height of the target", ja: "目標の高さ" },
  targetingRange: { en: "distance to which targets are reported", ja: "目標が通報される距離" },
  fromLatitude: { en: "latitude of the first shore", ja: "一方の岸の緯度" },
  fromLongitude: { en: "longitude of the first shore", ja: "一方の岸の経度" },
  toLatitude: { en: "latitude of the second shore", ja: "他方の岸の緯度" },
  toLongitude: { en: "longitude of the second shore", ja: "他方の岸の経度" },
  infBandLow: { en: "low end of the treaty's band", ja: "条約の範囲の下限" },
  infBandHigh: { en: "high end of the treaty's band", ja: "条約の範囲の上限" },
  reactionTime: { en: "reaction time", ja: "反応時間" },
  assessTime: { en: "time to assess a kill", ja: "撃墜判定の時間" },
  killProbability: { en: "single-shot kill probability", ja: "一発の撃破確率" },
  shotInterval: { en: "time between two launches", ja: "発射間隔" },
  divertSpeed: { en: "speed the kill vehicle can change", ja: "撃破体の修正可能速度" },
  basketRadius: { en: "radius that the seeker searches", ja: "シーカーの捜索半径" },
  homingTime: { en: "time from the seeker's first sight to intercept", ja: "シーカーの捕捉から迎撃までの時間" },
  beamWidth: { en: "width of the beam", ja: "ビーム幅" },
  dwellTime: { en: "time on one object for one look", ja: "1回の観測時間" },
  trackInterval: { en: "time between two looks", ja: "観測間隔" },
  searchFrame: { en: "time to search the sector once", ja: "覆域を一巡する捜索時間" },
  bodyCrossSection: { en: "radar cross-section of the whole missile", ja: "機体全体のレーダー反射断面積" },
  revisitTime: { en: "time between two looks from space", ja: "宇宙からの観測間隔" },
  reportDelay: { en: "delay of the report", ja: "通報の遅れ" },
  commonFailureShare: { en: "share of failures in common", ja: "共通原因の故障の割合" },
  objectsPerThreat: { en: "objects that fly with a warhead", ja: "弾頭とともに飛ぶ物体の数" },
  discrimination: { en: "chance of knowing the warhead", ja: "弾頭を見分ける確率" },
  detectionRange: { en: "detection range", ja: "探知距離" },
  referenceCrossSection: { en: "reference cross-section", ja: "基準レーダー反射断面積" },
  trackTime: { en: "time from detection to track", ja: "探知から追尾までの時間" },
  elevationMinimum: { en: "lowest elevation", ja: "最低仰角" },
  elevationMaximum: { en: "highest elevation", ja: "最高仰角" },
  fieldOfViewAzimuth: { en: "width of a face's sector", ja: "一面の方位覆域" },
  stageCount: { en: "number of stages", ja: "段数" },
  specificImpulse: { en: "specific impulse", ja: "比推力" },
  seaLevelThrustShare: { en: "thrust at sea level over vacuum", ja: "海面推力と真空推力の比" },
  structuralFraction: { en: "structural fraction", ja: "構造質量比" },
  payloadMass: { en: "payload mass", ja: "弾頭質量" },
  bodyDiameter: { en: "body diameter", ja: "直径" },
  crossSection: { en: "radar cross-section", ja: "レーダー反射断面積" },
  loftedApogeeFactor: { en: "apogee of lofted over minimum-energy", ja: "ロフテッド軌道の最高高度の倍率" },
  depressedApogeeFactor: { en: "apogee of depressed over minimum-energy", ja: "ディプレスト軌道の最高高度の倍率" },
  latency: { en: "delay", ja: "遅延" },
  jitter: { en: "longest wait for a slot", ja: "送信枠を待つ最長時間" },
  rate: { en: "data rate", ja: "伝送速度" },
  loss: { en: "share of messages lost", ja: "失われる通報の割合" },
  east: { en: "launch point, east of the centre", ja: "発射点(中心から東)" },
  north: { en: "launch point, north of the centre", ja: "発射点(中心から北)" },
};

export function namePath(path: string, language: Language): string {
  return PATHS[path as PathKind]?.[language] ?? path;
}

/** `sm3-iia.interceptFloor` as a reader sees it: "SM-3 Block IIA: lowest intercept altitude". */
export function nameParameter(key: string, nameOf: NameOf, language: Language): string {
  const [system = key, value = ""] = key.split(".");
  const word = VALUES[value]?.[language] ?? value;
  return language === "ja" ? `${nameOf(system)}の${word}` : `${nameOf(system)}: ${word}`;
}

/** A number with its unit to three significant figures, `82.4 km`. */
export function formatQuantity(value: number, unit: string, language: Language): string {
  if (language === "ja" && JAPANESE_UNITS[unit] !== undefined) {
    const { per, word } = unitIn(unit, language, value);
    return `${new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(value * per)}${word}`;
  }
  const text = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(value);
  return unit === "" ? text : `${text} ${unit.replace("^2", "²").replace("^3", "³")}`;
}

/** Sums of money and people as Japanese readers count them. */
const JAPANESE_UNITS: Readonly<Record<string, { readonly per: number; readonly word: string }>> = {
  "bn JPY": { per: 10, word: "億円" },
  "M JPY": { per: 100, word: "万円" },
  "bn USD": { per: 10, word: "億ドル" },
  "M USD": { per: 100, word: "万ドル" },
  JPY: { per: 1, word: "円" },
  USD: { per: 1, word: "ドル" },
  "JPY per USD": { per: 1, word: "円/ドル" },
  "M people": { per: 100, word: "万人" },
};

/** The unit in which readers of a language count amounts up to `largest`, and how many of it one `unit` is. */
export function unitIn(
  unit: string,
  language: Language,
  largest: number,
): { readonly per: number; readonly word: string } {
  const own = language === "ja" ? JAPANESE_UNITS[unit] : undefined;
  if (own === undefined) return { per: 1, word: unit };
  // 10,000 times ten thousand is one hundred million.
  if (unit === "M USD" && Math.abs(largest * own.per) >= 1e4) return { per: 0.01, word: "億ドル" };
  return own;
}

/** How far a metric that is no share lies inside its bound, or outside it, with its unit. */
export function describeMargin({ margin, metric }: Verdict, language: Language): string {
  const amount = formatQuantity(Math.abs(margin), metric.unit, language);
  if (margin === 0) return language === "ja" ? "ちょうど主張に必要な値" : "exactly what the claim needs";
  if (language === "ja") return margin > 0 ? `主張に必要な値より${amount}の余裕` : `主張に必要な値に${amount}足りない`;
  return margin > 0 ? `${amount} inside what the claim needs` : `${amount} outside what the claim needs`;
}

/** `84 % (61 to 97)`; never a rounded 100 % or 0 % that is not exact. */
export function formatShare(metric: Metric, language: Language): string {
  const low = formatPercent(metric.low, language);
  const high = formatPercent(metric.high, language);
  const value = formatPercent(metric.value, language);
  return language === "ja" ? `${value} %(${low}〜${high})` : `${value} % (${low} to ${high})`;
}

function formatPercent(share: number, language: Language): string {
  const percent = 100 * share;
  const digits = percent > 99 && percent < 100 ? 1 : percent > 0 && percent < 1 ? 1 : 0;
  const kept = digits === 1 ? (percent > 50 ? Math.min(99.9, percent) : Math.max(0.1, percent)) : percent;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(kept);
}

const VERDICT_WORDS: Readonly<Record<Verdict["verdict"], Words>> = {
  supported: { en: "Supported.", ja: "裏付けられる。" },
  refuted: { en: "Refuted.", ja: "否定される。" },
  depends: { en: "Depends.", ja: "条件による。" },
  "not-computable": { en: "Not computable.", ja: "計算できない。" },
};

/** The verdict as sentences: the word, for which paths it holds and fails, and what it turns on. */
export function describeVerdict(verdict: Verdict, nameOf: NameOf, language: Language): string {
  const any = verdict.parts.filter(({ interceptor }) => interceptor === "any");
  const holding = any.filter(({ holds }) => holds).map(({ path }) => namePath(path, language));
  const failing = any.filter(({ holds }) => !holds).map(({ path }) => namePath(path, language));
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const sentences = [VERDICT_WORDS[verdict.verdict][language]];
  if (verdict.isUnmeasured) return [...sentences, UNMEASURED[language]].join(language === "ja" ? "" : " ");
  if (any.length === 0) sentences.push(describeMetric(verdict, language));
  else if (language === "ja") {
    if (holding.length > 0 && failing.length > 0 && verdict.margin >= 0)
      sentences.push(
        `全体として、また${list.format(holding)}だけでも成り立つが、${list.format(failing)}だけでは成り立たない。`,
      );
    else if (holding.length > 0 && failing.length > 0)
      sentences.push(`${list.format(holding)}では成り立ち、${list.format(failing)}では成り立たない。`);
    else if (holding.length > 1 && verdict.margin < 0)
      sentences.push(`${list.format(holding)}のそれぞれでは成り立つが、すべてを合わせると成り立たない。`);
    else if (holding.length > 0) sentences.push(`${list.format(holding)}のすべてで成り立つ。`);
    else sentences.push(`${list.format(failing)}のいずれでも成り立たない。`);
  } else if (holding.length > 0 && failing.length > 0 && verdict.margin >= 0)
    sentences.push(
      `Holds on the whole, and for ${list.format(holding)} flights alone; fails for ${list.format(failing)} flights alone.`,
    );
  else if (holding.length > 0 && failing.length > 0)
    sentences.push(`Holds for ${list.format(holding)} flights; fails for ${list.format(failing)} flights.`);
  else if (holding.length > 1 && verdict.margin < 0)
    sentences.push(`Holds for ${list.format(holding)} flights each by itself, not for all of them together.`);
  else if (holding.length > 0) sentences.push(`Holds for ${list.format(holding)} flights.`);
  else sentences.push(`Fails for ${list.format(failing)} flights.`);
  if (verdict.deciding !== undefined)
    sentences.push(
      describeDeciding(verdict.deciding, {
        nameOf,
        language,
        unit: verdict.metric.unit,
        isOpen: verdict.verdict === "not-computable",
      }),
    );
  else if (verdict.isNeverMoved) sentences.push(NEVER_MOVED[language]);
  return sentences.join(language === "ja" ? "" : " ");
}

const UNMEASURED: Words = {
  en: "With these values nothing happens that could be measured: no round is fired, or nothing is met.",
  ja: "この値では、測るべき出来事が起きない(発射も迎撃もない)。",
};
const NEVER_MOVED: Words = {
  en: "No published value moves this by itself over its range.",
  ja: "公表範囲のどの値も、単独ではこの数値を動かさない。",
};

/** The metric of a verdict that has no parts, against its bound. */
function describeMetric({ metric, metricName, criterion }: Verdict, language: Language): string {
  const show = (value: number): string =>
    metric.unit === "1" ? `${formatPercent(value, language)} %` : formatQuantity(value, metric.unit, language);
  const { atLeast, atMost } = criterion;
  const isJapanese = language === "ja";
  const bounds = [
    ...(atLeast === undefined ? [] : [isJapanese ? `${show(atLeast)}以上` : `at least ${show(atLeast)}`]),
    ...(atMost === undefined ? [] : [isJapanese ? `${show(atMost)}以下` : `at most ${show(atMost)}`]),
  ];
  const isPoint = metric.low === metric.value && metric.high === metric.value;
  const range = isPoint
    ? ""
    : isJapanese
      ? `(${show(metric.low)}〜${show(metric.high)})`
      : ` (${show(metric.low)} to ${show(metric.high)})`;
  const name = metricName?.[language] ?? metricName?.en;
  const subject = name === undefined ? "" : isJapanese ? `${name}:` : `${name[0]!.toUpperCase()}${name.slice(1)}: `;
  if (bounds.length === 0)
    return isJapanese
      ? `関連する数値は、${subject}${show(metric.value)}${range}。`
      : `Beside it: ${subject === "" ? "" : subject[0]!.toLowerCase() + subject.slice(1)}${show(metric.value)}${range}.`;
  if (isJapanese) return `${subject}${show(metric.value)}${range}、基準は${bounds.join("、")}。`;
  return `${subject}${show(metric.value)}${range} found, ${bounds.join(" and ")} asked.`;
}

/** What the verdict turns on, with the turning point or what the whole range does. */
export function describeDeciding(
  deciding: DecidingAssumption,
  {
    nameOf,
    language,
    unit,
    isOpen = false,
  }: {
    readonly nameOf: NameOf;
    readonly language: Language;
    readonly unit: string;
    /** No number decides the claim. */
    readonly isOpen?: boolean;
  },
): string {
  const name = nameParameter(deciding.key, nameOf, language);
  const q = (value: number): string => formatQuantity(value, deciding.unit, language);
  const number = (value: number): string =>
    unit === "1" ? `${formatPercent(value, language)} %` : formatQuantity(value, unit, language);
  if (isOpen)
    return language === "ja"
      ? `この数値を最も動かすもの:${name}(公表範囲 ${q(deciding.low)}〜${q(deciding.high)})。値は${number(deciding.atLow)}から${number(deciding.atHigh)}まで動く。`
      : `Turns on: ${name}, which moves it from ${number(deciding.atLow)} to ${number(deciding.atHigh)} over its range, ${q(deciding.low)} to ${q(deciding.high)}.`;
  if (language === "ja") {
    const turn =
      deciding.flip === undefined
        ? `公表範囲(${q(deciding.low)}〜${q(deciding.high)})のどの値でも判定は変わらないが、値は${number(deciding.atLow)}から${number(deciding.atHigh)}まで動く`
        : `${q(deciding.flip)}で判定が変わる(公表範囲 ${q(deciding.low)}〜${q(deciding.high)})`;
    return `決め手:${name}。${turn}。`;
  }
  const turn =
    deciding.flip === undefined
      ? `no value of its range, ${q(deciding.low)} to ${q(deciding.high)}, changes the verdict, but it moves the answer from ${number(deciding.atLow)} to ${number(deciding.atHigh)}`
      : `the verdict changes at ${q(deciding.flip)}, within ${q(deciding.low)} to ${q(deciding.high)}`;
  return `Turns on: ${name}; ${turn}.`;
}

/** The answer of a study for a reader at a terminal. */
export function describeDefendedArea(summary: DefendedAreaSummary, nameOf: NameOf, language: Language): string {
  const any = summary.overall.find(({ interceptor }) => interceptor === "any")!;
  const head =
    language === "ja"
      ? [
          `防護される人口:${formatShare(any.population, language)}`,
          `防護される面積:${formatShare(any.area, language)}`,
          `(すべての脅威と軌道に対して。区間は${summary.draws}回の抽出の5 %〜95 %)`,
        ]
      : [
          `people defended: ${formatShare(any.population, language)}`,
          `area defended: ${formatShare(any.area, language)}`,
          `(against every threat and path of the study; interval: 5 % to 95 % of ${summary.draws} draws)`,
        ];
  const rows = summary.paths.map(
    ({ path, interceptor, population }) =>
      `  ${namePath(path, language)}, ${interceptor === "any" ? (language === "ja" ? "いずれか" : "any of them") : nameOf(interceptor)}: ${formatShare(population, language)}`,
  );
  return [...head, ...rows].join("\n");
}
