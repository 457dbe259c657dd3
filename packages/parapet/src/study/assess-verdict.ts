import type { ResolvedThreatClass } from "../scenario/types.ts";
import { leastEnergyApogee } from "./assess-bound.ts";
import type { SimulatedFlight } from "./assess-simulate.ts";

/**
 * Whether the announced figures belong to one ballistic flight: they can; they cannot; or what flew was held up or steered on its way.
 */
export type AssessmentVerdict = "consistent" | "inconsistent" | "not-ballistic";

/** Why a verdict is what it is, as data; `explainAssessment` puts it into words. */
export type AssessmentReason =
  /** The time lies in the interval of the simulated flights, or within its own rounding of it. */
  | { readonly code: "time-within" | "time-within-rounding" }
  /** A boost somewhat outside the published range of the class explains the time. */
  | { readonly code: "boost-beyond-class"; readonly threat: string; readonly burnTime_s: number }
  /** The time fits an apogee that is announced so when rounded. */
  | { readonly code: "apogee-rounded"; readonly apogee_m: number }
  | { readonly code: "time-below-bound" | "time-outside"; readonly by_s: number }
  | { readonly code: "excess-beyond-boost"; readonly by_s: number; readonly longestBoost_s: number }
  /** The apogee that the time would belong to. */
  | { readonly code: "apogee-of-time"; readonly apogee_m: number }
  | { readonly code: "apogee-too-low"; readonly leastApogee_m: number }
  /** So low that lift works all the way: the figures alone cannot tell a quasi-ballistic flight from a ballistic one. */
  | { readonly code: "within-air" }
  | { readonly code: "no-time" }
  | { readonly code: "no-class"; readonly standardRange_m: number };

export interface Judgement {
  readonly verdict: AssessmentVerdict;
  readonly reasons: readonly AssessmentReason[];
}

/** What a judgement rests on. */
export interface Findings {
  readonly apogee_m: number;
  readonly range_m: number;
  readonly flightTime_s?: number;
  readonly timeResolution_s: number;
  /** How far the apogee may be from the announced one by rounding. */
  readonly apogeeResolution_m: number;
  readonly equivalentRange_m: number;
  /** Bound on the flight time for an apogee. */
  readonly boundAt: (apogee_m: number) => number;
  readonly interval?: { readonly value: number; readonly low: number; readonly high: number };
  readonly simulations: readonly SimulatedFlight[];
  /** All classes that were considered. */
  readonly classes: readonly ResolvedThreatClass[];
  /** The apogee that a flight of this range needs to take a time; undefined when there is none. */
  readonly apogeeOf: (flightTime_s: number) => number | undefined;
}

/**
 * Beyond the range of burn times published for its class a single missile may lie by this share: studies give typical ones. Assumed;
 * the times that KCNA gave for both flights of the Hwasong-14 ask for 3 and 13 %.
 */
const BOOST_MARGIN = 0.25;
/** Up to this altitude lift can hold up or steer a flight for most of its way. Assumed; gliders are reported at 30 to 80 km. */
const LIFT_CEILING_m = 150_000;
const AIR_ALL_THE_WAY_m = 70_000;
/** More than this share of the bound over it is far above what anything that falls freely takes. */
const FAR_ABOVE = 0.5;

/** Judges announced figures against the bound and the simulated flights. */
export function judgeFlight(found: Findings): Judgement {
  const { apogee_m, range_m, flightTime_s, interval, classes } = found;
  const leastApogee_m = Math.min(...classes.map(({ depressedApogeeFactor: f }) => f.low)) * leastEnergyApogee(range_m);
  const tooLow: readonly AssessmentReason[] =
    apogee_m < leastApogee_m ? [{ code: "apogee-too-low", leastApogee_m }] : [];
  const noClass: readonly AssessmentReason[] =
    interval === undefined ? [{ code: "no-class", standardRange_m: found.equivalentRange_m }] : [];
  const timed = flightTime_s === undefined ? undefined : judgeTime({ ...found, flightTime_s });
  const reasons = [...tooLow, ...(timed?.reasons ?? [{ code: "no-time" } as const])];
  if (tooLow.length > 0 || timed?.verdict === "not-ballistic") return { verdict: "not-ballistic", reasons };
  if (timed?.verdict === "inconsistent" || noClass.length > 0)
    return { verdict: "inconsistent", reasons: [...reasons, ...noClass] };
  return {
    verdict: "consistent",
    reasons: apogee_m < AIR_ALL_THE_WAY_m ? [...reasons, { code: "within-air" }] : reasons,
  };
}

function judgeTime(found: Findings & { readonly flightTime_s: number }): Judgement | undefined {
  const { apogee_m, range_m, flightTime_s, timeResolution_s: rounding, interval, boundAt, classes } = found;
  if (interval === undefined) {
    const excess = judgeExcess(found, longestBurn(classes));
    return excess.length > 0 ? { verdict: "inconsistent", reasons: excess } : { verdict: "consistent", reasons: [] };
  }
  const consistent = (reason: AssessmentReason): Judgement => ({ verdict: "consistent", reasons: [reason] });
  if (flightTime_s >= interval.low && flightTime_s <= interval.high) return consistent({ code: "time-within" });
  const isNear = (slack_s: number): boolean =>
    flightTime_s >= interval.low - slack_s && flightTime_s <= interval.high + slack_s;
  if (isNear(rounding)) return consistent({ code: "time-within-rounding" });
  const boost = findBoost(found);
  if (boost !== undefined) return consistent({ code: "boost-beyond-class", ...boost });
  const implied = found.apogeeOf(flightTime_s);
  // The interval moves with the bound when the apogee does.
  const shift = (by_m: number): number => Math.abs(boundAt(apogee_m + by_m) - boundAt(apogee_m));
  const slack = flightTime_s < interval.low ? shift(-found.apogeeResolution_m) : shift(found.apogeeResolution_m);
  if (implied !== undefined && isNear(rounding + slack))
    return consistent({ code: "apogee-rounded", apogee_m: implied });
  const belongs: readonly AssessmentReason[] =
    implied === undefined ? [] : [{ code: "apogee-of-time", apogee_m: implied }];
  if (flightTime_s < interval.low) {
    const bound = boundAt(apogee_m);
    const reason: AssessmentReason =
      flightTime_s < bound
        ? { code: "time-below-bound", by_s: bound - flightTime_s }
        : { code: "time-outside", by_s: interval.low - flightTime_s };
    return { verdict: "inconsistent", reasons: [reason, ...belongs] };
  }
  const excess = judgeExcess(found, longestBurn(likelyOf(found)));
  if (excess.length === 0)
    return {
      verdict: "inconsistent",
      reasons: [{ code: "time-outside", by_s: flightTime_s - interval.high }, ...belongs],
    };
  const bound = boundAt(apogee_m);
  const isHeldUp = apogee_m < LIFT_CEILING_m || apogee_m < leastEnergyApogee(range_m);
  const isFarAbove = flightTime_s - bound > FAR_ABOVE * bound;
  return isHeldUp || isFarAbove
    ? { verdict: "not-ballistic", reasons: excess }
    : { verdict: "inconsistent", reasons: [...excess, ...belongs] };
}

/** No boost delays a flight by more than its own length. */
function judgeExcess(
  { apogee_m, flightTime_s, timeResolution_s, boundAt }: Findings & { readonly flightTime_s: number },
  longestBoost_s: number,
): readonly AssessmentReason[] {
  const by_s = flightTime_s - boundAt(apogee_m) - longestBoost_s;
  return by_s > timeResolution_s ? [{ code: "excess-beyond-boost", by_s, longestBoost_s }] : [];
}

function longestBurn(classes: readonly ResolvedThreatClass[]): number {
  return Math.max(...classes.map(({ burnTime_s }) => burnTime_s.high));
}

function likelyOf({ classes, simulations }: Findings): readonly ResolvedThreatClass[] {
  return classes.filter(({ id }) => simulations.some(({ threat }) => threat === id));
}

/** The burn time, outside its class's range by no more than the margin, that moves a simulated flight to the reported time. */
function findBoost(
  found: Findings & { readonly flightTime_s: number },
): { readonly threat: string; readonly burnTime_s: number } | undefined {
  const { flightTime_s, timeResolution_s, simulations } = found;
  const boosts = likelyOf(found).flatMap(({ id: threat, burnTime_s: burn }) => {
    const of = (variant: string) => simulations.find((s) => s.threat === threat && s.variant === variant);
    const [central, quick, slow] = [of("central"), of("quick"), of("slow")];
    if (central === undefined) return [];
    const end = flightTime_s > central.flightTime_s ? slow : quick;
    if (end === undefined || end.burnTime_s === central.burnTime_s) return [];
    const slope = (end.flightTime_s - central.flightTime_s) / (end.burnTime_s - central.burnTime_s);
    if (!(slope > 0)) return [];
    const late = flightTime_s > end.flightTime_s ? timeResolution_s : -timeResolution_s;
    const burnTime_s = end.burnTime_s + (flightTime_s - late - end.flightTime_s) / slope;
    const beyond = Math.max(burnTime_s / burn.high, burn.low / burnTime_s) - 1;
    return beyond <= BOOST_MARGIN && burnTime_s > 0 ? [{ threat, burnTime_s, beyond }] : [];
  });
  const nearest = boosts.toSorted((a, b) => a.beyond - b.beyond)[0];
  return nearest === undefined ? undefined : { threat: nearest.threat, burnTime_s: nearest.burnTime_s };
}
