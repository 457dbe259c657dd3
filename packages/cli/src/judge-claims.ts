import {
  coarsenStudy,
  compareSets,
  describeInfluences,
  describeNumberInfluences,
  hashStudy,
  judgeClaimStudy,
  measureInfluences,
  parseClaim,
  parseScenario,
  parseStudy,
} from "parapet";
import type {
  AssumptionsFile,
  Catalogue,
  ClaimFile,
  DefendedAreaSummary,
  NumbersSummary,
  ParsedFile,
  ReportTable,
  SetFinding,
  SetsComparison,
  StudySummary,
} from "parapet";
import type { AssumptionsParsed } from "./assumption-sets.ts";
import { judgeClaim } from "./claim-verdict.ts";
import type { ClaimVerdict } from "./claim-verdict.ts";
import { findData } from "./host/data.ts";
import { refuse } from "./host/problems.ts";
import { readAndParse } from "./parse-input.ts";
import { makeNameOf, type PreparedStudy } from "./prepared-study.ts";
import type { Session } from "./session.ts";
import { findOutcome, prepareStudy, runStudy } from "./study-run.ts";
import type { ReportedClaim, StudyRun } from "./study-run.ts";
import type { StudyOutcome } from "./study-seam.ts";

/** The set that claims are judged by, if any, and those that stand beside. */
export interface ClaimSets {
  readonly by: AssumptionsParsed | undefined;
  readonly beside: readonly AssumptionsParsed[];
}

/** A claim with its studies, every file of them read and resolved. */
export interface PreparedClaim {
  readonly parsed: ParsedFile<"claim">;
  readonly studies: ReadonlyMap<string, PreparedStudy>;
  /** The study that decides, or whose number is told where none does. */
  readonly main: string | undefined;
  /** That study under each set that stands beside; the same one where the set changes nothing. */
  readonly sets: readonly { readonly set: AssumptionsFile; readonly study: PreparedStudy }[];
}

/** A judged claim and the runs of its studies. */
export interface JudgedClaim {
  readonly claim: ClaimFile;
  readonly verdict: ClaimVerdict;
  /** In the order of the claim's file. */
  readonly runs: readonly StudyRun[];
  /** The run whose report is the claim's page. */
  readonly page?: StudyRun;
  readonly sets?: SetsComparison;
}

/** Studies that several claims share are computed once. */
export class DoneStudies {
  readonly #outcomes = new Map<string, StudyOutcome>();

  async find(prepared: PreparedStudy, session: Session): Promise<StudyOutcome> {
    const key = `${prepared.study.name} ${prepared.hash}`;
    const known = this.#outcomes.get(key) ?? (await findOutcome(prepared, {}, session));
    this.#outcomes.set(key, known);
    return known;
  }
}

/** Where results go. */
export interface ClaimPlaces {
  /** Folder of a claim's page; the usual one without it. */
  readonly page: (claim: string, study: PreparedStudy) => string | undefined;
  /** Folder of another study of the claim. */
  readonly study: (study: PreparedStudy) => string | undefined;
}

/** Scenarios that were read, by their files: many studies share one. */
export type Scenarios = Map<string, ParsedFile<"scenario">>;

/** Reads a claim with everything it refers to. Throws BadInput. */
export async function prepareClaim(
  file: string,
  { catalogue, by, beside, scenarios }: ClaimSets & { readonly catalogue: Catalogue; readonly scenarios: Scenarios },
  session: Session,
): Promise<PreparedClaim> {
  const parsed = await readAndParse(file, parseClaim);
  const { criterion, shows, studies: names } = parsed.value;
  const main = criterion?.study ?? shows?.study ?? names[0];
  const studies = new Map<string, PreparedStudy>();
  let sets: PreparedClaim["sets"] = [];
  for (const name of names) {
    const studyFile = findData("studies", name, { besideFile: file, folder: session.folder });
    const study = await readAndParse(studyFile, parseStudy);
    const place = findData("scenarios", study.value.scenario, { besideFile: studyFile, folder: session.folder });
    const scenario = scenarios.get(place) ?? (await readAndParse(place, parseScenario));
    scenarios.set(place, scenario);
    const prepared = await prepareStudy(study, catalogue, session, { scenario, assumptions: by });
    studies.set(name, prepared);
    if (name !== main || (criterion === undefined && shows === undefined)) continue;
    sets = await Promise.all(
      beside.map(async (assumptions) => {
        const under = await prepareStudy(study, catalogue, session, { scenario, assumptions });
        return { set: assumptions.value, study: under.hash === prepared.hash ? prepared : makeCoarser(under) };
      }),
    );
  }
  return { parsed, studies, main, sets };
}

/** A study as it is run for a second opinion. */
function makeCoarser(prepared: PreparedStudy): PreparedStudy {
  const study = coarsenStudy(prepared.study);
  return { ...prepared, study, hash: hashStudy(study) };
}

/** Runs the studies of a claim, the one that decides last, and writes a page for the claim. */
export async function judgePrepared(
  { parsed, studies, main, sets }: PreparedClaim,
  { places, done, command }: { readonly places: ClaimPlaces; readonly done: DoneStudies; readonly command: string },
  session: Session,
): Promise<JudgedClaim> {
  const claim = parsed.value;
  const runs = new Map<string, StudyRun>();
  for (const [name, prepared] of studies) {
    if (name === main) continue;
    const outcome = await done.find(prepared, session);
    runs.set(name, await runStudy(prepared, { out: places.study(prepared), command, outcome }, session));
  }
  const prepared = main === undefined ? undefined : studies.get(main);
  if (main === undefined || prepared === undefined) {
    if (claim.criterion !== undefined)
      throw refuse(
        `its criterion names the study "${claim.criterion.study}", which its studies do not list`,
        parsed.file,
      );
    return { claim, verdict: { verdict: "not-computable", sentence: "" }, runs: [] };
  }
  const outcome = await done.find(prepared, session);
  const others = [...runs.values()];
  const judged = await judgeOutcome(claim, { prepared, outcome, sets, others }, { done, session });
  const page = await runStudy(
    prepared,
    { out: places.page(claim.id, prepared), folderName: `claim-${claim.id}`, command, outcome, claim: judged },
    session,
  );
  runs.set(main, page);
  return {
    claim,
    verdict: judged.verdict,
    runs: [...studies.keys()].map((name) => runs.get(name)!),
    page,
    ...(judged.sets === undefined ? {} : { sets: judged.sets }),
  };
}

interface MainStudy {
  readonly prepared: PreparedStudy;
  readonly outcome: StudyOutcome;
  readonly sets: PreparedClaim["sets"];
  /** Runs of the claim's other studies. */
  readonly others: readonly StudyRun[];
}

async function judgeOutcome(
  claim: ClaimFile,
  main: MainStudy,
  { done, session }: { readonly done: DoneStudies; readonly session: Session },
): Promise<ReportedClaim> {
  const { prepared, outcome, others } = main;
  const { language } = session.settings;
  const words = { nameOf: makeNameOf(prepared, language), language };
  const verdict = judgeClaim(claim, outcome, words);
  const metric = claim.criterion ?? claim.shows;
  const shown = metric && tellInfluences(metric, outcome, words);
  const name = claim.shows?.name;
  const tornado = shown && { ...shown, ...(name === undefined ? {} : { metric: name[language] ?? name.en }) };
  const sets = await compare(claim, main, { done, session });
  const table = tabulateOthers(others, language);
  return {
    claim,
    verdict,
    ...(tornado === undefined ? {} : { tornado }),
    ...(sets === undefined ? {} : { sets }),
    ...(table === undefined ? {} : { others: table }),
  };
}

/** The claim under every set that stands beside; those in whose study nothing changes are not computed again. */
async function compare(
  claim: ClaimFile,
  main: MainStudy,
  { done, session }: { readonly done: DoneStudies; readonly session: Session },
): Promise<SetsComparison | undefined> {
  const metric = (claim.criterion ?? claim.shows)?.metric;
  if (main.sets.length === 0 || metric === undefined) return undefined;
  const findings: SetFinding[] = [];
  for (const { set, study: prepared } of main.sets) {
    const { details } = prepared === main.prepared ? main.outcome : await done.find(prepared, session);
    const verdict = judgeClaimStudy(claim, details as StudySummary)!;
    findings.push({ set, study: prepared.study, hash: prepared.hash, verdict });
  }
  return compareSets(findings, measureInfluences(metric, main.outcome.details as StudySummary));
}

/** What the metric of a claim turns on, measured from its bound; nothing where no chart would show it. */
function tellInfluences(
  { metric, atLeast, atMost }: { readonly metric: string; readonly atLeast?: number; readonly atMost?: number },
  { details }: StudyOutcome,
  words: { readonly nameOf: (id: string) => string; readonly language: "en" | "ja" },
): ReportedClaim["tornado"] {
  const summary = details as { readonly kind: string };
  if (summary.kind === "defended-area") {
    if (metric !== "defendedPopulationShare" || atLeast === undefined) return undefined;
    return describeInfluences({ summary: summary as DefendedAreaSummary, ...words }, atLeast);
  }
  return describeNumberInfluences({
    summary: details as NumbersSummary,
    metric,
    threshold: atLeast ?? atMost,
    ...words,
  });
}

/** First lines of an answer that are told of a study beside the one that decides. */
const LINES = 2;

/** The first lines of an answer; of a raid with variants its first line and what each variant changes. */
function chooseLines({ study, outcome: { text } }: StudyRun, language: "en" | "ja"): readonly string[] {
  const lines = text.split("\n").map((line) => line.trim());
  if (study.kind !== "raid" || study.variants.length === 0) return lines.slice(0, LINES);
  const names = study.variants.flatMap(({ id }) => {
    const name = study.names.find((each) => each.id === id)?.name;
    return name === undefined ? [] : [name[language] ?? name.en];
  });
  return [...lines.slice(0, 1), ...lines.filter((line) => names.some((name) => line.startsWith(name)))];
}

/** What the claim's other studies found, a row each. */
function tabulateOthers(others: readonly StudyRun[], language: "en" | "ja"): ReportTable | undefined {
  if (others.length === 0) return undefined;
  const ja = language === "ja";
  return {
    id: "others",
    heading: ja ? "この主張についての他の計算" : "Other studies of this claim",
    caption: ja
      ? "判定はこれらによらない。それぞれに報告書がある。"
      : "The verdict does not rest on them. Each has a report of its own.",
    heads: [{ text: ja ? "問い" : "Question" }, { text: ja ? "答え" : "Answer" }, { text: ja ? "報告書" : "Report" }],
    rows: others.map((other) => [
      other.study.title === undefined ? other.study.name : (other.study.title[language] ?? other.study.title.en),
      chooseLines(other, language).join(ja ? "。" : ". "),
      `${other.result}/report.html`,
    ]),
  };
}
