import {
  announceFaults,
  collectSourcedValues,
  describeSets,
  hashStudy,
  makeSourceOf,
  NumericalFault,
  type NumericalFaults,
  parseScenario,
  type ReportInput,
  type ReportStatement,
  type ReportTable,
  type SetsComparison,
  resolveStudy,
  toReport,
} from "parapet";
import type { NamedAssumptions, Catalogue, ClaimFile, ParsedFile, ReportSource } from "parapet";
import { stringify } from "yaml";
import type { ClaimVerdict } from "./claim-verdict.ts";
import { Interrupted } from "./exit.ts";
import { judgeExpectations } from "./expectations.ts";
import type { Expectation } from "./expectations.ts";
import { openCache } from "./host/cache.ts";
import type { CacheKey } from "./host/cache.ts";
import { findData, showPath } from "./host/data.ts";
import { Progress } from "./host/checkpoint.ts";
import { BadInput, formatProblem, refuse } from "./host/problems.ts";
import { checkResultFolder, resultFolder, writeResult } from "./host/result.ts";
import { readVersion } from "./host/version.ts";
import { countFaults } from "./numerical-faults.ts";
import { readAndParse } from "./parse-input.ts";
import { makeNameOf, type PreparedStudy } from "./prepared-study.ts";
import type { Session } from "./session.ts";
import { STUDIES } from "./studies.ts";
import { computeStudy, type MapPiece } from "./study-compute.ts";
import type { PerformStudy, ResolvedStudy, StudyOutcome } from "./study-seam.ts";

/** A computed study and where its result stands. */
export interface StudyRun {
  readonly study: ResolvedStudy;
  readonly hash: string;
  readonly version: string;
  readonly outcome: StudyOutcome;
  readonly faults: NumericalFaults;
  /** The first line of what is said of a result with many faults. */
  readonly faultLine?: string;
  readonly expectations: readonly Expectation[];
  /** Folder of the result, as a person in this folder would type it. */
  readonly result: string;
}

interface PrepareOptions {
  /** The scenario, where it is at hand already. */
  readonly scenario?: ParsedFile<"scenario"> | undefined;
  /** In the place of the catalogue's values. */
  readonly assumptions?: ParsedFile<"assumptions"> | undefined;
}

/** A study file with its scenario and the catalogue, resolved. Throws BadInput with every problem of them. */
export async function prepareStudy(
  parsed: ParsedFile<"study">,
  catalogue: Catalogue,
  session: Session,
  { scenario: given, assumptions }: PrepareOptions = {},
): Promise<PreparedStudy> {
  const { settings, folder } = session;
  const find = (): string => findData("scenarios", parsed.value.scenario, { besideFile: parsed.file, folder });
  const scenario = given ?? (await readAndParse(find(), parseScenario));
  const resolved = resolveStudy(parsed, scenario, catalogue, { assumptions });
  if (!resolved.ok) throw new BadInput(resolved.problems);
  const { problems: warnings } = resolved;
  const study: ResolvedStudy = {
    ...resolved.study,
    seed: settings.seed ?? resolved.study.seed,
    draws: settings.runs ?? resolved.study.draws,
  };
  const isOwn = study.seed === resolved.study.seed && study.draws === resolved.study.draws;
  const hash = isOwn ? resolved.hash : hashStudy(study);
  const load = STUDIES[study.kind];
  if (load === undefined) throw refuse(`a study of kind ${study.kind} is not available in this version`, parsed.file);
  return { study, hash, catalogue, warnings, perform: (await load()) as PerformStudy };
}

/** A claim with its verdict, for the first page of the report. */
export interface ReportedClaim {
  readonly claim: ClaimFile;
  readonly verdict: ClaimVerdict;
  /** What the answer turns on, measured from the claim's bound. */
  readonly tornado?: ReportInput["tornado"];
  /** The claim under several sets of assumptions. */
  readonly sets?: SetsComparison;
  /** What the claim's other studies found. */
  readonly others?: ReportTable;
}

export interface StudyRunOptions {
  /** The result's own folder; without it, results/<name>-<hash>. */
  readonly out?: string | undefined;
  /** Goes on where an interrupted run stopped. */
  readonly resume?: boolean | undefined;
  /** Address of a queue whose workers compute the study. */
  readonly queue?: string | undefined;
  /** The command that makes the result; the session's own unless said otherwise. */
  readonly command?: string;
  /** Who answers the study's lists of tasks; nothing is taken from the cache then. */
  readonly mapPiece?: MapPiece;
  /** Name of the result's folder, before the hash; the study's without it. */
  readonly folderName?: string;
  /** The answer, where it is at hand already. */
  readonly outcome?: StudyOutcome;
  /** The claim that the study answers, for the head of its report. */
  readonly claim?: ReportedClaim;
}

/** Computes a study, or takes it from the cache, and writes its result folder. The place is checked before any work. */
export async function runStudy(prepared: PreparedStudy, options: StudyRunOptions, session: Session): Promise<StudyRun> {
  const { study, hash } = prepared;
  const { settings, folder } = session;
  const { kind, name, seed, draws: runs } = study;
  const place = resultFolder({ out: options.out, folder, name: options.folderName ?? name, hash });
  await checkResultFolder(place);
  for (const warning of prepared.warnings) session.note(formatProblem(warning));

  const version = readVersion();
  const found = options.outcome ?? (await findOutcome(prepared, options, session));
  const faults = countFaults(found);
  const told = announceFaults(faults, settings.language);
  const outcome = told === undefined ? found : { ...found, text: `${told}\n${found.text}` };
  const command = options.command ?? session.command;
  await writeResult(place, {
    manifest: {
      kind,
      name,
      version,
      hash,
      seed,
      runs,
      ...(study.assumptions === undefined ? {} : { assumptions: study.assumptions.id }),
      ...(options.claim === undefined ? {} : { claim: options.claim.claim.id }),
      command,
      faults,
    },
    resolved: formatResolved(prepared),
    metrics: outcome.details === undefined ? outcome.metrics : { ...outcome.details, faults },
    files: {
      ...outcome.files,
      ...makeReport(prepared, outcome, { ...options.claim, command, faults }, settings.language),
    },
  });
  const expectations = judgeExpectations(study.expect, outcome.metrics);
  return {
    study,
    hash,
    version,
    outcome,
    faults,
    ...(told === undefined ? {} : { faultLine: told }),
    expectations,
    result: showPath(place),
  };
}

/** Computes a study, or takes it from the cache; writes no result. */
export async function findOutcome(
  prepared: PreparedStudy,
  options: Omit<StudyRunOptions, "out" | "claim" | "outcome" | "folderName">,
  session: Session,
): Promise<StudyOutcome> {
  const { study, hash } = prepared;
  const { settings, folder, signal } = session;
  const { kind, seed, draws: runs } = study;
  const cache = openCache({ folder, fresh: settings.fresh });
  const key: CacheKey = { kind: `${kind}/${settings.language}`, hash, seed, runs };
  let outcome = options.mapPiece === undefined ? unpackOutcome(cache.read(key)) : undefined;
  if (outcome === undefined) {
    const resume = options.resume === true || session.resume === true;
    const progress = new Progress({ folder, hash, resume });
    if (options.resume === true && !progress.isThere)
      session.note("nothing of an interrupted run is there; starting anew");
    const { queue, command, mapPiece } = options;
    outcome = await computeStudy(prepared, { progress, queue, command, ...(mapPiece && { mapPiece }) }, session).catch(
      (error: unknown) => {
        if (!(error instanceof NumericalFault)) throw error;
        throw refuse(`${study.name} has no answer: ${error.message} (${error.reason})`);
      },
    );
    if (signal.aborted) throw new Interrupted();
    cache.write(key, packOutcome(outcome));
    progress.clear();
  }
  return outcome;
}

/** The report of a study, headed by the claim that it answers. */
function makeReport(
  prepared: PreparedStudy,
  { report: own }: StudyOutcome,
  { command, faults, ...reported }: Partial<ReportedClaim> & Pick<ReportInput, "command" | "faults">,
  language: "en" | "ja",
): Readonly<Record<string, string>> {
  if (own === undefined) return {};
  const {
    catalogue,
    study: { assumptions },
  } = prepared;
  const report: ReportInput = {
    ...own,
    command,
    ...(faults && { faults }),
    ...(assumptions === undefined ? {} : { assumptions: nameSet(assumptions, language) }),
  };
  const { claim, verdict, tornado, sets, others } = reported;
  if (claim === undefined || verdict === undefined) return { "report.html": toReport(report) };
  const cited = sets?.values.flatMap(({ values }) => values.flatMap((value) => value?.sources ?? [])) ?? [];
  return {
    "report.html": toReport({
      ...report,
      ...(sets === undefined
        ? {}
        : { sets: describeSets(sets, { main: prepared.hash, nameOf: makeNameOf(prepared, language), language }) }),
      ...(tornado === undefined ? {} : { tornado }),
      ...(others === undefined ? {} : { tables: [...(report.tables ?? []), others] }),
      claim: {
        statement: claim.statement[language] ?? claim.statement.en,
        reportedBy: claim.reportedBy.map(toStatement),
      },
      verdict: {
        word: verdict.verdict,
        sentence: verdict.sentence,
        ...(verdict.margin === undefined ? {} : { margin: verdict.margin }),
        ...(verdict.marginText === undefined ? {} : { marginText: verdict.marginText }),
        ...(verdict.shareOfRange === undefined ? {} : { shareOfRange: verdict.shareOfRange }),
        ...(verdict.decidingAssumption === undefined ? {} : { decidingAssumption: verdict.decidingAssumption }),
        ...(verdict.flipPoint === undefined ? {} : { flipPoint: verdict.flipPoint }),
      },
      sources: addSources(
        report.sources,
        [...claim.reportedBy.map(({ source }) => source), ...cited],
        makeSourceOf(catalogue),
      ),
      methods: [...readingOf(claim, language), ...report.methods],
      notComputable: [...report.notComputable, ...(claim.notComputable ?? []).map((text) => text[language] ?? text.en)],
    }),
  };
}

/** How the claim was read, for the method box. */
function readingOf({ criterion }: ClaimFile, language: "en" | "ja"): ReportInput["methods"] {
  if (criterion === undefined) return [];
  const { why } = criterion;
  const text = typeof why === "string" ? why : (why[language] ?? why.en);
  return [{ heading: language === "ja" ? "主張の読み方" : "How the claim was read", paragraphs: [text] }];
}

function nameSet(
  { name, description }: NamedAssumptions,
  language: "en" | "ja",
): NonNullable<ReportInput["assumptions"]> {
  return { name: name[language] ?? name.en, description: description[language] ?? description.en };
}

/** The sources of a report and those of the claim, each once, by id. */
function addSources(
  sources: readonly ReportSource[],
  more: readonly string[],
  sourceOf: (id: string) => ReportSource,
): readonly ReportSource[] {
  const byId = new Map([...sources, ...more.map(sourceOf)].map((source) => [source.id, source]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function toStatement({ source, outlet, date, speaker }: ClaimFile["reportedBy"][number]): ReportStatement {
  return {
    outlet: outlet ?? source,
    source,
    ...(date === undefined ? {} : { date }),
    ...(speaker === undefined ? {} : { speaker }),
  };
}

/** Every value used, with its source: the resolved study and the publications it cites. */
function formatResolved({ study, hash, catalogue }: PreparedStudy): string {
  const cited = new Set(collectSourcedValues(study).flatMap(({ sources }) => sources));
  for (const entity of [...study.units, ...study.launchRegions]) for (const source of entity.sources) cited.add(source);
  const sources = Object.fromEntries([...cited].toSorted().map((id) => [id, catalogue.bibliography.get(id)]));
  return stringify({ hash, study, sources }, { aliasDuplicateObjects: false });
}

interface PackedOutcome extends Omit<StudyOutcome, "files"> {
  readonly texts: Readonly<Record<string, string>>;
  readonly bytes: Readonly<Record<string, string>>;
}

function packOutcome({ files, ...rest }: StudyOutcome): PackedOutcome {
  const texts: Record<string, string> = {};
  const bytes: Record<string, string> = {};
  for (const [path, content] of Object.entries(files)) {
    if (typeof content === "string") texts[path] = content;
    else bytes[path] = Buffer.from(content).toString("base64");
  }
  return { ...rest, texts, bytes };
}

function unpackOutcome(packed: unknown): StudyOutcome | undefined {
  if (packed === undefined) return undefined;
  const { texts, bytes, ...rest } = packed as PackedOutcome;
  const files: Record<string, string | Uint8Array> = { ...texts };
  for (const [path, content] of Object.entries(bytes)) files[path] = Buffer.from(content, "base64");
  return { ...rest, files };
}
