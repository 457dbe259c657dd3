import { isQuantity } from "parapet";
import type { BibliographyEntry, CatalogueEntry, CatalogueValue } from "parapet";
import { escapeControls } from "../host/problems.ts";
import { formatTable } from "../host/terminal.ts";

/** How far a figure can be trusted, best first. */
export const STATUSES = ["read", "unverified", "derived", "assumed"] as const;

/** Number of the systems' values of each status. */
export function countStatuses(entries: readonly CatalogueEntry[]): Record<(typeof STATUSES)[number], number> {
  const counts = { read: 0, unverified: 0, derived: 0, assumed: 0 };
  for (const { values } of entries) for (const { status } of Object.values(values)) counts[status]++;
  return counts;
}

/** A value as JSON: the texts as published, and the number in SI where it is a quantity. */
export function describeValue(value: CatalogueValue): Readonly<Record<string, unknown>> {
  const { value: found, low, high, ...evidence } = value;
  return {
    value: describeFigure(found),
    ...(low === undefined ? {} : { low: low.text }),
    ...(high === undefined ? {} : { high: high.text }),
    ...(isQuantity(found) ? { si: { value: found.value, low: low?.value, high: high?.value } } : {}),
    ...evidence,
  };
}

/** A system for a reader at a terminal: a table of its values, what each rests on, and the sources. */
export function renderSystem(
  entry: CatalogueEntry,
  cited: readonly string[],
  bibliography: ReadonlyMap<string, BibliographyEntry>,
  language: "en" | "ja",
): string {
  const values = Object.entries(entry.values);
  const rows = values.map(([name, value]) => {
    const marks = (value.sources ?? []).map((source) => `[${cited.indexOf(source) + 1}]`).join("");
    return [name, describeFigure(value.value), describeRange(value), value.status, marks];
  });
  const grounds = values.flatMap(([name, { derivation, reason, note }]) =>
    [derivation, reason, note].filter((text) => text !== undefined).map((text) => `  ${name}: ${text}`),
  );
  const list = cited.map((id, i) => `  [${i + 1}] ${describeSource(id, bibliography.get(id))}`);
  const sections = [
    `${entry.name[language] ?? entry.name.en} (${entry.kind} ${entry.id})`,
    ...(entry.note === undefined ? [] : [entry.note]),
    formatTable([["value", "", "range", "status", "sources"], ...rows]),
    ...(grounds.length === 0 ? [] : [`Grounds:\n${grounds.join("\n")}`]),
    ...(list.length === 0 ? [] : [`Sources:\n${list.join("\n")}`]),
  ];
  return sections.map((section) => section.split("\n").map(escapeControls).join("\n")).join("\n\n");
}

function describeFigure(value: CatalogueValue["value"]): string {
  if (typeof value === "string") return value;
  return isQuantity(value) ? value.text : value.join(", ");
}

function describeRange({ low, high }: CatalogueValue): string {
  if (low === undefined && high === undefined) return "";
  return `${low?.text ?? "…"} to ${high?.text ?? "…"}`;
}

function describeSource(id: string, source: BibliographyEntry | undefined): string {
  if (source === undefined) return id;
  const { title, outlet, date, url, grade, seen } = source;
  const parts = [
    title,
    outlet,
    date,
    url,
    grade === undefined ? undefined : `grade: ${grade}`,
    seen ? undefined : "not re-read",
  ];
  return `${id}: ${parts.filter((part) => part !== undefined).join(", ")}`;
}
