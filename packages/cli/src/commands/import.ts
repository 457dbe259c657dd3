import { writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { parseScenario, type PlacesFormat, readPlaces, writeImportedScenario, type UnitFile } from "parapet";
import { EXIT } from "../exit.ts";
import { describeFileError, readInputFile } from "../host/files.ts";
import { BadInput, refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

export interface ImportOptions {
  readonly name?: string;
  readonly type: UnitFile["type"];
}

const FORMATS: Readonly<Record<string, PlacesFormat>> = {
  ".geojson": "geojson",
  ".json": "geojson",
  ".kml": "kml",
  ".xml": "msdl",
  ".msdl": "msdl",
};

/** Makes a scenario file of the places of a GeoJSON, KML or MSDL file: to `--out` or standard output. */
export async function importPlaces(file: string, { name, type }: ImportOptions, session: Session): Promise<Answer> {
  const format = FORMATS[extname(file).toLowerCase()];
  if (format === undefined) throw refuse("a file ending in .geojson, .json, .kml, .xml or .msdl is due", file);
  const { content } = await readInputFile(file);
  const text = typeof content === "string" ? content : new TextDecoder().decode(content);
  const read = readPlaces(text, format);
  if ("problem" in read) throw refuse(read.problem, file);
  for (const sentence of read.skipped) session.note(`${file}: left out ${sentence}`);
  const stem = basename(file, extname(file)).toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, ""); // prettier-ignore
  const scenario = writeImportedScenario(name ?? (stem === "" ? "imported" : stem), read, {
    origin: basename(file),
    type,
  });
  const parsed = parseScenario({ file, content: scenario });
  if (!parsed.ok) throw new BadInput(parsed.problems);
  const { out } = session.settings;
  const document = {
    places: read.places.length,
    skipped: read.skipped,
    ...(out === undefined ? { scenario } : { out }),
  };
  if (out === undefined) return { exitCode: EXIT.done, document, text: scenario };
  try {
    await writeFile(out, scenario, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST")
      throw refuse("a file stands here already; name another", out);
    throw describeFileError(error, out);
  }
  return { exitCode: EXIT.done, document, text: `${read.places.length} places written to ${out}` };
}
