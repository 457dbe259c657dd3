import type { Highs } from "highs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadHighs } from "../../test/samples/highs.ts";
import { makeStream, type RandomStream } from "../math/random.ts";
import { solveWeaponAssignment, type WeaponAssignmentSolution } from "./solve-weapon-assignment.ts";
import { expectedSurvivingValue, type WeaponAssignmentProblem } from "./weapon-assignment.ts";

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

interface Shape {
  readonly weapons: number;
  readonly targets: number;
  readonly rounds?: readonly number[];
  readonly probability: (stream: RandomStream) => number;
  readonly value?: (stream: RandomStream) => number;
}

function draw({ weapons, targets, rounds, probability, value }: Shape, trial: number): WeaponAssignmentProblem {
  const stream = makeStream(5, trial, "assignment");
  return {
    weapons,
    targets,
    rounds: Int32Array.from({ length: weapons }, (_, i) => rounds?.[i] ?? 1),
    value: Float64Array.from({ length: targets }, () => (value ?? ((s) => 1 + s.integer(100)))(stream)),
    killProbability: Float64Array.from({ length: weapons * targets }, () => probability(stream)),
  };
}

/** Tries everything. */
function solveByForce(problem: WeaponAssignmentProblem): number {
  const { weapons, targets, rounds, value, killProbability, caps } = problem;
  const given = new Int32Array(caps?.most.length ?? 0);
  const shots = Array.from(rounds).flatMap((n, i) => Array.from({ length: n }, () => i));
  const survival = Array.from(value);
  let best = Infinity;
  const search = (k: number): void => {
    if (k === shots.length) {
      best = Math.min(
        best,
        survival.reduce((a, b) => a + b, 0),
      );
      return;
    }
    if (caps !== undefined) search(k + 1);
    for (let j = 0; j < targets; j++) {
      const before = survival[j]!;
      const cell = caps === undefined ? 0 : j * caps.groups + caps.groupOf[shots[k]!]!;
      if (caps !== undefined && given[cell]! >= caps.most[cell]!) continue;
      given[cell]!++;
      survival[j] = before * (1 - killProbability[shots[k]! * targets + j]!);
      search(k + 1);
      survival[j] = before;
      given[cell]!--;
    }
  };
  expect(weapons).toBe(rounds.length);
  search(0);
  return best;
}

function expectFeasible(problem: WeaponAssignmentProblem, { allotment, objective }: WeaponAssignmentSolution): void {
  const fired = new Int32Array(problem.weapons);
  allotment.weapon.forEach((weapon, k) => (fired[weapon]! += allotment.rounds[k]!));
  fired.forEach((n, i) => expect(n).toBeLessThanOrEqual(problem.rounds[i]!));
  expect(expectedSurvivingValue(problem, allotment)).toBe(objective);
}

describe("agrees with trying everything", () => {
  const shapes: Readonly<Record<string, Shape>> = {
    "few weapons, many targets": { weapons: 4, targets: 7, probability: (s) => s.uniform() },
    "many weapons, few targets": { weapons: 9, targets: 3, probability: (s) => 0.1 + 0.6 * s.uniform() },
    "several rounds": { weapons: 3, targets: 4, rounds: [2, 3, 1], probability: (s) => 0.2 + 0.6 * s.uniform() },
    "weapons alike": { weapons: 8, targets: 3, probability: () => 0.5 },
    "certain kills and unreachable pairs": {
      weapons: 6,
      targets: 4,
      probability: (s) => [0, 0, 1, 0.5, 0.9][s.integer(5)]!,
    },
    "one weapon, one target": { weapons: 1, targets: 1, rounds: [3], probability: (s) => s.uniform() },
    "values of nothing and of much": {
      weapons: 5,
      targets: 5,
      probability: (s) => s.uniform(),
      value: (s) => [0, 1e-9, 1, 1e9][s.integer(4)]!,
    },
    "a weapon without rounds": { weapons: 4, targets: 3, rounds: [0, 1, 2, 0], probability: (s) => s.uniform() },
  };
  it.each(Object.keys(shapes))("%s", (name) => {
    for (let trial = 0; trial < 6; trial++) {
      const problem = draw(shapes[name]!, trial);
      const solution = solveWeaponAssignment(problem, { highs });
      expectFeasible(problem, solution);
      expect(solution).toMatchObject({ isProven: true, gap: 0 });
      const best = solveByForce(problem);
      expect(Math.abs(solution.objective - best)).toBeLessThanOrEqual(1e-10 * (1 + best));
    }
  });
});

it("keeps to the most rounds of a group at a target", () => {
  for (let trial = 0; trial < 6; trial++) {
    const problem: WeaponAssignmentProblem = {
      ...draw(
        { weapons: 6, targets: 3, rounds: [1, 2, 1, 1, 1, 1], probability: (s) => 0.2 + 0.7 * s.uniform() },
        trial,
      ),
      caps: { groups: 2, groupOf: Int32Array.of(0, 0, 0, 1, 1, 1), most: Int32Array.of(1, 1, 2, 0, 1, 2) },
    };
    const solution = solveWeaponAssignment(problem, { highs });
    expectFeasible(problem, solution);
    expect(solution.isProven).toBe(true);
    expect(solution.objective).toBeCloseTo(solveByForce(problem), 9);
    const given = new Int32Array(6);
    const { weapon, target, rounds } = solution.allotment;
    weapon.forEach((i, k) => (given[target[k]! * 2 + problem.caps!.groupOf[i]!]! += rounds[k]!));
    given.forEach((n, cell) => expect(n).toBeLessThanOrEqual(problem.caps!.most[cell]!));
  }
});

describe("larger instances", () => {
  const large = (): WeaponAssignmentProblem =>
    draw(
      {
        weapons: 30,
        targets: 40,
        rounds: Array.from({ length: 30 }, () => 2),
        probability: (s) => 0.1 + 0.8 * s.uniform(),
      },
      3,
    );

  it("are proven, and the same every time, whatever the solver did before", async () => {
    const first = solveWeaponAssignment(large(), { highs });
    expect(first.isProven).toBe(true);
    expectFeasible(large(), first);
    expect(solveWeaponAssignment(large(), { highs })).toEqual(first);
    expect(solveWeaponAssignment(large(), { highs: await loadHighs() })).toEqual(first);
  });

  it("leave an honest bound where they are stopped", () => {
    const { objective } = solveWeaponAssignment(large(), { highs });
    for (const asks of [0, 1, 5, 50, 500]) {
      let asked = 0;
      const stopped = solveWeaponAssignment(large(), { highs, shouldStop: () => ++asked > asks });
      expectFeasible(large(), stopped);
      expect(stopped.bound).toBeLessThanOrEqual(objective * (1 + 1e-12));
      expect(stopped.objective).toBeGreaterThanOrEqual(objective * (1 - 1e-12));
      expect(stopped.gap).toBeCloseTo((stopped.objective - stopped.bound) / stopped.objective, 12);
      expect(stopped.isProven).toBe(stopped.gap === 0);
    }
  });

  it("end early where a part of the value at stake may be missed", () => {
    const best = solveWeaponAssignment(large(), { highs });
    const near = solveWeaponAssignment(large(), { highs, gap: 0.01 });
    const atStake = large().value.reduce((sum, v) => sum + v, 0);
    expect(near.objective - near.bound).toBeLessThanOrEqual(0.01 * atStake);
    expect(near.bound).toBeLessThanOrEqual(best.objective);
    expect(near.isProven).toBe(false);
  });

  it("are proven to the last digits where next to nothing survives", () => {
    const problem = draw({ weapons: 60, targets: 5, probability: (s) => 0.3 + 0.6 * s.uniform() }, 1);
    const solution = solveWeaponAssignment(problem, { highs });
    expect(solution.isProven).toBe(true);
    expect(solution.objective).toBeLessThan(1e-3);
    // The same problem in other units has the same solution.
    const scaled = solveWeaponAssignment({ ...problem, value: problem.value.map((v) => v * 1e6) }, { highs });
    expect(scaled.objective / solution.objective).toBeCloseTo(1e6, 2);
  });

  it("are split where the columns within the gap are too many", () => {
    // Separable probabilities leave a gap between the linear and the integer program.
    const stream = makeStream(8, 0, "separable");
    const skill = Array.from({ length: 20 }, () => 0.2 + 0.7 * stream.uniform());
    const ease = Array.from({ length: 8 }, () => 0.2 + 0.7 * stream.uniform());
    const problem: WeaponAssignmentProblem = {
      weapons: 20,
      targets: 8,
      rounds: new Int32Array(20).fill(1),
      value: Float64Array.from({ length: 8 }, () => 1 + stream.integer(100)),
      killProbability: Float64Array.from(skill.flatMap((s) => ease.map((e) => s * e))),
    };
    const whole = solveWeaponAssignment(problem, { highs });
    const split = solveWeaponAssignment(problem, { highs, mostColumns: 3 });
    expect(whole).toMatchObject({ isProven: true, nodes: 1 });
    expect(split.isProven).toBe(true);
    expect(split.nodes).toBeGreaterThan(1);
    expect(split.objective).toBeCloseTo(whole.objective, 9);
  });
});

it("refuses numbers out of their range", () => {
  const good = draw({ weapons: 2, targets: 2, probability: () => 0.5 }, 0);
  expect(() => solveWeaponAssignment({ ...good, weapons: 3 }, { highs })).toThrow(/need 3 rounds/);
  expect(() => solveWeaponAssignment({ ...good, value: Float64Array.of(1, NaN) }, { highs })).toThrow(/value is NaN/);
  expect(() => solveWeaponAssignment({ ...good, killProbability: Float64Array.of(1, 0, 0, 1.1) }, { highs })).toThrow(
    /1\.1/,
  );
});
