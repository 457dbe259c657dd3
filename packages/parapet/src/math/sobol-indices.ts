import { makeStream, type RandomStream } from "./random.ts";
import { type Interval, quantile } from "./statistics.ts";
import { sobolPoints } from "./sobol-sequence.ts";

/** A number with the interval it lies in. */
export interface IndexValue extends Interval {
  readonly value: number;
}

/** What share of a result's variance one input causes: alone, and together with all others. */
export interface SobolIndex {
  readonly first: IndexValue;
  readonly total: IndexValue;
}

/**
 * The points at which a function of `inputs` numbers from 0 to 1 has to be known for its indices: A and B of `base` points each, then for every
 * input A with that column from B (Saltelli et al. 2010, Computer Physics Communications 181, 259-270). A and B are the halves of one Sobol
 * sequence, shifted at random. `base` is best a power of two.
 */
export function saltelliPoints(base: number, inputs: number, stream: RandomStream): readonly Float64Array[] {
  const both = sobolPoints(base, 2 * inputs, stream);
  const a = both.map((point) => point.slice(0, inputs));
  const b = both.map((point) => point.slice(inputs));
  const mixed = Array.from({ length: inputs }, (_, i) =>
    a.map((point, row) => {
      const moved = point.slice();
      moved[i] = b[row]![i]!;
      return moved;
    }),
  );
  return [...a, ...b, ...mixed.flat()];
}

/** How the intervals of indices are found. */
export interface IndexOptions {
  readonly inputs: number;
  readonly confidence: number;
  /** 1,000 unless stated. */
  readonly resamples?: number;
  readonly seed: number;
}

/**
 * First and total indices from the values at `saltelliPoints`: the first by Saltelli et al. (2010, table 2, equation b), the total by Jansen
 * (1999, Computer Physics Communications 117, 35-43), with percentile bootstrap intervals over the base points (Archer, Saltelli and Sobol 1997,
 * Journal of Statistical Computation and Simulation 58, 99-120). A result that never changes has indices of 0. Inputs must be independent.
 */
export function sobolIndices(values: ArrayLike<number>, options: IndexOptions): readonly SobolIndex[] {
  const { inputs, confidence, resamples = 1000, seed } = options;
  const base = values.length / (inputs + 2);
  if (!(Number.isInteger(base) && base >= 2))
    throw new RangeError(
      `sobolIndices: needs ${inputs + 2} values for each of two base points and more, got ${values.length}`,
    );
  const every = Uint32Array.from({ length: base }, (_, row) => row);
  const point = indicesOf(values, inputs, every);
  const stream = makeStream(seed, 0, "bootstrap/indices");
  const found = Array.from({ length: 2 * inputs }, () => new Float64Array(resamples));
  const rows = new Uint32Array(base);
  for (let k = 0; k < resamples; k++) {
    for (let i = 0; i < base; i++) rows[i] = stream.integer(base);
    indicesOf(values, inputs, rows).forEach((value, i) => (found[i]![k] = value));
  }
  const tail = 0.5 - 0.5 * confidence;
  const tell = (i: number): IndexValue => {
    const sorted = found[i]!.toSorted();
    const value = point[i]!;
    return {
      value,
      low: Math.min(value, quantile(sorted, tail)),
      high: Math.max(value, quantile(sorted, 1 - tail)),
    };
  };
  return Array.from({ length: inputs }, (_, i) => ({ first: tell(i), total: tell(inputs + i) }));
}

/** First indices of all inputs, then total ones, from some of the base points. */
function indicesOf(values: ArrayLike<number>, inputs: number, rows: Uint32Array): Float64Array {
  const base = values.length / (inputs + 2);
  const n = rows.length;
  let sum = 0;
  for (const row of rows) sum += values[row]! + values[base + row]!;
  const centre = sum / (2 * n);
  let squares = 0;
  for (const row of rows) {
    const a = values[row]! - centre;
    const b = values[base + row]! - centre;
    squares += a * a + b * b;
  }
  const variance = squares / (2 * n);
  const out = new Float64Array(2 * inputs);
  if (!(variance > 0)) return out;
  for (let i = 0; i < inputs; i++) {
    const from = (2 + i) * base;
    let first = 0;
    let total = 0;
    for (const row of rows) {
      const change = values[from + row]! - values[row]!;
      first += (values[base + row]! - centre) * change;
      total += change * change;
    }
    out[i] = first / n / variance;
    out[inputs + i] = total / (2 * n) / variance;
  }
  return out;
}
