import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solveAssignment } from "./assignment.ts";

/** Least cost over all ways to give each of the fewer a partner of its own; Infinity when there is none. */
function bruteForce(costs: readonly number[], rows: number, columns: number): number {
  if (rows > columns) {
    const turned = Array.from(
      { length: rows * columns },
      (_, k) => costs[(k % rows) * columns + Math.floor(k / rows)]!,
    );
    return bruteForce(turned, columns, rows);
  }
  const search = (row: number, used: number): number => {
    if (row === rows) return 0;
    let best = Infinity;
    for (let j = 0; j < columns; j++)
      if ((used & (1 << j)) === 0) best = Math.min(best, costs[row * columns + j]! + search(row + 1, used | (1 << j)));
    return best;
  };
  return search(0, 0);
}

describe("solveAssignment", () => {
  it("finds what trying every way finds, forbidden pairs, ties and negative costs included", () => {
    const cost = fc.oneof(
      fc.integer({ min: -9, max: 9 }),
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.constant(Infinity),
    );
    const matrix = fc
      .record({ rows: fc.integer({ min: 0, max: 6 }), columns: fc.integer({ min: 0, max: 6 }) })
      .chain(({ rows, columns }) =>
        fc
          .array(cost, { minLength: rows * columns, maxLength: rows * columns })
          .map((costs) => ({ rows, columns, costs })),
      );
    fc.assert(
      fc.property(matrix, ({ rows, columns, costs }) => {
        const wanted = bruteForce(costs, rows, columns);
        const found = solveAssignment(costs, rows, columns);
        expect(found.outcome).toBe(wanted < Infinity ? "complete" : "incomplete");
        const taken = [...found.columnOf].filter((j) => j >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        if (wanted < Infinity) {
          expect(taken.length).toBe(Math.min(rows, columns));
          expect(found.cost).toBeCloseTo(wanted, 9);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("solves 200 by 200 to the bound that its dual gives: no swap of two or three helps", () => {
    const n = 200;
    const costs = Float64Array.from({ length: n * n }, (_, k) => (k * 7919 + Math.floor(k / n) * 104_729) % 1000);
    const { columnOf, cost } = solveAssignment(costs, n, n);
    const at = (i: number, j: number): number => costs[i * n + columnOf[j]!]!;
    expect(new Set(columnOf).size).toBe(n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) expect(at(i, j) + at(j, i)).toBeGreaterThanOrEqual(at(i, i) + at(j, j));
    expect(cost).toBeLessThan(n * 20);
  });

  it("refuses a wrong size and what is not a number", () => {
    expect(() => solveAssignment([1, 2, 3], 2, 2)).toThrow("4 costs");
    expect(() => solveAssignment([Number.NaN], 1, 1)).toThrow("must be a number");
  });
});
