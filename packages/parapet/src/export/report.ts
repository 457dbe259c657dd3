import { sha256Hex } from "../math/hash.ts";
import { element, escapeMarkup } from "./markup.ts";
import type { ReportInput, ReportSource } from "./report-input.ts";
import { base64FromHex } from "./base64.ts";
import { announceFaults, describeFaults } from "./fault-words.ts";
import { firstPage, WHY_LINES } from "./report-first-page.ts";
import { fact, figure, lineList, paragraph, section, sourceAnchor, webLink } from "./report-parts.ts";
import { setsTables } from "./report-sets.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { casesTable, orderValues, ownTable, prefecturesTable, turnsOn, valuesTables } from "./report-tables.ts";
import { SVG_STYLE } from "./svg.ts";
import { makeTexts, type Texts } from "./texts.ts";

/**
 * Writes a report as one HTML page that stands alone: no script, no request to anywhere, its two style sheets permitted by
 * their hashes and all else forbidden by its own content security policy; light, dark and print. Order: claim, verdict,
 * picture, why; then the shares, what they turn on, prefectures, method, values with sources, limits, how to reproduce.
 * Parts for which there is nothing are left out. The same input gives the same bytes.
 * Throws a RangeError for a picture that is not SVG or could run a script.
 */
export function toReport(input: ReportInput): string {
  const texts = makeTexts(input.language);
  const sources = new Map(input.sources.map((source) => [source.id, source]));
  const values = orderValues(input.values);
  const parts = listParts(input, values, sources, texts);
  const head = element(
    "head",
    {},
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(securityPolicy())}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta name="referrer" content="no-referrer">`,
    element("title", {}, escapeMarkup(`${input.title} – ${texts.say("report.brand")}`)),
    element("style", {}, REPORT_STYLE),
  );
  const body = element(
    "body",
    {},
    header(input, texts),
    element(
      "main",
      {},
      firstPage(input, sources, texts),
      contents(parts, texts),
      ...parts.map(({ id, heading, name, content }) => section(id, heading, name, content)),
    ),
    footer(input, texts),
  );
  return `<!doctype html>\n<html lang="${input.language}">${head}\n${body}</html>\n`;
}

function securityPolicy(): string {
  const hashes = [REPORT_STYLE, SVG_STYLE].map((style) => `'sha256-${base64FromHex(sha256Hex(style))}'`);
  return `default-src 'none'; style-src ${hashes.join(" ")}; base-uri 'none'; form-action 'none'`;
}

function header({ title, scenarioTitle, scenarioDate, assumptions, faults }: ReportInput, texts: Texts): string {
  const loud = faults && announceFaults(faults, texts.language);
  const scenario =
    scenarioTitle === undefined
      ? undefined
      : scenarioDate === undefined || scenarioTitle.includes(texts.date(scenarioDate))
        ? texts.say("report.scenario", { title: scenarioTitle })
        : texts.say("report.scenarioDated", { title: scenarioTitle, date: texts.date(scenarioDate) });
  return element(
    "header",
    {},
    paragraph(`${texts.say("report.brand")} · ${texts.say("report.subtitle")}`, "brand"),
    element("h1", {}, escapeMarkup(title)),
    scenario === undefined ? "" : paragraph(scenario, "sub"),
    assumptions === undefined ? "" : paragraph(texts.say("report.underSet", assumptions), "sub"),
    loud === undefined ? "" : element("p", { class: "sub" }, element("strong", {}, escapeMarkup(loud))),
  );
}

/** Small maps up to this number are drawn larger, three in a row. */
const FEW = 9;

interface Part {
  readonly id: string;
  readonly heading: string;
  readonly name?: string;
  readonly content: string;
}

function listParts(
  input: ReportInput,
  values: ReportInput["values"],
  sources: ReadonlyMap<string, ReportSource>,
  texts: Texts,
): readonly Part[] {
  const { whyLines, profile, smallMaps, tornado, sets, prefectures, faults, notComputable } = input;
  const told = faults && { heading: texts.say("report.faults"), paragraphs: [describeFaults(faults, texts.language)] };
  const methods = told === undefined ? input.methods : [...input.methods, told];
  const when = (there: boolean, part: () => Part): Part[] => (there ? [part()] : []);
  const ownTables = (length: "short" | "long"): Part[] =>
    (input.tables ?? [])
      .filter(({ isLong = false }) => isLong === (length === "long"))
      .map((own) => ({ id: own.id, heading: own.heading, content: ownTable(own) }));
  return [
    ...when(whyLines.length > WHY_LINES, () => ({
      id: "more-why",
      heading: texts.say("report.moreWhy"),
      content: lineList(whyLines.slice(WHY_LINES), WHY_LINES + 1),
    })),
    ...when(profile !== undefined, () => ({
      id: "profile",
      heading: texts.say("report.profile"),
      content: figure(profile!),
    })),
    ...when(input.charts !== undefined && input.charts.length > 0, () => ({
      id: "charts",
      heading: texts.say("report.charts"),
      content: input.charts!.map((chart) => figure(chart)).join(""),
    })),
    ...when(input.cases.length > 0, () => ({
      id: "cases",
      heading: texts.say("report.cases"),
      content: casesTable(input, texts),
    })),
    ...ownTables("short"),
    ...when(tornado !== undefined, () => ({
      id: "turns-on",
      heading: texts.say("report.turnsOn"),
      content: turnsOn(tornado!, values, texts),
    })),
    ...when(sets !== undefined, () => ({
      id: "sets",
      heading: texts.say("report.sets"),
      content: setsTables(sets!, sources, texts),
    })),
    ...when(smallMaps.length > 0, () => ({
      id: "maps",
      heading: texts.say("report.smallMaps"),
      content: element(
        "div",
        { class: smallMaps.length > FEW ? "maps" : smallMaps.length > 1 ? "maps few" : "maps single" },
        ...smallMaps.map((map) => figure(map)),
      ),
    })),
    ...ownTables("long"),
    ...when(prefectures.length > 0, () => ({
      id: "prefectures",
      heading: texts.say("report.prefectures"),
      content: prefecturesTable(input, texts),
    })),
    ...when(methods.length > 0, () => ({
      id: "method",
      heading: texts.say("report.method"),
      name: "box",
      content: methods
        .map(
          ({ heading, paragraphs }) =>
            element("h3", {}, escapeMarkup(heading)) + paragraphs.map((p) => paragraph(p)).join(""),
        )
        .join(""),
    })),
    ...when(values.length > 0, () => ({
      id: "values",
      heading: texts.say("report.values"),
      content: valuesTables(values, sources, texts),
    })),
    ...when(notComputable.length > 0, () => ({
      id: "not-computable",
      heading: texts.say("report.notComputable"),
      content: element("ul", {}, ...notComputable.map((line) => element("li", {}, escapeMarkup(line)))),
    })),
    ...when(input.sources.length > 0, () => ({
      id: "sources",
      heading: texts.say("report.sources"),
      content: element("ul", { class: "sources" }, ...input.sources.map((source) => sourceEntry(source, texts))),
    })),
  ];
}

function sourceEntry({ id, title, outlet, date, url, seen, grade }: ReportSource, texts: Texts): string {
  const details = [
    ...(outlet === undefined ? [] : [outlet]),
    ...(date === undefined ? [] : [texts.date(date)]),
    ...(grade === undefined ? [] : [grade]),
    ...(seen === false ? [texts.say("report.sourceUnseen")] : []),
  ];
  const comma = texts.language === "ja" ? "、" : ", ";
  const after = details.length === 0 ? "" : escapeMarkup(`${comma}${details.join(comma)}`);
  return element("li", { id: sourceAnchor(id) }, webLink(title, url), after);
}

function contents(parts: readonly Part[], texts: Texts): string {
  const links = parts.map(({ id, heading }) => element("a", { href: `#${id}` }, escapeMarkup(heading)));
  return element("nav", { class: "contents", "aria-label": texts.say("report.contents") }, ...links);
}

function footer({ command, hash, seed, version, attributions }: ReportInput, texts: Texts): string {
  return element(
    "footer",
    {},
    section(
      "reproduce",
      texts.say("report.reproduce"),
      undefined,
      element("pre", {}, escapeMarkup(command)),
      element(
        "dl",
        { class: "facts codes" },
        fact(texts.say("report.hash"), hash),
        fact(texts.say("report.seed"), String(seed)),
        fact(texts.say("report.version"), version),
      ),
    ),
    attributions.length === 0
      ? ""
      : section(
          "data",
          texts.say("report.attributions"),
          undefined,
          ...attributions.map((line) => paragraph(line, "note")),
        ),
  );
}
