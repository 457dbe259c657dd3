import type { KillPosterior } from "../engagement/kill-probability.ts";
import type { NoShotReason } from "../engagement/fire-control-state.ts";
import type { TrackSample } from "./track-log.ts";
import type { MissReason } from "../messages.ts";
import type { Status } from "../scenario/evidence.ts";

/**
 * What a trial of a raid takes and gives: the seam between the engine and the studies. Plain data throughout, so that a problem and its
 * outcomes travel between threads.
 */

/** A number of the problem that a trial may replace inside its range. SI. */
export interface RaidParameter {
  /** System and value, `sm3-iia.burnoutSpeed`. */
  readonly key: string;
  readonly systemId: string;
  readonly name: string;
  /** The nominal value. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly status: Status;
  readonly sources: readonly string[];
  /** Unit of the three numbers as a reader sees it, with the factor from it to SI. */
  readonly unit: string;
  readonly perUnit: number;
  /** Whether draws move it inside its range. */
  readonly drawn: boolean;
  /** Of what a test record says: draws follow this Beta distribution, of which the range is the middle 90 %. */
  readonly posterior?: KillPosterior;
}

/** One trial: what was drawn of the unknown, and the key of its chance. */
export interface TrialInput {
  readonly seed: number;
  readonly trial: number;
  /** Values in the order of `RaidProblem.parameters`; empty for the nominal ones. */
  readonly draw: readonly number[];
  /** Id of a variant of the problem; the problem as it stands when left out. */
  readonly variant?: string;
  /** Whether `TrialOutcome.events` is kept: costs time and memory. */
  readonly log: boolean;
  /** Whether `TrialOutcome.tracks` is kept; not when left out. */
  readonly tracks?: boolean;
}

/** How it stands between a layer and a threat in the end: why no round left in time, or what became of those that did. */
export type LayerReasonCode =
  | Exclude<NoShotReason, "not-yet" | "another-fires" | "waits-for-look">
  /** Stopped by this layer. */
  | "killed"
  /** Stopped by an earlier layer. */
  | "already-killed"
  /** A track came, never of fire-control quality. */
  | "track-too-poor"
  /** The plan gave the rounds to other threats. */
  | "spared"
  /** Fired at, and every round missed; `miss` says why the last one did. */
  | "missed";

/** What one layer did about one threat. */
export interface LayerReason {
  readonly layer: string;
  readonly code: LayerReasonCode;
  /** The unit that came nearest to a shot, or fired the last one. */
  readonly unit?: string;
  readonly time_s?: number;
  /** How much too late, s. */
  readonly by_s?: number;
  readonly miss?: MissReason;
  readonly shots: number;
}

/** One interceptor that was fired. */
export interface Shot {
  readonly threat: string;
  readonly layer: string;
  readonly unit: string;
  readonly interceptor: string;
  readonly launch_s: number;
  readonly intercept_s: number;
  readonly altitude_m: number;
  /** Distance between the true target and where the track put it when the kill vehicle took over. */
  readonly handoverError_m?: number;
  readonly isHit: boolean;
  readonly missReason?: MissReason;
}

/** What became of one threat. */
export interface ThreatOutcome {
  readonly threat: string;
  readonly isLeaker: boolean;
  /** Layer that stopped it. */
  readonly killedBy?: string;
  readonly time_s?: number;
  readonly altitude_m?: number;
  /** When the first radar confirmed a track, from the start of the raid. */
  readonly firstTrack_s?: number;
  /** When the first unit that can fire held a track of fire-control quality. */
  readonly fireControl_s?: number;
  /** Of the last round at it. */
  readonly handoverError_m?: number;
  readonly launch_s: number;
  readonly impact_s: number;
  /** Where it goes. */
  readonly aim: string;
  /** In the order of the layers. */
  readonly reasons: readonly LayerReason[];
}

/** In how much time a layer could have launched at a threat, given the tracks it held. */
export interface ThreatWindow {
  readonly threat: string;
  readonly layer: string;
  /** Longest stretch of launch times over the units of the layer, s; 0 for none. */
  readonly window_s: number;
}

/** Everything a study keeps of one trial. */
export interface TrialOutcome {
  readonly trial: number;
  readonly variant?: string;
  readonly threats: number;
  readonly leakers: number;
  /** One for each threat, in the order of the problem. */
  readonly killed: readonly ThreatOutcome[];
  /** Interceptors fired by layer; every layer has its entry. */
  readonly spent: Readonly<Record<string, number>>;
  readonly shots: readonly Shot[];
  readonly launchWindows: readonly ThreatWindow[];
  /** Layers whose magazines ran empty while threats were left. */
  readonly exhausted: readonly string[];
  /** How often a round failed, by reason. */
  readonly faults: Readonly<Partial<Record<MissReason, number>>>;
  /** True when the trial ran with perfect information: an upper bound. */
  readonly isUpperBound: boolean;
  /** By time, then priority, then sequence; only when asked for. */
  readonly events?: readonly EngineEvent[];
  /** How well each threat was known, by time; only when asked for. */
  readonly tracks?: readonly TrackSample[];
}

/** Kinds of event, in the order in which those of one instant are handled. */
export const EVENT_KINDS = [
  "cut",
  "launch",
  "burnout",
  "cue",
  "detection",
  "track-confirmed",
  "track-lost",
  "track-received",
  "fire-control-track",
  "saturated",
  "order",
  "interceptor-launch",
  "intercept",
  "assessment",
  "kill",
  "impact",
  "no-shot",
] as const;

export type EngineEventKind = (typeof EVENT_KINDS)[number];

/** One line of the log. One row of a table: `number` and `reason` mean what the kind says. */
export interface EngineEvent {
  readonly time_s: number;
  readonly kind: EngineEventKind;
  readonly threat?: string;
  /** Radar's or launcher's unit. */
  readonly unit?: string;
  readonly layer?: string;
  readonly interceptor?: string;
  readonly reason?: string;
  /**
   * detection: signal-to-noise ratio. track-confirmed, fire-control-track: one-sigma position error, m. saturated: objects not looked at.
   * order, interceptor-launch: time of the planned intercept, s. intercept: handover error, m. kill, impact: altitude, m. no-shot: how much too late, s.
   */
  readonly number?: number;
}

/** Runs trials of one problem; owns its work space, so that one thread makes one runner. */
export interface TrialRunner {
  run(input: TrialInput): TrialOutcome;
}
