import { parseBibliography, parseCatalogueEntry } from "parapet";
import type { BibliographyEntry, CatalogueEntry, Problem } from "parapet";
import { basename, dirname } from "node:path";
import { readCatalogue } from "./host/data.ts";
import { BadInput, didYouMean } from "./host/problems.ts";

/** The systems of a catalogue with the publications they cite. */
export interface Catalogue {
  readonly entries: readonly { readonly file: string; readonly entry: CatalogueEntry }[];
  readonly sources: Readonly<Record<string, BibliographyEntry>>;
}

/** Reads and checks a catalogue, the shipped one without a folder. Throws BadInput with every problem of all its files. */
export async function openCatalogue(folder?: string): Promise<Catalogue> {
  const { problems, ...catalogue } = await readEntries(folder);
  if (problems.length > 0) throw new BadInput(problems);
  return catalogue;
}

async function readEntries(folder: string | undefined): Promise<Catalogue & { readonly problems: readonly Problem[] }> {
  const files = await readCatalogue(folder);
  const problems: Problem[] = [];
  const bibliography = parseBibliography(files.bibliography);
  if (!bibliography.ok) problems.push(...bibliography.problems);
  const sources = bibliography.ok ? bibliography.value.entries : {};
  const entries: { file: string; entry: CatalogueEntry }[] = [];
  const places = new Map<string, string>();
  for (const source of files.systems) {
    const parsed = parseCatalogueEntry(source);
    if (!parsed.ok) {
      problems.push(...parsed.problems);
      continue;
    }
    const { file, value: entry, locate } = parsed;
    const complain = (path: readonly (string | number)[], found: string, message: string): void =>
      void problems.push({ file, ...locate(path), path: path.join("."), found, message, severity: "error" });
    const place = `${basename(dirname(file))}/${basename(file)}`;
    const due = `${entry.kind}s/${entry.id}.yaml`;
    if (place !== due)
      complain(["id"], entry.id, `the ${entry.kind} ${entry.id} stands in ${place}; it belongs in ${due}`);
    const other = places.get(entry.id);
    if (other !== undefined) complain(["id"], entry.id, `the id ${entry.id} is that of ${other} too`);
    places.set(entry.id, file);
    if (bibliography.ok) {
      for (const [name, value] of Object.entries(entry.values)) {
        (value.sources ?? []).forEach((id, i) => {
          if (Object.hasOwn(sources, id)) return;
          complain(
            ["values", name, "sources", i],
            id,
            `the bibliography has no source "${id}"${didYouMean(id, Object.keys(sources))}`,
          );
        });
      }
    }
    entries.push({ file, entry });
  }
  return { entries, sources, problems };
}
