import type { Highs } from "highs";
import type { FireControlState, PlannedOrder } from "./fire-control-state.ts";
import { keepApart } from "./keep-apart.ts";
import { findEarliestIntercept, type LaunchMoment } from "./launch-window.ts";
import { isResponsible } from "./rule-based-planner.ts";
import { solveWeaponAssignment, type WeaponAssignmentSolution } from "./solve-weapon-assignment.ts";
import type { RoundCaps, WeaponAssignmentProblem } from "./weapon-assignment.ts";

/** Part of the value at stake by which a plan may miss the best: what is expected depends far more on what is known of the threats. */
const GAP = 1e-3;

/** How often the search may ask whether to go on: steps and nodes, so that the same state gives the same plan on any machine. */
const MOST_EFFORT = 2000;

/** The orders of now, and the plan behind them. */
export interface OptimalPlan {
  readonly orders: readonly PlannedOrder[];
  /** Expected value that comes through if nothing is looked at and planned anew: an upper estimate of the loss. */
  readonly expectedLoss: number;
  /** Proven: no allotment of the rounds at hand leaves less. As a rule at most a thousandth of the value at stake below `expectedLoss`. */
  readonly bound: number;
}

/**
 * The orders of the allotment that saves most expected value: the rounds at hand, round by round of every launcher, are given to the
 * threats by a mixed-integer program with a proven bound, within the magazines, the reserve and the doctrine's rounds for each threat
 * and layer. Of a threat's rounds those are fired now that could not be fired after the look at the ones before; the others wait and
 * are planned anew. HiGHS is loaded by the caller, because that is asynchronous and planning is not.
 */
export function planOptimal(state: FireControlState, highs: Highs): PlannedOrder[] {
  return [...new OptimalPlanner(highs).plan(state).orders];
}

/** A planner that solves anew only when something has changed that the allotment rests on. */
export class OptimalPlanner {
  readonly #highs: Highs;
  readonly #moment: LaunchMoment = { launch_s: 0, intercept_s: 0 };
  #key = "";
  #solution: WeaponAssignmentSolution | undefined;
  /** Programs solved so far. */
  solved = 0;

  constructor(highs: Highs) {
    this.#highs = highs;
  }

  plan(state: FireControlState): OptimalPlan {
    const problem = makeAllotmentProblem(state);
    const key = [problem.rounds, problem.value, problem.killProbability, problem.caps!.most].map(String).join(";");
    if (this.#solution === undefined || key !== this.#key) {
      let asked = 0;
      const shouldStop = (): boolean => ++asked > MOST_EFFORT;
      this.#solution = solveWeaponAssignment(problem, { highs: this.#highs, gap: GAP, shouldStop });
      this.#key = key;
      this.solved++;
    }
    const { objective, bound } = this.#solution;
    return { orders: this.#giveOrders(state, this.#solution), expectedLoss: objective, bound };
  }

  /** The allotted rounds that have to go now, the threat with the least time first. */
  #giveOrders(state: FireControlState, { allotment }: WeaponAssignmentSolution): readonly PlannedOrder[] {
    const { launchers, threats, engagements, time_s } = state;
    const orders: PlannedOrder[] = [];
    const free = launchers.map(
      (l, k) => l.channels - engagements.filter((e) => e.launcher === k && e.intercept_s > time_s).length,
    );
    const last = launchers.map((l) => l.lastLaunch_s);
    const byThreat = new Map<number, number[]>();
    for (let c = 0; c < allotment.weapon.length; c++) {
      const k = allotment.weapon[c]! % launchers.length;
      const list = byThreat.get(allotment.target[c]!) ?? [];
      for (let r = 0; r < allotment.rounds[c]!; r++) list.push(k);
      byThreat.set(allotment.target[c]!, list);
    }
    const deadline = (t: number, list: readonly number[]): number =>
      Math.min(...list.map((k) => state.windows[t * launchers.length + k]!.lastLaunch_s));
    const urgent = [...byThreat].toSorted(
      ([a, listA], [b, listB]) =>
        deadline(a, listA) - deadline(b, listB) || threats[b]!.value - threats[a]!.value || a - b,
    );
    for (const [t, list] of urgent) this.#fireAt(state, t, list, { free, last, orders });
    return orders;
  }

  /**
   * The launcher of the same layer that does best with a shot now and, after the look at it, one more: an early shot that leaves time for
   * a second is worth more than a better one that does not. The allotted launcher where the doctrine has no further volley.
   */
  #leaveTimeToLook(state: FireControlState, t: number, allotted: number, free: readonly number[]): number {
    const { time_s, launchers, layers, windows, threats } = state;
    const { layer } = launchers[allotted]!;
    const { now, inAll } = findRoundsLeft(state, t, layer);
    if (inAll <= now) return allotted;
    const { assess_s, reserve } = layers[layer]!;
    let chosen = allotted;
    let most = -1;
    for (let n = 0; n < launchers.length; n++) {
      const k = (allotted + n) % launchers.length;
      const launcher = launchers[k]!;
      const window = windows[t * launchers.length + k];
      if (launcher.layer !== layer || window === undefined || free[k]! <= 0 || time_s >= launcher.worksUntil_s)
        continue;
      if (k !== allotted && (launcher.rounds <= reserve || !isResponsible(launcher, threats[t]!))) continue;
      const ready = Math.max(
        time_s,
        window.trackReady_s + launcher.reaction_s,
        launcher.lastLaunch_s + launcher.shotInterval_s,
      );
      if (findEarliestIntercept(this.#moment, window, ready) < 0) continue;
      const looked = this.#moment.intercept_s + assess_s;
      let second = 0;
      for (let other = 0; other < launchers.length; other++) {
        const later = windows[t * launchers.length + other];
        if (launchers[other]!.layer === layer && later !== undefined && later.lastLaunch_s >= looked)
          second = Math.max(second, later.killProbability);
      }
      const value = 1 - (1 - window.killProbability) * (1 - second);
      if (value > most + 1e-9) {
        most = value;
        chosen = k;
      }
    }
    return chosen;
  }

  #fireAt(
    state: FireControlState,
    t: number,
    list: readonly number[],
    { free, last, orders }: { readonly free: number[]; readonly last: number[]; readonly orders: PlannedOrder[] },
  ): void {
    const { time_s, cycle_s, launchers, layers, threats, windows, engagements } = state;
    const atThreat = engagements.filter((e) => e.threat === t);
    // When the last look at what is on its way is over: whatever can still be fired then waits for it.
    let looked = atThreat.reduce((latest, e) => Math.max(latest, e.assessed_s), -Infinity);
    const inOrder = list.toSorted(
      (a, b) =>
        launchers[a]!.layer - launchers[b]!.layer ||
        windows[t * launchers.length + a]!.lastLaunch_s - windows[t * launchers.length + b]!.lastLaunch_s ||
        a - b,
    );
    for (const allotted of inOrder) {
      const k = this.#leaveTimeToLook(state, t, allotted, free);
      const window = windows[t * launchers.length + k]!;
      const launcher = launchers[k]!;
      if (looked > time_s && window.lastLaunch_s >= Math.max(looked, window.trackReady_s + launcher.reaction_s))
        continue;
      const ready = Math.max(time_s, window.trackReady_s + launcher.reaction_s, last[k]! + launcher.shotInterval_s);
      if (free[k]! <= 0 || findEarliestIntercept(this.#moment, window, ready) < 0) continue;
      if (!keepApart(this.#moment, state, orders, { threat: t, launcher: k, window, ready_s: ready })) continue;
      const { launch_s, intercept_s } = this.#moment;
      if (launch_s >= Math.min(time_s + cycle_s, launcher.worksUntil_s)) {
        // The round will come: what follows it waits for its look.
        looked = Math.max(looked, intercept_s + layers[launcher.layer]!.assess_s);
        continue;
      }
      const layer = layers[launcher.layer]!;
      const ofLayer = atThreat.filter((e) => launchers[e.launcher]!.layer === launcher.layer);
      const now = orders.filter((o) => o.threatIndex === t && o.layer === layer.id);
      const left = findRoundsLeft(state, t, launcher.layer);
      if (now.length >= left.now) continue;
      orders.push({
        threat: threats[t]!.id,
        unit: launcher.unit,
        interceptor: launcher.interceptor,
        layer: layer.id,
        issued_s: time_s,
        launch_s,
        intercept_s,
        volley: left.volley,
        round: ofLayer.length + now.length + 1,
        threatIndex: t,
        launcherIndex: k,
        killProbability: window.killProbability,
      });
      free[k]!--;
      last[k] = launch_s;
      looked = Math.max(looked, intercept_s + layer.assess_s);
    }
  }
}

/**
 * The allotment of now as a weapon-target assignment. Weapons are the launchers, then their reserves, which only threats worth it are
 * given; a threat's value is what its rounds on the way leave of it. Launchers that can no longer reach a threat have p = 0.
 */
function makeAllotmentProblem(state: FireControlState): WeaponAssignmentProblem {
  const { time_s, layers, launchers, threats, engagements } = state;
  const n = launchers.length;
  const targets = threats.length;
  const value = Float64Array.from(threats, (threat) => (threat.isAlive ? threat.value : 0));
  const most = Int32Array.from({ length: targets * layers.length }, (_, cell) =>
    threats[Math.floor(cell / layers.length)]!.isAlive
      ? findRoundsLeft(state, Math.floor(cell / layers.length), cell % layers.length).inAll
      : 0,
  );
  for (const { threat, assessed_s, killProbability } of engagements)
    if (assessed_s > time_s) value[threat]! *= 1 - killProbability;
  const rounds = new Int32Array(2 * n);
  const killProbability = new Float64Array(2 * n * targets);
  for (let k = 0; k < n; k++) {
    const launcher = launchers[k]!;
    const { reserve, reserveValue } = layers[launcher.layer]!;
    rounds[k] = Math.max(0, launcher.rounds - reserve);
    rounds[n + k] = Math.min(reserve, launcher.rounds);
    if (time_s >= launcher.worksUntil_s) continue;
    for (let t = 0; t < targets; t++) {
      const window = state.windows[t * n + k];
      const threat = threats[t]!;
      if (window === undefined || !threat.isAlive || !isResponsible(launcher, threat)) continue;
      const ready = Math.max(
        time_s,
        window.trackReady_s + launcher.reaction_s,
        launcher.lastLaunch_s + launcher.shotInterval_s,
      );
      if (!(ready <= window.lastLaunch_s)) continue;
      killProbability[k * targets + t] = window.killProbability;
      if (threat.value >= reserveValue) killProbability[(n + k) * targets + t] = window.killProbability;
    }
  }
  const layerOf = launchers.map(({ layer }) => layer);
  const caps: RoundCaps = { groups: layers.length, groupOf: Int32Array.from([...layerOf, ...layerOf]), most };
  return { weapons: 2 * n, targets, rounds, value, killProbability, caps };
}

/** What a layer's doctrine still gives to one threat. */
interface RoundsLeft {
  /** The volley that is being fired, or comes next; counted from 1. */
  readonly volley: number;
  /** Rounds of that volley that are still to be fired. */
  readonly now: number;
  /** With those of later volleys, where there is time to look in between. */
  readonly inAll: number;
}

function findRoundsLeft(state: FireControlState, t: number, l: number): RoundsLeft {
  const { time_s, layers, launchers, engagements, windows } = state;
  const { volleys, roundsWithoutLook, assess_s } = layers[l]!;
  let volley = 0;
  let fired = 0;
  let looked = -Infinity;
  for (const shot of engagements) {
    if (shot.threat !== t || launchers[shot.launcher]!.layer !== l) continue;
    if (shot.volley > volley) [volley, fired] = [shot.volley, 0];
    if (shot.volley === volley) fired++;
    looked = Math.max(looked, shot.assessed_s);
  }
  const isLooking = looked > time_s;
  if (!isLooking) [volley, fired, looked] = [volley + 1, 0, Infinity];
  if (volley > volleys.length) return { volley, now: 0, inAll: 0 };
  let last = -Infinity;
  const moment: LaunchMoment = { launch_s: 0, intercept_s: 0 };
  for (let k = 0; k < launchers.length; k++) {
    const window = windows[t * launchers.length + k];
    if (launchers[k]!.layer !== l || window === undefined) continue;
    last = Math.max(last, window.lastLaunch_s);
    const ready = Math.max(time_s, window.trackReady_s + launchers[k]!.reaction_s);
    if (!isLooking && findEarliestIntercept(moment, window, ready) >= 0)
      looked = Math.min(looked, moment.intercept_s + assess_s);
  }
  const hasTime = last >= looked;
  const now = Math.max(0, Math.max(volleys[volley - 1]!, hasTime ? 0 : roundsWithoutLook) - fired);
  const later = hasTime ? volleys.slice(volley).reduce((sum, n) => sum + n, 0) : 0;
  return { volley, now, inAll: now + later };
}
