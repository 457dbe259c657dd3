import { FLY_OUT_RADIUS_m, type FlyOutTable, makeFlyOutTable, timeToReach } from "../flight/fly-out.ts";
import type { ResolvedInterceptor, SourcedValue } from "../scenario/types.ts";
import type { ParameterRow } from "./parameter.ts";
import type { ParameterIndex, ParameterList } from "./parameter-list.ts";

/** Longest flight of an interceptor that a table covers, s. */
const LONGEST_FLY_OUT_s = 1500;
const STEP_m = 20_000;
/** Altitudes at which the farthest reach is looked for. */
const ALTITUDES = 24;

/** The parameters of an interceptor's reach, by their places. */
export interface InterceptorPlace {
  readonly id: string;
  readonly burnoutSpeed_mps: ParameterIndex;
  readonly burnTime_s: ParameterIndex;
  readonly verticalTime_s: ParameterIndex;
  readonly ballisticCoefficient_kgpm2: ParameterIndex;
  readonly floor_m: ParameterIndex;
  readonly ceiling_m: ParameterIndex;
  readonly range_m: ParameterIndex;
  readonly reactionTime_s: ParameterIndex;
}

/** Where one interceptor can be, how soon, within its published limits. */
export interface ReachEnvelope {
  readonly table: FlyOutTable;
  readonly floor_m: number;
  readonly ceiling_m: number;
  /** The published range over the ground as a chord. */
  readonly chord_m: number;
}

/** Adds an interceptor's parameters to a list. Throws for one without verticalTime or ballisticCoefficient. */
export function placeInterceptor(interceptor: ResolvedInterceptor, list: ParameterList): InterceptorPlace {
  const need = (value: SourcedValue | undefined, name: string): SourcedValue => {
    if (value === undefined)
      throw new Error(`placeInterceptor: ${interceptor.id} has no ${name}; the catalogue must give it`);
    return value;
  };
  return {
    id: interceptor.id,
    burnoutSpeed_mps: list.add(interceptor.burnoutSpeed_mps, "drawn"),
    burnTime_s: list.add(interceptor.burnTime_s, "drawn"),
    verticalTime_s: list.add(need(interceptor.verticalTime_s, "verticalTime"), "fixed"),
    ballisticCoefficient_kgpm2: list.add(need(interceptor.ballisticCoefficient_kgpm2, "ballisticCoefficient"), "drawn"),
    floor_m: list.add(interceptor.interceptFloor_m, "drawn"),
    ceiling_m: list.add(interceptor.interceptCeiling_m, "drawn"),
    range_m: list.add(interceptor.range_m, "drawn"),
    reactionTime_s: list.add(interceptor.reactionTime_s, "drawn"),
  };
}

/** Makes envelopes of rows and keeps those of which only the limits differ from the last one's. */
export class EnvelopeMaker {
  readonly #place: InterceptorPlace;
  readonly #tables = new Map<string, FlyOutTable>();
  #last: { readonly key: string; readonly table: FlyOutTable } | undefined;

  constructor(place: InterceptorPlace) {
    this.#place = place;
  }

  make(row: ParameterRow): ReachEnvelope {
    const place = this.#place;
    const [speed, burn, vertical, coefficient, ceiling, range] = [
      place.burnoutSpeed_mps,
      place.burnTime_s,
      place.verticalTime_s,
      place.ballisticCoefficient_kgpm2,
      place.ceiling_m,
      place.range_m,
    ].map((index) => row[index]!);
    const key = [speed, burn, vertical, coefficient, ceiling, range].join(" ");
    const chord_m = chordOf(range!);
    let table = this.#last?.key === key ? this.#last.table : this.#tables.get(key);
    if (table === undefined) {
      table = makeFlyOutTable(
        {
          burnoutSpeed_mps: speed!,
          burnTime_s: burn!,
          verticalTime_s: vertical!,
          ballisticCoefficient_kgpm2: coefficient!,
          longestFlight_s: LONGEST_FLY_OUT_s,
        },
        {
          chordStep_m: STEP_m,
          longestChord_m: chord_m,
          altitudeStep_m: STEP_m,
          highestAltitude_m: ceiling!,
          elevations: 64,
        },
      );
      // Sweeps ask for the central table again and again; draws never ask twice.
      if (this.#tables.size < 4) this.#tables.set(key, table);
    }
    this.#last = { key, table };
    return { table, floor_m: row[place.floor_m]!, ceiling_m: ceiling!, chord_m };
  }
}

/** Least time from launch to a point of the envelope, s; Infinity outside its limits and beyond its kinematics. */
export function timeWithin(envelope: ReachEnvelope, chord_m: number, altitude_m: number): number {
  if (altitude_m < envelope.floor_m || altitude_m > envelope.ceiling_m || chord_m > envelope.chord_m) return Infinity;
  return timeToReach(envelope.table, chord_m, altitude_m);
}

/** Farthest point over the ground at each altitude that is reached within `time_s`: distance over the ground (m) by altitude (m). */
export function outlineEnvelope(
  envelope: ReachEnvelope,
  time_s: number,
): readonly { readonly altitude_m: number; readonly distance_m: number }[] {
  const { floor_m, ceiling_m, table } = envelope;
  const steps = Math.max(2, Math.ceil((ceiling_m - floor_m) / 10_000));
  return Array.from({ length: steps + 1 }, (_, i) => floor_m + (i / steps) * (ceiling_m - floor_m)).flatMap(
    (altitude_m) => {
      const farthest = farthestChord(envelope, altitude_m, time_s, table.chordStep_m / 4);
      return farthest === undefined ? [] : [{ altitude_m, distance_m: groundDistance(farthest) }];
    },
  );
}

/** Farthest chord at an altitude that is reached within a time, looked for from the limit inwards. */
function farthestChord(
  envelope: ReachEnvelope,
  altitude_m: number,
  time_s: number,
  step_m: number,
): number | undefined {
  for (let chord = envelope.chord_m; chord > 0; chord -= step_m) {
    const time = timeWithin(envelope, chord, altitude_m);
    if (time < Infinity && time <= time_s) return chord;
  }
  const above = timeWithin(envelope, 0, altitude_m);
  return above < Infinity && above <= time_s ? 0 : undefined;
}

/** The chord of a distance over the ground, m. */
function chordOf(distance_m: number): number {
  return 2 * FLY_OUT_RADIUS_m * Math.sin(Math.min(0.5 * Math.PI, distance_m / (2 * FLY_OUT_RADIUS_m)));
}

/** Distance over the ground of a chord, m. */
export function groundDistance(chord_m: number): number {
  return 2 * FLY_OUT_RADIUS_m * Math.asin(Math.min(1, chord_m / (2 * FLY_OUT_RADIUS_m)));
}

/** Farthest distance over the ground at which the envelope meets anything at all, m. */
export function farthestReach(envelope: ReachEnvelope): number {
  const { floor_m, ceiling_m, table } = envelope;
  let farthest = 0;
  for (let i = 0; i <= ALTITUDES; i++) {
    const altitude_m = floor_m + (i / ALTITUDES) * (ceiling_m - floor_m);
    farthest = Math.max(farthest, farthestChord(envelope, altitude_m, Infinity, table.chordStep_m / 2) ?? 0);
  }
  return groundDistance(farthest);
}
