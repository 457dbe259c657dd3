import type { Highs } from "highs";
import type { TargetColumn, RoundLimits } from "./assignment-columns.ts";
import { chooseColumns } from "./assignment-master.ts";
import { AssignmentRelaxation, ColumnPool, type Relaxation } from "./assignment-relaxation.ts";
import { fireGreedily, improveByExchange, RoundTable } from "./assignment-start.ts";
import { addUp, type WeaponAssignmentProblem } from "./weapon-assignment.ts";

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
/** Part of the objective below which two results are the same: the solver's tolerances and sums of doubles are no better. */
const SAME = 1e-10;
/** A surviving value, with values of the order of 100, that is none. */
const NOTHING = 1e-200;

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

/** The search for the best allotment of a condensed problem by bounds and splits; see `solveWeaponAssignment`. */
export class AssignmentSearch {
  best: RoundTable;
  objective: number;
  bound = 0;
  isProven = false;
  nodes = 0;
  readonly #problem: WeaponAssignmentProblem;
  readonly #highs: Highs;
  readonly #shouldStop: () => boolean;
  readonly #report: () => void;
  readonly #pool = new ColumnPool();
  readonly #relaxation: AssignmentRelaxation;
  readonly #mostColumns: number;
  /** How far from the best the caller lets a solution be. */
  readonly #leeway: number;
  /** Least bound of the parts that were left alone. */
  #floor = Infinity;
  #open: Branch[] = [];

  get columnCount(): number {
    return this.#pool.columns.length;
  }

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
    this.#mostColumns = options.mostColumns ?? MOST_COLUMNS;
    this.#leeway = (options.gap ?? 0) * addUp(problem.value);
    this.best = fireGreedily(problem);
    improveByExchange(this.best, 100);
    this.objective = this.best.total();
    this.#relaxation = new AssignmentRelaxation(problem, {
      highs: options.highs,
      shouldStop: this.#shouldStop,
      pool: this.#pool,
      price: guessPrices(this.best),
    });
  }

  run(): void {
    if (this.objective <= Math.max(NOTHING, this.#leeway)) {
      this.isProven = this.objective <= NOTHING;
      return;
    }
    for (const column of columnsOf(this.best)) this.#pool.keep(column);
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
      if (this.#shouldStop()) {
        this.bound = Math.min(this.bound, this.#floor);
        return;
      }
      this.#open = this.#open.filter((branch) => branch !== next);
      const rest = this.#settle(next);
      this.#open.push(...rest);
      this.#report();
    }
    this.bound = Math.min(this.objective, this.#floor);
    this.isProven = this.bound >= this.objective - this.#tolerance;
    if (this.isProven) this.bound = this.objective;
  }

  get #tolerance(): number {
    return SAME * this.objective;
  }

  /** Whether a part with this bound need not be looked into. */
  #isSettled(bound: number): boolean {
    return bound >= this.objective - Math.max(this.#tolerance, this.#leeway, NOTHING);
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
    const relaxation = this.#relaxation.solve({
      limits,
      isWhole: branch.limits.length === 0,
      objective: this.objective,
      tolerance: this.#tolerance,
      isSettled: (bound) => this.#isSettled(bound),
    });
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
    const wanted = this.objective - this.#leeway;
    const listed = this.#relaxation.listBelow(wanted, relaxation, limits, this.#mostColumns);
    if (listed !== undefined) {
      const answer = this.#choose(listed);
      if (answer.isFinished) return this.#leave(Math.min(wanted, answer.bound));
      if (this.#shouldStop()) return [{ ...branch, bound: Math.max(bound, Math.min(wanted, answer.bound)) }];
    }
    return this.#split(unsettled, relaxation, limits);
  }

  #choose(list: readonly TargetColumn[], mostNodes?: number): { readonly isFinished: boolean; readonly bound: number } {
    const { targets, rounds } = this.#problem;
    const chosen = chooseColumns(list, {
      highs: this.#highs,
      rounds,
      targets,
      unit: this.objective,
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
    for (const column of columnsOf(table)) this.#pool.keep(column);
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

  /** The columns found so far that cost least at the prices, a few of each target. */
  #promising({ price, least }: Relaxation): readonly TargetColumn[] {
    const excess = (c: TargetColumn): number =>
      c.weapons.reduce((sum, i, k) => sum + price[i]! * c.rounds[k]!, c.cost) - least[c.target]!;
    const ranked = this.#pool.columns.map((column) => ({ column, excess: excess(column) }));
    ranked.sort((a, b) => a.excess - b.excess);
    const kept = new Set(ranked.slice(0, 15 * this.#problem.targets).map(({ column }) => column));
    // With the columns of the best solution there is always a choice.
    for (const column of columnsOf(this.best)) kept.add(column);
    return [...kept];
  }

  /** Splits by the rounds of the weapon and target that the linear program is least sure of. */
  #split(branch: Branch, { shares }: Relaxation, limits: readonly RoundLimits[]): readonly Branch[] {
    const { targets, rounds } = this.#problem;
    const mean = new Float64Array(rounds.length * targets);
    for (const [{ target, weapons, rounds: fired }, share] of shares)
      if (share > 1e-9)
        for (let k = 0; k < weapons.length; k++) mean[weapons[k]! * targets + target]! += share * fired[k]!;
    let chosen = -1;
    let least = Infinity;
    for (let cell = 0; cell < mean.length; cell++) {
      const { least: low, most: high } = limits[cell % targets]!;
      const i = Math.floor(cell / targets);
      if (low[i]! >= high[i]!) continue;
      const distance = Math.abs(mean[cell]! - Math.floor(mean[cell]!) - 0.5);
      if (distance < least - 1e-9) {
        least = distance;
        chosen = cell;
      }
    }
    // Every number of rounds is settled: nothing is left to split.
    if (chosen < 0) return this.#leave(branch.bound);
    const weapon = Math.floor(chosen / targets);
    const target = chosen % targets;
    const { least: fewest, most } = limits[target]!;
    const low = Math.min(most[weapon]! - 1, Math.max(fewest[weapon]!, Math.floor(mean[chosen]!)));
    const part = (from: number, to: number, order: number): Branch => ({
      limits: [...branch.limits, { weapon, target, least: from, most: to }],
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
