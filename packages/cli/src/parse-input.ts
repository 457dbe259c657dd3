import type { FileType, ParsedFile, RefusedFile, Source } from "parapet";
import { readInputFile } from "./host/files.ts";
import { BadInput } from "./host/problems.ts";

/** Reads and parses one file of the user's. Throws BadInput with every problem of it. */
export async function readAndParse<T extends FileType>(
  file: string,
  parse: (source: Source) => ParsedFile<T> | RefusedFile,
): Promise<ParsedFile<T>> {
  const parsed = parse(await readInputFile(file));
  if (!parsed.ok) throw new BadInput(parsed.problems);
  return parsed;
}
