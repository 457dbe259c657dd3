import { makeStream } from "../math/random.ts";
import { saltelliPoints, type SobolIndex, sobolIndices } from "../math/sobol-indices.ts";
import type { SensitivityStudy } from "../scenario/types.ts";
import type { NumbersSweep } from "./numbers.ts";
import { makeNominalRow, type Parameter } from "./parameter.ts";
import { CONFIDENCE, leakageOfTrials } from "./raid-numbers.ts";
import { metricsAlong, swingOf } from "./swing.ts";
import { type RaidAnswer, RaidFields, type RaidShared, type RaidTask } from "./raid-trials.ts";

/** What share of the variance of leakage, over what is not known, one input causes. */
export interface RaidIndex extends SobolIndex {
  readonly parameter: Parameter;
}

/**
 * First and total indices of leakage for the inputs that move it most one at a time; the others keep their central values. Every set of values meets
 * the same chance, trial by trial, so that the indices tell what is not known and not luck. Needs the sweeps of the raid; most first, by the
 * total index.
 */
export async function measureIndices(
  study: Pick<SensitivityStudy, "points" | "inputs" | "sensitivity" | "seed">,
  { problem }: RaidShared,
  sweeps: readonly NumbersSweep[],
  map: (tasks: readonly RaidTask[], label: string) => Promise<readonly RaidAnswer[]>,
): Promise<readonly RaidIndex[]> {
  const chosen = sweeps
    .map(({ parameter, sweep }) => ({ parameter, swing: swingOf(metricsAlong("leakage", sweep)) }))
    .toSorted((a, b) => b.swing - a.swing || (a.parameter.key < b.parameter.key ? -1 : 1))
    .slice(0, study.inputs)
    .map(({ parameter }) => ({ parameter, column: problem.parameters.findIndex(({ key }) => key === parameter.key) }));
  if (chosen.length === 0) return [];
  const nominal = makeNominalRow(problem.parameters);
  const points = saltelliPoints(study.points, chosen.length, makeStream(study.seed, 0, "indices"));
  const tasks = points.map((point): RaidTask => {
    const values = Array.from(nominal);
    chosen.forEach(({ parameter: { low, high }, column }, i) => (values[column] = low + point[i]! * (high - low)));
    return { from: 0, to: study.sensitivity, values };
  });
  const fields = new RaidFields(problem.layers.map(({ id }) => id));
  const answers = await map(tasks, "what it turns on");
  const leakage = answers.map(({ records }) => leakageOfTrials(records, fields));
  const indices = sobolIndices(leakage, { inputs: chosen.length, confidence: CONFIDENCE, seed: study.seed });
  return chosen
    .map(({ parameter }, i): RaidIndex => ({ parameter, ...indices[i]! }))
    .toSorted((a, b) => b.total.value - a.total.value || (a.parameter.key < b.parameter.key ? -1 : 1));
}
