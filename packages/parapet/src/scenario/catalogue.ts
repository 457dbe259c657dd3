import type { BibliographyEntry } from "./bibliography.ts";
import type { CatalogueEntry, CatalogueValue } from "./catalogue-entry.ts";
import type { CatalogueKind } from "./catalogue-values.ts";
import { DIMENSIONS } from "./dimensions.ts";
import { suggest } from "./nearest.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { compareProblems, compareText } from "./problem.ts";
import type { Quantity } from "./quantity.ts";
import type { SourcedText, SourcedValue } from "./types.ts";
import type { Path } from "./yaml-values.ts";
import { formatPath } from "./yaml-values.ts";

/** Every system with its published figures, and the publications. */
export interface Catalogue {
  /** By id, in the order of ids. */
  readonly entries: ReadonlyMap<string, CatalogueEntry>;
  readonly bibliography: ReadonlyMap<string, BibliographyEntry>;
  /** A number in SI; undefined when the system does not exist, lacks the value, or the value is a text. */
  readonly quantity: (systemId: string, name: string) => SourcedValue | undefined;
  /** A text; undefined when the system does not exist, lacks the value, or the value is a number. */
  readonly text: (systemId: string, name: string) => SourcedText | undefined;
  /** Ids of all systems of the kinds, sorted. */
  readonly idsOf: (...kinds: readonly CatalogueKind[]) => readonly string[];
}

/** A catalogue, usable as far as it goes, and what is wrong with it. */
export interface CatalogueResult {
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
}

/**
 * Puts parsed entries together and checks what one file alone cannot show: ids that are taken twice, files that are
 * not called `<kind>s/<id>.yaml`, sources that the bibliography lacks, values called `read` although none of their sources was seen, ships
 * and sites whose radar or interceptors do not exist.
 */
export function buildCatalogue(
  files: readonly ParsedFile<"catalogue">[],
  bibliographyFile: ParsedFile<"bibliography">,
): CatalogueResult {
  const problems: Problem[] = [];
  const bibliography = new Map(Object.entries(bibliographyFile.value.entries).sort(([a], [b]) => compareText(a, b)));
  const entries = new Map<string, CatalogueEntry>();
  for (const parsed of [...files].sort((a, b) => compareText(a.value.id, b.value.id) || compareText(a.file, b.file))) {
    const { id } = parsed.value;
    if (entries.has(id))
      problems.push(problemIn(parsed, ["id"], `"${id}" is the id of another file of the catalogue too`, `"${id}"`));
    else entries.set(id, parsed.value);
    const place = parsed.file.split(/[\\/]/).slice(-2).join("/");
    const due = `${parsed.value.kind}s/${id}.yaml`;
    if (place !== due)
      problems.push(
        problemIn(
          parsed,
          ["id"],
          `the ${parsed.value.kind} "${id}" stands in ${place}; it belongs in ${due}`,
          `"${id}"`,
        ),
      );
  }
  const catalogue = makeCatalogue(entries, bibliography);
  for (const parsed of files) {
    for (const [name, value] of Object.entries(parsed.value.values)) {
      problems.push(...checkSources(parsed, ["values", name], value, bibliography));
      problems.push(...checkReferences(parsed, name, value, catalogue));
    }
  }
  return { catalogue, problems: problems.sort(compareProblems) };
}

function makeCatalogue(
  entries: ReadonlyMap<string, CatalogueEntry>,
  bibliography: ReadonlyMap<string, BibliographyEntry>,
): Catalogue {
  const find = (systemId: string, name: string): CatalogueValue | undefined => {
    const values = entries.get(systemId)?.values;
    return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
  };
  return {
    entries,
    bibliography,
    quantity: (systemId, name) => {
      const entry = find(systemId, name);
      return entry === undefined || !isQuantity(entry.value)
        ? undefined
        : makeSourcedValue(systemId, name, { ...entry, value: entry.value });
    },
    text: (systemId, name) => {
      const entry = find(systemId, name);
      if (entry === undefined || isQuantity(entry.value)) return undefined;
      const texts = typeof entry.value === "string" ? [entry.value] : entry.value;
      return { texts, status: entry.status, sources: entry.sources ?? [], systemId, name };
    },
    idsOf: (...kinds) => [...entries.values()].filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id),
  };
}

/** Tells numbers from texts among the values of an entry. */
export function isQuantity(value: CatalogueValue["value"]): value is Quantity {
  return typeof value === "object" && "dimension" in value;
}

/** A value of an entry or an override in the form that every result carries. */
export function makeSourcedValue(
  systemId: string,
  name: string,
  entry: Omit<CatalogueValue, "value"> & { readonly value: Quantity },
): SourcedValue {
  const { value, low, high, status, sources, note, derivation, reason, asOf } = entry;
  return {
    value: value.value,
    low: low?.value ?? value.value,
    high: high?.value ?? value.value,
    dimension: value.dimension,
    unit: value.currency ?? DIMENSIONS[value.dimension].si,
    text: value.text,
    ...(low === undefined ? {} : { lowText: low.text }),
    ...(high === undefined ? {} : { highText: high.text }),
    status,
    sources: sources ?? [],
    ...(note === undefined ? {} : { note }),
    ...(derivation === undefined ? {} : { derivation }),
    ...(reason === undefined ? {} : { reason }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(value.priceYear === undefined ? {} : { priceYear: value.priceYear }),
    systemId,
    name,
  };
}

/** Sources that the bibliography lacks; and `read` without a source that was seen. */
export function checkSources(
  parsed: ParsedFile,
  path: Path,
  evidence: { readonly status?: string; readonly sources?: readonly string[] },
  bibliography: ReadonlyMap<string, BibliographyEntry>,
): Problem[] {
  const problems: Problem[] = [];
  const sources = evidence.sources ?? [];
  sources.forEach((source, i) => {
    if (bibliography.has(source)) return;
    const hint = suggest(source, bibliography.keys());
    problems.push(
      problemIn(parsed, [...path, "sources", i], `the bibliography has no source "${source}"${hint}`, `"${source}"`),
    );
  });
  if (
    evidence.status === "read" &&
    problems.length === 0 &&
    !sources.some((source) => bibliography.get(source)?.seen === true)
  )
    problems.push(
      problemIn(
        parsed,
        [...path, "status"],
        "status read found, but the bibliography marks none of its sources as seen; unverified would do",
        "read",
      ),
    );
  return problems;
}

/** The values of a ship or site that name other entries. */
function checkReferences(
  parsed: ParsedFile<"catalogue">,
  name: string,
  entry: CatalogueValue,
  catalogue: Catalogue,
): Problem[] {
  if ((parsed.value.kind !== "ship" && parsed.value.kind !== "site") || isQuantity(entry.value)) return [];
  const kind =
    name === "radar" ? "radar" : name === "interceptor" || name === "interceptors" ? "interceptor" : undefined;
  if (kind === undefined) return [];
  const ids = typeof entry.value === "string" ? [entry.value] : entry.value;
  return ids
    .filter((id) => catalogue.entries.get(id)?.kind !== kind)
    .map((id) =>
      problemIn(
        parsed,
        ["values", name, "value"],
        `the catalogue has no ${kind} "${id}"${suggest(id, catalogue.idsOf(kind))}`,
        `"${id}"`,
      ),
    );
}

/** A problem at a path of a parsed file. */
export function problemIn(
  parsed: ParsedFile,
  path: Path,
  message: string,
  found: string = "",
  severity: "error" | "warning" = "error",
): Problem {
  return { file: parsed.file, ...parsed.locate(path), path: formatPath(path), found, message, severity };
}
