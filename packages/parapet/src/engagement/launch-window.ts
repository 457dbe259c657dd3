/**
 * When one launcher can fire at one threat: the last moment of launch for every point of the predicted path. Points by rising time.
 * A window only narrows as time goes by, so a planner asks with rising `ready_s` and goes on from where it stood.
 */
export interface LaunchWindow {
  /** Time of the threat at each point, s. */
  readonly time_s: Float64Array;
  /** Time of launch that meets the threat at the point, s; -Infinity where the interceptor cannot or may not go. */
  readonly launch_s: Float64Array;
  readonly count: number;
  /** Greatest of `launch_s` over the points whose handover error fits the basket; -Infinity when there is none. */
  readonly lastLaunch_s: number;
  /** The same without asking for the handover error. */
  readonly lastLaunchAnyTrack_s: number;
  /** From when the launcher holds a track of fire-control quality, s; Infinity when none is announced. */
  readonly trackReady_s: number;
  /** Probability that a round at this threat kills, as fire control believes. */
  readonly killProbability: number;
  /** First point that may still be met: a cache of the planner, 0 at the beginning. */
  cursor: number;
}

/** What a window is made of; arrays are kept, not copied. */
export interface LaunchWindowInput {
  readonly time_s: Float64Array;
  /** Time of flight of the interceptor to each point, s; Infinity where it cannot or may not go. */
  readonly flyOut_s: Float64Array;
  readonly count: number;
  readonly trackReady_s: number;
  readonly killProbability: number;
  /** Predicted one-sigma error of the target's place at handover for each point, m, and the largest that the seeker bears. */
  readonly handover?: { readonly sigma_m: Float64Array; readonly limit_m: number };
}

/** Makes the window of one launcher against one threat from fly-out times to points of its path. */
export function makeLaunchWindow(input: LaunchWindowInput): LaunchWindow {
  const { time_s, flyOut_s, count, trackReady_s, killProbability, handover } = input;
  const launch_s = new Float64Array(count);
  let last = -Infinity;
  let lastAnyTrack = -Infinity;
  for (let i = 0; i < count; i++) {
    const launch = time_s[i]! - flyOut_s[i]!;
    if (launch > lastAnyTrack) lastAnyTrack = launch;
    if (handover !== undefined && handover.sigma_m[i]! > handover.limit_m) {
      launch_s[i] = -Infinity;
      continue;
    }
    launch_s[i] = launch;
    if (launch > last) last = launch;
  }
  return {
    time_s,
    launch_s,
    count,
    lastLaunch_s: last,
    lastLaunchAnyTrack_s: lastAnyTrack,
    trackReady_s,
    killProbability,
    cursor: 0,
  };
}

/** A moment of launch and the moment of the intercept that belongs to it. */
export interface LaunchMoment {
  launch_s: number;
  intercept_s: number;
}

/**
 * Writes the earliest intercept by a round that leaves at `ready_s` or later, and meets the threat at `notBefore_s` or later, into `out`.
 * Between the last point missed and the first one met the instant is interpolated; where the path has only then come into reach, the
 * round waits for it. Returns the point met, or -1 without a shot. No point before `from` may have a launch at `ready_s` or later.
 */
export function findEarliestIntercept(
  out: LaunchMoment,
  window: LaunchWindow,
  ready_s: number,
  notBefore_s: number = -Infinity,
  from: number = 0,
): number {
  const { time_s, launch_s, count } = window;
  if (!(ready_s <= window.lastLaunch_s)) return -1;
  let i = from;
  while (i < count && !(launch_s[i]! >= ready_s && time_s[i]! >= notBefore_s)) i++;
  if (i === count) return -1;
  const intercept = time_s[i]!;
  const launch = launch_s[i]!;
  out.intercept_s = intercept;
  out.launch_s = launch;
  const launchBefore = i > 0 ? launch_s[i - 1]! : -Infinity;
  if (launchBefore === -Infinity) return i;
  // Share of the way from the point before at which both limits hold.
  const before = time_s[i - 1]!;
  const byLaunch = launchBefore < ready_s ? (ready_s - launchBefore) / (launch - launchBefore) : 0;
  const byTime = before < notBefore_s ? (notBefore_s - before) / (intercept - before) : 0;
  const share = Math.max(byLaunch, byTime);
  out.intercept_s = before + (intercept - before) * share;
  out.launch_s = share === byLaunch && byLaunch > 0 ? ready_s : launchBefore + (launch - launchBefore) * share;
  return i;
}
