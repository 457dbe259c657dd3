import type { Highs, Model } from "highs";
import type { TargetColumn } from "./assignment-columns.ts";

/** What the linear program over the columns says. */
export interface MasterAnswer {
  readonly objective: number;
  /** Share of each column. */
  readonly share: Float64Array;
  /** Price of a round of each weapon: what one more would save. */
  readonly price: Float64Array;
}

/** In hundredths of the unit. */
const DEAREST = 1e6;

/** The program that chooses one column for each target within the rounds of each weapon; rows are weapons, then targets. */
export class ColumnMaster {
  readonly #model: Model;
  readonly #highs: Highs;
  readonly #weapons: number;
  readonly #unit: number;
  readonly columns: TargetColumn[] = [];

  /** Costs are handed over in hundredths of `unit`, the value of a known solution: the solver's tolerances are absolute. */
  constructor(
    highs: Highs,
    { rounds, targets, unit }: { readonly rounds: Int32Array; readonly targets: number; readonly unit: number },
  ) {
    const weapons = rounds.length;
    this.#unit = unit / 100;
    this.#highs = highs;
    this.#weapons = weapons;
    const numRows = weapons + targets;
    this.#model = highs.createModel({
      numCols: 0,
      numRows,
      colCost: [],
      colLower: [],
      colUpper: [],
      rowLower: Array.from({ length: numRows }, (_, i) => (i < weapons ? -highs.infinity : 1)),
      rowUpper: Array.from({ length: numRows }, (_, i) => (i < weapons ? rounds[i]! : 1)),
      matrix: { format: "csc", numRows, numCols: 0, starts: [0], indices: [], values: [] },
    });
    this.#model.options.set({ output_flag: false });
  }

  /** Solves on with these columns added. */
  add(columns: readonly TargetColumn[]): void {
    if (columns.length === 0) return;
    const starts: number[] = [0];
    const indices: number[] = [];
    const values: number[] = [];
    for (const { target, weapons, rounds } of columns) {
      for (let k = 0; k < weapons.length; k++) {
        indices.push(weapons[k]!);
        values.push(rounds[k]!);
      }
      indices.push(this.#weapons + target);
      values.push(1);
      starts.push(indices.length);
    }
    const { numRows } = this.#model.getDimensions();
    this.#model.addCols({
      // No good solution has a column that costs many times as much as all of it.
      cost: Float64Array.from(columns, ({ cost }) => Math.min(DEAREST, cost / this.#unit)),
      lower: new Float64Array(columns.length),
      upper: new Float64Array(columns.length).fill(this.#highs.infinity),
      matrix: {
        format: "csc",
        numRows,
        numCols: columns.length,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
    });
    this.columns.push(...columns);
  }

  /** Solves the linear program; undefined when it was stopped. */
  solve(shouldStop: () => boolean): MasterAnswer | undefined {
    this.#model.options.set({ dual_feasibility_tolerance: 1e-9, primal_feasibility_tolerance: 1e-9 });
    const { constants } = this.#highs;
    this.#model.run({
      [constants.callbackType.simplexInterrupt]: (event) => {
        if (shouldStop()) event.interrupt();
      },
    });
    if (this.#model.getModelStatus() !== constants.modelStatus.optimal) return undefined;
    const { colValue, rowDual } = this.#model.getSolution();
    return {
      objective: this.#model.getObjectiveValue() * this.#unit,
      share: colValue,
      price: rowDual.slice(0, this.#weapons).map((dual) => Math.max(0, -dual) * this.#unit),
    };
  }

  dispose(): void {
    this.#model.dispose();
  }
}

/** What the integer program over a list of columns says. */
export interface ChosenColumns {
  /** One column for each target; undefined when none was found below the cutoff. */
  readonly columns?: readonly TargetColumn[];
  /** Proven lower bound of every choice from this list; Infinity when the list holds none below the cutoff. */
  readonly bound: number;
  readonly isFinished: boolean;
}

export interface ChooseOptions {
  readonly highs: Highs;
  readonly rounds: Int32Array;
  readonly targets: number;
  /** Value of a known solution: dearer columns are left out, and costs are handed over in hundredths of it. */
  readonly unit: number;
  readonly mostNodes?: number;
  readonly shouldStop: () => boolean;
}

/** The best choice of one column for each target from a list, by branch and cut, with gap zero unless it is stopped. */
export function chooseColumns(columns: readonly TargetColumn[], options: ChooseOptions): ChosenColumns {
  const { highs, rounds, targets, unit, mostNodes, shouldStop } = options;
  const list = columns.filter(({ cost }) => cost <= unit * (1 + 1e-9));
  const weapons = rounds.length;
  const numRows = weapons + targets;
  const starts: number[] = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const column of list) {
    for (let k = 0; k < column.weapons.length; k++) {
      indices.push(column.weapons[k]!);
      values.push(column.rounds[k]!);
    }
    indices.push(weapons + column.target);
    values.push(1);
    starts.push(indices.length);
  }
  const numCols = list.length;
  const { constants } = highs;
  return highs.withModel(
    {
      numCols,
      numRows,
      colCost: Float64Array.from(list, ({ cost }) => (100 * cost) / unit),
      colLower: new Float64Array(numCols),
      colUpper: new Float64Array(numCols).fill(1),
      rowLower: Array.from({ length: numRows }, (_, i) => (i < weapons ? -highs.infinity : 1)),
      rowUpper: Array.from({ length: numRows }, (_, i) => (i < weapons ? rounds[i]! : 1)),
      matrix: { format: "csc", numRows, numCols, starts, indices, values },
      integrality: new Int32Array(numCols).fill(constants.variableType.integer),
    },
    (model) => {
      model.options.set({
        output_flag: false,
        mip_rel_gap: 0,
        mip_abs_gap: 1e-10,
        mip_feasibility_tolerance: 1e-9,
        primal_feasibility_tolerance: 1e-9,
        dual_feasibility_tolerance: 1e-9,
        random_seed: 0,
        ...(mostNodes === undefined ? {} : { mip_max_nodes: mostNodes }),
      });
      model.run({
        [constants.callbackType.mipInterrupt]: (event) => {
          if (shouldStop()) event.interrupt();
        },
      });
      const status = model.getModelStatus();
      if (status === constants.modelStatus.infeasible) return { bound: Infinity, isFinished: true };
      const isFinished = status === constants.modelStatus.optimal;
      const bound = (Number(model.info.get("mip_dual_bound")) * unit) / 100;
      if (model.info.get("primal_solution_status") !== 2) return { bound, isFinished };
      const { colValue } = model.getSolution();
      const chosen = list.filter((_, c) => colValue[c]! > 0.5);
      // The solver's own numbers carry its tolerances.
      const total = chosen.reduce((sum, { cost }) => sum + cost, 0);
      return { columns: chosen, bound: isFinished ? total : bound, isFinished };
    },
  );
}
