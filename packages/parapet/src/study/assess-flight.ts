import { type FaultCount, FaultTally } from "../math/fault-tally.ts";
import { solveDirect } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import type { Trajectory } from "../flight/trajectory.ts";
import { findRoot } from "../math/roots.ts";
import type { ResolvedThreatClass } from "../scenario/types.ts";
import { solveTurningArc } from "./assess-bound.ts";
import {
  type FlownSimulation,
  type SimulatedFlight,
  type SimulationTask,
  simulateClass,
  VARIANT_COUNT,
} from "./assess-simulate.ts";
import { type AssessmentReason, type AssessmentVerdict, judgeFlight } from "./assess-verdict.ts";

/** What was announced of a flight test. */
export interface AnnouncedFlight {
  readonly apogee_m: number;
  readonly range_m: number;
  readonly flightTime_s?: number;
  /** How far the time may be off by rounding: 60 s for whole minutes, as launch and landing are both rounded. */
  readonly timeResolution_s: number;
  /** The same of the apogee; 0 when not given. */
  readonly apogeeResolution_m?: number;
  readonly launch: Geodetic;
  readonly bearing_rad: number;
}

/** A middle value with both ends. */
export interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What follows from an announcement. */
export interface Assessment {
  readonly verdict: AssessmentVerdict;
  readonly reasons: readonly AssessmentReason[];
  /** Two-body flight over the turning Earth, impulse at the surface: no ballistic flight with this apogee and range is shorter. */
  readonly lowerBound_s: number;
  /** Reported time less the bound; absent without a time. */
  readonly excess_s?: number;
  /** With the boost of the likely classes; absent when none of them can fly it. */
  readonly simulatedFlightTime_s?: Spread;
  /**
   * Longest range of the same missile with the same burn. The middle value is over an Earth at rest, as published estimates have it;
   * the ends hold the simulations over the Earth at rest and along the bearing over the turning Earth. Of a flight that was not
   * ballistic only the range flown is known.
   */
  readonly standardRange_m: Spread;
  /** Along the bearing over the turning Earth alone: east gains, west loses. */
  readonly standardRangeAlongBearing_m: Spread;
  readonly simulations: readonly SimulatedFlight[];
  /** Flights tried, and those whose search did not end. */
  readonly faults: FaultCount;
  readonly aim: Geodetic;
  /**
   * The path whose time is the middle one, for what it flies over and who sees it; absent when no class can fly it, and for a flight
   * that was not ballistic, whose path is not known.
   */
  readonly middle?: { readonly simulation: SimulatedFlight; readonly trajectory: Trajectory };
}

/** Share by which the band of ranges of a class is widened on both sides before it is held against a flight. */
const BAND_MARGIN = 0.25;

/**
 * Judges an announced flight test: could a ballistic missile have flown these figures?
 *
 * The classes whose band of ranges, widened by a quarter, holds the range that the same energy gives on the best path are flown with
 * a short, a middle and a long burn, on a path with the announced apogee to the announced place. The interval of their flight times
 * is what the report is held against. Nothing is fitted to any flight: the classes' figures are the only ones that enter.
 * Throws for an apogee or a range that is not above 0, or without classes.
 */
export function assessFlight(announced: AnnouncedFlight, classes: readonly ResolvedThreatClass[]): Assessment {
  const { launch, bearing_rad, range_m, apogee_m, flightTime_s, timeResolution_s, apogeeResolution_m = 0 } = announced;
  if (!(range_m > 0)) throw new RangeError(`assessFlight: needs a range above 0 m, got ${range_m}`);
  if (classes.length === 0) throw new RangeError("assessFlight: needs at least one class, got none");
  const aim = solveDirect(launch, bearing_rad, range_m);
  const { flightTime_s: lowerBound_s, equivalentRange_m } = solveTurningArc(launch, aim, apogee_m);
  const task: SimulationTask = { launch, aim, bearing_rad, apogee_m, equivalentRange_m };
  const faults = new FaultTally();
  const flown = simulateLikely(task, classes, faults);
  const simulations = flown.map(({ simulation }) => simulation);
  const interval = spreadOf(simulations.map((simulation) => simulation.flightTime_s));
  const boundAt = (apogee: number): number => solveTurningArc(launch, aim, apogee).flightTime_s;
  const { verdict, reasons } = judgeFlight({
    apogee_m,
    range_m,
    ...(flightTime_s === undefined ? {} : { flightTime_s }),
    timeResolution_s,
    apogeeResolution_m,
    equivalentRange_m,
    boundAt,
    ...(interval === undefined ? {} : { interval }),
    simulations,
    classes,
    apogeeOf: (time_s) => invertBound(boundAt, time_s - ((interval?.value ?? lowerBound_s) - lowerBound_s), apogee_m),
  });
  const middle = flown.toSorted(
    (a, b) =>
      Math.abs(a.simulation.flightTime_s - interval!.value) - Math.abs(b.simulation.flightTime_s - interval!.value),
  )[0];
  const rough: Spread = { value: equivalentRange_m, low: equivalentRange_m, high: equivalentRange_m };
  const atRest = spreadOf(simulations.map((simulation) => simulation.standardRangeAtRest_m)) ?? rough;
  const along = spreadOf(simulations.map((simulation) => simulation.standardRange_m)) ?? rough;
  const isBallistic = verdict !== "not-ballistic";
  const flownRange: Spread = { value: range_m, low: range_m, high: range_m };
  // What has flown a range has it.
  const standardRange: Spread = {
    value: Math.max(range_m, atRest.value),
    low: Math.max(range_m, Math.min(atRest.low, along.low)),
    high: Math.max(range_m, atRest.high, along.high),
  };
  return {
    verdict,
    reasons,
    lowerBound_s,
    ...(flightTime_s === undefined ? {} : { excess_s: flightTime_s - lowerBound_s }),
    ...(interval === undefined ? {} : { simulatedFlightTime_s: interval }),
    standardRange_m: isBallistic ? standardRange : flownRange,
    standardRangeAlongBearing_m: isBallistic ? along : flownRange,
    simulations,
    faults: faults.count(),
    aim,
    ...(middle === undefined || !isBallistic ? {} : { middle }),
  };
}

/**
 * The classes that a range may belong to: what is shorter than all bands belongs to the weakest, what is longer to the strongest.
 * Where none of them can fly it in all its variants, stronger ones are added one by one, flown short of what they can.
 */
function simulateLikely(
  task: SimulationTask,
  classes: readonly ResolvedThreatClass[],
  faults: FaultTally,
): readonly FlownSimulation[] {
  const weakest = Math.min(...classes.map(({ range_m }) => range_m.low));
  const strongest = Math.max(...classes.map(({ range_m }) => range_m.high));
  const isStrongEnough = ({ range_m }: ResolvedThreatClass): boolean =>
    task.equivalentRange_m <= (1 + BAND_MARGIN) * range_m.high || range_m.high === strongest;
  const isLikely = (threat: ResolvedThreatClass): boolean =>
    isStrongEnough(threat) &&
    (task.equivalentRange_m >= (1 - BAND_MARGIN) * threat.range_m.low || threat.range_m.low === weakest);
  const byStrength = classes.filter(isStrongEnough).toSorted((a, b) => a.range_m.low - b.range_m.low);
  const flown: FlownSimulation[] = [];
  let isComplete = false;
  for (const threat of byStrength) {
    if (isComplete && !isLikely(threat)) continue;
    const found = simulateClass(task, threat, faults);
    flown.push(...found);
    isComplete ||= found.length === VARIANT_COUNT;
  }
  return flown;
}

/** The apogee whose bound is a time, sought from a fifth to five times an apogee. */
function invertBound(boundAt: (apogee_m: number) => number, time_s: number, near_m: number): number | undefined {
  const limits = { tolerance: 10, maxIterations: 60 };
  const { root, converged } = findRoot((apogee) => boundAt(apogee) - time_s, near_m / 5, 5 * near_m, limits);
  return converged ? root : undefined;
}

function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const value = sorted.length % 2 === 1 ? sorted[half]! : 0.5 * (sorted[half - 1]! + sorted[half]!);
  return { value, low: sorted[0]!, high: sorted.at(-1)! };
}
