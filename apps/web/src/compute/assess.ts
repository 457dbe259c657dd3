import {
  assessFlight,
  type Catalogue,
  describeAssessment,
  explainAssessment,
  explainBlocked,
  findNearestLand,
  findOverflights,
  findRadarViews,
  formatInterval,
  formatQuantity,
  formatRange,
  formatTime,
  groundPoint,
  listRadarStations,
  type PrefectureFeature,
  readAnnouncement,
  resolveThreatClass,
  type Territory,
} from "parapet";
import { type Country, nameCountry } from "./countries.ts";
import type { AnnouncementAsked, AssessAnswer, DrawnFlight, Language, LonLat } from "./desk-types.ts";

/** Classes that a ballistic test may belong to; the same as the command line's. */
const CLASSES: readonly string[] = ["srbm", "mrbm", "irbm", "icbm-liquid", "icbm-solid"];
const DEGREES = 180 / Math.PI;
const STEP_s = 5;

export interface AssessWorld {
  readonly catalogue: Catalogue;
  readonly prefectures: readonly PrefectureFeature[];
  readonly countries: readonly Country[];
  readonly language: Language;
}

/** Judges an announced flight and tells what it flew over and who could see it, as `parapet assess` does. */
export function assessAnnouncement(
  asked: AnnouncementAsked,
  { catalogue, prefectures, countries, language }: AssessWorld,
): AssessAnswer {
  const given = Object.fromEntries(Object.entries(asked).filter(([, text]) => text.trim() !== ""));
  const read = readAnnouncement(given);
  if (!read.ok) return { ok: false, problems: read.problems.map((problem) => problem.replace(/^--/, "")) };
  const { announced } = read.announcement;
  const classes = CLASSES.map((id) => resolveThreatClass(id, catalogue));
  const assessment = assessFlight(announced, classes);
  const nameOf = (id: string): string => {
    const name = catalogue.entries.get(id)?.name;
    return name?.[language] ?? name?.en ?? id;
  };
  const japan = prefectures.map(({ properties: { name, nameJa }, geometry }): Territory => ({
    name: language === "ja" ? nameJa : `${name} (Japan)`,
    geometry: geometry as Territory["geometry"],
  }));
  const abroad = countries.flatMap((country): Territory[] =>
    country.geometry.type === "Polygon" || country.geometry.type === "MultiPolygon"
      ? [{ name: nameCountry(country, language), geometry: country.geometry }]
      : [],
  );
  const { aim, middle, lowerBound_s, excess_s, simulatedFlightTime_s: simulated, simulations } = assessment;
  const km = (length_m: number): string => formatQuantity(Math.round(length_m / 1000), "km", language);
  const nearest = findNearestLand(aim, [...japan, ...abroad]);
  const time = (seconds: number): string => formatTime(seconds, language);
  const stations = listRadarStations(catalogue, announced.launch);
  const views =
    middle === undefined
      ? []
      : findRadarViews(
          {
            trajectory: middle.trajectory,
            threat: resolveThreatClass(middle.simulation.threat, catalogue),
            burnoutTime_s: middle.simulation.cutOffTime_s,
          },
          stations,
        ).map((view, i) => ({ ...view, name: stations[i]!.name[language] ?? stations[i]!.name.en }));
  return {
    ok: true,
    verdict: assessment.verdict,
    sentence: describeAssessment(assessment.verdict, language),
    reasons: explainAssessment(assessment, language, nameOf),
    lowerBound: time(lowerBound_s),
    ...(excess_s === undefined ? {} : { excess: `${excess_s < 0 ? "−" : "+"}${time(excess_s)}` }),
    ...(simulated === undefined
      ? {}
      : { simulated: `${time(simulated.value)} (${formatInterval(simulated, language)})` }),
    standardRange: formatRange(assessment.standardRange_m, language),
    classes: [...new Set(simulations.map(({ threat }) => nameOf(threat)))],
    launch: [announced.launch.longitude_rad * DEGREES, announced.launch.latitude_rad * DEGREES],
    landing: {
      place: [aim.longitude_rad * DEGREES, aim.latitude_rad * DEGREES],
      text: nearest === undefined ? "" : `${km(nearest.distance_m)} · ${nearest.name}`,
    },
    overflights:
      middle === undefined
        ? []
        : findOverflights(middle.trajectory, [...japan, ...abroad]).map(
            ({ name, from_s, to_s, fromAltitude_m, toAltitude_m }) => ({
              name,
              times: `${time(from_s)} – ${time(to_s)}`,
              from_km: fromAltitude_m / 1000,
              to_km: toAltitude_m / 1000,
            }),
          ),
    seen: views
      .filter(({ windows }) => windows.length > 0)
      .map(({ name, windows }) => ({
        name,
        times: windows.map(({ from_s, to_s }) => `${time(from_s)} – ${time(to_s)}`),
      })),
    hidden: views
      .filter(({ windows }) => windows.length === 0)
      .map(({ name, never, closest_m }) => ({
        name,
        why: never === undefined ? "" : explainBlocked(never, language),
        closest_km: closest_m / 1000,
      })),
    ...(middle === undefined ? {} : { flight: drawFlight(middle.trajectory) }),
  };
}

function drawFlight(trajectory: Parameters<typeof groundPoint>[0]): DrawnFlight {
  const places: LonLat[] = [];
  const altitude_m: number[] = [];
  const time_s: number[] = [];
  const count = Math.ceil((trajectory.endTime_s - trajectory.startTime_s) / STEP_s);
  for (let i = 0; i <= count; i++) {
    const t = i === count ? trajectory.endTime_s : trajectory.startTime_s + i * STEP_s;
    const point = groundPoint(trajectory, t);
    places.push([point.longitude_rad * DEGREES, point.latitude_rad * DEGREES]);
    altitude_m.push(point.altitude_m);
    time_s.push(t);
  }
  return { places, altitude_m, time_s };
}
