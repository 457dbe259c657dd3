import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  type Catalogue,
  defineRaid,
  describeThreat,
  explainTrial,
  type KeptTrial,
  makeRaidProblem,
  makeTexts,
  makeTrialRunner,
  parseFile,
  takeRaid,
  type TrialOutcome,
} from "parapet";
import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { describeFileError, readInputFile } from "../host/files.ts";
import { loadRaidSolver } from "../host/highs.ts";
import { BadInput, refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";
import { makeNameOf } from "../prepared-study.ts";
import { prepareStudy } from "../study-run.ts";

export interface ExplainOptions {
  readonly trial?: string;
  readonly threat?: string;
}

/** A trial and what its ids are called. */
interface TrialAtHand {
  readonly outcome: TrialOutcome;
  readonly nameOf: (id: string) => string;
}

/** Tells what became of each threat of a trial, layer by layer: of the one that a result keeps, or of any trial of a raid's file. */
export async function explain(place: string, { trial, threat }: ExplainOptions, session: Session): Promise<Answer> {
  const number = parseTrial(trial);
  const catalogue = await openCatalogue();
  const { outcome, nameOf } = (await isFolder(place))
    ? await readKept(place, number, catalogue, session)
    : await runTrial(place, number ?? 0, catalogue, session);
  const stories = explainTrial(outcome, threat);
  if (stories.length === 0) {
    const known = outcome.killed.map((each) => each.threat);
    throw refuse(
      `the raid has no threat "${threat}"; it has ${known.slice(0, 8).join(", ")}${known.length > 8 ? ", ..." : ""}`,
    );
  }
  const texts = makeTexts(session.settings.language);
  const blocks = stories.map((story) => describeThreat(story, texts, nameOf).join("\n"));
  return { exitCode: EXIT.done, document: { trial: outcome.trial, threats: stories }, text: blocks.join("\n\n") };
}

function parseTrial(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 4_294_967_295)
    throw refuse(`--trial: "${text}" found; a whole number from 0 on is due`);
  return number;
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory();
  } catch (error) {
    throw describeFileError(error, place);
  }
}

async function readKept(
  result: string,
  trial: number | undefined,
  catalogue: Catalogue,
  session: Session,
): Promise<TrialAtHand> {
  let kept: KeptTrial["play"] & Pick<KeptTrial, "outcome">;
  try {
    kept = JSON.parse(await readFile(join(result, "play.json"), "utf8")) as typeof kept;
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse("play.json cannot be read; run the raid again", result);
    throw refuse("this result keeps no trial; a raid's does", result);
  }
  if (trial !== undefined && trial !== kept.outcome.trial)
    throw refuse(
      `the result keeps trial ${kept.outcome.trial} alone; give the raid's file instead of the folder to see trial ${trial}`,
      result,
    );
  const sites = new Map(kept.scene.sites.map(({ id, name }) => [id, name]));
  const { language } = session.settings;
  const nameOf = (id: string): string => {
    const name = catalogue.entries.get(id)?.name;
    return sites.get(id) ?? (name === undefined ? id : (name[language] ?? name.en));
  };
  return { outcome: kept.outcome, nameOf };
}

async function runTrial(file: string, trial: number, catalogue: Catalogue, session: Session): Promise<TrialAtHand> {
  const parsed = parseFile(await readInputFile(file));
  if (!parsed.ok) throw new BadInput(parsed.problems);
  const raid = parsed.type === "scenario" ? takeRaid(parsed) : parsed.type === "study" ? parsed : undefined;
  if (raid === undefined) throw refuse("a result, a raid study or a scenario with a `raid` is due", file);
  const prepared = await prepareStudy(raid, catalogue, session, {
    scenario: parsed.type === "scenario" ? parsed : undefined,
  });
  const { study, hash } = prepared;
  if (study.kind !== "raid") throw refuse(`this is a study of kind ${study.kind}; a raid is due`, file);
  const problem = makeRaidProblem(defineRaid(study), hash);
  if ("refusal" in problem) throw refuse(problem.refusal, file);
  const runner = makeTrialRunner(problem, await loadRaidSolver(problem));
  const outcome = runner.run({ seed: study.seed, trial, draw: [], log: false });
  return { outcome, nameOf: makeNameOf(prepared, session.settings.language) };
}
