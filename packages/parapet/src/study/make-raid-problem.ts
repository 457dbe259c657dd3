import { geodeticToEcef } from "../earth/frames.ts";
import { planThreat } from "../engine/fly-resolved.ts";
import { makeFlightTable } from "../engine/flight-table.ts";
import type {
  FlightTable,
  ParameterIndex,
  RaidAssumptions,
  RaidInfrared,
  RaidInterceptor,
  RaidLauncher,
  RaidProblem,
  RaidRadar,
  RaidThreat,
  ReachKnots,
} from "../engine/raid-problem.ts";
import type { RaidParameter } from "../engine/trial-types.ts";
import { makeTurningReach } from "../flight/turning-reach.ts";
import type { ResolvedInterceptor, ResolvedUnit, SourcedValue, UnitRadar } from "../scenario/types.ts";
import { compareText } from "../scenario/problem.ts";
import { ParameterList } from "./parameter-list.ts";
import type { AssumedValue, RaidAim, RaidDefinition, RaidGroup } from "./raid-definition.ts";

/** Longest flight of an interceptor that is tabled, s, the size of its table's cells as shares of its reach, and the shots that make it. */
const LONGEST_FLY_OUT_s = 1500;
const CELLS = 70;
const SMALLEST_CELL_m = 500;
const ELEVATIONS = 72;

/** A raid that cannot be run, in words. */
export interface RefusedRaid {
  readonly refusal: string;
}

/**
 * Turns a resolved raid into the plain numbers that its trials need: every flight is flown once, every interceptor's reach is tabled for the ends and the
 * middle of its burnout speed. What a class or a unit cannot do comes back as a refusal. Takes seconds.
 */
export function makeRaidProblem(raid: RaidDefinition, hash: string): RaidProblem | RefusedRaid {
  const list = new RaidParameterList();
  const units = raid.scenario.units.filter(({ id }) => raid.units?.includes(id) ?? true);
  const flights = flyAll(raid);
  if ("refusal" in flights) return flights;
  try {
    const threats = raid.groups.flatMap((group) => placeGroup(list, group, flights.index));
    const interceptors = collectInterceptors(raid, units);
    const radars = units.flatMap((unit) => unit.radars.map((radar, i) => placeRadar(list, unit, radar, i)));
    const infrared = units.flatMap((unit) => placeInfrared(list, unit));
    const rounds = interceptors.map((interceptor) => placeInterceptor(list, interceptor));
    const launchers = placeLaunchers(raid, units, interceptors);
    const nodes = units.map(({ id }) => id).toSorted(compareText);
    const links = raid.scenario.links
      .filter(({ from, to }) => nodes.includes(from) && nodes.includes(to))
      .map(({ from, to, shares, latency_s, jitter_s, rate_bitps, loss, outages }) => ({
        from,
        to,
        shares,
        latency_s: list.add(latency_s, "drawn"),
        ...(jitter_s === undefined ? {} : { jitter_s: list.add(jitter_s, "fixed") }),
        ...(rate_bitps === undefined ? {} : { rate_bitps: list.add(rate_bitps, "fixed") }),
        ...(loss === undefined ? {} : { loss: list.add(loss, "drawn") }),
        outages,
      }));
    const problem: Omit<RaidProblem, "parameters"> = {
      name: raid.name,
      hash,
      earth: raid.scenario.earth.earth,
      flights: flights.tables,
      threats: threats.toSorted((a, b) => compareText(a.id, b.id)),
      radars,
      infrared,
      interceptors: rounds,
      launchers,
      layers: raid.layers.map(
        ({ id, volleys, roundsWithoutLook, reserve, reserveValue, whileEarlierFires, separation_s }) => ({
          id,
          volleys,
          roundsWithoutLook,
          reserve,
          reserveValue,
          whileEarlierFires,
          separation_s,
        }),
      ),
      links,
      nodes,
      assumptions: {
        commonFailureShare: list.assume(raid, "commonFailureShare"),
        objectsPerThreat: list.assume(raid, "objectsPerThreat"),
        discrimination: list.assume(raid, "discrimination"),
      },
      controller: raid.controller,
      killModel: raid.killModel,
      perfectInformation: raid.perfectInformation,
      cycle_s: raid.cycle_s,
      variants: raid.variants,
    };
    return { ...problem, parameters: list.parameters };
  } catch (error) {
    if (error instanceof MissingValue) return { refusal: error.message };
    throw error;
  }
}

/** Rounds fail each by themselves and nothing flies with a warhead, unless the raid says otherwise; the ranges are those that a raid may ask for. */
const UNLESS_STATED: Readonly<Record<keyof RaidAssumptions, Omit<AssumedValue, "isDrawn">>> = {
  commonFailureShare: { value: 0, low: 0, high: 1 },
  objectsPerThreat: { value: 1, low: 1, high: 20 },
  discrimination: { value: 0, low: 0, high: 1 },
};

class MissingValue extends Error {}

/** Parameters with the names that the outcome's readers look for. */
class RaidParameterList {
  readonly #list = new ParameterList();

  add(value: SourcedValue, drawn: "drawn" | "fixed"): ParameterIndex {
    return this.#list.add(value, drawn);
  }

  /** The place of a value that not every system has, under a key; nothing where it is left out. */
  maybe<Key extends string>(key: Key, value: SourcedValue | undefined): { readonly [K in Key]?: ParameterIndex } {
    return (value === undefined ? {} : { [key]: this.#list.add(value, "drawn") }) as { [K in Key]?: ParameterIndex };
  }

  /** A number that holds for all systems which say nothing of their own, under the system "raid". */
  assume(raid: RaidDefinition, name: keyof RaidAssumptions): ParameterIndex {
    const { value, low, high, isDrawn } = raid.assumptions?.[name] ?? { ...UNLESS_STATED[name], isDrawn: false };
    return this.#list.place({
      key: `raid.${name}`,
      value,
      low,
      high,
      status: "assumed",
      sources: [],
      unit: "",
      perUnit: 1,
      drawn: isDrawn,
    });
  }

  get parameters(): RaidParameter[] {
    return this.#list.parameters.map((parameter) => {
      const dot = parameter.key.lastIndexOf(".");
      return { ...parameter, systemId: parameter.key.slice(0, dot), name: parameter.key.slice(dot + 1) };
    });
  }
}

function needed(value: SourcedValue | undefined, system: string, name: string): SourcedValue {
  if (value === undefined) throw new MissingValue(`${system} has no ${name} in the catalogue; a raid needs it`);
  return value;
}

function flyAll(raid: RaidDefinition): { tables: FlightTable[]; index: Map<string, number> } | RefusedRaid {
  const tables: FlightTable[] = [];
  const index = new Map<string, number>();
  const cases = raid.groups.flatMap((group) => group.aims.map((aim) => ({ group, aim, id: flightId(group, aim) })));
  for (const { group, aim, id } of cases.toSorted((a, b) => compareText(a.id, b.id))) {
    if (index.has(id)) continue;
    const plan = planThreat({
      kind: "threat",
      environment: raid.scenario.earth,
      threat: group.threat,
      launch: group.launchRegion.centre,
      aim: aim.position,
      trajectory: group.trajectory,
    });
    if ("refusal" in plan) return plan;
    const table = makeFlightTable(id, plan);
    if ("refusal" in table) return { refusal: `${id}: ${table.refusal}` };
    index.set(id, tables.length);
    tables.push(table);
  }
  return { tables, index };
}

function flightId(group: RaidGroup, aim: RaidAim): string {
  return `${group.threat.id} ${group.launchRegion.id} ${aim.id} ${group.trajectory}`;
}

function placeGroup(list: RaidParameterList, group: RaidGroup, flights: ReadonlyMap<string, number>): RaidThreat[] {
  const { threat, launchRegion } = group;
  const width = String(group.count).length;
  return Array.from({ length: group.count }, (_, i): RaidThreat => {
    const aim = group.aims[i % group.aims.length]!;
    return {
      id: `${group.id}-${String(i + 1).padStart(width, "0")}`,
      class: threat.id,
      flight: flights.get(flightId(group, aim))!,
      launch_s: group.firstLaunch_s + i * group.spacing_s,
      launch: launchRegion.centre,
      aim: aim.position,
      aimName: aim.id,
      aimSpread_m: aim.spread_m,
      launchSpread_m: launchRegion.radius_m,
      launchJitter_s: group.jitter_s,
      value: aim.value,
      crossSection_m2: list.add(threat.crossSection_m2, "drawn"),
      bodyCrossSection_m2: list.add(threat.bodyCrossSection_m2 ?? threat.crossSection_m2, "drawn"),
      ballisticCoefficient_kgpm2: list.add(threat.ballisticCoefficient_kgpm2, "fixed"),
      ...list.maybe("objects", threat.objectsPerThreat),
    };
  });
}

function placeRadar(
  list: RaidParameterList,
  unit: ResolvedUnit,
  { radar, faces_rad }: UnitRadar,
  i: number,
): RaidRadar {
  const need = (value: SourcedValue | undefined, name: string): SourcedValue => needed(value, radar.id, name);
  return {
    id: `${unit.id}/${radar.id}/${i}`,
    unit: unit.id,
    position: unit.position,
    faces_rad,
    detectionRange_m: list.add(radar.detectionRange_m, "drawn"),
    referenceCrossSection_m2: list.add(radar.referenceCrossSection_m2, "fixed"),
    elevationMinimum_rad: list.add(radar.elevationMinimum_rad, "drawn"),
    elevationMaximum_rad: list.add(radar.elevationMaximum_rad, "fixed"),
    fieldOfView_rad: list.add(radar.fieldOfViewAzimuth_rad, "fixed"),
    scanLossExponent: list.add(need(radar.scanLossExponent, "scanLossExponent"), "fixed"),
    beamWidth_rad: list.add(need(radar.beamWidth_rad, "beamWidth"), "drawn"),
    frequency_Hz: list.add(need(radar.frequency_Hz, "frequency"), "fixed"),
    bandwidth_Hz: list.add(need(radar.bandwidth_Hz, "bandwidth"), "fixed"),
    dwell_s: list.add(need(radar.dwellTime_s, "dwellTime"), "drawn"),
    trackInterval_s: list.add(need(radar.trackInterval_s, "trackInterval"), "drawn"),
    searchFrame_s: list.add(need(radar.searchFrame_s, "searchFrame"), "drawn"),
    ...list.maybe("discrimination", radar.discrimination),
  };
}

function placeInfrared(list: RaidParameterList, { id, sensor }: ResolvedUnit): RaidInfrared[] {
  if (sensor === undefined) return [];
  const need = (value: SourcedValue | undefined, name: string): SourcedValue => needed(value, sensor.id, name);
  return [
    {
      unit: id,
      revisit_s: list.add(need(sensor.revisitTime_s, "revisitTime"), "drawn"),
      looksToDeclare: list.add(need(sensor.looksToDeclare, "looksToDeclare"), "fixed"),
      reportDelay_s: list.add(need(sensor.reportDelay_s, "reportDelay"), "drawn"),
      cloudBreak_m: list.add(need(sensor.detectionAltitude_m, "detectionAltitude"), "fixed"),
      launchPointError_m: list.add(need(sensor.launchPointError_m, "launchPointError"), "fixed"),
    },
  ];
}

function collectInterceptors(raid: RaidDefinition, units: readonly ResolvedUnit[]): ResolvedInterceptor[] {
  const used = new Set(raid.layers.flatMap(({ interceptors }) => interceptors));
  const found = new Map<string, ResolvedInterceptor>();
  for (const { launchers } of units)
    for (const { interceptor } of launchers) if (used.has(interceptor.id)) found.set(interceptor.id, interceptor);
  return [...found.values()].toSorted((a, b) => compareText(a.id, b.id));
}

function placeInterceptor(list: RaidParameterList, interceptor: ResolvedInterceptor): RaidInterceptor {
  const { id } = interceptor;
  const divert = interceptor.divertSpeed_mps;
  return {
    id,
    reach: makeReach(interceptor),
    burnoutSpeed_mps: list.add(interceptor.burnoutSpeed_mps, "drawn"),
    burnTime_s: list.add(interceptor.burnTime_s, "fixed"),
    floor_m: list.add(interceptor.interceptFloor_m, "drawn"),
    ceiling_m: list.add(interceptor.interceptCeiling_m, "drawn"),
    range_m: list.add(interceptor.range_m, "drawn"),
    reactionTime_s: list.add(interceptor.reactionTime_s, "drawn"),
    shotInterval_s: list.add(interceptor.shotInterval_s, "drawn"),
    assessTime_s: list.add(interceptor.assessTime_s, "drawn"),
    ...(divert === undefined ? {} : { divertSpeed_mps: list.add(divert, "drawn") }),
    basketRadius_m: list.add(needed(interceptor.basketRadius_m, id, "basketRadius"), "drawn"),
    homingTime_s: list.add(needed(interceptor.homingTime_s, id, "homingTime"), "fixed"),
    killProbability: list.add(interceptor.killProbability, "drawn"),
    ...list.maybe("commonFailureShare", interceptor.commonFailureShare),
    ...list.maybe("discrimination", interceptor.discrimination),
  };
}

function makeReach(interceptor: ResolvedInterceptor): ReachKnots {
  const { burnoutSpeed_mps, range_m, interceptCeiling_m, id } = interceptor;
  const speeds = [...new Set([burnoutSpeed_mps.low, burnoutSpeed_mps.value, burnoutSpeed_mps.high])].toSorted(
    (a, b) => a - b,
  );
  const grid = {
    chordStep_m: Math.max(SMALLEST_CELL_m, range_m.high / CELLS),
    longestChord_m: range_m.high,
    altitudeStep_m: Math.max(SMALLEST_CELL_m, interceptCeiling_m.high / CELLS),
    highestAltitude_m: interceptCeiling_m.high,
    elevations: ELEVATIONS,
  };
  return {
    burnoutSpeed_mps: speeds,
    tables: speeds.map((speed) =>
      makeTurningReach(
        {
          burnoutSpeed_mps: speed,
          burnTime_s: interceptor.burnTime_s.value,
          verticalTime_s: needed(interceptor.verticalTime_s, id, "verticalTime").value,
          ballisticCoefficient_kgpm2: needed(interceptor.ballisticCoefficient_kgpm2, id, "ballisticCoefficient").value,
          longestFlight_s: LONGEST_FLY_OUT_s,
        },
        grid,
      ),
    ),
  };
}

function placeLaunchers(
  raid: RaidDefinition,
  units: readonly ResolvedUnit[],
  interceptors: readonly ResolvedInterceptor[],
): RaidLauncher[] {
  return units.flatMap((unit) =>
    unit.launchers.flatMap(({ interceptor, rounds }) => {
      const layer = raid.layers.findIndex((each) => each.interceptors.includes(interceptor.id));
      if (layer < 0) return [];
      const { channels, responsibility_m } = raid.layers[layer]!;
      const centre_ecef = geodeticToEcef(unit.position, raid.scenario.earth.earth);
      return [
        {
          unit: unit.id,
          position: unit.position,
          interceptor: interceptors.findIndex(({ id }) => id === interceptor.id),
          layer,
          rounds,
          channels,
          fireOn: unit.fireOn,
          ...(responsibility_m === undefined ? {} : { responsibility: [{ centre_ecef, radius_m: responsibility_m }] }),
        },
      ];
    }),
  );
}
