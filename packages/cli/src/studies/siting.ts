import {
  describeSiting,
  type LandPlace,
  type PrefectureFeature,
  runSiting,
  type SitingAnswer,
  type SitingShared,
  type SitingStudy,
  type SitingTask,
  tellSiting,
  type Territory,
  writeSitingFiles,
} from "parapet";
import { siblingModule } from "../host/pool.ts";
import { readCountries } from "../host/world.ts";
import type { PerformStudy } from "../study-seam.ts";
import { withProgress } from "./with-progress.ts";

/** Computes a siting study on the host's threads, a program each. */
export const performSiting: PerformStudy<SitingStudy> = async (study, host) => {
  const { features } = (await host.readGeography("japan-prefectures")) as {
    readonly features: readonly PrefectureFeature[];
  };
  const { places } = (await host.readGeography("japan-places")) as { readonly places: readonly LandPlace[] };
  const needsSea = study.options.some(({ candidates }) => "on" in candidates && candidates.on === "sea");
  const abroad = needsSea ? await readCountries() : [];
  const land = [...abroad.map(({ geometry }) => geometry), ...features.map(({ geometry }) => geometry)];
  const ground = {
    prefectures: features,
    places,
    land: needsSea ? land.map((geometry) => ({ name: "land", geometry }) as Territory) : [],
  };
  const summary = await runSiting(study, ground, async (tasks) => {
    return withProgress(host, { label: "programs", total: tasks.length }, (onProgress) =>
      host.mapTasks<SitingTask, SitingShared, SitingAnswer>({
        module: siblingModule(import.meta.url, "siting-task"),
        function: "runSitingTask",
        tasks,
        shared: { study, ground },
        onProgress,
      }),
    );
  });
  const { nameOf, language, hash, version, command, sourceOf } = host;
  const story = { study, summary, nameOf, language, sourceOf, hash, version, command };
  return {
    metrics: summary.metrics,
    details: summary,
    faults: summary.faults,
    files: writeSitingFiles(story),
    report: tellSiting(story),
    text: describeSiting(story).join("\n"),
  };
};
