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
  quantile,
  runDefendedArea,
  shareOf,
  summariseDefendedArea,
  tellDefendedArea,
  writeDefendedAreaFiles,
} from "parapet";
import { siblingModule } from "../host/pool.ts";
import { refuse } from "../host/problems.ts";
import { readLandAbroad } from "../host/world.ts";
import type { Interim, PerformStudy } from "../study-seam.ts";
import { withProgress } from "./with-progress.ts";

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
  const followed = host.tellInterim && followDraws(host.tellInterim, study.draws);
  const map: MapDefendedArea = async (withPaths, tasks, label) => {
    return withProgress(host, { label, total: tasks.length }, (onProgress) =>
      host.mapTasks<DefendedAreaTask, DefendedAreaShared, DefendedAreaAnswer>({
        module: siblingModule(import.meta.url, "defended-area-task"),
        function: "runDefendedAreaTask",
        tasks,
        everywhere: tasks[0]?.kind === "paths",
        shared: withPaths,
        onProgress,
        onResults: (start, results) => followed?.(tasks.slice(start), results as readonly DefendedAreaAnswer[]),
      }),
    );
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
    faults: summary.faults,
    files: writeDefendedAreaFiles(story),
    report: { ...tellDefendedArea(story), ...pictures },
    text: describeDefendedArea(summary, nameOf, language),
  };
};

/** The middle and 5 % to 95 % of the draws so far. */
function followDraws(
  tellInterim: (interim: Interim) => void,
  wanted: number,
): (tasks: readonly DefendedAreaTask[], answers: readonly DefendedAreaAnswer[]) => void {
  const people: number[] = [];
  const area: number[] = [];
  let told = 0;
  const spread = (values: readonly number[]): Interim["metrics"][string] => {
    const sorted = values.toSorted((a, b) => a - b);
    const [low, value, high] = [0.05, 0.5, 0.95].map((p) => quantile(sorted, p)) as [number, number, number];
    return { value, low, high, unit: "1" };
  };
  return (tasks, answers) => {
    const before = people.length;
    answers.forEach((answer, i) => {
      const task = tasks[i]!;
      if (answer.kind !== "rows" || task.kind !== "rows" || !task.count) return;
      for (const { all } of answer.shares) {
        people.push(shareOf(all, "any", "people"));
        area.push(shareOf(all, "any", "area_m2"));
      }
    });
    const now = performance.now();
    if (people.length === before || people.length < 2 || (people.length < wanted && now - told < TELL_ms)) return;
    told = now;
    const metrics = { defendedPopulationShare: spread(people), defendedAreaShare: spread(area) };
    tellInterim({ done: people.length, wanted, of: "draws", metrics });
  };
}

/** Time between two tellings of what the draws say so far, ms. */
const TELL_ms = 400;
