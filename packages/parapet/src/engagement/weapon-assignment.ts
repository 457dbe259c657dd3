/**
 * The static weapon-target assignment problem (Manne 1958, Operations Research 6, 346-351): which weapon fires how many rounds at which
 * target, so that the expected value that survives is least. The expected survival of a target is its value times the product of
 * (1 - p) over the rounds fired at it.
 */
export interface WeaponAssignmentProblem {
  readonly weapons: number;
  readonly targets: number;
  /** Rounds of each weapon. */
  readonly rounds: Int32Array;
  /** Value of each target; not negative. */
  readonly value: Float64Array;
  /** Single-round kill probability of `weapon * targets + target`, from 0 to 1; 0 where the weapon cannot fire at the target. */
  readonly killProbability: Float64Array;
  /** How many rounds of a group of weapons one target may be given; without it, any number. */
  readonly caps?: RoundCaps;
}

/** Groups of weapons, such as the launchers of a layer, with the most rounds of a group at each target. */
export interface RoundCaps {
  readonly groups: number;
  /** Of each weapon. */
  readonly groupOf: Int32Array;
  /** At `target * groups + group`. */
  readonly most: Int32Array;
}

/** How many rounds of which weapon at which target: three lists of the same length, by weapon, then target, each count above 0. */
export interface Allotment {
  readonly weapon: Int32Array;
  readonly target: Int32Array;
  readonly rounds: Int32Array;
}

/** Expected surviving value of an allotment. */
export function expectedSurvivingValue(problem: WeaponAssignmentProblem, allotment: Allotment): number {
  const survival = problem.value.slice();
  for (let k = 0; k < allotment.weapon.length; k++) {
    const target = allotment.target[k]!;
    const miss = 1 - problem.killProbability[allotment.weapon[k]! * problem.targets + target]!;
    for (let r = 0; r < allotment.rounds[k]!; r++) survival[target]! *= miss;
  }
  return addUp(survival);
}

/** Throws when the problem's arrays do not fit its counts or a number lies outside its range. */
export function checkWeaponAssignmentProblem(problem: WeaponAssignmentProblem): void {
  const { weapons, targets, rounds, value, killProbability } = problem;
  const lengths = [rounds.length, value.length, killProbability.length];
  if (lengths[0] !== weapons || lengths[1] !== targets || lengths[2] !== weapons * targets)
    throw new RangeError(
      `weapon assignment: ${weapons} weapons and ${targets} targets need ${weapons} rounds, ${targets} values and ${weapons * targets} probabilities, got ${lengths.join(", ")}`,
    );
  for (const v of value) if (!(v >= 0 && v < Infinity)) throw new RangeError(`weapon assignment: a value is ${v}`);
  for (const p of killProbability)
    if (!(p >= 0 && p <= 1)) throw new RangeError(`weapon assignment: a kill probability is ${p}`);
  for (const r of rounds) if (!(r >= 0)) throw new RangeError(`weapon assignment: ${r} rounds`);
}

/** Sum with Neumaier's compensation, so that a bound and an objective can be compared to the last digits. */
export function addUp(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
