import type { ClaimFile } from "parapet";
import { refuse } from "./host/problems.ts";
import type { ResolvedStudy, StudyOutcome } from "./study-seam.ts";

/** A study that answers a claim, computed. */
interface AnsweringStudy {
  readonly study: ResolvedStudy;
  readonly hash: string;
  readonly outcome: StudyOutcome;
}

/** What a claim is found to be. */
export interface ClaimVerdict {
  readonly verdict: "supported" | "refuted" | "depends" | "not-computable";
  /** How far the metric lies inside the criterion (positive) or outside it (negative); absent where nothing was computed. */
  readonly margin?: number;
  /** Share of the published parameter ranges on which the claim holds. */
  readonly shareOfRange?: number;
  /** The assumption that moves the answer most. */
  readonly decidingAssumption?: string;
  /** Sentences for a reader at a terminal: what was found, on what it rests. */
  readonly reasons: readonly string[];
}

/** Judges a claim by its studies, called by the names that the claim gives them. */
export type JudgeClaim = (claim: ClaimFile, studies: ReadonlyMap<string, AnsweringStudy>) => ClaimVerdict;

/** Stands in until claims can be judged. */
export const judgeClaim: JudgeClaim = () => {
  throw refuse("`check` is not available in this version");
};
