/** Kernels on symmetric matrices held row by row; all in place or into `out`, none allocates unless it returns an array. */

/**
 * Writes the lower triangular L with L L' = `matrix` of `size` rows into `out`. Returns false when the matrix is not positive definite; `out` is then
 * of no use.
 */
export function choleskyInto(out: Float64Array, matrix: Float64Array, size: number): boolean {
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < j; i++) out[i * size + j] = 0;
    for (let i = j; i < size; i++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= out[i * size + k]! * out[j * size + k]!;
      if (i === j) {
        if (!(sum > 0)) return false;
        out[j * size + j] = Math.sqrt(sum);
      } else out[i * size + j] = sum / out[j * size + j]!;
    }
  }
  return true;
}

/** Solves L L' x = b in place of `b`, with L from `choleskyInto`. */
export function solveCholesky(lower: Float64Array, size: number, b: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * b[k]!;
    b[i] = sum / lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * b[k]!;
    b[i] = sum / lower[i * size + i]!;
  }
}

/** The inverse of a symmetric positive definite matrix; undefined when it is not. */
export function invertSymmetric(matrix: ArrayLike<number>, size: number): Float64Array | undefined {
  const lower = new Float64Array(size * size);
  if (!choleskyInto(lower, Float64Array.from(matrix), size)) return undefined;
  const inverse = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    column.fill(0);
    column[j] = 1;
    solveCholesky(lower, size, column);
    for (let i = 0; i < size; i++) inverse[i * size + j] = column[i]!;
  }
  return inverse;
}

/** Whether a symmetric matrix is positive definite, judged after scaling its diagonal to ones, so that metres and radians weigh alike. */
export function isPositiveDefinite(matrix: ArrayLike<number>, size: number): boolean {
  const scaled = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      scaled[i * size + j] = matrix[i * size + j]! / Math.sqrt(matrix[i * size + i]! * matrix[j * size + j]!);
  return choleskyInto(new Float64Array(size * size), scaled, size);
}

/**
 * Eigenvalues, largest first, and unit eigenvectors (as rows) of a symmetric matrix of three rows: Jacobi's rotations (Golub and Van Loan 2013,
 * Matrix Computations, section 8.5).
 */
export function solveSymmetric3(matrix: ArrayLike<number>): {
  readonly values: readonly [number, number, number];
  readonly vectors: readonly (readonly [number, number, number])[];
} {
  const a = Float64Array.from(matrix);
  const v = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const apq = a[3 * p + q]!;
      off += Math.abs(apq);
      if (apq === 0) continue;
      const theta = (a[4 * q]! - a[4 * p]!) / (2 * apq);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const c = 1 / Math.sqrt(t * t + 1);
      const s = t * c;
      for (let k = 0; k < 3; k++) {
        const x = a[3 * k + p]!;
        const y = a[3 * k + q]!;
        a[3 * k + p] = c * x - s * y;
        a[3 * k + q] = s * x + c * y;
      }
      for (let k = 0; k < 3; k++) {
        const x = a[3 * p + k]!;
        const y = a[3 * q + k]!;
        a[3 * p + k] = c * x - s * y;
        a[3 * q + k] = s * x + c * y;
        const vx = v[3 * p + k]!;
        const vy = v[3 * q + k]!;
        v[3 * p + k] = c * vx - s * vy;
        v[3 * q + k] = s * vx + c * vy;
      }
    }
    if (off <= 1e-300) break;
  }
  const order = [0, 1, 2].sort((i, j) => a[4 * j]! - a[4 * i]!);
  return {
    values: order.map((i) => a[4 * i]!) as unknown as readonly [number, number, number],
    vectors: order.map((i) => [v[3 * i]!, v[3 * i + 1]!, v[3 * i + 2]!] as const),
  };
}
