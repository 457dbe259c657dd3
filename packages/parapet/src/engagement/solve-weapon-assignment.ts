import type { Highs } from "highs";
import { ColumnFinder, makeColumn, type RoundLimits, type TargetColumn } from "./assignment-columns.ts";
import { chooseColumns, ColumnMaster } from "./assignment-master.ts";
import { fireGreedily, improveByExchange, RoundTable } from "./assignment-start.ts";
import { condense, type CondensedProblem } from "./weapon-classes.ts";
import {
  addUp,
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

export interface SolveProgress {
  readonly objective: number;
  readonly bound: number;
  readonly nodes: number;
  readonly open: number;
}

export interface SolveAssignmentOptions {
  /** The HiGHS library, loaded by the caller: loading is asynchronous, solving is not. */
  readonly highs: Highs;
  /** Asked often; true ends the search with the best so far and an honest bound. */
  readonly shouldStop?: () => boolean;
  readonly onProgress?: (progress: SolveProgress) => void;
  /** Columns that are handed to the integer program at once, 40,000 unless stated; with more the problem is split. */
  readonly mostColumns?: number;
  /** Ends the search where objective - bound is this part of the value at stake or less; 0, to the end, unless stated. */
  readonly gap?: number;
}

const MOST_COLUMNS = 40_000;
/** Part of the value at stake below which two results are the same: sums of doubles are no better. */
const SAME = 1e-11;

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
  const top = Math.max(1e-300, ...condensed.problem.value);
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

/** One part of the problem: limits on single weapons at single targets. */
interface Branch {
  readonly limits: readonly {
    readonly weapon: number;
    readonly target: number;
    readonly least: number;
    readonly most: number;
  }[];
  /** Bound of the part that it was split from. */
  readonly bound: number;
  readonly order: number;
}

/** What the linear program of a branch came to. */
interface Relaxation {
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

class AssignmentSearch {
  best: RoundTable;
  objective: number;
  bound = 0;
  isProven = false;
  nodes = 0;
  columnCount = 0;
  readonly #problem: WeaponAssignmentProblem;
  readonly #highs: Highs;
  readonly #shouldStop: () => boolean;
  readonly #report: () => void;
  readonly #finders: readonly ColumnFinder[];
  readonly #pool: TargetColumn[] = [];
  readonly #keys = new Set<string>();
  readonly #tolerance: number;
  readonly #mostColumns: number;
  /** How far from the best a solution may be for the search to end. */
  readonly #slack: number;
  /** Least bound of the parts that were left alone. */
  #floor = Infinity;
  #open: Branch[] = [];
  #price: Float64Array;

  constructor(problem: WeaponAssignmentProblem, options: SolveAssignmentOptions, unscale: (value: number) => number) {
    this.#problem = problem;
    this.#highs = options.highs;
    this.#shouldStop = options.shouldStop ?? ((): boolean => false);
    this.#report = (): void =>
      options.onProgress?.({
        objective: unscale(this.objective),
        bound: unscale(this.bound),
        nodes: this.nodes,
        open: this.#open.length,
      });
    this.#finders = Array.from({ length: problem.targets }, (_, j) => new ColumnFinder(problem, j));
    this.#mostColumns = options.mostColumns ?? MOST_COLUMNS;
    const atStake = addUp(problem.value);
    this.#tolerance = SAME * atStake;
    this.#slack = Math.max(this.#tolerance, (options.gap ?? 0) * atStake);
    this.best = fireGreedily(problem);
    improveByExchange(this.best, 100);
    this.objective = this.best.total();
    this.#price = guessPrices(this.best);
  }

  run(): void {
    if (this.objective <= this.#slack) {
      this.isProven = this.objective <= this.#tolerance;
      this.bound = this.isProven ? this.objective : 0;
      return;
    }
    for (const column of columnsOf(this.best)) this.#keep(column);
    this.#open = [{ limits: [], bound: 0, order: 0 }];
    while (this.#open.length > 0) {
      const next = this.#open.reduce((a, b) =>
        b.bound < a.bound || (b.bound === a.bound && b.order > a.order) ? b : a,
      );
      this.bound = Math.max(this.bound, Math.min(this.objective, next.bound));
      if (this.#isSettled(next.bound)) {
        for (const { bound } of this.#open) this.#floor = Math.min(this.#floor, bound);
        break;
      }
      if (this.#shouldStop()) return;
      this.#open = this.#open.filter((branch) => branch !== next);
      const rest = this.#settle(next);
      this.#open.push(...rest);
      this.#report();
    }
    this.bound = Math.min(this.objective, this.#floor);
    this.isProven = this.bound >= this.objective - this.#tolerance;
    if (this.isProven) this.bound = this.objective;
  }

  /** Whether a part with this bound need not be looked into. */
  #isSettled(bound: number): boolean {
    return bound >= this.objective - this.#slack;
  }

  /** Leaves a part alone whose solutions are no better than `bound`. */
  #leave(bound: number): readonly Branch[] {
    this.#floor = Math.min(this.#floor, bound);
    return [];
  }

  /** Bounds one part, and either finishes it or splits it. A part that was stopped comes back as it is. */
  #settle(branch: Branch): readonly Branch[] {
    this.nodes++;
    const limits = this.#limitsOf(branch);
    if (limits === undefined) return [];
    const relaxation = this.#relax(branch, limits);
    const bound = Math.max(branch.bound, relaxation.bound);
    if (this.nodes === 1) this.bound = Math.min(bound, this.objective);
    const unsettled = { ...branch, bound };
    if (!relaxation.isFinished) return [unsettled];
    this.#report();
    if (this.#isSettled(bound)) return this.#leave(bound);
    if (this.nodes === 1) this.#choose(this.#promising(relaxation), 50);
    const whole = [...relaxation.shares].filter(([, share]) => share > 1 - 1e-6).map(([column]) => column);
    if (whole.length === this.#problem.targets) this.#offer(whole);
    if (this.#isSettled(bound)) return this.#leave(bound);
    const wanted = this.#slack > this.#tolerance ? this.objective - this.#slack : this.objective;
    const listed = this.#listBelow(wanted, relaxation, limits);
    if (listed !== undefined) {
      const answer = this.#choose(listed);
      if (answer.isFinished) return this.#leave(Math.min(wanted, answer.bound));
      return [{ ...branch, bound: Math.max(bound, answer.bound) }];
    }
    return this.#split(unsettled, relaxation);
  }

  #choose(list: readonly TargetColumn[], mostNodes?: number): { readonly isFinished: boolean; readonly bound: number } {
    const { targets, rounds } = this.#problem;
    const chosen = chooseColumns(list, {
      highs: this.#highs,
      rounds,
      targets,
      shouldStop: this.#shouldStop,
      ...(mostNodes === undefined ? {} : { mostNodes }),
    });
    if (chosen.columns !== undefined) this.#offer(chosen.columns);
    return chosen;
  }

  /** Takes a choice of columns as the best so far if it is. */
  #offer(columns: readonly TargetColumn[]): void {
    const table = new RoundTable(this.#problem);
    for (const { target, weapons, rounds } of columns)
      for (let k = 0; k < weapons.length; k++)
        for (let r = 0; r < rounds[k]!; r++)
          if (table.unused[weapons[k]!]! > 0 && table.hasRoom(weapons[k]!, target)) table.fire(weapons[k]!, target);
    improveByExchange(table, 100);
    const total = table.total();
    if (!(total < this.objective)) return;
    this.objective = total;
    this.best = table;
    for (const column of columnsOf(table)) this.#keep(column);
  }

  #keep(column: TargetColumn): boolean {
    const key = `${column.target}:${column.weapons.join(",")}:${column.rounds.join(",")}`;
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    this.#pool.push(column);
    this.columnCount = this.#pool.length;
    return true;
  }

  /** Limits of each target, or undefined when they ask for more rounds than there are. */
  #limitsOf({ limits }: Branch): readonly RoundLimits[] | undefined {
    const { weapons, targets, rounds } = this.#problem;
    const least = Array.from({ length: targets }, () => new Int32Array(weapons));
    const most = Array.from({ length: targets }, () => rounds.slice());
    const needed = new Int32Array(weapons);
    for (const limit of limits) {
      least[limit.target]![limit.weapon] = Math.max(least[limit.target]![limit.weapon]!, limit.least);
      most[limit.target]![limit.weapon] = Math.min(most[limit.target]![limit.weapon]!, limit.most);
    }
    for (let j = 0; j < targets; j++) for (let i = 0; i < weapons; i++) needed[i]! += least[j]![i]!;
    if (needed.some((n, i) => n > rounds[i]!) || !fitsCaps(this.#problem, least)) return undefined;
    return least.map((row, j) => ({ least: row, most: most[j]! }));
  }

  /**
   * Solves the linear program of a part by generating columns. The prices are first brought near their best by subgradient steps
   * (Held, Wolfe and Crowder 1974); afterwards columns are sought at prices between the best known and those of the linear program
   * (Wentges 1997), without which it wanders among equal vertices. Every pass gives a bound by its prices alone.
   */
  #relax(branch: Branch, limits: readonly RoundLimits[]): Relaxation {
    const { rounds, targets } = this.#problem;
    const isRoot = branch.limits.length === 0;
    let best = this.#ascend(limits, isRoot ? Math.min(300, 20 + 3 * targets) : 30);
    const master = new ColumnMaster(this.#highs, rounds, targets);
    try {
      // Only the rounds that must be fired: there is always such a choice.
      for (let j = 0; j < targets; j++) this.#keep(makeColumn(this.#problem, j, limits[j]!.least));
      master.add(isRoot ? this.#pool : this.#pool.filter((c) => isWithin(c, limits[c.target]!)));
      let shares: ReadonlyMap<TargetColumn, number> = new Map();
      for (let smoothing = 0.7; ;) {
        const answer = this.#shouldStop() ? undefined : master.solve(this.#shouldStop);
        if (answer === undefined) return { ...best, shares, isFinished: false };
        const between = best.price.map((p, i) => smoothing * p + (1 - smoothing) * answer.price[i]!);
        const found = this.#priceAll(between, limits);
        const isBetter = found.bound > best.bound;
        if (isBetter) best = found;
        const added = found.columns.filter((column) => this.#keep(column));
        const isClosed = answer.objective - best.bound <= 0.1 * this.#tolerance;
        const isBeaten = this.#isSettled(best.bound);
        if (isClosed || isBeaten || (added.length === 0 && smoothing === 0)) {
          shares = new Map(master.columns.map((column, c) => [column, answer.share[c]!]));
          if (isRoot) this.#price = best.price;
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
  #ascend(limits: readonly RoundLimits[], steps: number): PricedColumns {
    const { rounds } = this.#problem;
    let best = this.#priceAll(this.#price, limits);
    let now = best;
    const direction = new Float64Array(rounds.length);
    let scale = 1;
    let waited = 0;
    for (let step = 0; step < steps && !this.#shouldStop(); step++) {
      for (const column of now.columns) this.#keep(column);
      let size = 0;
      for (let i = 0; i < rounds.length; i++) {
        let excess = now.used[i]! - rounds[i]!;
        if (excess < 0 && now.price[i] === 0) excess = 0;
        direction[i] = excess + 0.5 * direction[i]!;
        size += direction[i]! * direction[i]!;
      }
      if (size === 0) break;
      const length = (scale * (this.objective - now.bound)) / size;
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
      if (this.#isSettled(best.bound)) break;
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

  /** The columns found so far that cost least at the prices, a few of each target. */
  #promising({ price, least }: Relaxation): readonly TargetColumn[] {
    const excess = (c: TargetColumn): number =>
      c.weapons.reduce((sum, i, k) => sum + price[i]! * c.rounds[k]!, c.cost) - least[c.target]!;
    const ranked = this.#pool.map((column) => ({ column, excess: excess(column) }));
    ranked.sort((a, b) => a.excess - b.excess);
    const kept = new Set(ranked.slice(0, 15 * this.#problem.targets).map(({ column }) => column));
    // With the columns of the best solution there is always a choice.
    for (const column of columnsOf(this.best)) kept.add(column);
    return [...kept];
  }

  /** Every column that can be part of a solution better than `wanted`; undefined when they are too many. */
  #listBelow(
    wanted: number,
    { bound, price, least }: Relaxation,
    limits: readonly RoundLimits[],
  ): readonly TargetColumn[] | undefined {
    const gap = Math.max(0, wanted - bound);
    const listed: TargetColumn[] = [];
    for (let j = 0; j < this.#problem.targets; j++) {
      const room = this.#mostColumns - listed.length;
      const all = this.#finders[j]!.findAll(price, limits[j]!, least[j]! + gap + this.#tolerance, room);
      if (all === undefined) return undefined;
      listed.push(...all);
    }
    return listed;
  }

  /** Splits by the rounds of the weapon and target that the linear program is least sure of. */
  #split(branch: Branch, { shares }: Relaxation): readonly Branch[] {
    const { targets, rounds } = this.#problem;
    const mean = new Float64Array(rounds.length * targets);
    for (const [{ target, weapons, rounds: fired }, share] of shares)
      if (share > 1e-9)
        for (let k = 0; k < weapons.length; k++) mean[weapons[k]! * targets + target]! += share * fired[k]!;
    let chosen = -1;
    let least = Infinity;
    for (let cell = 0; cell < mean.length; cell++) {
      const distance = Math.abs(mean[cell]! - Math.floor(mean[cell]!) - 0.5);
      if (distance < least - 1e-9) {
        least = distance;
        chosen = cell;
      }
    }
    const weapon = Math.floor(chosen / targets);
    const target = chosen % targets;
    const low = Math.floor(mean[chosen]!);
    const part = (least_: number, most: number, order: number): Branch => ({
      limits: [...branch.limits, { weapon, target, least: least_, most }],
      bound: branch.bound,
      order,
    });
    return [part(0, low, 2 * this.nodes), part(low + 1, rounds[weapon]!, 2 * this.nodes + 1)];
  }
}

/** What the loss of a round would cost where it is used; what it would save where it is not. */
function guessPrices(table: RoundTable): Float64Array {
  const { weapons, targets, killProbability } = table.problem;
  return Float64Array.from({ length: weapons }, (_, i) => {
    let price = Infinity;
    for (let j = 0; j < targets; j++)
      if (table.rounds[i * targets + j]! > 0)
        price = Math.min(price, table.survivalWithout(i, j) - table.survivalOf(j));
    if (price < Infinity) return Math.max(0, price);
    price = 0;
    for (let j = 0; j < targets; j++) price = Math.max(price, table.survivalOf(j) * killProbability[i * targets + j]!);
    return table.unused[i]! > 0 ? 0 : price;
  });
}

function columnsOf(table: RoundTable): readonly TargetColumn[] {
  const { weapons, targets } = table.problem;
  return Array.from({ length: targets }, (_, target) => {
    const used: number[] = [];
    for (let i = 0; i < weapons; i++) if (table.rounds[i * targets + target]! > 0) used.push(i);
    return {
      target,
      weapons: Int32Array.from(used),
      rounds: Int32Array.from(used, (i) => table.rounds[i * targets + target]!),
      cost: table.survivalOf(target),
    };
  });
}

/** Whether the rounds that must be fired leave the caps of groups unbroken. */
function fitsCaps({ caps, weapons }: WeaponAssignmentProblem, least: readonly Int32Array[]): boolean {
  if (caps === undefined) return true;
  const given = new Int32Array(caps.most.length);
  for (const [j, row] of least.entries())
    for (let i = 0; i < weapons; i++) given[j * caps.groups + caps.groupOf[i]!]! += row[i]!;
  return given.every((n, cell) => n <= caps.most[cell]!);
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
