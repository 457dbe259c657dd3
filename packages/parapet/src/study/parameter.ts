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
}

/** Whether there is anything to draw. */
export function isUncertain(parameter: Parameter): boolean {
  return parameter.high > parameter.low;
}

/** One set of values for all parameters of a study, by their place in its list. */
export type ParameterRow = Float64Array;

/** The rows of a study's design, each `parameters.length` long. */
export interface Design {
  readonly nominal: ParameterRow;
  /** For each parameter the nominal row with that parameter at its low and at its high end. */
  readonly oneAtATime: readonly { readonly low: ParameterRow; readonly high: ParameterRow }[];
  readonly draws: readonly ParameterRow[];
}

/**
 * Draws every parameter uniformly over its range by a Latin hypercube: each of the `draws` equal slices of each range is hit
 * once (McKay, Beckman and Conover 1979, Technometrics 21, 239-245). The stream decides slices and places in them.
 */
export function drawParameters(parameters: readonly Parameter[], draws: number, makeStream: (purpose: string) => RandomStream): Design {
  const nominal = Float64Array.from(parameters, (p) => p.value);
  const rows = Array.from({ length: draws }, () => Float64Array.from(nominal));
  parameters.forEach((parameter, column) => {
    if (!isUncertain(parameter)) return;
    // A stream for each parameter, named by its key: adding one does not change the draws of the others.
    const stream = makeStream(`draw/${parameter.key}`);
    const slices = Array.from({ length: draws }, (_, i) => i);
    for (let i = draws - 1; i > 0; i--) {
      const j = stream.integer(i + 1);
      [slices[i], slices[j]] = [slices[j]!, slices[i]!];
    }
    for (let i = 0; i < draws; i++)
      rows[i]![column] = parameter.low + ((slices[i]! + stream.uniform()) / draws) * (parameter.high - parameter.low);
  });
  const withValue = (column: number, value: number): ParameterRow => {
    const row = Float64Array.from(nominal);
    row[column] = value;
    return row;
  };
  return {
    nominal,
    oneAtATime: parameters.map((p, column) => ({ low: withValue(column, p.low), high: withValue(column, p.high) })),
    draws: rows,
  };
}
