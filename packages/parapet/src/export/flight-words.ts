import type { PartName } from "../flight/falling-parts.ts";
import type { FlightEventName } from "../flight/trajectory.ts";
import type { Language } from "./report-input.ts";
import type { Texts } from "./texts.ts";

const EVENTS: Readonly<Record<FlightEventName, Readonly<Record<Language, string>>>> = {
  launch: { en: "launch", ja: "発射" },
  start: { en: "start", ja: "開始" },
  "pitch-over": { en: "pitch-over", ja: "転向開始" },
  "gravity-turn": { en: "gravity turn", ja: "重力ターン" },
  "stage-burnout": { en: "stage burnout", ja: "段の燃焼終了" },
  "stage-ignition": { en: "stage ignition", ja: "段の点火" },
  "shroud-jettison": { en: "shroud jettison", ja: "フェアリング分離" },
  "cut-off": { en: "cut-off", ja: "推力停止" },
  burnout: { en: "burnout", ja: "燃焼終了" },
  apogee: { en: "apogee", ja: "最高点" },
  "re-entry": { en: "re-entry", ja: "再突入" },
  impact: { en: "impact", ja: "落下" },
  "way-point": { en: "way point", ja: "経由点" },
  "above-horizon": { en: "above the radar's horizon", ja: "レーダー水平線上に出現" },
  arrival: { en: "arrival", ja: "到達" },
  divert: { en: "divert", ja: "機動修正" },
  intercept: { en: "intercept", ja: "迎撃" },
  end: { en: "end", ja: "終了" },
};

type TextKey =
  | "event"
  | "time"
  | "altitude"
  | "range"
  | "toScale"
  | "stretched"
  | "description"
  | "stage"
  | "spentStage"
  | "shroud"
  | "object";

const TEXTS: Readonly<Record<TextKey, Readonly<Record<Language, string>>>> = {
  event: { en: "Event", ja: "事象" },
  time: { en: "Time", ja: "時刻" },
  altitude: { en: "Altitude, km", ja: "高度 km" },
  range: { en: "Distance, km", ja: "距離 km" },
  toScale: {
    en: "Both axes have the same scale; the Earth is drawn flat.",
    ja: "両軸は同じ縮尺。地球の丸みは描いていない。",
  },
  stretched: {
    en: "Heights are drawn {factor} times as large as distances; the Earth is drawn flat.",
    ja: "高さは距離の{factor}倍に拡大。地球の丸みは描いていない。",
  },
  description: {
    en: "Altitude against distance along the ground. Events with time, altitude and distance:",
    ja: "地上距離に対する高度。事象と時刻・高度・距離:",
  },
  stage: { en: "stage {stage}", ja: "第{stage}段" },
  spentStage: { en: "spent stage {stage}", ja: "燃え終わった第{stage}段" },
  shroud: { en: "shroud", ja: "フェアリング" },
  object: { en: "object {stage}", ja: "物体{stage}" },
};

/** A fixed text of the pictures of flights. */
export function sayFlight(key: TextKey, { language }: Texts): string {
  return TEXTS[key][language];
}

/** An event as readers know it, "stage burnout (stage 1)". */
export function nameEvent(
  { name, stage, number }: { readonly name: FlightEventName; readonly stage?: number; readonly number?: number },
  texts: Texts,
): string {
  const word = EVENTS[name][texts.language];
  if (number !== undefined) return texts.language === "ja" ? `${word}${number}` : `${word} ${number}`;
  if (stage === undefined) return word;
  const which = sayFlight("stage", texts).replace("{stage}", String(stage));
  return texts.language === "ja" ? `${which} ${word}` : `${word} (${which})`;
}

/** A part that falls, in words. */
export function namePart({ kind, number }: PartName, texts: Texts): string {
  const key = kind === "spent-stage" ? "spentStage" : kind;
  return sayFlight(key, texts).replace("{stage}", String(number));
}

/** A time of flight: "85 s" below ten minutes, else "36 min 55 s". */
export function formatClock(time_s: number, texts: Texts): string {
  const seconds = (value: number, digits: number): string =>
    texts.number(value, { maximumFractionDigits: digits, useGrouping: false });
  if (Math.abs(time_s) < 599.5) return texts.language === "ja" ? `${seconds(time_s, 1)}秒` : `${seconds(time_s, 1)} s`;
  const whole = Math.round(time_s);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  return texts.language === "ja" ? `${minutes}分${rest}秒` : `${minutes} min ${rest} s`;
}
