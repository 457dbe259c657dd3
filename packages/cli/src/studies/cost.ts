import {
  checkVehicles,
  type CostStudy,
  type DefendedAreaAnswer,
  type DefendedAreaShared,
  type DefendedAreaTask,
  type DefendedPeople,
  describeCost,
  type LandPlace,
  makeDefendedAreaProblem,
  type MapDefendedArea,
  type PrefectureFeature,
  runCost,
  screenPeople,
  tellCost,
  writeCostFiles,
} from "parapet";
import { siblingModule } from "../host/pool.ts";
import { refuse } from "../host/problems.ts";
import type { PerformStudy } from "../study-seam.ts";
import { withProgress } from "./with-progress.ts";

/** Computes a cost study; the people that its options defend are screened on the host's threads. */
export const performCost: PerformStudy<CostStudy> = async (study, host) => {
  const people = await findPeople(study, host);
  const summary = runCost(study, people);
  const { nameOf, language, hash, version, command, sourceOf } = host;
  const story = { study, summary, nameOf, language, sourceOf, hash, version, command };
  return {
    metrics: summary.metrics,
    details: summary,
    faults: summary.faults,
    files: writeCostFiles(story),
    report: tellCost(story),
    text: describeCost(story).join("\n"),
  };
};

async function findPeople(
  study: CostStudy,
  host: Parameters<PerformStudy<CostStudy>>[1],
): Promise<ReadonlyMap<string, DefendedPeople>> {
  const { against } = study;
  const asked = study.options.filter(({ units }) => units.length > 0);
  const found = new Map<string, DefendedPeople>();
  if (against === undefined || asked.length === 0) return found;
  const { features } = (await host.readGeography("japan-prefectures")) as {
    readonly features: readonly PrefectureFeature[];
  };
  const { places } = (await host.readGeography("japan-places")) as { readonly places: readonly LandPlace[] };
  const map: MapDefendedArea = async (shared, tasks, label) => {
    return withProgress(host, { label, total: tasks.length }, (onProgress) =>
      host.mapTasks<DefendedAreaTask, DefendedAreaShared, DefendedAreaAnswer>({
        module: siblingModule(import.meta.url, "defended-area-task"),
        function: "runDefendedAreaTask",
        tasks,
        everywhere: tasks[0]?.kind === "paths",
        shared,
        onProgress,
      }),
    );
  };
  const done = new Map<string, DefendedPeople>();
  for (const { id, units, interceptors } of asked) {
    const key = JSON.stringify([units.map((unit) => unit.id), interceptors.map((each) => each.id)]);
    const before = done.get(key);
    if (before !== undefined) {
      found.set(id, before);
      continue;
    }
    const { name, scenario, launchRegions, draws, seed, expect } = study;
    const problem = makeDefendedAreaProblem(
      { kind: "defended-area", name, scenario, units, interceptors, launchRegions, draws, seed, expect, ...against },
      `${host.hash}/${key}`,
    );
    const [first] = checkVehicles(problem);
    if (first !== undefined) throw refuse(first);
    if (problem.sites.length === 0)
      throw refuse(`${study.name}: no unit of ${id} has a launcher, so nobody is defended`);
    const people = await screenPeople({ problem, prefectures: features, places, cell_m: against.grid_m }, map);
    done.set(key, people);
    found.set(id, people);
  }
  return found;
}
