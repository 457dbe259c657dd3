import type { EarthModel, Geodetic } from "../earth/model.ts";
import type { DefendedDisc, LayerDoctrine } from "../engagement/fire-control-state.ts";
import type { KillModel } from "../engagement/round-outcome.ts";
import type { FlyOutTable } from "../flight/fly-out.ts";
import type { RaidParameter } from "./trial-types.ts";

/** The place of a parameter in the problem's list. */
export type ParameterIndex = number;

/**
 * A flight of a class from a region to an aim, flown once with the whole model and sampled. Times count from its launch; the frame is the
 * inertial one that coincides with the Earth-fixed one at its launch.
 */
export interface FlightTable {
  readonly id: string;
  /** Position (m) and velocity (m/s), six numbers a sample; cubic Hermite in between. */
  readonly states: Float64Array;
  readonly step_s: number;
  readonly count: number;
  readonly burnout_s: number;
  readonly impact_s: number;
  /** Above the ellipsoid at each sample, m. */
  readonly altitude_m: Float64Array;
}

/** One attacking missile. */
export interface RaidThreat {
  readonly id: string;
  readonly class: string;
  readonly flight: number;
  readonly launch_s: number;
  readonly launch: Geodetic;
  readonly aim: Geodetic;
  readonly aimName: string;
  /** Radius of the disc in which the aim point is drawn, and of the one in which the launch point is, m. */
  readonly aimSpread_m: number;
  readonly launchSpread_m: number;
  /** The launch comes at a time drawn from 0 to this after `launch_s`. */
  readonly launchJitter_s: number;
  /** What is lost when it comes through. */
  readonly value: number;
  readonly crossSection_m2: ParameterIndex;
  readonly bodyCrossSection_m2: ParameterIndex;
  readonly ballisticCoefficient_kgpm2: ParameterIndex;
  /** Objects that fly with it and look like it, itself counted; the raid's `objectsPerThreat` when left out. */
  readonly objects?: ParameterIndex;
}

/** A radar of a unit. */
export interface RaidRadar {
  readonly id: string;
  readonly unit: string;
  readonly position: Geodetic;
  readonly faces_rad: readonly number[];
  readonly detectionRange_m: ParameterIndex;
  readonly referenceCrossSection_m2: ParameterIndex;
  readonly elevationMinimum_rad: ParameterIndex;
  readonly elevationMaximum_rad: ParameterIndex;
  readonly fieldOfView_rad: ParameterIndex;
  readonly scanLossExponent: ParameterIndex;
  readonly beamWidth_rad: ParameterIndex;
  readonly frequency_Hz: ParameterIndex;
  readonly bandwidth_Hz: ParameterIndex;
  readonly dwell_s: ParameterIndex;
  readonly trackInterval_s: ParameterIndex;
  readonly searchFrame_s: ParameterIndex;
  /** Probability that it knows the warhead among objects that look like it; 0 when left out. */
  readonly discrimination?: ParameterIndex;
}

/** Space-based infrared that sees launches. */
export interface RaidInfrared {
  readonly unit: string;
  readonly revisit_s: ParameterIndex;
  readonly looksToDeclare: ParameterIndex;
  readonly reportDelay_s: ParameterIndex;
  readonly cloudBreak_m: ParameterIndex;
  readonly launchPointError_m: ParameterIndex;
}

/**
 * Times of flight of an interceptor over an Earth that turns, at the ends and in the middle of its published burnout speed and burn time:
 * a trial mixes them for the values that it has drawn.
 */
export interface ReachKnots {
  readonly burnoutSpeed_mps: readonly number[];
  /** One table for west, meridian and east for each speed. */
  readonly tables: readonly {
    readonly west: FlyOutTable;
    readonly meridian: FlyOutTable;
    readonly east: FlyOutTable;
  }[];
}

export interface RaidInterceptor {
  readonly id: string;
  readonly reach: ReachKnots;
  readonly burnoutSpeed_mps: ParameterIndex;
  readonly burnTime_s: ParameterIndex;
  readonly floor_m: ParameterIndex;
  readonly ceiling_m: ParameterIndex;
  readonly range_m: ParameterIndex;
  readonly reactionTime_s: ParameterIndex;
  readonly shotInterval_s: ParameterIndex;
  readonly assessTime_s: ParameterIndex;
  /** Left out where none is published and none is asked for: the round turns with fins and small motors in air. */
  readonly divertSpeed_mps?: ParameterIndex;
  readonly basketRadius_m: ParameterIndex;
  readonly homingTime_s: ParameterIndex;
  readonly killProbability: ParameterIndex;
  /** Share of the failures of its rounds that all of them have in common; the raid's `commonFailureShare` when left out. */
  readonly commonFailureShare?: ParameterIndex;
  /** Probability that its seeker knows the warhead among objects that look like it; 0 when left out. */
  readonly discrimination?: ParameterIndex;
}

/** One kind of interceptor on one unit. */
export interface RaidLauncher {
  readonly unit: string;
  readonly position: Geodetic;
  readonly interceptor: number;
  readonly layer: number;
  readonly rounds: number;
  readonly channels: number;
  readonly fireOn: "own-sensor" | "launch-on-remote" | "engage-on-remote";
  /** Places whose threats it answers for; left out, everything in reach. */
  readonly responsibility?: readonly DefendedDisc[];
}

/** A change of the problem that is compared with it under the same chance. */
export interface RaidVariant {
  readonly id: string;
  readonly cuts: readonly { readonly node: string; readonly from_s: number }[];
  /** Links that are off, "from>to"; "*" for all. */
  readonly linksOff: readonly string[];
  readonly unitsRemoved: readonly string[];
  readonly perfectInformation?: boolean;
  /** Values that replace drawn and nominal ones, by key of the parameter. */
  readonly values: Readonly<Record<string, number>>;
}

/** A layer and how it fires; the time of its look is the longest of its interceptors. */
export type RaidLayer = Omit<LayerDoctrine, "assess_s">;

/** A link of the network in the numbers of the problem. */
export interface RaidLink {
  readonly from: string;
  readonly to: string;
  readonly shares: readonly ("cue" | "track" | "measurement" | "fire-control")[];
  readonly latency_s: ParameterIndex;
  readonly jitter_s?: ParameterIndex;
  readonly rate_bitps?: ParameterIndex;
  readonly loss?: ParameterIndex;
  readonly outages: readonly { readonly from_s: number; readonly to_s: number }[];
}

/** What holds for all systems of a raid that say nothing of their own. */
export interface RaidAssumptions {
  /** Share of the failures of a kind of round that all rounds of the kind have in common. */
  readonly commonFailureShare: ParameterIndex;
  /** Objects that fly with each warhead and look like it, itself counted. */
  readonly objectsPerThreat: ParameterIndex;
  /** Probability that it is known, beside what radars and seekers know, which of them is the warhead; where nobody knows the choice is blind. */
  readonly discrimination: ParameterIndex;
}

/** A raid with everything that its trials need, in SI and free of references: what travels to the worker threads. */
export interface RaidProblem {
  readonly name: string;
  readonly hash: string;
  readonly earth: EarthModel;
  readonly parameters: readonly RaidParameter[];
  readonly flights: readonly FlightTable[];
  /** Ordered by id. */
  readonly threats: readonly RaidThreat[];
  readonly radars: readonly RaidRadar[];
  readonly infrared: readonly RaidInfrared[];
  readonly interceptors: readonly RaidInterceptor[];
  readonly launchers: readonly RaidLauncher[];
  /** From the one that fires first to the last one. */
  readonly layers: readonly RaidLayer[];
  readonly links: readonly RaidLink[];
  readonly nodes: readonly string[];
  readonly assumptions: RaidAssumptions;
  readonly controller: "rule-based" | "optimal";
  /** Whether kill probability comes from the geometry of the endgame or from the published test record alone. */
  readonly killModel: KillModel;
  readonly perfectInformation: boolean;
  readonly cycle_s: number;
  readonly variants: readonly RaidVariant[];
}
