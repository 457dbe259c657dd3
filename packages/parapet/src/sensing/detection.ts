import { findRoot } from "../math/roots.ts";
import { marcumQ } from "./marcum.ts";
import { poissonCumulative, poissonProbability } from "./poisson.ts";

/**
 * How a target's echo fluctuates (Swerling 1954, 1960): 0 steady (also called V); I and III from scan to scan, II and IV from
 * pulse to pulse; I and II as many equal scatterers, III and IV as one large and many small ones.
 */
export type Swerling = 0 | 1 | 2 | 3 | 4;

/** What one look is: pulses added after a square-law detector, against a threshold that noise alone exceeds so seldom. */
export interface DetectionRule {
  readonly falseAlarm: number;
  /** Pulses (or coherent bursts) integrated non-coherently in one look. */
  readonly pulses: number;
  readonly fluctuation: Swerling;
}

/** A rule with its threshold, in units of the mean noise power of one pulse. */
export interface Detector extends DetectionRule {
  readonly threshold: number;
}

/** Prepares the detection of a rule. Throws on a false-alarm probability outside (0, 0.5] or pulses not whole from 1. */
export function makeDetector({ falseAlarm, pulses, fluctuation }: DetectionRule): Detector {
  return { falseAlarm, pulses, fluctuation, threshold: detectionThreshold(falseAlarm, pulses) };
}

/**
 * The threshold that the sum of `pulses` noise powers exceeds with probability `falseAlarm`: Q(N, T) = Pfa with the regularised
 * incomplete gamma function (DiFranco and Rubin 1968, Radar Detection, chapter 10; Mahafza 2000, chapter 2). Newton's method on ln Q,
 * which is concave, so that it converges from any start. Relative error below 1e-13.
 */
export function detectionThreshold(falseAlarm: number, pulses: number): number {
  if (!(falseAlarm > 0 && falseAlarm <= 0.5 && Number.isInteger(pulses) && pulses >= 1))
    throw new RangeError(
      `detectionThreshold: needs a false-alarm probability in (0, 0.5] and whole pulses from 1, got ${falseAlarm} and ${pulses}`,
    );
  const wanted = Math.log(falseAlarm);
  if (pulses === 1) return -wanted;
  let threshold = pulses - wanted;
  for (let i = 0; i < 100; i++) {
    const tail = poissonCumulative(pulses - 1, threshold);
    const step = ((Math.log(tail) - wanted) * tail) / poissonProbability(pulses - 1, threshold);
    threshold += step;
    if (Math.abs(step) <= 1e-15 * threshold) break;
  }
  return threshold;
}

/**
 * Probability that one look detects a target, exactly. `snr` is the mean signal-to-noise power ratio of one pulse, not decibels.
 *
 * Key: T threshold, N pulses, s = snr. With signal, the sum exceeds T with probability Pr(Y < N + X), Y Poisson of mean T.
 * Steady target: X Poisson of mean N s, which is Marcum's Q_N(sqrt(2 N s), sqrt(2 T)). Fluctuating target: the mean of X follows a
 * gamma distribution of shape K, hence X is negative binomial, with K = 1, N, 2, 2N for Swerling I to IV
 * (Swerling 1997, Radar probability of detection for some additional fluctuating target cases, IEEE Trans. AES 33; Shnidman 2003,
 * Expanded Swerling target models, IEEE Trans. AES 39; the classical forms in DiFranco and Rubin 1968, chapter 11). Absolute error below 1e-12.
 */
export function detectionProbability(detector: Detector, snr: number): number {
  const { falseAlarm, pulses, fluctuation, threshold } = detector;
  switch (fluctuation) {
    case 0:
      return marcumQ(pulses, Math.sqrt(2 * pulses * snr), Math.sqrt(2 * threshold));
    case 1:
      if (pulses === 1) return Math.exp(-threshold / (1 + snr));
      return mixtureProbability(falseAlarm, pulses, threshold, pulses * snr, 1);
    case 2:
      if (pulses === 1) return Math.exp(-threshold / (1 + snr));
      return poissonCumulative(pulses - 1, threshold / (1 + snr));
    case 3:
      return mixtureProbability(falseAlarm, pulses, threshold, pulses * snr, 2);
    case 4:
      return mixtureProbability(falseAlarm, pulses, threshold, pulses * snr, 2 * pulses);
  }
}

/**
 * The signal-to-noise ratio of one pulse at which one look detects with a probability between the false-alarm probability and 1.
 * In closed form for one pulse of Swerling I and II, else by a search; relative error below 1e-10 up to a probability of 0.9999.
 */
export function requiredSnr(detector: Detector, probability: number): number {
  const { falseAlarm, pulses, fluctuation } = detector;
  if (!(probability > falseAlarm && probability < 1))
    throw new RangeError(`requiredSnr: needs a probability between ${falseAlarm} and 1, got ${probability}`);
  if (pulses === 1 && (fluctuation === 1 || fluctuation === 2)) return Math.log(falseAlarm) / Math.log(probability) - 1;
  const miss = (logSnr: number): number => detectionProbability(detector, Math.exp(logSnr)) - probability;
  return Math.exp(findRoot(miss, -30, 40, { tolerance: 1e-14, maxIterations: 200 }).root);
}

/**
 * Pr(Y < N + X) for Y Poisson of mean T and X negative binomial of the given mean and shape. The weights of X are kept as `weight`
 * times exp(`log`), since the first of them underflows for many pulses. The sum ends where Y can no longer be as large.
 */
function mixtureProbability(
  falseAlarm: number,
  pulses: number,
  threshold: number,
  mean: number,
  shape: number,
): number {
  const ratio = mean / (mean + shape);
  let log = -shape * Math.log1p(mean / shape);
  let factor = Math.exp(log);
  let weight = 1;
  let noise = poissonProbability(pulses, threshold);
  let cumulative = falseAlarm;
  let weights = 0;
  let sum = 0;
  let k = 0;
  for (; ; k++) {
    const w = weight * factor;
    weights += w;
    sum += w * cumulative;
    const growth = (ratio * (shape + k)) / (k + 1);
    if (growth < 1 && w <= 1e-18 * sum) return Math.min(1, sum);
    if (pulses + k > threshold && noise < 1e-18) break;
    cumulative += noise;
    noise *= threshold / (pulses + k + 1);
    weight *= growth;
    if (weight > 1e250) {
      weight *= 1e-250;
      log += 250 * Math.LN10;
      factor = Math.exp(log);
    }
  }
  // From here on Y < N + X is certain: the rest is the probability that X is larger than k.
  if (weights < 0.5) return Math.min(1, sum + 1 - weights);
  for (; ; k++) {
    weight *= (ratio * (shape + k)) / (k + 1);
    const w = weight * factor;
    sum += w;
    if (w <= 1e-18 * sum) return Math.min(1, sum);
  }
}
