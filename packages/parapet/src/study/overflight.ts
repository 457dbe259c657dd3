import { ecefToGeodetic, eciToEcef } from "../earth/frames.ts";
import { type Geodetic, WGS84 } from "../earth/model.ts";
import { stateAtInto, type Trajectory } from "../flight/trajectory.ts";
import { vec3 } from "../math/vec3.ts";
import { MEAN_RADIUS_m } from "./assess-bound.ts";
import { ringsOf, type Territory, TerritoryFinder } from "./territory.ts";

/** When a flight was above a territory, with the altitudes at both ends. */
export interface Overflight {
  readonly name: string;
  readonly from_s: number;
  readonly to_s: number;
  readonly fromAltitude_m: number;
  readonly toAltitude_m: number;
}

/** The land nearest to a place. */
export interface NearestLand {
  readonly name: string;
  readonly distance_m: number;
}

const TRACK_STEP_s = 2;
/** Accepted error of a crossing. */
const CROSSING_s = 0.1;
const DEGREES = 180 / Math.PI;

interface Crossing {
  readonly time_s: number;
  readonly altitude_m: number;
}

/**
 * The territories that a flight passes over, in the order in which it does. The track is looked at every 2 s and crossings are
 * found to 0.1 s by bisection; a territory that is crossed between two looks is missed (10 km at 5 km/s).
 */
export function findOverflights(trajectory: Trajectory, territories: readonly Territory[]): readonly Overflight[] {
  const below = new TerritoryFinder(territories);
  const found: Overflight[] = [];
  let open: { readonly name: string; readonly from: Crossing } | undefined;
  let before: Crossing | undefined;
  for (const time_s of trackTimes(trajectory)) {
    const point = groundPoint(trajectory, time_s);
    const name = below.nameAt(point);
    const here = { time_s, altitude_m: point.altitude_m };
    if (name !== open?.name) {
      const edge = before === undefined ? here : bisectCrossing(trajectory, below, before.time_s, time_s);
      if (open !== undefined) found.push(closeOverflight(open.name, open.from, edge));
      open = name === undefined ? undefined : { name, from: edge };
    }
    before = here;
  }
  if (open !== undefined && before !== undefined) found.push(closeOverflight(open.name, open.from, before));
  return found;
}

/** Where a flight is over the ellipsoid at a time. */
export function groundPoint(trajectory: Trajectory, time_s: number): Geodetic {
  const state = new Float64Array(6);
  stateAtInto(state, trajectory, time_s);
  const point = ecefToGeodetic(eciToEcef(vec3(state[0]!, state[1]!, state[2]!), time_s, WGS84));
  return { ...point, altitude_m: Math.max(0, point.altitude_m) };
}

/** The nearest of some territories to a place, by the corners of their outlines: within the length of one of their sides. */
export function findNearestLand(place: Geodetic, territories: readonly Territory[]): NearestLand | undefined {
  const a = unit(place.longitude_rad, place.latitude_rad);
  let best: NearestLand | undefined;
  for (const { name, geometry } of territories) {
    for (const ring of ringsOf(geometry)) {
      for (const corner of ring) {
        const b = unit(corner[0]! / DEGREES, corner[1]! / DEGREES);
        const half = 0.5 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        const distance_m = 2 * MEAN_RADIUS_m * Math.asin(Math.min(1, half));
        if (best === undefined || distance_m < best.distance_m) best = { name, distance_m };
      }
    }
  }
  return best;
}

function* trackTimes({ startTime_s, endTime_s }: Trajectory): Generator<number> {
  for (let i = 0; startTime_s + i * TRACK_STEP_s < endTime_s; i++) yield startTime_s + i * TRACK_STEP_s;
  yield endTime_s;
}

function closeOverflight(name: string, from: Crossing, to: Crossing): Overflight {
  return {
    name,
    from_s: from.time_s,
    to_s: to.time_s,
    fromAltitude_m: from.altitude_m,
    toAltitude_m: to.altitude_m,
  };
}

/** When the track leaves what lies below it at the first of two times. */
function bisectCrossing(trajectory: Trajectory, below: TerritoryFinder, from_s: number, to_s: number): Crossing {
  const name = below.nameAt(groundPoint(trajectory, from_s));
  let low = from_s;
  let high = to_s;
  while (high - low > CROSSING_s) {
    const middle = 0.5 * (low + high);
    if (below.nameAt(groundPoint(trajectory, middle)) === name) low = middle;
    else high = middle;
  }
  return { time_s: high, altitude_m: groundPoint(trajectory, high).altitude_m };
}

function unit(longitude_rad: number, latitude_rad: number): readonly [number, number, number] {
  const c = Math.cos(latitude_rad);
  return [c * Math.cos(longitude_rad), c * Math.sin(longitude_rad), Math.sin(latitude_rad)];
}
