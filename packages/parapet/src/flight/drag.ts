/** Drag coefficient against Mach number, held as cubic pieces so that the inner loop only evaluates a polynomial. */
export interface DragCurve {
  /** Mach numbers at which the pieces start; constant beyond the last. */
  readonly mach: Float64Array;
  /** Four coefficients a piece, in rising powers of (M - mach[i]). */
  readonly pieces: Float64Array;
}

/** The same drag coefficient at every Mach number. */
export function makeConstantDrag(dragCoefficient: number): DragCurve {
  return { mach: Float64Array.of(0), pieces: Float64Array.of(dragCoefficient, 0, 0, 0) };
}

/**
 * A drag curve through the points `[Mach number, drag coefficient]`, constant outside them.
 * `interpolation: "linear"` joins them by straight lines, as published tables are read; `"monotone"` by the monotone cubic
 * of Fritsch and Carlson (SIAM J. Numer. Anal. 17, 1980, 238-246), which has no kinks for the integrator to stumble over.
 * Throws when there is no point or Mach numbers do not rise.
 */
export function makeDragCurve(
  points: readonly (readonly [mach: number, dragCoefficient: number])[],
  options: { readonly interpolation: "linear" | "monotone"; readonly factor?: number },
): DragCurve {
  if (points.length === 0)
    throw new RangeError("makeDragCurve: needs at least one point [Mach, drag coefficient], got none");
  // The inner loop takes the last piece that starts at or below the Mach number: there must be one from 0 on.
  if (points[0]![0] > 0) points = [[0, points[0]![1]], ...points];
  const n = points.length;
  const factor = options.factor ?? 1;
  const mach = new Float64Array(n);
  const value = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    mach[i] = points[i]![0];
    value[i] = points[i]![1] * factor;
    if (i > 0 && !(mach[i]! > mach[i - 1]!))
      throw new RangeError(`makeDragCurve: Mach numbers must rise, got ${mach[i - 1]} then ${mach[i]}`);
  }
  const slope = options.interpolation === "linear" ? undefined : monotoneSlopes(mach, value);
  const pieces = new Float64Array(4 * n);
  for (let i = 0; i < n; i++) {
    pieces[4 * i] = value[i]!;
    if (i === n - 1) continue;
    const h = mach[i + 1]! - mach[i]!;
    const secant = (value[i + 1]! - value[i]!) / h;
    if (slope === undefined) pieces[4 * i + 1] = secant;
    else {
      pieces[4 * i + 1] = slope[i]!;
      pieces[4 * i + 2] = (3 * secant - 2 * slope[i]! - slope[i + 1]!) / h;
      pieces[4 * i + 3] = (slope[i]! + slope[i + 1]! - 2 * secant) / (h * h);
    }
  }
  return { mach, pieces };
}

/** Drag coefficient at a Mach number, for tables and tests; the integrator evaluates the pieces itself. */
export function evaluateDrag(curve: DragCurve, mach: number): number {
  const { mach: start, pieces } = curve;
  if (mach <= start[0]!) return pieces[0]!;
  let i = start.length - 1;
  while (i > 0 && mach < start[i]!) i--;
  const d = i === start.length - 1 ? 0 : mach - start[i]!;
  return pieces[4 * i]! + d * (pieces[4 * i + 1]! + d * (pieces[4 * i + 2]! + d * pieces[4 * i + 3]!));
}

/** Secants below this count as flat: dividing by them would overflow. */
const FLAT = 1e-100;

function monotoneSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const n = x.length;
  const slope = new Float64Array(n);
  if (n === 1) return slope;
  const secant = new Float64Array(n - 1);
  for (let i = 0; i < n - 1; i++) secant[i] = (y[i + 1]! - y[i]!) / (x[i + 1]! - x[i]!);
  for (let i = 1; i < n - 1; i++) slope[i] = secant[i - 1]! * secant[i]! > 0 ? 0.5 * (secant[i - 1]! + secant[i]!) : 0;
  // Flat ends: the curve is constant outside the table, so the whole has a continuous slope.
  for (let i = 0; i < n - 1; i++) {
    if (Math.abs(secant[i]!) < FLAT) {
      slope[i] = 0;
      slope[i + 1] = 0;
      continue;
    }
    const a = slope[i]! / secant[i]!;
    const b = slope[i + 1]! / secant[i]!;
    const size = a * a + b * b;
    if (size > 9) {
      const shrink = 3 / Math.sqrt(size);
      slope[i] = shrink * a * secant[i]!;
      slope[i + 1] = shrink * b * secant[i]!;
    }
  }
  return slope;
}
