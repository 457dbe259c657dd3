import { solveInverse } from "../earth/geodesic.ts";
import { ecefToGeodetic } from "../earth/frames.ts";
import type { EarthModel, Geodetic } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import type { ResolvedInterceptor, ResolvedThreatClass, ResolvedUnit, StudyAim } from "../scenario/types.ts";
import type { Trajectory } from "../scenario/study-common.ts";
import { type BundleStudy, flyOne, solveClassVehicle } from "../study/flight-bundle.ts";
import type { KeptTrial } from "./raid-files.ts";
import { drawProfile, type ProfileFlight, type ProfileLayer, type ProfileSite } from "./chart-profile.ts";
import { type NameOf, namePath } from "./defended-area-words.ts";
import type { Language, ReportPicture } from "./report-input.ts";
import type { SceneSite } from "./scene.ts";

/** A place beside the flights: drawn where the path passes abreast of it. */
export interface ProfilePlace {
  readonly name: string;
  readonly kind: SceneSite["kind"];
  readonly position: Geodetic;
}

/** Units as places, each once. */
export function listPlaces(units: readonly ResolvedUnit[], nameOf: NameOf): readonly ProfilePlace[] {
  const once = [...new Map(units.map((unit) => [unit.id, unit])).values()];
  return once.map(({ id, type, position }) => ({ name: nameOf(id), kind: type, position }));
}

/** Points of a path that a picture needs at most. */
const MOST_POINTS = 160;
/** A place further from the path than this is named with its distance. */
const ABREAST_m = 50_000;
/** The nearest places to the path that are drawn: more would hide each other. */
const MOST_PLACES = 4;

/**
 * Flies one class from one launch region to one aim on every kind of path and draws altitude against distance to scale, with what
 * the interceptors can meet as bands. Undefined where no such flight exists.
 */
export function drawFlightsProfile(options: {
  readonly study: BundleStudy & { readonly trajectories: readonly Trajectory[] };
  readonly threat: ResolvedThreatClass;
  readonly launchRegion: string;
  readonly aim: StudyAim;
  readonly interceptors: readonly ResolvedInterceptor[];
  readonly places: readonly ProfilePlace[];
  readonly nameOf: NameOf;
  readonly language: Language;
}): ReportPicture | undefined {
  const { study, threat, launchRegion, aim, nameOf, language } = options;
  const { earth } = study.scenario.earth;
  const start = study.launchRegions.find(({ id }) => id === launchRegion)!.centre;
  const vehicle = solveClassVehicle(threat);
  if (vehicle === undefined) return undefined;
  const flights = study.trajectories.flatMap((trajectory): ProfileFlight[] => {
    const flown = flyOne(study, vehicle, threat, { trajectory, launchRegion, aim: aim.id });
    if (typeof flown === "string") return [];
    const points = thin(flown.time_s.length).map((i) => ({
      time_s: flown.time_s[i]!,
      ...placeOnProfile(flown.ecef_m.subarray(3 * i, 3 * i + 3), start, earth),
    }));
    return [{ name: namePath(trajectory, language), side: "threat", points }];
  });
  if (flights.length === 0) return undefined;
  const ja = language === "ja";
  const route = ja
    ? `${nameOf(threat.id)}、${nameOf(launchRegion)}から${aim.name.ja ?? aim.name.en}へ`
    : `${nameOf(threat.id)} from ${nameOf(launchRegion)} to ${aim.name.en}`;
  const svg = drawProfile({
    language,
    layers: listLayers(options.interceptors, nameOf),
    flights,
    sites: placeAbreast(options.places, start, aim.position, language),
    title: titleOf(options.interceptors.length > 0, language),
    idPrefix: "profile",
  });
  return { svg, caption: `${route}${ja ? "。" : ". "}${explain(options.interceptors.length > 0, language)}` };
}

function titleOf(hasLayers: boolean, language: Language): string {
  if (!hasLayers) return language === "ja" ? "飛行はどの高さを通るか" : "How high are the flights?";
  return language === "ja" ? "飛行の高さと、迎撃できる高さ" : "How high are the flights, and how high can they be met?";
}

/** Draws one missile of a kept trial with every round that was fired at it; the one with most rounds, and the first of these. */
export function drawTrialProfile(options: {
  readonly trial: KeptTrial;
  readonly interceptors: readonly ResolvedInterceptor[];
  readonly nameOf: NameOf;
  readonly language: Language;
  readonly earth: EarthModel;
}): ReportPicture | undefined {
  const { trial, nameOf, language, earth } = options;
  const { scene, shots } = trial.play;
  const countOf = (id: string): number => {
    const own = shots.filter(({ target }) => target === id);
    return 10 * new Set(own.map(({ site }) => site)).size + own.length;
  };
  const [shown] = scene.flights
    .filter(({ side, states }) => side === "threat" && states.length > 1)
    .toSorted((a, b) => countOf(b.id) - countOf(a.id));
  if (shown === undefined) return undefined;
  const start = ecefToGeodetic(shown.states[0]!.r_ecef, earth);
  const end = ecefToGeodetic(shown.states.at(-1)!.r_ecef, earth);
  const own = shots.filter(({ target }) => target === shown.id);
  const flights = [shown, ...scene.flights.filter(({ id }) => own.some(({ interceptor }) => interceptor === id))].map(
    ({ name, side, states }): ProfileFlight => ({
      // The bands name the rounds already.
      name: side === "threat" ? name.slice(0, -shown.id.length).trim() : "",
      side,
      points: thin(states.length).map((i) => {
        const { time_s, r_ecef } = states[i]!;
        const to = ecefToGeodetic(r_ecef, earth);
        const { distance_m, azimuth_rad } = solveInverse(start, to, earth);
        const along = solveInverse(start, end, earth).azimuth_rad;
        const range_m = side === "threat" ? distance_m : distance_m * Math.cos(azimuth_rad - along);
        return { time_s, range_m, altitude_m: Math.max(0, to.altitude_m) };
      }),
    }),
  );
  const ja = language === "ja";
  const places = scene.sites
    .filter(({ id }) => own.some(({ site }) => site === id))
    .map(({ name, kind, position }) => ({ name, kind, position }));
  const svg = drawProfile({
    language,
    layers: listLayers(options.interceptors, nameOf),
    flights,
    sites: placeAbreast(places, start, end, language),
    title: ja ? "ある試行の一発と、それに向けて発射された迎撃弾" : "One missile of a trial, and the rounds fired at it",
    idPrefix: "profile",
  });
  const fate = own.some(({ isHit }) => isHit) ? (ja ? "撃墜された" : "was stopped") : ja ? "突破した" : "came through";
  return {
    svg,
    caption: ja
      ? `試行${trial.outcome.trial}の${shown.name}。${own.length}発(破線)が発射され、${fate}。${explain(true, language)}`
      : `Trial ${trial.outcome.trial}, ${shown.name}: ${own.length === 1 ? "one round (dashed) was" : `${own.length} rounds (dashed) were`} fired and it ${fate}. ${explain(true, language)}`,
  };
}

function explain(hasLayers: boolean, language: Language): string {
  const bands = language === "ja" ? "帯は迎撃できる高度(公表値)。" : "Bands: altitudes of intercept as published. ";
  const rest =
    language === "ja"
      ? "横軸は発射点からの距離。施設は経路の真横に当たる所に描く。"
      : "Across: distance from the launch; places are drawn where the path passes abreast of them.";
  return `${hasLayers ? bands : ""}${rest}`;
}

function listLayers(interceptors: readonly ResolvedInterceptor[], nameOf: NameOf): readonly ProfileLayer[] {
  return [...new Map(interceptors.map((each) => [each.id, each])).values()].map(
    ({ id, interceptFloor_m, interceptCeiling_m }) => ({
      name: nameOf(id),
      floor_m: interceptFloor_m.value,
      ceiling_m: interceptCeiling_m.value,
    }),
  );
}

/** Places between start and end of a path, at the distance where the path passes abreast. */
function placeAbreast(
  places: readonly ProfilePlace[],
  start: Geodetic,
  end: Geodetic,
  language: Language,
): readonly ProfileSite[] {
  const path = solveInverse(start, end);
  const near = places.flatMap(({ name, kind, position }) => {
    const to = solveInverse(start, position);
    const angle = to.distance_m / EARTH_RADIUS_m;
    const off = to.azimuth_rad - path.azimuth_rad;
    const across = EARTH_RADIUS_m * Math.asin(Math.min(1, Math.abs(Math.sin(angle) * Math.sin(off))));
    const range_m = EARTH_RADIUS_m * Math.atan2(Math.sin(angle) * Math.cos(off), Math.cos(angle));
    if (range_m < 0 || range_m > path.distance_m) return [];
    const km = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(across / 1000);
    const aside = across < ABREAST_m ? "" : language === "ja" ? `(${km} km横)` : ` (${km} km aside)`;
    return [{ name: `${name}${aside}`, kind, range_m, across }];
  });
  return near.toSorted((a, b) => a.across - b.across).slice(0, MOST_PLACES);
}

/** For places far aside a sphere will do. */
const EARTH_RADIUS_m = 6_371_000;

function placeOnProfile(
  ecef_m: Float64Array,
  start: Geodetic,
  earth: EarthModel,
): { readonly range_m: number; readonly altitude_m: number } {
  const place = ecefToGeodetic(vec3(ecef_m[0]!, ecef_m[1]!, ecef_m[2]!), earth);
  return { range_m: solveInverse(start, place, earth).distance_m, altitude_m: Math.max(0, place.altitude_m) };
}

/** Indices of at most `MOST_POINTS` of a path's samples, both ends among them. */
function thin(count: number): readonly number[] {
  const step = Math.max(1, Math.ceil((count - 1) / (MOST_POINTS - 1)));
  const chosen = Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
  return chosen.at(-1) === count - 1 ? chosen : [...chosen, count - 1];
}
