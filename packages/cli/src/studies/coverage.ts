import { type CoverageStudy, describeCoverage, runCoverage, summariseCoverage, tellCoverage } from "parapet";
import type { PerformStudy } from "../study-seam.ts";

/** Computes a coverage study in this thread: its flights are few. */
export const performCoverage: PerformStudy<CoverageStudy> = async (study, host) => {
  const { threats, trajectories, launchRegions, aims } = study;
  const total = threats.length * trajectories.length * launchRegions.length * aims.length;
  const progress = await host.startProgress("flights", total);
  try {
    const result = runCoverage(study, (done) => progress.update(done));
    const summary = summariseCoverage(
      result,
      study.sets.map(({ id }) => id),
    );
    const { nameOf, language, hash, version, command, sourceOf } = host;
    const story = { study, summary, nameOf, language, sourceOf, hash, version, command };
    return {
      metrics: summary.metrics,
      details: summary,
      files: {},
      report: tellCoverage(story),
      text: describeCoverage(story).join("\n"),
    };
  } finally {
    progress.stop();
  }
};
