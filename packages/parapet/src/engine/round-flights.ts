import { divertToNull } from "../engagement/endgame.ts";
import type { Engagement, PlannedOrder } from "../engagement/fire-control-state.ts";
import { rightChoice } from "../engagement/kill-probability.ts";
import { judgeRound } from "../engagement/round-outcome.ts";
import { makeStream } from "../math/random.ts";
import type { MissReason } from "../messages.ts";
import type { FireWindows } from "./fire-windows.ts";
import type { ObjectTrack } from "./object-track.ts";
import type { RaidProblem } from "./raid-problem.ts";
import type { RaidTruth } from "./raid-truth.ts";
import { TargetPrediction } from "./target-prediction.ts";

/** Below this altitude of the intercept fire control predicts with drag. */
const DRAG_BELOW_m = 60_000;
/** A handover in the last moment still leaves this much, s. */
const SHORTEST_HOMING_s = 1e-3;

/** What still held before a cut. */
const JUST_BEFORE_s = 1e-6;

/** A round from its order to its end. */
export interface FlyingRound {
  readonly order: PlannedOrder;
  readonly engagement: Engagement;
  state: "ordered" | "flying" | "done" | "cancelled";
  isHit: boolean;
  missReason: MissReason | undefined;
  altitude_m: number;
  /** Across the line of approach; not a number until it is known. */
  handoverError_m: number;
  /** Error of the prediction at burnout, vector and whether there was one. */
  readonly errorAtBurnout: Float64Array;
  hasBurnoutError: boolean;
  burnout_s: number;
  handover_s: number;
  /** Divert that updates on the way to the handover have cost, m/s. */
  divertUsed_mps: number;
  readonly approach: Float64Array;
  isGuided: boolean;
  /** The radar whose track it was given last; -1 for none. */
  guideRadar: number;
  /** Error when its last guide was cut off. */
  readonly frozenError: Float64Array;
  isFrozen: boolean;
}

/** What guides a round at a time. */
export interface Guide {
  readonly radar: number;
  readonly track: ObjectTrack;
}

/** Rounds on their way: what they are told, how far off they are at handover, and what becomes of them. */
export class RoundFlights {
  readonly #problem: RaidProblem;
  readonly #truth: RaidTruth;
  readonly #windows: FireWindows;
  readonly #prediction: TargetPrediction;
  readonly #state = new Float64Array(6);
  readonly #predicted = new Float64Array(3);
  readonly #point = new Float64Array(3);
  readonly #error = new Float64Array(3);
  #values: Float64Array = new Float64Array(0);
  #seed = 0;
  #trial = 0;
  #isPerfect = false;
  #assess: number[] = [];

  constructor(problem: RaidProblem, truth: RaidTruth, windows: FireWindows) {
    this.#problem = problem;
    this.#truth = truth;
    this.#windows = windows;
    this.#prediction = new TargetPrediction(problem.earth);
  }

  begin(seed: number, trial: number, values: Float64Array, options: { readonly isPerfect: boolean }): void {
    this.#seed = seed;
    this.#trial = trial;
    this.#values = values;
    this.#isPerfect = options.isPerfect;
    const { layers, launchers, interceptors } = this.#problem;
    this.#assess = layers.map((_, l) =>
      launchers.reduce(
        (longest, each) =>
          each.layer === l ? Math.max(longest, values[interceptors[each.interceptor]!.assessTime_s]!) : longest,
        0,
      ),
    );
  }

  #value(launcher: number, name: "killProbability" | "basketRadius_m" | "homingTime_s" | "burnTime_s"): number {
    return this.#values[this.#problem.interceptors[this.#problem.launchers[launcher]!.interceptor]![name]]!;
  }

  /** Probability of a kill that fire control reckons with. */
  believedKill(launcher: number): number {
    return this.#value(launcher, "killProbability");
  }

  basketRadius(launcher: number): number {
    return this.#value(launcher, "basketRadius_m");
  }

  homingTime(launcher: number): number {
    return this.#value(launcher, "homingTime_s");
  }

  /** From an intercept to the end of the look at it, for a layer, s. */
  assessTime(layer: number): number {
    return this.#assess[layer]!;
  }

  order(order: PlannedOrder, engagement: Engagement): FlyingRound {
    return {
      order,
      engagement,
      state: "ordered",
      isHit: false,
      missReason: undefined,
      altitude_m: this.#truth.altitude_m(engagement.threat, engagement.intercept_s),
      handoverError_m: Number.NaN,
      errorAtBurnout: new Float64Array(3),
      hasBurnoutError: false,
      burnout_s: 0,
      handover_s: engagement.intercept_s - this.homingTime(engagement.launcher),
      divertUsed_mps: 0,
      approach: new Float64Array(3),
      isGuided: false,
      guideRadar: -1,
      frozenError: new Float64Array(3),
      isFrozen: false,
    };
  }

  /** When a round that leaves now burns out, and when its seeker takes over. */
  launch(round: FlyingRound): { readonly burnout_s: number; readonly handover_s: number } {
    const { launch_s, intercept_s, launcher, threat } = round.engagement;
    round.burnout_s = launch_s + this.#value(launcher, "burnTime_s");
    const handover_s = Math.max(launch_s, intercept_s - this.homingTime(launcher));
    this.#findApproach(round, threat, launcher);
    return { burnout_s: round.burnout_s, handover_s };
  }

  /** Direction in which target and interceptor close, Earth-fixed: the target's velocity less the mean velocity of the interceptor. */
  #findApproach(round: FlyingRound, threat: number, launcher: number): void {
    const { launch_s, intercept_s } = round.engagement;
    const { earth } = this.#problem;
    this.#truth.stateInto(this.#state, threat, intercept_s);
    this.#toEarthFixed(this.#point, this.#state, 0, intercept_s);
    const velocity = new Float64Array(3);
    this.#toEarthFixed(velocity, this.#state, 3, intercept_s);
    velocity[0]! += earth.rotationRate_radps * this.#point[1]!;
    velocity[1]! -= earth.rotationRate_radps * this.#point[0]!;
    const from = this.#windows.launchPoint(launcher).ecef;
    const flight = intercept_s - launch_s;
    let size = 0;
    for (let i = 0; i < 3; i++) {
      round.approach[i] = velocity[i]! - (this.#point[i]! - from[i]!) / flight;
      size += round.approach[i]! * round.approach[i]!;
    }
    size = Math.sqrt(size);
    for (let i = 0; i < 3; i++) round.approach[i]! /= size;
  }

  #toEarthFixed(out: Float64Array, eci: Float64Array, offset: number, time_s: number): void {
    const turn = this.#problem.earth.rotationRate_radps * time_s;
    const c = Math.cos(turn);
    const s = Math.sin(turn);
    out[0] = c * eci[offset]! + s * eci[offset + 1]!;
    out[1] = c * eci[offset + 1]! - s * eci[offset]!;
    out[2] = eci[offset + 2]!;
  }

  /** Writes the error of a guide's prediction of the intercept, across the line of approach, into `#error`. */
  #findError(round: FlyingRound, guide: Guide): void {
    const { threat, intercept_s } = round.engagement;
    const coefficient = this.#problem.threats[threat]!.ballisticCoefficient_kgpm2;
    const beta = round.altitude_m < DRAG_BELOW_m ? this.#problem.parameters[coefficient]!.value : Infinity;
    this.#prediction.positionInto(this.#predicted, guide.track.filter, intercept_s, beta);
    this.#truth.stateInto(this.#state, threat, intercept_s);
    for (let i = 0; i < 3; i++) this.#predicted[i]! -= this.#state[i]!;
    this.#toEarthFixed(this.#error, this.#predicted, 0, intercept_s);
    const e = this.#error;
    const u = round.approach;
    const along = e[0]! * u[0]! + e[1]! * u[1]! + e[2]! * u[2]!;
    for (let i = 0; i < 3; i++) e[i]! -= along * u[i]!;
  }

  /** A node was cut: rounds that nothing guides any more keep what they were told last. */
  onCut(
    flying: readonly FlyingRound[],
    time_s: number,
    guideOf: (round: FlyingRound, time_s: number) => Guide | undefined,
  ): void {
    if (this.#isPerfect) return;
    for (const round of flying) {
      if (round.state !== "flying" || round.isFrozen || round.isGuided) continue;
      const before = guideOf(round, time_s - JUST_BEFORE_s);
      if (before === undefined || guideOf(round, time_s) !== undefined) continue;
      this.#findError(round, before);
      round.frozenError.set(this.#error);
      round.guideRadar = before.radar;
      round.isFrozen = true;
    }
  }

  /** The booster is spent: what is wrong with the prediction now costs divert. */
  burnOut(round: FlyingRound, guide: Guide | undefined): void {
    if (round.state !== "flying" || this.#isPerfect || guide === undefined) return;
    this.#findError(round, guide);
    round.errorAtBurnout.set(this.#error);
    round.hasBurnoutError = true;
  }

  /** The seeker takes over: from the newest track that reaches the round. */
  handOver(round: FlyingRound, time_s: number, guide: Guide | undefined): void {
    if (round.state !== "flying") return;
    if (this.#isPerfect) {
      round.isGuided = true;
      round.handoverError_m = 0;
      return;
    }
    if (guide !== undefined) {
      this.#findError(round, guide);
      round.isGuided = true;
      round.guideRadar = guide.radar;
    } else if (round.isFrozen) {
      this.#error.set(round.frozenError);
      round.isGuided = true;
    } else return;
    const e = this.#error;
    const size = Math.sqrt(e[0]! * e[0]! + e[1]! * e[1]! + e[2]! * e[2]!);
    round.handoverError_m = size;
    round.handover_s = time_s;
    if (!round.hasBurnoutError) return;
    // What the prediction was off by at burnout and is not any more has cost divert on the way.
    const b = round.errorAtBurnout;
    const dx = b[0]! - e[0]!;
    const dy = b[1]! - e[1]!;
    const dz = b[2]! - e[2]!;
    const { intercept_s } = round.engagement;
    const coast_s = Math.max(SHORTEST_HOMING_s, intercept_s - round.burnout_s);
    round.divertUsed_mps = divertToNull(Math.sqrt(dx * dx + dy * dy + dz * dz), coast_s);
  }

  /** The intercept: what became of the round. Chance comes from the stream of this round of the layer at this threat, and from that of its kind. */
  meet(round: FlyingRound, options: { readonly isTargetGone: boolean }): void {
    round.state = "done";
    round.missReason = options.isTargetGone ? "no-target" : this.#judge(round);
    round.isHit = round.missReason === undefined;
  }

  #judge(round: FlyingRound): MissReason | undefined {
    const { order, engagement } = round;
    const { launchers, interceptors, assumptions, killModel, threats } = this.#problem;
    const { launcher, intercept_s } = engagement;
    const { divertSpeed_mps, commonFailureShare } = interceptors[launchers[launcher]!.interceptor]!;
    const stream = makeStream(this.#seed, this.#trial, `round/${order.threat}/${order.layer}/${order.round}`);
    const kind = makeStream(this.#seed, this.#trial, `kind/${order.interceptor}`);
    const ofThreat = threats[engagement.threat]!.objects ?? assumptions.objectsPerThreat;
    const objects = Math.max(1, Math.round(this.#values[ofThreat]!));
    return judgeRound(
      {
        model: this.#isPerfect ? "test-record" : killModel,
        killProbability: this.believedKill(launcher),
        commonFailureShare: this.#values[commonFailureShare ?? assumptions.commonFailureShare]!,
        rightChoice: objects === 1 ? 1 : rightChoice(objects, this.#knowledge(round)),
        handover: round.isGuided
          ? {
              error_m: round.handoverError_m,
              basketRadius_m: this.basketRadius(launcher),
              divertLeft_mps:
                (divertSpeed_mps === undefined ? Infinity : this.#values[divertSpeed_mps]!) - round.divertUsed_mps,
              timeToGo_s: Math.max(SHORTEST_HOMING_s, intercept_s - round.handover_s),
            }
          : undefined,
      },
      { ofKind: kind.uniform(), ofRound: stream.uniform(), ofChoice: stream.uniform() },
    );
  }

  /** Probability that it is known which object is the warhead: the radar that guides the round and its seeker err independently. */
  #knowledge({ engagement, guideRadar }: FlyingRound): number {
    if (this.#isPerfect) return 1;
    const { launchers, interceptors, radars, assumptions } = this.#problem;
    const seeker = interceptors[launchers[engagement.launcher]!.interceptor]!.discrimination;
    const radar = radars[guideRadar]?.discrimination;
    let ignorance = 1 - this.#values[assumptions.discrimination]!;
    if (seeker !== undefined) ignorance *= 1 - this.#values[seeker]!;
    if (radar !== undefined) ignorance *= 1 - this.#values[radar]!;
    return 1 - ignorance;
  }
}
