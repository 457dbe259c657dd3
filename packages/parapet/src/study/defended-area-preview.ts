import type { Geodetic } from "../earth/model.ts";
import { type FlyOutTable, makeFlyOutTable } from "../flight/fly-out.ts";
import { OUT_OF_REACH } from "./arc-screen.ts";
import { fillBlocks, UNASKED } from "./block-fill.ts";
import type { CasePaths } from "./case-paths.ts";
import { type DefendedAreaProblem, listThreatCases } from "./defended-area-problem.ts";
import { describeTable, makeArcScreen } from "./defended-area-screen.ts";
import { computeShares, type Shares } from "./defended-area-shares.ts";
import type { LandGrid } from "./land-grid.ts";
import { makeNominalRow } from "./parameter.ts";
import { makeStudyGrid, type StudyGrid } from "./study-grid.ts";

/** Where units and launch regions are put for a preview, by their ids; what is not named stays. */
export type Moves = Readonly<Record<string, Geodetic>>;

/** What a preview shows. */
export interface PreviewAnswer {
  readonly shares: Shares;
  /**
   * For each cell of the grid, row by row: 1 where any interceptor meets everything that reaches it, 0 where not, -1 where nothing
   * reaches it, NaN where it was not asked (open sea).
   */
  readonly defended: Float32Array;
}

/**
 * The defended area while something is being dragged: the two-body screen with central values, coarse to fine. Fly-out tables, grid
 * and flights are made once; a move of units takes a few milliseconds. A launch region that moves keeps the flights of its old
 * place, which for some hundred kilometres is within the screen's own error; the answer after letting go flies them anew.
 */
export class DefendedAreaPreview {
  readonly #problem: DefendedAreaProblem;
  readonly #paths: readonly CasePaths[];
  readonly #land: LandGrid;
  readonly #grid: StudyGrid;
  readonly #tables: readonly FlyOutTable[];

  constructor(problem: DefendedAreaProblem, paths: readonly CasePaths[], land: LandGrid) {
    this.#problem = problem;
    this.#paths = paths;
    this.#land = land;
    this.#grid = makeStudyGrid(land);
    const row = makeNominalRow(problem.parameters);
    this.#tables = problem.interceptors.map((interceptor) => {
      const { boost, size } = describeTable(interceptor, row);
      return makeFlyOutTable(boost, size);
    });
  }

  /** The answer with units and launch regions moved. */
  answer(moves: Moves = {}): PreviewAnswer {
    const moved = moveProblem(this.#problem, moves);
    const { columns, rows, block, ecef_m, hasLand, landCell } = this.#grid;
    const blocksAcross = Math.ceil(columns / block);
    const row = makeNominalRow(moved.parameters);
    const codes = listThreatCases(moved).map((threatCase, i) => {
      const screen = makeArcScreen(moved, this.#paths[i]!, threatCase, row, this.#tables);
      const answers = new Int32Array(columns * rows);
      fillBlocks(
        { columns, rows, block, mode: "coarse-to-fine", skip: (c, r) => hasLand[r * blocksAcross + c] === 0 },
        answers,
        (cell) => screen.classify(ecef_m[3 * cell]!, ecef_m[3 * cell + 1]!, ecef_m[3 * cell + 2]!),
      );
      return answers;
    });
    return {
      shares: computeShares(moved, this.#land, (c, cell) => codes[c]![landCell[cell]!]!),
      defended: mergeCodes(codes, columns * rows),
    };
  }
}

/** The problem with units and launch regions at other places. */
export function moveProblem(problem: DefendedAreaProblem, moves: Moves): DefendedAreaProblem {
  return {
    ...problem,
    sites: problem.sites.map((site) => ({ ...site, position: moves[site.unit] ?? site.position })),
    radars: problem.radars.map((radar) => ({ ...radar, position: moves[radar.unit] ?? radar.position })),
    launches: problem.launches.map((launch) => ({ ...launch, centre: moves[launch.id] ?? launch.centre })),
  };
}

function mergeCodes(codes: readonly Int32Array[], size: number): Float32Array {
  const merged = new Float32Array(size);
  for (let cell = 0; cell < size; cell++) {
    let value = -1;
    for (const answers of codes) {
      const code = answers[cell]!;
      if (code === UNASKED) value = Number.NaN;
      else if (code !== OUT_OF_REACH && value !== 0) value = code > 0 ? 1 : 0;
    }
    merged[cell] = value;
  }
  return merged;
}
