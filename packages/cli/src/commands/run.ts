import { parseFile, takeRaid } from "parapet";
import { checkBundlePlace, readBundle, writeBundle } from "../bundle.ts";
import { openOneSet } from "../assumption-sets.ts";
import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { findData } from "../host/data.ts";
import { readInputFile } from "../host/files.ts";
import { parseShard } from "../host/parts.ts";
import { BadInput, refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";
import { prepareStudy, runStudy } from "../study-run.ts";
import type { PreparedStudy } from "../prepared-study.ts";
import type { StudyRun } from "../study-run.ts";
import { runShard, type ShardRun } from "../study-shards.ts";
import { runBundle } from "./run-bundle.ts";

export interface RunOptions {
  readonly resume?: boolean;
  readonly queue?: string;
  /** Only this share of the work, "3/16". */
  readonly shard?: string;
  /** Folder with all parts of the earlier rounds of a shard. */
  readonly after?: string;
  readonly assumptions?: string;
  /** File for the question and its answer in one. */
  readonly bundle?: string;
}

/** Runs a study or scenario file by its kind. */
export async function runFile(file: string, options: RunOptions, session: Session): Promise<Answer> {
  const source = await readInputFile(file);
  const bundle = readBundle(source.content, file);
  if (bundle !== undefined && options.shard !== undefined)
    throw refuse("a bundle is run as a whole; --shard takes a study or a scenario", file);
  if (bundle !== undefined && options.bundle !== undefined) throw refuse("this is a bundle already", file);
  if (bundle !== undefined) return runBundle(bundle, (studyFile) => runFile(studyFile, options, session));
  if (options.bundle !== undefined) checkBundlePlace(options.bundle, options, session);
  const parsed = parseFile(source);
  if (!parsed.ok) throw new BadInput(parsed.problems);
  if (parsed.type !== "study" && parsed.type !== "scenario")
    throw refuse(`this is a ${parsed.type} file; a study or a scenario is needed`, file);
  const catalogue = await openCatalogue();
  const assumptions = await openOneSet(options.assumptions, catalogue, session);
  if (parsed.type === "scenario") {
    const raid = takeRaid(parsed);
    if (raid === undefined)
      throw refuse("this scenario has no `raid`, so there is nothing to run; add one or run a study", file);
    const prepared = await prepareStudy(raid, catalogue, session, { scenario: parsed, assumptions });
    return runPrepared(prepared, options, session, { study: file, scenario: file });
  }
  const prepared = await prepareStudy(parsed, catalogue, session, { assumptions });
  const scenario = (): string =>
    findData("scenarios", parsed.value.scenario, { besideFile: file, folder: session.folder });
  return runPrepared(prepared, options, session, { study: file, scenario: scenario() });
}

async function runPrepared(
  prepared: PreparedStudy,
  { bundle, ...options }: RunOptions,
  session: Session,
  files: { readonly study: string; readonly scenario: string },
): Promise<Answer> {
  const { shard, after, ...rest } = options;
  const { out } = session.settings;
  if (shard !== undefined)
    return answerShard(await runShard(prepared, { shard: parseShard(shard), after, out, ...rest }, session));
  if (after !== undefined) throw refuse("--after goes with --shard: it names the parts of the round before");
  const run = await runStudy(prepared, { out, ...rest }, session);
  const answer = answerRun(run);
  if (bundle === undefined) return answer;
  await writeBundle(bundle, run, files);
  return { ...answer, document: { ...(answer.document as object), bundle }, text: `${answer.text}\nbundle: ${bundle}` };
}

function answerShard({ facts, own, total, file }: ShardRun): Answer {
  const { kind, name, hash, seed, runs, shard, round, build } = facts;
  return {
    exitCode: EXIT.done,
    document: { kind, name, hash, seed, version: build.version, runs, shard, round, tasks: { own, total }, part: file },
    text: `shard ${shard.number}/${shard.of} of ${name}: ${own} of ${total} tasks done\npart: ${file}`,
  };
}

/** The answer of `run`; code 1 when an expectation of the file does not hold. */
export function answerRun({ study, hash, version, outcome, faults, expectations, result }: StudyRun): Answer {
  const { kind, name, seed, draws: runs } = study;
  const unmet = expectations.filter(({ holds }) => !holds);
  const lines = [outcome.text.trimEnd(), ...unmet.map(({ text }) => `does not hold: ${text}`), `result: ${result}`];
  return {
    exitCode: unmet.length === 0 ? EXIT.done : EXIT.unmet,
    document: { kind, name, hash, seed, version, runs, metrics: outcome.metrics, faults, expectations, result },
    text: lines.join("\n"),
  };
}
