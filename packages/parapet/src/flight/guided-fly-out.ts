import type { Geodetic } from "../earth/model.ts";
import type { Vec3 } from "../math/vec3.ts";
import { redirectShot, type NoShot, type ShotProblem, solveShot } from "./intercept-shot.ts";
import {
  boostInterceptor,
  type InterceptorShot,
  type InterceptorThrust,
  makeInterceptorBody,
} from "./interceptor-boost.ts";
import { InterceptorCoast } from "./interceptor-coast.ts";
import type { SeparationState } from "./spent-stage.ts";
import { type FlightEvent, type Trajectory, TrajectoryRecorder } from "./trajectory.ts";
import type { FlightEnvironment } from "./vehicle.ts";

/** What the defence holds, from `time_s` on, for the place and time of the intercept. */
export interface InterceptPrediction {
  readonly time_s: number;
  /** Earth-fixed, m. */
  readonly point: Vec3<"ecef">;
  readonly interceptTime_s: number;
}

/** One change of the kill vehicle's velocity, taken as sudden. */
export interface Divert {
  readonly time_s: number;
  readonly speed_mps: number;
  /** What it took to null the miss; more than `speed_mps` when the divert was used up. */
  readonly needed_mps: number;
}

/** A guided flight to its end at the last predicted intercept time. */
export interface GuidedIntercept {
  /** `hit` within `hitDistance_m` of the last predicted point at its time. */
  readonly outcome: "hit" | "divert-exhausted";
  readonly launchTime_s: number;
  readonly interceptTime_s: number;
  readonly missDistance_m: number;
  readonly divertUsed_mps: number;
  readonly diverts: readonly Divert[];
  /** The shot as it was held at the end of the boost. */
  readonly shot: InterceptorShot;
  readonly trajectory: Trajectory;
  readonly events: readonly FlightEvent[];
}

/** Why no interceptor was launched or kept in flight. */
export interface NoIntercept {
  readonly noIntercept: NoShot["noShot"] | "too-late" | "intercept-before-burnout";
}

export interface GuidedInterceptOptions {
  readonly environment: FlightEnvironment;
  readonly thrust: InterceptorThrust;
  readonly launch: Geodetic;
  /** Velocity change of which the kill vehicle is capable. */
  readonly divertSpeed_mps: number;
  /** By rising time; the first is the one on which the shot is planned. */
  readonly predictions: readonly InterceptPrediction[];
  /** When the interceptor leaves; without it, so that the planned shot arrives at the predicted time. */
  readonly launchTime_s?: number;
  readonly hitDistance_m?: number;
}

/** What counts as a hit at this level: the seeker's last corrections are not modelled. */
const HIT_DISTANCE_m = 10;

/**
 * Flies an interceptor to a predicted intercept point with updates on the way, over the rotating Earth with J2 and air: the shot is
 * solved to pass through the first prediction; updates during the boost turn the rest of the thrust; after burnout the kill vehicle
 * nulls its miss at once and at every update, change of velocity = miss at the intercept time over time to go, repeated until
 * it is below a metre (zero-effort-miss guidance; Zarchan 2012, Tactical and Strategic Missile Guidance, ch. 8). Diverts are sudden and
 * take from `divertSpeed_mps`; when that is used up the rest of the miss stays. Throws without a prediction.
 */
export function flyGuidedIntercept(options: GuidedInterceptOptions): GuidedIntercept | NoIntercept {
  const { environment, thrust, launch, predictions, hitDistance_m = HIT_DISTANCE_m } = options;
  const first = predictions[0];
  if (first === undefined) throw new RangeError("flyGuidedIntercept: needs a predicted intercept point, got none");
  const planned = planLaunch(options, first);
  if ("noIntercept" in planned) return planned;
  const { launchTime_s } = planned;
  const recorder = new TrajectoryRecorder();
  recorder.addEvent({ name: "launch", time_s: launchTime_s });
  const burnout_s = launchTime_s + thrust.kinematics.burnTime_s;
  const updates = predictions.slice(1).filter(({ time_s }) => time_s > launchTime_s);

  let shot = planned.shot;
  let now: SeparationState | undefined;
  const common = { environment, thrust, launchTime_s, recorder };
  for (const { time_s, point } of updates.filter((update) => update.time_s < burnout_s)) {
    const from: SeparationState = boostInterceptor({
      ...common,
      shot,
      duration_s: time_s - launchTime_s,
      ...(now === undefined ? {} : { from: now }),
    });
    now = from;
    const problem: ShotProblem = { environment, thrust, launch, launchTime_s, point };
    shot = redirectShot(problem, from, shot)?.shot ?? shot;
  }
  now = boostInterceptor({ ...common, shot, ...(now === undefined ? {} : { from: now }) });
  recorder.addEvent({ name: "burnout", time_s: burnout_s });

  const known = predictions.findLast(({ time_s }) => time_s <= burnout_s) ?? first;
  const vehicle = new KillVehicle(options, recorder);
  if (!vehicle.steer(now, known)) return { noIntercept: "intercept-before-burnout" };
  let last = known;
  for (const update of updates.filter(({ time_s }) => time_s > burnout_s)) {
    // An update that comes after the predicted end comes too late to matter.
    if (update.time_s >= last.interceptTime_s) break;
    vehicle.coastTo(update.time_s);
    if (!vehicle.steer(vehicle.state, update)) break;
    last = update;
  }
  const missDistance_m = vehicle.end(last);
  const { trajectory, events } = recorder.finish();
  return {
    outcome: missDistance_m <= hitDistance_m ? "hit" : "divert-exhausted",
    launchTime_s,
    interceptTime_s: last.interceptTime_s,
    missDistance_m,
    divertUsed_mps: vehicle.used_mps,
    diverts: vehicle.diverts,
    shot,
    trajectory,
    events,
  };
}

/** The shot and its launch time; the point is Earth-fixed, so the flight time does not depend on when it is launched. */
function planLaunch(
  { environment, thrust, launch, launchTime_s }: GuidedInterceptOptions,
  { time_s, point, interceptTime_s }: InterceptPrediction,
): { readonly shot: InterceptorShot; readonly launchTime_s: number } | NoIntercept {
  const solved = solveShot({ environment, thrust, launch, launchTime_s: 0, point });
  if ("noShot" in solved) return { noIntercept: solved.noShot };
  const leaving = launchTime_s ?? interceptTime_s - solved.flightTime_s;
  if (leaving < time_s) return { noIntercept: "too-late" };
  return { shot: solved.shot, launchTime_s: leaving };
}

/** A kill vehicle after burnout: its state, what it has used of its divert, and its path. */
class KillVehicle {
  readonly diverts: Divert[] = [];
  used_mps = 0;
  state: SeparationState = { time_s: 0, state: new Float64Array(6) };
  readonly #options: GuidedInterceptOptions;
  readonly #coast: InterceptorCoast;
  readonly #recorder: TrajectoryRecorder;

  constructor(options: GuidedInterceptOptions, recorder: TrajectoryRecorder) {
    this.#options = options;
    this.#coast = new InterceptorCoast(options.environment, makeInterceptorBody(options.thrust.kinematics));
    this.#recorder = recorder;
  }

  /** Changes the velocity at `from` so that it meets the prediction, as far as the divert lasts; false when its time is past. */
  steer(from: SeparationState, { point, interceptTime_s }: InterceptPrediction): boolean {
    const { time_s } = from;
    const toGo = interceptTime_s - time_s;
    if (!(toGo > 0)) return false;
    const change = new Float64Array(3);
    const pushed = (scale: number): SeparationState => ({
      time_s,
      state: Float64Array.from({ length: 6 }, (_, i) => from.state[i]! + (i < 3 ? 0 : scale * change[i - 3]!)),
    });
    for (let i = 0; i < 12; i++) {
      const [x, y, z] = this.#missAt(pushed(1), point, interceptTime_s);
      if (Math.sqrt(x * x + y * y + z * z) < 0.5) break;
      change[0]! -= x / toGo;
      change[1]! -= y / toGo;
      change[2]! -= z / toGo;
    }
    const needed_mps = Math.sqrt(change[0]! * change[0]! + change[1]! * change[1]! + change[2]! * change[2]!);
    const speed_mps = Math.min(needed_mps, this.#options.divertSpeed_mps - this.used_mps);
    this.used_mps += speed_mps;
    this.diverts.push({ time_s, speed_mps, needed_mps });
    this.state = pushed(needed_mps > 0 ? speed_mps / needed_mps : 0);
    return true;
  }

  coastTo(time_s: number): void {
    this.state = this.#coast.flyTo(this.state, time_s, this.#recorder);
  }

  /** Flies on to the predicted time and tells the distance from the predicted point then. */
  end({ point, interceptTime_s }: InterceptPrediction): number {
    this.coastTo(interceptTime_s);
    const [x, y, z] = this.#distanceFrom(this.state, point);
    return Math.sqrt(x * x + y * y + z * z);
  }

  #missAt(from: SeparationState, point: Vec3<"ecef">, time_s: number): readonly [number, number, number] {
    return this.#distanceFrom(this.#coast.flyTo(from, time_s), point);
  }

  #distanceFrom({ time_s, state }: SeparationState, point: Vec3<"ecef">): readonly [number, number, number] {
    const angle = this.#options.environment.earth.rotationRate_radps * time_s;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return [
      state[0]! - (cos * point[0] - sin * point[1]),
      state[1]! - (sin * point[0] + cos * point[1]),
      state[2]! - point[2],
    ];
  }
}
