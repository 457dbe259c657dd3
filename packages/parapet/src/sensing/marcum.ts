import { lowerTailRatio, poissonProbability } from "./poisson.ts";

/** Beyond this lead of a over b, 1 - Q is below exp(-9.5^2 / 2)/2 = 1e-20 (Simon and Alouini 2005, Digital Communication
 * over Fading Channels, section 4.2). */
const CERTAIN_LEAD = 9.5;

/**
 * Marcum's Q function of whole order M >= 1: the probability that the energy of M pulses with signal exceeds a threshold
 * (Marcum 1960, IRE Trans. IT-6, 59-267).
 *
 * Key: x = a^2/2, y = b^2/2; X and Y Poisson with means x and y. Then Q_M(a, b) = Pr(Y < M + X), summed over the values of X
 * from its canonical series (Shnidman 1989, IEEE Trans. Inf. Theory 35, 389-400). All terms are positive; the smaller of
 * Q and 1 - Q is the one that is summed.
 *
 * a, b >= 0. Absolute error below 1e-13 for a, b up to 1000; a small Q keeps about 12 digits. Allocates nothing.
 */
export function marcumQ(order: number, a: number, b: number): number {
  if (!(Number.isInteger(order) && order >= 1 && a >= 0 && b >= 0))
    throw new RangeError(`marcumQ: needs a whole order from 1 and a, b from 0, got order ${order}, a ${a}, b ${b}`);
  if (a - b > CERTAIN_LEAD) return 1;
  const x = 0.5 * a * a;
  const y = 0.5 * b * b;
  if (y > x + order) return sumPairs(x, 0, y, order - 1, order);
  return 1 - sumPairs(y, order, x, 0, order);
}

/**
 * Sum over k >= 0 of p(k + shiftA; meanA) F(k + shiftB; meanB), with p and F the probability and the cumulative probability of a
 * Poisson variable. The largest terms are near k (k + order) = meanA meanB, where F is in its lower tail.
 */
function sumPairs(meanA: number, shiftA: number, meanB: number, shiftB: number, order: number): number {
  const peak = Math.floor(Math.sqrt(meanA * meanB + 0.25 * order * order) - 0.5 * order);
  let k = peak;
  // Downwards F falls at least as fast as its own last term, so this bounds what is left out below.
  for (let t = 1; k > 0 && t > 1e-22; k--) t *= ((k + shiftA) / meanA) * ((k + shiftB) / meanB);
  let pA = poissonProbability(k + shiftA, meanA);
  let pB = poissonProbability(k + shiftB, meanB);
  let cumulative = meanB === 0 ? 1 : pB * lowerTailRatio(k + shiftB, meanB);
  let sum = 0;
  for (;;) {
    const term = pA * cumulative;
    sum += term;
    if (k > peak && term <= 1e-18 * sum) return sum;
    k++;
    pA *= meanA / (k + shiftA);
    pB *= meanB / (k + shiftB);
    cumulative += pB;
  }
}
