import type { Geodetic } from "./earth/model.ts";
import type { Vec3 } from "./math/vec3.ts";

/**
 * What flows between the roles: a radar sends detections, a tracker makes tracks of them, a network carries both, fire control asks a
 * track for its quality. Plain data in SI and radians; every message names who made it and the time it holds for.
 */

/** Standard deviations of the random errors of one detection. */
export interface DetectionSigmas {
  readonly range_m: number;
  readonly azimuth_rad: number;
  readonly elevation_rad: number;
  /** Left out when the radar measures no range rate. */
  readonly rangeRate_mps?: number;
}

/** One measurement of one object by one radar, refraction already taken out. */
export interface Detection {
  /** The unit whose radar measured. */
  readonly radar: string;
  readonly time_s: number;
  readonly range_m: number;
  /** Clockwise from north at the radar. */
  readonly azimuth_rad: number;
  readonly elevation_rad: number;
  /** Positive when the object goes away. */
  readonly rangeRate_mps?: number;
  readonly sigmas: DetectionSigmas;
}

/** A hint where to look: an area of sky or ground without a track behind it, for instance from a satellite that saw the launch. */
export interface Cue {
  readonly source: string;
  readonly time_s: number;
  readonly position_ecef: Vec3<"ecef">;
  /** Standard deviation of each component, m. */
  readonly positionSigma_m: number;
}

/** Life of a track: `tentative` until M detections of N looks, then `confirmed`, `deleted` after too many misses. */
export type TrackStage = "tentative" | "confirmed" | "deleted";

/** The phase of flight that a track is taken to be in. */
export type FlightPhase = "boost" | "coast" | "reentry";

/** How good a track is, as fire control asks it. */
export interface TrackQuality {
  /** Root of the largest eigenvalue of the position covariance, m: the semi-axis of the one-sigma ellipsoid. */
  readonly positionSigma_m: number;
  /** The same of the velocity, m/s. */
  readonly velocitySigma_mps: number;
  /** Detections that went into the track. */
  readonly detections: number;
  /** Time of the last of them, s. */
  readonly lastDetection_s: number;
}

/** What one tracker knows of one object. Inertial frame; it coincides with the Earth-fixed one at time 0 of the run. */
export interface Track {
  /** Unique within the tracker. */
  readonly id: number;
  /** The unit that keeps the track. */
  readonly tracker: string;
  /** The time that state and covariance hold for. */
  readonly time_s: number;
  readonly position_eci: Vec3<"eci">;
  readonly velocity_eci: Vec3<"eci">;
  /** Covariance of position and velocity, row by row, 36 numbers: m^2, m^2/s, m^2/s^2. */
  readonly covariance: readonly number[];
  readonly stage: TrackStage;
  readonly quality: TrackQuality;
  /** Probability of each phase, where the filter tells. */
  readonly phases?: Readonly<Record<FlightPhase, number>>;
}

/** A track good enough to fire on: what its error will be when the kill vehicle takes over. */
export interface FireControlTrack {
  readonly track: Track;
  /** When the kill vehicle must find the target by itself, s. */
  readonly handover_s: number;
  /** Predicted one-sigma semi-axis of position at that time, m. */
  readonly handoverSigma_m: number;
  /** Radius that holds the target with the probability asked for, m. */
  readonly basketRadius_m: number;
}

/** An ellipse on the ground that holds a point with a stated probability. */
export interface GroundEllipse {
  readonly centre: Geodetic;
  readonly semiMajorAxis_m: number;
  readonly semiMinorAxis_m: number;
  /** Of the major axis, clockwise from north, in [0, pi). */
  readonly azimuth_rad: number;
  readonly probability: number;
  /** When the object is, or was, there, s. */
  readonly time_s: number;
}

/** Fire control's word to one launcher: one round at one threat. */
export interface EngagementOrder {
  readonly threat: string;
  /** The unit that fires. */
  readonly unit: string;
  /** Id of the interceptor in the catalogue. */
  readonly interceptor: string;
  readonly layer: string;
  /** When the order was given, s. */
  readonly issued_s: number;
  /** When the round leaves, s. */
  readonly launch_s: number;
  /** When it is to meet the threat, s. */
  readonly intercept_s: number;
  /** Volleys of the layer at the threat, counted from 1; between two of them there is a look. */
  readonly volley: number;
  /** Rounds of the layer at the threat, counted from 1. */
  readonly round: number;
}

/** A round that left its launcher. */
export interface LaunchEvent {
  readonly order: EngagementOrder;
  readonly time_s: number;
  /** Rounds left on the launcher afterwards. */
  readonly roundsLeft: number;
}

/** Why a round that flew did not kill; in the order in which they are asked. */
export type MissReason =
  /** A fault that all rounds of the kind share. */
  | "common-failure"
  /** A fault of this round. */
  | "round-failure"
  /** The target was not in the seeker's basket when the kill vehicle looked. */
  | "not-acquired"
  /** The kill vehicle went for another object than the warhead. */
  | "wrong-object"
  /** The target was seen, but the divert did not last. */
  | "divert-exhausted"
  /** It came to the end and missed. */
  | "missed"
  /** The threat was already dead, or gone. */
  | "no-target";

/** What became of a round. */
export interface InterceptOutcome {
  readonly order: EngagementOrder;
  readonly time_s: number;
  readonly position_ecef: Vec3<"ecef">;
  readonly altitude_m: number;
  readonly isHit: boolean;
  /** Left out on a hit. */
  readonly missReason?: MissReason;
  /** Where it was computed, m. */
  readonly missDistance_m?: number;
}

/** What fire control believes after it looked. */
export interface KillAssessment {
  readonly threat: string;
  readonly layer: string;
  /** When the intercept was, and when the look at it was over, s. */
  readonly intercept_s: number;
  readonly time_s: number;
  readonly isCalledKill: boolean;
}
