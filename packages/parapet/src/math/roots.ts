/** A root, or the best bracket's middle when it was not found to the tolerance. */
export interface Root {
  readonly root: number;
  readonly converged: boolean;
  readonly evaluations: number;
}

/** A minimum inside a bracket. */
export interface Minimum {
  readonly x: number;
  readonly value: number;
  readonly converged: boolean;
  readonly evaluations: number;
}

export interface SearchLimits {
  /** Accepted width of the answer, in the unit of the argument. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

/**
 * A root of `f` between `low` and `high`, where it must change sign (Brent 1973, Algorithms for Minimization without
 * Derivatives, chapter 4). When it does not, the end with the smaller value comes back with `converged: false`.
 */
export function findRoot(f: (x: number) => number, low: number, high: number, limits: SearchLimits): Root {
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  let evaluations = 2;
  if (fa === 0) return { root: a, converged: true, evaluations };
  if (fb === 0) return { root: b, converged: true, evaluations };
  if (fa > 0 === fb > 0) return { root: Math.abs(fa) < Math.abs(fb) ? a : b, converged: false, evaluations };
  let c = a;
  let fc = fa;
  let step = b - a;
  let before = step;
  for (let i = 0; i < limits.maxIterations; i++) {
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      before = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const tolerance = 2 * Number.EPSILON * Math.abs(b) + 0.5 * limits.tolerance;
    const half = 0.5 * (c - b);
    if (Math.abs(half) <= tolerance || fb === 0) return { root: b, converged: true, evaluations };
    if (Math.abs(before) < tolerance || Math.abs(fa) <= Math.abs(fb)) {
      step = half;
      before = half;
    } else {
      const s = fb / fa;
      let p = 2 * half * s;
      let q = 1 - s;
      if (a !== c) {
        const u = fa / fc;
        const r = fb / fc;
        p = s * (2 * half * u * (u - r) - (b - a) * (r - 1));
        q = (u - 1) * (r - 1) * (s - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      if (2 * p < Math.min(3 * half * q - Math.abs(tolerance * q), Math.abs(before * q))) {
        before = step;
        step = p / q;
      } else {
        step = half;
        before = half;
      }
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > tolerance ? step : half > 0 ? tolerance : -tolerance;
    fb = f(b);
    evaluations++;
  }
  return { root: b, converged: false, evaluations };
}

const GOLDEN = 0.5 * (3 - Math.sqrt(5));

/** A local minimum of `f` between `low` and `high` (Brent 1973, chapter 5: golden section with parabolic steps). */
export function minimize(f: (x: number) => number, low: number, high: number, limits: SearchLimits): Minimum {
  let a = low;
  let b = high;
  let x = a + GOLDEN * (b - a);
  let w = x;
  let v = x;
  let fx = f(x);
  let fw = fx;
  let fv = fx;
  let evaluations = 1;
  let step = 0;
  let before = 0;
  for (let i = 0; i < limits.maxIterations; i++) {
    const middle = 0.5 * (a + b);
    const tolerance = Math.sqrt(Number.EPSILON) * Math.abs(x) + limits.tolerance / 3;
    if (Math.abs(x - middle) <= 2 * tolerance - 0.5 * (b - a)) return { x, value: fx, converged: true, evaluations };
    let parabolic = false;
    if (Math.abs(before) > tolerance) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
      if (Math.abs(p) < Math.abs(0.5 * q * before) && p > q * (a - x) && p < q * (b - x)) {
        before = step;
        step = p / q;
        const u = x + step;
        if (u - a < 2 * tolerance || b - u < 2 * tolerance) step = x < middle ? tolerance : -tolerance;
        parabolic = true;
      }
    }
    if (!parabolic) {
      before = (x < middle ? b : a) - x;
      step = GOLDEN * before;
    }
    const u = x + (Math.abs(step) >= tolerance ? step : step > 0 ? tolerance : -tolerance);
    const fu = f(u);
    evaluations++;
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      v = w;
      fv = fw;
      w = x;
      fw = fx;
      x = u;
      fx = fu;
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) {
        v = w;
        fv = fw;
        w = u;
        fw = fu;
      } else if (fu <= fv || v === x || v === w) {
        v = u;
        fv = fu;
      }
    }
  }
  return { x, value: fx, converged: false, evaluations };
}
