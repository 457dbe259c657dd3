/** Who goes with whom at the least total cost. */
export interface Assignment {
  /** Column of each row; -1 where the row has none. */
  readonly columnOf: Int32Array;
  /** Sum of the costs of the pairs. */
  readonly cost: number;
  /** `incomplete`: no way to give each row of a wide matrix (each column of a tall one) a partner without a forbidden pair. */
  readonly outcome: "complete" | "incomplete";
}

/**
 * The exact assignment of least cost: shortest augmenting paths (Jonker and Volgenant 1987, Computing 38, 325-340, in the rectangular form of Crouse
 * 2016, On Implementing 2D Rectangular Assignment Algorithms, IEEE Trans. AES 52(4), 1679-1696). `costs` row by row; `Infinity` forbids a pair;
 * costs may be negative. Every row of a wide matrix, every column of a tall one gets a partner, or the outcome is `incomplete`. Time grows with
 * rows^2 x columns. Throws when the sizes do not agree or a cost is not a number.
 */
export function solveAssignment(costs: ArrayLike<number>, rows: number, columns: number): Assignment {
  if (costs.length !== rows * columns)
    throw new RangeError(`solveAssignment: ${rows} x ${columns} needs ${rows * columns} costs, got ${costs.length}`);
  for (let i = 0; i < costs.length; i++)
    if (!(costs[i]! > -Infinity)) throw new RangeError(`solveAssignment: cost ${i} must be a number, got ${costs[i]}`);
  const tall = rows > columns;
  const n = tall ? columns : rows;
  const m = tall ? rows : columns;
  // Cost of the pair of the i-th of the fewer with the j-th of the more.
  const at = tall
    ? (i: number, j: number): number => costs[j * columns + i]!
    : (i: number, j: number): number => costs[i * columns + j]!;
  const partnerOfFew = new Int32Array(n).fill(-1);
  const partnerOfMany = new Int32Array(m).fill(-1);
  const u = new Float64Array(n);
  const v = new Float64Array(m);
  const shortest = new Float64Array(m);
  const cameFrom = new Int32Array(m);
  const doneMany = new Uint8Array(m);
  const doneFew = new Uint8Array(n);
  let outcome: Assignment["outcome"] = "complete";
  for (let start = 0; start < n; start++) {
    shortest.fill(Infinity);
    doneMany.fill(0);
    doneFew.fill(0);
    let reached = 0;
    let sink = -1;
    let i = start;
    while (sink < 0) {
      doneFew[i] = 1;
      let next = -1;
      let least = Infinity;
      for (let j = 0; j < m; j++) {
        if (doneMany[j]! > 0) continue;
        const through = reached + at(i, j) - u[i]! - v[j]!;
        if (through < shortest[j]!) {
          shortest[j] = through;
          cameFrom[j] = i;
        }
        // Of equal lengths a free one ends the search.
        const length = shortest[j]!;
        if (length < least || (length === least && least < Infinity && partnerOfMany[j]! < 0)) {
          least = length;
          next = j;
        }
      }
      if (next < 0) break;
      reached = least;
      doneMany[next] = 1;
      if (partnerOfMany[next]! < 0) sink = next;
      else i = partnerOfMany[next]!;
    }
    if (sink < 0) {
      outcome = "incomplete";
      continue;
    }
    u[start]! += reached;
    for (let k = 0; k < n; k++) if (k !== start && doneFew[k]! > 0) u[k]! += reached - shortest[partnerOfFew[k]!]!;
    for (let j = 0; j < m; j++) if (doneMany[j]! > 0) v[j]! -= reached - shortest[j]!;
    let j = sink;
    for (;;) {
      const from = cameFrom[j]!;
      partnerOfMany[j] = from;
      const before = partnerOfFew[from]!;
      partnerOfFew[from] = j;
      if (from === start) break;
      j = before;
    }
  }
  let cost = 0;
  for (let k = 0; k < n; k++) if (partnerOfFew[k]! >= 0) cost += at(k, partnerOfFew[k]!);
  return { columnOf: tall ? partnerOfMany : partnerOfFew, cost, outcome };
}
