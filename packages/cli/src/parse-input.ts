import { hasErrors } from "parapet";
import type { ParsedFile, FileType, Problem, RefusedFile, Source } from "parapet";
import { readInputFile } from "./host/files.ts";
import { BadInput } from "./host/problems.ts";

/** Parses one source; the value comes back, or all of its problems are thrown as BadInput. */
export function accept<T extends FileType>(parsed: ParsedFile<T> | RefusedFile): ParsedFile<T> {
  if (!parsed.ok) throw new BadInput(parsed.problems);
  return parsed;
}

/** Reads and parses one file of the user's. Throws BadInput with every problem of it. */
export async function readAndParse<T extends FileType>(
  file: string,
  parse: (source: Source) => ParsedFile<T> | RefusedFile,
): Promise<ParsedFile<T>> {
  return accept(parse(await readInputFile(file)));
}

/** Goes on when there are warnings alone; throws BadInput with everything when there is an error among them. */
export function refuseErrors(problems: readonly Problem[]): readonly Problem[] {
  if (hasErrors(problems)) throw new BadInput(problems);
  return problems;
}
