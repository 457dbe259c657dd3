import {
  type ClaimFile,
  describeVerdict,
  describeMargin,
  formatQuantity,
  judgeClaimStudy,
  nameParameter,
  type StudySummary,
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
  /** What was measured: by the criterion, or beside a claim that no number decides. */
  readonly metric?: {
    readonly name: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly unit: string;
  };
}

export interface JudgeOptions {
  readonly nameOf: (id: string) => string;
  readonly language: "en" | "ja";
}

/**
 * Judges a claim by the answer of the study that its criterion names; without a criterion it tells the number that the claim shows, or else the
 * first line of the answer. Throws BadInput when the study has no such metric.
 */
export function judgeClaim(claim: ClaimFile, outcome: StudyOutcome, { nameOf, language }: JudgeOptions): ClaimVerdict {
  const { criterion, shows } = claim;
  const asked = criterion ?? shows;
  if (asked === undefined) return quoteAnswer(outcome, language);
  checkMetric(claim, asked.metric, outcome);
  const verdict = judgeClaimStudy(claim, outcome.details as StudySummary)!;
  const { deciding } = verdict;
  const { value, low, high, unit } = verdict.metric;
  const told = {
    verdict: verdict.verdict,
    metric: { name: asked.metric, value, low, high, unit },
    sentence: describeVerdict(verdict, nameOf, language),
    ...(deciding === undefined
      ? {}
      : {
          decidingAssumption: nameParameter(deciding.key, nameOf, language),
          ...(deciding.flip === undefined ? {} : { flipPoint: formatQuantity(deciding.flip, deciding.unit, language) }),
        }),
  };
  if (criterion === undefined) return told;
  return {
    ...told,
    margin: verdict.margin,
    shareOfRange: verdict.shareOfRange,
    ...(unit === "1" ? {} : { marginText: describeMargin(verdict, language) }),
  };
}

/** The verdict on a claim that no number decides: what was computed beside it, to the end of its first line. */
function quoteAnswer({ text }: StudyOutcome, language: "en" | "ja"): ClaimVerdict {
  const [line = ""] = text.split("\n");
  const sentence = language === "ja" ? `計算できない。関連する数値:${line}` : `Not computable. Beside it: ${line}`;
  return { verdict: "not-computable", sentence };
}

/** Refuses a criterion on a metric that the study does not have. */
function checkMetric(claim: ClaimFile, metric: string, { metrics }: StudyOutcome): void {
  if (metric in metrics) return;
  const names = Object.keys(metrics).filter((name) => !name.includes(":"));
  throw refuse(`claim ${claim.id}: its study has no metric "${metric}"; it has ${names.join(", ")}`);
}
