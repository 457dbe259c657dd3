import { copyFile, mkdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { EXIT } from "../exit.ts";
import { showPath } from "../host/data.ts";
import { describeFileError } from "../host/files.ts";
import { refuse } from "../host/problems.ts";
import { explainManifest, type Manifest, readManifest } from "../host/result.ts";
import type { DisOptions } from "./export-dis.ts";
import type { Answer, Session } from "../session.ts";
import type { ExportFormat } from "../verbs.ts";

/** Which files of a result hold a format; formats that no result has yet are absent. */
const FILES: Readonly<Partial<Record<ExportFormat, RegExp>>> = {
  czml: /\.czml$/,
  kml: /\.kml$/,
  geojson: /\.geojson$/,
  stk: /\.e$/,
  oem: /\.oem$/,
  parquet: /\.parquet$/,
  csv: /\.csv$/,
};

/** A format, and how to play where it is played. */
export interface ExportOptions extends DisOptions {
  readonly format: ExportFormat;
}

/** Hands out a result in another format: to `--out`, or a single text on standard output. */
export async function exportResult(
  result: string,
  { format, ...dis }: ExportOptions,
  session: Session,
): Promise<Answer> {
  if (format === "msdl") return (await import("./export-msdl.ts")).exportMsdl(result, session);
  const manifest = await openResult(result);
  if (format === "dis")
    return (await import("./export-dis.ts")).playDis(
      result,
      manifest.files.map(({ path }) => path),
      dis,
      session,
    );
  const pattern = FILES[format];
  if (pattern === undefined) throw refuse(`the format ${format} is not available in this version`);
  const files = manifest.files.map(({ path }) => path).filter((path) => pattern.test(path));
  if (files.length === 0) throw refuse(`a result of kind ${manifest.kind} has nothing to write as ${format}`, result);
  const { out, json } = session.settings;
  if (out === undefined) {
    const paths = files.map((file) => showPath(join(result, file)));
    const isText = files.length === 1 && format !== "parquet";
    const text = isText && !json ? await readFile(join(result, files[0]!), "utf8") : paths.join("\n");
    return { exitCode: EXIT.done, document: { format, files: paths }, text: text.trimEnd() };
  }
  const written: string[] = [];
  try {
    await mkdir(out, { recursive: true });
    for (const file of files) {
      const target = join(out, basename(file));
      await copyFile(join(result, file), target);
      written.push(showPath(target));
    }
  } catch (error) {
    throw describeFileError(error, out);
  }
  return { exitCode: EXIT.done, document: { format, files: written }, text: written.join("\n") };
}

async function openResult(result: string): Promise<Manifest> {
  try {
    if (!(await stat(result)).isDirectory()) throw refuse("a result is a folder; this is a file", result);
  } catch (error) {
    throw describeFileError(error, result);
  }
  const manifest = await readManifest(result);
  if (manifest === undefined)
    throw refuse(
      (await explainManifest(result)) ?? "the folder holds no result: manifest.json is missing or is not ours",
      result,
    );
  return manifest;
}
