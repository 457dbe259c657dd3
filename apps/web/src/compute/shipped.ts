import {
  buildCatalogue,
  type Catalogue,
  hasErrors,
  isQuantity,
  listOverrides,
  makeSourceOf,
  type LandPlace,
  parseAssumptions,
  parseBibliography,
  parseCatalogueEntry,
  parseClaim,
  parseScenario,
  parseStudy,
  type ParsedFile,
  type PrefectureFeature,
  type Problem,
  resolveScenario,
  type Scenario,
  type Source,
} from "parapet";
import type { AssumptionSet, ClaimFact, LocalText, Shipped, SystemFact } from "./desk-types.ts";

/** Everything that the desk works with, read once. */
export interface Loaded {
  readonly shipped: Shipped;
  readonly catalogue: Catalogue;
  readonly prefectures: readonly PrefectureFeature[];
  readonly places: readonly LandPlace[];
}

async function getJson<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: the server answered ${answer.status}`);
  return (await answer.json()) as T;
}

type Files = { readonly files: readonly Source[] };

/** What is fetched and read once, whoever asks first. */
const systemFiles = once(() => getJson<Files>("/api/catalogue"));
const scenarioFiles = once(() => getJson<Files>("/api/scenarios"));
const readEntry = remember(parseCatalogueEntry);
const readScenario = remember(parseScenario);

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}

function remember<T>(read: (source: Source) => T): (source: Source) => T {
  const known = new WeakMap<Source, T>();
  return (source) => {
    if (!known.has(source)) known.set(source, read(source));
    return known.get(source)!;
  };
}

/**
 * A scenario as soon as it can be had, for a first picture: only the systems that it names are read, and sources are left aside. Undefined where
 * it takes more than that.
 */
export async function readFirstScenario(name: string, text: string | undefined): Promise<Scenario | undefined> {
  const [systems, scenarios] = await Promise.all([systemFiles(), scenarioFiles()]);
  const [, ...files] = systems.files;
  const shipped = scenarios.files.find((source) => nameOfFile(source) === name);
  const source = text === undefined ? shipped : { file: `${name}.yaml`, content: text };
  if (source === undefined) return undefined;
  const parsed = readScenario(source);
  if (!parsed.ok) return undefined;
  const byId = new Map(files.map((file) => [nameOfFile(file), file]));
  const needed = new Set<Source>();
  const take = ({ content }: Source): void => {
    for (const [word] of String(content).matchAll(/[a-z0-9][a-z0-9-]*/g)) {
      const found = byId.get(word);
      if (found === undefined || needed.has(found)) continue;
      needed.add(found);
      take(found);
    }
  };
  take(source);
  const nothing = parseBibliography({ file: "bibliography.yaml", content: "kind: bibliography\nentries: {}\n" });
  if (!nothing.ok) return undefined;
  const entries = [...needed].map(readEntry).filter((entry) => entry.ok);
  const reading = resolveScenario(parsed, buildCatalogue(entries, nothing).catalogue);
  return reading.ok ? reading.scenario : undefined;
}

/** Fetches the shipped files and reads them with the same code as the command line. Throws when one of them is refused. */
export async function loadShipped(): Promise<Loaded> {
  const [version, catalogueFiles, scenarios, studies, claims, assumptions, prefectures, places] = await Promise.all([
    getJson<{ version: string }>("/api/version"),
    systemFiles(),
    scenarioFiles(),
    getJson<Files>("/api/studies"),
    getJson<Files>("/api/claims"),
    getJson<Files>("/api/assumptions"),
    getJson<{ features: readonly PrefectureFeature[] }>("/api/geography/japan-prefectures"),
    getJson<{ places: readonly LandPlace[] }>("/api/geography/japan-places"),
  ]);
  const catalogue = readCatalogue(catalogueFiles.files);
  const readStudies = studies.files.flatMap((source) => {
    const parsed = parseStudy(source);
    return parsed.ok ? [{ name: nameOfFile(source), text: String(source.content), study: parsed.value }] : [];
  });
  const sourceOf = makeSourceOf(catalogue);
  const shipped: Shipped = {
    version: version.version,
    scenarios: scenarios.files.flatMap((source) => {
      const parsed = readScenario(source);
      return parsed.ok ? [{ name: parsed.value.name, title: parsed.value.title, text: String(source.content) }] : [];
    }),
    studies: readStudies,
    claims: claims.files.flatMap((source): ClaimFact[] => {
      const parsed = parseClaim(source);
      if (!parsed.ok) return [];
      return [
        {
          claim: parsed.value,
          studies: parsed.value.studies.flatMap((name) => {
            const found = readStudies.find((study) => study.name === name);
            if (found === undefined) return [];
            const title: LocalText = found.study.title ?? { en: name };
            return [{ name, title, kind: found.study.kind }];
          }),
        },
      ];
    }),
    systems: [...catalogue.entries.keys()].toSorted().map((id) => tellSystem(catalogue, id)),
    sources: Object.fromEntries([...catalogue.bibliography.keys()].map((id) => [id, sourceOf(id)])),
    assumptions: assumptions.files.flatMap((source): AssumptionSet[] => {
      const parsed = parseAssumptions(source);
      if (!parsed.ok) return [];
      const { id, name, description } = parsed.value;
      const values = listOverrides(parsed, catalogue).map((value) => [`${value.systemId}.${value.name}`, value]);
      return [{ id, name, description, text: String(source.content), values: Object.fromEntries(values) }];
    }),
  };
  return { shipped, catalogue, prefectures: prefectures.features, places: places.places };
}

function nameOfFile(source: Source): string {
  return source.file.replace(/^.*\//, "").replace(/\.yaml$/, "");
}

function readCatalogue([first, ...systems]: readonly Source[]): Catalogue {
  const problems: Problem[] = [];
  const entries = systems.flatMap((source): ParsedFile<"catalogue">[] => {
    const parsed = readEntry(source);
    if (parsed.ok) return [parsed];
    problems.push(...parsed.problems);
    return [];
  });
  const bibliography = parseBibliography(first!);
  if (!bibliography.ok) throw new Error(bibliography.problems[0]?.message ?? "the bibliography was refused");
  const built = buildCatalogue(entries, bibliography);
  const wrong = [...problems, ...built.problems];
  if (hasErrors(wrong)) throw new Error(wrong[0]!.message);
  return built.catalogue;
}

function tellSystem(catalogue: Catalogue, id: string): SystemFact {
  const entry = catalogue.entries.get(id)!;
  const numbers: Record<string, SystemFact["numbers"][string]> = {};
  const texts: Record<string, SystemFact["texts"][string]> = {};
  for (const [name, { value, status, sources = [] }] of Object.entries(entry.values)) {
    if (isQuantity(value)) numbers[name] = catalogue.quantity(id, name)!;
    else texts[name] = { text: typeof value === "string" ? value : value.join(", "), status, sources };
  }
  return {
    id,
    kind: entry.kind,
    name: entry.name,
    ...(entry.note === undefined ? {} : { note: entry.note }),
    numbers,
    texts,
  };
}
