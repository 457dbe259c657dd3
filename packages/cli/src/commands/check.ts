import { describeInfluences, describeNumberInfluences, parseClaim, parseStudy } from "parapet";
import type { Catalogue, ClaimFile, DefendedAreaSummary, NumbersSummary, ParsedFile } from "parapet";
import { join } from "node:path";
import { openCatalogue } from "../catalogue-files.ts";
import { judgeClaim } from "../claim-verdict.ts";
import type { ClaimVerdict } from "../claim-verdict.ts";
import { EXIT } from "../exit.ts";
import { findData, listData } from "../host/data.ts";
import { refuse } from "../host/problems.ts";
import { readAndParse } from "../parse-input.ts";
import type { Answer, Session } from "../session.ts";
import { makeNameOf, type PreparedStudy } from "../prepared-study.ts";
import { prepareStudy, runStudy } from "../study-run.ts";
import type { ReportedClaim, StudyRun } from "../study-run.ts";
import type { StudyOutcome } from "../study-seam.ts";

/** A claim with its studies, every file of them read and resolved. */
interface PreparedClaim {
  readonly parsed: ParsedFile<"claim">;
  readonly studies: ReadonlyMap<string, PreparedStudy>;
}

/** Studies that several claims share are run once. */
type DoneRuns = Map<string, StudyRun>;

/** A judged claim and the runs of its studies. */
export interface JudgedClaim {
  readonly claim: ClaimFile;
  readonly verdict: ClaimVerdict;
  readonly runs: readonly StudyRun[];
}

/** Judges the claims that are named, or given as files; all of them without a name. */
export async function checkClaims(names: readonly string[], session: Session): Promise<Answer> {
  const { folder } = session;
  const chosen = names.length === 0 ? listData("claims", { folder }) : names;
  if (chosen.length === 0) throw refuse("there are no claims here");
  const files = chosen.map((name) => (looksLikeFile(name) ? name : findData("claims", name, { folder })));
  const claims: PreparedClaim[] = [];
  const catalogue = await openCatalogue();
  for (const file of files) claims.push(await prepareClaim(file, catalogue, session));
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
  const claim = await prepareClaim(file, await openCatalogue(), session);
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

async function prepareClaim(file: string, catalogue: Catalogue, session: Session): Promise<PreparedClaim> {
  const parsed = await readAndParse(file, parseClaim);
  const studies = new Map<string, PreparedStudy>();
  for (const name of parsed.value.studies) {
    const studyFile = findData("studies", name, { besideFile: file, folder: session.folder });
    studies.set(name, await prepareStudy(await readAndParse(studyFile, parseStudy), catalogue, session));
  }
  return { parsed, studies };
}

async function judge(
  { parsed, studies }: PreparedClaim,
  placeOf: (study: PreparedStudy) => string | undefined,
  done: DoneRuns,
  session: Session,
): Promise<JudgedClaim> {
  const claim = parsed.value;
  const { language } = session.settings;
  const runs = new Map<string, StudyRun>();
  let verdict: ClaimVerdict | undefined;
  for (const [name, prepared] of studies) {
    const key = `${prepared.study.name} ${prepared.hash}`;
    const isFirst = runs.size === 0;
    const judgeOutcome = (outcome: StudyOutcome): ReportedClaim | undefined => {
      if (claim.criterion === undefined && isFirst) {
        verdict = leaveOpen(outcome, language);
        return { claim, verdict };
      }
      if (claim.criterion?.study !== name) return undefined;
      const nameOf = makeNameOf(prepared, language);
      verdict = judgeClaim(claim, new Map([[name, outcome]]), { nameOf, language });
      const tornado = tellInfluences(claim.criterion, outcome, { nameOf, language });
      return { claim, verdict, ...(tornado === undefined ? {} : { tornado }) };
    };
    let run = done.get(key);
    if (run === undefined) {
      run = await runStudy(prepared, { out: placeOf(prepared), judge: judgeOutcome }, session);
      done.set(key, run);
    } else judgeOutcome(run.outcome);
    runs.set(name, run);
  }
  if (claim.criterion !== undefined && verdict === undefined) {
    throw refuse(
      `its criterion names the study "${claim.criterion.study}", which its studies do not list`,
      parsed.file,
    );
  }
  return { claim, verdict: verdict ?? NOT_COMPUTABLE, runs: [...runs.values()] };
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
  const verdicts = judged.map(({ claim, verdict, runs }) => ({
    id: claim.id,
    verdict: verdict.verdict,
    margin: verdict.margin ?? null,
    shareOfRange: verdict.shareOfRange ?? null,
    decidingAssumption: verdict.decidingAssumption ?? null,
    flipPoint: verdict.flipPoint ?? null,
    sentence: verdict.sentence,
    studies: runs.map(({ hash }) => hash),
    results: runs.map(({ result }) => result),
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

function renderClaim({ claim, verdict, runs }: JudgedClaim, language: "en" | "ja"): string {
  const { statement, notComputable = [] } = claim;
  const lines = [
    `${claim.id}: ${verdict.verdict.replace("-", " ").toUpperCase()}`,
    `  claim: ${statement[language] ?? statement.en}`,
    ...(verdict.sentence === "" ? [] : [`  ${verdict.sentence}`]),
    ...(verdict.shareOfRange === undefined
      ? []
      : [`  holds in ${(100 * verdict.shareOfRange).toFixed(0)} % of the draws over the published ranges`]),
    ...notComputable.map((text) => `  not computable: ${text[language] ?? text.en}`),
    ...runs.map(({ result }) => `  result: ${result}`),
  ];
  return lines.join("\n");
}
