import {
  checkVehicles,
  type DefendedAreaAnswer,
  type DefendedAreaShared,
  type DefendedAreaStory,
  type DefendedAreaStudy,
  type DefendedAreaTask,
  describeDefendedArea,
  drawDefendedArea,
  type LandPlace,
  makeDefendedAreaProblem,
  type MapDefendedArea,
  type PrefectureFeature,
  runDefendedArea,
  summariseDefendedArea,
  tellDefendedArea,
  writeDefendedAreaFiles,
} from "parapet";
import { siblingModule } from "../host/pool.ts";
import { refuse } from "../host/problems.ts";
import { readLandAbroad } from "../host/world.ts";
import type { PerformStudy } from "../study-seam.ts";

/** Computes a defended-area study on the host's threads. */
export const performDefendedArea: PerformStudy<DefendedAreaStudy> = async (study, host) => {
  const problem = makeDefendedAreaProblem(study, host.hash);
  const [first] = checkVehicles(problem);
  if (first !== undefined) throw refuse(first);
  if (problem.sites.length === 0)
    throw refuse(`${study.name}: none of the units has a launcher, so nothing can be defended`);
  const prefectures = (await host.readGeography("japan-prefectures")) as {
    readonly features: readonly PrefectureFeature[];
  };
  const places = (await host.readGeography("japan-places")) as { readonly places: readonly LandPlace[] };
  const shared: DefendedAreaShared = {
    problem,
    prefectures: prefectures.features,
    places: places.places,
    cell_m: study.grid_m,
  };
  const map: MapDefendedArea = async (withPaths, tasks, label) => {
    const progress = await host.startProgress(label, tasks.length);
    try {
      return await host.mapTasks<DefendedAreaTask, DefendedAreaShared, DefendedAreaAnswer>({
        module: siblingModule(import.meta.url, "defended-area-task"),
        function: "runDefendedAreaTask",
        tasks,
        everywhere: tasks[0]?.kind === "paths",
        shared: withPaths,
        onProgress: (done) => progress.update(done),
      });
    } finally {
      progress.stop();
    }
  };
  const result = await runDefendedArea(shared, map, { sweeps: study.sweeps });
  const summary = summariseDefendedArea(result);
  const { nameOf, language, hash, version, command } = host;
  const story: DefendedAreaStory = {
    study,
    result,
    summary,
    nameOf,
    language,
    sourceOf: host.sourceOf,
    hash,
    version,
    command,
  };
  const pictures = drawDefendedArea(story, { prefectures: prefectures.features, abroad: await readLandAbroad() });
  return {
    metrics: summary.metrics,
    details: summary,
    files: writeDefendedAreaFiles(story),
    report: { ...tellDefendedArea(story), ...pictures },
    text: describeDefendedArea(summary, nameOf, language),
  };
};
