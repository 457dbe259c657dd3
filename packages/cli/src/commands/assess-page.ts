import {
  type Assessment,
  describeAssessment,
  explainAssessment,
  explainBlocked,
  formatInterval,
  formatQuantity,
  formatRange,
  formatTime,
  type NearestLand,
  type Overflight,
  type RadarView,
} from "parapet";
import type { AssessOptions } from "./assess-options.ts";

/** What a flight passes over, where it lands and who sees it, with names in the reader's language. */
export interface Surroundings {
  /** Empty when the path is not known. */
  readonly overflights: readonly Overflight[];
  readonly landing: {
    readonly latitude_deg: number;
    readonly longitude_deg: number;
    readonly nearest?: NearestLand;
    readonly nearestInJapan?: NearestLand;
  };
  readonly radars: readonly (RadarView & { readonly name: string; readonly isDirectionAssumed: boolean })[];
}

export interface Page {
  readonly options: AssessOptions;
  readonly assessment: Assessment;
  readonly around: Surroundings;
  readonly nameOf: (threat: string) => string;
  readonly language: "en" | "ja";
}

/** 200 nautical miles. */
const ZONE_m = 370_400;
/** How far from Japan a landing may be for its distance to be told besides that to the nearest land. */
const TOLD_TO_m = 5_000_000;
/** Why a radar sees nothing, from the nearest to seeing it. */
const BLOCKED = ["too-weak", "out-of-field", "behind-terrain", "below-horizon"] as const;
/** Stretches over one territory that are no farther apart in time are told as one: straits and bays. */
const STRAIT_s = 120;

/** The answer on one page: the verdict first, then what it rests on. */
export function writeAssessPage(page: Page): string {
  const { assessment, language, nameOf } = page;
  return [
    describeAssessment(assessment.verdict, language),
    ...explainAssessment(assessment, language, nameOf),
    "",
    ...writeFigures(page),
    ...writeSurroundings(page),
    "",
    ...(language === "ja" ? ASSUMED_JA : ASSUMED_EN),
  ].join("\n");
}

const ASSUMED_EN: readonly string[] = [
  "Assumed: burn times and ballistic coefficients of generic classes, over their ranges in the catalogue; missiles of one stage may",
  "come down whole. Times flown over and seen hold for the middle flight. Round figures count as rounded: whole minutes to 60 s, the",
  "apogee to its last figure that is not 0. Radars: published ranges, no terrain; a face without a published direction looks at the",
  "launch. Borders and coasts: Natural Earth.",
];
const ASSUMED_JA: readonly string[] = [
  "仮定:燃焼時間と弾道係数は一般的な級の値(カタログの範囲)。一段式は全体のまま落ちる場合も含む。",
  "通過と探知の時刻は中央の計算による。切りのよい数値は丸めたものとみなす(分単位は±60秒、高度は末尾の0でない桁まで)。",
  "レーダーは公表の探知距離による(地形は考えない。向きが公表されていないものは発射地点に向ける)。国境と海岸線はNatural Earth。",
];

function writeFigures({ options, assessment, nameOf, language }: Page): readonly string[] {
  const { announced, written } = options;
  const { lowerBound_s, excess_s, simulatedFlightTime_s: simulated, simulations } = assessment;
  const ja = language === "ja";
  const time = (seconds: number): string => formatTime(seconds, language);
  const { latitude_rad, longitude_rad } = announced.launch;
  const place = formatPlace(latitude_rad * DEGREES, longitude_rad * DEGREES, language);
  const bearing = `${Number((announced.bearing_rad * DEGREES).toFixed(1))}${ja ? "度" : " deg"}`;
  const launched = options.launchTime === undefined ? "" : clockOfLaunch(options.launchTime);
  const classes = [...new Set(simulations.map(({ threat }) => nameOf(threat)))].join(ja ? "、" : "; ");
  const rows: (readonly [string, string])[] = [
    [
      ja ? "発表" : "announced",
      ja
        ? `最高高度 ${written.apogee}、距離 ${written.range}${announced.flightTime_s === undefined ? "" : `、時間 ${time(announced.flightTime_s)}(±${announced.timeResolution_s}秒)`}`
        : `apogee ${written.apogee}, range ${written.range}${announced.flightTime_s === undefined ? "" : `, time ${time(announced.flightTime_s)} (good to ${announced.timeResolution_s} s)`}`,
    ],
    ["", ja ? `${place} から方位 ${bearing}` : `from ${place} towards ${bearing}`],
    ...(launched === "" ? [] : [[ja ? "発射" : "launched", launched] as const]),
    [
      ja ? "下限" : "shortest time",
      ja
        ? `${time(lowerBound_s)}(自転する地球上の二体運動、地表で瞬間的に加速)`
        : `${time(lowerBound_s)}: two-body flight over the turning Earth, impulse at the surface`,
    ],
  ];
  if (excess_s !== undefined)
    rows.push([
      ja ? "発表との差" : "reported",
      ja
        ? `下限より${time(excess_s)}${excess_s < 0 ? "短い" : "長い"}`
        : `${time(excess_s)} ${excess_s < 0 ? "shorter" : "longer"} than that`,
    ]);
  if (simulated !== undefined)
    rows.push([
      ja ? "弾道飛行なら" : "ballistic flight",
      ja
        ? `${time(simulated.value)}(${formatInterval(simulated, language)})、ブーストを含む計算`
        : `${time(simulated.value)} (${formatInterval(simulated, language)}), simulated with boost`,
    ]);
  if (assessment.verdict === "not-ballistic") return align(rows);
  if (classes !== "") rows.push([ja ? "級" : "classes", classes]);
  rows.push([
    ja ? "通常軌道の射程" : "standard range",
    ja
      ? `${formatRange(assessment.standardRange_m, language)} 同じミサイル、同じ燃焼`
      : `${formatRange(assessment.standardRange_m, language)}: same missile, same burn, best angle, no rotation`,
  ]);
  const along = assessment.standardRangeAlongBearing_m;
  if (simulations.length > 0)
    rows.push([
      "",
      ja
        ? `自転を含めこの方位なら ${formatRange({ ...along, low: along.low }, language)}`
        : `over the turning Earth along this bearing: ${formatRange(along, language)}`,
    ]);
  return align(rows);
}

function writeSurroundings({ options, assessment, around, language }: Page): readonly string[] {
  const ja = language === "ja";
  const km = (length_m: number): string => formatQuantity(Math.round(length_m / 1000), "km", language);
  const span = (from_s: number, to_s: number): string => {
    const times = `${formatTime(from_s, language)} – ${formatTime(to_s, language)}`;
    return options.launchTime === undefined ? times : `${times} (${clockInZone(options.launchTime, from_s, to_s)})`;
  };
  const { nearest, nearestInJapan, latitude_deg, longitude_deg } = around.landing;
  const describeDistance = ({ name, distance_m }: NearestLand): string => {
    const isNear = distance_m < ZONE_m;
    return ja
      ? `${name}から${km(distance_m)}${isNear ? "(200海里以内)" : ""}`
      : `${km(distance_m)} from ${name}${isNear ? " (within 200 nautical miles)" : ""}`;
  };
  const isToldTwice = nearest?.name === nearestInJapan?.name || (nearestInJapan?.distance_m ?? Infinity) > TOLD_TO_m;
  const landing = [
    formatPlace(latitude_deg, longitude_deg, language),
    ...(nearest === undefined ? [] : [describeDistance(nearest)]),
    ...(isToldTwice || nearestInJapan === undefined ? [] : [describeDistance(nearestInJapan)]),
  ].join(ja ? "、" : ", ");
  const landed = align([[ja ? "落下" : "lands at", landing]]);
  if (assessment.middle === undefined) return landed;
  const seen = around.radars.filter(({ windows }) => windows.length > 0);
  const hidden = around.radars.filter(({ windows }) => windows.length === 0);
  return [
    ...landed,
    ja ? "通過した地域(発射後)" : "flown over (after launch)",
    ...joinOverflights(around.overflights).map(({ name, from_s, to_s, fromAltitude_m, toAltitude_m }) =>
      ja
        ? `  ${name}:${span(from_s, to_s)}、高度 ${km(fromAltitude_m)} – ${km(toAltitude_m)}`
        : `  ${name}: ${span(from_s, to_s)}, altitude ${km(fromAltitude_m)} – ${km(toAltitude_m)}`,
    ),
    ja ? "レーダーから見える時間(発射後)" : "seen by radars (after launch)",
    ...seen.map(({ name, windows }) => {
      const stretches = windows.map(({ from_s, to_s, until }) => {
        const lost =
          until === "landing"
            ? ""
            : ja
              ? ` → ${explainBlocked(until, language)}`
              : `, then ${explainBlocked(until, language)}`;
        return `${span(from_s, to_s)}${lost}`;
      });
      return `  ${name}${ja ? ":" : ": "}${stretches.join(ja ? "、" : "; ")}`;
    }),
    ...(seen.length === 0 ? [ja ? "  なし" : "  none"] : []),
    ...(hidden.length === 0 ? [] : [ja ? "見えないレーダー(最も近いときの距離)" : "not seen by (distance at nearest)"]),
    ...BLOCKED.flatMap((reason) => {
      const names = hidden
        .filter(({ never }) => never === reason)
        .map(({ name, closest_m }) => `${name} ${km(closest_m)}`);
      const head = explainBlocked(reason, language);
      return names.length === 0 ? [] : [`  ${head}${ja ? ":" : ": "}${names.join(ja ? "、" : "; ")}`];
    }),
  ];
}

function joinOverflights(overflights: readonly Overflight[]): readonly Overflight[] {
  const joined: Overflight[] = [];
  for (const next of overflights) {
    const last = joined.at(-1);
    if (last?.name === next.name && next.from_s - last.to_s <= STRAIT_s)
      joined[joined.length - 1] = { ...last, to_s: next.to_s, toAltitude_m: next.toAltitude_m };
    else joined.push(next);
  }
  return joined;
}

const DEGREES = 180 / Math.PI;

function formatPlace(latitude_deg: number, longitude_deg: number, language: "en" | "ja"): string {
  const [lat, lon] = [Math.abs(latitude_deg).toFixed(2), Math.abs(longitude_deg).toFixed(2)];
  return language === "ja"
    ? `${latitude_deg < 0 ? "南緯" : "北緯"}${lat}度 ${longitude_deg < 0 ? "西経" : "東経"}${lon}度`
    : `${lat} ${latitude_deg < 0 ? "S" : "N"} ${lon} ${longitude_deg < 0 ? "W" : "E"}`;
}

type LaunchTime = NonNullable<AssessOptions["launchTime"]>;

/** The launch in UTC and in the zone in which it was given: "2017-07-04 00:40:00 UTC, 09:40:00 UTC+9". */
function clockOfLaunch({ epoch_ms, offset_min }: LaunchTime): string {
  const utc = new Date(epoch_ms).toISOString();
  const local = offset_min === 0 ? "" : `, ${clockInZone({ epoch_ms, offset_min }, 0)} ${formatOffset(offset_min)}`;
  return `${utc.slice(0, 10)} ${utc.slice(11, 19)} UTC${local}`;
}

/** Times of day of instants of the flight in the zone in which the launch was given. */
function clockInZone({ epoch_ms, offset_min }: LaunchTime, ...times_s: readonly number[]): string {
  const at = (time_s: number): string =>
    new Date(epoch_ms + 1000 * Math.round(time_s) + 60_000 * offset_min).toISOString().slice(11, 19);
  return times_s.map(at).join("–");
}

function formatOffset(offset_min: number): string {
  const minutes = Math.abs(offset_min);
  const rest = minutes % 60 === 0 ? "" : `:${String(minutes % 60).padStart(2, "0")}`;
  return `UTC${offset_min < 0 ? "-" : "+"}${Math.floor(minutes / 60)}${rest}`;
}

function align(rows: readonly (readonly [string, string])[]): readonly string[] {
  // Japanese characters are two columns wide.
  const width = (text: string): number => [...text].reduce((sum, c) => sum + (c.codePointAt(0)! > 0x2e80 ? 2 : 1), 0);
  return rows.map(([head, text]) => `${head}${" ".repeat(Math.max(1, LABEL_WIDTH - width(head)))}${text}`);
}

const LABEL_WIDTH = 18;
