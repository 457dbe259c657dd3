import { ecefToGeodetic } from "../earth/frames.ts";
import { solveInverse } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import type { Vec3 } from "../math/vec3.ts";
import { FLY_OUT_RADIUS_m, flyOutPath } from "./fly-out.ts";
import {
  boostInterceptor,
  type InterceptorShot,
  type InterceptorThrust,
  makeInterceptorBody,
} from "./interceptor-boost.ts";
import { type ClosestApproach, InterceptorCoast } from "./interceptor-coast.ts";
import type { SeparationState } from "./spent-stage.ts";
import type { FlightEnvironment } from "./vehicle.ts";

/** A shot that passes through a point, and how long it takes from launch. */
export interface SolvedShot {
  readonly shot: InterceptorShot;
  readonly flightTime_s: number;
  /** Distance that was left when the search stopped. */
  readonly miss_m: number;
}

/** Why no shot passes through a point. */
export interface NoShot {
  readonly noShot: "too-close" | "out-of-reach" | "did-not-converge";
}

/** Shots that pass within this distance count as through the point. */
const CLOSE_m = 10;
const ELEVATIONS = 96;
const LOWEST_rad = (4 * Math.PI) / 180;

/** What a search for shots needs; `from` is the state and the present shot of an interceptor that is already boosting. */
export interface ShotProblem {
  readonly environment: FlightEnvironment;
  readonly thrust: InterceptorThrust;
  readonly launch: Geodetic;
  readonly launchTime_s: number;
  /** Turns with the Earth. */
  readonly point: Vec3<"ecef">;
}

/**
 * Finds the shot that comes first to a point after burnout, all fuel burnt: a guess from shots in a plane over a sphere at rest, then
 * azimuth and elevation together by Newton's method on the miss across the line of approach, flown over the rotating Earth.
 */
export function solveShot(problem: ShotProblem): SolvedShot | NoShot {
  const { environment, launch, point } = problem;
  const target = ecefToGeodetic(point, environment.earth);
  const { azimuth_rad, distance_m } = solveInverse(launch, target, environment.earth);
  const found = guessElevations(problem, distance_m, target.altitude_m - launch.altitude_m);
  if ("noShot" in found) return found;
  let best: SolvedShot | undefined;
  for (const { elevation_rad, time_s } of found.guesses) {
    // Guesses come by rising time: what is found on an earlier one beats all that come much later.
    if (best !== undefined && best.flightTime_s < 0.9 * time_s) break;
    const solved = refineShot(problem, { launch, azimuth_rad, elevation_rad });
    if (solved !== undefined && (best === undefined || solved.flightTime_s < best.flightTime_s)) best = solved;
  }
  return best ?? { noShot: "did-not-converge" };
}

/** Points the rest of a boost at a point, from the shot that was flown so far; undefined when the search does not settle. */
export function redirectShot(
  problem: ShotProblem,
  from: SeparationState,
  shot: InterceptorShot,
): SolvedShot | undefined {
  return refineShot(problem, shot, from);
}

/** Elevations whose planar shots meet the point after burnout, or nearly, the earliest first. */
function guessElevations(
  { thrust }: ShotProblem,
  distance_m: number,
  height_m: number,
): { readonly guesses: readonly Guess[] } | NoShot {
  const { kinematics, acceleration_mps2 } = thrust;
  const chord = 2 * FLY_OUT_RADIUS_m * Math.sin((0.5 * distance_m) / FLY_OUT_RADIUS_m);
  const found: Guess[] = [];
  let nearest = { miss: Infinity, elevation_rad: 0, time_s: 0 };
  let isBeyond = false;
  let before: Crossings = {};
  for (let i = 0; i < ELEVATIONS; i++) {
    const elevation_rad = Math.PI / 2 - ((Math.PI / 2 - LOWEST_rad) * i) / (ELEVATIONS - 1);
    const path = flyOutPath(kinematics, acceleration_mps2, elevation_rad);
    const now: Crossings = {};
    for (let k = 1; k < path.time_s.length; k++) {
      if (path.time_s[k - 1]! < kinematics.burnTime_s - 1e-9) continue;
      const [h0, h1] = [path.altitude_m[k - 1]!, path.altitude_m[k]!];
      const miss = Math.hypot(path.chord_m[k]! - chord, h1 - height_m);
      if (miss < nearest.miss) nearest = { miss, elevation_rad, time_s: path.time_s[k]! };
      if ((h0 - height_m) * (h1 - height_m) > 0 || h0 === h1) continue;
      const share = (height_m - h0) / (h1 - h0);
      const crossing = {
        chord: path.chord_m[k - 1]! + share * (path.chord_m[k]! - path.chord_m[k - 1]!),
        time_s: path.time_s[k - 1]! + share * (path.time_s[k]! - path.time_s[k - 1]!),
        elevation_rad,
      };
      if (h1 > h0) now.up = crossing;
      else now.down = crossing;
      if (crossing.chord > chord) isBeyond = true;
    }
    for (const way of ["up", "down"] as const) {
      const [a, b] = [before[way], now[way]];
      if (a === undefined || b === undefined || (a.chord - chord) * (b.chord - chord) > 0 || a.chord === b.chord)
        continue;
      const share = (chord - a.chord) / (b.chord - a.chord);
      found.push({
        elevation_rad: a.elevation_rad + share * (b.elevation_rad - a.elevation_rad),
        time_s: a.time_s + share * (b.time_s - a.time_s),
      });
    }
    // Where this shot stays below the point, shots between the two turn over between the last one's way up and way down.
    const { up, down } = before;
    if (up !== undefined && down !== undefined && now.up === undefined && now.down === undefined)
      if ((up.chord - chord) * (down.chord - chord) <= 0)
        found.push({
          elevation_rad: 0.5 * (up.elevation_rad + elevation_rad),
          time_s: up.time_s + ((chord - up.chord) / (down.chord - up.chord)) * (down.time_s - up.time_s),
        });
    before = now;
  }
  if (nearest.miss < EDGE_m) found.push(nearest);
  if (found.length > 0) return { guesses: found.toSorted((a, b) => a.time_s - b.time_s) };
  return { noShot: isBeyond ? "too-close" : "out-of-reach" };
}

/** Planar shots that pass a point within this distance are tried too: at the edge of reach two solutions become one. */
const EDGE_m = 15_000;

interface Guess {
  readonly elevation_rad: number;
  readonly time_s: number;
}

interface Crossings {
  up?: { readonly chord: number; readonly time_s: number; readonly elevation_rad: number };
  down?: { readonly chord: number; readonly time_s: number; readonly elevation_rad: number };
}

/** Newton's method on the two components of the miss across the line of approach; undefined when it does not settle. */
function refineShot(problem: ShotProblem, start: InterceptorShot, from?: SeparationState): SolvedShot | undefined {
  const { environment, thrust, launchTime_s, point } = problem;
  const { kinematics } = thrust;
  const coast = new InterceptorCoast(environment, makeInterceptorBody(kinematics));
  const limit = launchTime_s + kinematics.longestFlight_s;
  const fly = (shot: InterceptorShot): ClosestApproach => {
    const burnout = boostInterceptor({
      environment,
      thrust,
      shot,
      launchTime_s,
      ...(from === undefined ? {} : { from }),
    });
    return coast.approach(burnout, point, limit);
  };
  let shot = start;
  let pass = fly(shot);
  for (let i = 0; i < 25; i++) {
    if (pass.miss_m < CLOSE_m) {
      const flightTime_s = pass.time_s - launchTime_s;
      return flightTime_s > kinematics.burnTime_s ? { shot, flightTime_s, miss_m: pass.miss_m } : undefined;
    }
    const basis = acrossApproach(pass);
    const [m1, m2] = project(pass, basis);
    const step = 1e-4;
    const [a1, a2] = project(fly({ ...shot, azimuth_rad: shot.azimuth_rad + step }), basis);
    const [e1, e2] = project(fly({ ...shot, elevation_rad: shot.elevation_rad + step }), basis);
    const j = [(a1 - m1) / step, (e1 - m1) / step, (a2 - m2) / step, (e2 - m2) / step] as const;
    const determinant = j[0] * j[3] - j[1] * j[2];
    if (!(Math.abs(determinant) > 1)) return undefined;
    const turn = -(j[3] * m1 - j[1] * m2) / determinant;
    const rise = -(j[0] * m2 - j[2] * m1) / determinant;
    // A step that makes it worse is halved: near the edge of reach the miss is far from linear.
    let next: ClosestApproach | undefined;
    for (let share = 1; share > 1e-3; share *= 0.5) {
      const scale = share * Math.min(1, 0.2 / Math.max(Math.abs(turn), Math.abs(rise)));
      const trial = {
        ...shot,
        azimuth_rad: shot.azimuth_rad + scale * turn,
        elevation_rad: shot.elevation_rad + scale * rise,
      };
      const passed = fly(trial);
      if (passed.miss_m >= pass.miss_m) continue;
      shot = trial;
      next = passed;
      break;
    }
    if (next === undefined) return undefined;
    pass = next;
  }
  return undefined;
}

type Basis = readonly [readonly [number, number, number], readonly [number, number, number]];

/** Two directions across the line of approach: one level with the ground below as nearly as can be, one across both. */
function acrossApproach({ relativeVelocity: v, miss }: ClosestApproach): Basis {
  const speed = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  const along = [v[0] / speed, v[1] / speed, v[2] / speed] as const;
  // Any direction that is not along the approach will do; the miss itself is across it.
  const size = Math.sqrt(miss[0] * miss[0] + miss[1] * miss[1] + miss[2] * miss[2]);
  const dot = (miss[0] * along[0] + miss[1] * along[1] + miss[2] * along[2]) / size;
  const first = [
    miss[0] / size - dot * along[0],
    miss[1] / size - dot * along[1],
    miss[2] / size - dot * along[2],
  ] as const;
  const norm = Math.sqrt(first[0] * first[0] + first[1] * first[1] + first[2] * first[2]);
  const e1 = [first[0] / norm, first[1] / norm, first[2] / norm] as const;
  const e2 = [
    along[1] * e1[2] - along[2] * e1[1],
    along[2] * e1[0] - along[0] * e1[2],
    along[0] * e1[1] - along[1] * e1[0],
  ] as const;
  return [e1, e2];
}

function project({ miss }: ClosestApproach, [a, b]: Basis): readonly [number, number] {
  return [miss[0] * a[0] + miss[1] * a[1] + miss[2] * a[2], miss[0] * b[0] + miss[1] * b[1] + miss[2] * b[2]];
}
