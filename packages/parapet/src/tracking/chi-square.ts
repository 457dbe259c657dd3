import { findRoot } from "../math/roots.ts";

/** Logarithm of the gamma function of k/2, exact up to rounding for whole k. */
function logGammaOfHalf(k: number): number {
  let sum = k % 2 === 0 ? 0 : 0.5 * Math.log(Math.PI);
  for (let a = k % 2 === 0 ? 1 : 0.5; a < 0.5 * k; a++) sum += Math.log(a);
  return sum;
}

/**
 * Probability that a chi-square variable of `degrees` degrees of freedom is at most `x`: the regularised incomplete gamma function by its series below
 * x = degrees + 2 and by Lentz's continued fraction above (Abramowitz and Stegun 1964, 6.5.29, 6.5.31). Error about 1e-13.
 */
export function chiSquareProbability(x: number, degrees: number): number {
  if (!(Number.isInteger(degrees) && degrees > 0))
    throw new RangeError(`chiSquareProbability: needs a whole number of degrees above 0, got ${degrees}`);
  if (!(x > 0)) return 0;
  const a = 0.5 * degrees;
  const h = 0.5 * x;
  const front = Math.exp(a * Math.log(h) - h - logGammaOfHalf(degrees));
  if (h < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = 1; Math.abs(term) > 1e-17 * sum; k++) {
      term *= h / (a + k);
      sum += term;
    }
    return Math.min(1, front * sum);
  }
  let b = h + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 10_000; k++) {
    const an = -k * (k - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return Math.max(0, 1 - front * fraction);
}

/**
 * The number that a chi-square variable stays below with a probability: the gate of a tracker, the band of a consistency test. Throws unless
 * 0 < probability < 1.
 */
export function chiSquareQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`chiSquareQuantile: needs a probability between 0 and 1, got ${probability}`);
  let high = degrees + 10;
  while (chiSquareProbability(high, degrees) < probability) high *= 2;
  // In the root of x, where the probability rises no steeper than a straight line.
  const { root } = findRoot((r) => chiSquareProbability(r * r, degrees) - probability, 0, Math.sqrt(high), {
    tolerance: 1e-14,
    maxIterations: 300,
  });
  return root * root;
}

/**
 * Band in which the mean of `runs` normalised errors squared of `size` states lies with a probability when the filter's covariance is right
 * (Bar-Shalom, Li and Kirubarajan 2001, section 5.4.2).
 */
export function consistencyBand(
  size: number,
  runs: number,
  probability: number,
): { readonly low: number; readonly high: number } {
  const tail = 0.5 - 0.5 * probability;
  return {
    low: chiSquareQuantile(tail, size * runs) / runs,
    high: chiSquareQuantile(1 - tail, size * runs) / runs,
  };
}
