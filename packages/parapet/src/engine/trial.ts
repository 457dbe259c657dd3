import type { Highs } from "highs";
import type { Engagement, LauncherState, NoShot, PlannedOrder, ThreatState } from "../engagement/fire-control-state.ts";
import { OptimalPlanner } from "../engagement/optimal-planner.ts";
import { RuleBasedPlanner } from "../engagement/rule-based-planner.ts";
import { geodeticToEcef } from "../earth/frames.ts";
import { makeStream } from "../math/random.ts";
import { earliestLaunch, mayGuideOn, mayLaunchOn } from "../network/firing-rights.ts";
import { drawLaunchPointError, findInfraredCue, type PlumeHistory } from "../sensing/infrared.ts";
import { EventQueue } from "./event-queue.ts";
import { FireWindows } from "./fire-windows.ts";
import { RadarWatch, type WatchListener } from "./radar-watch.ts";
import { spreadAt, timeToSpread } from "./object-track.ts";
import type { RaidProblem, RaidVariant } from "./raid-problem.ts";
import { RaidTruth } from "./raid-truth.ts";
import { type FlyingRound, RoundFlights } from "./round-flights.ts";
import { TrackLog } from "./track-log.ts";
import { TrackSharing } from "./track-sharing.ts";
import { TrialLog } from "./trial-log.ts";
import { makeOutcome, type PairRecord } from "./trial-outcome.ts";
import type { TrialInput, TrialOutcome, TrialRunner } from "./trial-types.ts";

/** What happens, in the order in which things of one instant are handled. */
const CUT = 0;
const LAUNCH = 1;
const CUE = 2;
const LOOK = 3;
const TRACK = 4;
const IMPACT = 5;
const INTERCEPT = 6;
const ASSESSMENT = 7;
const HANDOVER = 8;
const BURNOUT = 9;
const ROUND_LAUNCH = 10;
const PLAN = 11;
const REPORT = 12;

/** Fire control looks anew at the error of a track that fits the seeker's basket everywhere after this time, of one that fits in part after that, s; of one that does not at every plan. */
const REFRESH_s = 10;
const REFRESH_PART_s = 4;
/** From when a radar could see a threat well to its track, s: a few looks. */
const ACQUIRE_s = 10;
/**
 * A round is launched at a threat when the basket is so many times the predicted error at handover, root of the sum over three axes: then nine of ten
 * errors across the line of approach, 2.146 standard deviations of an axis, are inside (Rayleigh).
 */
const BASKET_PER_ERROR = 2.146 / Math.sqrt(3);

/** What the optimal controller of a raid solves with, loaded by the host. */
export interface RaidSolver {
  readonly highs?: Highs;
}

/**
 * Makes the runner of a problem's trials: work space and everything that is the same in all of them. The optimal controller needs HiGHS, which the host
 * loads, because that is asynchronous. Throws when it is asked for and not there.
 */
export function makeTrialRunner(problem: RaidProblem, solver: RaidSolver = {}): TrialRunner {
  if (problem.controller === "optimal" && solver.highs === undefined)
    throw new RangeError("makeTrialRunner: the optimal controller needs HiGHS, got none");
  return new Trial(problem, solver.highs);
}

interface OpenThreat extends ThreatState {
  isAlive: boolean;
  impact_ecef: ThreatState["impact_ecef"];
  impact_s: number;
}
interface OpenLauncher extends LauncherState {
  rounds: number;
  lastLaunch_s: number;
  worksUntil_s: number;
  reaction_s: number;
  shotInterval_s: number;
}

/**
 * One raid, run again and again. Who does what in which order: a threat is launched; infrared satellites report it; radars search, are cued, form
 * tracks; tracks of free flight travel to the units that may fire on them; fire control plans every cycle; rounds leave, are told the newest
 * track at their burnout and at handover, and meet or miss; the look at the result ends the engagement; what comes down leaks.
 */
class Trial implements TrialRunner, WatchListener {
  readonly #problem: RaidProblem;
  readonly #nominal: Float64Array;
  readonly #queue = new EventQueue();
  readonly #truth: RaidTruth;
  readonly #radars: readonly RadarWatch[];
  readonly #windows: FireWindows;
  readonly #sharing: TrackSharing;
  readonly #rounds: RoundFlights;
  readonly #planner = new RuleBasedPlanner();
  readonly #highs: Highs | undefined;
  #optimal: OptimalPlanner | undefined;
  readonly #nodeOfRadar: readonly number[];
  readonly #nodeOfLauncher: readonly number[];
  readonly #nodeOfSensor: readonly number[];
  readonly #radarsOfNode: readonly (readonly number[])[];
  readonly #launchersOfNode: readonly (readonly number[])[];
  /** From when a node holds the track of a radar to fire on, at `(node * radars + radar) * threats + threat`. */
  readonly #held: Float64Array;
  readonly #isFireControl: Uint8Array;
  readonly #isDead: Uint8Array;
  readonly #lookDue: Float64Array;
  readonly #refreshDue: Float64Array;
  /** Until when a layer waits for the result of a whole volley at a threat, at `threat * layers + layer`, s. */
  readonly #waitsUntil: Float64Array;
  readonly #volleyRounds: Int32Array;
  readonly #spread: Float64Array[];
  readonly #reasons: PairRecord[];
  /** Pairs of a threat and a launcher that may fire on a track of it, at `threat * launchers + launcher`, until their last chance. */
  readonly #readyPairs: number[] = [];
  readonly #firstTrack: Float64Array;
  readonly #fireControl: Float64Array;
  readonly #refusals: NoShot[] = [];
  readonly #fit = new Float64Array(4);
  readonly #aims: readonly OpenThreat["impact_ecef"][];
  /** What satellites can see of each flight. */
  readonly #plumes: readonly PlumeHistory[];
  #values: Float64Array = new Float64Array(0);
  #log = new TrialLog({ isOn: false });
  #tracks = new TrackLog({ isOn: false });
  #variant: RaidVariant | undefined;
  #isPerfect = false;
  #threats: OpenThreat[] = [];
  #launchers: OpenLauncher[] = [];
  #engagements: Engagement[] = [];
  #flying: FlyingRound[] = [];
  #isPlanning = false;
  #end_s = 0;

  constructor(problem: RaidProblem, highs: Highs | undefined) {
    this.#problem = problem;
    this.#highs = highs;
    this.#nominal = Float64Array.from(problem.parameters, (p) => p.value);
    this.#truth = new RaidTruth(problem);
    this.#radars = problem.radars.map((_, i) => new RadarWatch(problem, i));
    this.#windows = new FireWindows(problem);
    this.#sharing = new TrackSharing(problem);
    this.#rounds = new RoundFlights(problem, this.#truth, this.#windows);
    const nodeOf = (unit: string): number => problem.nodes.indexOf(unit);
    this.#nodeOfRadar = problem.radars.map(({ unit }) => nodeOf(unit));
    this.#nodeOfLauncher = problem.launchers.map(({ unit }) => nodeOf(unit));
    this.#nodeOfSensor = problem.infrared.map(({ unit }) => nodeOf(unit));
    const listAt = (nodes: readonly number[]): number[][] =>
      problem.nodes.map((_, node) => nodes.flatMap((at, i) => (at === node ? [i] : [])));
    this.#radarsOfNode = listAt(this.#nodeOfRadar);
    this.#launchersOfNode = listAt(this.#nodeOfLauncher);
    const [n, r, k] = [problem.threats.length, problem.radars.length, problem.launchers.length];
    this.#held = new Float64Array(problem.nodes.length * r * n);
    this.#isFireControl = new Uint8Array(r * n);
    this.#isDead = new Uint8Array(n);
    this.#lookDue = new Float64Array(r);
    this.#refreshDue = new Float64Array(n * k);
    this.#waitsUntil = new Float64Array(n * problem.layers.length);
    this.#volleyRounds = new Int32Array(n * problem.layers.length);
    this.#spread = problem.radars.map(() => new Float64Array(4));
    this.#reasons = Array.from({ length: n * k }, () => ({
      ready_s: Infinity,
      firstReady_s: Infinity,
      refusal: undefined,
    }));
    this.#aims = problem.threats.map(({ aim }) => geodeticToEcef(aim, problem.earth));
    this.#plumes = problem.flights.map(({ altitude_m, burnout_s, count: all, step_s }) => {
      const count = Math.min(all, Math.ceil(burnout_s / step_s) + 1);
      const time_s = Float64Array.from({ length: count }, (_, i) => i * step_s);
      return { time_s, altitude_m: altitude_m.subarray(0, count), count, burnout_s };
    });
    this.#firstTrack = new Float64Array(n);
    this.#fireControl = new Float64Array(n);
  }

  run(input: TrialInput): TrialOutcome {
    this.#begin(input);
    const queue = this.#queue;
    while (queue.next()) this.#handle(queue.kind, queue.a, queue.b, queue.time_s);
    return makeOutcome({
      problem: this.#problem,
      input,
      truth: this.#truth,
      windows: this.#windows,
      values: this.#values,
      isPerfect: this.#isPerfect,
      launchers: this.#launchers,
      flying: this.#flying,
      pairs: this.#reasons,
      firstTrack_s: this.#firstTrack,
      fireControl_s: this.#fireControl,
      log: this.#log,
      tracks: this.#tracks,
    });
  }

  #begin(input: TrialInput): void {
    const { seed, trial, draw } = input;
    const problem = this.#problem;
    const variant = problem.variants.find(({ id }) => id === input.variant);
    if (input.variant !== undefined && variant === undefined)
      throw new RangeError(`run: the problem has no variant "${input.variant}"`);
    if (draw.length !== 0 && draw.length !== problem.parameters.length)
      throw new RangeError(`run: a draw needs ${problem.parameters.length} values or none, got ${draw.length}`);
    this.#variant = variant;
    this.#isPerfect = variant?.perfectInformation ?? problem.perfectInformation;
    this.#log = new TrialLog({ isOn: input.log });
    this.#tracks = new TrackLog({ isOn: input.tracks === true });
    const values = draw.length === 0 ? Float64Array.from(this.#nominal) : Float64Array.from(draw);
    if (variant !== undefined)
      problem.parameters.forEach(({ key }, i) => {
        const value = variant.values[key];
        if (value !== undefined) values[i] = value;
      });
    this.#values = values;
    this.#truth.draw(seed, trial);
    this.#sharing.begin(seed, trial, values, variant);
    this.#held.fill(Infinity);
    this.#isFireControl.fill(0);
    this.#isDead.fill(0);
    this.#refreshDue.fill(0);
    this.#waitsUntil.fill(-Infinity);
    this.#volleyRounds.fill(0);
    this.#firstTrack.fill(Infinity);
    this.#fireControl.fill(Infinity);
    for (const pair of this.#reasons) {
      pair.ready_s = pair.firstReady_s = Infinity;
      pair.refusal = undefined;
    }
    this.#engagements = [];
    this.#flying = [];
    this.#readyPairs.length = 0;
    this.#isPlanning = false;
    // A planner of its own for every trial: nothing that it keeps may pass from one to the next.
    if (problem.controller === "optimal") this.#optimal = new OptimalPlanner(this.#highs!);
    this.#queue.clear();
    this.#beginUnits(seed, trial, values);
    this.#beginThreats(seed, trial);
    for (const { node, from_s } of variant?.cuts ?? [])
      this.#queue.add(Math.max(0, from_s), 0, CUT, problem.nodes.indexOf(node));
  }

  #worksUntil(unit: string): number {
    return this.#variant?.unitsRemoved.includes(unit) === true ? -Infinity : this.#sharing.cutFrom_s(unit);
  }

  #beginUnits(seed: number, trial: number, values: Float64Array): void {
    const problem = this.#problem;
    const truth = this.#truth;
    this.#launchers = problem.launchers.map((launcher): OpenLauncher => {
      const round = problem.interceptors[launcher.interceptor]!;
      return {
        unit: launcher.unit,
        interceptor: round.id,
        layer: launcher.layer,
        rounds: launcher.rounds,
        channels: launcher.channels,
        shotInterval_s: values[round.shotInterval_s]!,
        reaction_s: values[round.reactionTime_s]!,
        lastLaunch_s: -Infinity,
        worksUntil_s: this.#worksUntil(launcher.unit),
        ...(launcher.responsibility === undefined ? {} : { responsibility: launcher.responsibility }),
      };
    });
    this.#rounds.begin(seed, trial, values, { isPerfect: this.#isPerfect });
    this.#windows.begin(values, truth, (k) => this.#rounds.believedKill(k));
    if (this.#isPerfect) return;
    this.#radars.forEach((radar, i) => {
      const worksUntil_s = this.#worksUntil(problem.radars[i]!.unit);
      const usefulUntil = (t: number): number => this.#usefulUntil(i, t);
      radar.begin({ seed, trial, values, truth, worksUntil_s, usefulUntil });
      this.#lookDue[i] = Infinity;
      this.#scheduleLook(i);
    });
  }

  /**
   * Until when anybody has use for a radar's track of a threat: those who may fire on it, until their last chance to meet it; for a radar that nobody
   * fires on, those whom it tells of threats.
   */
  #usefulUntil(radar: number, t: number): number {
    const node = this.#nodeOfRadar[radar]!;
    let own = -Infinity;
    let any = -Infinity;
    for (let k = 0; k < this.#launchers.length; k++) {
      const last = this.#windows.lastMeeting(t, k);
      if (last > any) any = last;
      const isUser = this.#nodeOfLauncher[k] === node || mayLaunchOn(this.#problem.launchers[k]!.fireOn, "remote");
      if (isUser && last > own) own = last;
    }
    return own > -Infinity ? own : any;
  }

  #beginThreats(seed: number, trial: number): void {
    const { threats } = this.#problem;
    const truth = this.#truth;
    this.#end_s = 0;
    this.#threats = threats.map(({ id, value }, t): OpenThreat => {
      this.#queue.add(truth.launch_s[t]!, 1, LAUNCH, t);
      this.#queue.add(truth.impact_s[t]!, 5, IMPACT, t);
      this.#end_s = Math.max(this.#end_s, truth.impact_s[t]!);
      return { id, value, impact_ecef: this.#aims[t]!, impact_s: truth.impact_s[t]!, isAlive: true };
    });
    if (!this.#isPerfect) threats.forEach((_, t) => this.#reportLaunch(t, seed, trial));
  }

  /** When satellites will report a launch. */
  #reportLaunch(t: number, seed: number, trial: number): void {
    const { infrared, threats } = this.#problem;
    const plume = this.#plumes[threats[t]!.flight]!;
    const launch = this.#truth.launch_s[t]!;
    for (const [i, sensor] of infrared.entries()) {
      const value = (index: number): number => this.#values[index]!;
      const stream = makeStream(seed, trial, `infrared/${sensor.unit}/${threats[t]!.id}`);
      const model = {
        revisit_s: value(sensor.revisit_s),
        looksToDeclare: Math.round(value(sensor.looksToDeclare)),
        latency_s: value(sensor.reportDelay_s),
        cloudBreakAltitude_m: value(sensor.cloudBreak_m),
        launchPointSigma_m: value(sensor.launchPointError_m),
        headingSigma_rad: 0,
      };
      const found = findInfraredCue(model, plume, model.revisit_s * stream.uniform());
      drawLaunchPointError(model, stream);
      if (!("cue_s" in found)) continue;
      this.#queue.add(launch + found.cue_s, 2, REPORT, i, t);
    }
  }

  /** A satellite reports a launch: the cue goes to every unit with a radar that a link carries it to. */
  #onReport(sensor: number, t: number, time_s: number): void {
    const { infrared, threats, nodes } = this.#problem;
    const { unit } = infrared[sensor]!;
    if (this.#worksUntil(unit) <= time_s) return;
    this.#log.add({ time_s, kind: "cue", threat: threats[t]!.id, unit });
    for (let node = 0; node < nodes.length; node++) {
      if (!this.#radarsOfNode[node]!.some((r) => this.#radars[r]!.wants(t, time_s))) continue;
      const arrival = this.#sharing.sendCue(this.#nodeOfSensor[sensor]!, node, t, time_s);
      if (arrival < Infinity) this.#queue.add(arrival, 2, CUE, node * threats.length + t);
    }
  }

  #handle(kind: number, a: number, b: number, time_s: number): void {
    switch (kind) {
      case CUT:
        this.#log.add({ time_s, kind: "cut", unit: this.#problem.nodes[a]! });
        this.#rounds.onCut(this.#flying, time_s, (round, at_s) => this.#guideOf(round, at_s));
        return;
      case LAUNCH:
        return this.#onLaunch(a, time_s);
      case CUE:
        return this.#onCue(Math.floor(a / this.#threats.length), a % this.#threats.length, time_s);
      case LOOK:
        return this.#onLook(a, time_s);
      case TRACK:
        return this.#onTrack(a, b, time_s);
      case IMPACT:
        return this.#onImpact(a, time_s);
      case INTERCEPT:
        return this.#onIntercept(a, time_s);
      case ASSESSMENT:
        return this.#onAssessment(a, time_s);
      case HANDOVER:
        return this.#rounds.handOver(this.#flying[a]!, time_s, this.#guideOf(this.#flying[a]!, time_s));
      case BURNOUT:
        return this.#rounds.burnOut(this.#flying[a]!, this.#guideOf(this.#flying[a]!, time_s));
      case ROUND_LAUNCH:
        return this.#onRoundLaunch(a, time_s);
      case PLAN:
        return this.#onPlan(time_s);
      case REPORT:
        return this.#onReport(a, b, time_s);
    }
  }

  #onLaunch(t: number, time_s: number): void {
    this.#log.add({ time_s, kind: "launch", threat: this.#threats[t]!.id });
    if (!this.#isPerfect) return;
    // Perfect information: every unit holds the truth from the launch on.
    this.#firstTrack[t] = time_s;
    for (let k = 0; k < this.#launchers.length; k++) this.#setReady(t, k, time_s);
    this.#startPlanning(time_s);
  }

  #scheduleLook(radar: number): void {
    const due = this.#radars[radar]!.nextLook_s;
    if (due >= this.#lookDue[radar]! || due === Infinity) return;
    this.#lookDue[radar] = due;
    this.#queue.add(due, 3, LOOK, radar);
  }

  #onLook(radar: number, time_s: number): void {
    // A cue may have put in an earlier look after this one was scheduled.
    if (time_s !== this.#lookDue[radar]) return;
    this.#lookDue[radar] = Infinity;
    this.#radars[radar]!.look(time_s, this);
    this.#scheduleLook(radar);
  }

  onDetection(radar: number, threat: number, time_s: number, snr: number): void {
    const { unit } = this.#problem.radars[radar]!;
    this.#log.add({ time_s, kind: "detection", threat: this.#threats[threat]!.id, unit, number: snr });
  }

  onConfirmed(radar: number, threat: number, time_s: number): void {
    const problem = this.#problem;
    const { unit } = problem.radars[radar]!;
    const { id } = this.#threats[threat]!;
    if (time_s < this.#firstTrack[threat]!) this.#firstTrack[threat] = time_s;
    if (this.#log.isOn) {
      this.#radars[radar]!.tracks[threat]!.spreadInto(this.#spread[radar]!);
      this.#log.add({
        time_s,
        kind: "track-confirmed",
        threat: id,
        unit,
        number: spreadAt(this.#spread[radar]!, time_s),
      });
    }
    const from = this.#nodeOfRadar[radar]!;
    for (let node = 0; node < problem.nodes.length; node++) {
      const radars = this.#radarsOfNode[node]!;
      if (node === from || radars.length === 0) continue;
      if (!radars.some((r) => this.#radars[r]!.wants(threat, time_s))) continue;
      const arrival = this.#sharing.sendCue(from, node, threat, time_s);
      if (arrival < Infinity) this.#queue.add(arrival, 2, CUE, node * this.#threats.length + threat);
    }
    // The other radars of the unit are told at once.
    this.#onCue(from, threat, time_s);
  }

  onLost(radar: number, threat: number, time_s: number): void {
    this.#isFireControl[radar * this.#threats.length + threat] = 0;
    for (let node = 0; node < this.#problem.nodes.length; node++)
      this.#held[this.#heldAt(node, radar, threat)] = Infinity;
    this.#log.add({
      time_s,
      kind: "track-lost",
      threat: this.#threats[threat]!.id,
      unit: this.#problem.radars[radar]!.unit,
    });
  }

  onUpdate(radar: number, threat: number, time_s: number): void {
    if (!this.#tracks.isOn) return;
    const watch = this.#radars[radar]!;
    this.#tracks.add(
      this.#threats[threat]!.id,
      this.#problem.radars[radar]!.unit,
      watch.tracks[threat]!.filter,
      time_s,
    );
  }

  onSaturated(radar: number, time_s: number, stretch: number): void {
    this.#log.add({ time_s, kind: "saturated", unit: this.#problem.radars[radar]!.unit, number: stretch });
  }

  #onCue(node: number, threat: number, time_s: number): void {
    if (this.#isDead[threat] === 1) return;
    for (const radar of this.#radarsOfNode[node]!)
      if (this.#radars[radar]!.cue(threat, time_s)) this.#scheduleLook(radar);
  }

  /** A track has become one of free flight: the unit may fire on it, and so may those that it is sent to. */
  onFreeFlight(radar: number, threat: number, time_s: number): void {
    const problem = this.#problem;
    const { unit } = problem.radars[radar]!;
    const { id } = this.#threats[threat]!;
    this.#isFireControl[radar * this.#threats.length + threat] = 1;
    if (this.#log.isOn) {
      this.#radars[radar]!.tracks[threat]!.spreadInto(this.#spread[radar]!);
      const number = spreadAt(this.#spread[radar]!, time_s);
      this.#log.add({ time_s, kind: "fire-control-track", threat: id, unit, number });
    }
    const from = this.#nodeOfRadar[radar]!;
    for (let node = 0; node < problem.nodes.length; node++) {
      const launchers = this.#launchersOfNode[node]!;
      if (launchers.length === 0) continue;
      if (node === from) {
        this.#queue.add(time_s, 4, TRACK, node, radar * this.#threats.length + threat);
        continue;
      }
      if (!launchers.some((k) => mayLaunchOn(problem.launchers[k]!.fireOn, "remote"))) continue;
      if (!launchers.some((k) => this.#windows.windows[threat * this.#launchers.length + k] !== undefined)) continue;
      const arrival = this.#sharing.sendTrack(from, node, threat, time_s);
      if (arrival < Infinity) this.#queue.add(arrival, 4, TRACK, node, radar * this.#threats.length + threat);
    }
  }

  #heldAt(node: number, radar: number, threat: number): number {
    return (node * this.#problem.radars.length + radar) * this.#threats.length + threat;
  }

  #onTrack(node: number, subject: number, time_s: number): void {
    const radar = Math.floor(subject / this.#threats.length);
    const threat = subject % this.#threats.length;
    if (this.#isFireControl[subject] === 0 || this.#isDead[threat] === 1) return;
    const o = this.#heldAt(node, radar, threat);
    if (this.#held[o]! <= time_s) return;
    this.#held[o] = time_s;
    if (node !== this.#nodeOfRadar[radar])
      this.#log.add({
        time_s,
        kind: "track-received",
        threat: this.#threats[threat]!.id,
        unit: this.#problem.nodes[node]!,
        reason: this.#problem.radars[radar]!.unit,
      });
    for (const k of this.#launchersOfNode[node]!) {
      const ready = this.#readyAt(k, threat);
      if (ready < Infinity) this.#setReady(threat, k, ready);
    }
    this.#startPlanning(time_s);
  }

  /** From when a launcher may fire on the tracks that its unit holds, s. */
  #readyAt(k: number, threat: number): number {
    const node = this.#nodeOfLauncher[k]!;
    let own_s = Infinity;
    let remote_s = Infinity;
    for (let r = 0; r < this.#radars.length; r++) {
      const held = this.#held[this.#heldAt(node, r, threat)]!;
      if (this.#nodeOfRadar[r] === node) own_s = Math.min(own_s, held);
      else remote_s = Math.min(remote_s, held);
    }
    return earliestLaunch(this.#problem.launchers[k]!.fireOn, { own_s, remote_s });
  }

  #setReady(threat: number, k: number, ready_s: number): void {
    const pair = threat * this.#launchers.length + k;
    if (this.#windows.windows[pair] === undefined) return;
    const record = this.#reasons[pair]!;
    if (record.ready_s === Infinity) this.#readyPairs.push(pair);
    record.firstReady_s = Math.min(record.firstReady_s, ready_s);
    record.ready_s = ready_s;
    this.#refreshDue[pair] = 0;
  }

  #startPlanning(time_s: number): void {
    if (this.#isPlanning) return;
    this.#isPlanning = true;
    // Plans fall on multiples of the cycle, so that they do not depend on who was seen first.
    const { cycle_s } = this.#problem;
    this.#queue.add(cycle_s * Math.ceil(time_s / cycle_s), 11, PLAN);
  }

  #onPlan(time_s: number): void {
    const { cycle_s, layers } = this.#problem;
    if (time_s > this.#end_s) return;
    this.#queue.add(time_s + cycle_s, 11, PLAN);
    const { isOpen, isClosing } = this.#refreshWindows(time_s);
    if (!isOpen && !isClosing) return;
    const state = {
      time_s,
      cycle_s,
      layers: layers.map((layer, l) => ({ ...layer, assess_s: this.#rounds.assessTime(l) })),
      launchers: this.#launchers,
      threats: this.#threats,
      windows: this.#windows.windows,
      engagements: this.#engagements,
    };
    const isOptimal = this.#optimal !== undefined;
    const byRule = isClosing ? this.#planner.plan(state, this.#refusals) : isOptimal ? [] : this.#planner.plan(state);
    const orders = isOptimal ? this.#optimal!.plan(state).orders : byRule;
    if (isClosing) this.#keepRefusals(time_s);
    for (const order of orders) this.#give(order);
  }

  /** Brings the windows of tracked threats up to date; tells whether one is open, and whether one closes before the next plan. */
  #refreshWindows(time_s: number): { isOpen: boolean; isClosing: boolean } {
    const { cycle_s, layers } = this.#problem;
    const count = this.#launchers.length;
    const next_s = time_s + cycle_s;
    let isOpen = false;
    let isClosing = false;
    let kept = 0;
    for (const pair of this.#readyPairs) {
      const t = Math.floor(pair / count);
      const k = pair - t * count;
      const closes = this.#windows.lastChance(t, k);
      // What has closed, or is no more, never opens again.
      if (closes < time_s || !this.#threats[t]!.isAlive) continue;
      this.#readyPairs[kept++] = pair;
      const launcher = this.#launchers[k]!;
      if (closes >= next_s && this.#waitsUntil[t * layers.length + launcher.layer]! >= next_s) continue;
      if (time_s >= this.#refreshDue[pair]!) this.#refresh(t, k, time_s);
      if (closes < next_s) isClosing = true;
      const orderable = this.#reasons[pair]!.ready_s + launcher.reaction_s;
      const { lastLaunch_s } = this.#windows.windows[pair]!;
      if (launcher.rounds > 0 && lastLaunch_s >= time_s && orderable <= next_s) isOpen = true;
    }
    this.#readyPairs.length = kept;
    return { isOpen, isClosing };
  }

  #refresh(t: number, k: number, time_s: number): void {
    const pair = t * this.#launchers.length + k;
    const ready = this.#reasons[pair]!.ready_s;
    if (this.#isPerfect) this.#fit.fill(Infinity);
    else this.#findFit(t, k, this.#rounds.basketRadius(k) / BASKET_PER_ERROR);
    this.#windows.update(t, k, time_s, ready, this.#fit);
    const window = this.#windows.windows[pair]!;
    const fits = window.lastLaunch_s >= time_s;
    const isWhole = window.lastLaunch_s === window.lastLaunchAnyTrack_s;
    this.#refreshDue[pair] = time_s + (isWhole ? REFRESH_s : fits ? REFRESH_PART_s : this.#problem.cycle_s);
    if (fits && this.#fireControl[t] === Infinity) this.#fireControl[t] = Math.max(time_s, ready);
  }

  /**
   * Up to which intercept the predicted error at handover fits: with the best track that may guide the round to its end, into `#fit[0]`; with the best
   * one that may not, so that one of the unit's own radars must hold the threat by then, into `#fit[1]`. An error grows only from when its radar last sees the threat.
   */
  #findFit(t: number, k: number, limit_m: number): void {
    const node = this.#nodeOfLauncher[k]!;
    const mayRemoteGuide = mayGuideOn(this.#problem.launchers[k]!.fireOn, "remote");
    const homing_s = this.#rounds.homingTime(k);
    let guided = -Infinity;
    let launched = -Infinity;
    for (let r = 0; r < this.#radars.length; r++) {
      if (this.#held[this.#heldAt(node, r, t)] === Infinity) continue;
      const radar = this.#radars[r]!;
      const spread = this.#spread[r]!;
      radar.tracks[t]!.spreadInto(spread);
      const room = timeToSpread(spread, limit_m);
      if (room < 0) continue;
      const until = Math.max(spread[3]!, radar.seenTo_s[t]!) + room + homing_s;
      if (this.#nodeOfRadar[r] === node || mayRemoteGuide) guided = Math.max(guided, until);
      else launched = Math.max(launched, until);
    }
    this.#fit[0] = guided;
    this.#fit[1] = launched;
    this.#fit[2] = Infinity;
    this.#fit[3] = -Infinity;
    if (launched <= guided) return;
    for (const r of this.#radarsOfNode[node]!) {
      this.#fit[2] = Math.min(this.#fit[2]!, this.#radars[r]!.seenFrom_s[t]! + ACQUIRE_s + homing_s);
      this.#fit[3] = Math.max(this.#fit[3]!, this.#radars[r]!.seenTo_s[t]! + homing_s);
    }
  }

  #keepRefusals(time_s: number): void {
    const count = this.#launchers.length;
    for (const refusal of this.#refusals) {
      const pair = refusal.threatIndex * count + refusal.launcherIndex;
      const window = this.#windows.windows[pair];
      const record = this.#reasons[pair]!;
      if (window === undefined || record.ready_s === Infinity) continue;
      if (window.lastLaunchAnyTrack_s < time_s + this.#problem.cycle_s && window.lastLaunchAnyTrack_s >= time_s)
        record.refusal = refusal;
    }
  }

  #give(order: PlannedOrder): void {
    const { threatIndex, launcherIndex, launch_s, intercept_s } = order;
    const launcher = this.#launchers[launcherIndex]!;
    launcher.rounds--;
    launcher.lastLaunch_s = Math.max(launcher.lastLaunch_s, launch_s);
    const engagement: Engagement = {
      threat: threatIndex,
      launcher: launcherIndex,
      launch_s,
      intercept_s,
      assessed_s: intercept_s + this.#rounds.assessTime(launcher.layer),
      volley: order.volley,
      round: order.round,
      killProbability: order.killProbability,
    };
    this.#engagements.push(engagement);
    this.#countRound(order, launcher.layer, engagement.assessed_s);
    const round = this.#rounds.order(order, engagement);
    this.#flying.push(round);
    this.#log.add({
      time_s: order.issued_s,
      kind: "order",
      threat: order.threat,
      unit: order.unit,
      layer: order.layer,
      interceptor: order.interceptor,
      number: intercept_s,
    });
    this.#queue.add(launch_s, 10, ROUND_LAUNCH, this.#flying.length - 1);
  }

  /** Notes when a volley is whole: until the look at it there is nothing to plan for the layer. */
  #countRound({ threatIndex, volley }: PlannedOrder, layer: number, assessed_s: number): void {
    const { layers } = this.#problem;
    const cell = threatIndex * layers.length + layer;
    const { volleys, roundsWithoutLook } = layers[layer]!;
    if (this.#waitsUntil[cell]! > -Infinity && assessed_s > this.#waitsUntil[cell]!) {
      this.#waitsUntil[cell] = -Infinity;
      this.#volleyRounds[cell] = 0;
    }
    this.#volleyRounds[cell]!++;
    if (this.#volleyRounds[cell]! >= Math.max(roundsWithoutLook, volleys[volley - 1] ?? 1)) {
      this.#waitsUntil[cell] = assessed_s;
      this.#volleyRounds[cell] = 0;
    }
  }

  #onRoundLaunch(index: number, time_s: number): void {
    const round = this.#flying[index]!;
    const { order, engagement } = round;
    const launcher = this.#launchers[engagement.launcher]!;
    const isOut = time_s >= launcher.worksUntil_s;
    if (isOut || !this.#threats[engagement.threat]!.isAlive) {
      // The order falls: the round stays where it is.
      round.state = "cancelled";
      if (!isOut) launcher.rounds++;
      this.#waitsUntil[engagement.threat * this.#problem.layers.length + launcher.layer] = -Infinity;
      this.#engagements = this.#engagements.filter((each) => each !== engagement);
      return;
    }
    round.state = "flying";
    this.#log.add({
      time_s,
      kind: "interceptor-launch",
      threat: order.threat,
      unit: order.unit,
      layer: order.layer,
      interceptor: order.interceptor,
      number: order.intercept_s,
    });
    const { burnout_s, handover_s } = this.#rounds.launch(round);
    if (burnout_s < handover_s) this.#queue.add(burnout_s, 9, BURNOUT, index);
    this.#queue.add(handover_s, 8, HANDOVER, index);
    this.#queue.add(order.intercept_s, 6, INTERCEPT, index);
    this.#queue.add(engagement.assessed_s, 7, ASSESSMENT, index);
  }

  /**
   * The track that guides a round at a time: the best of those that its unit holds and that still reach it. A unit that may only launch on tracks from
   * elsewhere must have the target on a radar of its own at handover, and then takes the best of all.
   */
  #guideOf(
    { engagement }: FlyingRound,
    time_s: number,
  ): { radar: number; track: RadarWatch["tracks"][number] } | undefined {
    const { threat, launcher: k, intercept_s } = engagement;
    const problem = this.#problem;
    const node = this.#nodeOfLauncher[k]!;
    const needsOwn =
      !mayGuideOn(problem.launchers[k]!.fireOn, "remote") && time_s > this.#handoverOf(k, intercept_s) - 1e-9;
    let best: { radar: number; track: RadarWatch["tracks"][number] } | undefined;
    let least = Infinity;
    let hasOwn = false;
    for (let r = 0; r < this.#radars.length; r++) {
      if (!(this.#held[this.#heldAt(node, r, threat)]! <= time_s)) continue;
      if (!this.#sharing.reaches(this.#nodeOfRadar[r]!, node, time_s)) continue;
      if (this.#nodeOfRadar[r] === node) hasOwn = true;
      const track = this.#radars[r]!.tracks[threat]!;
      track.spreadInto(this.#spread[r]!);
      const sigma = spreadAt(this.#spread[r]!, time_s);
      if (sigma < least) {
        least = sigma;
        best = { radar: r, track };
      }
    }
    return needsOwn && !hasOwn ? undefined : best;
  }

  #handoverOf(k: number, intercept_s: number): number {
    return intercept_s - this.#rounds.homingTime(k);
  }

  #onIntercept(index: number, time_s: number): void {
    const round = this.#flying[index]!;
    const { threat } = round.engagement;
    this.#rounds.meet(round, { isTargetGone: this.#isDead[threat] === 1 });
    const { order } = round;
    this.#log.add({
      time_s,
      kind: "intercept",
      threat: order.threat,
      unit: order.unit,
      layer: order.layer,
      interceptor: order.interceptor,
      reason: round.isHit ? "hit" : round.missReason!,
      number: round.handoverError_m,
    });
    if (!round.isHit) return;
    this.#isDead[threat] = 1;
    for (const radar of this.#radars) radar.drop(threat);
    this.#log.add({
      time_s,
      kind: "kill",
      threat: order.threat,
      unit: order.unit,
      layer: order.layer,
      number: this.#truth.altitude_m(threat, time_s),
    });
  }

  #onAssessment(index: number, time_s: number): void {
    const { order, engagement, isHit } = this.#flying[index]!;
    if (isHit) this.#threats[engagement.threat]!.isAlive = false;
    this.#log.add({
      time_s,
      kind: "assessment",
      threat: order.threat,
      unit: order.unit,
      layer: order.layer,
      reason: isHit ? "killed" : "alive",
    });
  }

  #onImpact(t: number, time_s: number): void {
    if (this.#isDead[t] === 1) return;
    this.#threats[t]!.isAlive = false;
    this.#log.add({ time_s, kind: "impact", threat: this.#threats[t]!.id, number: this.#truth.altitude_m(t, time_s) });
  }
}
