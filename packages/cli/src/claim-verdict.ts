import {
  type ClaimFile,
  type DefendedAreaSummary,
  describeVerdict,
  describeMargin,
  formatQuantity,
  judgeStudy,
  nameParameter,
  type NumbersSummary,
  type Verdict,
} from "parapet";
import { refuse } from "./host/problems.ts";
import type { StudyOutcome } from "./study-seam.ts";

/** What a claim is found to be. */
export interface ClaimVerdict {
  readonly verdict: Verdict["verdict"];
  /** How far the metric lies inside the criterion (positive) or outside it (negative); absent where nothing was computed. */
  readonly margin?: number;
  /** Share of the published parameter ranges on which the claim holds. */
  readonly shareOfRange?: number;
  /** The assumption that moves the answer most, and where the verdict turns. */
  readonly decidingAssumption?: string;
  /** The verdict as sentences. */
  readonly sentence: string;
  /** Where the verdict turns, with its unit. */
  readonly flipPoint?: string;
  /** The margin with its unit, where the metric is not a share. */
  readonly marginText?: string;
  /** What the sentence is made of; absent where nothing was judged. */
  readonly found?: Verdict;
}

export interface JudgeOptions {
  readonly nameOf: (id: string) => string;
  readonly language: "en" | "ja";
}

/** Judges a claim by the study that its criterion names. Throws BadInput when the claim does not list that study. */
export function judgeClaim(
  claim: ClaimFile,
  outcomes: ReadonlyMap<string, StudyOutcome>,
  { nameOf, language }: JudgeOptions,
): ClaimVerdict {
  const { criterion } = claim;
  if (criterion === undefined) throw refuse(`claim ${claim.id} has no criterion, so there is nothing to judge`);
  const outcome = outcomes.get(criterion.study);
  if (outcome === undefined)
    throw refuse(
      `claim ${claim.id}: its criterion names the study "${criterion.study}", which its studies do not list`,
    );
  const details = outcome.details as (NumbersSummary & { readonly kind: string }) | DefendedAreaSummary;
  checkMetric(claim, criterion.metric, outcome);
  const verdict = judgeStudy(criterion, details);
  const { deciding } = verdict;
  return {
    verdict: verdict.verdict,
    found: verdict,
    margin: verdict.margin,
    shareOfRange: verdict.shareOfRange,
    sentence: describeVerdict(verdict, nameOf, language),
    ...(verdict.metric.unit === "1" ? {} : { marginText: describeMargin(verdict, language) }),
    ...(deciding === undefined
      ? {}
      : {
          decidingAssumption: nameParameter(deciding.key, nameOf, language),
          ...(deciding.flip === undefined ? {} : { flipPoint: formatQuantity(deciding.flip, deciding.unit, language) }),
        }),
  };
}

/** Refuses a criterion on a metric that the study does not have. */
function checkMetric(claim: ClaimFile, metric: string, { metrics }: StudyOutcome): void {
  if (metric in metrics) return;
  const names = Object.keys(metrics).filter((name) => !name.includes(":"));
  throw refuse(`claim ${claim.id}: its study has no metric "${metric}"; it has ${names.join(", ")}`);
}
