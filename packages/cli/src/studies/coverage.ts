import {
  type CoverageStory,
  type CoverageStudy,
  describeCoverage,
  type PrefectureFeature,
  runCoverage,
  summariseCoverage,
  tellCoverage,
  writeCoverageFiles,
} from "parapet";
import { readLandAbroad } from "../host/world.ts";
import type { PerformStudy } from "../study-seam.ts";

/** Computes a coverage study in this thread: its flights are few. */
export const performCoverage: PerformStudy<CoverageStudy> = async (study, host) => {
  const { threats, trajectories, launchRegions, aims } = study;
  const total = threats.length * trajectories.length * launchRegions.length * aims.length;
  const progress = await host.startProgress("flights", total);
  try {
    const result = runCoverage(study, (done) => progress.update(done));
    const summary = summariseCoverage(result, study);
    const { nameOf, language, hash, version, command, sourceOf } = host;
    const story: CoverageStory = { study, result, summary, nameOf, language, sourceOf, hash, version, command };
    const prefectures = (await host.readGeography("japan-prefectures")) as {
      readonly features: readonly PrefectureFeature[];
    };
    const land = [...(await readLandAbroad()), ...prefectures.features.map(({ geometry }) => geometry)];
    return {
      metrics: summary.metrics,
      details: summary,
      faults: summary.faults,
      files: writeCoverageFiles(story),
      report: tellCoverage(story, land as Parameters<typeof tellCoverage>[1]),
      text: describeCoverage(story).join("\n"),
    };
  } finally {
    progress.stop();
  }
};
