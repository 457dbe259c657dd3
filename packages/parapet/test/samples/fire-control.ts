import type {
  Engagement,
  FireControlState,
  LauncherState,
  LayerDoctrine,
  PlannedOrder,
  ThreatState,
} from "../../src/engagement/fire-control-state.ts";
import { type LaunchWindow, makeLaunchWindow } from "../../src/engagement/launch-window.ts";
import { makeStream } from "../../src/math/random.ts";
import type { Vec3 } from "../../src/math/vec3.ts";

const ORIGIN: Vec3<"ecef"> = [0, 0, 0];

export function layer(given: Partial<LayerDoctrine> = {}): LayerDoctrine {
  return {
    id: "upper",
    volleys: [1, 1, 1],
    roundsWithoutLook: 0,
    assess_s: 10,
    reserve: 0,
    reserveValue: Infinity,
    whileEarlierFires: "fire",
    separation_s: 0,
    ...given,
  };
}

export function launcher(given: Partial<LauncherState> = {}): LauncherState {
  return {
    unit: "ship",
    interceptor: "sm3-iia",
    layer: 0,
    rounds: 8,
    channels: 8,
    shotInterval_s: 5,
    reaction_s: 0,
    lastLaunch_s: -Infinity,
    worksUntil_s: Infinity,
    ...given,
  };
}

export function threat(given: Partial<ThreatState> = {}): ThreatState {
  return { id: "t1", value: 1, impact_ecef: ORIGIN, impact_s: 600, isAlive: true, ...given };
}

/** A path of points ten seconds apart in which the interceptor always flies as long. */
export function evenWindow(
  given: {
    readonly from_s?: number;
    readonly to_s?: number;
    readonly flyOut_s?: number;
    readonly trackReady_s?: number;
    readonly killProbability?: number;
  } = {},
): LaunchWindow {
  const { from_s = 0, to_s = 500, flyOut_s = 50, trackReady_s = 0, killProbability = 0.5 } = given;
  const count = Math.floor((to_s - from_s) / 10) + 1;
  return makeLaunchWindow({
    time_s: Float64Array.from({ length: count }, (_, i) => from_s + 10 * i),
    flyOut_s: new Float64Array(count).fill(flyOut_s),
    count,
    trackReady_s,
    killProbability,
  });
}

export function state(given: Partial<FireControlState> = {}): FireControlState {
  const launchers = given.launchers ?? [launcher()];
  const threats = given.threats ?? [threat()];
  return {
    time_s: 100,
    cycle_s: 5,
    layers: [layer()],
    launchers,
    threats,
    windows: threats.flatMap(() => launchers.map(() => evenWindow())),
    engagements: [],
    ...given,
  };
}

export function engagement(given: Partial<Engagement> = {}): Engagement {
  return {
    threat: 0,
    launcher: 0,
    launch_s: 60,
    intercept_s: 110,
    assessed_s: 120,
    volley: 1,
    round: 1,
    killProbability: 0.5,
    ...given,
  };
}

/** Flies a whole raid in which every round misses, a plan every cycle; tells every order. */
export function flyThrough(
  start: FireControlState,
  plan: (state: FireControlState) => readonly Engagement[],
  until_s: number,
): readonly Engagement[] {
  const engagements = [...start.engagements];
  let launchers = start.launchers;
  for (let time_s = start.time_s; time_s < until_s; time_s += start.cycle_s) {
    const orders = plan(Object.assign({}, start, { time_s, launchers, engagements }));
    engagements.push(...orders);
    launchers = launchers.map((l, k) => {
      const own = orders.filter((o) => o.launcher === k);
      return Object.assign({}, l, {
        rounds: l.rounds - own.length,
        lastLaunch_s: Math.max(l.lastLaunch_s, ...own.map((o) => o.launch_s)),
      });
    });
  }
  return engagements;
}

/** Flies a raid with chance, to the end of all paths; every look is right. Tells the value lost, the leakers and the rounds spent. */
export function flyWithChance(
  start: FireControlState,
  trial: number,
  plan: (state: FireControlState) => readonly PlannedOrder[],
  until_s = 520,
): { readonly lost: number; readonly leakers: number; readonly spent: number } {
  const engagements: Engagement[] = [];
  let { launchers, threats } = start;
  const killed = new Map<number, number>();
  for (let time_s = start.time_s; time_s < until_s; time_s += start.cycle_s) {
    threats = threats.map((t, i) => (killed.get(i)! <= time_s ? Object.assign({}, t, { isAlive: false }) : t));
    const orders = plan(Object.assign({}, start, { time_s, launchers, threats, engagements }));
    for (const o of orders) {
      const assessed_s = o.intercept_s + start.layers[launchers[o.launcherIndex]!.layer]!.assess_s;
      engagements.push({
        threat: o.threatIndex,
        launcher: o.launcherIndex,
        launch_s: o.launch_s,
        intercept_s: o.intercept_s,
        assessed_s,
        volley: o.volley,
        round: o.round,
        killProbability: o.killProbability,
      });
      // The same round of the same unit at the same threat has the same luck under every controller.
      const luck = makeStream(11, trial, `${o.threat}/${o.unit}/${o.round}`).uniform();
      if (luck < o.killProbability)
        killed.set(o.threatIndex, Math.min(assessed_s, killed.get(o.threatIndex) ?? Infinity));
    }
    launchers = launchers.map((l, k) => {
      const own = orders.filter((o) => o.launcherIndex === k);
      return Object.assign({}, l, {
        rounds: l.rounds - own.length,
        lastLaunch_s: Math.max(l.lastLaunch_s, ...own.map((o) => o.launch_s)),
      });
    });
  }
  const leaked = start.threats.filter((_, i) => !killed.has(i));
  return { lost: leaked.reduce((sum, t) => sum + t.value, 0), leakers: leaked.length, spent: engagements.length };
}
