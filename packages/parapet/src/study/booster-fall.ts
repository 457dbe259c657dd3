import { solveInverse } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import { boosterFall } from "../flight/booster-fall.ts";
import { type ImpactEllipse, impactEllipse, outlineEllipse } from "../flight/impact-ellipse.ts";
import { makeInterceptorThrust } from "../flight/interceptor-boost.ts";
import { tumblingDragArea } from "../flight/spent-stage.ts";
import type { StageSpread } from "../flight/stage-scatter.ts";
import type { FlightEnvironment } from "../flight/vehicle.ts";
import { addFaults, FaultTally } from "../math/fault-tally.ts";
import { quantile } from "../math/statistics.ts";
import type { BoosterFallStudy } from "../scenario/types.ts";
import { type MetricNames, nameMetric } from "./metric-names.ts";
import { exploreNumbers, type NumbersSummary, type StudyNumbers } from "./numbers.ts";
import type { ParameterRow } from "./parameter.ts";
import { type ParameterIndex, ParameterList } from "./parameter-list.ts";
import { placeInterceptor, type InterceptorPlace } from "./reach-envelope.ts";
import { type Territory, TerritoryFinder } from "./territory.ts";

/** A tumbling cylinder's drag area is known to this factor (docs/models/flight-extras.md). */
const TUMBLING_FACTOR = 1.5;
/** Drag coefficients of a cylinder that falls end first, on its face (Hoerner 1965, Fluid-Dynamic Drag, chapter 3). */
const END_ON = { low: 0.7, high: 1.3 };
/** Standard deviation of the speed at separation, since one acceleration stands for all stages, and of its direction. */
const SPEED_ERROR = 0.1;
const DIRECTION_ERROR_rad = Math.PI / 180;
/** Flights to tables of reach are no longer than this; here it only bounds the boost. */
const LONGEST_FLIGHT_s = 900;

interface BoosterPlace {
  readonly id: string;
  readonly site: Geodetic;
  readonly kinematics: InterceptorPlace;
  readonly burnTime_s: ParameterIndex;
  readonly mass_kg: ParameterIndex;
  readonly stableShare: ParameterIndex;
  readonly diameter_m: number;
  readonly length_m: number;
}

/** Where the first stages of one site come down with central values. */
export interface BoosterImpacts {
  readonly id: string;
  readonly site: Geodetic;
  /** The falls of one direction and elevation of launch. */
  readonly falls: readonly {
    readonly azimuth_rad: number;
    readonly elevation_rad: number;
    readonly separationSpeed_mps: number;
    readonly separationAltitude_m: number;
    readonly ellipse: ImpactEllipse;
    readonly landShare: number;
    /** Outline of the ellipse that holds 95 %, open. */
    readonly ring: readonly Geodetic[];
  }[];
  readonly impacts: readonly Geodetic[];
  readonly ellipse: ImpactEllipse;
}

/** The answer of a study of falling boosters as plain data. */
export interface BoosterFallSummary extends NumbersSummary {
  readonly kind: "booster-fall";
  readonly boosters: readonly BoosterImpacts[];
}

/**
 * Finds where first stages come down around their sites: shares of the falls on land and within a distance of the site, and how far off they
 * are. Within one set of values what differs from fall to fall is luck (attitude, drag, wind, speed and direction at separation);
 * draws move what is not known (burn times, speed, mass, how often a stage falls stable). Units are SI.
 */
export function runBoosterFall(
  study: BoosterFallStudy,
  land: readonly Territory[],
  onProgress?: (done: number, total: number) => void,
): BoosterFallSummary {
  const finder = new TerritoryFinder(land);
  const isLand = (place: Geodetic): boolean => finder.nameAt(place) !== undefined;
  const list = new ParameterList();
  const places = study.boosters.map((booster): BoosterPlace => ({
    id: booster.id,
    site: booster.unit.position,
    kinematics: placeInterceptor(booster.interceptor, list),
    burnTime_s: list.add(booster.burnTime_s, "drawn"),
    mass_kg: list.add(booster.mass_kg, "drawn"),
    stableShare: list.add(booster.stableShare, "drawn"),
    diameter_m: booster.diameter_m.value,
    length_m: booster.length_m.value,
  }));
  // The reach of the interceptor plays no part here: its limits stay where they are.
  const limits = new Set(places.flatMap(({ kinematics: k }) => [k.floor_m, k.ceiling_m, k.range_m, k.reactionTime_s]));
  const parameters = list.parameters.map((each, i) => (limits.has(i) ? { ...each, drawn: false } : each));
  /** Stages dropped over all sets of values. */
  const stages = new FaultTally();
  const fall = (row: ParameterRow): readonly BoosterImpacts[] =>
    places.map((place) => dropStages(study, place, row, { isLand, stages }));
  let nominal: readonly BoosterImpacts[] | undefined;
  const summary = exploreNumbers({
    parameters,
    draws: study.draws,
    seed: study.seed,
    sweeps: study.sweeps,
    numbersOf: (row) => {
      const fallen = fall(row);
      nominal ??= fallen;
      return measure(study, fallen, isLand);
    },
    ruleOf: (metric) => nameMetric(metric, BOOSTER_FALL_METRICS, study.names),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return {
    kind: "booster-fall",
    ...summary,
    faults: addFaults(summary.faults, stages.count()),
    boosters: nominal!,
  };
}

function dropStages(
  study: BoosterFallStudy,
  place: BoosterPlace,
  row: ParameterRow,
  { isLand, stages }: { readonly isLand: (place: Geodetic) => boolean; readonly stages: FaultTally },
): BoosterImpacts {
  const { kinematics: k, site } = place;
  const environment: FlightEnvironment = { ...study.scenario.earth, wind: study.wind };
  const thrust = makeInterceptorThrust({
    burnoutSpeed_mps: row[k.burnoutSpeed_mps]!,
    burnTime_s: row[k.burnTime_s]!,
    verticalTime_s: row[k.verticalTime_s]!,
    ballisticCoefficient_kgpm2: row[k.ballisticCoefficient_kgpm2]!,
    longestFlight_s: LONGEST_FLIGHT_s,
  });
  const spread = spreadOf(study, place, row);
  const falls: BoosterImpacts["falls"][number][] = [];
  const impacts: Geodetic[] = [];
  study.azimuths_rad.forEach((azimuth_rad, a) =>
    study.elevations_rad.forEach((elevation_rad, e) => {
      const fallen = boosterFall({
        environment,
        shot: { site, azimuth_rad, elevation_rad, thrust, boosterBurnTime_s: row[place.burnTime_s]! },
        spread,
        draws: study.falls,
        // Directions and elevations have chance of their own; sites share it.
        seed: (study.seed + 7919 * (a * study.elevations_rad.length + e + 1)) % 4294967296,
      });
      stages.tried(study.falls);
      stages.note("step-below-limit", fallen.broken);
      for (const impact of fallen.impacts) impacts.push(impact);
      falls.push({
        azimuth_rad,
        elevation_rad,
        separationSpeed_mps: fallen.separation.speed_mps,
        separationAltitude_m: fallen.separation.place.altitude_m,
        ellipse: fallen.ellipse,
        landShare: shareOf(fallen.impacts, isLand),
        ring: outlineEllipse(fallen.ellipse, "most", { earth: environment.earth }),
      });
    }),
  );
  return { id: place.id, site, falls, impacts, ellipse: impactEllipse(impacts, environment.earth) };
}

function spreadOf(study: BoosterFallStudy, place: BoosterPlace, row: ParameterRow): StageSpread {
  const tumbling = tumblingDragArea(place.diameter_m, place.length_m);
  const face = (Math.PI / 4) * place.diameter_m * place.diameter_m;
  const mass = row[place.mass_kg]!;
  const [low, high] = study.windFactors;
  return {
    mass_kg: { low: mass, high: mass },
    tumblingDragArea_m2: { low: tumbling / TUMBLING_FACTOR, high: tumbling * TUMBLING_FACTOR },
    stable: {
      share: row[place.stableShare]!,
      dragArea_m2: { low: END_ON.low * face, high: END_ON.high * face },
    },
    windFactor: { low, high },
    speedError: SPEED_ERROR,
    directionError_rad: DIRECTION_ERROR_rad,
  };
}

function shareOf(places: readonly Geodetic[], holds: (place: Geodetic) => boolean): number {
  return places.filter(holds).length / places.length;
}

function measure(
  study: BoosterFallStudy,
  boosters: readonly BoosterImpacts[],
  isLand: (place: Geodetic) => boolean,
): StudyNumbers {
  const { earth } = study.scenario.earth;
  const numbers: Record<string, number> = {};
  const lands: number[] = [];
  const outs: number[] = [];
  for (const { id, site, impacts } of boosters) {
    const land = impacts.map(isLand);
    const distances = impacts.map((impact) => solveInverse(site, impact, earth).distance_m);
    const sorted = distances.toSorted((a, b) => a - b);
    const share = (holds: (i: number) => boolean): number => impacts.filter((_, i) => holds(i)).length / impacts.length;
    numbers[`landShare:${id}`] = share((i) => land[i]!);
    numbers[`withinShare:${id}`] = share((i) => distances[i]! <= study.within_m);
    numbers[`outsideOnLandShare:${id}`] = share((i) => land[i]! && distances[i]! > study.within_m);
    numbers[`middleDistance:${id}`] = quantile(sorted, 0.5) / 1000;
    numbers[`farDistance:${id}`] = quantile(sorted, 0.95) / 1000;
    lands.push(numbers[`landShare:${id}`]!);
    outs.push(numbers[`outsideOnLandShare:${id}`]!);
  }
  numbers["landShareLeast"] = Math.min(...lands);
  numbers["outsideOnLandShare"] = Math.max(...outs);
  return numbers;
}

/** What the metrics of a booster-fall study measure. */
export const BOOSTER_FALL_METRICS: MetricNames = {
  landShare: { unit: "1", en: "falls on land", ja: "陸地への落下" },
  withinShare: { unit: "1", en: "falls within the distance named", ja: "定めた距離以内への落下" },
  outsideOnLandShare: {
    unit: "1",
    en: "falls on land beyond the distance named",
    ja: "定めた距離を越えた陸地への落下",
  },
  middleDistance: { unit: "km", en: "half of the falls within", ja: "半数の落下が収まる距離" },
  farDistance: { unit: "km", en: "95 % of the falls within", ja: "95 %の落下が収まる距離" },
  landShareLeast: { unit: "1", en: "falls on land, site with the least", ja: "陸地への落下(最少の場所)" },
};
