import { describeReach, type ReachStudy, runReach, tellReach, writeReachFiles } from "parapet";
import type { PerformStudy } from "../study-seam.ts";

/** Computes a reach study in this thread: its flights are few and its tables are kept. */
export const performReach: PerformStudy<ReachStudy> = async (study, host) => {
  const progress = await host.startProgress("percent of the rows", 100);
  try {
    const summary = runReach(study, (done, total) => progress.update(Math.floor((100 * done) / total)));
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
  } finally {
    progress.stop();
  }
};
