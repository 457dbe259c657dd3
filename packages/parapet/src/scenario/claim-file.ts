import { z } from "zod";
import { date, group, id, localText, text } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import type { MetricBounds } from "./study-common.ts";
import { metricBoundsShape, withBounds } from "./study-common.ts";

/** Where a claim was made. `source` is an id of the bibliography. */
export interface ClaimReport {
  readonly source: string;
  readonly outlet?: string;
  readonly date?: string;
  readonly speaker?: string;
  readonly url?: string;
}

/** The claim holds in a run of the study when the metric lies within the bounds. */
export interface ClaimCriterion extends MetricBounds {
  readonly study: string;
  /** How the statement was read, and why the bound stands where it does; a bare text is English. */
  readonly why: LocalText | string;
}

/** One public claim in our own words, what answers it, and what no computation can. */
export interface ClaimFile {
  readonly kind: "claim";
  readonly id: string;
  readonly statement: LocalText;
  readonly reportedBy: readonly ClaimReport[];
  readonly studies: readonly string[];
  readonly criterion?: ClaimCriterion;
  /** The number that is told beside a claim which no number decides. */
  readonly shows?: { readonly study: string; readonly metric: string; readonly name?: LocalText };
  readonly notComputable?: readonly LocalText[];
  readonly note?: string;
}

/** A metric, and what it is of where it is measured of several: `reach:bastion`. */
const METRIC_PATTERN = /^[a-z][A-Za-z0-9]{0,63}(:[a-z0-9-]{1,64}){0,2}$/;

/** The schema of where something was reported. */
export const claimReport: Schema<ClaimReport> = group({
  source: id("a source of the bibliography"),
  outlet: text(300).exactOptional(),
  date: date().exactOptional(),
  speaker: text(300).exactOptional(),
  url: text(1000).exactOptional(),
});

const criterion: Schema<ClaimCriterion> = withBounds<ClaimCriterion>(
  group({
    study: id("the name of a study"),
    ...metricBoundsShape,
    why: z.union([text(), localText()], { error: () => "FOUND; a text is due, or one for each language" }),
  }),
);

/** The schema of a claim. */
export const claimFileSchema: Schema<ClaimFile> = group({
  kind: z.literal("claim"),
  id: id("the id of a claim"),
  statement: localText(),
  reportedBy: z.array(claimReport).min(1).max(50),
  studies: z.array(id("the name of a study")).max(50),
  criterion: criterion.exactOptional(),
  shows: group({
    study: id("the name of a study"),
    metric: z
      .string()
      .regex(METRIC_PATTERN, { error: "the name of a metric, such as touchedShare or reach:bastion, is due" }),
    name: localText().exactOptional(),
  }).exactOptional(),
  notComputable: z.array(localText()).max(50).exactOptional(),
  note: text().exactOptional(),
}).superRefine((claim, context) => {
  const { criterion: found, studies, notComputable } = claim;
  if (found !== undefined && !studies.includes(found.study))
    context.addIssue({
      code: "custom",
      path: ["criterion", "study"],
      input: found.study,
      message: `"${found.study}" is not among the studies of this claim: ${studies.join(", ") || "none"}`,
    });
  if (claim.shows !== undefined && found !== undefined)
    context.addIssue({
      code: "custom",
      path: ["shows"],
      message: "found beside a criterion, which names the number that decides; one of the two is due",
    });
  if (claim.shows !== undefined && !studies.includes(claim.shows.study))
    context.addIssue({
      code: "custom",
      path: ["shows", "study"],
      input: claim.shows.study,
      message: `"${claim.shows.study}" is not among the studies of this claim: ${studies.join(", ") || "none"}`,
    });
  if (found !== undefined || (notComputable ?? []).length > 0) return;
  if (studies.length > 0)
    context.addIssue({
      code: "custom",
      path: ["criterion"],
      message: "missing; a claim with studies needs the criterion that decides it, or says what is not computable",
    });
  else
    context.addIssue({
      code: "custom",
      path: ["notComputable"],
      message: "missing; a claim without studies says what is not computable",
    });
});
