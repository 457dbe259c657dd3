import { addUp, type WeaponAssignmentProblem } from "./weapon-assignment.ts";

/** A problem in which weapons that are alike have become one with all their rounds, and targets without value are left out. */
export interface CondensedProblem {
  readonly problem: WeaponAssignmentProblem;
  /** Weapons of each class, in order. */
  readonly members: readonly (readonly number[])[];
  /** The original target of each target. */
  readonly targetOf: Int32Array;
  /** Value of the targets that no weapon can fire at. */
  readonly lost: number;
}

/** Puts weapons with the same kill probabilities together: they cannot be told apart, and a search must not try. */
export function condense(problem: WeaponAssignmentProblem): CondensedProblem {
  const { weapons, targets, rounds, value, killProbability, caps } = problem;
  const targetOf = Int32Array.from(
    Array.from({ length: targets }, (_, j) => j).filter(
      (j) =>
        value[j]! > 0 &&
        Array.from({ length: weapons }, (_, i) => i).some(
          (i) => rounds[i]! > 0 && killProbability[i * targets + j]! > 0,
        ),
    ),
  );
  const classes = new Map<string, number[]>();
  for (let i = 0; i < weapons; i++) {
    const row = Array.from(targetOf, (j) => killProbability[i * targets + j]!);
    if (rounds[i]! <= 0 || row.every((p) => p === 0)) continue;
    const key = `${caps?.groupOf[i] ?? 0}: ${row.join(" ")}`;
    const members = classes.get(key);
    if (members === undefined) classes.set(key, [i]);
    else members.push(i);
  }
  const members = [...classes.values()];
  const reachable = new Set(targetOf);
  return {
    lost: addUp(value.filter((_, j) => !reachable.has(j))),
    problem: {
      weapons: members.length,
      targets: targetOf.length,
      rounds: Int32Array.from(members, (list) => list.reduce((sum, i) => sum + rounds[i]!, 0)),
      value: Float64Array.from(targetOf, (j) => value[j]!),
      killProbability: Float64Array.from(
        members.flatMap(([first]) => Array.from(targetOf, (j) => killProbability[first! * targets + j]!)),
      ),
      ...(caps === undefined
        ? {}
        : {
            caps: {
              groups: caps.groups,
              groupOf: Int32Array.from(members, ([first]) => caps.groupOf[first!]!),
              most: Int32Array.from(
                Array.from(targetOf).flatMap((j) =>
                  Array.from(caps.most.subarray(j * caps.groups, (j + 1) * caps.groups)),
                ),
              ),
            },
          }),
    },
    members,
    targetOf,
  };
}
