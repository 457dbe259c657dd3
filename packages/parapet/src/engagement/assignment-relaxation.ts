import type { Highs } from "highs";
import { ColumnFinder, makeColumn, type RoundLimits, type TargetColumn } from "./assignment-columns.ts";
import { ColumnMaster } from "./assignment-master.ts";
import { addUp, type WeaponAssignmentProblem } from "./weapon-assignment.ts";

/** Columns found so far, each once. */
export class ColumnPool {
  readonly columns: TargetColumn[] = [];
  readonly #keys = new Set<string>();

  /** Whether the column is new. */
  keep(column: TargetColumn): boolean {
    const key = `${column.target}:${column.weapons.join(",")}:${column.rounds.join(",")}`;
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    this.columns.push(column);
    return true;
  }
}

/** What the linear program came to. */
export interface Relaxation {
  readonly bound: number;
  readonly price: Float64Array;
  readonly least: Float64Array;
  readonly shares: ReadonlyMap<TargetColumn, number>;
  readonly isFinished: boolean;
}

/** The column of least price of each target, and the bound that follows. */
interface PricedColumns {
  readonly price: Float64Array;
  readonly bound: number;
  readonly least: Float64Array;
  /** Rounds of each weapon in all of them. */
  readonly used: Float64Array;
  readonly columns: readonly TargetColumn[];
}

/** A part of the problem to relax, and what is known of it. */
export interface RelaxTask {
  readonly limits: readonly RoundLimits[];
  /** Whether the limits are those of the whole problem. */
  readonly isWhole: boolean;
  /** Value of the best solution known; above 0. */
  readonly objective: number;
  /** Difference below which two values are the same. */
  readonly tolerance: number;
  /** Whether a part with this bound need not be looked into. */
  readonly isSettled: (bound: number) => boolean;
}

export interface RelaxationOptions {
  readonly highs: Highs;
  readonly shouldStop: () => boolean;
  readonly pool: ColumnPool;
  /** Prices of the weapons to begin with. */
  readonly price: Float64Array;
}

/** The linear program over all columns of a problem, and the prices of rounds that belong to it. */
export class AssignmentRelaxation {
  readonly #problem: WeaponAssignmentProblem;
  readonly #highs: Highs;
  readonly #shouldStop: () => boolean;
  readonly #pool: ColumnPool;
  readonly #finders: readonly ColumnFinder[];
  #price: Float64Array;

  constructor(problem: WeaponAssignmentProblem, { highs, shouldStop, pool, price }: RelaxationOptions) {
    this.#problem = problem;
    this.#highs = highs;
    this.#shouldStop = shouldStop;
    this.#pool = pool;
    this.#price = price;
    this.#finders = Array.from({ length: problem.targets }, (_, j) => new ColumnFinder(problem, j));
  }

  /**
   * Solves the linear program of a part by generating columns. The prices are first brought near their best by subgradient steps
   * (Held, Wolfe and Crowder 1974); afterwards columns are sought at prices between the best known and those of the linear program
   * (Wentges 1997), without which it wanders among equal vertices. Every pass gives a bound by its prices alone.
   */
  solve(task: RelaxTask): Relaxation {
    const { rounds, targets } = this.#problem;
    const { limits, isWhole, isSettled } = task;
    let best = this.#ascend(task, isWhole ? Math.min(300, 20 + 3 * targets) : 30);
    if (isSettled(best.bound)) return { ...best, shares: new Map(), isFinished: true };
    const master = new ColumnMaster(this.#highs, { rounds, targets, unit: task.objective });
    try {
      // Only the rounds that must be fired: there is always such a choice.
      for (let j = 0; j < targets; j++) this.#pool.keep(makeColumn(this.#problem, j, limits[j]!.least));
      master.add(isWhole ? this.#pool.columns : this.#pool.columns.filter((c) => isWithin(c, limits[c.target]!)));
      let shares: ReadonlyMap<TargetColumn, number> = new Map();
      for (let smoothing = 0.7; ;) {
        const answer = this.#shouldStop() ? undefined : master.solve(this.#shouldStop);
        // Stopped; or the program could not be solved, and the prices so far have to do.
        if (answer === undefined) return { ...best, shares, isFinished: !this.#shouldStop() };
        const between = best.price.map((p, i) => smoothing * p + (1 - smoothing) * answer.price[i]!);
        const found = this.#priceAll(between, limits);
        const isBetter = found.bound > best.bound;
        if (isBetter) best = found;
        const added = found.columns.filter((column) => this.#pool.keep(column));
        const isClosed = answer.objective - best.bound <= 0.1 * task.tolerance;
        const isBeaten = isSettled(best.bound);
        if (isClosed || isBeaten || (added.length === 0 && smoothing === 0)) {
          shares = new Map(master.columns.map((column, c) => [column, answer.share[c]!]));
          if (isWhole) this.#price = best.price;
          return { ...best, shares, isFinished: true };
        }
        smoothing = added.length === 0 ? 0 : 0.5;
        master.add(added);
      }
    } finally {
      master.dispose();
    }
  }

  /** Raises the bound by subgradient steps from the prices held and keeps the columns found on the way. */
  #ascend({ limits, objective, isSettled }: RelaxTask, steps: number): PricedColumns {
    const { rounds } = this.#problem;
    // Where rounds are many none has a price, and that ends it.
    let best = this.#priceAll(new Float64Array(rounds.length), limits);
    for (const column of best.columns) this.#pool.keep(column);
    if (isSettled(best.bound)) return best;
    let now = this.#priceAll(this.#price, limits);
    if (now.bound > best.bound) best = now;
    const direction = new Float64Array(rounds.length);
    let scale = 1;
    let waited = 0;
    for (let step = 0; step < steps && !this.#shouldStop(); step++) {
      for (const column of now.columns) this.#pool.keep(column);
      let size = 0;
      for (let i = 0; i < rounds.length; i++) {
        let excess = now.used[i]! - rounds[i]!;
        if (excess < 0 && now.price[i] === 0) excess = 0;
        direction[i] = excess + 0.5 * direction[i]!;
        size += direction[i]! * direction[i]!;
      }
      if (size === 0) break;
      const length = (scale * (objective - now.bound)) / size;
      now = this.#priceAll(
        now.price.map((p, i) => Math.max(0, p + length * direction[i]!)),
        limits,
      );
      if (now.bound > best.bound) {
        best = now;
        waited = 0;
      } else if (++waited >= 10) {
        scale *= 0.6;
        waited = 0;
        now = best;
        direction.fill(0);
      }
      if (isSettled(best.bound)) break;
    }
    return best;
  }

  #priceAll(price: Float64Array, limits: readonly RoundLimits[]): PricedColumns {
    const { targets, rounds } = this.#problem;
    const least = new Float64Array(targets);
    const used = new Float64Array(rounds.length);
    const columns: TargetColumn[] = [];
    for (let j = 0; j < targets; j++) {
      const finder = this.#finders[j]!;
      least[j] = finder.findLeastPrice(price, limits[j]!);
      finder.addRounds(used);
      columns.push(finder.takeBest());
    }
    const bound = addUp([...least, ...Array.from(price, (p, i) => -p * rounds[i]!)]);
    return { price, bound, least, used, columns };
  }

  /** Every column that can be part of a solution better than `wanted`; undefined when they are more than `most`. */
  listBelow(
    wanted: number,
    { bound, price, least }: Relaxation,
    limits: readonly RoundLimits[],
    most: number,
  ): readonly TargetColumn[] | undefined {
    const gap = Math.max(0, wanted - bound) + 1e-12 * wanted;
    const listed: TargetColumn[] = [];
    for (let j = 0; j < this.#problem.targets; j++) {
      const room = most - listed.length;
      const all = this.#finders[j]!.findAll(price, limits[j]!, least[j]! + gap, room);
      if (all === undefined) return undefined;
      listed.push(...all);
    }
    return listed;
  }
}

function isWithin({ weapons, rounds }: TargetColumn, { least, most }: RoundLimits): boolean {
  let fired = 0;
  let needed = 0;
  for (let k = 0; k < weapons.length; k++) {
    const i = weapons[k]!;
    if (rounds[k]! > most[i]! || rounds[k]! < least[i]!) return false;
    if (least[i]! > 0) fired++;
  }
  for (let i = 0; i < least.length; i++) if (least[i]! > 0) needed++;
  return fired === needed;
}
