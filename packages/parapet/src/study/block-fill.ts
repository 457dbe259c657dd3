/**
 * Fills a rectangle of a grid with the answers of `classify`, coarse to fine: a block whose corners and middle agree is taken
 * to be all alike, any other is quartered. An island smaller than a block can be missed; `exact` asks every cell.
 */
export interface BlockFill {
  readonly columns: number;
  readonly rows: number;
  /** Cells along the edge of the first blocks. */
  readonly block: number;
  /** Blocks to leave alone, by block number (row of blocks by row); absent to fill all. */
  readonly skip?: (blockColumn: number, blockRow: number) => boolean;
  readonly mode: "coarse-to-fine" | "exact";
}

/** Answer of a cell that has not been asked. */
export const UNASKED = -128;

/** Fills `codes` (columns times rows, row by row) and returns how many cells were asked. */
export function fillBlocks(fill: BlockFill, codes: Int32Array, classify: (cell: number) => number): number {
  const { columns, rows, block } = fill;
  let asked = 0;
  const ask = (cell: number): number => {
    if (codes[cell] === UNASKED) {
      codes[cell] = classify(cell);
      asked++;
    }
    return codes[cell]!;
  };
  const split = (left: number, top: number, right: number, bottom: number): void => {
    const a = ask(top * columns + left);
    const b = ask(top * columns + right);
    const c = ask(bottom * columns + left);
    const d = ask(bottom * columns + right);
    const isWide = right - left > 1;
    const isHigh = bottom - top > 1;
    if (!isWide && !isHigh) return;
    // A block two cells wide or high is cut in the other direction alone.
    const x = isWide ? (left + right) >> 1 : right;
    const y = isHigh ? (top + bottom) >> 1 : bottom;
    if (a === b && a === c && a === d && ask(y * columns + x) === a) {
      for (let row = top; row <= bottom; row++)
        for (let cell = row * columns + left; cell <= row * columns + right; cell++)
          if (codes[cell] === UNASKED) codes[cell] = a;
      return;
    }
    split(left, top, x, y);
    if (isWide) split(x, top, right, y);
    if (isHigh) split(left, y, x, bottom);
    if (isWide && isHigh) split(x, y, right, bottom);
  };
  codes.fill(UNASKED);
  for (let top = 0; top < rows; top += block)
    for (let left = 0; left < columns; left += block) {
      if (fill.skip?.(left / block, top / block) === true) continue;
      const right = Math.min(columns - 1, left + block);
      const bottom = Math.min(rows - 1, top + block);
      if (fill.mode === "coarse-to-fine") split(left, top, right, bottom);
      else
        for (let row = top; row <= bottom; row++)
          for (let column = left; column <= right; column++) ask(row * columns + column);
    }
  return asked;
}
