import {
  describeRange,
  type PrefectureFeature,
  type RangeStudy,
  runRange,
  type Territory,
  tellRange,
  writeRangeFiles,
} from "parapet";
import { readCountries } from "../host/world.ts";
import type { PerformStudy } from "../study-seam.ts";

/** Computes a range study in this thread: it is a matter of distances. */
export const performRange: PerformStudy<RangeStudy> = async (study, host) => {
  const prefectures = (await host.readGeography("japan-prefectures")) as {
    readonly features: readonly PrefectureFeature[];
  };
  const abroad = await readCountries();
  const land = [...abroad.map(({ geometry }) => geometry), ...prefectures.features.map(({ geometry }) => geometry)];
  const territories = land.map((geometry) => ({ name: "land", geometry }) as Territory);
  const summary = runRange(study, territories);
  const { nameOf, language, hash, version, command, sourceOf } = host;
  const story = { study, summary, nameOf, language, sourceOf, hash, version, command };
  return {
    metrics: summary.metrics,
    details: summary,
    faults: summary.faults,
    files: writeRangeFiles(story),
    report: tellRange(story, land as Parameters<typeof tellRange>[1]),
    text: describeRange(story).join("\n"),
  };
};
