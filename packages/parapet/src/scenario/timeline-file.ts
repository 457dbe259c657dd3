import { z } from "zod";
import { type ClaimReport, claimReport } from "./claim-file.ts";
import { date, group, id, listOfEntities, listOfIds, localText, text } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";

/** Something that happened, or was said, at a date or over a time. Dates are "2018", "2018-08" or "2018-08-01". */
export interface TimelineEntry {
  readonly id: string;
  readonly date: string;
  readonly until?: string;
  readonly text: LocalText;
  readonly reportedBy: readonly ClaimReport[];
  /** The claims that were made then, or that it bears on. */
  readonly claims?: readonly string[];
  /** The earlier entries that it answers. */
  readonly answers?: readonly string[];
}

/** A dated and cited record of a debate. Nothing in it is computed. */
export interface TimelineFile {
  readonly kind: "timeline";
  readonly id: string;
  readonly name: LocalText;
  readonly note?: string;
  readonly entries: readonly TimelineEntry[];
}

/** The schema of a timeline: entries in the order of their dates, answers to entries that exist and are not later. */
export const timelineFileSchema: Schema<TimelineFile> = group({
  kind: z.literal("timeline"),
  id: id("the id of a timeline"),
  name: localText(),
  note: text().exactOptional(),
  entries: listOfEntities<TimelineEntry>(
    group({
      id: id("the id of an entry"),
      date: date(),
      until: date().exactOptional(),
      text: localText(),
      reportedBy: z.array(claimReport).min(1).max(20),
      claims: listOfIds("the id of a claim").exactOptional(),
      answers: listOfIds("the id of an entry").exactOptional(),
    }),
    1000,
  ),
}).superRefine(({ entries }, context) => {
  const refuse = (path: (string | number)[], input: unknown, message: string): void =>
    context.addIssue({ code: "custom", path: ["entries", ...path], input, message });
  const dateOf = new Map(entries.map((entry) => [entry.id, entry.date]));
  entries.forEach(({ date: from, until, answers = [] }, i) => {
    if (until !== undefined && until < from) refuse([i, "until"], until, `${until} found, before date, ${from}`);
    answers.forEach((answered, k) => {
      const asked = dateOf.get(answered);
      if (asked === undefined) refuse([i, "answers", k], answered, `no entry "${answered}" in this timeline`);
      else if (asked.slice(0, from.length) > from)
        refuse(
          [i, "answers", k],
          answered,
          `"${answered}" found, of ${asked}; an answer is not before what it answers`,
        );
    });
  });
});
