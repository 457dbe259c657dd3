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
  type RaidStudy,
  shareRaid,
  takeRaid,
  type TrialOutcome,
} from "parapet";
import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { describeFileError, readInputFile } from "../host/files.ts";
import { readManifest } from "../host/result.ts";
import { loadRaidSolver } from "../host/highs.ts";
import { BadInput, refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";
import { makeNameOf } from "../prepared-study.ts";
import { prepareStudy } from "../study-run.ts";

export interface ExplainOptions {
  readonly trial?: string;
  readonly threat?: string;
  /** A set of values drawn from what is not known, from 1 on. */
  readonly draw?: string;
  readonly variant?: string;
}

/** Which trial of a study. */
interface TrialChoice {
  readonly trial: number | undefined;
  readonly draw: number | undefined;
  readonly variant: string | undefined;
}

/** A trial and what its ids are called. */
interface TrialAtHand {
  readonly outcome: TrialOutcome;
  /** Name of the study, and of the variant. */
  readonly study: string;
  readonly variant?: string;
  /** Of how many sets of values, for a trial with drawn ones. */
  readonly draws?: number;
  readonly nameOf: (id: string) => string;
}

/**
 * Tells what became of each threat of a trial, layer by layer: of the one that a result keeps, or of any trial of a file with a raid, with central
 * or drawn values, as the raid stands or in one of its variants.
 */
export async function explain(place: string, options: ExplainOptions, session: Session): Promise<Answer> {
  const { threat } = options;
  const choice: TrialChoice = {
    trial: parseNumber("--trial", options.trial, 0),
    draw: parseNumber("--draw", options.draw, 1),
    variant: options.variant,
  };
  const catalogue = await openCatalogue();
  const atHand = (await isFolder(place))
    ? await readKept(place, choice, catalogue, session)
    : await runTrial(place, choice, catalogue, session);
  const { outcome, nameOf } = atHand;
  const stories = explainTrial(outcome, threat);
  if (stories.length === 0) {
    const known = outcome.killed.map((each) => each.threat);
    throw refuse(
      `the raid has no threat "${threat}"; it has ${known.slice(0, 8).join(", ")}${known.length > 8 ? ", ..." : ""}`,
    );
  }
  const texts = makeTexts(session.settings.language);
  const blocks = stories.map((story) => describeThreat(story, texts, nameOf).join("\n"));
  return {
    exitCode: EXIT.done,
    document: {
      study: atHand.study,
      trial: outcome.trial,
      ...(choice.draw === undefined ? {} : { draw: choice.draw }),
      ...(choice.variant === undefined ? {} : { variant: choice.variant }),
      threats: stories,
    },
    text: [nameTrial(atHand, choice, session.settings.language), ...blocks].join("\n\n"),
  };
}

/** Which trial it is, in words: of which study, with which values, in which variant. */
function nameTrial(
  { outcome, study, variant, draws }: TrialAtHand,
  { draw }: TrialChoice,
  language: "en" | "ja",
): string {
  if (language === "ja") {
    const values = draw === undefined ? "中央値" : `不明な値から引いた組${draw}(全${draws}組)`;
    return `${study} 試行${outcome.trial}、${values}、${variant === undefined ? "攻撃は定めたまま" : `変種「${variant}」`}。`;
  }
  const values =
    draw === undefined ? "central values" : `set ${draw} of the ${draws} drawn from the ranges of what is not known`;
  return `${study}, trial ${outcome.trial}: ${values}, ${variant === undefined ? "the raid as it stands" : `variant "${variant}"`}.`;
}

function parseNumber(option: string, text: string | undefined, least: 0 | 1): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > 4_294_967_295)
    throw refuse(`${option}: "${text}" found; a whole number from ${least} on is due`);
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
  { trial, draw, variant }: TrialChoice,
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
  if (draw !== undefined || variant !== undefined)
    throw refuse(
      "the result keeps a trial with central values of the raid as it stands alone; give the study's file instead of the folder to see drawn values or a variant",
      result,
    );
  const manifest = await readManifest(result);
  const sites = new Map(kept.scene.sites.map(({ id, name }) => [id, name]));
  const { language } = session.settings;
  const nameOf = (id: string): string => {
    const name = catalogue.entries.get(id)?.name;
    return sites.get(id) ?? (name === undefined ? id : (name[language] ?? name.en));
  };
  return { outcome: kept.outcome, study: manifest?.name ?? result, nameOf };
}

async function runTrial(
  file: string,
  choice: TrialChoice,
  catalogue: Catalogue,
  session: Session,
): Promise<TrialAtHand> {
  const parsed = parseFile(await readInputFile(file));
  if (!parsed.ok) throw new BadInput(parsed.problems);
  const raid = parsed.type === "scenario" ? takeRaid(parsed) : parsed.type === "study" ? parsed : undefined;
  if (raid === undefined)
    throw refuse("a result, a raid or sensitivity study or a scenario with a `raid` is due", file);
  const prepared = await prepareStudy(raid, catalogue, session, {
    scenario: parsed.type === "scenario" ? parsed : undefined,
  });
  const { study, hash } = prepared;
  if (study.kind !== "raid" && study.kind !== "sensitivity")
    throw refuse(`this is a study of kind ${study.kind}; a raid or a sensitivity study is due`, file);
  const { language } = session.settings;
  const asRaid: RaidStudy = { ...study, kind: "raid" };
  const problem = makeRaidProblem(defineRaid(asRaid), hash);
  if ("refusal" in problem) throw refuse(problem.refusal, file);
  const { trial = 0, draw, variant } = choice;
  if (variant !== undefined && !study.variants.some(({ id }) => id === variant)) {
    const known = study.variants.map(({ id }) => id);
    throw refuse(
      `the study has no variant "${variant}"; it has ${known.length === 0 ? "none" : known.join(", ")}`,
      file,
    );
  }
  if (draw !== undefined && draw > study.unknowns)
    throw refuse(`--draw: ${draw} found; the study draws ${study.unknowns} sets of values`, file);
  const values = draw === undefined ? [] : [...shareRaid(asRaid, problem).rows[draw - 1]!];
  const runner = makeTrialRunner(problem, await loadRaidSolver(problem));
  const outcome = runner.run({
    seed: study.seed,
    trial,
    draw: values,
    log: false,
    ...(variant === undefined ? {} : { variant }),
  });
  const called = study.names.find(({ id }) => id === variant)?.name;
  return {
    outcome,
    study: study.name,
    ...(variant === undefined ? {} : { variant: called?.[language] ?? called?.en ?? variant }),
    ...(draw === undefined ? {} : { draws: study.unknowns }),
    nameOf: makeNameOf(prepared, language),
  };
}
