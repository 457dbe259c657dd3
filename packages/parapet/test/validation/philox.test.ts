// Salmon, J. K., Moraes, M. A., Dror, R. O., Shaw, D. E. (2011), Parallel Random Numbers: As Easy as 1, 2, 3, SC11;
// known answers of Philox4x32-10 from the file kat_vectors of the authors' Random123 library.
import { expect, it } from "vitest";
import { philox4x32 } from "../../src/math/random.ts";

const KNOWN_ANSWERS = [
  {
    name: "zeros",
    counter: [0, 0, 0, 0],
    key: [0, 0],
    answer: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    name: "ones",
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    answer: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    name: "digits of pi",
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    answer: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
] as const;

it.each(KNOWN_ANSWERS)("$name", ({ counter, key, answer }) => {
  const out = new Uint32Array(4);
  philox4x32(out, Uint32Array.from(counter), key[0], key[1]);
  expect([...out]).toEqual(answer);
});
