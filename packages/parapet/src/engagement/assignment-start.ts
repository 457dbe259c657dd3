import type { WeaponAssignmentProblem } from "./weapon-assignment.ts";

/** Rounds of each weapon at each target, as a search changes them. */
export class RoundTable {
  readonly problem: WeaponAssignmentProblem;
  /** At `weapon * targets + target`. */
  readonly rounds: Int32Array;
  readonly unused: Int32Array;
  // Survival without the certain kills, and how many of those there are.
  readonly #survival: Float64Array;
  readonly #certain: Int32Array;
  readonly #ofGroup: Int32Array;

  constructor(problem: WeaponAssignmentProblem) {
    this.problem = problem;
    this.rounds = new Int32Array(problem.weapons * problem.targets);
    this.unused = problem.rounds.slice();
    this.#survival = problem.value.slice();
    this.#certain = new Int32Array(problem.targets);
    this.#ofGroup = new Int32Array(problem.caps?.most.length ?? 0);
  }

  /** Whether the target may be given one more round of the weapon's group. */
  hasRoom(weapon: number, target: number): boolean {
    const { caps } = this.problem;
    if (caps === undefined) return true;
    const cell = target * caps.groups + caps.groupOf[weapon]!;
    return this.#ofGroup[cell]! < caps.most[cell]!;
  }

  survivalOf(target: number): number {
    return this.#certain[target]! > 0 ? 0 : this.#survival[target]!;
  }

  /** What would survive of the target with one round less of the weapon. */
  survivalWithout(weapon: number, target: number): number {
    const p = this.problem.killProbability[weapon * this.problem.targets + target]!;
    if (p === 1) return this.#certain[target]! > 1 ? 0 : this.#survival[target]!;
    return this.#certain[target]! > 0 ? 0 : this.#survival[target]! / (1 - p);
  }

  fire(weapon: number, target: number): void {
    this.#change(weapon, target, 1);
  }

  takeBack(weapon: number, target: number): void {
    this.#change(weapon, target, -1);
  }

  #change(weapon: number, target: number, by: 1 | -1): void {
    const { targets, weapons, killProbability, value } = this.problem;
    const cell = weapon * targets + target;
    this.rounds[cell]! += by;
    this.unused[weapon]! -= by;
    const { caps } = this.problem;
    if (caps !== undefined) this.#ofGroup[target * caps.groups + caps.groupOf[weapon]!]! += by;
    const p = killProbability[cell]!;
    if (p === 1) {
      this.#certain[target]! += by;
      return;
    }
    if (by === 1) {
      this.#survival[target]! *= 1 - p;
      return;
    }
    // Multiplied anew: division would gather rounding errors over a long search.
    let survival = value[target]!;
    for (let i = 0; i < weapons; i++) {
      const miss = 1 - killProbability[i * targets + target]!;
      if (miss > 0) for (let r = this.rounds[i * targets + target]!; r > 0; r--) survival *= miss;
    }
    this.#survival[target] = survival;
  }

  total(): number {
    let sum = 0;
    for (let j = 0; j < this.problem.targets; j++) sum += this.survivalOf(j);
    return sum;
  }
}

/** Fires round by round where it saves most, as the greedy rule of den Broeder, Ellison and Emerling (1959) does. */
export function fireGreedily(problem: WeaponAssignmentProblem): RoundTable {
  const { weapons, targets, killProbability } = problem;
  const table = new RoundTable(problem);
  const gain = new Float64Array(weapons).fill(-1);
  const best = new Int32Array(weapons).fill(-1);
  const look = (i: number): void => {
    gain[i] = 0;
    best[i] = -1;
    if (table.unused[i]! <= 0) return;
    for (let j = 0; j < targets; j++) {
      const saved = table.survivalOf(j) * killProbability[i * targets + j]!;
      if (saved > gain[i]! && table.hasRoom(i, j)) {
        gain[i] = saved;
        best[i] = j;
      }
    }
  };
  for (let i = 0; i < weapons; i++) look(i);
  for (;;) {
    let chosen = -1;
    for (let i = 0; i < weapons; i++) if (best[i]! >= 0 && (chosen < 0 || gain[i]! > gain[chosen]!)) chosen = i;
    if (chosen < 0) return table;
    const target = best[chosen]!;
    table.fire(chosen, target);
    for (let i = 0; i < weapons; i++) if (best[i] === target || i === chosen) look(i);
  }
}

/** Moves single rounds and exchanges pairs of rounds while that saves value, at most `passes` times over all of them. */
export function improveByExchange(table: RoundTable, passes: number): void {
  for (let pass = 0; pass < passes; pass++) {
    const moved = moveRounds(table);
    const swapped = swapRounds(table);
    if (!moved && !swapped) return;
  }
}

function moveRounds(table: RoundTable): boolean {
  const { weapons, targets, killProbability } = table.problem;
  let isBetter = false;
  for (let i = 0; i < weapons; i++)
    for (let a = 0; a < targets; a++) {
      if (!(table.rounds[i * targets + a]! > 0)) continue;
      // A little more than nothing has to be saved, or rounding errors would go in circles.
      let best = (table.survivalWithout(i, a) - table.survivalOf(a)) * (1 + 1e-9);
      let to = -1;
      for (let b = 0; b < targets; b++) {
        const saved = b === a ? 0 : table.survivalOf(b) * killProbability[i * targets + b]!;
        if (saved > best && table.hasRoom(i, b)) {
          best = saved;
          to = b;
        }
      }
      if (to < 0) continue;
      table.takeBack(i, a);
      table.fire(i, to);
      isBetter = true;
    }
  return isBetter;
}

/** Weapon i leaves a for b while weapon k leaves b for a. */
function swapRounds(table: RoundTable): boolean {
  const { weapons, targets, killProbability } = table.problem;
  let isBetter = false;
  const cells: number[] = [];
  for (let cell = 0; cell < table.rounds.length; cell++) if (table.rounds[cell]! > 0) cells.push(cell);
  // Beyond that the pairs are too many to be worth it.
  if (cells.length > 3000) return false;
  for (let m = 0; m < cells.length; m++)
    for (let n = m + 1; n < cells.length; n++) {
      const [first, second] = [cells[m]!, cells[n]!];
      if (!(table.rounds[first]! > 0)) break;
      if (!(table.rounds[second]! > 0)) continue;
      const [i, a] = [Math.floor(first / targets), first % targets];
      const [k, b] = [Math.floor(second / targets), second % targets];
      if (i === k || a === b) continue;
      const now = table.survivalOf(a) + table.survivalOf(b);
      const then =
        table.survivalWithout(i, a) * (1 - killProbability[k * targets + a]!) +
        table.survivalWithout(k, b) * (1 - killProbability[i * targets + b]!);
      if (!(then < now * (1 - 1e-9))) continue;
      table.takeBack(i, a);
      table.takeBack(k, b);
      if (!table.hasRoom(i, b) || !table.hasRoom(k, a)) {
        table.fire(i, a);
        table.fire(k, b);
        continue;
      }
      table.fire(i, b);
      table.fire(k, a);
      isBetter = true;
    }
  return isBetter && weapons > 1;
}
