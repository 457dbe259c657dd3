import { CATALOGUE_VALUES, type CatalogueKind } from "../../packages/parapet/src/scenario/catalogue-values.ts";
import type { CatalogueEntry, CatalogueValue } from "../../packages/parapet/src/scenario/catalogue-entry.ts";
import type { BibliographyEntry } from "../../packages/parapet/src/scenario/bibliography.ts";
import { noteOnValue } from "../../packages/parapet/src/scenario/value-notes.ts";
import { cellCode, cellText, table } from "./markdown.ts";
import type { Page } from "./page.ts";

export const KIND_NAMES: Readonly<Record<CatalogueKind, string>> = {
  interceptor: "Interceptors",
  radar: "Radars",
  threat: "Ballistic missiles",
  site: "Sites",
  ship: "Ships",
  launcher: "Launchers",
  cost: "Costs and money",
  link: "Links",
  sensor: "Sensors in space",
  cruise: "Anti-ship and cruise missiles",
  strait: "Straits",
};

/** One page for each system, with every value, its range, status and sources; and the list of all. */
export function makeSystemPages(
  entries: readonly CatalogueEntry[],
  bibliography: ReadonlyMap<string, BibliographyEntry>,
): readonly Page[] {
  return [makeList(entries), ...entries.map((entry) => makePage(entry)), makeBibliography(entries, bibliography)];
}

function makeList(entries: readonly CatalogueEntry[]): Page {
  const values = entries.flatMap((entry) => Object.values(entry.values));
  const count = (status: string): string => String(values.filter((value) => value.status === status).length);
  const lines = [
    "# Systems and where their numbers come from",
    "",
    `The catalogue holds ${entries.length} systems with ${values.length} published values. Each value has a status, which says how far to trust it:`,
    "",
    table(
      ["status", "meaning", "values"],
      [
        ["`read`", "read in a text that is named", count("read")],
        ["`unverified`", "attributed to a text that is named, which was not read again", count("unverified")],
        ["`derived`", "calculated from others; the calculation stands beside it", count("derived")],
        ["`assumed`", "found in no text; the reason for the choice stands beside it", count("assumed")],
      ],
    ),
    "",
    "The range of a value is what the sources give, from the lowest to the highest; a study draws from it. Missiles that threaten are classes, or types of which flights were published.",
    "",
    "You may disagree: [a study](../formats/study.md), [a scenario](../formats/scenario.md) or [a set of assumptions](../formats/assumptions.md) can put another value in the place of one here. All texts are in the [bibliography](../bibliography.md).",
  ];
  for (const [kind, name] of Object.entries(KIND_NAMES)) {
    const those = entries.filter((entry) => entry.kind === kind);
    if (those.length === 0) continue;
    const rows = those.map((entry) => {
      const all = Object.values(entry.values);
      const doubtful = all.filter(({ status }) => status === "assumed" || status === "unverified").length;
      return [
        `[${cellText(entry.name.en)}](${entry.id}.md)`,
        entry.name.ja ?? "",
        cellCode(entry.id),
        String(all.length),
        String(doubtful),
      ];
    });
    lines.push("", `## ${name}`, "", table(["system", "Japanese", "id", "values", "assumed or unverified"], rows));
  }
  return { path: "systems/index.md", section: "systems", menu: "All systems", markdown: lines.join("\n") };
}

function makePage(entry: CatalogueEntry): Page {
  const known = CATALOGUE_VALUES[entry.kind];
  const names = Object.keys(entry.values);
  const used = names.filter((name) => Object.hasOwn(known, name));
  const others = names.filter((name) => !Object.hasOwn(known, name));
  const lines = [`# ${entry.name.en}`, ""];
  const japanese = entry.name.ja === undefined ? "" : `${entry.name.ja} · `;
  lines.push(
    `${japanese}[${KIND_NAMES[entry.kind].toLowerCase()}](index.md) · \`${entry.id}\` in files · on the command line: \`parapet catalogue show ${entry.id}\``,
  );
  if (entry.note !== undefined) lines.push("", escapeText(entry.note));
  if (used.length > 0) lines.push("", "## Values that are computed with", "", ...tabulate(entry, used));
  if (others.length > 0)
    lines.push(
      "",
      used.length > 0 ? "## Other published values" : "## Published values",
      "",
      ...tabulate(entry, others),
    );
  return { path: `systems/${entry.id}.md`, section: "systems", menu: entry.name.en, markdown: lines.join("\n") };
}

function tabulate({ kind, values }: CatalogueEntry, names: readonly string[]): readonly string[] {
  const rows = names.map((name) => {
    const value = values[name]!;
    const meaning = noteOnValue(kind, name);
    return [
      meaning === undefined || !Object.hasOwn(CATALOGUE_VALUES[kind], name)
        ? cellCode(name)
        : `${cellText(meaning)} (${cellCode(name)})`,
      cellText(showValue(value)),
      showRange(value),
      value.status + (value.asOf === undefined ? "" : `, ${value.asOf}`),
      (value.sources ?? []).map((source) => `[${source}](../bibliography.md#${source})`).join(", "),
      [value.derivation, value.reason, value.note]
        .filter((text) => text !== undefined)
        .map(cellText)
        .join(" "),
    ];
  });
  return [table(["what", "value", "range", "status", "sources", "grounds and remarks"], rows)];
}

function showValue({ value }: CatalogueValue): string {
  if (typeof value === "string") return value;
  return "text" in value ? value.text : value.join("; ");
}

function showRange({ low, high }: CatalogueValue): string {
  if (low === undefined && high === undefined) return "";
  // A number and its unit stay on one line.
  const show = (text: string | undefined): string => (text ?? "").replaceAll(" ", "\u00a0");
  return `${show(low?.text)} to ${show(high?.text)}`.trim();
}

function makeBibliography(
  entries: readonly CatalogueEntry[],
  bibliography: ReadonlyMap<string, BibliographyEntry>,
): Page {
  const users = new Map<string, Set<CatalogueEntry>>();
  for (const entry of entries)
    for (const { sources = [] } of Object.values(entry.values))
      for (const source of sources) users.set(source, (users.get(source) ?? new Set()).add(entry));
  const items = [...bibliography].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const seen = items.filter(([, { seen: was }]) => was).length;
  const lines = [
    "# Bibliography",
    "",
    `${items.length} publications, ${seen} of which were read for this project. The grade says what kind of publication it is; it is ours, and no judgement of a single sentence in it. Addresses lead to the web; this page itself asks for nothing from there.`,
  ];
  for (const [id, { title, author, outlet, date, url, grade, licence, note, seen: was }] of items) {
    const facts = [author, outlet, date, grade, licence, was ? undefined : "not read again"]
      .filter(Boolean)
      .map((text) => escapeText(String(text)));
    lines.push("", `## ${id}`, "", `${escapeText(title)}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`);
    if (url !== undefined) lines.push("", `[${escapeText(shorten(url))}](<${url}>)`);
    if (note !== undefined) lines.push("", escapeText(note));
    const systems = [...(users.get(id) ?? [])].map((entry) => `[${escapeText(entry.name.en)}](systems/${entry.id}.md)`);
    if (systems.length > 0) lines.push("", `Used for ${systems.join(", ")}.`);
  }
  return { path: "bibliography.md", section: "systems", menu: "Bibliography", markdown: lines.join("\n") };
}

function shorten(url: string): string {
  return url.length > 90 ? `${url.slice(0, 87)}...` : url;
}

/** Text between which Markdown must find no marks. */
export function escapeText(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll("<", "&lt;")
    .replaceAll(/([*_`[\]])/g, String.raw`\$1`);
}
