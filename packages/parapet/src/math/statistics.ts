import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { normalQuantile } from "./normal-quantile.ts";
import type { RandomStream } from "./random.ts";

/** A range that an unknown number lies in with a stated confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The arithmetic mean, by Neumaier's compensated sum (1974, ZAMM 54, 39-51). Throws when there are no numbers. */
export function mean(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError("mean: needs at least one number, got none");
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return (sum + lost) / values.length;
}

/**
 * The `p`-quantile of numbers sorted upwards, linear between order statistics (type 7 of Hyndman and Fan 1996, The American
 * Statistician 50, 361-365). Throws when there are none or `p` is not from 0 to 1.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new RangeError("quantile: needs at least one number, got none");
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile: needs a share from 0 to 1, got ${p}`);
  const place = p * (sorted.length - 1);
  const i = Math.min(sorted.length - 2, Math.floor(place));
  if (i < 0) return sorted[0]!;
  return sorted[i]! + (place - i) * (sorted[i + 1]! - sorted[i]!);
}

/**
 * The score interval of a share from `successes` in `trials`: close to the stated confidence on average, also near 0 and 1
 * (Wilson 1927, Journal of the American Statistical Association 22, 209-212). Without trials it is [0, 1].
 */
export function wilsonInterval(successes: number, trials: number, confidence: number): Interval {
  checkCounts("wilsonInterval", successes, trials, confidence);
  if (trials === 0) return { low: 0, high: 1 };
  const z = normalQuantile(0.5 + 0.5 * confidence);
  const share = successes / trials;
  const z2 = z * z;
  const centre = share + z2 / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 / (1 + z2 / trials);
  return {
    low: successes === 0 ? 0 : Math.max(0, scale * (centre - half)),
    high: successes === trials ? 1 : Math.min(1, scale * (centre + half)),
  };
}

/**
 * The score interval of a share whose members came in clusters, such as the threats of a trial: each cluster with its part and its whole. The clusters'
 * scatter gives the number of independent members that would scatter as much (ratio estimator by linearisation, Cochran 1977, Sampling Techniques,
 * section 6.3; design effect, Kish 1965, Survey Sampling, section 5.4); Wilson's interval holds for that number. Where nothing scatters, the
 * clusters themselves are counted, which is never too narrow.
 */
export function clusterInterval(parts: ArrayLike<number>, wholes: ArrayLike<number>, confidence: number): Interval {
  checkConfidence("clusterInterval", confidence);
  const n = parts.length;
  let part = 0;
  let whole = 0;
  for (let i = 0; i < n; i++) {
    part += parts[i]!;
    whole += wholes[i]!;
  }
  if (!(whole > 0)) return { low: 0, high: 1 };
  const share = part / whole;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const residual = parts[i]! - share * wholes[i]!;
    squares += residual * residual;
  }
  const variance = n > 1 ? ((n / (n - 1)) * squares) / (whole * whole) : 0;
  const effective = variance > 0 ? (share * (1 - share)) / variance : n;
  const z = normalQuantile(0.5 + 0.5 * confidence);
  const z2 = z * z;
  const centre = share + z2 / (2 * effective);
  const half = z * Math.sqrt((share * (1 - share)) / effective + z2 / (4 * effective * effective));
  const scale = 1 / (1 + z2 / effective);
  return {
    low: part === 0 ? 0 : Math.max(0, scale * (centre - half)),
    high: part === whole ? 1 : Math.min(1, scale * (centre + half)),
  };
}

/**
 * The exact interval of a share from `successes` in `trials`: never below the stated confidence
 * (Clopper and Pearson 1934, Biometrika 26, 404-413), by quantiles of the Beta distribution. Without trials it is [0, 1].
 */
export function clopperPearsonInterval(successes: number, trials: number, confidence: number): Interval {
  checkCounts("clopperPearsonInterval", successes, trials, confidence);
  const tail = 0.5 - 0.5 * confidence;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
}

/** What a bootstrap needs besides the numbers. */
export interface BootstrapOptions {
  /** Draws the resamples: the same stream gives the same interval. */
  readonly stream: RandomStream;
  readonly confidence: number;
  /** 2,000 unless stated. */
  readonly resamples?: number;
  /** Of what the interval is; the mean unless stated. */
  readonly statistic?: (values: Float64Array) => number;
}

/**
 * The percentile bootstrap interval of a statistic (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13).
 * For a few dozen independent numbers and more; too narrow for fewer. Throws when there are none.
 */
export function bootstrapInterval(values: ArrayLike<number>, options: BootstrapOptions): Interval {
  const { stream, confidence, resamples = 2000, statistic = mean } = options;
  const n = values.length;
  if (n === 0) throw new RangeError("bootstrapInterval: needs at least one number, got none");
  checkConfidence("bootstrapInterval", confidence);
  if (!(Number.isInteger(resamples) && resamples > 0))
    throw new RangeError(`bootstrapInterval: needs a whole number of resamples above 0, got ${resamples}`);
  const drawn = new Float64Array(n);
  const found = new Float64Array(resamples);
  for (let k = 0; k < resamples; k++) {
    for (let i = 0; i < n; i++) drawn[i] = values[stream.integer(n)]!;
    found[k] = statistic(drawn);
  }
  found.sort();
  const tail = 0.5 - 0.5 * confidence;
  return { low: quantile(found, tail), high: quantile(found, 1 - tail) };
}

function checkCounts(what: string, successes: number, trials: number, confidence: number): void {
  checkConfidence(what, confidence);
  if (!(Number.isInteger(trials) && Number.isInteger(successes) && successes >= 0 && successes <= trials))
    throw new RangeError(`${what}: needs whole numbers with 0 <= successes <= trials, got ${successes} of ${trials}`);
}

function checkConfidence(what: string, confidence: number): void {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`${what}: needs a confidence between 0 and 1, got ${confidence}`);
}
