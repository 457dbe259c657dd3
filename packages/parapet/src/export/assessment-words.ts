import { ANY_PLACE_m } from "../study/assess-standard-range.ts";
import type { Blocked } from "../sensing/radar-sight.ts";
import type { Assessment, Spread } from "../study/assess-flight.ts";
import type { AssessmentReason, AssessmentVerdict } from "../study/assess-verdict.ts";
import { formatQuantity } from "./defended-area-words.ts";
import type { Language } from "./report-input.ts";

const WORDS: Readonly<Record<AssessmentVerdict, Readonly<Record<Language, string>>>> = {
  consistent: { en: "Consistent with a ballistic flight.", ja: "弾道飛行として辻褄が合う。" },
  inconsistent: {
    en: "Inconsistent: the announced figures do not belong to one ballistic flight.",
    ja: "発表された数値は一つの弾道飛行としては合わない。",
  },
  "not-ballistic": {
    en: "Not ballistic: the flight was held up or steered on its way.",
    ja: "弾道飛行ではない(途中で揚力や操縦により飛んだ)。",
  },
};

/** The verdict on an announced flight as a sentence. */
export function describeAssessment(verdict: AssessmentVerdict, language: Language): string {
  return WORDS[verdict][language];
}

/** Why the verdict is what it is, sentence by sentence. `nameOf` turns the id of a class into its name. */
export function explainAssessment(
  assessment: Assessment,
  language: Language,
  nameOf: (threat: string) => string = (threat) => threat,
): readonly string[] {
  const explain = language === "ja" ? explainInJapanese : explainInEnglish;
  const simulated = assessment.simulatedFlightTime_s;
  const interval = simulated === undefined ? "" : formatInterval(simulated, language);
  return assessment.reasons.map((reason) =>
    explain(reason, { interval, bound: formatTime(assessment.lowerBound_s, language), nameOf }),
  );
}

interface Surroundings {
  readonly interval: string;
  readonly bound: string;
  readonly nameOf: (threat: string) => string;
}

function explainInEnglish(reason: AssessmentReason, { interval, bound, nameOf }: Surroundings): string {
  const time = (seconds: number): string => formatTime(seconds, "en");
  const km = (length_m: number): string => formatQuantity(length_m / 1000, "km", "en");
  switch (reason.code) {
    case "time-within":
      return `The reported time lies in the interval of the simulated flights, ${interval}.`;
    case "time-within-rounding":
      return `The reported time agrees with the interval of the simulated flights, ${interval}, within its rounding.`;
    case "boost-beyond-class":
      return (
        `The reported time lies outside the interval of the simulated flights, ${interval}, but a boost of about ${Math.round(reason.burnTime_s)} s ` +
        `explains it: outside the range published for the class (${nameOf(reason.threat)}) by no more than a quarter.`
      );
    case "apogee-rounded":
      return `The reported time fits an apogee of about ${km(reason.apogee_m)}, which rounds to the announced one.`;
    case "time-below-bound":
      return `The reported time is ${time(reason.by_s)} shorter than any ballistic flight with this apogee and range, ${bound}.`;
    case "time-outside":
      return `The reported time lies ${time(reason.by_s)} outside the interval of the simulated flights, ${interval}.`;
    case "excess-beyond-boost":
      return (
        `The reported time exceeds the two-body bound, ${bound}, by ${time(reason.by_s)} more than the longest boost of a likely class ` +
        `(${Math.round(reason.longestBoost_s)} s) could add.`
      );
    case "apogee-of-time":
      return `A ballistic flight of the reported time over this range would rise to about ${km(reason.apogee_m)}.`;
    case "apogee-too-low":
      return `A ballistic flight over this range rises to about ${km(reason.leastApogee_m)} at least.`;
    case "within-air":
      return "So low a flight stays in air that can lift and steer it: these figures alone do not exclude a quasi-ballistic flight.";
    case "no-time":
      return "No flight time was given: only the bound and the simulated time are shown.";
    case "no-class":
      return `No class of missile flies these figures; their energy is that of a range of about ${km(reason.standardRange_m)}.`;
  }
}

function explainInJapanese(reason: AssessmentReason, { interval, bound, nameOf }: Surroundings): string {
  const time = (seconds: number): string => formatTime(seconds, "ja");
  const km = (length_m: number): string => formatQuantity(length_m / 1000, "km", "ja");
  switch (reason.code) {
    case "time-within":
      return `発表された時間は、計算した飛行時間の範囲(${interval})に入る。`;
    case "time-within-rounding":
      return `発表された時間は、丸めの幅を考えれば計算した範囲(${interval})に合う。`;
    case "boost-beyond-class":
      return `発表された時間は計算した範囲(${interval})の外だが、約${Math.round(reason.burnTime_s)}秒のブーストなら説明できる(${nameOf(reason.threat)}の公表範囲を超えるが、超過は四分の一以内)。`;
    case "apogee-rounded":
      return `発表された時間は最高高度約${km(reason.apogee_m)}の飛行に合う。丸めれば発表された高度になる。`;
    case "time-below-bound":
      return `発表された時間は、この高さと距離の弾道飛行の下限(${bound})より${time(reason.by_s)}短い。`;
    case "time-outside":
      return `発表された時間は、計算した範囲(${interval})から${time(reason.by_s)}外れる。`;
    case "excess-beyond-boost":
      return `発表された時間は下限(${bound})より長く、考えられる級の最も長いブースト(${Math.round(reason.longestBoost_s)}秒)でも説明できない(さらに${time(reason.by_s)}長い)。`;
    case "apogee-of-time":
      return `この距離を発表された時間で飛ぶ弾道飛行なら、最高高度は約${km(reason.apogee_m)}になる。`;
    case "apogee-too-low":
      return `この距離の弾道飛行なら最高高度は少なくとも約${km(reason.leastApogee_m)}になる。`;
    case "within-air":
      return "この高さでは空気による揚力や操縦が効くので、この数値だけでは変則的な軌道を否定できない。";
    case "no-time":
      return "飛行時間の発表がないので、下限と計算値だけを示す。";
    case "no-class":
      return `この数値の飛行をする級はない。エネルギーは射程約${km(reason.standardRange_m)}に当たる。`;
  }
}

/** A range in kilometres with its interval; an end that reaches half the way round the Earth is "any place". */
export function formatRange({ value, low, high }: Spread, language: Language): string {
  const ja = language === "ja";
  const any = ja ? "地球上のどこでも" : "any place on Earth";
  const isAny = (length_m: number): boolean => length_m >= 0.999 * ANY_PLACE_m;
  const km = (length_m: number): string => (isAny(length_m) ? any : formatQuantity(length_m / 1000, "km", language));
  if (isAny(low)) return any;
  return ja ? `${km(value)}(${km(low)}~${km(high)})` : `${km(value)} (${km(low)} to ${km(high)})`;
}

/** Both ends of a time, "35 min 45 s to 37 min 54 s". */
export function formatInterval({ low, high }: Spread, language: Language): string {
  const between = language === "ja" ? "~" : " to ";
  return `${formatTime(low, language)}${between}${formatTime(high, language)}`;
}

/** A duration as minutes and seconds, "37 min 00 s". */
export function formatTime(time_s: number, language: Language): string {
  const whole = Math.round(Math.abs(time_s));
  const minutes = Math.floor(whole / 60);
  const seconds = String(whole % 60).padStart(2, "0");
  if (language === "ja") return minutes === 0 ? `${whole}秒` : `${minutes}分${seconds}秒`;
  return minutes === 0 ? `${whole} s` : `${minutes} min ${seconds} s`;
}

const BLOCKED: Readonly<Record<Blocked, Readonly<Record<Language, string>>>> = {
  "below-horizon": { en: "below the horizon", ja: "水平線の下" },
  "behind-terrain": { en: "behind terrain", ja: "地形の陰" },
  "out-of-field": { en: "outside its field of view", ja: "視野の外" },
  "too-weak": { en: "too far for its cross-section", ja: "反射断面積に対して遠すぎる" },
};

/** Why a radar does not see something, in a few words. */
export function explainBlocked(blocked: Blocked, language: Language): string {
  return BLOCKED[blocked][language];
}
