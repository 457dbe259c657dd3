import { element, escapeMarkup } from "./markup.ts";
import type { ReportInput, ReportSource, ReportStatement, ReportVerdict } from "./report-input.ts";
import { fact, figure, lineList, paragraph, section, sourceLink } from "./report-parts.ts";
import { VERDICT_SIGNS } from "./report-verdict.ts";
import type { Texts } from "./texts.ts";

/** How many lines of why stand on the first page; the others follow below. */
export const WHY_LINES = 3;

/** What a reader sees first: the claim and who made it, the verdict, one picture, three lines of why. */
export function firstPage(input: ReportInput, sources: ReadonlyMap<string, ReportSource>, texts: Texts): string {
  const { claim, verdict, mainMap, whyLines } = input;
  return element(
    "div",
    { class: "first" },
    claim === undefined
      ? ""
      : section(
          "claim",
          texts.say("report.claim"),
          "side claim",
          element("blockquote", {}, escapeMarkup(claim.statement)),
          element("ul", { class: "said" }, ...claim.reportedBy.map((said) => statedBy(said, sources, texts))),
        ),
    verdict === undefined ? "" : section("verdict", texts.say("report.verdict"), "side", verdictBox(verdict, texts)),
    mainMap === undefined ? "" : figure(mainMap, "picture"),
    whyLines.length === 0
      ? ""
      : section("why", texts.say("report.why"), "side why", lineList(whyLines.slice(0, WHY_LINES), 1)),
  );
}

function statedBy(said: ReportStatement, sources: ReadonlyMap<string, ReportSource>, texts: Texts): string {
  const { outlet, speaker, date, source } = said;
  const text =
    speaker === undefined
      ? date === undefined
        ? texts.say("report.reportedByUndated", { outlet })
        : texts.say("report.reportedBy", { outlet, date: texts.date(date) })
      : date === undefined
        ? texts.say("report.saidByUndated", { speaker, outlet })
        : texts.say("report.saidBy", { speaker, outlet, date: texts.date(date) });
  const link = source !== undefined && sources.has(source) ? ` (${sourceLink(source, sources)})` : "";
  return element("li", {}, escapeMarkup(text), link);
}

function verdictBox(verdict: ReportVerdict, texts: Texts): string {
  const { word, sentence, margin, marginText, shareOfRange, decidingAssumption, flipPoint } = verdict;
  const facts = [
    fact(texts.say("report.margin"), marginText ?? (margin === undefined ? undefined : describeMargin(margin, texts))),
    fact(
      texts.say("report.shareOfRange"),
      shareOfRange === undefined
        ? undefined
        : texts.say("report.shareOfRangeValue", { value: texts.percent(shareOfRange) }),
    ),
    fact(texts.say("report.deciding"), decidingAssumption),
    fact(texts.say("report.flip"), flipPoint),
  ].join("");
  return element(
    "div",
    { class: `verdict verdict-${word}` },
    element(
      "p",
      { class: "word" },
      element("span", { "aria-hidden": "true" }, VERDICT_SIGNS[word]),
      escapeMarkup(texts.say(`verdict.${word}`)),
    ),
    paragraph(withoutWord(sentence, texts.say(`verdict.${word}`)), "sentence"),
    facts === "" ? "" : element("dl", { class: "facts" }, facts),
  );
}

/** The sentence without the word it begins with, which stands above it. */
function withoutWord(sentence: string, word: string): string {
  const rest = sentence.startsWith(word) ? sentence.slice(word.length) : sentence;
  return /^[.:。：]\s*\S/.test(rest) ? rest.replace(/^[.:。：]\s*/, "") : sentence;
}

function describeMargin(margin: number, texts: Texts): string {
  const value = texts.number(Math.abs(100 * margin), { maximumFractionDigits: 1 });
  if (value === texts.number(0)) return texts.say("report.marginNone");
  return texts.say(margin > 0 ? "report.marginAbove" : "report.marginBelow", { value });
}
