import type { LaunchWindow } from "../engagement/launch-window.ts";
import { altitudeAt } from "./flight-table.ts";
import type { RaidProblem } from "./raid-problem.ts";
import type { RaidTruth } from "./raid-truth.ts";
import { LaunchPoint, Reach } from "./reach.ts";

/** Time between the points of a path at which an intercept is considered, s, and the most of them. */
const POINT_STEP_s = 2;
const MOST_POINTS = 100;
/** Times of flight to the points, the envelopes and the launch points of a raid vary by draw; pairs are looked for with this much room. */
const ROOM_SHARE = 0.15;
const ROOM_m = 60_000;

/** A window that fire control may narrow as its tracks change. */
interface OpenWindow {
  readonly time_s: Float64Array;
  readonly launch_s: Float64Array;
  readonly flyOut_s: Float64Array;
  /** Points whose last moment for a launch is past. */
  passed: number;
  count: number;
  lastLaunch_s: number;
  lastLaunchAnyTrack_s: number;
  trackReady_s: number;
  killProbability: number;
  cursor: number;
}

/**
 * When each launcher can fire at each threat: times of flight to points of the threat's path, filled in when they are first asked for. Pairs
 * that can never meet are found once for all trials. Points lie on the true path: against the size of a launch window the error of a
 * track that is good enough to fire on plays no part; it enters at handover.
 */
export class FireWindows {
  /** At `threat * launchers + launcher`; undefined where they never meet. As the planners read them. */
  readonly windows: (LaunchWindow | undefined)[];
  readonly #problem: RaidProblem;
  readonly #reaches: readonly Reach[];
  readonly #points: readonly LaunchPoint[];
  /** First and last second of each flight in the envelope of each launcher, at `flight * launchers + launcher`. */
  readonly #spans: readonly (readonly [number, number] | undefined)[];
  readonly #pool: (OpenWindow | undefined)[];
  readonly #isFilled: Uint8Array;
  readonly #state = new Float64Array(6);
  readonly #ecef = new Float64Array(3);
  #values: Float64Array = new Float64Array(0);
  #truth: RaidTruth | undefined;

  constructor(problem: RaidProblem) {
    this.#problem = problem;
    this.#reaches = problem.interceptors.map((interceptor) => new Reach(interceptor));
    this.#points = problem.launchers.map(({ position }) => new LaunchPoint(position, problem.earth));
    const nominal = Float64Array.from(problem.parameters, (p) => p.high);
    const floors = Float64Array.from(problem.parameters, (p) => p.low);
    this.#spans = problem.flights.flatMap((_, f) =>
      problem.launchers.map((_launcher, k) => this.#findSpan(f, k, nominal, floors)),
    );
    const pairs = problem.threats.length * problem.launchers.length;
    this.windows = Array.from({ length: pairs });
    this.#pool = Array.from({ length: pairs });
    this.#isFilled = new Uint8Array(pairs);
  }

  begin(values: Float64Array, truth: RaidTruth, killProbability: (launcher: number) => number): void {
    const { threats, launchers, interceptors } = this.#problem;
    this.#values = values;
    this.#truth = truth;
    interceptors.forEach(({ burnoutSpeed_mps }, i) => this.#reaches[i]!.setSpeed(values[burnoutSpeed_mps]!));
    this.#isFilled.fill(0);
    for (let t = 0, pair = 0; t < threats.length; t++)
      for (let k = 0; k < launchers.length; k++, pair++) {
        const span = this.#spans[threats[t]!.flight * launchers.length + k];
        if (span === undefined) {
          this.windows[pair] = undefined;
          continue;
        }
        const window = (this.#pool[pair] ??= emptyWindow(span));
        window.trackReady_s = Infinity;
        window.killProbability = killProbability(k);
        window.cursor = window.passed = 0;
        window.count = 0;
        window.lastLaunch_s = window.lastLaunchAnyTrack_s = -Infinity;
        this.windows[pair] = window;
      }
  }

  /**
   * Brings a pair's window up to date: from when the launcher holds a track to fire on, and at which points the track's predicted error at handover
   * fits the seeker's basket: `fit` has the last such intercept with a track that guides the round to its end, then the last one with a track on
   * which it may be launched while the intercept lies between the third and the fourth number, s.
   */
  update(threat: number, launcher: number, now_s: number, trackReady_s: number, fit: Float64Array): void {
    const window = this.#fill(threat, launcher);
    if (window === undefined) return;
    window.trackReady_s = trackReady_s;
    let last = -Infinity;
    const { time_s, flyOut_s, launch_s, count } = window;
    while (window.passed < count && !(time_s[window.passed]! - flyOut_s[window.passed]! >= now_s)) window.passed++;
    window.cursor = window.passed;
    const guided = fit[0]!;
    const launched = fit[1]!;
    const from = fit[2]!;
    const to = fit[3]!;
    for (let i = window.passed; i < count; i++) {
      const time = time_s[i]!;
      let launch = -Infinity;
      if (time <= guided || (time <= launched && time >= from && time <= to)) {
        launch = time - flyOut_s[i]!;
        if (launch > last) last = launch;
      }
      launch_s[i] = launch;
    }
    window.lastLaunch_s = last;
  }

  /** The last moment at which a launcher could fire at a threat whatever its tracks; -Infinity when there is none. */
  lastChance(threat: number, launcher: number): number {
    return this.#fill(threat, launcher)?.lastLaunchAnyTrack_s ?? -Infinity;
  }

  /** When a launcher could last meet a threat, with room for what trials vary by, s; -Infinity where it never can. */
  lastMeeting(threat: number, launcher: number): number {
    const { threats, launchers } = this.#problem;
    const span = this.#spans[threats[threat]!.flight * launchers.length + launcher];
    return span === undefined ? -Infinity : this.#truth!.launch_s[threat]! + span[1];
  }

  launchPoint(launcher: number): LaunchPoint {
    return this.#points[launcher]!;
  }

  #fill(threat: number, launcher: number): OpenWindow | undefined {
    const pair = threat * this.#problem.launchers.length + launcher;
    const window = this.windows[pair] as OpenWindow | undefined;
    if (window === undefined || this.#isFilled[pair] === 1) return window;
    this.#isFilled[pair] = 1;
    const truth = this.#truth!;
    const { flight } = this.#problem.threats[threat]!;
    const { interceptor } = this.#problem.launchers[launcher]!;
    const [from, to] = this.#spans[flight * this.#problem.launchers.length + launcher]!;
    const round = this.#problem.interceptors[interceptor]!;
    const floor = this.#values[round.floor_m]!;
    const ceiling = this.#values[round.ceiling_m]!;
    const range = this.#values[round.range_m]!;
    const point = this.#points[launcher]!;
    const reach = this.#reaches[interceptor]!;
    const start = truth.launch_s[threat]! + from;
    const step = Math.max(POINT_STEP_s, (to - from) / (MOST_POINTS - 1));
    const count = Math.min(MOST_POINTS, Math.floor((to - from) / step) + 1);
    let last = -Infinity;
    for (let i = 0; i < count; i++) {
      const time = start + i * step;
      window.time_s[i] = time;
      window.flyOut_s[i] = Infinity;
      window.launch_s[i] = -Infinity;
      const altitude = truth.altitude_m(threat, time);
      if (altitude < floor || altitude > ceiling) continue;
      this.#place(threat, time);
      point.lookAt(this.#ecef);
      if (point.way[0]! > range) continue;
      const flyOut = reach.timeTo(point.way[0]!, altitude, point.way[1]!);
      window.flyOut_s[i] = flyOut;
      if (time - flyOut > last) last = time - flyOut;
    }
    window.count = count;
    window.lastLaunchAnyTrack_s = last;
    return window;
  }

  /** The Earth-fixed place of a threat into `#ecef`. */
  #place(threat: number, time_s: number): void {
    const state = this.#state;
    this.#truth!.positionInto(state, threat, time_s);
    const turn = this.#problem.earth.rotationRate_radps * time_s;
    const c = Math.cos(turn);
    const s = Math.sin(turn);
    this.#ecef[0] = c * state[0]! + s * state[1]!;
    this.#ecef[1] = c * state[1]! - s * state[0]!;
    this.#ecef[2] = state[2]!;
  }

  #findSpan(f: number, k: number, high: Float64Array, low: Float64Array): readonly [number, number] | undefined {
    const flight = this.#problem.flights[f]!;
    const launcher = this.#problem.launchers[k]!;
    const round = this.#problem.interceptors[launcher.interceptor]!;
    const point = this.#points[k]!;
    const range = high[round.range_m]! * (1 + ROOM_SHARE) + ROOM_m;
    let from = Infinity;
    let to = -Infinity;
    for (let i = 0; i < flight.count; i++) {
      const time = i * flight.step_s;
      if (time <= flight.burnout_s || time > flight.impact_s) continue;
      const altitude = altitudeAt(flight, time);
      if (altitude < low[round.floor_m]! || altitude > high[round.ceiling_m]!) continue;
      const turn = this.#problem.earth.rotationRate_radps * time;
      const c = Math.cos(turn);
      const s = Math.sin(turn);
      const [x, y, z] = [flight.states[6 * i]!, flight.states[6 * i + 1]!, flight.states[6 * i + 2]!];
      this.#ecef[0] = c * x + s * y;
      this.#ecef[1] = c * y - s * x;
      this.#ecef[2] = z;
      point.lookAt(this.#ecef);
      if (point.way[0]! > range) continue;
      if (from === Infinity) from = time;
      to = time;
    }
    return to > from ? [from, to] : undefined;
  }
}

function emptyWindow([from, to]: readonly [number, number]): OpenWindow {
  const step = Math.max(POINT_STEP_s, (to - from) / (MOST_POINTS - 1));
  const size = Math.min(MOST_POINTS, Math.floor((to - from) / step) + 1);
  return {
    time_s: new Float64Array(size),
    launch_s: new Float64Array(size),
    flyOut_s: new Float64Array(size),
    passed: 0,
    count: 0,
    lastLaunch_s: -Infinity,
    lastLaunchAnyTrack_s: -Infinity,
    trackReady_s: Infinity,
    killProbability: 0,
    cursor: 0,
  };
}
