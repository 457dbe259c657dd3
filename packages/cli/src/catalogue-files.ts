import { buildCatalogue, hasErrors, parseBibliography, parseCatalogueEntry } from "parapet";
import type { Catalogue, ParsedFile, Problem } from "parapet";
import { readCatalogue } from "./host/data.ts";
import { BadInput } from "./host/problems.ts";

/** Reads and checks a catalogue, the shipped one without a folder. Throws BadInput with every problem of all its files. */
export async function openCatalogue(folder?: string): Promise<Catalogue> {
  const files = await readCatalogue(folder);
  const problems: Problem[] = [];
  const entries: ParsedFile<"catalogue">[] = [];
  for (const source of files.systems) {
    const parsed = parseCatalogueEntry(source);
    if (parsed.ok) entries.push(parsed);
    else problems.push(...parsed.problems);
  }
  const bibliography = parseBibliography(files.bibliography);
  if (!bibliography.ok) throw new BadInput([...bibliography.problems, ...problems]);
  const built = buildCatalogue(entries, bibliography);
  problems.push(...built.problems);
  if (hasErrors(problems)) throw new BadInput(problems);
  return built.catalogue;
}

/** A catalogue without systems, for files that name none. */
export function makeEmptyCatalogue(): Catalogue {
  const bibliography = parseBibliography({ file: "", content: "entries: {}" });
  if (!bibliography.ok) throw new Error("makeEmptyCatalogue: a bibliography without entries was refused");
  return buildCatalogue([], bibliography).catalogue;
}
