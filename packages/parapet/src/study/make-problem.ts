import type { DefendedAreaStudy, ResolvedInterceptor, ResolvedThreatClass, SourcedValue } from "../scenario/types.ts";
import { REENTRY_CONE_DRAG, SLENDER_ROCKET_DRAG } from "../flight/drag-tables.ts";
import type {
  DefendedAreaProblem,
  ProblemInterceptor,
  ProblemLaunch,
  ProblemRadar,
  ProblemSite,
  ProblemThreat,
} from "./defended-area-problem.ts";
import { type ParameterIndex, ParameterList } from "./parameter-list.ts";

/** Half the side of the square inside a launch region's circle from which launch points are drawn, in radii. */
const INSCRIBED = Math.SQRT1_2;
/** The answer for a cell is a whole number with one bit for each interceptor, and negative for none. */
const MOST_INTERCEPTORS = 30;

/** A study resolved to SI turned into the numbers that travel to the worker threads. Throws for more than 30 interceptors. */
export function makeDefendedAreaProblem(study: DefendedAreaStudy, hash: string): DefendedAreaProblem {
  if (study.interceptors.length > MOST_INTERCEPTORS)
    throw new RangeError(
      `makeDefendedAreaProblem: at most ${MOST_INTERCEPTORS} interceptors, got ${study.interceptors.length}`,
    );
  const list = new ParameterList();
  const interceptors = study.interceptors.map((interceptor) => placeInterceptor(list, interceptor));
  const threats = study.threats.map((threat) => placeThreat(list, threat));
  const radars: ProblemRadar[] = study.units.flatMap((unit) =>
    unit.radars.map(({ radar, faces_rad }): ProblemRadar => {
      return {
        id: radar.id,
        unit: unit.id,
        position: unit.position,
        range_m: list.add(radar.detectionRange_m, "drawn"),
        referenceCrossSection_m2: list.add(radar.referenceCrossSection_m2, "fixed"),
        trackTime_s: list.add(radar.trackTime_s, "drawn"),
        elevationMinimum_rad: list.add(radar.elevationMinimum_rad, "drawn"),
        elevationMaximum_rad: list.add(radar.elevationMaximum_rad, "fixed"),
        faces_rad,
        fieldOfView_rad: list.add(radar.fieldOfViewAzimuth_rad, "fixed"),
      };
    }),
  );
  // Every site may fire every interceptor of the study: which one it holds is the question, not the scenario's answer.
  const sites: ProblemSite[] = study.units.flatMap((unit) =>
    unit.launchers.length === 0
      ? []
      : interceptors.map((_, interceptor): ProblemSite => ({
          unit: unit.id,
          position: unit.position,
          interceptor,
          radars: radars.flatMap((radar, i) => (radar.unit === unit.id ? [i] : [])),
        })),
  );
  const launches: ProblemLaunch[] = study.launchRegions.map((region) => {
    const share = (direction: "east" | "north"): ParameterIndex =>
      list.place({
        key: `${region.id}.${direction}`,
        value: 0,
        low: -INSCRIBED,
        high: INSCRIBED,
        status: region.status,
        sources: region.sources,
        unit: "km",
        perUnit: region.radius_m > 0 ? 1000 / region.radius_m : 1,
        drawn: region.radius_m > 0,
      });
    return {
      id: region.id,
      centre: region.centre,
      radius_m: region.radius_m,
      east: share("east"),
      north: share("north"),
    };
  });
  return {
    name: study.name,
    hash,
    seed: study.seed,
    draws: study.draws,
    earth: study.scenario.earth.earth,
    atmosphere: study.scenario.earth.atmosphere,
    parameters: list.parameters,
    interceptors,
    threats,
    paths: study.trajectories,
    launches,
    radars,
    sites,
  };
}

function placeInterceptor(list: ParameterList, interceptor: ResolvedInterceptor): ProblemInterceptor {
  return {
    id: interceptor.id,
    burnoutSpeed_mps: list.add(interceptor.burnoutSpeed_mps, "drawn"),
    burnTime_s: list.add(interceptor.burnTime_s, "drawn"),
    verticalTime_s: list.add(needed(interceptor.verticalTime_s, interceptor.id, "verticalTime"), "drawn"),
    ballisticCoefficient_kgpm2: list.add(
      needed(interceptor.ballisticCoefficient_kgpm2, interceptor.id, "ballisticCoefficient"),
      "drawn",
    ),
    floor_m: list.add(interceptor.interceptFloor_m, "drawn"),
    ceiling_m: list.add(interceptor.interceptCeiling_m, "drawn"),
    range_m: list.add(interceptor.range_m, "drawn"),
    reactionTime_s: list.add(interceptor.reactionTime_s, "drawn"),
    assessTime_s: list.add(interceptor.assessTime_s, "fixed"),
  };
}

function placeThreat(list: ParameterList, threat: ResolvedThreatClass): ProblemThreat {
  return {
    id: threat.id,
    // The class is the question; only what is not known within it is drawn.
    range_m: list.add(threat.range_m, "fixed"),
    burnTime_s: list.add(threat.burnTime_s, "drawn"),
    stageCount: list.add(threat.stageCount, "fixed"),
    specificImpulse_s: list.add(threat.specificImpulse_s, "fixed"),
    seaLevelThrustShare: list.add(needed(threat.seaLevelThrustShare, threat.id, "seaLevelThrustShare"), "fixed"),
    structuralFraction: list.add(threat.structuralFraction, "fixed"),
    payloadMass_kg: list.add(threat.payloadMass_kg, "fixed"),
    bodyDiameter_m: list.add(threat.bodyDiameter_m, "fixed"),
    ballisticCoefficient_kgpm2: list.add(threat.ballisticCoefficient_kgpm2, "fixed"),
    crossSection_m2: list.add(threat.crossSection_m2, "drawn"),
    loftedApogeeFactor: list.add(threat.loftedApogeeFactor, "drawn"),
    depressedApogeeFactor: list.add(threat.depressedApogeeFactor, "drawn"),
    bodyDrag: SLENDER_ROCKET_DRAG,
    payloadDrag: REENTRY_CONE_DRAG,
  };
}

function needed(value: SourcedValue | undefined, system: string, name: string): SourcedValue {
  if (value === undefined)
    throw new Error(`makeDefendedAreaProblem: ${system} has no ${name}; the catalogue must give it`);
  return value;
}
