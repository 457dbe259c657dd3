import { type Announcement, readAnnouncement } from "parapet";
import { BadInput } from "../host/problems.ts";

/** The figures of an announcement, and what else the options ask for. */
export type AssessOptions = Announcement;

/** Reads the options of `assess`; throws BadInput with every problem at once. */
export function readAssessOptions(options: Readonly<Record<string, string>>): AssessOptions {
  const read = readAnnouncement(options);
  if (!read.ok) throw new BadInput(read.problems.map((message) => ({ message })));
  return read.announcement;
}
