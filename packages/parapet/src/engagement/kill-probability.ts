import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";

/** What a test record says of the single-shot kill probability: a Beta distribution. */
export interface KillPosterior {
  readonly alpha: number;
  readonly beta: number;
}

/**
 * Updates a Beta prior, uniform unless stated, by hits in a number of attempts (Bayes' rule for the binomial; Gelman et al. 2013,
 * Bayesian Data Analysis, section 2.1). It holds for rounds like those of the tests against targets like those of the tests.
 */
export function updateByTests(
  hits: number,
  attempts: number,
  prior: KillPosterior = { alpha: 1, beta: 1 },
): KillPosterior {
  if (!(Number.isInteger(hits) && Number.isInteger(attempts) && hits >= 0 && hits <= attempts))
    throw new RangeError(`updateByTests: needs whole numbers with 0 <= hits <= attempts, got ${hits} of ${attempts}`);
  return { alpha: prior.alpha + hits, beta: prior.beta + attempts - hits };
}

/** Mean of the posterior: the chance that the next round hits. */
export function meanKillProbability({ alpha, beta }: KillPosterior): number {
  return alpha / (alpha + beta);
}

/** The kill probability that is exceeded with chance 1 - `p`; with a uniform `p`, a draw from the posterior. */
export function killProbabilityQuantile({ alpha, beta }: KillPosterior, p: number): number {
  return betaQuantile(p, alpha, beta);
}

/** Factors of a single-shot kill probability, each given that the ones before went well. */
export interface KillChain {
  /** The round works. */
  readonly reliability: number;
  /** The seeker finds the target in its basket, and the divert lasts. */
  readonly acquisition: number;
  /** It goes for the warhead and not for another object. */
  readonly rightObject: number;
  /** It hits what it goes for, and the hit kills. */
  readonly hit: number;
}

/** Single-shot kill probability as the product of its factors. */
export function multiplyKillChain({ reliability, acquisition, rightObject, hit }: KillChain): number {
  return reliability * acquisition * rightObject * hit;
}

/** A kill probability split into a fault of all rounds of a kind and what is left to each round. */
export interface SharedFailure {
  /** Chance that no round of the kind can kill. */
  readonly flawProbability: number;
  /** Kill probability of a round where the kind has no flaw. */
  readonly roundKill: number;
}

/**
 * Splits the failures of rounds with kill probability `p`: a share of them is common to all rounds of the kind in a trial, the rest are
 * each round's own; each round by itself still kills with probability `p` (beta-factor model of common causes; Fleming 1975, GA-A13284;
 * Mosleh et al. 1988, NUREG/CR-4780). `share` from 0, independent, to 1, all or none.
 */
export function splitFailures(p: number, share: number): SharedFailure {
  checkShare("splitFailures", "kill probability", p);
  checkShare("splitFailures", "share", share);
  const flawProbability = share * (1 - p);
  return { flawProbability, roundKill: flawProbability < 1 ? p / (1 - flawProbability) : 0 };
}

/** Probability that a salvo of `rounds` at one target kills, with a share of failures common to them. */
export function salvoKill(p: number, rounds: number, share = 0): number {
  const { flawProbability, roundKill } = splitFailures(p, share);
  let miss = 1;
  for (let r = 0; r < rounds; r++) miss *= 1 - roundKill;
  return (1 - flawProbability) * (1 - miss);
}

/**
 * Probability of choosing the warhead among `objects` that fly together. `knowledge` 0 is a blind choice, 1 / objects; 1 is always right;
 * in between the chooser knows with that probability and else guesses. A parameter with its range, not a model of signatures.
 */
export function rightChoice(objects: number, knowledge: number): number {
  if (!(Number.isInteger(objects) && objects >= 1))
    throw new RangeError(`rightChoice: needs a whole number of objects above 0, got ${objects}`);
  checkShare("rightChoice", "knowledge", knowledge);
  return knowledge + (1 - knowledge) / objects;
}

/** Knowledge of several sensors that err independently: it is known when one of them knows. */
export function combineKnowledge(knowledge: readonly number[]): number {
  let ignorance = 1;
  for (const each of knowledge) {
    checkShare("combineKnowledge", "knowledge", each);
    ignorance *= 1 - each;
  }
  return 1 - ignorance;
}

function checkShare(what: string, name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${what}: ${name} must be from 0 to 1, got ${value}`);
}
