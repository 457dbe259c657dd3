import { solveDirect, solveInverse } from "../earth/geodesic.ts";
import type { EarthModel, Geodetic } from "../earth/model.ts";
import { radarHorizon } from "../flight/cruise.ts";
import type { RangeStudy, ResolvedStrait } from "../scenario/types.ts";
import type { MetricNames } from "./metric-names.ts";
import { exploreNumbers, type MetricRule, type NumbersSummary, type StudyNumbers } from "./numbers.ts";
import type { ParameterRow } from "./parameter.ts";
import { type ParameterIndex, ParameterList } from "./parameter-list.ts";
import { makeSeaGrid, type SeaGrid } from "./sea-grid.ts";
import { type Territory, TerritoryFinder } from "./territory.ts";

/** How far a weapon is used: seen by its battery's own radar, as far as targets are reported to it, or as far as it flies. */
export type Targeting = "horizon" | "targeted" | "full";
export const TARGETINGS: readonly Targeting[] = ["horizon", "targeted", "full"];

/** Points on a strait's line. */
const LINE_POINTS = 401;
/** Side of the cells in which the sea is counted, m. */
const SEA_CELL_m = 8000;

interface WeaponPlace {
  readonly id: string;
  readonly position: Geodetic;
  readonly range_m: ParameterIndex;
  readonly radarHeight_m?: ParameterIndex;
  readonly targetHeight_m?: ParameterIndex;
  readonly targetingRange_m?: ParameterIndex;
  /** Distances from the weapon, m: to the points of each strait, to the sea cells, to the places. */
  readonly toStraits: readonly Float64Array[];
  readonly toSea: Float64Array;
  readonly toPlaces: Float64Array;
}

/** One weapon with its central reach, by kind of targeting. */
export interface WeaponReach {
  readonly id: string;
  readonly position: Geodetic;
  readonly reach_m: Readonly<Record<Targeting, number>>;
  readonly isTargeted: boolean;
}

/** One strait and what of it lies within reach, with central values. */
export interface StraitReach {
  readonly id: string;
  readonly from: Geodetic;
  readonly to: Geodetic;
  readonly length_m: number;
  /** By weapon, and by `any`. */
  readonly shares: Readonly<Record<string, Readonly<Record<Targeting, number>>>>;
  /** Points of the line and whether any weapon reaches them at full range, from the first shore to the second. */
  readonly line: readonly { readonly place: Geodetic; readonly isReached: boolean }[];
}

/** A place and its distance from each weapon. */
export interface PlaceReach {
  readonly id: string;
  readonly position: Geodetic;
  readonly distance_m: Readonly<Record<string, number>>;
}

/** The answer of a range study as plain data. */
export interface RangeSummary extends NumbersSummary {
  readonly kind: "range";
  readonly weapons: readonly WeaponReach[];
  readonly straits: readonly StraitReach[];
  readonly places: readonly PlaceReach[];
}

/**
 * Finds what lies within reach of the weapons of a study over the ground: the share of each strait's line, the area of the sea,
 * the places, and whether a weapon's range lies in a band. A battery's own radar sees targets to the radar horizon (4/3 Earth);
 * reported targets are engaged to the distance to which they are reported; either ends at the weapon's range. Draws move range,
 * heights and the distance of reports.
 */
export function runRange(study: RangeStudy, land: readonly Territory[]): RangeSummary {
  const { earth } = study.scenario.earth;
  const list = new ParameterList();
  const straits = study.straits.map((strait) => layLine(strait, earth));
  const sea = study.straits.length === 0 ? undefined : findSea(study, land);
  const weapons = study.weapons.map(({ id, unit, missile }): WeaponPlace => {
    const { radarHeight_m, targetHeight_m, targetingRange_m } = missile;
    const from = unit.position;
    const distances = (places: readonly Geodetic[]): Float64Array =>
      Float64Array.from(places, (place) => solveInverse(from, place, earth).distance_m);
    return {
      id,
      position: from,
      range_m: list.add(missile.range_m, "drawn"),
      ...(radarHeight_m === undefined ? {} : { radarHeight_m: list.add(radarHeight_m, "drawn") }),
      ...(targetHeight_m === undefined ? {} : { targetHeight_m: list.add(targetHeight_m, "drawn") }),
      ...(targetingRange_m === undefined ? {} : { targetingRange_m: list.add(targetingRange_m, "drawn") }),
      toStraits: straits.map(({ places }) => distances(places)),
      toSea: sea === undefined ? new Float64Array(0) : distances(sea.places),
      toPlaces: distances(study.places.map(({ position }) => position)),
    };
  });
  const reachOf = (weapon: WeaponPlace, row: ParameterRow, targeting: Targeting): number =>
    findReach(weapon, row, targeting, earth);
  const numbersOf = (row: ParameterRow): StudyNumbers => measure(study, { weapons, straits, sea, reachOf }, row);
  const summary = exploreNumbers({
    parameters: list.parameters,
    draws: study.draws,
    seed: study.seed,
    sweeps: study.sweeps,
    numbersOf,
    ruleOf: (metric) => ruleOf(metric, study),
  });
  const row = Float64Array.from(list.parameters, ({ value }) => value);
  return {
    kind: "range",
    ...summary,
    weapons: weapons.map((weapon) => ({
      id: weapon.id,
      position: weapon.position,
      reach_m: byTargeting((targeting) => reachOf(weapon, row, targeting)),
      isTargeted: weapon.radarHeight_m !== undefined,
    })),
    straits: straits.map(({ id, from, to, length_m, places }, s) => ({
      id,
      from,
      to,
      length_m,
      shares: Object.fromEntries([
        ...weapons.map((weapon) => [
          weapon.id,
          byTargeting((targeting) => shareWithin([weapon], [reachOf(weapon, row, targeting)], s)),
        ]),
        [
          "any",
          byTargeting((t) =>
            shareWithin(
              weapons,
              weapons.map((w) => reachOf(w, row, t)),
              s,
            ),
          ),
        ],
      ]),
      line: places.map((place, i) => ({
        place,
        isReached: weapons.some(
          (weapon) => closesStraits(weapon, weapons) && weapon.toStraits[s]![i]! <= reachOf(weapon, row, "full"),
        ),
      })),
    })),
    places: study.places.map(({ id, position }, p) => ({
      id,
      position,
      distance_m: Object.fromEntries(weapons.map((weapon) => [weapon.id, weapon.toPlaces[p]!])),
    })),
  };
}

function byTargeting(find: (targeting: Targeting) => number): Readonly<Record<Targeting, number>> {
  return { horizon: find("horizon"), targeted: find("targeted"), full: find("full") };
}

/** Reach of a weapon for one kind of targeting, m; without a radar of its own it is its range. */
function findReach(weapon: WeaponPlace, row: ParameterRow, targeting: Targeting, earth: EarthModel): number {
  const range = row[weapon.range_m]!;
  if (targeting === "full" || weapon.radarHeight_m === undefined || weapon.targetHeight_m === undefined) return range;
  const heights = { antenna_m: row[weapon.radarHeight_m]!, target_m: row[weapon.targetHeight_m]! };
  const horizon = radarHorizon(heights, { earth });
  if (targeting === "horizon" || weapon.targetingRange_m === undefined) return Math.min(range, horizon);
  return Math.min(range, Math.max(horizon, row[weapon.targetingRange_m]!));
}

interface StraitLine extends Pick<ResolvedStrait, "id" | "from" | "to"> {
  readonly length_m: number;
  readonly places: readonly Geodetic[];
}

function layLine({ id, from, to }: ResolvedStrait, earth: EarthModel): StraitLine {
  const { azimuth_rad, distance_m } = solveInverse(from, to, earth);
  const places = Array.from({ length: LINE_POINTS }, (_, i) =>
    solveDirect(from, azimuth_rad, (i / (LINE_POINTS - 1)) * distance_m, earth),
  );
  return { id, from, to, length_m: distance_m, places };
}

/** The sea within the longest published range of any weapon. */
function findSea(study: RangeStudy, land: readonly Territory[]): SeaGrid {
  const finder = new TerritoryFinder(land);
  return makeSeaGrid({
    centres: study.weapons.map(({ unit, missile }) => ({ place: unit.position, radius_m: missile.range_m.high })),
    cell_m: SEA_CELL_m,
    isLand: (place) => finder.nameAt(place) !== undefined,
  });
}

interface Measured {
  readonly weapons: readonly WeaponPlace[];
  readonly straits: readonly StraitLine[];
  readonly sea: SeaGrid | undefined;
  readonly reachOf: (weapon: WeaponPlace, row: ParameterRow, targeting: Targeting) => number;
}

const SUFFIX: Readonly<Record<Targeting, string>> = { horizon: "Horizon", targeted: "", full: "Full" };

function measure(study: RangeStudy, { weapons, straits, sea, reachOf }: Measured, row: ParameterRow): StudyNumbers {
  const numbers: Record<string, number> = {};
  const length = straits.reduce((sum, { length_m }) => sum + length_m, 0);
  for (const targeting of TARGETINGS) {
    const suffix = SUFFIX[targeting];
    const reaches = weapons.map((weapon) => reachOf(weapon, row, targeting));
    if (straits.length > 0) {
      const shares = straits.map((_, s) => shareWithin(weapons, reaches, s));
      straits.forEach(({ id }, s) => (numbers[`straitShare${suffix}:${id}`] = shares[s]!));
      numbers[`straitShare${suffix}`] =
        straits.reduce((sum, { length_m }, s) => sum + shares[s]! * length_m, 0) / length;
      numbers[`straitsWhole${suffix}`] = shares.filter((share) => share === 1).length;
    }
    if (sea !== undefined) {
      numbers[`seaArea${suffix}`] = countSea(sea, weapons, reaches);
      weapons.forEach(
        (weapon, w) => (numbers[`seaArea${suffix}:${weapon.id}`] = countSea(sea, [weapon], [reaches[w]!])),
      );
    }
    weapons.forEach((weapon, w) => (numbers[`reach${suffix}:${weapon.id}`] = reaches[w]! / 1000));
    if (study.places.length > 0) {
      const within = study.places.filter((_, p) => weapons.some((weapon, w) => weapon.toPlaces[p]! <= reaches[w]!));
      numbers[`placesInReach${suffix}`] = within.length;
    }
  }
  const { band } = study;
  const [first] = weapons;
  if (band !== undefined && first !== undefined) {
    const range = row[first.range_m]!;
    numbers["missileRange"] = range / 1000;
    numbers["rangeInBand"] = Number(range >= band.low_m.value && range <= band.high_m.value);
    numbers["rangeOverBand"] = (range - band.low_m.value) / 1000;
  }
  return numbers;
}

/** Where a missile against ships is among the weapons, an interceptor beside it closes no strait. */
function closesStraits(weapon: WeaponPlace, weapons: readonly WeaponPlace[]): boolean {
  return weapon.radarHeight_m !== undefined || weapons.every(({ radarHeight_m }) => radarHeight_m === undefined);
}

function shareWithin(weapons: readonly WeaponPlace[], reaches: readonly number[], strait: number): number {
  const count = weapons[0]?.toStraits[strait]?.length ?? 0;
  let within = 0;
  for (let i = 0; i < count; i++)
    for (let w = 0; w < weapons.length; w++)
      if (closesStraits(weapons[w]!, weapons) && weapons[w]!.toStraits[strait]![i]! <= reaches[w]!) {
        within++;
        break;
      }
  return count === 0 ? 0 : within / count;
}

/** Sea within reach of any of the weapons, in square kilometres. */
function countSea(sea: SeaGrid, weapons: readonly WeaponPlace[], reaches: readonly number[]): number {
  let cells = 0;
  for (let i = 0; i < sea.places.length; i++)
    for (let w = 0; w < weapons.length; w++)
      if (weapons[w]!.toSea[i]! <= reaches[w]!) {
        cells++;
        break;
      }
  return (cells * sea.cellArea_m2) / 1e6;
}

/** Units and names of the metrics. */
function ruleOf(metric: string, study: RangeStudy): MetricRule {
  const [name = "", of] = metric.split(":");
  const base = name.replace(/(Horizon|Full)$/, "");
  const how = name.endsWith("Horizon") ? HOW.horizon : name.endsWith("Full") ? HOW.full : HOW.targeted;
  const rule = RANGE_METRICS[base];
  if (rule === undefined) return { unit: "" };
  const strait = study.straits.find(({ id }) => id === of)?.name;
  if (of !== undefined && strait === undefined) return { unit: rule.unit };
  const place = strait === undefined ? { en: "", ja: "" } : { en: `${strait.en}, `, ja: `${strait.ja ?? strait.en}、` };
  const isSimple = !/^(straitShare|straitsWhole|seaArea)/.test(base);
  return {
    unit: rule.unit,
    name: isSimple
      ? { en: rule.en, ja: rule.ja }
      : { en: `${place.en}${rule.en}, ${how.en}`, ja: `${place.ja}${rule.ja}(${how.ja})` },
  };
}

const HOW = {
  horizon: { en: "own radar only", ja: "自らのレーダーのみ" },
  targeted: { en: "targets reported from beyond the horizon", ja: "水平線の先の目標通報あり" },
  full: { en: "to the whole range", ja: "全射程" },
} as const;

/** What the metrics of a range study measure. */
export const RANGE_METRICS: MetricNames = {
  straitShare: { unit: "1", en: "share of the straits' lines within reach", ja: "到達範囲内にある海峡の線の割合" },
  straitsWhole: { unit: "", en: "straits wholly within reach", ja: "全幅が到達範囲内の海峡の数" },
  seaArea: { unit: "km²", en: "sea within reach", ja: "到達範囲内の海域" },
  reach: { unit: "km", en: "reach", ja: "到達距離" },
  placesInReach: { unit: "", en: "places within reach", ja: "到達範囲内の地点の数" },
  missileRange: { unit: "km", en: "range of the missile", ja: "ミサイルの射程" },
  rangeInBand: { unit: "", en: "range within the band", ja: "射程が範囲内" },
  rangeOverBand: { unit: "km", en: "range above the low end of the band", ja: "範囲の下限を超える射程" },
};
