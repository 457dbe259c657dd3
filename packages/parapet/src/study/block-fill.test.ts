import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillBlocks, UNASKED } from "./block-fill.ts";

const columns = 97;
const rows = 61;

function fillWith(
  classify: (cell: number) => number,
  mode: "coarse-to-fine" | "exact",
): { codes: Int32Array; asked: number } {
  const codes = new Int32Array(columns * rows);
  const asked = fillBlocks({ columns, rows, block: 16, mode }, codes, classify);
  return { codes, asked };
}

describe("filling a grid coarse to fine", () => {
  it("agrees with asking every cell on a half-plane, with a fraction of the questions", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -40, max: 120, noNaN: true }),
        (slope, offset) => {
          const classify = (cell: number): number =>
            (cell % columns) + slope * Math.floor(cell / columns) > offset ? 1 : 0;
          const exact = fillWith(classify, "exact");
          const quick = fillWith(classify, "coarse-to-fine");
          expect(quick.codes).toEqual(exact.codes);
          expect(exact.asked).toBe(columns * rows);
          expect(quick.asked).toBeLessThan(0.5 * exact.asked);
        },
      ),
    );
  });

  it("agrees on discs larger than a block and differs nowhere else than at the edge of smaller ones", () => {
    for (const radius of [17, 25, 40]) {
      const classify = (cell: number): number =>
        Math.hypot((cell % columns) - 48, Math.floor(cell / columns) - 30) < radius ? 3 : 0;
      const exact = fillWith(classify, "exact").codes;
      const quick = fillWith(classify, "coarse-to-fine").codes;
      const different = exact.reduce((count, code, i) => count + Number(code !== quick[i]), 0);
      expect(different / exact.length).toBeLessThan(0.001);
    }
  });

  it("leaves no cell without an answer, whatever the size of the grid", () => {
    const size = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(size, size, fc.constantFrom(4, 16), fc.integer({ min: 1, max: 9 }), (across, up, block, pattern) => {
        const codes = new Int32Array(across * up);
        fillBlocks(
          { columns: across, rows: up, block, mode: "coarse-to-fine" },
          codes,
          (cell) => Math.floor((cell % across) / pattern + Math.floor(cell / across) / 3) % 2,
        );
        expect(codes.includes(UNASKED)).toBe(false);
      }),
    );
  });

  it("leaves skipped blocks unasked", () => {
    const codes = new Int32Array(columns * rows);
    fillBlocks({ columns, rows, block: 16, mode: "exact", skip: (c, r) => c !== 2 || r !== 1 }, codes, () => 5);
    expect(codes[0]).toBe(UNASKED);
    expect(codes[20 * columns + 40]).toBe(5);
  });
});
