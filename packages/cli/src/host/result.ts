import type { NumericalFaults } from "parapet";
import { isAlive } from "./alive.ts";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describeFileError } from "./files.ts";
import { refuse } from "./problems.ts";

/** What stands in a result's manifest.json beside the list of its files. */
export interface ManifestFacts {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  /** Hash of the resolved input. */
  readonly hash: string;
  readonly seed: number;
  /** Number of trials or draws. */
  readonly runs: number;
  /** Id of the claim whose page the report is. */
  readonly claim?: string;
  /** Id of the set of assumptions in the place of the catalogue's values. */
  readonly assumptions?: string;
  /** The command that makes this result again. */
  readonly command: string;
  /** How often its numbers failed to come about. */
  readonly faults?: NumericalFaults;
}

export interface Manifest extends ManifestFacts {
  readonly format: "parapet-result-1";
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

export interface ResultContents {
  readonly manifest: ManifestFacts;
  /** Every value used, with its source, as YAML. */
  readonly resolved: string;
  /** JSON-able; the same input gives the same bytes. */
  readonly metrics: unknown;
  /** Further files by their path inside the folder: report.html, maps/area.geojson. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

export interface ResultPlace {
  /** `--out`, if given: the result's own folder. */
  readonly out?: string | undefined;
  /** Folder in which `results/` stands. */
  readonly folder: string;
  readonly name: string;
  readonly hash: string;
}

/** Where a result goes: `--out`, else `results/<name>-<first 8 of the hash>`. */
export function resultFolder({ out, folder, name, hash }: ResultPlace): string {
  return out === undefined ? join(folder, "results", `${name}-${hash.slice(0, 8)}`) : resolve(folder, out);
}

/**
 * Refuses, before any work is done, a place where a result cannot go: a file, or a folder that holds anything
 * but a result (it would be replaced as a whole). Writes nothing. Throws BadInput.
 */
export async function checkResultFolder(place: string): Promise<void> {
  const folder = resolve(place);
  try {
    if (!existsSync(folder)) return await checkParent(folder);
    if (`${process.cwd()}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)) {
      throw refuse("the current folder is or stands in this one; give a new folder to --out", place);
    }
    if (!(await stat(folder)).isDirectory()) throw refuse("a file stands where the result's folder should go", place);
    if ((await readdir(folder)).length === 0) return;
    const manifest = await readManifest(folder);
    if (manifest === undefined || manifest.files.length === 0)
      throw refuse("the folder holds other things than a result; give a new folder to --out", place);
    const known = new Set(["manifest.json", ...manifest.files.map(({ path }) => path)]);
    const foreign = (await listFiles(folder)).filter((path) => !known.has(path));
    if (foreign.length > 0) {
      const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : "";
      throw refuse(
        `the folder holds files that are no part of its result (${foreign.slice(0, 3).join(", ")}${more}); give a new folder to --out`,
        place,
      );
    }
  } catch (error) {
    throw describeFileError(error, place);
  }
}

async function checkParent(folder: string): Promise<void> {
  let parent = dirname(folder);
  while (!existsSync(parent)) parent = dirname(parent);
  if (!(await stat(parent)).isDirectory()) throw refuse("a file stands where a folder is needed", parent);
}

/** Why a folder's manifest is not read although it is one; undefined where there is none at all. Results are made again, not migrated. */
export async function explainManifest(folder: string): Promise<string | undefined> {
  try {
    const { format, version, command } = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as Partial<Record<keyof Manifest, unknown>>; // prettier-ignore
    if (typeof format !== "string" || !format.startsWith("parapet-result-")) return undefined;
    const again = typeof command === "string" ? `; make it again: ${command}` : "";
    return `the result was written by version ${String(version)} in the format ${format}, this version reads parapet-result-1${again}`;
  } catch {
    return undefined;
  }
}

/** The manifest of a result folder, or undefined where there is none that can be read. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as Partial<Manifest> | null;
    return manifest?.format === "parapet-result-1" && Array.isArray(manifest.files)
      ? (manifest as Manifest)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a result folder as a whole: under a hidden name beside its final one, flushed to the disk, then renamed.
 * A crash leaves the old result or the new one. Throws BadInput when the place cannot be written.
 */
export async function writeResult(place: string, contents: ResultContents): Promise<Manifest> {
  const folder = resolve(place);
  const parent = dirname(folder);
  const partial = join(parent, `.${basename(folder)}.partial-${process.pid}`);
  await recoverResult(folder);
  await checkResultFolder(place);
  try {
    await mkdir(parent, { recursive: true });
    await rm(partial, { recursive: true, force: true });
    const manifest = await writeFiles(partial, contents);
    await swapIn(partial, folder);
    await flush(parent);
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw describeFileError(error, place);
  }
}

async function writeFiles(partial: string, contents: ResultContents): Promise<Manifest> {
  const entries: [string, string | Uint8Array][] = [
    ["resolved.yaml", contents.resolved],
    ["metrics.json", formatJson(contents.metrics)],
    ...Object.entries(contents.files).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ];
  const files: Manifest["files"][number][] = [];
  const folders = new Set([partial]);
  for (const [path, content] of entries) {
    const target = join(partial, path);
    folders.add(dirname(target));
    await mkdir(dirname(target), { recursive: true });
    const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    await writeFlushed(target, bytes);
    files.push({ path, bytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") });
  }
  const manifest: Manifest = { format: "parapet-result-1", ...contents.manifest, files };
  await writeFlushed(join(partial, "manifest.json"), Buffer.from(formatJson(manifest), "utf8"));
  for (const folder of folders) await flush(folder);
  return manifest;
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder's entries survive a power cut, where the system can. */
async function flush(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const oldName = (folder: string, pid: number): string => join(dirname(folder), `.${basename(folder)}.old-${pid}`);

/** Puts the whole new folder in place of the old one; another process may be doing the same. */
async function swapIn(partial: string, folder: string): Promise<void> {
  const old = oldName(folder, process.pid);
  for (let attempt = 0; ; attempt++) {
    try {
      if (existsSync(folder)) await rename(folder, old);
      await rename(partial, folder);
      break;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "";
      if (attempt >= 20 || !["ENOTEMPTY", "EEXIST", "ENOENT", "EPERM", "EBUSY"].includes(code)) {
        if (!existsSync(folder) && existsSync(old)) await rename(old, folder);
        throw error;
      }
      if (existsSync(folder)) await rm(old, { recursive: true, force: true });
      await sleep(5);
    }
  }
  await rm(old, { recursive: true, force: true });
}

/** Clears what a crashed process left beside a result: half-written folders go, an old result that lost its name gets it back. */
export async function recoverResult(place: string): Promise<void> {
  const folder = resolve(place);
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  for (const entry of await readdir(parent)) {
    const match = /^\.(?<name>.+)\.(?<state>partial|old)-(?<pid>\d+)$/.exec(entry)?.groups;
    if (match === undefined || isAlive(Number(match["pid"]))) continue;
    const { name = "", state } = match;
    if (name !== basename(folder) && !/-[0-9a-f]{8}$/.test(name)) continue;
    if (state === "old" && !existsSync(join(parent, name))) await rename(join(parent, entry), join(parent, name));
    else await rm(join(parent, entry), { recursive: true, force: true });
  }
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
}

/** JSON as the result files have it: two spaces, a line feed at the end. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
