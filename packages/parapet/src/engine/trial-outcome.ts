import { isResponsible } from "../engagement/rule-based-planner.ts";
import type { LauncherState, NoShot, ThreatState } from "../engagement/fire-control-state.ts";
import { geodeticToEcef } from "../earth/frames.ts";
import type { MissReason } from "../messages.ts";
import { compareText } from "../scenario/problem.ts";
import type { FireWindows } from "./fire-windows.ts";
import type { RaidProblem } from "./raid-problem.ts";
import type { RaidTruth } from "./raid-truth.ts";
import type { FlyingRound } from "./round-flights.ts";
import type { TrackLog } from "./track-log.ts";
import type { TrialLog } from "./trial-log.ts";
import type {
  LayerReason,
  LayerReasonCode,
  Shot,
  ThreatOutcome,
  ThreatWindow,
  TrialInput,
  TrialOutcome,
} from "./trial-types.ts";

/** What a trial keeps of one launcher and one threat. */
export interface PairRecord {
  /** From when the launcher may fire on the tracks that its unit holds; and when that was so first. */
  ready_s: number;
  firstReady_s: number;
  /** Why it did not fire when its last chance went by. */
  refusal: NoShot | undefined;
}

/** A trial that has run to its end. */
export interface FinishedTrial {
  readonly problem: RaidProblem;
  readonly input: TrialInput;
  readonly truth: RaidTruth;
  readonly windows: FireWindows;
  readonly values: Float64Array;
  readonly isPerfect: boolean;
  readonly launchers: readonly LauncherState[];
  readonly flying: readonly FlyingRound[];
  readonly pairs: readonly PairRecord[];
  readonly firstTrack_s: Float64Array;
  readonly fireControl_s: Float64Array;
  readonly log: TrialLog;
  readonly tracks: TrackLog;
}

/** Everything that a study keeps of a trial. */
export function makeOutcome(trial: FinishedTrial): TrialOutcome {
  const { problem, input, flying, log } = trial;
  const fired = flying
    .filter(({ state }) => state === "done")
    .toSorted((a, b) => a.engagement.launch_s - b.engagement.launch_s || a.engagement.threat - b.engagement.threat);
  const killed = problem.threats.map((_, t) => describeThreat(trial, t, fired));
  const leakers = killed.filter(({ isLeaker }) => isLeaker).length;
  const spent: Record<string, number> = {};
  const faults: Partial<Record<MissReason, number>> = {};
  for (const { id } of problem.layers) spent[id] = 0;
  for (const { order, missReason } of fired) {
    spent[order.layer]!++;
    if (missReason !== undefined) faults[missReason] = (faults[missReason] ?? 0) + 1;
  }
  if (log.isOn)
    for (const { threat, impact_s, reasons } of killed)
      for (const { layer, code, unit, by_s } of reasons)
        if (code !== "killed" && code !== "already-killed")
          log.add({
            time_s: impact_s,
            kind: "no-shot",
            threat,
            layer,
            reason: code,
            ...(unit === undefined ? {} : { unit }),
            ...(by_s === undefined ? {} : { number: by_s }),
          });
  return {
    trial: input.trial,
    ...(input.variant === undefined ? {} : { variant: input.variant }),
    threats: problem.threats.length,
    leakers,
    killed,
    spent,
    shots: fired.map(describeShot),
    launchWindows: listWindows(trial),
    exhausted: problem.layers.flatMap(({ id }, l) => (leakers > 0 && isExhausted(trial, l) ? [id] : [])),
    faults,
    isUpperBound: trial.isPerfect,
    ...(log.isOn ? { events: log.list() } : {}),
    ...(trial.tracks.isOn ? { tracks: trial.tracks.list() } : {}),
  };
}

function describeThreat(trial: FinishedTrial, t: number, fired: readonly FlyingRound[]): ThreatOutcome {
  const { problem, truth } = trial;
  const threat = problem.threats[t]!;
  const atIt = fired.filter(({ engagement }) => engagement.threat === t);
  const kill = atIt.find(({ isHit }) => isHit);
  const last = atIt.findLast(({ handoverError_m }) => !Number.isNaN(handoverError_m));
  const seen = trial.firstTrack_s[t]!;
  const ready = trial.fireControl_s[t]!;
  const start = truth.launch_s[t]!;
  return {
    threat: threat.id,
    isLeaker: kill === undefined,
    ...(kill === undefined
      ? {}
      : { killedBy: kill.order.layer, time_s: kill.order.intercept_s, altitude_m: kill.altitude_m }),
    ...(seen === Infinity ? {} : { firstTrack_s: seen }),
    ...(ready === Infinity ? {} : { fireControl_s: ready }),
    ...(last === undefined ? {} : { handoverError_m: last.handoverError_m }),
    launch_s: start,
    impact_s: truth.impact_s[t]!,
    aim: threat.aimName,
    reasons: trial.log.isOn ? problem.layers.map((_, l) => explainLayer(trial, t, l, atIt, kill)) : [],
  };
}

function describeShot(round: FlyingRound): Shot {
  const { order, altitude_m, handoverError_m, isHit, missReason } = round;
  return {
    threat: order.threat,
    layer: order.layer,
    unit: order.unit,
    interceptor: order.interceptor,
    launch_s: order.launch_s,
    intercept_s: order.intercept_s,
    altitude_m,
    ...(Number.isNaN(handoverError_m) ? {} : { handoverError_m }),
    isHit,
    ...(missReason === undefined ? {} : { missReason }),
  };
}

/** How near to a shot each answer is: of the units of a layer the one that came nearest speaks for it. */
const NEARNESS: readonly LayerReasonCode[] = [
  "out-of-reach",
  "not-responsible",
  "out-of-order",
  "no-track",
  "track-too-late",
  "track-too-poor",
  "handover-too-poor",
  "too-late",
  "kept-apart",
  "reserve-held",
  "magazine-empty",
  "channels-busy",
  "earlier-layer-fires",
  "volleys-spent",
  "spared",
];

function explainLayer(
  trial: FinishedTrial,
  t: number,
  l: number,
  atIt: readonly FlyingRound[],
  kill: FlyingRound | undefined,
): LayerReason {
  const layer = trial.problem.layers[l]!.id;
  const own = atIt.filter(({ order }) => order.layer === layer);
  const shots = own.length;
  if (kill?.order.layer === layer)
    return { layer, code: "killed", unit: kill.order.unit, time_s: kill.order.intercept_s, shots };
  const last = own.at(-1);
  if (last !== undefined)
    return {
      layer,
      code: kill !== undefined && last.missReason === "no-target" ? "already-killed" : "missed",
      unit: last.order.unit,
      time_s: last.order.intercept_s,
      miss: last.missReason!,
      shots,
    };
  let best: LayerReason = { layer, code: "out-of-reach", shots };
  for (const [k, launcher] of trial.launchers.entries()) {
    if (launcher.layer !== l) continue;
    const found = explainPair(trial, t, k);
    const nearer = NEARNESS.indexOf(found.code) - NEARNESS.indexOf(best.code);
    const sooner = (best.by_s ?? Infinity) - (found.by_s ?? Infinity);
    const isBefore = best.unit === undefined || compareText(found.unit!, best.unit) < 0;
    if (nearer > 0 || (nearer === 0 && (sooner > 0 || (!(sooner < 0) && isBefore)))) best = { layer, ...found, shots };
  }
  // What an earlier kill made needless is no failure.
  if (kill !== undefined && kill.order.intercept_s <= (best.time_s ?? Infinity))
    return { layer, code: "already-killed", shots };
  return best;
}

type PairReason = Omit<LayerReason, "layer" | "shots">;

function explainPair(trial: FinishedTrial, t: number, k: number): PairReason {
  const { problem, launchers, windows, pairs } = trial;
  const launcher = launchers[k]!;
  const { unit } = launcher;
  const last = windows.lastChance(t, k);
  if (last === -Infinity) return { code: "out-of-reach", unit };
  const at = { unit, time_s: last };
  if (launcher.worksUntil_s <= last) return { code: "out-of-order", unit, time_s: launcher.worksUntil_s };
  const threat = problem.threats[t]!;
  const place = { impact_ecef: geodeticToEcef(threat.aim, problem.earth) } as ThreatState;
  if (!isResponsible(launcher, place)) return { code: "not-responsible", unit };
  const record = pairs[t * launchers.length + k]!;
  if (record.firstReady_s === Infinity) return { code: "no-track", ...at };
  const late = record.firstReady_s + launcher.reaction_s - last;
  if (late > 0) return { code: "track-too-late", ...at, by_s: late };
  const refusal = record.refusal;
  if (refusal === undefined) return { code: problem.controller === "optimal" ? "spared" : "track-too-poor", ...at };
  const { reason, by_s } = refusal;
  if (reason === "not-yet" || reason === "another-fires" || reason === "waits-for-look")
    return { code: "too-late", ...at };
  return { code: reason, ...at, ...(by_s === undefined ? {} : { by_s }) };
}

function listWindows({ problem, launchers, pairs, windows }: FinishedTrial): ThreatWindow[] {
  return problem.threats.flatMap(({ id }, t) =>
    problem.layers.map(({ id: layer }, l): ThreatWindow => {
      let longest = 0;
      for (const [k, launcher] of launchers.entries()) {
        if (launcher.layer !== l) continue;
        const ready = pairs[t * launchers.length + k]!.firstReady_s;
        if (ready === Infinity) continue;
        longest = Math.max(longest, windows.lastChance(t, k) - ready - launcher.reaction_s);
      }
      return { threat: id, layer, window_s: longest };
    }),
  );
}

function isExhausted({ launchers }: FinishedTrial, l: number): boolean {
  const own = launchers.filter(({ layer }) => layer === l);
  return own.length > 0 && own.every(({ rounds }) => rounds === 0);
}
