import { describeReach, type ReachStudy, runReach, tellReach, writeReachFiles } from "parapet";
import type { PerformStudy } from "../study-seam.ts";
import { withPercent } from "./with-progress.ts";

/** Computes a reach study in this thread: its flights are few and its tables are kept. */
export const performReach: PerformStudy<ReachStudy> = async (study, host) => {
  const summary = await withPercent(host, "percent of the rows", (onProgress) => runReach(study, onProgress));
  const { nameOf, language, hash, version, command, sourceOf } = host;
  const story = { study, summary, nameOf, language, sourceOf, hash, version, command };
  return {
    metrics: summary.metrics,
    details: summary,
    faults: summary.faults,
    files: writeReachFiles(story),
    report: tellReach(story),
    text: describeReach(story).join("\n"),
  };
};
