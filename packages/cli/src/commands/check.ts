import { formatMetric } from "parapet";
import type { Catalogue, SetFinding, SetsComparison } from "parapet";
import { join } from "node:path";
import { writeDossier } from "../dossier.ts";
import { isComparison, openAssumptions } from "../assumption-sets.ts";
import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { findData, listData } from "../host/data.ts";
import { refuse } from "../host/problems.ts";
import { type ClaimSets, DoneStudies, type JudgedClaim, judgePrepared, type PreparedClaim, prepareClaim } from "../judge-claims.ts"; // prettier-ignore
import type { PreparedStudy } from "../prepared-study.ts";
import type { Answer, Session } from "../session.ts";

export interface CheckOptions {
  /** `all` or names with commas: side by side; `none`; one set: to judge by. */
  readonly assumptions: string;
  /** File for one page of all claims judged. */
  readonly dossier?: string;
}

/** Judges the claims that are named, or given as files; all of them without a name. */
export async function checkClaims(
  names: readonly string[],
  { assumptions, dossier }: CheckOptions,
  session: Session,
): Promise<Answer> {
  const { folder } = session;
  const chosen = names.length === 0 ? listData("claims", { folder }) : names;
  if (chosen.length === 0) throw refuse("there are no claims here");
  const files = chosen.map((name) => (looksLikeFile(name) ? name : findData("claims", name, { folder })));
  const claims: PreparedClaim[] = [];
  const catalogue = await openCatalogue();
  const sets = await openSets(assumptions, catalogue, session);
  const shared = { catalogue, ...sets, scenarios: new Map() };
  for (const file of files) claims.push(await prepareClaim(file, shared, session));
  const { out } = session.settings;
  const places = {
    page: (claim: string, study: PreparedStudy) =>
      out === undefined ? undefined : placeBelow(out, `claim-${claim}`, study),
    study: (study: PreparedStudy) => (out === undefined ? undefined : placeBelow(out, study.study.name, study)),
  };
  const done = new DoneStudies();
  const judged: JudgedClaim[] = [];
  for (const [i, claim] of claims.entries()) {
    const command = commandFor(session.command, names, chosen[i]!);
    judged.push(await judgePrepared(claim, { places, done, command }, session));
  }
  if (dossier !== undefined) await writeDossier(dossier, judged, session);
  return answerClaims(judged, session);
}

/** Judges one claim; its page goes to `--out` itself, the results of its other studies to a folder beside it. */
export async function checkOneClaim(
  name: string,
  { assumptions }: Pick<CheckOptions, "assumptions">,
  session: Session,
): Promise<JudgedClaim> {
  const file = findData("claims", name, { folder: session.folder });
  const catalogue = await openCatalogue();
  const sets = await openSets(assumptions, catalogue, session);
  const claim = await prepareClaim(file, { catalogue, ...sets, scenarios: new Map() }, session);
  const { out } = session.settings;
  const places = {
    page: () => out,
    // Beside the page: a result's folder holds nothing but the result.
    study: (study: PreparedStudy) =>
      out === undefined ? undefined : placeBelow(`${out}-studies`, study.study.name, study),
  };
  return judgePrepared(claim, { places, done: new DoneStudies(), command: session.command }, session);
}

function looksLikeFile(name: string): boolean {
  return /[/\\]|\.ya?ml$/.test(name);
}

function placeBelow(out: string, name: string, { hash }: PreparedStudy): string {
  return join(out, `${name}-${hash.slice(0, 8)}`);
}

/** The command that makes the page of one claim again, from one that made those of several. */
function commandFor(command: string, names: readonly string[], claim: string): string {
  if (names.length === 1) return command;
  const others = new Set(names.filter((name) => name !== claim));
  const words = command.split(" ").filter((word) => !others.has(word));
  return words.includes(claim) ? words.join(" ") : [...words, claim].join(" ");
}

async function openSets(asked: string, catalogue: Catalogue, session: Session): Promise<ClaimSets> {
  const sets = await openAssumptions(asked, catalogue, session);
  if (isComparison(asked)) return { by: undefined, beside: sets };
  return { by: sets[0], beside: [] };
}

/** The answer of `check`; code 1 when an expectation that a study's file states does not hold. */
export function answerClaims(judged: readonly JudgedClaim[], session: Session): Answer {
  const { language } = session.settings;
  const verdicts = judged.map(({ claim, verdict, runs, page, sets }) => ({
    id: claim.id,
    verdict: verdict.verdict,
    margin: verdict.margin ?? null,
    shareOfRange: verdict.shareOfRange ?? null,
    decidingAssumption: verdict.decidingAssumption ?? null,
    flipPoint: verdict.flipPoint ?? null,
    metric: verdict.metric ?? null,
    sentence: verdict.sentence,
    studies: runs.map(({ hash }) => hash),
    faults: runs.map(({ faults }) => faults),
    results: runs.map(({ result }) => result),
    page: page === undefined ? null : `${page.result}/report.html`,
    assumptionSets: (sets?.findings ?? []).map((finding, s) => listFinding(finding, s, sets!)),
    notComputable: (claim.notComputable ?? []).map((text) => text[language] ?? text.en),
  }));
  const unmet = judged
    .flatMap(({ runs }) => runs.flatMap(({ expectations }) => expectations))
    .filter(({ holds }) => !holds);
  const faults = judged.flatMap(({ runs }) => runs.flatMap(({ study, faultLine }) => (faultLine === undefined ? [] : [`${study.name}: ${faultLine}`]))); // prettier-ignore
  const text = judged.map((each) => renderClaim(each, language)).join("\n\n");
  return {
    exitCode: unmet.length === 0 ? EXIT.done : EXIT.unmet,
    document: { verdicts },
    text: [...new Set(faults), text, ...unmet.map((each) => `does not hold: ${each.text}`)].join("\n"),
  };
}

/** A finding under a set as `check --json` has it, with the values in which it differs from the other sets. */
function listFinding({ set, study, hash, verdict }: SetFinding, s: number, { values }: SetsComparison): object {
  const { metric, criterion } = verdict;
  const isOpen = verdict.verdict === "not-computable";
  return {
    set: set.id,
    verdict: verdict.verdict,
    margin: isOpen ? null : verdict.margin,
    shareOfRange: isOpen ? null : verdict.shareOfRange,
    metric: criterion.metric,
    value: metric.value,
    low: metric.low,
    high: metric.high,
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

const WORDS = {
  en: {
    claim: "claim",
    holds: "holds in {share} % of the draws over the published ranges",
    notComputable: "not computable",
    result: "result",
  },
  ja: {
    claim: "主張",
    holds: "公表範囲からの抽出の{share} %で成り立つ",
    notComputable: "計算できないこと",
    result: "結果",
  },
} as const;

function renderClaim({ claim, verdict, runs, page, sets }: JudgedClaim, language: "en" | "ja"): string {
  const { statement, notComputable = [] } = claim;
  const words = WORDS[language];
  const lines = [
    `${claim.id}: ${verdict.verdict.replace("-", " ").toUpperCase()}`,
    `  ${words.claim}: ${statement[language] ?? statement.en}`,
    ...(verdict.sentence === "" ? [] : [`  ${verdict.sentence}`]),
    ...(verdict.shareOfRange === undefined
      ? []
      : [`  ${words.holds.replace("{share}", (100 * verdict.shareOfRange).toFixed(0))}`]),
    ...(sets === undefined ? [] : [`  ${renderSets(sets, language)}`]),
    ...notComputable.map((text) => `  ${words.notComputable}: ${text[language] ?? text.en}`),
    ...(page === undefined ? [] : [`  ${words.result}: ${page.result}`]),
    ...runs.filter((run) => run !== page).map(({ result }) => `  ${words.result}: ${result}`),
  ];
  return lines.join("\n");
}

/** "official: supported, 98 % (95 to 100); neutral: ...". */
function renderSets({ findings }: SetsComparison, language: "en" | "ja"): string {
  return findings
    .map(({ set, verdict }) => {
      const name = (set.name[language] ?? set.name.en).toLowerCase();
      if (verdict.isUnmeasured) return `${name}: ${language === "ja" ? "測るべき出来事なし" : "nothing to measure"}`;
      const value = formatMetric(verdict.metric, language);
      return verdict.verdict === "not-computable" ? `${name}: ${value}` : `${name}: ${verdict.verdict}, ${value}`;
    })
    .join("; ");
}
