/**
 * Random numbers that depend on nothing but their key: Philox4x32-10, a counter-based generator
 * (Salmon, Moraes, Dror and Shaw 2011, Parallel Random Numbers: As Easy as 1, 2, 3, SC11).
 * The key is (seed, trial, purpose), so that adding a purpose or a trial leaves all other streams as they were.
 */

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** Writes the four words that Philox4x32-10 gives for a counter of four words and a key of two into `out`. */
export function philox4x32(out: Uint32Array, counter: Uint32Array, key0: number, key1: number): void {
  let c0 = counter[0]!;
  let c1 = counter[1]!;
  let c2 = counter[2]!;
  let c3 = counter[3]!;
  let k0 = key0;
  let k1 = key1;
  for (let round = 0; round < 10; round++) {
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Upper 32 bits of the product of two unsigned 32-bit numbers, from products of 16 bits: no sum below reaches 2^32. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) >>> 0;
  const cross = (Math.imul(aLow, bHigh) + (middle & 0xffff)) >>> 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (cross >>> 16)) | 0;
}

/** A stream of random numbers; its n-th number is the same whatever else was drawn elsewhere. */
export interface RandomStream {
  /** Uniform on [0, 1), with 53 bits. */
  uniform(): number;
  /** Normal with mean 0 and standard deviation 1 (Box and Muller 1958). */
  normal(): number;
  /** Uniform on 0 .. n - 1, without bias. `n` up to 2^32. */
  integer(n: number): number;
}

/** The stream of a purpose in a trial of a study. `seed` and `trial` are whole numbers from 0 to 2^32 - 1. */
export function makeStream(seed: number, trial: number, purpose: string): RandomStream {
  return new PhiloxState(seed, trial, purpose);
}

class PhiloxState implements RandomStream {
  readonly #counter: Uint32Array;
  readonly #words = new Uint32Array(4);
  readonly #key0: number;
  readonly #key1: number;
  #next = 4;
  #spare: number | undefined;

  constructor(seed: number, trial: number, purpose: string) {
    for (const [name, value] of [
      ["seed", seed],
      ["trial", trial],
    ] as const)
      if (!(Number.isInteger(value) && value >= 0 && value <= 0xffffffff))
        throw new RangeError(`makeStream: ${name} must be a whole number from 0 to 4294967295, got ${value}`);
    this.#key0 = seed;
    this.#key1 = hashPurpose(purpose, 0x811c9dc5);
    this.#counter = Uint32Array.of(0, 0, trial, hashPurpose(purpose, 0x01234567));
  }

  word(): number {
    if (this.#next === 4) {
      philox4x32(this.#words, this.#counter, this.#key0, this.#key1);
      this.#next = 0;
      this.#counter[0]!++;
      if (this.#counter[0] === 0) this.#counter[1]!++;
    }
    return this.#words[this.#next++]!;
  }

  uniform(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  normal(): number {
    if (this.#spare !== undefined) {
      const value = this.#spare;
      this.#spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  integer(n: number): number {
    if (!(Number.isInteger(n) && n >= 1 && n <= 4294967296))
      throw new RangeError(`integer: needs a whole number from 1 to 4294967296, got ${n}`);
    const limit = 4294967296 - (4294967296 % n);
    let word = this.word();
    while (word >= limit) word = this.word();
    return word % n;
  }
}

/** FNV-1a over UTF-16 units (Fowler, Noll and Vo), from a given start. */
function hashPurpose(purpose: string, start: number): number {
  let hash = start;
  for (let i = 0; i < purpose.length; i++) {
    hash = Math.imul(hash ^ (purpose.charCodeAt(i) & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (purpose.charCodeAt(i) >>> 8), 0x01000193);
  }
  return hash >>> 0;
}
