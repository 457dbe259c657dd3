import { beforeAll, describe, expect, it, vi } from "vitest";
import { loadHighs } from "../../test/samples/highs.ts";
import { FEW_UNITS, japanRaid, problemOf } from "../../test/samples/raid.ts";
import type { RaidProblem, RaidVariant } from "./raid-problem.ts";
import { makeTrialRunner } from "./trial.ts";
import type { TrialOutcome } from "./trial-types.ts";

vi.setConfig({ testTimeout: 30_000 });
const SEED = 20180801;
const PLAIN: RaidVariant = { id: "plain", cuts: [], linksOff: [], unitsRemoved: [], values: {} };
let problem: RaidProblem;
beforeAll(() => {
  problem = problemOf(japanRaid({ count: 6, spacing_s: 5, units: FEW_UNITS }));
}, 30_000);

const text = (outcome: TrialOutcome): string => JSON.stringify(outcome);
function runAll(of: RaidProblem, trials: readonly number[], variant?: string, log = false): TrialOutcome[] {
  const runner = makeTrialRunner(of);
  return trials.map((trial) =>
    runner.run({ seed: SEED, trial, draw: [], log, ...(variant === undefined ? {} : { variant }) }),
  );
}
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** A draw that moves every parameter to one end of its range. */
const drawAt = (of: RaidProblem, end: "low" | "high"): number[] =>
  of.parameters.map((p) => (p.drawn ? p[end] : p.value));

describe("one trial", () => {
  it("gives the same bytes in whatever order trials are run, and on another runner", () => {
    const forward = runAll(problem, upTo(6), undefined, true).map(text);
    const backward = runAll(problem, upTo(6).toReversed(), undefined, true).map(text).toReversed();
    expect(backward).toEqual(forward);
    expect(runAll(structuredClone(problem), [3], undefined, true).map(text)).toEqual([forward[3]]);
  });

  it("leaves nothing behind for the next one, whatever was drawn and cut before", () => {
    const of = {
      ...problem,
      variants: [{ ...PLAIN, id: "cut", cuts: [{ node: "jadge", from_s: 150 }], unitsRemoved: ["kongo-west"] }],
    };
    const [alone] = runAll(of, [2]).map(text);
    const runner = makeTrialRunner(of);
    runner.run({ seed: SEED, trial: 7, draw: drawAt(of, "low"), variant: "cut", log: true });
    runner.run({ seed: SEED, trial: 8, draw: drawAt(of, "high"), log: false });
    expect(text(runner.run({ seed: SEED, trial: 2, draw: [], log: false }))).toBe(alone);
  });

  it("does not depend on the order of units, threats and links", () => {
    const turned = problemOf(
      (() => {
        const raid = japanRaid({ count: 6, spacing_s: 5, units: FEW_UNITS });
        const { scenario } = raid;
        // The resolved scenario sorts its lists; what is left to turn around is what the problem lists itself.
        return { ...raid, scenario: { ...scenario, units: scenario.units.toReversed() } };
      })(),
    );
    const sorted = (outcome: TrialOutcome): unknown => ({
      killed: outcome.killed,
      shots: outcome.shots,
      spent: outcome.spent,
    });
    expect(runAll(turned, [0, 1]).map(sorted)).toEqual(runAll(problem, [0, 1]).map(sorted));
  });

  it("logs in order of time, launches only on a fire-control track, and never more rounds than there are", () => {
    const rounds = new Map<string, number>();
    for (const { unit, rounds: n } of problem.launchers) rounds.set(unit, (rounds.get(unit) ?? 0) + n);
    for (const { events, shots, killed, spent, leakers } of runAll(problem, upTo(8), undefined, true)) {
      const times = events!.map(({ time_s }) => time_s);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const fired = new Map<string, number>();
      for (const event of events!) {
        if (event.kind !== "interceptor-launch") continue;
        fired.set(event.unit!, (fired.get(event.unit!) ?? 0) + 1);
        const track = events!.find(
          (e) =>
            e.threat === event.threat &&
            ((e.kind === "fire-control-track" && e.unit === event.unit) ||
              (e.kind === "track-received" && e.unit === event.unit)),
        );
        expect(track, `${event.unit} at ${event.threat}`).toBeDefined();
        expect(track!.time_s).toBeLessThan(event.time_s);
      }
      for (const [unit, n] of fired) expect(n).toBeLessThanOrEqual(rounds.get(unit)!);
      expect(shots.length).toBe([...fired.values()].reduce((a, b) => a + b, 0));
      expect(Object.values(spent).reduce((a, b) => a + b, 0)).toBe(shots.length);
      expect(leakers).toBe(killed.filter(({ isLeaker }) => isLeaker).length);
      for (const { isLeaker, threat } of killed)
        expect(events!.some((e) => e.kind === (isLeaker ? "impact" : "kill") && e.threat === threat)).toBe(true);
    }
  });

  it("runs without a threat", () => {
    const [outcome] = runAll({ ...problem, threats: [] }, [0], undefined, true);
    expect(outcome).toMatchObject({ threats: 0, leakers: 0, shots: [], events: [], spent: { "sm-3": 0, "pac-3": 0 } });
  });

  it("refuses a draw of the wrong length and an unknown variant", () => {
    const runner = makeTrialRunner(problem);
    expect(() => runner.run({ seed: 1, trial: 0, draw: [1], log: false })).toThrow("got 1");
    expect(() => runner.run({ seed: 1, trial: 0, draw: [], variant: "none", log: false })).toThrow('no variant "none"');
  });
});

describe("what is taken away", () => {
  it("costs shots: without the ships the land sites are left, without both only Patriot", () => {
    const ships = ["kongo-west", "kongo-north", "atago-centre"];
    const of = {
      ...problem,
      variants: [
        { ...PLAIN, id: "no-ships", unitsRemoved: ships },
        { ...PLAIN, id: "no-upper", unitsRemoved: [...ships, "araya", "mutsumi"] },
      ],
    };
    const units = (variant: string): Set<string> =>
      new Set(runAll(of, upTo(3), variant).flatMap(({ shots }) => shots.map(({ unit }) => unit)));
    expect([...units("no-ships")].some((unit) => ships.includes(unit))).toBe(false);
    expect([...units("no-ships")].length).toBeGreaterThan(0);
    expect([...units("no-upper")].every((unit) => unit.startsWith("patriot"))).toBe(true);
  });

  it("takes effect in mid-run: a launcher that is cut fires nothing afterwards, and nothing is seen any more", () => {
    const from_s = 220;
    const of = {
      ...problem,
      killModel: "simulated" as const,
      variants: [{ ...PLAIN, id: "cut", cuts: problem.nodes.map((node) => ({ node, from_s })) }],
    };
    const outcomes = runAll(of, upTo(4), "cut", true);
    const before = runAll(of, upTo(4), undefined, true);
    for (const [i, { shots, events }] of outcomes.entries()) {
      expect(shots.filter(({ launch_s }) => launch_s > from_s)).toEqual([]);
      expect(events!.filter(({ kind, time_s }) => kind === "detection" && time_s > from_s)).toEqual([]);
      // Until messages are on their way that would arrive after the cut, nothing differs.
      const early = (log: typeof events): unknown =>
        log!.filter(({ time_s, kind }) => time_s < from_s - 20 && kind !== "cut");
      expect(early(events)).toEqual(early(before[i]!.events));
    }
    expect(outcomes.flatMap(({ shots }) => shots).length).toBeGreaterThan(0);
  });

  it("is told with perfect information as an upper bound, which stops more", () => {
    const of = { ...problem, variants: [{ ...PLAIN, id: "perfect", perfectInformation: true }] };
    const trials = upTo(12);
    const sum = (outcomes: readonly TrialOutcome[]): number => outcomes.reduce((a, { leakers }) => a + leakers, 0);
    const perfect = runAll(of, trials, "perfect");
    expect(perfect.every(({ isUpperBound }) => isUpperBound)).toBe(true);
    expect(sum(perfect)).toBeLessThanOrEqual(sum(runAll(of, trials)));
  });
});

describe("what is shared", () => {
  const windowsOf = (outcomes: readonly TrialOutcome[]): number =>
    outcomes.flatMap(({ launchWindows }) => launchWindows).reduce((sum, { window_s }) => sum + window_s, 0);

  it("over links gives longer launch windows than radars of one's own", () => {
    const of = { ...problem, variants: [{ ...PLAIN, id: "alone", linksOff: ["*"] }] };
    expect(windowsOf(runAll(of, upTo(4)))).toBeGreaterThan(windowsOf(runAll(of, upTo(4), "alone")) + 100);
    const received = runAll(of, [0], "alone", true)[0]!.events!.filter(({ kind }) => kind === "track-received");
    expect(received).toEqual([]);
  });

  /** A value of this name for every system that has one. */
  const valuesOf = (name: string, value: number): Readonly<Record<string, number>> =>
    Object.fromEntries(problem.parameters.filter((each) => each.name === name).map(({ key }) => [key, value]));

  it("as a cause of failure decides over all rounds of a kind at once", () => {
    const of = { ...problem, variants: [{ ...PLAIN, id: "common", values: valuesOf("commonFailureShare", 1) }] };
    for (const { shots } of runAll(of, upTo(6), "common"))
      for (const kind of new Set(shots.map(({ interceptor }) => interceptor))) {
        const ends = shots.filter(({ interceptor }) => interceptor === kind).map(({ missReason }) => missReason);
        const failed = ends.filter((end) => end === "common-failure").length;
        expect([0, ends.filter((end) => end !== "no-target").length]).toContain(failed);
        expect(ends).not.toContain("missed");
      }
  });

  it("by objects that fly along are the choice of the kill vehicle and the time of the radars", () => {
    const values = { ...valuesOf("objectsPerThreat", 15), ...valuesOf("discrimination", 0.1) };
    const of = { ...problem, variants: [{ ...PLAIN, id: "objects", values }] };
    const outcomes = runAll(of, upTo(6), "objects", true);
    const shots = outcomes.flatMap((outcome) => outcome.shots).filter(({ missReason }) => missReason !== "no-target");
    const wrong = shots.filter(({ missReason }) => missReason === "wrong-object").length;
    expect(wrong / shots.length).toBeGreaterThan(0.4);
    // One sensor that always knows is enough: radar and seeker err independently.
    const known = {
      ...of,
      variants: [{ ...PLAIN, id: "objects", values: { ...values, ...valuesOf("discrimination", 1) } }],
    };
    const reasons = runAll(known, upTo(2), "objects")
      .flatMap((each) => each.shots)
      .map(({ missReason }) => missReason);
    expect(reasons).not.toContain("wrong-object");
    const saturated = (all: readonly TrialOutcome[]): number =>
      all.flatMap(({ events }) => events!).filter(({ kind }) => kind === "saturated").length;
    expect(saturated(outcomes)).toBeGreaterThan(saturated(runAll(of, upTo(6), undefined, true)));
  });
});

describe("closed forms", () => {
  const KILL = 0.55;
  /** One kind of round with a given probability, perfect information: what is left is doctrine and chance. */
  function simple(volleys: readonly number[], more: Partial<RaidProblem> = {}, kill = KILL): RaidProblem {
    const upper = problem.launchers.filter(({ layer }) => layer === 0);
    return {
      ...problem,
      killModel: "test-record",
      perfectInformation: true,
      parameters: problem.parameters.map((p) =>
        p.name === "killProbability" ? { ...p, value: kill } : p.name === "commonFailureShare" ? { ...p, value: 0 } : p,
      ),
      layers: [{ ...problem.layers[0]!, volleys }],
      launchers: upper,
      ...more,
    };
  }
  /** Bounds of four standard errors around a share. */
  const near = (share: number, wanted: number, n: number): void => {
    expect(Math.abs(share - wanted)).toBeLessThan(4 * Math.sqrt((wanted * (1 - wanted)) / n) + 1e-9);
  };
  const leakage = (outcomes: readonly TrialOutcome[]): number =>
    outcomes.reduce((a, { leakers }) => a + leakers, 0) / outcomes.reduce((a, { threats }) => a + threats, 0);

  it("three independent shots at 0.55 stop 0.909 of the threats", () => {
    const outcomes = runAll(simple([3]), upTo(250));
    near(1 - leakage(outcomes), 1 - 0.45 * 0.45 * 0.45, 250 * 6);
    expect(outcomes.every(({ shots }) => shots.length === 18)).toBe(true);
  });

  it("shoot-look-shoot with two looks spends 1 + (1 - p) rounds a threat and leaks (1 - p)^2", () => {
    const outcomes = runAll(simple([1, 1]), upTo(250));
    const n = 250 * 6;
    near(leakage(outcomes), 0.45 * 0.45, n);
    const spent = outcomes.reduce((a, { shots }) => a + shots.length, 0);
    near(spent / n - 1, 0.45, n);
  });

  it("leakers of single shots are binomial", () => {
    const outcomes = runAll(simple([1]), upTo(500));
    const counts = Array.from({ length: 7 }, (_, k) => outcomes.filter(({ leakers }) => leakers === k).length);
    let choose = 1;
    for (let k = 0; k <= 6; k++) {
      near(counts[k]! / 500, choose * Math.exp(k * Math.log(0.45) + (6 - k) * Math.log(0.55)), 500);
      choose = (choose * (6 - k)) / (k + 1);
    }
  });

  it("a magazine that is used up lets the rest through", () => {
    const one = problem.launchers.filter(({ unit }) => unit === "araya" || unit === "mutsumi");
    const of = simple([1], { launchers: one.map((launcher) => ({ ...launcher, layer: 0, rounds: 2 })) }, 1);
    const outcomes = runAll(of, upTo(5));
    for (const { leakers, spent, exhausted } of outcomes) {
      expect({ leakers, spent, exhausted }).toEqual({ leakers: 2, spent: { "sm-3": 4 }, exhausted: ["sm-3"] });
    }
  });
});

describe("the optimal controller", () => {
  it("needs its solver, and saves more value where rounds are few", async () => {
    expect(() => makeTrialRunner({ ...problem, controller: "optimal" })).toThrow("needs HiGHS");
    const highs = await loadHighs();
    // Four rounds for six threats, two of which are worth ten of the others.
    const few: RaidProblem = {
      ...problem,
      perfectInformation: true,
      killModel: "test-record",
      layers: [{ ...problem.layers[0]!, volleys: [1, 1] }],
      launchers: problem.launchers
        .filter(({ unit }) => unit === "mutsumi")
        .map((launcher) => ({ ...launcher, rounds: 4 })),
      threats: problem.threats.map((threat, t) => ({ ...threat, value: t >= 4 ? 10 : 1 })),
    };
    const lost = (of: RaidProblem): number => {
      const runner = makeTrialRunner(of, { highs });
      return upTo(12).reduce((sum, trial) => {
        const { killed } = runner.run({ seed: SEED, trial, draw: [], log: false });
        return sum + killed.reduce((a, { isLeaker }, t) => a + (isLeaker ? of.threats[t]!.value : 0), 0);
      }, 0);
    };
    expect(lost({ ...few, controller: "optimal" })).toBeLessThan(lost(few));
  });
});
