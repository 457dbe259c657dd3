import type { Blocked, RadarSight } from "../sensing/radar-sight.ts";
import { type RadarPlace, reachOf } from "./coverage-radars.ts";
import { type BundleFlight, LOOK_STEP_s, type SampledFlight } from "./flight-bundle.ts";
import type { ParameterRow } from "./parameter.ts";
import type { ParameterIndex } from "./parameter-list.ts";

/**
 * When one set of sensors sees one flight; `firstTrack_s`, the time at which the study's listener hears of it where there is one, is
 * absent when it never does, and `never` says why.
 */
export interface SetView {
  readonly firstTrack_s?: number;
  readonly inView_s: number;
  readonly never?: Blocked | "not-heard";
}

/** A flight of the bundle with what each radar may see of it. */
export interface FlownFlight extends BundleFlight {
  readonly crossSection_m2: ParameterIndex;
  readonly time_s: Float64Array;
  readonly ecef_m: Float64Array;
  /** What each radar has of it. */
  readonly looks: readonly Looks[];
}

/** The times at which a flight stands in the field of a radar's faces, by their number, with range (m) and elevation (rad). */
export interface Looks {
  readonly at: Int32Array;
  readonly range_m: Float32Array;
  readonly elevation_rad: Float32Array;
  /** Why it is not seen, should it never be. */
  readonly hidden: Blocked;
}

/** What a radar has of a flight. */
export function lookAlong(sight: RadarSight, { time_s, ecef_m }: SampledFlight): Looks {
  const at: number[] = [];
  const range: number[] = [];
  const elevation: number[] = [];
  let hidden: Blocked = "below-horizon";
  for (let i = 0; i < time_s.length; i++) {
    const blocked = sight.lookAt(ecef_m, i);
    if (blocked === undefined) {
      at.push(i);
      range.push(sight.range_m);
      elevation.push(sight.elevation_rad);
      hidden = "too-weak";
    } else if (blocked !== "below-horizon" && hidden === "below-horizon") hidden = blocked;
  }
  return {
    at: Int32Array.from(at),
    range_m: Float32Array.from(range),
    elevation_rad: Float32Array.from(elevation),
    hidden,
  };
}

/** Numbers of times from the first of a stretch to the last of it, stretch after stretch. */
export type Stretches = readonly number[];

/** When a radar sees a flight, with the values of a row. */
export function findStretches(flight: FlownFlight, radar: RadarPlace, looks: Looks, row: ParameterRow): Stretches {
  const reach = reachOf(radar, row, row[flight.crossSection_m2]!);
  const lowest = row[radar.elevationMinimum_rad]!;
  const { at, range_m, elevation_rad } = looks;
  const stretches: number[] = [];
  let last = -2;
  for (let k = 0; k < at.length; k++) {
    if (range_m[k]! > reach || elevation_rad[k]! < lowest) continue;
    const i = at[k]!;
    if (i === last + 1) stretches[stretches.length - 1] = i;
    else stretches.push(i, i);
    last = i;
  }
  return stretches;
}

/** How many times lie in any of the stretches. */
function countTimes(many: readonly Stretches[]): number {
  const pairs: (readonly [number, number])[] = [];
  for (const stretches of many)
    for (let k = 0; k < stretches.length; k += 2) pairs.push([stretches[k]!, stretches[k + 1]!]);
  pairs.sort((a, b) => a[0] - b[0]);
  let count = 0;
  let end = -1;
  for (const [from, to] of pairs) {
    if (to <= end) continue;
    count += to - Math.max(from, end + 1) + 1;
    end = to;
  }
  return count;
}

/** What a set sees of a flight, from what each radar of the study sees. */
export function viewFlight(
  flight: FlownFlight,
  radars: readonly RadarPlace[],
  seen: readonly Stretches[],
  wholeSet: readonly number[],
  row: ParameterRow,
  heard: (unit: string, time_s: number) => number,
): SetView {
  const set = wholeSet.filter((r) => heard(radars[r]!.unit, 0) < Infinity);
  if (set.length === 0 && wholeSet.length > 0) return { inView_s: 0, never: "not-heard" };
  let first = Infinity;
  for (const r of set) {
    const start = seen[r]![0];
    if (start === undefined) continue;
    const radar = radars[r]!;
    first = Math.min(first, heard(radar.unit, flight.time_s[start]! + row[radar.trackTime_s]!));
  }
  if (first < Infinity) return { firstTrack_s: first, inView_s: LOOK_STEP_s * countTimes(set.map((r) => seen[r]!)) };
  let never: Blocked = "below-horizon";
  for (const r of set) {
    const { hidden } = flight.looks[r]!;
    if (hidden === "too-weak" || never === "below-horizon") never = hidden;
  }
  return { inView_s: 0, never };
}

/** For each time 1 where any radar of the set sees the flight. */
export function whenSeen(
  flight: FlownFlight,
  radars: readonly RadarPlace[],
  set: readonly number[],
  row: ParameterRow,
): Uint8Array {
  // prettier-ignore
  const seen = new Uint8Array(flight.time_s.length);
  for (const r of set) {
    const stretches = findStretches(flight, radars[r]!, flight.looks[r]!, row);
    for (let k = 0; k < stretches.length; k += 2) seen.fill(1, stretches[k], stretches[k + 1]! + 1);
  }
  return seen;
}
