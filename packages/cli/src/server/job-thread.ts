import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { parseStudy } from "parapet";
import { openCatalogue } from "../catalogue-files.ts";
import { answerClaims, checkOneClaim } from "../commands/check.ts";
import { answerRun } from "../commands/run.ts";
import { Interrupted } from "../exit.ts";
import { findData } from "../host/data.ts";
import { BadInput } from "../host/problems.ts";
import { readAndParse } from "../parse-input.ts";
import type { Session } from "../session.ts";
import { prepareStudy, runStudy } from "../study-run.ts";
import type { JobRequest, JobResult, JobStart, JobTidings, JobVerdict } from "./job-types.ts";

const { id, request, folder, place, workers, resume } = workerData as JobStart;
const tell = (tidings: JobTidings): void => parentPort!.postMessage(tidings);
const interruption = new AbortController();
parentPort!.on("message", () => interruption.abort(new Interrupted()));

/** A session whose progress goes to the server. */
function makeSession(command: string, out: string): Session {
  const { language } = request;
  const { seed, runs } = request.kind === "run" ? request : {};
  return {
    settings: {
      json: true,
      workers,
      out,
      fresh: false,
      quiet: false,
      language,
      ...(seed === undefined ? {} : { seed }),
      ...(runs === undefined ? {} : { runs }),
    },
    folder,
    command,
    signal: interruption.signal,
    resume,
    note: (line) => tell({ kind: "note", line }),
    tellInterim: (interim) => tell({ kind: "interim", interim }),
    startProgress: async (label, total) => {
      let told = 0;
      tell({ kind: "progress", label, done: 0, total });
      return {
        update: (done) => {
          const now = performance.now();
          if (done < total && now - told < 100) return;
          told = now;
          tell({ kind: "progress", label, done, total });
        },
        stop: () => undefined,
      };
    },
  };
}

async function judgeClaims({ claims }: Extract<JobRequest, { kind: "check" }>): Promise<void> {
  for (const claim of claims) {
    const out = join(place, claim);
    const session = makeSession(`parapet check ${claim}`, out);
    const judged = await checkOneClaim(claim, { assumptions: "all" }, session);
    const { verdicts } = answerClaims([judged], session).document as {
      verdicts: readonly Omit<JobVerdict, "reports" | "job">[];
    };
    const reports = judged.page === undefined ? [] : [`${claim}/report.html`];
    tell({ kind: "verdict", verdict: { ...verdicts[0]!, reports, job: id } });
  }
}

async function run({ study, scenario }: Extract<JobRequest, { kind: "run" }>): Promise<void> {
  let file: string;
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(study)) file = findData("studies", study, { folder });
  else {
    // As files, for that is how a study finds its scenario.
    file = join(place, "study.yaml");
    await mkdir(join(place, "scenarios"), { recursive: true });
    await writeFile(file, study);
    const name = /^name:\s*([a-z0-9-]+)\s*$/m.exec(scenario ?? "")?.[1];
    if (scenario !== undefined && name !== undefined)
      await writeFile(join(place, "scenarios", `${name}.yaml`), scenario);
  }
  const session = makeSession(`parapet run ${file}`, join(place, "result"));
  const prepared = await prepareStudy(await readAndParse(file, parseStudy), await openCatalogue(), session);
  const { document, text } = answerRun(await runStudy(prepared, { out: session.settings.out }, session));
  tell({ kind: "result", result: document as JobResult, text });
}

try {
  await (request.kind === "check" ? judgeClaims(request) : run(request));
  tell({ kind: "done" });
} catch (error) {
  if (error instanceof Interrupted || interruption.signal.aborted) tell({ kind: "cancelled" });
  else {
    const message = error instanceof BadInput || error instanceof Error ? error.message : String(error);
    tell({ kind: "failed", message });
  }
}
// The thread listens for a cancellation until now.
parentPort!.close();
