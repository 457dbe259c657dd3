import {
  coarsenStudy,
  compareSets,
  describeInfluences,
  describeNumberInfluences,
  formatMetric,
  hashStudy,
  judgeStudy,
  parseClaim,
  parseStudy,
} from "parapet";
import type {
  AssumptionsFile,
  Catalogue,
  ClaimFile,
  DefendedAreaSummary,
  NumbersSummary,
  ParsedFile,
  RaidSummary,
  SetFinding,
  SetsComparison,
} from "parapet";
import { join } from "node:path";
import { type AssumptionsParsed, isComparison, openAssumptions } from "../assumption-sets.ts";
import { openCatalogue } from "../catalogue-files.ts";
import { judgeClaim } from "../claim-verdict.ts";
import type { ClaimVerdict } from "../claim-verdict.ts";
import { EXIT } from "../exit.ts";
import { findData, listData } from "../host/data.ts";
import { refuse } from "../host/problems.ts";
import { readAndParse } from "../parse-input.ts";
import type { Answer, Session } from "../session.ts";
import { makeNameOf, type PreparedStudy } from "../prepared-study.ts";
import { findOutcome, prepareStudy, runStudy } from "../study-run.ts";
import type { ReportedClaim, StudyRun } from "../study-run.ts";
import type { StudyOutcome } from "../study-seam.ts";

/** A claim with its studies, every file of them read and resolved. */
interface PreparedClaim {
  readonly parsed: ParsedFile<"claim">;
  readonly studies: ReadonlyMap<string, PreparedStudy>;
  /** The study that decides, under each set that stands beside; the same one where the set changes nothing. */
  readonly sets: readonly { readonly set: AssumptionsFile; readonly study: PreparedStudy }[];
}

interface Sets {
  readonly by: AssumptionsParsed | undefined;
  readonly beside: readonly AssumptionsParsed[];
}

/** Studies that several claims share are run once. */
type DoneRuns = Map<string, StudyRun>;

/** A judged claim and the runs of its studies. */
export interface JudgedClaim {
  readonly claim: ClaimFile;
  readonly verdict: ClaimVerdict;
  readonly runs: readonly StudyRun[];
  readonly sets?: SetsComparison;
}

export interface CheckOptions {
  /** `all` or names with commas: side by side; `none`; one set: to judge by. */
  readonly assumptions: string;
}

/** Judges the claims that are named, or given as files; all of them without a name. */
export async function checkClaims(
  names: readonly string[],
  { assumptions }: CheckOptions,
  session: Session,
): Promise<Answer> {
  const { folder } = session;
  const chosen = names.length === 0 ? listData("claims", { folder }) : names;
  if (chosen.length === 0) throw refuse("there are no claims here");
  const files = chosen.map((name) => (looksLikeFile(name) ? name : findData("claims", name, { folder })));
  const claims: PreparedClaim[] = [];
  const catalogue = await openCatalogue();
  const { by, beside } = await openSets(assumptions, catalogue, session);
  for (const file of files) claims.push(await prepareClaim(file, { catalogue, by, beside }, session));
  const { out } = session.settings;
  const judged: JudgedClaim[] = [];
  const done: DoneRuns = new Map();
  for (const claim of claims) {
    judged.push(await judge(claim, (study) => (out === undefined ? undefined : placeBelow(out, study)), done, session));
  }
  return answerClaims(judged, session);
}

/** Judges one claim; the result of its first study goes to `--out` itself, those of further ones below it. */
export async function checkOneClaim(name: string, session: Session): Promise<JudgedClaim> {
  const file = findData("claims", name, { folder: session.folder });
  const catalogue = await openCatalogue();
  const sets = await openSets("all", catalogue, session);
  const claim = await prepareClaim(file, { catalogue, ...sets }, session);
  const [first] = claim.studies.values();
  const { out } = session.settings;
  const placeOf = (study: PreparedStudy): string | undefined =>
    out === undefined || study === first ? out : placeBelow(out, study);
  return judge(claim, placeOf, new Map(), session);
}

function looksLikeFile(name: string): boolean {
  return /[/\\]|\.ya?ml$/.test(name);
}

function placeBelow(out: string, { study, hash }: PreparedStudy): string {
  return join(out, `${study.name}-${hash.slice(0, 8)}`);
}

/** The set that claims are judged by, if any, and those that stand beside. */
async function openSets(asked: string, catalogue: Catalogue, session: Session): Promise<Sets> {
  const sets = await openAssumptions(asked, catalogue, session);
  if (isComparison(asked)) return { by: undefined, beside: sets };
  return { by: sets[0], beside: [] };
}

async function prepareClaim(
  file: string,
  { catalogue, by, beside }: Sets & { readonly catalogue: Catalogue },
  session: Session,
): Promise<PreparedClaim> {
  const parsed = await readAndParse(file, parseClaim);
  const studies = new Map<string, PreparedStudy>();
  const decisive = parsed.value.criterion?.study;
  let sets: PreparedClaim["sets"] = [];
  for (const name of parsed.value.studies) {
    const studyFile = findData("studies", name, { besideFile: file, folder: session.folder });
    const study = await readAndParse(studyFile, parseStudy);
    const prepared = await prepareStudy(study, catalogue, session, { assumptions: by });
    studies.set(name, prepared);
    if (name !== decisive) continue;
    sets = await Promise.all(
      beside.map(async (assumptions) => {
        const under = await prepareStudy(study, catalogue, session, { assumptions });
        return { set: assumptions.value, study: under.hash === prepared.hash ? prepared : makeCoarser(under) };
      }),
    );
  }
  return { parsed, studies, sets };
}

/** A study as it is run for a second opinion. */
function makeCoarser(prepared: PreparedStudy): PreparedStudy {
  const study = coarsenStudy(prepared.study);
  return { ...prepared, study, hash: hashStudy(study) };
}

async function judge(
  { parsed, studies, sets }: PreparedClaim,
  placeOf: (study: PreparedStudy) => string | undefined,
  done: DoneRuns,
  session: Session,
): Promise<JudgedClaim> {
  const claim = parsed.value;
  const { language } = session.settings;
  const runs = new Map<string, StudyRun>();
  let verdict: ClaimVerdict | undefined;
  let compared: SetsComparison | undefined;
  for (const [name, prepared] of studies) {
    const key = `${prepared.study.name} ${prepared.hash}`;
    const isFirst = runs.size === 0;
    const judgeOutcome = async (outcome: StudyOutcome): Promise<ReportedClaim | undefined> => {
      if (claim.criterion === undefined && isFirst) {
        verdict = leaveOpen(outcome, language);
        return { claim, verdict };
      }
      if (claim.criterion?.study !== name) return undefined;
      const nameOf = makeNameOf(prepared, language);
      verdict = judgeClaim(claim, new Map([[name, outcome]]), { nameOf, language });
      const tornado = tellInfluences(claim.criterion, outcome, { nameOf, language });
      compared = await compare(claim.criterion, { prepared, outcome, sets }, session);
      return {
        claim,
        verdict,
        ...(tornado === undefined ? {} : { tornado }),
        ...(compared === undefined ? {} : { sets: compared }),
      };
    };
    let run = done.get(key);
    if (run === undefined) {
      run = await runStudy(prepared, { out: placeOf(prepared), judge: judgeOutcome }, session);
      done.set(key, run);
    } else await judgeOutcome(run.outcome);
    runs.set(name, run);
  }
  if (claim.criterion !== undefined && verdict === undefined) {
    throw refuse(
      `its criterion names the study "${claim.criterion.study}", which its studies do not list`,
      parsed.file,
    );
  }
  return {
    claim,
    verdict: verdict ?? NOT_COMPUTABLE,
    runs: [...runs.values()],
    ...(compared === undefined ? {} : { sets: compared }),
  };
}

/** The claim under every set that stands beside; those in whose study nothing changes are not computed again. */
async function compare(
  criterion: NonNullable<ClaimFile["criterion"]>,
  main: { readonly prepared: PreparedStudy; readonly outcome: StudyOutcome; readonly sets: PreparedClaim["sets"] },
  session: Session,
): Promise<SetsComparison | undefined> {
  if (main.sets.length === 0) return undefined;
  const findings: SetFinding[] = [];
  for (const { set, study: prepared } of main.sets) {
    const { details } = prepared === main.prepared ? main.outcome : await findOutcome(prepared, {}, session);
    const summary = details as Parameters<typeof judgeStudy>[1];
    const unknown = "unknown" in summary ? (summary as RaidSummary).unknown[criterion.metric] : undefined;
    findings.push({
      set,
      study: prepared.study,
      hash: prepared.hash,
      verdict: judgeStudy(criterion, summary),
      ...(unknown === undefined ? {} : { unknown }),
    });
  }
  return compareSets(findings, measureInfluences(criterion.metric, main.outcome));
}

/** How far each value that was moved by itself moves the metric, by its key. */
function measureInfluences(metric: string, { details }: StudyOutcome): ReadonlyMap<string, number> {
  const { sensitivity } = details as Pick<NumbersSummary | DefendedAreaSummary, "sensitivity">;
  const swing = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  return new Map(
    sensitivity.map(({ parameter, sweep }) => [
      parameter.key,
      swing(
        sweep.map((point) =>
          "numbers" in point ? point.numbers[metric]! : metric === "defendedAreaShare" ? point.area_m2 : point.people,
        ),
      ),
    ]),
  );
}

const NOT_COMPUTABLE: ClaimVerdict = { verdict: "not-computable", sentence: "" };

/** The verdict on a claim that no number decides: what was computed beside it, to the end of its first line. */
function leaveOpen({ text }: StudyOutcome, language: "en" | "ja"): ClaimVerdict {
  const [line = ""] = text.split("\n");
  const sentence =
    language === "ja" ? `計算では決まらない。関連する数値:${line}` : `Not computable. Beside it: ${line}`;
  return { verdict: "not-computable", sentence };
}

/** What the metric of a criterion turns on, measured from its bound; nothing where no chart would show it. */
function tellInfluences(
  { metric, atLeast, atMost }: NonNullable<ClaimFile["criterion"]>,
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

/** The answer of `check`; code 1 when an expectation that a study's file states does not hold. */
export function answerClaims(judged: readonly JudgedClaim[], session: Session): Answer {
  const { language } = session.settings;
  const verdicts = judged.map(({ claim, verdict, runs, sets }) => ({
    id: claim.id,
    verdict: verdict.verdict,
    margin: verdict.margin ?? null,
    shareOfRange: verdict.shareOfRange ?? null,
    decidingAssumption: verdict.decidingAssumption ?? null,
    flipPoint: verdict.flipPoint ?? null,
    sentence: verdict.sentence,
    studies: runs.map(({ hash }) => hash),
    results: runs.map(({ result }) => result),
    assumptionSets: (sets?.findings ?? []).map((finding, s) => listFinding(finding, s, sets!)),
    notComputable: (claim.notComputable ?? []).map((text) => text[language] ?? text.en),
  }));
  const unmet = judged
    .flatMap(({ runs }) => runs.flatMap(({ expectations }) => expectations))
    .filter(({ holds }) => !holds);
  const text = judged.map((each) => renderClaim(each, language)).join("\n\n");
  return {
    exitCode: unmet.length === 0 ? EXIT.done : EXIT.unmet,
    document: { verdicts },
    text: [text, ...unmet.map((each) => `does not hold: ${each.text}`)].join("\n"),
  };
}

/** A finding under a set as `check --json` has it, with the values in which it differs from the other sets. */
function listFinding(
  { set, study, hash, verdict, unknown }: SetFinding,
  s: number,
  { values }: SetsComparison,
): object {
  const { metric, criterion } = verdict;
  return {
    set: set.id,
    verdict: verdict.verdict,
    margin: verdict.margin,
    shareOfRange: verdict.shareOfRange,
    metric: criterion.metric,
    value: metric.value,
    low: unknown?.low ?? metric.low,
    high: unknown?.high ?? metric.high,
    unit: metric.unit,
    study: hash,
    runs: study.draws,
    values: values.flatMap(({ key, values: bySet }) => {
      const value = bySet[s];
      if (value === undefined) return [];
      const { text, lowText, highText, status, sources } = value;
      return [{ key, value: text, low: lowText ?? text, high: highText ?? text, status, sources }];
    }),
  };
}

function renderClaim({ claim, verdict, runs, sets }: JudgedClaim, language: "en" | "ja"): string {
  const { statement, notComputable = [] } = claim;
  const lines = [
    `${claim.id}: ${verdict.verdict.replace("-", " ").toUpperCase()}`,
    `  claim: ${statement[language] ?? statement.en}`,
    ...(verdict.sentence === "" ? [] : [`  ${verdict.sentence}`]),
    ...(verdict.shareOfRange === undefined
      ? []
      : [`  holds in ${(100 * verdict.shareOfRange).toFixed(0)} % of the draws over the published ranges`]),
    ...(sets === undefined ? [] : [`  ${renderSets(sets, language)}`]),
    ...notComputable.map((text) => `  not computable: ${text[language] ?? text.en}`),
    ...runs.map(({ result }) => `  result: ${result}`),
  ];
  return lines.join("\n");
}

/** "official: supported, 98 % (95 to 100); neutral: ...". */
function renderSets({ findings }: SetsComparison, language: "en" | "ja"): string {
  return findings
    .map(({ set, verdict, unknown }) => {
      const name = (set.name[language] ?? set.name.en).toLowerCase();
      const value = formatMetric({ ...verdict.metric, ...unknown }, language);
      return `${name}: ${verdict.verdict}, ${value}`;
    })
    .join("; ");
}
