import {
  addFaults,
  CentralTrials,
  countTrialFaults,
  defineRaid,
  describeRaid,
  measureIndices,
  keepTrial,
  makeRaidProblem,
  makeTrialRunner,
  NO_FAULTS,
  type MapRaid,
  type RaidAnswer,
  type RaidShared,
  type RaidStudy,
  type RaidTask,
  runRaid,
  type SensitivityStudy,
  shareRaid,
  tellRaid,
  writeTrialFiles,
} from "parapet";
import { loadRaidSolver } from "../host/highs.ts";
import { siblingModule } from "../host/pool.ts";
import { refuse } from "../host/problems.ts";
import type { Interim, PerformStudy, StudyOutcome } from "../study-seam.ts";

/** Computes a raid study on the host's threads. */
export const performRaid: PerformStudy<RaidStudy> = (study, host) => perform(study, host, undefined);

/** Computes a sensitivity study: the raid, and then which inputs its leakage turns on. */
export const performSensitivity: PerformStudy<SensitivityStudy> = (study, host) =>
  perform({ ...study, kind: "raid" }, host, study);

async function perform(
  study: RaidStudy,
  host: Parameters<PerformStudy<RaidStudy>>[1],
  sensitivity: SensitivityStudy | undefined,
): Promise<StudyOutcome> {
  host.warmWorkers();
  const problem = makeRaidProblem(defineRaid(study), host.hash);
  if ("refusal" in problem) throw refuse(`${study.name}: ${problem.refusal}`);
  const shared = shareRaid(study, problem);
  const central = new CentralTrials(shared);
  let faults = NO_FAULTS;
  const tell = follow(host.tellInterim, central, study.draws);
  const map: MapRaid = async (tasks, label) => {
    const progress = await host.startProgress(label, tasks.length);
    try {
      const answers = await host.mapTasks<RaidTask, RaidShared, RaidAnswer>({
        module: siblingModule(import.meta.url, "raid-task"),
        function: "runRaidTask",
        tasks,
        shared,
        onProgress: (done) => progress.update(done),
        ...(tell === undefined
          ? {}
          : {
              onResults: (start, results) => tell(tasks.slice(start, start + results.length), results as RaidAnswer[]),
            }),
      });
      central.take(tasks, answers);
      faults = addFaults(faults, countTrialFaults(answers, shared));
      return answers;
    } finally {
      progress.stop();
    }
  };
  const raid = await runRaid(study, shared, map);
  const indices = sensitivity && (await measureIndices(sensitivity, shared, raid.sensitivity, map));
  const summary = indices === undefined ? raid : { ...raid, indices, faults };
  const { nameOf, language, hash, version, command, sourceOf } = host;
  const runner = makeTrialRunner(problem, await loadRaidSolver(problem));
  const outcome = runner.run({ seed: study.seed, trial: central.first, draw: [], log: true });
  const kept = keepTrial({ problem, scenario: study.scenario, outcome, seed: study.seed, nameOf, language });
  const story = { study, summary, trial: kept, nameOf, language, sourceOf, hash, version, command };
  return {
    metrics: summary.metrics,
    details: summary,
    faults: summary.faults,
    files: writeTrialFiles(kept, { numbers: central.list(), layers: summary.layers }),
    report: tellRaid(story),
    text: describeRaid(story).join("\n"),
  };
}

/** Time between two tellings of what the trials say so far, ms. */
const TELL_ms = 400;

/** Takes results in as they come and tells now and then what they say; nothing where nobody listens. */
function follow(
  tellInterim: ((interim: Interim) => void) | undefined,
  central: CentralTrials,
  wanted: number,
): ((tasks: readonly RaidTask[], answers: readonly RaidAnswer[]) => void) | undefined {
  if (tellInterim === undefined) return undefined;
  let told = performance.now();
  let counted = 0;
  return (tasks, answers) => {
    central.take(tasks, answers);
    const now = performance.now();
    if (central.count === counted || (central.count < wanted && now - told < TELL_ms)) return;
    [told, counted] = [now, central.count];
    tellInterim({ done: counted, wanted, of: "luck", metrics: central.metrics() });
  };
}
