import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engagement, evenWindow, flyThrough, launcher, layer, state, threat } from "../../test/samples/fire-control.ts";
import type { Engagement, FireControlState, LayerDoctrine, NoShot } from "./fire-control-state.ts";
import { planRuleBased, RuleBasedPlanner } from "./rule-based-planner.ts";

function reasonsOf(given: FireControlState): readonly (readonly [string, number | undefined])[] {
  const refusals: NoShot[] = [];
  planRuleBased(given, refusals);
  return refusals.map(({ reason, by_s }) => [reason, by_s]);
}

const plan = (now: FireControlState): Engagement[] =>
  planRuleBased(now).map((o) => ({
    threat: o.threatIndex,
    launcher: o.launcherIndex,
    launch_s: o.launch_s,
    intercept_s: o.intercept_s,
    assessed_s: o.intercept_s + now.layers[now.launchers[o.launcherIndex]!.layer]!.assess_s,
    volley: o.volley,
    round: o.round,
    killProbability: o.killProbability,
  }));

const fly = (doctrine: Partial<LayerDoctrine>, given: Partial<FireControlState> = {}): readonly Engagement[] =>
  flyThrough(state({ layers: [layer(doctrine)], ...given }), plan, 500);

describe("doctrine", () => {
  it("shoot-look-shoot: after flight and look, at the next plan", () => {
    // Launch at 100, flight 50, look 10: 160, then 220.
    expect(fly({ volleys: [1, 1, 1] }).map((e) => e.launch_s)).toEqual([100, 160, 220]);
  });
  it("a salvo of two: two rounds an interval apart and no more", () => {
    expect(fly({ volleys: [2] }).map((e) => [e.launch_s, e.volley, e.round])).toEqual([
      [100, 1, 1],
      [105, 1, 2],
    ]);
  });
  it("shoot-shoot-look-shoot: the look waits for the second round", () => {
    expect(fly({ volleys: [2, 1] }).map((e) => [e.launch_s, e.volley])).toEqual([
      [100, 1],
      [105, 1],
      [165, 2],
    ]);
  });
  it("fires a salvo where there is no time for a look", () => {
    // The last launch is at 150: a look after the first shot ends at 160.
    const windows = [evenWindow({ to_s: 200 })];
    expect(fly({ volleys: [1, 1], roundsWithoutLook: 2 }, { windows })).toHaveLength(2);
    expect(fly({ volleys: [1, 1] }, { windows: [evenWindow({ to_s: 200 })] })).toHaveLength(1);
    expect(
      fly({ volleys: [1, 1], roundsWithoutLook: 2 }, { windows: [evenWindow({ to_s: 300 })] }).map((e) => e.volley),
    ).toEqual([1, 2]);
  });
  it("holds the reserve back, but not from a threat that is worth it", () => {
    const launchers = [launcher({ rounds: 3 })];
    expect(fly({ volleys: [3], reserve: 1 }, { launchers })).toHaveLength(2);
    expect(fly({ volleys: [3], reserve: 1, reserveValue: 1 }, { launchers })).toHaveLength(3);
    expect(reasonsOf(state({ layers: [layer({ reserve: 8 })] }))).toEqual([["reserve-held", undefined]]);
  });
  it("waits for the earlier layer, unless it is the last chance", () => {
    const given = (whileEarlierFires: LayerDoctrine["whileEarlierFires"], to_s: number): FireControlState =>
      state({
        layers: [layer(), layer({ id: "lower", whileEarlierFires })],
        launchers: [launcher({ rounds: 0 }), launcher({ layer: 1, unit: "battery" })],
        windows: [evenWindow(), evenWindow({ to_s, flyOut_s: 20 })],
        engagements: [engagement({ intercept_s: 150, assessed_s: 160 })],
      });
    const lower = (s: FireControlState): number => planRuleBased(s).filter((o) => o.layer === "lower").length;
    expect(lower(given("fire", 500))).toBe(1);
    expect(lower(given("wait", 500))).toBe(0);
    expect(lower(given("wait-unless-last-chance", 500))).toBe(0);
    expect(lower(given("wait", 170))).toBe(0);
    expect(lower(given("wait-unless-last-chance", 170))).toBe(1);
    expect(reasonsOf(given("wait", 500))).toContainEqual(["earlier-layer-fires", 60]);
  });
  it("keeps its intercepts apart from those of another layer", () => {
    const given = (separation_s: number): FireControlState =>
      state({
        layers: [layer(), layer({ id: "lower", separation_s })],
        launchers: [launcher({ rounds: 0 }), launcher({ layer: 1 })],
        windows: [evenWindow(), evenWindow({ flyOut_s: 45 })],
        engagements: [engagement({ intercept_s: 150, assessed_s: 160 })],
      });
    expect(planRuleBased(given(0)).map((o) => o.intercept_s)).toEqual([145]);
    expect(planRuleBased({ ...given(8), cycle_s: 30 }).map((o) => [o.launch_s, o.intercept_s])).toEqual([[113, 158]]);
    expect(reasonsOf(given(1000))).toContainEqual(["kept-apart", undefined]);
  });
});

describe("which launcher", () => {
  const launchers = [launcher({ unit: "a" }), launcher({ unit: "b" })];
  it("is the one that meets the threat first, and the other is told", () => {
    const given = state({ launchers, windows: [evenWindow({ flyOut_s: 60 }), evenWindow({ flyOut_s: 40 })] });
    expect(planRuleBased(given).map((o) => o.unit)).toEqual(["b"]);
    expect(reasonsOf(given)).toEqual([["another-fires", undefined]]);
  });
  it("shares a volley where the other is sooner than its own next round", () => {
    const given = state({ launchers, layers: [layer({ volleys: [2] })] });
    expect(planRuleBased(given).map((o) => [o.unit, o.launch_s])).toEqual([
      ["a", 100],
      ["b", 100],
    ]);
  });
  it("waits for its own next round rather than give it to one that would meet the threat later", () => {
    const windows = [evenWindow({ flyOut_s: 40 }), evenWindow({ flyOut_s: 400 })];
    const both = [launcher({ unit: "near", shotInterval_s: 30 }), launcher({ unit: "far" })];
    const given = state({ launchers: both, windows, layers: [layer({ volleys: [2] })] });
    expect(planRuleBased(given).map((o) => o.unit)).toEqual(["near"]);
    expect(reasonsOf(given)).toContainEqual(["another-fires", undefined]);
    expect(flyThrough(given, plan, 500).map((e) => [both[e.launcher]!.unit, e.launch_s])).toEqual([
      ["near", 100],
      ["near", 130],
    ]);
  });
  it("serves first what lands first", () => {
    const given = state({
      launchers: [launcher({ rounds: 1 })],
      threats: [threat({ id: "late", impact_s: 700 }), threat({ id: "soon", impact_s: 600 })],
      windows: [evenWindow(), evenWindow()],
    });
    expect(planRuleBased(given).map((o) => o.threat)).toEqual(["soon"]);
    expect(reasonsOf(given)).toEqual([["magazine-empty", undefined]]);
  });
});

describe("no shot", () => {
  const one = (window: ReturnType<typeof evenWindow> | undefined): FireControlState => state({ windows: [window] });
  it("says why and by how much", () => {
    expect(reasonsOf(one(undefined))).toEqual([["out-of-reach", undefined]]);
    expect(reasonsOf(one(evenWindow({ flyOut_s: Infinity })))).toEqual([["out-of-reach", undefined]]);
    expect(reasonsOf(one(evenWindow({ trackReady_s: Infinity })))).toEqual([["no-track", undefined]]);
    expect(reasonsOf(one(evenWindow({ trackReady_s: 491 })))).toEqual([["track-too-late", 41]]);
    expect(reasonsOf(one(evenWindow({ to_s: 100 })))).toEqual([["too-late", 50]]);
    expect(reasonsOf(one(evenWindow({ trackReady_s: 130 })))).toEqual([["not-yet", 30]]);
    expect(reasonsOf({ ...state(), engagements: [engagement()] })).toEqual([["waits-for-look", 20]]);
    expect(reasonsOf(state({ launchers: [launcher({ worksUntil_s: 90 })] }))).toEqual([["out-of-order", undefined]]);
    expect(reasonsOf(state({ launchers: [launcher({ channels: 0 })] }))).toEqual([["channels-busy", undefined]]);
    expect(
      reasonsOf(state({ launchers: [launcher({ responsibility: [{ centre_ecef: [9, 0, 0], radius_m: 8 }] })] })),
    ).toEqual([["not-responsible", undefined]]);
    expect(
      reasonsOf({
        ...state({ layers: [layer({ volleys: [1] })] }),
        engagements: [engagement({ intercept_s: 80, assessed_s: 90 })],
      }),
    ).toEqual([["volleys-spent", undefined]]);
  });
  it("has nothing to say of the dead", () => {
    const given = state({ threats: [threat({ isAlive: false })] });
    expect(planRuleBased(given)).toEqual([]);
    expect(reasonsOf(given)).toEqual([]);
  });
});

describe("limits hold in any raid", () => {
  it("magazine, interval, channels and volleys", () => {
    fc.assert(
      fc.property(
        fc.record({
          threats: fc.integer({ min: 1, max: 8 }),
          rounds: fc.integer({ min: 0, max: 10 }),
          channels: fc.integer({ min: 1, max: 4 }),
          interval: fc.integer({ min: 1, max: 20 }),
          volleys: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
          starts: fc.array(fc.integer({ min: 100, max: 300 }), { minLength: 16, maxLength: 16 }),
          flights: fc.array(fc.integer({ min: 10, max: 80 }), { minLength: 16, maxLength: 16 }),
        }),
        ({ threats: n, rounds, channels, interval, volleys, starts, flights }) => {
          const launchers = [0, 1].map((k) => launcher({ unit: `u${k}`, rounds, channels, shotInterval_s: interval }));
          const shots = flyThrough(
            state({
              layers: [layer({ volleys })],
              launchers,
              threats: Array.from({ length: n }, (_, i) => threat({ id: `t${i}`, impact_s: 500 + i })),
              windows: Array.from({ length: 2 * n }, (_, i) =>
                evenWindow({ from_s: starts[i]!, flyOut_s: flights[i]!, to_s: 450 }),
              ),
            }),
            plan,
            500,
          );
          for (const k of [0, 1]) {
            const own = shots.filter((s) => s.launcher === k).toSorted((a, b) => a.launch_s - b.launch_s);
            expect(own.length).toBeLessThanOrEqual(rounds);
            for (const [i, shot] of own.entries()) {
              if (i > 0) expect(shot.launch_s - own[i - 1]!.launch_s).toBeGreaterThanOrEqual(interval - 1e-9);
              const inFlight = own.filter((o) => o.launch_s <= shot.launch_s && o.intercept_s > shot.launch_s);
              expect(inFlight.length).toBeLessThanOrEqual(channels);
            }
          }
          for (let t = 0; t < n; t++) {
            const atThreat = shots.filter((s) => s.threat === t);
            expect(atThreat.length).toBeLessThanOrEqual(volleys.reduce((a, b) => a + b, 0));
            for (const shot of atThreat)
              for (const earlier of atThreat.filter((s) => s.volley < shot.volley))
                expect(shot.launch_s).toBeGreaterThanOrEqual(earlier.intercept_s + 10 - 1e-9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a planner used again", () => {
  it("gives what a new one gives", () => {
    const kept = new RuleBasedPlanner();
    const small = state();
    const large = state({
      launchers: [launcher(), launcher({ unit: "b" })],
      threats: Array.from({ length: 5 }, (_, i) => threat({ id: `t${i}` })),
      windows: Array.from({ length: 10 }, () => evenWindow()),
    });
    for (const given of [large, small, large]) expect(kept.plan(given)).toEqual(planRuleBased(given));
  });
});
