import { z } from "zod";
import { date, group, ID_PATTERN, text } from "./fields.ts";
import type { Schema } from "./fields.ts";

/** One publication. `seen` tells whether its text was read for this project. */
export interface BibliographyEntry {
  readonly title: string;
  readonly seen: boolean;
  readonly author?: string;
  readonly outlet?: string;
  readonly date?: string;
  readonly url?: string;
  readonly grade?: string;
  readonly licence?: string;
  readonly note?: string;
}

/** The file of all publications that figures are taken from. */
export interface BibliographyFile {
  readonly entries: Readonly<Record<string, BibliographyEntry>>;
}

const entry: Schema<BibliographyEntry> = group({
  title: text(500),
  seen: z.boolean(),
  author: text(300).exactOptional(),
  outlet: text(300).exactOptional(),
  date: date().exactOptional(),
  url: z
    .string()
    .max(1000)
    .regex(/^https?:\/\/[^\s<>"']+$/, { error: "a web address that starts with https:// or http:// is due" })
    .exactOptional(),
  grade: text(40).exactOptional(),
  licence: text(100).exactOptional(),
  note: text().exactOptional(),
});

/** The schema of `bibliography.yaml`. */
export const bibliographySchema: Schema<BibliographyFile> = group({
  kind: z.literal("bibliography").exactOptional(),
  entries: z.record(
    z.string().regex(ID_PATTERN, {
      error: "the id of a source is made of small letters, digits and dashes, such as jiji-2023-12",
    }),
    entry,
  ),
});
