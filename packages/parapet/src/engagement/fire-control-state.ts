import type { EngagementOrder } from "../messages.ts";
import type { Vec3 } from "../math/vec3.ts";
import type { LaunchWindow } from "./launch-window.ts";

/**
 * What fire control knows at one instant: the same for every planner. The engine owns the state and changes it between two plans;
 * a planner only reads it. Threats and launchers go by their index.
 */
export interface FireControlState {
  /** Now, s. */
  readonly time_s: number;
  /** Until the next plan, s: orders that may wait that long are not given yet. */
  readonly cycle_s: number;
  /** From the layer that fires first to the last one. */
  readonly layers: readonly LayerDoctrine[];
  readonly launchers: readonly LauncherState[];
  readonly threats: readonly ThreatState[];
  /** What each launcher can do against each threat, at `threat * launchers.length + launcher`; undefined where it never can. */
  readonly windows: readonly (LaunchWindow | undefined)[];
  /** Every round ordered so far at a threat that is alive: waiting, in flight, or met and missed. */
  readonly engagements: readonly Engagement[];
}

/** How a layer fires. */
export interface LayerDoctrine {
  readonly id: string;
  /**
   * Rounds of each volley at one threat; before every volley but the first, the result of the one before is looked at. `[2]` is a
   * salvo of two, `[1, 1, 1]` shoot-look-shoot with three looks at most, `[2, 1]` shoot-shoot-look-shoot.
   */
  readonly volleys: readonly number[];
  /** Rounds of a volley after which there is no time to look and fire again; 0 leaves it as it is. */
  readonly roundsWithoutLook: number;
  /** From an intercept to the end of the look at it, s. */
  readonly assess_s: number;
  /** Rounds that each launcher holds back; only threats worth `reserveValue` or more are given them. */
  readonly reserve: number;
  /** Infinity holds the reserve to the end. */
  readonly reserveValue: number;
  /** What the layer does while an earlier layer's round is on its way to the threat or not yet assessed. */
  readonly whileEarlierFires: "wait" | "wait-unless-last-chance" | "fire";
  /** Least time between an intercept of this layer and one of another at the same threat, s: debris, blinding. */
  readonly separation_s: number;
}

/** A disc on the ground, by the chord from its centre. */
export interface DefendedDisc {
  readonly centre_ecef: Vec3<"ecef">;
  readonly radius_m: number;
}

/** One kind of interceptor on one unit. */
export interface LauncherState {
  readonly unit: string;
  readonly interceptor: string;
  /** Index into `layers`. */
  readonly layer: number;
  readonly rounds: number;
  /** Rounds that it can guide at once. */
  readonly channels: number;
  /** Least time between two launches, s. */
  readonly shotInterval_s: number;
  /** From a track of fire-control quality to the first launch at the threat, s. */
  readonly reaction_s: number;
  /** Of the last launch or of the last order given, s; -Infinity before the first. */
  readonly lastLaunch_s: number;
  /** Until when it fires: from then on it is out of order or cut off, s. Infinity when nothing happens to it. */
  readonly worksUntil_s: number;
  /** Places it answers for; left out, it fires at every threat that it reaches (area responsibility). */
  readonly responsibility?: readonly DefendedDisc[];
}

/** A threat as it is known. */
export interface ThreatState {
  readonly id: string;
  /** What is lost when it comes through, in any unit that all threats share; above 0. */
  readonly value: number;
  /** Predicted place of impact. */
  readonly impact_ecef: Vec3<"ecef">;
  readonly impact_s: number;
  /** False from when a kill was called, or the track is known not to be a threat. */
  readonly isAlive: boolean;
}

/** A round that was ordered. */
export interface Engagement {
  readonly threat: number;
  readonly launcher: number;
  readonly launch_s: number;
  readonly intercept_s: number;
  /** When the look at it is over, s. */
  readonly assessed_s: number;
  readonly volley: number;
  readonly round: number;
  /** Probability that it kills, as fire control believes. */
  readonly killProbability: number;
}

/** An order with the indices of the state that it came from. */
export interface PlannedOrder extends EngagementOrder {
  readonly threatIndex: number;
  readonly launcherIndex: number;
  readonly killProbability: number;
}

/** Why a launcher gives no shot at a threat, at this instant. */
export type NoShotReason =
  /** It is out of order or cut off. */
  | "out-of-order"
  /** The threat goes to a place that it does not answer for. */
  | "not-responsible"
  /** No point of the path is in its reach. */
  | "out-of-reach"
  /** No track of fire-control quality, and none announced. */
  | "no-track"
  /** A track of that quality comes, or came, after the last moment for a launch. */
  | "track-too-late"
  /** Track and reaction are in time, but the last moment has passed for other reasons. */
  | "too-late"
  /** Where it could meet the threat, the predicted handover error is larger than the seeker's basket. */
  | "handover-too-poor"
  | "magazine-empty"
  | "reserve-held"
  | "channels-busy"
  /** Every moment left is too near to another layer's intercept. */
  | "kept-apart"
  /** An earlier layer's round is on its way. */
  | "earlier-layer-fires"
  /** A round of this layer is on its way or not yet looked at. */
  | "waits-for-look"
  /** The doctrine gives no more rounds to this threat. */
  | "volleys-spent"
  /** It can fire, but later than the next plan. */
  | "not-yet"
  /** Another launcher of the layer was given the shot. */
  | "another-fires";

/** A shot that was not ordered, and why. */
export interface NoShot {
  readonly threatIndex: number;
  readonly launcherIndex: number;
  readonly threat: string;
  readonly unit: string;
  readonly layer: string;
  readonly time_s: number;
  readonly reason: NoShotReason;
  /** How much too late, or how long still to wait, s; left out where there is no such time. */
  readonly by_s?: number;
}
