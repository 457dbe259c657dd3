/** Logarithm of n! minus its Stirling approximation, n above 20 (Abramowitz and Stegun 1972, eq. 6.1.41). */
function stirlingRest(n: number): number {
  const n2 = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * n2)) / n2) / n2) / n;
}

/** x ln(x/mean) + mean - x without cancellation (Loader 2000, Fast and Accurate Computation of Binomial Probabilities). */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  const v2 = v * v;
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 3; ; j += 2) {
    term *= v2;
    const next = sum + term / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * Probability that a Poisson variable of the given mean takes the value `n`, a whole number from 0 (Loader 2000).
 * Relative error below 1e-13 up to means of 1e6.
 */
export function poissonProbability(n: number, mean: number): number {
  if (mean === 0) return n === 0 ? 1 : 0;
  if (n > 20) return Math.exp(-stirlingRest(n) - deviance(n, mean)) / Math.sqrt(2 * Math.PI * n);
  let factorial = 1;
  for (let i = 2; i <= n; i++) factorial *= i;
  return Math.exp(n * Math.log(mean) - mean) / factorial;
}

/**
 * Probability that a Poisson variable of the given mean is at most `n`: the regularised upper incomplete gamma function
 * Q(n + 1, mean) (Abramowitz and Stegun 1972, eqs. 6.5.13 and 26.4.21).
 */
export function poissonCumulative(n: number, mean: number): number {
  if (n < 0) return 0;
  if (mean === 0) return 1;
  return n < mean ? poissonProbability(n, mean) * lowerTailRatio(n, mean) : 1 - poissonTail(n + 1, mean);
}

/** Probability of `n` or more, for n above the mean. */
function poissonTail(n: number, mean: number): number {
  let term = 1;
  let sum = 1;
  for (let j = n + 1; term > 1e-17 * sum; j++) {
    term *= mean / j;
    sum += term;
  }
  return poissonProbability(n, mean) * sum;
}

/** Cumulative probability at `n` over the probability of `n` itself: 1 + n/mean + n(n-1)/mean^2 + ... */
export function lowerTailRatio(n: number, mean: number): number {
  let term = 1;
  let sum = 1;
  for (let j = n; j > 0 && term > 1e-17 * sum; j--) {
    term *= j / mean;
    sum += term;
  }
  return sum;
}
