import { suggest } from "parapet";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describeFileError } from "./files.ts";
import type { InputFile } from "./files.ts";
import { isClone, packageFolder } from "./package.ts";
import { refuse } from "./problems.ts";

/** The folders of files that are called by their name. */
export type DataKind = "scenarios" | "studies" | "claims" | "assumptions" | "timelines";

const SINGULAR: Readonly<Record<DataKind, string>> = {
  scenarios: "scenario",
  studies: "study",
  claims: "claim",
  assumptions: "set of assumptions",
  timelines: "timeline",
};
const NAME = /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/i;

/** The folder that holds the shipped scenarios, studies, claims and assumptions. */
function shippedFolder(): string {
  return isClone ? resolve(packageFolder, "..", "..") : join(packageFolder, "data");
}

/** The folder of the shipped catalogue, an npm package of its own outside a clone. */
function catalogueFolder(): string {
  if (isClone) return join(shippedFolder(), "catalogue");
  return dirname(fileURLToPath(import.meta.resolve("parapet-catalogue/package.json")));
}

export interface FindOptions {
  /** The file that mentions the name; `<kind>/` below and beside its folder and the folder itself are searched first. */
  readonly besideFile?: string;
  /** Folder of the command; searched after those. */
  readonly folder?: string;
}

/** Folders in which a name is searched, first to last. */
function searchFolders(kind: DataKind, options: FindOptions): string[] {
  const folders: string[] = [];
  if (options.besideFile !== undefined) {
    const beside = dirname(resolve(options.besideFile));
    // A claim and its study may share a name: folders of the right kind come before the file's own.
    folders.push(join(beside, kind), join(dirname(beside), kind), beside);
  }
  if (options.folder !== undefined) folders.push(join(options.folder, kind));
  folders.push(join(shippedFolder(), kind));
  return [...new Set(folders)];
}

/** Path of the scenario, study, claim or set of assumptions called `name`. Throws BadInput that says where it was searched and what is near. */
export function findData(kind: DataKind, name: string, options: FindOptions = {}): string {
  const folders = searchFolders(kind, options);
  if (!NAME.test(name)) {
    throw refuse(`"${name}" is not the name of a ${SINGULAR[kind]} (letters, digits and dashes)`, options.besideFile);
  }
  for (const folder of folders) {
    const path = join(folder, `${name}.yaml`);
    if (existsSync(path)) return showPath(path);
  }
  const names = folders.filter((folder) => folder.endsWith(kind)).flatMap(listNames);
  const searched = folders.map((folder) => showPath(folder)).join(", ");
  throw refuse(
    `there is no ${SINGULAR[kind]} "${name}"${suggest(name, names)}; searched in ${searched}`,
    options.besideFile,
  );
}

/** Names of all files of a kind: those of the folder, and the shipped ones it does not have; sorted. */
export function listData(kind: DataKind, options: FindOptions = {}): string[] {
  return [...new Set(searchFolders(kind, options).flatMap(listNames))].toSorted();
}

function listNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((entry) => entry.endsWith(".yaml"))
    .map((entry) => entry.slice(0, -".yaml".length));
}

/** A path relative to the current folder when it is below it, else as it is. */
export function showPath(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside === "" || inside.startsWith("..") ? path : inside;
}

/** The files of a catalogue: its bibliography and one file per system, in the order of their names. */
export interface CatalogueFiles {
  readonly folder: string;
  readonly bibliography: InputFile;
  readonly systems: readonly InputFile[];
}

/** Reads every `<kind>s/<id>.yaml` of a catalogue and its bibliography. Throws BadInput when the folder is no catalogue. */
export async function readCatalogue(folder: string = catalogueFolder()): Promise<CatalogueFiles> {
  const bibliography = join(folder, "bibliography.yaml");
  if (!existsSync(bibliography))
    throw refuse("there is no catalogue here: bibliography.yaml is missing", showPath(folder));
  const kinds = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.endsWith("s") && entry.name !== "node_modules")
    .map((entry) => entry.name)
    .toSorted();
  const names = kinds.flatMap((kind) => {
    const entries = readdirSync(join(folder, kind)).filter((entry) => entry.endsWith(".yaml"));
    return entries.toSorted().map((entry) => join(kind, entry));
  });
  const shown = showPath(folder);
  const [first, ...systems] = await Promise.all(
    ["bibliography.yaml", ...names].map((name) => readNamed(join(folder, name), join(shown, name))),
  );
  return { folder, bibliography: first!, systems };
}

/** The content of a JSON file of the shipped geography, called by its name. */
export async function readGeography(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(catalogueFolder(), "geography", `${name}.json`), "utf8"));
}

async function readNamed(path: string, file: string): Promise<InputFile> {
  try {
    return { file, content: await readFile(path) };
  } catch (error) {
    throw describeFileError(error, file);
  }
}
