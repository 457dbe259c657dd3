import type { Highs } from "highs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadHighs } from "../../test/samples/highs.ts";
import { coverOf, type CoverProblem, findFewestSites, findWidestCover } from "./site-program.ts";

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

/** Every choice tried: the fewest that covers a share, or undefined. */
function tryAll(problem: CoverProblem, share: number): number | undefined {
  let best: number | undefined;
  for (let mask = 0; mask < 1 << problem.candidates; mask++) {
    const chosen = Array.from({ length: problem.candidates }, (_, c) => c).filter((c) => (mask & (1 << c)) !== 0);
    if (coverOf(problem, chosen) >= share - 1e-9 && (best === undefined || chosen.length < best)) best = chosen.length;
  }
  return best;
}

/** A problem from a small generator: the test needs variety, not chance. */
function makeProblem(seed: number): CoverProblem {
  let state = seed;
  const next = (n: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * n);
  };
  const groups = Array.from({ length: 14 }, () => ({
    weight: 1 + next(9),
    needs: Array.from({ length: 1 + next(2) }, () =>
      [...new Set(Array.from({ length: 1 + next(3) }, () => next(8)))].toSorted((a, b) => a - b),
    ),
  }));
  const given = next(5);
  const lost = next(4);
  return { candidates: 8, groups, given, total: given + lost + groups.reduce((sum, { weight }) => sum + weight, 0) };
}

describe("set covering", () => {
  it.each([1, 2, 3])("finds what trying every choice finds, problem %i", (seed) => {
    const problem = makeProblem(seed);
    for (const share of [0.6, 0.9]) {
      const plan = findFewestSites(highs, problem, share);
      expect(plan?.chosen.length).toBe(tryAll(problem, share));
      if (plan === undefined) continue;
      expect(plan.isProven).toBe(true);
      expect(plan.bound).toBe(plan.chosen.length);
      expect(plan.share).toBeGreaterThanOrEqual(share - 1e-6);
    }
  });

  it("the widest cover grows with the number of sites and is the best of all choices", () => {
    const problem = makeProblem(7);
    let before = coverOf(problem, []);
    for (let count = 1; count <= 4; count++) {
      const plan = findWidestCover(highs, problem, count)!;
      expect(plan.share).toBeGreaterThanOrEqual(before - 1e-9);
      before = plan.share;
    }
    let best = 0;
    for (let a = 0; a < 8; a++) for (let b = a + 1; b < 8; b++) best = Math.max(best, coverOf(problem, [a, b]));
    expect(findWidestCover(highs, problem, 2)!.share).toBeCloseTo(best, 9);
  });

  it("a runner-up is another choice and covers no more", () => {
    const problem = makeProblem(9);
    const first = findWidestCover(highs, problem, 3)!;
    const second = findWidestCover(highs, problem, 3, [first.chosen])!;
    expect(second.chosen).not.toEqual(first.chosen);
    expect(second.share).toBeLessThanOrEqual(first.share + 1e-9);
  });

  it("two sites that only together cover a place are both needed", () => {
    const problem: CoverProblem = {
      candidates: 3,
      groups: [
        { weight: 10, needs: [[0], [1]] },
        { weight: 1, needs: [[2]] },
      ],
      given: 0,
      total: 11,
    };
    expect(findFewestSites(highs, problem, 0.9)?.chosen).toEqual([0, 1]);
    expect(findFewestSites(highs, problem, 1)?.chosen).toEqual([0, 1, 2]);
  });

  it("says when the share is out of reach, and needs nobody for what is given", () => {
    const problem: CoverProblem = { candidates: 1, groups: [{ weight: 1, needs: [[0]] }], given: 5, total: 10 };
    expect(findFewestSites(highs, problem, 0.9)).toBeUndefined();
    expect(findFewestSites(highs, problem, 0.5)?.chosen).toEqual([]);
  });
});
