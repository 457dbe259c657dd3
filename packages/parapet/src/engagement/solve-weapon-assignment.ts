import { AssignmentSearch, type SolveAssignmentOptions } from "./assignment-search.ts";
import type { RoundTable } from "./assignment-start.ts";
import { condense, type CondensedProblem } from "./weapon-classes.ts";
import {
  type Allotment,
  checkWeaponAssignmentProblem,
  expectedSurvivingValue,
  type WeaponAssignmentProblem,
} from "./weapon-assignment.ts";

/** The best allotment found, and how good any other could be. */
export interface WeaponAssignmentSolution {
  readonly allotment: Allotment;
  /** Expected surviving value of the allotment. */
  readonly objective: number;
  /** No allotment leaves less. */
  readonly bound: number;
  /** (objective - bound) / objective; 0 when proven. */
  readonly gap: number;
  readonly isProven: boolean;
  /** Columns that were found worth looking at, and parts that the problem was split into. */
  readonly columns: number;
  readonly nodes: number;
}

/**
 * Solves a static weapon-target assignment to proven optimality. Each target is treated by one column, a set of rounds with its exact
 * survival; the linear program over all columns is solved by generating them, which gives a bound; then every column that can still
 * be part of a better solution is listed and the choice among them is an integer program; where they are too many, the problem is
 * split by the rounds of one weapon at one target. Deterministic unless stopped. Bertsimas and Paskov (2025) solve the same master
 * program by branch, price and cut; listing the columns within the gap follows Baldacci, Christofides and Mingozzi (2008, Mathematical
 * Programming 115, 351-385).
 */
export function solveWeaponAssignment(
  problem: WeaponAssignmentProblem,
  options: SolveAssignmentOptions,
): WeaponAssignmentSolution {
  checkWeaponAssignmentProblem(problem);
  const condensed = condense(problem);
  const top = condensed.problem.value.reduce((most, v) => Math.max(most, v), 1e-300);
  // Values of the order of 100: the tolerances of a linear program are absolute.
  const scaled = { ...condensed.problem, value: condensed.problem.value.map((v) => (100 * v) / top) };
  const search = new AssignmentSearch(scaled, options, (value) => (value * top) / 100 + condensed.lost);
  search.run();
  const allotment = spread(problem, condensed, search.best);
  const objective = expectedSurvivingValue(problem, allotment);
  const isProven = search.isProven;
  const bound = isProven ? objective : Math.min(objective, (search.bound * top) / 100 + condensed.lost);
  return {
    allotment,
    objective,
    bound,
    gap: objective > bound ? (objective - bound) / objective : 0,
    isProven,
    columns: search.columnCount,
    nodes: search.nodes,
  };
}

/** Rounds of a class are fired by its members in order. */
function spread(
  problem: WeaponAssignmentProblem,
  { members, targetOf }: CondensedProblem,
  table: RoundTable,
): Allotment {
  const cells: [number, number, number][] = [];
  const left = problem.rounds.slice();
  for (let c = 0; c < members.length; c++) {
    const list = members[c]!;
    let m = 0;
    for (let j = 0; j < targetOf.length; j++)
      for (let need = table.rounds[c * targetOf.length + j]!; need > 0;) {
        while (left[list[m]!]! <= 0) m++;
        const weapon = list[m]!;
        const fired = Math.min(need, left[weapon]!);
        left[weapon]! -= fired;
        need -= fired;
        cells.push([weapon, targetOf[j]!, fired]);
      }
  }
  cells.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    weapon: Int32Array.from(cells, ([weapon]) => weapon),
    target: Int32Array.from(cells, ([, target]) => target),
    rounds: Int32Array.from(cells, ([, , rounds]) => rounds),
  };
}
