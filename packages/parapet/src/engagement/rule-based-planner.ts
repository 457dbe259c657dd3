import type {
  FireControlState,
  LauncherState,
  NoShot,
  NoShotReason,
  PlannedOrder,
  ThreatState,
} from "./fire-control-state.ts";
import { keepApart } from "./keep-apart.ts";
import { findEarliestIntercept, type LaunchMoment, type LaunchWindow } from "./launch-window.ts";

/**
 * The orders that published doctrine gives at this instant: the threat that lands first is served first; of each layer, in order, the
 * launcher fires that meets it earliest, even if another could launch before it, as many rounds as the volley has; the next volley not
 * before the look at the last one; an order is given when its launch falls before the next plan. Pairs without an order are told in `refusals`, emptied first,
 * where that is given.
 * Deterministic; reads the state and moves only the windows' cursors.
 */
export function planRuleBased(state: FireControlState, refusals?: NoShot[]): PlannedOrder[] {
  return new RuleBasedPlanner().plan(state, refusals);
}

/** A planner that keeps its working memory between plans: for the inner loop of a trial. */
export class RuleBasedPlanner {
  readonly #moment: LaunchMoment = { launch_s: 0, intercept_s: 0 };
  readonly #chosen: LaunchMoment = { launch_s: 0, intercept_s: 0 };
  #refusals: NoShot[] | undefined;
  #orders: PlannedOrder[] = [];
  #urgency: number[] = [];
  // Per launcher.
  #rounds = new Int32Array(0);
  #channels = new Int32Array(0);
  #lastLaunch = new Float64Array(0);
  // Per threat and layer.
  #volley = new Int32Array(0);
  #roundOfVolley = new Int32Array(0);
  #round = new Int32Array(0);
  #assessed = new Float64Array(0);
  // Per threat and launcher: whether its last refusal is known.
  #isTold = new Uint8Array(0);

  plan(state: FireControlState, refusals?: NoShot[]): PlannedOrder[] {
    this.#refusals = refusals;
    if (refusals !== undefined) refusals.length = 0;
    this.#orders = [];
    this.#takeStock(state);
    for (const threat of this.#urgency) for (let l = 0; l < state.layers.length; l++) this.#fire(state, threat, l);
    if (refusals !== undefined) this.#keepLastRefusals(state, refusals);
    return this.#orders;
  }

  /** Of each pair the last refusal, and none where an order was given. */
  #keepLastRefusals({ launchers }: FireControlState, refusals: NoShot[]): void {
    const count = launchers.length;
    const isTold = this.#isTold;
    isTold.fill(0);
    for (const order of this.#orders) isTold[order.threatIndex * count + order.launcherIndex] = 1;
    let kept = refusals.length;
    for (let i = refusals.length - 1; i >= 0; i--) {
      const pair = refusals[i]!.threatIndex * count + refusals[i]!.launcherIndex;
      if (isTold[pair] === 1) continue;
      isTold[pair] = 1;
      refusals[--kept] = refusals[i]!;
    }
    refusals.splice(0, kept);
  }

  #takeStock({ time_s, launchers, layers, threats, engagements }: FireControlState): void {
    const cells = threats.length * layers.length;
    if (this.#rounds.length < launchers.length) {
      this.#rounds = new Int32Array(launchers.length);
      this.#channels = new Int32Array(launchers.length);
      this.#lastLaunch = new Float64Array(launchers.length);
    }
    const pairs = threats.length * launchers.length;
    if (this.#isTold.length < pairs) this.#isTold = new Uint8Array(pairs);
    if (this.#volley.length < cells) {
      this.#volley = new Int32Array(cells);
      this.#roundOfVolley = new Int32Array(cells);
      this.#round = new Int32Array(cells);
      this.#assessed = new Float64Array(cells);
    }
    for (let k = 0; k < launchers.length; k++) {
      this.#rounds[k] = launchers[k]!.rounds;
      this.#channels[k] = launchers[k]!.channels;
      this.#lastLaunch[k] = launchers[k]!.lastLaunch_s;
    }
    this.#volley.fill(0);
    this.#roundOfVolley.fill(0);
    this.#round.fill(0);
    this.#assessed.fill(-Infinity);
    for (const shot of engagements) {
      if (shot.intercept_s > time_s) this.#channels[shot.launcher]!--;
      const cell = shot.threat * layers.length + launchers[shot.launcher]!.layer;
      this.#note(cell, shot.volley, shot.assessed_s);
    }
    // By insertion: threats mostly come in the order of their impacts.
    const urgency = this.#urgency;
    urgency.length = 0;
    for (let t = 0; t < threats.length; t++) {
      if (!threats[t]!.isAlive) continue;
      let i = urgency.length;
      for (; i > 0 && threats[urgency[i - 1]!]!.impact_s > threats[t]!.impact_s; i--) urgency[i] = urgency[i - 1]!;
      urgency[i] = t;
    }
  }

  #note(cell: number, volley: number, assessed_s: number): void {
    if (volley > this.#volley[cell]!) {
      this.#volley[cell] = volley;
      this.#roundOfVolley[cell] = 0;
    }
    if (volley === this.#volley[cell]!) this.#roundOfVolley[cell]!++;
    this.#round[cell]!++;
    if (assessed_s > this.#assessed[cell]!) this.#assessed[cell] = assessed_s;
  }

  /** Gives the orders of one layer at one threat. */
  #fire(state: FireControlState, t: number, l: number): void {
    const { time_s, layers } = state;
    const doctrine = layers[l]!;
    const cell = t * layers.length + l;
    const looked_s = this.#assessed[cell]!;
    const isLooking = looked_s > time_s;
    // A volley that was never filled is over with its look.
    const volley = this.#volley[cell]! + (isLooking ? 0 : 1);
    if (volley > doctrine.volleys.length) return this.#refuseAll(state, t, l, "volleys-spent");
    let fired = isLooking ? this.#roundOfVolley[cell]! : 0;
    if (!this.#isFiringOn(state, t, l, volley, fired))
      return this.#refuseAll(state, t, l, "waits-for-look", looked_s - time_s);
    let wait_s = -Infinity;
    if (doctrine.whileEarlierFires !== "fire")
      for (let e = 0; e < l; e++) wait_s = Math.max(wait_s, this.#assessed[t * layers.length + e]!);
    for (; this.#isFiringOn(state, t, l, volley, fired); fired++) {
      const launcher = this.#chooseLauncher(state, t, l, wait_s);
      if (launcher < 0) return;
      this.#order(state, t, launcher, volley);
    }
  }

  /** Whether a volley of which `fired` rounds have been ordered goes on. */
  #isFiringOn(state: FireControlState, t: number, l: number, volley: number, fired: number): boolean {
    const { layers, launchers, windows } = state;
    const { volleys, roundsWithoutLook } = layers[l]!;
    if (fired < volleys[volley - 1]!) return true;
    if (fired >= roundsWithoutLook) return false;
    const looked = this.#assessed[t * layers.length + l]!;
    for (let k = 0; k < launchers.length; k++)
      if (launchers[k]!.layer === l && (windows[t * launchers.length + k]?.lastLaunch_s ?? -Infinity) >= looked)
        return false;
    return true;
  }

  #order(
    { time_s, layers, launchers, threats, windows }: FireControlState,
    t: number,
    k: number,
    volley: number,
  ): void {
    const launcher = launchers[k]!;
    const { launch_s, intercept_s } = this.#chosen;
    const cell = t * layers.length + launcher.layer;
    const layer = layers[launcher.layer]!;
    this.#rounds[k]!--;
    this.#channels[k]!--;
    this.#lastLaunch[k] = launch_s;
    this.#note(cell, volley, intercept_s + layer.assess_s);
    this.#orders.push({
      threat: threats[t]!.id,
      unit: launcher.unit,
      interceptor: launcher.interceptor,
      layer: layer.id,
      issued_s: time_s,
      launch_s,
      intercept_s,
      volley,
      round: this.#round[cell]!,
      threatIndex: t,
      launcherIndex: k,
      killProbability: windows[t * launchers.length + k]!.killProbability,
    });
  }

  /** The launcher of the layer that meets the threat first, its moment in `#chosen`; -1 when it fires after the next plan, or none does. */
  #chooseLauncher(state: FireControlState, t: number, l: number, wait_s: number): number {
    const { launchers, time_s, cycle_s } = state;
    let best = -1;
    for (let k = 0; k < launchers.length; k++) {
      if (launchers[k]!.layer !== l || !this.#canFire(state, t, k, wait_s)) continue;
      const { intercept_s } = this.#moment;
      const isBetter =
        best < 0 ||
        intercept_s < this.#chosen.intercept_s ||
        (intercept_s === this.#chosen.intercept_s && this.#rounds[k]! > this.#rounds[best]!);
      if (!isBetter) {
        this.#refuse(state, t, k, "another-fires");
        continue;
      }
      if (best >= 0) this.#refuse(state, t, best, "another-fires");
      best = k;
      this.#chosen.launch_s = this.#moment.launch_s;
      this.#chosen.intercept_s = intercept_s;
    }
    if (best < 0 || this.#chosen.launch_s < time_s + cycle_s) return best;
    this.#refuse(state, t, best, "not-yet", this.#chosen.launch_s - time_s);
    return -1;
  }

  /** Whether a launcher can be ordered to fire at a threat now; the moment is left in `#moment`. */
  #canFire(state: FireControlState, t: number, k: number, wait_s: number): boolean {
    const { time_s, launchers, layers, threats } = state;
    const window = state.windows[t * launchers.length + k];
    const launcher = launchers[k]!;
    if (time_s >= launcher.worksUntil_s) return this.#refuse(state, t, k, "out-of-order");
    const doctrine = layers[launcher.layer]!;
    const threat = threats[t]!;
    if (window === undefined || window.lastLaunchAnyTrack_s === -Infinity)
      return this.#refuse(state, t, k, "out-of-reach");
    const orderable = Math.max(time_s, window.trackReady_s + launcher.reaction_s);
    // The two refusals that end a pair for good come first: most pairs stop here.
    if (!(orderable <= window.lastLaunch_s)) return this.#refuseLate(state, t, k, window, orderable);
    if (!isResponsible(launcher, threat)) return this.#refuse(state, t, k, "not-responsible");
    const rounds = this.#rounds[k]!;
    if (rounds <= 0) return this.#refuse(state, t, k, "magazine-empty");
    if (rounds <= doctrine.reserve && !(threat.value >= doctrine.reserveValue))
      return this.#refuse(state, t, k, "reserve-held");
    if (this.#channels[k]! <= 0) return this.#refuse(state, t, k, "channels-busy");
    const ready = Math.max(orderable, this.#lastLaunch[k]! + launcher.shotInterval_s);
    while (window.cursor < window.count && !(window.launch_s[window.cursor]! >= time_s)) window.cursor++;
    const from = window.cursor;
    if (findEarliestIntercept(this.#moment, window, ready, -Infinity, from) < 0)
      return this.#refuse(state, t, k, "too-late", ready - window.lastLaunch_s);
    if (wait_s > time_s) {
      const isLastChance = !(Math.max(ready, wait_s) <= window.lastLaunch_s);
      if (doctrine.whileEarlierFires === "wait" || !isLastChance)
        return this.#refuse(state, t, k, "earlier-layer-fires", wait_s - time_s);
    }
    if (!keepApart(this.#moment, state, this.#orders, { threat: t, launcher: k, window, ready_s: ready }))
      return this.#refuse(state, t, k, "kept-apart");
    if (this.#moment.launch_s >= launcher.worksUntil_s) return this.#refuse(state, t, k, "out-of-order");
    return true;
  }

  #refuseLate(state: FireControlState, t: number, k: number, window: LaunchWindow, orderable_s: number): false {
    const { time_s, launchers, threats } = state;
    if (this.#refusals === undefined) return false;
    if (!isResponsible(launchers[k]!, threats[t]!)) return this.#refuse(state, t, k, "not-responsible");
    const tracked = window.trackReady_s + launchers[k]!.reaction_s;
    if (window.trackReady_s === Infinity) return this.#refuse(state, t, k, "no-track");
    if (tracked > window.lastLaunchAnyTrack_s)
      return this.#refuse(state, t, k, "track-too-late", tracked - window.lastLaunchAnyTrack_s);
    if (orderable_s <= window.lastLaunchAnyTrack_s) return this.#refuse(state, t, k, "handover-too-poor");
    return this.#refuse(state, t, k, "too-late", time_s - window.lastLaunchAnyTrack_s);
  }

  #refuseAll(state: FireControlState, t: number, l: number, reason: NoShotReason, by_s?: number): void {
    if (this.#refusals === undefined) return;
    for (let k = 0; k < state.launchers.length; k++)
      if (state.launchers[k]!.layer === l) this.#refuse(state, t, k, reason, by_s);
  }

  #refuse(state: FireControlState, t: number, k: number, reason: NoShotReason, by_s?: number): false {
    if (this.#refusals === undefined) return false;
    const { time_s, launchers, layers, threats } = state;
    this.#refusals.push({
      threatIndex: t,
      launcherIndex: k,
      threat: threats[t]!.id,
      unit: launchers[k]!.unit,
      layer: layers[launchers[k]!.layer]!.id,
      time_s,
      reason,
      ...(by_s === undefined ? {} : { by_s }),
    });
    return false;
  }
}

/** Whether a launcher answers for the place that the threat goes to. */
export function isResponsible({ responsibility }: LauncherState, { impact_ecef }: ThreatState): boolean {
  if (responsibility === undefined) return true;
  for (const { centre_ecef, radius_m } of responsibility) {
    const x = centre_ecef[0] - impact_ecef[0];
    const y = centre_ecef[1] - impact_ecef[1];
    const z = centre_ecef[2] - impact_ecef[2];
    if (x * x + y * y + z * z <= radius_m * radius_m) return true;
  }
  return false;
}
