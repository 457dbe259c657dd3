import {
  checkVehicles,
  coarsenStudy,
  type CostStudy,
  type DefendedPeople,
  defineRaid,
  type LandPlace,
  makeDefendedAreaProblem,
  makeRaidProblem,
  type MapDefendedArea,
  type Metric,
  type PrefectureFeature,
  RaidWorker,
  type RaidSolver,
  type ResolvedStudy,
  runBoosterFall,
  runCost,
  runCoverage,
  runDefendedArea,
  runRaid,
  runRange,
  runReach,
  runSiting,
  screenPeople,
  shareRaid,
  SitingWorker,
  summariseCoverage,
  summariseDefendedArea,
  type Territory,
} from "parapet";

/** What a study is computed with besides itself. */
export interface StudyTools {
  readonly prefectures: readonly PrefectureFeature[];
  readonly places: readonly LandPlace[];
  /** Land of the Earth, for studies of seas and coasts. */
  readonly loadLand: () => Promise<readonly Territory["geometry"][]>;
  readonly mapArea: MapDefendedArea;
  readonly loadHighs: () => Promise<NonNullable<RaidSolver["highs"]>>;
}

/** The metrics of a study with central values, and how many trials they rest on where chance plays a part. */
export interface Evaluation {
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly trials?: number;
}

/**
 * Computes what a claim rests on with the values at hand and nothing else: no draws over ranges, no sweeps; a raid in fewer trials. The same
 * functions as on the command line. Throws when the study has no answer with these values.
 */
export async function evaluateStudy(asked: ResolvedStudy, hash: string, tools: StudyTools): Promise<Evaluation> {
  const study = coarsenStudy(asked);
  switch (study.kind) {
    case "coverage": {
      const plain = { ...study, draws: 0 };
      return { metrics: summariseCoverage(runCoverage(plain), plain).metrics };
    }
    case "reach":
      return { metrics: runReach({ ...study, draws: 0 }).metrics };
    case "range": {
      const land = await tools.loadLand();
      return {
        metrics: runRange(
          { ...study, draws: 0 },
          land.map((geometry) => ({ name: "land", geometry })),
        ).metrics,
      };
    }
    case "booster-fall": {
      const land = tools.prefectures.map(({ geometry }) => ({ name: "land", geometry }) as Territory);
      return { metrics: runBoosterFall({ ...study, draws: 0, sweeps: "none" }, land).metrics };
    }
    case "cost":
      return { metrics: runCost({ ...study, draws: 0 }, await findPeople(study, hash, tools)).metrics };
    case "siting": {
      const { prefectures, places, loadHighs } = tools;
      const needsSea = study.options.some(({ candidates }) => "on" in candidates && candidates.on === "sea");
      const land = needsSea ? await tools.loadLand() : [];
      const ground = { prefectures, places, land: land.map((geometry) => ({ name: "land", geometry })) };
      const plain = { ...study, draws: 0 };
      const worker = new SitingWorker({ study: plain, ground }, loadHighs);
      const summary = await runSiting(plain, ground, async (tasks) => {
        const answers = [];
        for (const task of tasks) answers.push(await worker.run(task));
        return answers;
      });
      return { metrics: summary.metrics };
    }
    case "defended-area": {
      const plain = { ...study, draws: 0 };
      const problem = makeDefendedAreaProblem(plain, hash);
      const [first] = checkVehicles(problem);
      if (first !== undefined) throw new Error(first);
      const { prefectures, places } = tools;
      const shared = { problem, prefectures, places, cell_m: study.grid_m };
      return {
        metrics: summariseDefendedArea(await runDefendedArea(shared, tools.mapArea, { sweeps: "none" })).metrics,
      };
    }
    case "raid":
    case "sensitivity": {
      const plain = { ...study, kind: "raid" as const, unknowns: 0 };
      const problem = makeRaidProblem(defineRaid(plain), hash);
      if ("refusal" in problem) throw new Error(problem.refusal);
      const shared = shareRaid(plain, problem);
      const solver = problem.controller === "optimal" ? { highs: await tools.loadHighs() } : {};
      const worker = new RaidWorker(shared, solver);
      const summary = await runRaid(plain, shared, async (tasks) => tasks.map((task) => worker.run(task)));
      return { metrics: summary.metrics, trials: summary.trials };
    }
  }
}

async function findPeople(
  study: CostStudy,
  hash: string,
  { prefectures, places, mapArea }: StudyTools,
): Promise<ReadonlyMap<string, DefendedPeople>> {
  const { against } = study;
  const found = new Map<string, DefendedPeople>();
  if (against === undefined) return found;
  const { name, scenario, launchRegions, seed, expect } = study;
  for (const { id, units, interceptors } of study.options) {
    if (units.length === 0) continue;
    const problem = makeDefendedAreaProblem(
      { kind: "defended-area", name, scenario, units, interceptors, launchRegions, draws: 0, seed, expect, ...against },
      `${hash}/${id}`,
    );
    found.set(id, await screenPeople({ problem, prefectures, places, cell_m: against.grid_m }, mapArea));
  }
  return found;
}
