import {
  type BoosterFallStudy,
  describeBoosterFall,
  type PrefectureFeature,
  runBoosterFall,
  type Territory,
  tellBoosterFall,
  writeBoosterFallFiles,
} from "parapet";
import type { PerformStudy } from "../study-seam.ts";
import { withPercent } from "./with-progress.ts";

/** Computes a study of falling boosters in this thread. */
export const performBoosterFall: PerformStudy<BoosterFallStudy> = async (study, host) => {
  const prefectures = (await host.readGeography("japan-prefectures")) as {
    readonly features: readonly PrefectureFeature[];
  };
  const land = prefectures.features.map(({ geometry }) => geometry);
  const territories = land.map((geometry) => ({ name: "land", geometry }) as Territory);
  const summary = await withPercent(host, "percent of the sets of values", (onProgress) =>
    runBoosterFall(study, territories, onProgress),
  );
  const { nameOf, language, hash, version, command, sourceOf } = host;
  const story = { study, summary, nameOf, language, sourceOf, hash, version, command };
  return {
    metrics: summary.metrics,
    details: summary,
    faults: summary.faults,
    files: writeBoosterFallFiles(story),
    report: tellBoosterFall(story, land as unknown as Parameters<typeof tellBoosterFall>[1]),
    text: describeBoosterFall(story).join("\n"),
  };
};
