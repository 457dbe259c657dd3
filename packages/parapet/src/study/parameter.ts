import { type KillPosterior, killProbabilityQuantile } from "../engagement/kill-probability.ts";
import type { RandomStream } from "../math/random.ts";

/** How well a number is known: read in a named text, attributed to one that was not re-read, derived, or assumed. */
export type ValueStatus = "read" | "unverified" | "derived" | "assumed";

/** A number that a study may draw anew, with the range in which it is published or assumed to lie. SI. */
export interface Parameter {
  /** System and value, `sm3-iia.burnoutSpeed`. */
  readonly key: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly status: ValueStatus;
  readonly sources: readonly string[];
  /** Unit of the three numbers as a reader sees it, with the factor from SI to it. */
  readonly unit: string;
  readonly perUnit: number;
  /** Whether draws move it inside its range. */
  readonly drawn: boolean;
  /** Of what a test record says: draws follow this Beta distribution, of which the range is the middle 90 %. */
  readonly posterior?: KillPosterior;
}

/** One set of values for all parameters of a study, by their place in its list. */
export type ParameterRow = Float64Array;

/** The row in which every parameter has its central value. */
export function makeNominalRow(parameters: readonly Parameter[]): ParameterRow {
  return Float64Array.from(parameters, (p) => p.value);
}

/** A row with one parameter moved. */
export function moveParameter(row: ParameterRow, index: number, value: number): ParameterRow {
  const moved = Float64Array.from(row);
  moved[index] = value;
  return moved;
}

/**
 * Draws every parameter uniformly over its range by a Latin hypercube: each of the `count` equal slices of each range is hit
 * once (McKay, Beckman and Conover 1979, Technometrics 21, 239-245). Each parameter has a stream of its own, named by its key,
 * so that one more parameter leaves the draws of the others as they were. A parameter with a posterior is drawn by its quantiles instead.
 */
export function drawRows(
  parameters: readonly Parameter[],
  count: number,
  makeStream: (purpose: string) => RandomStream,
): readonly ParameterRow[] {
  const rows = Array.from({ length: count }, () => makeNominalRow(parameters));
  parameters.forEach((parameter, column) => {
    if (!parameter.drawn) return;
    const stream = makeStream(`draw/${parameter.key}`);
    const slices = Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = stream.integer(i + 1);
      [slices[i], slices[j]] = [slices[j]!, slices[i]!];
    }
    const { low, high, posterior } = parameter;
    for (let i = 0; i < count; i++) {
      const p = (slices[i]! + stream.uniform()) / count;
      rows[i]![column] = posterior === undefined ? low + p * (high - low) : killProbabilityQuantile(posterior, p);
    }
  });
  return rows;
}
