import { enuToEcefVector, geodeticToEcef } from "../earth/frames.ts";
import { solveDirect, solveInverse } from "../earth/geodesic.ts";
import { EFFECTIVE_RADIUS_FACTOR, meanRadius } from "../earth/horizon.ts";
import { type EarthModel, type Geodetic, WGS84 } from "../earth/model.ts";
import { type Vec3, vec3 } from "../math/vec3.ts";

/** Altitude at a distance flown; the profile is linear in between and constant outside. */
export interface CruiseLevel {
  readonly distance_m: number;
  readonly altitude_m: number;
}

/** What a cruise flight is asked to do. */
export interface CruisePlan {
  /** From launch to target, two or more; their altitudes are not used. */
  readonly wayPoints: readonly Geodetic[];
  /** Over the ground, constant. */
  readonly speed_mps: number;
  /** By rising distance from the launch. */
  readonly profile: readonly CruiseLevel[];
  readonly launchTime_s?: number;
}

export interface CruiseSample {
  readonly time_s: number;
  readonly distance_m: number;
  readonly place: Geodetic;
  readonly r_ecef: Vec3<"ecef">;
  /** Relative to the rotating Earth. */
  readonly v_ecef: Vec3<"ecef">;
}

/** A path over way points along geodesics at one speed over the ground. Made by `flyCruise`. */
export interface CruiseFlight {
  readonly length_m: number;
  readonly launchTime_s: number;
  readonly arrivalTime_s: number;
  /** Time at each way point. */
  readonly wayPointTimes_s: readonly number[];
  /** The state at a time of the flight; before it at the launch, after it at the target. */
  at(time_s: number): CruiseSample;
}

/**
 * Lays a cruise flight: geodesics of the ellipsoid between way points (great circles of a sphere), constant speed over the
 * ground, altitude by distance flown. Kinematic: it turns at a point, climbs at any rate and never runs out of fuel; compare
 * `length_m` with the published range. Throws for fewer than two way points, a speed that is not positive or an empty profile.
 */
export function flyCruise(plan: CruisePlan, earth: EarthModel = WGS84): CruiseFlight {
  const { wayPoints, speed_mps, profile, launchTime_s = 0 } = plan;
  if (wayPoints.length < 2) throw new RangeError(`flyCruise: needs two way points or more, got ${wayPoints.length}`);
  if (!(speed_mps > 0)) throw new RangeError(`flyCruise: needs a speed above 0 m/s, got ${speed_mps} m/s`);
  checkProfile(profile);
  const legs = wayPoints.slice(1).map((to, i) => layLeg(wayPoints[i]!, to, earth));
  const starts = legs.map((_, i) => legs.slice(0, i).reduce((sum, leg) => sum + leg.length_m, 0));
  const length_m = legs.reduce((sum, leg) => sum + leg.length_m, 0);
  const arrivalTime_s = launchTime_s + length_m / speed_mps;
  return {
    length_m,
    launchTime_s,
    arrivalTime_s,
    wayPointTimes_s: [...starts, length_m].map((distance) => launchTime_s + distance / speed_mps),
    at(time_s) {
      const time = Math.min(arrivalTime_s, Math.max(launchTime_s, time_s));
      const distance_m = Math.min(length_m, (time - launchTime_s) * speed_mps);
      let index = legs.length - 1;
      while (index > 0 && distance_m < starts[index]!) index--;
      const { place, course_rad } = walkLeg(legs[index]!, distance_m - starts[index]!, earth);
      const { altitude_m, slope } = levelAt(profile, distance_m);
      const here = { ...place, altitude_m };
      const [sin, cos] = [Math.sin(course_rad), Math.cos(course_rad)];
      const v_enu = vec3<"enu">(speed_mps * sin, speed_mps * cos, speed_mps * slope);
      return {
        time_s: time,
        distance_m,
        place: here,
        r_ecef: geodeticToEcef(here, earth),
        v_ecef: enuToEcefVector(v_enu, here),
      };
    },
  };
}

interface Leg {
  readonly from: Geodetic;
  readonly to: Geodetic;
  readonly length_m: number;
  readonly azimuth_rad: number;
}

function layLeg(from: Geodetic, to: Geodetic, earth: EarthModel): Leg {
  const { distance_m, azimuth_rad } = solveInverse(from, to, earth);
  return { from, to, length_m: distance_m, azimuth_rad };
}

/** A place on a leg and the course there; the course of a geodesic changes along it. */
function walkLeg(
  leg: Leg,
  distance_m: number,
  earth: EarthModel,
): { readonly place: Geodetic; readonly course_rad: number } {
  const place = solveDirect(leg.from, leg.azimuth_rad, distance_m, earth);
  // Close to the end of the leg the way back tells the course more exactly than the way on.
  const isNearEnd = distance_m > 0.5 * leg.length_m;
  const course_rad = isNearEnd
    ? solveInverse(place, leg.from, earth).azimuth_rad + Math.PI
    : distance_m > 0
      ? solveInverse(place, leg.to, earth).azimuth_rad
      : leg.azimuth_rad;
  return { place, course_rad };
}

function checkProfile(profile: readonly CruiseLevel[]): void {
  if (profile.length === 0) throw new RangeError("flyCruise: needs an altitude profile of one level or more, got none");
  profile.forEach(({ distance_m }, i) => {
    const before = profile[i - 1]?.distance_m;
    if (before !== undefined && !(distance_m > before))
      throw new RangeError(`flyCruise: distances of the profile rise, got ${before} m then ${distance_m} m`);
  });
}

function levelAt(
  profile: readonly CruiseLevel[],
  distance_m: number,
): { readonly altitude_m: number; readonly slope: number } {
  let below = profile[0]!;
  for (const above of profile) {
    if (distance_m < above.distance_m) {
      if (above === below) return { altitude_m: below.altitude_m, slope: 0 };
      const slope = (above.altitude_m - below.altitude_m) / (above.distance_m - below.distance_m);
      return { altitude_m: below.altitude_m + slope * (distance_m - below.distance_m), slope };
    }
    below = above;
  }
  return { altitude_m: below.altitude_m, slope: 0 };
}

/**
 * The high path of an anti-ship or land-attack missile: climb to `high_m` at the start, down to `low_m` at `lowDistance_m` before the
 * target, both along `slope` (rise over distance). With `high_m` equal to `low_m`, a sea-skimming flight. The climb and descent are
 * shortened alike where the flight is too short for them.
 */
export function makeCruiseProfile(options: {
  readonly length_m: number;
  readonly high_m: number;
  readonly low_m: number;
  readonly lowDistance_m: number;
  readonly slope: number;
}): readonly CruiseLevel[] {
  const { length_m, high_m, low_m, slope } = options;
  const lowDistance_m = Math.min(options.lowDistance_m, length_m);
  if (high_m <= low_m) return [{ distance_m: 0, altitude_m: low_m }];
  const ramp = Math.min((high_m - low_m) / slope, 0.5 * (length_m - lowDistance_m));
  const top = low_m + ramp * slope;
  if (!(ramp > 0)) return [{ distance_m: 0, altitude_m: low_m }];
  const descent = length_m - lowDistance_m - ramp;
  return [
    { distance_m: 0, altitude_m: low_m },
    { distance_m: ramp, altitude_m: top },
    ...(descent > ramp ? [{ distance_m: descent, altitude_m: top }] : []),
    { distance_m: length_m - lowDistance_m, altitude_m: low_m },
  ];
}

/** States at equal steps of time from launch to arrival, the arrival and the way points included. */
export function sampleCruise(flight: CruiseFlight, step_s: number): readonly CruiseSample[] {
  const { launchTime_s, arrivalTime_s, wayPointTimes_s } = flight;
  const count = Math.floor((arrivalTime_s - launchTime_s) / step_s);
  const times = Array.from({ length: count + 1 }, (_, i) => launchTime_s + i * step_s);
  const all = [...times, ...wayPointTimes_s].toSorted((a, b) => a - b);
  return all.filter((time, i) => i === 0 || time - all[i - 1]! > 1e-6).map((time) => flight.at(time));
}

/**
 * Distance over the ground at which a target at `target_m` rises above the radar horizon of an antenna at `antenna_m`, both above a
 * smooth sea: kR (acos kR/(kR + h1) + acos kR/(kR + h2)), k = 4/3 for the bending of the standard air (Skolnik 2001, section 8.5).
 * No ducting, which can double it, and no terrain.
 */
export function radarHorizon(
  heights: { readonly antenna_m: number; readonly target_m: number },
  options: { readonly radiusFactor?: number; readonly earth?: EarthModel } = {},
): number {
  const radius = (options.radiusFactor ?? EFFECTIVE_RADIUS_FACTOR) * meanRadius(options.earth);
  const reach = (height_m: number): number => radius * Math.acos(radius / (radius + Math.max(0, height_m)));
  return reach(heights.antenna_m) + reach(heights.target_m);
}

/** When a cruise flight first stands above the radar horizon of an antenna, and what is left of it; or that it never does. */
export type CruiseUnmasking =
  | {
      readonly time_s: number;
      /** From antenna to missile over the ground. */
      readonly distance_m: number;
      readonly timeToArrival_s: number;
    }
  | { readonly notSeen: "below-horizon" };

/**
 * Finds when a cruise flight first comes above the radar horizon of an antenna whose altitude is its height above the sea: looked
 * for every `step_s` (1 s unless stated), then bisected to a millisecond.
 */
export function findUnmasking(
  flight: CruiseFlight,
  antenna: Geodetic,
  options: { readonly step_s?: number; readonly radiusFactor?: number; readonly earth?: EarthModel } = {},
): CruiseUnmasking {
  const { step_s = 1, earth = WGS84 } = options;
  const clearance = (time_s: number): number => {
    const { place } = flight.at(time_s);
    const horizon = radarHorizon({ antenna_m: antenna.altitude_m, target_m: place.altitude_m }, options);
    return horizon - solveInverse(antenna, place, earth).distance_m;
  };
  const { launchTime_s, arrivalTime_s } = flight;
  const count = Math.ceil((arrivalTime_s - launchTime_s) / step_s);
  for (let i = 0; i <= count; i++) {
    const time = Math.min(arrivalTime_s, launchTime_s + i * step_s);
    if (clearance(time) < 0) continue;
    let [low, high] = [Math.max(launchTime_s, time - step_s), time];
    while (high - low > 1e-3) {
      const middle = 0.5 * (low + high);
      if (clearance(middle) < 0) low = middle;
      else high = middle;
    }
    const distance_m = solveInverse(antenna, flight.at(high).place, earth).distance_m;
    return { time_s: high, distance_m, timeToArrival_s: arrivalTime_s - high };
  }
  return { notSeen: "below-horizon" };
}
