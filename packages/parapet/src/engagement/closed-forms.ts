/** Results of engagements that have a formula: what the simulation is held against. Kill probabilities are independent from round to round. */

/** Probability that at least one of `rounds` kills: 1 - (1 - p)^n. */
export function killByAny(p: number, rounds: number): number {
  checkProbability("killByAny", p);
  checkCount("killByAny", "rounds", rounds);
  return 1 - missAll(p, rounds);
}

/** What shoot-look-shoot at one threat comes to when every look is right. */
export interface ShootLookShoot {
  readonly killProbability: number;
  /** Rounds spent in the mean: (1 - (1 - p)^n) / p. */
  readonly expectedRounds: number;
}

/** One round at a time, at most `shots`, until one kills: the kill probability of the salvo for fewer rounds. */
export function shootLookShoot(p: number, shots: number): ShootLookShoot {
  // The sum of (1 - p)^k for k from 0: the same as (1 - (1 - p)^n) / p, also for a p near 0.
  let expectedRounds = 0;
  for (let k = 0; k < shots; k++) expectedRounds += missAll(p, k);
  return { killProbability: killByAny(p, shots), expectedRounds };
}

/**
 * Volleys of `rounds` each with a look between them: kill probability and rounds in the mean. All rounds of a volley fly whatever becomes
 * of the first of them.
 */
export function shootLookShootInVolleys(p: number, volleys: readonly number[]): ShootLookShoot {
  checkProbability("shootLookShootInVolleys", p);
  let alive = 1;
  let expectedRounds = 0;
  for (const rounds of volleys) {
    checkCount("shootLookShootInVolleys", "rounds", rounds);
    expectedRounds += alive * rounds;
    alive *= missAll(p, rounds);
  }
  return { killProbability: 1 - alive, expectedRounds };
}

/** Probability of each number of leakers, 0 to `threats`, when each comes through with probability `leak`, independently. */
export function leakerDistribution(threats: number, leak: number): Float64Array {
  checkProbability("leakerDistribution", leak);
  checkCount("leakerDistribution", "threats", threats);
  const p = new Float64Array(threats + 1);
  p[0] = 1;
  // One threat after the other: no large binomial coefficients.
  for (let n = 1; n <= threats; n++)
    for (let k = n; k >= 0; k--) p[k] = (k > 0 ? p[k - 1]! * leak : 0) + p[k]! * (1 - leak);
  return p;
}

/** A raid against one magazine. */
export interface Saturation {
  readonly threats: number;
  readonly rounds: number;
  readonly killProbability: number;
}

/** Leakers in the mean when each threat in turn is fired a salvo of `salvo` at until the magazine is empty; a last salvo may be short. */
export function leakersOfSalvos({ threats, rounds, killProbability: p }: Saturation, salvo: number): number {
  checkProbability("leakersOfSalvos", p);
  checkCount("leakersOfSalvos", "rounds of a salvo", salvo);
  const full = Math.min(threats, Math.floor(rounds / salvo));
  const rest = full < threats ? rounds - full * salvo : 0;
  const short = rest > 0 ? 1 : 0;
  return full * missAll(p, salvo) + short * missAll(p, rest) + (threats - full - short);
}

/**
 * Leakers in the mean when each round is fired after the look at the one before, with time without end: threats less the kills, which are
 * the successes in `rounds` trials, at most all threats.
 */
export function leakersOfSingleShots({ threats, rounds, killProbability: p }: Saturation): number {
  const successes = leakerDistribution(rounds, p);
  let kills = 0;
  for (let k = 0; k <= rounds; k++) kills += successes[k]! * Math.min(k, threats);
  return threats - kills;
}

function missAll(p: number, rounds: number): number {
  let miss = 1;
  for (let r = 0; r < rounds; r++) miss *= 1 - p;
  return miss;
}

function checkProbability(what: string, p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${what}: a probability must be from 0 to 1, got ${p}`);
}

function checkCount(what: string, name: string, n: number): void {
  if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`${what}: ${name} must be a whole number, got ${n}`);
}
