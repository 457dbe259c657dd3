import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadSmallShared } from "../../test/samples/defended-area.ts";
import { OUT_OF_REACH } from "./arc-screen.ts";
import { type DefendedAreaProblem, listThreatCases } from "./defended-area-problem.ts";
import { computeShares, shareOf } from "./defended-area-shares.ts";
import type { LandGrid } from "./land-grid.ts";

/** Three cells: the first wholly in one prefecture, the second split, the third wholly in the other. */
const land = {
  cells: {
    count: 3,
    landArea_m2: Float64Array.of(100, 60, 40),
    population: Float64Array.of(1000, 10, 500),
  },
  parts: {
    count: 4,
    cell: Int32Array.of(0, 1, 1, 2),
    prefecture: Int32Array.of(0, 0, 1, 1),
    landArea_m2: Float64Array.of(100, 20, 40, 40),
    population: Float64Array.of(1000, 4, 6, 500),
  },
  prefectures: [{ code: "01" }, { code: "02" }],
} as unknown as LandGrid;

const { problem: small } = loadSmallShared();
/** Two threats, two paths, one region, two interceptors: cases 0 and 2 fly the first path, 1 and 3 the second. */
const problem: DefendedAreaProblem = { ...small, threats: [small.threats[0]!, small.threats[0]!] };
const X = OUT_OF_REACH;
const count = (codes: readonly (readonly number[])[]): ReturnType<typeof computeShares> =>
  computeShares(problem, land, (c, cell) => codes[c]![cell]!);

describe("shares of hand-made answers", () => {
  it("has four cases", () => expect(listThreatCases(problem).map(({ path }) => path)).toEqual([0, 1, 0, 1]));

  it("a cell is defended by an interceptor when it is against every case that reaches it", () => {
    const shares = count([
      [1, 3, X],
      [3, 3, X],
      [3, 1, X],
      [3, X, X],
    ]);
    // First path: cell 0 codes 1 and 3, cell 1 codes 3 and 1: interceptor 0 alone meets both cases.
    expect(shares.paths[0]!.defended.map(({ area_m2 }) => area_m2)).toEqual([160, 0]);
    // Second path: cell 0 is met by both, cell 1 is reached by one case only, met by both.
    expect(shares.paths[1]!.defended.map(({ area_m2 }) => area_m2)).toEqual([160, 160]);
    expect(shares.all.defended.map(({ people }) => people)).toEqual([1010, 0]);
    expect(shares.all.threatened).toEqual({ area_m2: 160, people: 1010 });
  });

  it("any of them counts where one meets one case and another the next", () => {
    const shares = count([
      [1, 0, X],
      [1, 3, X],
      [2, 3, X],
      [1, 3, X],
    ]);
    expect(shares.paths[0]!.defended.map(({ area_m2 }) => area_m2)).toEqual([0, 0]);
    expect(shares.paths[0]!.defendedByAny).toEqual({ area_m2: 100, people: 1000 });
    expect(shares.all.defendedByAny).toEqual({ area_m2: 100, people: 1000 });
    expect(shares.paths[1]!.defendedByAny).toEqual({ area_m2: 160, people: 1010 });
  });

  it("a cell that nothing reaches counts nowhere, and what nothing threatens is defended", () => {
    const shares = count([
      [X, X, X],
      [X, X, 0],
      [X, X, X],
      [X, X, X],
    ]);
    expect(shares.all.threatened).toEqual({ area_m2: 40, people: 500 });
    expect(shareOf(shares.paths[0]!, "any", "people")).toBe(1);
    expect(shareOf(shares.paths[1]!, "any", "people")).toBe(0);
  });

  it("the people of a split cell go to its prefectures", () => {
    const all = [
      [3, 3, 3],
      [3, 3, 3],
      [3, 3, 3],
      [3, 3, 3],
    ];
    const { prefectures } = count(all);
    expect(prefectures[0]!.map(({ defendedByAny }) => defendedByAny)).toEqual([
      { area_m2: 120, people: 1004 },
      { area_m2: 80, people: 506 },
    ]);
  });
});

const code = fc.constantFrom(X, 0, 1, 2, 3);
const codes = fc.array(fc.array(code, { minLength: 3, maxLength: 3 }), { minLength: 4, maxLength: 4 });

describe("whatever the answers, shares", () => {
  it("add up over prefectures, and nothing is defended that is not threatened", () => {
    fc.assert(
      fc.property(codes, (answers) => {
        const shares = count(answers);
        shares.paths.forEach((path, p) => {
          const sum = (pick: (group: typeof path) => number): number =>
            shares.prefectures[p]!.reduce((total, group) => total + pick(group), 0);
          expect(sum((g) => g.threatened.people)).toBeCloseTo(path.threatened.people, 9);
          expect(sum((g) => g.defendedByAny.area_m2)).toBeCloseTo(path.defendedByAny.area_m2, 9);
          path.defended.forEach((tally, i) => expect(sum((g) => g.defended[i]!.people)).toBeCloseTo(tally.people, 9));
        });
        for (const group of [...shares.cases, ...shares.paths, shares.all, ...shares.prefectures.flat()]) {
          expect(group.defendedByAny.area_m2).toBeLessThanOrEqual(group.threatened.area_m2);
          for (const tally of group.defended) expect(tally.area_m2).toBeLessThanOrEqual(group.defendedByAny.area_m2);
        }
      }),
    );
  });

  it("against everything are no more than against one path, where both reach the same land", () => {
    fc.assert(
      fc.property(codes, (answers) => {
        const reached = answers.map((row) => row.map((c) => Math.max(0, c)));
        const { all, paths } = count(reached);
        for (const path of paths) {
          expect(all.defendedByAny.people).toBeLessThanOrEqual(path.defendedByAny.people);
          all.defended.forEach((tally, i) => expect(tally.people).toBeLessThanOrEqual(path.defended[i]!.people));
        }
      }),
    );
  });

  it("do not depend on the order of the threats", () => {
    fc.assert(
      fc.property(codes, ([a, b, c, d]) => {
        const one = count([a!, b!, c!, d!]);
        const other = count([c!, d!, a!, b!]);
        expect(other.all).toEqual(one.all);
        expect(other.paths).toEqual(one.paths);
        expect(other.prefectures).toEqual(one.prefectures);
      }),
    );
  });
});
