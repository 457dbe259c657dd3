import type { WeaponAssignmentProblem } from "./weapon-assignment.ts";

/** One way to treat one target: so many rounds of these weapons, and what survives. */
export interface TargetColumn {
  readonly target: number;
  /** By rising index. */
  readonly weapons: Int32Array;
  readonly rounds: Int32Array;
  /** Expected surviving value of the target. */
  readonly cost: number;
}

/** Least and most rounds of each weapon at one target; branching narrows them. */
export interface RoundLimits {
  readonly least: Int32Array;
  readonly most: Int32Array;
}

/** Log survival of a certain kill: beyond that a double is 0. */
const CERTAIN = 745;

/**
 * Finds the columns of one target of least price: expected survival plus the price of the rounds. Branch and bound over sets of
 * rounds; the bound lets the rounds be cut up, where the best choice is greedy by price per unit of log survival, since survival is
 * the exponential of a sum (the convex form of Ahuja, Kumar, Jha and Orlin 2007, Operations Research 55, 1136-1146).
 */
export class ColumnFinder {
  readonly #problem: WeaponAssignmentProblem;
  readonly #target: number;
  /** Weapons that can fire at the target, in order of price per log survival; kept between calls, when prices change little. */
  readonly #order: Int32Array;
  readonly #missOf: Float64Array;
  readonly #logOf: Float64Array;
  // Of the place in the order.
  readonly #miss: Float64Array;
  readonly #price: Float64Array;
  readonly #ratio: Float64Array;
  readonly #most: Int32Array;
  readonly #used: Int32Array;
  readonly #best: Int32Array;
  /** Rounds that each group may still add; without caps there is one group with no end. */
  readonly #room: Int32Array;
  readonly #groupOf: Int32Array;
  #count = 0;
  #least: Int32Array = new Int32Array(0);
  #limit = 0;
  #isListing = false;
  #found: TargetColumn[] = [];
  #places = 0;
  #steps = 0;

  constructor(problem: WeaponAssignmentProblem, target: number) {
    const { weapons, targets, killProbability, caps } = problem;
    this.#problem = problem;
    this.#room = new Int32Array(caps?.groups ?? 1);
    this.#groupOf = caps?.groupOf ?? new Int32Array(weapons);
    this.#target = target;
    this.#missOf = new Float64Array(weapons);
    this.#logOf = new Float64Array(weapons);
    const able: number[] = [];
    for (let i = 0; i < weapons; i++) {
      const p = killProbability[i * targets + target]!;
      this.#missOf[i] = 1 - p;
      this.#logOf[i] = p < 1 ? Math.min(CERTAIN, -Math.log1p(-p)) : CERTAIN;
      if (p > 0) able.push(i);
    }
    const n = able.length;
    this.#count = n;
    this.#order = Int32Array.from(able);
    this.#miss = new Float64Array(n);
    this.#price = new Float64Array(n);
    this.#ratio = new Float64Array(n);
    this.#most = new Int32Array(n);
    this.#used = new Int32Array(n);
    this.#best = new Int32Array(weapons);
  }

  /** The least price of any column within the limits. */
  findLeastPrice(price: Float64Array, limits: RoundLimits): number {
    this.#isListing = false;
    const paid = this.#begin(price, limits);
    this.#limit = Infinity;
    this.#search(0, this.#startSurvival(), paid);
    return this.#limit;
  }

  /** The column that the last least price belongs to. */
  takeBest(): TargetColumn {
    return this.#makeColumn(this.#best);
  }

  /** Adds the rounds of that column to `used`. */
  addRounds(used: Float64Array): void {
    for (let i = 0; i < used.length; i++) used[i]! += this.#best[i]!;
  }

  /** All columns of price `limit` or less; undefined when there are more than `room` or the search takes too long. */
  findAll(price: Float64Array, limits: RoundLimits, limit: number, room: number): readonly TargetColumn[] | undefined {
    this.#isListing = true;
    this.#found = [];
    const paid = this.#begin(price, limits);
    this.#limit = limit;
    this.#places = room;
    this.#steps = 60 * room + 10_000;
    this.#search(0, this.#startSurvival(), paid);
    return this.#places < 0 || this.#steps < 0 ? undefined : this.#found;
  }

  /** Puts the weapons in order and tells what the rounds that must be fired cost. */
  #begin(price: Float64Array, { least, most }: RoundLimits): number {
    const ratios = this.#ratio;
    const order = this.#order;
    this.#least = least;
    for (let k = 0; k < this.#count; k++) {
      const i = order[k]!;
      const ratio = price[i]! / this.#logOf[i]!;
      let place = k;
      while (place > 0 && (ratios[place - 1]! > ratio || (ratios[place - 1] === ratio && order[place - 1]! > i))) {
        ratios[place] = ratios[place - 1]!;
        order[place] = order[place - 1]!;
        place--;
      }
      ratios[place] = ratio;
      order[place] = i;
    }
    for (let k = 0; k < this.#count; k++) {
      const i = order[k]!;
      this.#miss[k] = this.#missOf[i]!;
      this.#price[k] = price[i]!;
      this.#most[k] = most[i]! - least[i]!;
      this.#used[k] = 0;
    }
    const { caps } = this.#problem;
    for (let g = 0; g < this.#room.length; g++)
      this.#room[g] = caps === undefined ? 0x7fffffff : caps.most[this.#target * caps.groups + g]!;
    let paid = 0;
    for (let i = 0; i < least.length; i++)
      if (least[i]! > 0) {
        paid += least[i]! * price[i]!;
        this.#room[this.#groupOf[i]!]! -= least[i]!;
      }
    return paid;
  }

  #startSurvival(): number {
    let survival = this.#problem.value[this.#target]!;
    for (let i = 0; i < this.#least.length; i++) for (let r = this.#least[i]!; r > 0; r--) survival *= this.#missOf[i]!;
    return survival;
  }

  /** The least price that weapons from place `k` on could come to if rounds could be cut up; `left` rounds of the first of them. */
  #bound(k: number, left: number, survival: number, paid: number): number {
    let s = survival;
    let cost = paid;
    for (let i = k; i < this.#count; i++) {
      const ratio = this.#ratio[i]!;
      if (!(s > ratio)) break;
      const miss = this.#miss[i]!;
      const price = this.#price[i]!;
      for (let r = i === k ? left : this.#most[i]!; r > 0; r--) {
        if (s * miss < ratio) return cost + ratio * (1 + Math.log(s / ratio));
        s *= miss;
        cost += price;
        if (s === 0) return cost;
      }
    }
    return cost + s;
  }

  #search(from: number, survival: number, paid: number): void {
    const price = survival + paid;
    if (this.#isListing) {
      if (price <= this.#limit) {
        this.#found.push(this.#makeColumn(this.#counts()));
        this.#places--;
      }
    } else if (price < this.#limit) {
      this.#limit = price;
      this.#best.set(this.#counts());
    }
    for (let k = from; k < this.#count; k++) {
      if (this.#isListing && (this.#places < 0 || --this.#steps < 0)) return;
      const left = this.#most[k]! - this.#used[k]!;
      const group = this.#groupOf[this.#order[k]!]!;
      if (left <= 0 || this.#room[group]! <= 0) continue;
      const bound = this.#bound(k, left, survival, paid);
      if (this.#isListing ? bound > this.#limit : bound >= this.#limit) return;
      this.#used[k]!++;
      this.#room[group]!--;
      this.#search(k, survival * this.#miss[k]!, paid + this.#price[k]!);
      this.#used[k]!--;
      this.#room[group]!++;
    }
  }

  readonly #scratch: { counts: Int32Array } = { counts: new Int32Array(0) };

  #counts(): Int32Array {
    if (this.#scratch.counts.length === 0) this.#scratch.counts = new Int32Array(this.#missOf.length);
    const { counts } = this.#scratch;
    counts.set(this.#least);
    for (let k = 0; k < this.#count; k++) counts[this.#order[k]!]! += this.#used[k]!;
    return counts;
  }

  #makeColumn(counts: Int32Array): TargetColumn {
    return makeColumn(this.#problem, this.#target, counts);
  }
}

/** The column of so many rounds of each weapon, its cost computed in the order of the weapons. */
export function makeColumn(problem: WeaponAssignmentProblem, target: number, counts: ArrayLike<number>): TargetColumn {
  const { weapons: n, targets, value, killProbability } = problem;
  const weapons: number[] = [];
  const rounds: number[] = [];
  let cost = value[target]!;
  for (let i = 0; i < n; i++) {
    const count = counts[i]!;
    if (count === 0) continue;
    weapons.push(i);
    rounds.push(count);
    for (let r = 0; r < count; r++) cost *= 1 - killProbability[i * targets + target]!;
  }
  return { target, weapons: Int32Array.from(weapons), rounds: Int32Array.from(rounds), cost };
}
