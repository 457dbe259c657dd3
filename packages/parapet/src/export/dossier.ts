import { sha256Hex } from "../math/hash.ts";
import type { TimelineEntry, TimelineFile } from "../scenario/timeline-file.ts";
import { base64FromHex } from "./base64.ts";
import { element, escapeMarkup } from "./markup.ts";
import type { Language } from "./report-input.ts";
import { section, table } from "./report-parts.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { SVG_STYLE } from "./svg.ts";
import { drawTimeline } from "./timeline-picture.ts";
import { makeTexts } from "./texts.ts";

/** One judged claim as the dossier has it. */
export interface DossierClaim {
  readonly id: string;
  readonly statement: string;
  /** The verdict in a word, and as sentences. */
  readonly verdict: string;
  readonly sentence: string;
  /** Its page as `toReport` wrote it; without one it stands in the table alone. */
  readonly page?: string;
}

const DOSSIER_STYLE =
  ".dossier-claim{border-top:2px solid var(--pp-ink);margin-top:48px;padding-top:8px}.verdicts td:nth-child(2),.dates td:first-child{white-space:nowrap}@media print{.dossier-claim{break-before:page;border-top:0;margin-top:0}}";

/**
 * Writes all judged claims as one page that stands alone: the verdicts in a table, the timeline of the debate as a picture and a table, then the page of each
 * claim with the entries of the timeline that bear on it. Every page's names are made its own, so that no link leads to another's. No script,
 * no request to anywhere. The same input gives the same bytes.
 */
export function toDossier(options: {
  readonly language: Language;
  readonly title: string;
  readonly claims: readonly DossierClaim[];
  readonly timeline?: TimelineFile;
  readonly version: string;
  readonly command: string;
}): string {
  const { language, title, claims, timeline, version, command } = options;
  const ja = language === "ja";
  const entries = timeline?.entries ?? [];
  const shown = new Set(claims.map(({ id }) => id));
  const styles = [REPORT_STYLE, SVG_STYLE, DOSSIER_STYLE];
  const policy = styles.map((style) => `'sha256-${base64FromHex(sha256Hex(style))}'`).join(" ");
  const head = element(
    "head",
    {},
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(`default-src 'none'; style-src ${policy}; base-uri 'none'; form-action 'none'`)}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    element("title", {}, escapeMarkup(`${title} – Parapet`)),
    element("style", {}, REPORT_STYLE),
    element("style", {}, DOSSIER_STYLE),
  );
  const body = element(
    "body",
    { class: "dossier" },
    element("header", {}, element("h1", {}, escapeMarkup(title))),
    element(
      "main",
      {},
      section("verdicts", ja ? "判定の一覧" : "The verdicts", "verdicts", verdictTable(claims, language)),
      timeline === undefined
        ? ""
        : section(
            "timeline",
            timeline.name[language] ?? timeline.name.en,
            "dates",
            element("figure", {}, drawTimeline({ timeline, language })) + timelineTable(entries, shown, language),
          ),
      ...claims.map((claim) => claimPart(claim, entries, language)),
    ),
    element(
      "footer",
      {},
      element("p", {}, escapeMarkup(`Parapet ${version} · `), element("code", {}, escapeMarkup(command))),
    ),
  );
  return `<!doctype html>\n<html lang="${language}">${head}\n${body}</html>\n`;
}

function verdictTable(claims: readonly DossierClaim[], language: Language): string {
  const ja = language === "ja";
  const rows = claims.map(({ id, statement, verdict, sentence, page }) =>
    row([
      page === undefined ? escapeMarkup(statement) : element("a", { href: `#${id}` }, escapeMarkup(statement)),
      escapeMarkup(verdict),
      escapeMarkup(sentence),
    ]),
  );
  return table({
    caption: ja ? "主張と判定" : "Claims and what they are found to be",
    heads: (ja ? ["主張", "判定", "理由"] : ["Claim", "Verdict", "In words"]).map((text) => ({ text })),
    groups: [rows],
  });
}

function timelineTable(entries: readonly TimelineEntry[], shown: ReadonlySet<string>, language: Language): string {
  const ja = language === "ja";
  const rows = entries.map((entry) =>
    row([
      element("span", { id: `when-${entry.id}` }, tellDate(entry, language)),
      escapeMarkup(entry.text[language] ?? entry.text.en) + answersOf(entry, entries, language),
      (entry.claims ?? [])
        .map((id) => (shown.has(id) ? element("a", { href: `#${id}` }, escapeMarkup(id)) : escapeMarkup(id)))
        .join(", "),
      escapeMarkup(
        entry.reportedBy
          .map(({ outlet, source, date }) => [outlet ?? source, date].filter(Boolean).join(", "))
          .join("; "),
      ),
    ]),
  );
  return table({
    caption: ja ? "日付のある出来事" : "What was reported when",
    heads: (ja ? ["日付", "出来事", "関わる主張", "報道"] : ["Date", "What was reported", "Claims", "Reported by"]).map(
      (text) => ({ text }),
    ),
    groups: [rows],
  });
}

function tellDate({ date, until }: TimelineEntry, language: Language): string {
  const texts = makeTexts(language);
  const from = texts.date(date);
  if (until === undefined) return escapeMarkup(from);
  return escapeMarkup(language === "ja" ? `${from}〜${texts.date(until)}` : `${from} to ${texts.date(until)}`);
}

function answersOf({ answers = [] }: TimelineEntry, entries: readonly TimelineEntry[], language: Language): string {
  if (answers.length === 0) return "";
  const links = answers.map((id) => {
    const found = entries.find((entry) => entry.id === id)!;
    return element("a", { href: `#when-${id}` }, tellDate(found, language));
  });
  return ` (${language === "ja" ? "応じた相手:" : "in answer to "}${links.join(", ")})`;
}

function claimPart(claim: DossierClaim, entries: readonly TimelineEntry[], language: Language): string {
  if (claim.page === undefined) return "";
  const own = entries.filter(({ claims = [] }) => claims.includes(claim.id));
  const beside =
    own.length === 0
      ? ""
      : element(
          "p",
          {},
          language === "ja" ? "当時:" : "When it was said: ",
          own.map((entry) => element("a", { href: `#when-${entry.id}` }, tellDate(entry, language))).join(", "),
        );
  return element("article", { class: "dossier-claim", id: claim.id }, beside, bodyOf(claim.page, `${claim.id}--`));
}

/** The content of a page's body with every name in it made its own. */
function bodyOf(page: string, prefix: string): string {
  const body = /<body[^>]*>(.*)<\/body>/s.exec(page)?.[1];
  if (body === undefined) throw new Error("toDossier: needs pages as toReport writes them, got one without a body");
  return body
    .replaceAll(
      /(<[^>]*?\s)(id|for)="([^"]*)"/g,
      (_, start: string, name: string, id: string) => `${start}${name}="${prefix}${id}"`,
    )
    .replaceAll(/(aria-(?:labelledby|describedby|controls))="([^"]*)"/g, (_, name: string, ids: string) => {
      return `${name}="${ids
        .split(" ")
        .map((id) => prefix + id)
        .join(" ")}"`;
    })
    .replaceAll('href="#', `href="#${prefix}`)
    .replaceAll("url(#", `url(#${prefix}`)
    .replaceAll(/<(\/?)(h[1-5])\b/g, (_, slash: string, heading: string) => `<${slash}h${Number(heading[1]) + 1}`)
    .replaceAll(/<(\/?)(main|header|footer)\b/g, "<$1div");
}

function row(cells: readonly string[]): string {
  return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
}
