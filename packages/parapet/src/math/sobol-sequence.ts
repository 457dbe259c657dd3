import { JOE_KUO } from "./joe-kuo.ts";
import type { RandomStream } from "./random.ts";

const BITS = 32;
/** 2^32. */
const WORDS = 4_294_967_296;

/** The largest number of dimensions that the table of direction numbers has. */
export const SOBOL_DIMENSIONS: number = JOE_KUO.length + 1;

/**
 * Points of the unit cube that fill it more evenly than chance: the Sobol sequence (1967, USSR Computational Mathematics and Mathematical
 * Physics 7, 86-112) in Gray-code order (Antonov and Saleev 1979, same journal 19, 252-256) with the direction numbers of Joe and Kuo
 * (2008). With a stream, every point is shifted by the same random bits (Cranley and Patterson 1976, digitally), which keeps the evenness and
 * takes away the point at the corner. One row a point. Even for powers of two; up to 96 dimensions and 2^31 points, else it throws.
 */
export function sobolPoints(count: number, dimensions: number, stream?: RandomStream): readonly Float64Array[] {
  if (!(Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= SOBOL_DIMENSIONS))
    throw new RangeError(`sobolPoints: needs 1 to ${SOBOL_DIMENSIONS} dimensions, got ${dimensions}`);
  if (!(Number.isInteger(count) && count >= 0 && count <= 0x7fffffff))
    throw new RangeError(`sobolPoints: needs a whole number of points below 2^31, got ${count}`);
  const directions = Array.from({ length: dimensions }, (_, d) => directionsOf(d));
  const state = Uint32Array.from({ length: dimensions }, () => (stream === undefined ? 0 : stream.integer(WORDS)));
  const half = stream === undefined ? 0 : 0.5;
  return Array.from({ length: count }, (_, i) => {
    if (i > 0) {
      // The bit in which the Gray codes of i - 1 and i differ: the lowest bit of i that is set.
      const bit = 31 - Math.clz32(i & -i);
      for (let d = 0; d < dimensions; d++) state[d]! ^= directions[d]![bit]!;
    }
    return Float64Array.from(state, (word) => (word + half) / WORDS);
  });
}

/** The direction numbers of a dimension as 32-bit fractions (Joe and Kuo 2008, equation 2). */
function directionsOf(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let k = 0; k < BITS; k++) v[k] = 1 << (BITS - 1 - k);
    return v;
  }
  const [a = 0, ...m] = JOE_KUO[dimension - 1]!;
  const s = m.length;
  for (let k = 0; k < BITS; k++) {
    if (k < s) {
      v[k] = m[k]! << (BITS - 1 - k);
      continue;
    }
    let word = v[k - s]! ^ (v[k - s]! >>> s);
    for (let j = 1; j < s; j++) if (((a >>> (s - 1 - j)) & 1) === 1) word ^= v[k - j]!;
    v[k] = word;
  }
  return v;
}
