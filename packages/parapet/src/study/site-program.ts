import type { Highs } from "highs";

/** A group of cells that the same candidates cover, with its weight: for each threat case that reaches it, who covers it. */
export interface CoverGroup {
  readonly weight: number;
  /** Each needs one of its candidates; no set holds another. */
  readonly needs: readonly (readonly number[])[];
}

/** What candidate sites cover: groups that can be covered, and the weight that needs none or that none can give. */
export interface CoverProblem {
  readonly candidates: number;
  readonly groups: readonly CoverGroup[];
  /** Covered without any candidate. */
  readonly given: number;
  readonly total: number;
}

/** A choice of sites, proven best or not. */
export interface SitePlan {
  readonly chosen: readonly number[];
  /** Share of the total weight that it covers. */
  readonly share: number;
  /** Fewest sites that any choice could have, proven. */
  readonly bound: number;
  readonly isProven: boolean;
}

/** Nodes of the search tree after which a program counts as not proven: a number and not a time, so that machines agree. */
const MOST_NODES = 20_000;

/**
 * Fewest candidates that cover a share of the weight: the set-covering program with partial cover (Church and ReVelle 1974, Papers of the
 * Regional Science Association 32), by HiGHS; undefined when all candidates together do not. Each call solves a model of its own.
 */
export function findFewestSites(highs: Highs, problem: CoverProblem, share: number): SitePlan | undefined {
  const needed = share * problem.total - problem.given;
  const everyone = problem.groups.reduce((sum, { weight }) => sum + weight, 0);
  if (everyone < needed - 1e-9 * problem.total) return undefined;
  if (needed <= 0) return { chosen: [], share: problem.given / problem.total, bound: 0, isProven: true };
  return solve(highs, problem, { goal: "fewest", needed });
}

/** The choice of `count` candidates that covers most, leaving out the choices given. */
export function findWidestCover(
  highs: Highs,
  problem: CoverProblem,
  count: number,
  without: readonly (readonly number[])[] = [],
): SitePlan | undefined {
  return solve(highs, problem, { goal: "widest", count, without });
}

/** Share of the weight that a choice covers. */
export function coverOf({ groups, given, total }: CoverProblem, chosen: readonly number[]): number {
  const has = new Set(chosen);
  const covered = groups.reduce(
    (sum, { weight, needs }) => (needs.every((need) => need.some((c) => has.has(c))) ? sum + weight : sum),
    given,
  );
  return total > 0 ? covered / total : 1;
}

type Goal =
  | { readonly goal: "fewest"; readonly needed: number }
  | { readonly goal: "widest"; readonly count: number; readonly without: readonly (readonly number[])[] };

function solve(highs: Highs, problem: CoverProblem, goal: Goal): SitePlan | undefined {
  const { candidates, groups } = problem;
  const columns = candidates + groups.length;
  const rows: {
    readonly entries: readonly (readonly [number, number])[];
    readonly low: number;
    readonly high: number;
  }[] = [];
  groups.forEach(({ needs }, g) => {
    for (const need of needs)
      rows.push({
        entries: [...need.map((c) => [c, 1] as const), [candidates + g, -1] as const],
        low: 0,
        high: highs.infinity,
      });
  });
  const all = Array.from({ length: candidates }, (_, c) => [c, 1] as const);
  // Weights are scaled so that the solver's tolerances mean shares.
  const scale = 1000 / Math.max(1e-9, problem.total);
  const cover = groups.map(({ weight }, g) => [candidates + g, weight * scale] as const);
  if (goal.goal === "fewest") rows.push({ entries: cover, low: goal.needed * scale - 1e-6, high: highs.infinity });
  else {
    rows.push({ entries: all, low: 0, high: goal.count });
    for (const plan of goal.without)
      rows.push({ entries: plan.map((c) => [c, 1] as const), low: 0, high: plan.length - 1 });
  }
  const byColumn: (readonly [number, number])[][] = Array.from({ length: columns }, () => []);
  rows.forEach(({ entries }, r) => entries.forEach(([column, value]) => byColumn[column]!.push([r, value])));
  const starts = [0];
  for (const entries of byColumn) starts.push(starts.at(-1)! + entries.length);
  const isFewest = goal.goal === "fewest";
  const { integer, continuous } = highs.constants.variableType;
  const model = highs.createModel({
    numCols: columns,
    numRows: rows.length,
    colCost: Float64Array.from({ length: columns }, (_, i) =>
      i < candidates ? (isFewest ? 1 : 1e-6 * (i + 1)) : isFewest ? 0 : -groups[i - candidates]!.weight * scale,
    ),
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(1),
    rowLower: Float64Array.from(rows, ({ low }) => low),
    rowUpper: Float64Array.from(rows, ({ high }) => high),
    integrality: Array.from({ length: columns }, (_, i) => (i < candidates ? integer : continuous)) as never,
    matrix: {
      format: "csc",
      numRows: rows.length,
      numCols: columns,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(byColumn.flatMap((entries) => entries.map(([r]) => r))),
      values: Float64Array.from(byColumn.flatMap((entries) => entries.map(([, value]) => value))),
    },
  });
  try {
    model.options.set({
      output_flag: false,
      random_seed: 0,
      mip_max_nodes: MOST_NODES,
      // Whole numbers of sites: less than one from the bound is the optimum.
      ...(isFewest ? { mip_abs_gap: 0.999, mip_rel_gap: 0 } : { mip_rel_gap: 1e-4 }),
    });
    let bound = 0;
    const { constants } = highs;
    model.run({
      [constants.callbackType.mipLogging]: (event: { readonly data: { readonly mip_dual_bound?: number } }) => {
        bound = event.data.mip_dual_bound ?? bound;
      },
    } as never);
    const isProven = model.getModelStatus() === constants.modelStatus.optimal;
    const { colValue } = model.getSolution();
    const chosen = Array.from({ length: candidates }, (_, c) => c).filter((c) => colValue[c]! > 0.5);
    if (!isProven && chosen.length === 0) return undefined;
    return {
      chosen,
      share: coverOf(problem, chosen),
      bound: isProven ? chosen.length : Math.max(0, Math.ceil(bound - 1e-6)),
      isProven,
    };
  } finally {
    model.dispose();
  }
}
