import { parseFile, parseScenario } from "parapet";
import type { ParsedFile } from "parapet";
import { EXIT } from "../exit.ts";
import { findData, readCatalogue } from "../host/data.ts";
import { readInputFile } from "../host/files.ts";
import { BadInput, refuse } from "../host/problems.ts";
import { readAndParse } from "../parse-input.ts";
import type { Answer, Session } from "../session.ts";
import { STUDIES } from "../studies.ts";
import type { PrepareStudy } from "../studies.ts";
import type { PreparedStudy } from "../study-seam.ts";
import { runStudy } from "../study-run.ts";
import type { StudyRun } from "../study-run.ts";

export interface RunOptions {
  readonly resume?: boolean;
  readonly queue?: string;
}

/** Runs a study or scenario file by its kind. */
export async function runFile(file: string, options: RunOptions, session: Session): Promise<Answer> {
  const parsed = parseFile(await readInputFile(file));
  if (!parsed.ok) throw new BadInput(parsed.problems);
  for (const option of ["resume", "queue"] as const) {
    if (options[option] !== undefined) throw refuse(`\`--${option}\` is not available in this version`);
  }
  if (parsed.type === "scenario")
    throw refuse("running a scenario is not available in this version; run a study", file);
  if (parsed.type !== "study") throw refuse(`this is a ${parsed.type} file; a study or a scenario is needed`, file);
  const study = await prepareStudy(parsed, session);
  return answerRun(await runStudy(study, { out: session.settings.out }, session));
}

/** A study file with its scenario and the catalogue, resolved. Throws BadInput with every problem of them. */
export async function prepareStudy(study: ParsedFile<"study">, session: Session): Promise<PreparedStudy> {
  const { kind, scenario: scenarioName, seed } = study.value;
  const { settings, folder } = session;
  const load = STUDIES[kind];
  if (load === undefined) throw refuse(`a study of kind ${kind} is not available in this version`, study.file);
  const scenarioFile = findData("scenarios", scenarioName, { besideFile: study.file, folder });
  const [scenario, catalogue] = await Promise.all([readAndParse(scenarioFile, parseScenario), readCatalogue()]);
  // The kind has chosen the function that takes this study.
  const prepare = (await load()) as PrepareStudy;
  return prepare({
    study,
    scenario,
    catalogue,
    seed: settings.seed ?? seed,
    ...(settings.runs === undefined ? {} : { runs: settings.runs }),
  });
}

/** The answer of `run`; code 1 when an expectation of the file does not hold. */
export function answerRun({ study, outcome, version, result }: StudyRun): Answer {
  const { kind, name, hash, seed, runs } = study;
  const unmet = outcome.expectations.filter(({ holds }) => !holds);
  const lines = [outcome.text.trimEnd(), ...unmet.map(({ text }) => `does not hold: ${text}`), `result: ${result}`];
  return {
    exitCode: unmet.length === 0 ? EXIT.done : EXIT.unmet,
    document: {
      kind,
      name,
      hash,
      seed,
      version,
      runs,
      metrics: outcome.metrics,
      expectations: outcome.expectations,
      result,
    },
    text: lines.join("\n"),
  };
}
