import type { Assessment, AssessmentReason, AssessmentVerdict } from "../study/assess-flight.ts";
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

/** Why the verdict is what it is, sentence by sentence. */
export function explainAssessment(assessment: Assessment, language: Language): readonly string[] {
  return assessment.reasons.map((reason) => explain(reason, assessment, language));
}

function explain(
  reason: AssessmentReason,
  { simulatedFlightTime_s: simulated, lowerBound_s }: Assessment,
  language: Language,
): string {
  const minutes = (time: number): string => formatTime(time, language);
  const km = (length: number): string => formatQuantity(length / 1000, "km", language);
  const interval = simulated === undefined ? "" : `${minutes(simulated.low)} – ${minutes(simulated.high)}`;
  const ja = language === "ja";
  switch (reason.code) {
    case "time-within": {
      const reported = (simulated?.value ?? 0) + reason.by_s;
      const isRounded = simulated !== undefined && (reported < simulated.low || reported > simulated.high);
      if (isRounded)
        return ja
          ? `発表された時間は、丸めの幅を考えれば計算した範囲(${interval})に合う。`
          : `The reported time agrees with the interval of the simulated flights, ${interval}, within its rounding.`;
      return ja
        ? `発表された時間は、計算した飛行時間の範囲(${interval})に入る。`
        : `The reported time lies in the interval of the simulated flights, ${interval}.`;
    }
    case "time-below-bound":
      return ja
        ? `発表された時間は、この高さと距離の弾道飛行の下限(${minutes(lowerBound_s)})より${minutes(reason.by_s)}短い。`
        : `The reported time is ${minutes(reason.by_s)} shorter than any ballistic flight with this apogee and range, ${minutes(lowerBound_s)}.`;
    case "time-outside":
      return ja
        ? `発表された時間は、計算した範囲(${interval})から${minutes(reason.by_s)}外れる。`
        : `The reported time lies ${minutes(reason.by_s)} outside the interval of the simulated flights, ${interval}.`;
    case "excess-beyond-boost":
      return ja
        ? `発表された時間は下限(${minutes(lowerBound_s)})より、どの級のブースト時間でも説明できないほど長い(さらに${minutes(reason.by_s)})。`
        : `The reported time exceeds the two-body bound, ${minutes(lowerBound_s)}, by ${minutes(reason.by_s)} more than the longest boost of a likely class explains.`;
    case "apogee-too-low":
      return ja
        ? `この距離の弾道飛行なら最高高度は少なくとも約${km(reason.leastApogee_m)}になる。`
        : `A ballistic flight over this range rises to about ${km(reason.leastApogee_m)} at least.`;
    case "no-time":
      return ja
        ? "飛行時間の発表がないので、下限と計算値だけを示す。"
        : "No flight time was given: only the bound and the simulated time are shown.";
    case "no-class":
      return ja
        ? `射程${km(reason.standardRange_m)}に当たるどの級もこの飛行をしない。`
        : `No class of missile with a range of about ${km(reason.standardRange_m)} flies this path.`;
  }
}

/** A duration as minutes and seconds, "37 min 00 s". */
export function formatTime(time_s: number, language: Language): string {
  const whole = Math.round(Math.abs(time_s));
  const minutes = Math.floor(whole / 60);
  const seconds = String(whole % 60).padStart(2, "0");
  if (language === "ja") return minutes === 0 ? `${whole}秒` : `${minutes}分${seconds}秒`;
  return minutes === 0 ? `${whole} s` : `${minutes} min ${seconds} s`;
}
