import type { LayerReason, Shot, ThreatOutcome, TrialOutcome } from "./trial-types.ts";

/** What a layer did about a threat, shot by shot, and how that ended. */
export interface LayerStory {
  readonly reason: LayerReason;
  /** By time of launch. */
  readonly shots: readonly Shot[];
}

/** What happened to one threat, layer by layer. */
export interface ThreatStory {
  readonly outcome: ThreatOutcome;
  readonly layers: readonly LayerStory[];
  /** True when the trial ran with perfect information: an upper bound. */
  readonly isUpperBound: boolean;
}

/** The story of every threat of a trial, or of one; none for an unknown one. Plain data: the words are the export's. */
export function explainTrial(trial: TrialOutcome, threat?: string): readonly ThreatStory[] {
  return trial.killed
    .filter((outcome) => threat === undefined || outcome.threat === threat)
    .map((outcome) => ({
      outcome,
      layers: outcome.reasons.map((reason) => ({
        reason,
        shots: trial.shots.filter((shot) => shot.threat === outcome.threat && shot.layer === reason.layer),
      })),
      isUpperBound: trial.isUpperBound,
    }));
}
