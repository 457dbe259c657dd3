import {
  checkAssumptions,
  hasErrors,
  parseFile,
  parseScenario,
  resolveFlight,
  resolveScenario,
  resolveStudy,
} from "parapet";
import type { AnyParsedFile, Catalogue, FileType, Problem } from "parapet";
import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { findData } from "../host/data.ts";
import { readInputFile } from "../host/files.ts";
import { BadInput, formatProblem } from "../host/problems.ts";
import type { InputProblem } from "../host/problems.ts";
import { readAndParse } from "../parse-input.ts";
import type { Answer, Session } from "../session.ts";

/** Shows every problem of the files and of what they refer to; runs nothing. A problem in one file does not hide those of the next. */
export async function validate(files: readonly string[], session: Session): Promise<Answer> {
  const problems: InputProblem[] = [];
  const accepted: { readonly file: string; readonly type: FileType }[] = [];
  let catalogue: Promise<Catalogue> | undefined;
  for (const file of files) {
    session.signal.throwIfAborted();
    try {
      const parsed = parseFile(await readInputFile(file));
      if (!parsed.ok) throw new BadInput(parsed.problems);
      const found = await checkReferences(parsed, () => (catalogue ??= openCatalogue()), session.folder);
      if (hasErrors(found)) throw new BadInput(found);
      problems.push(...found);
      accepted.push({ file, type: parsed.type });
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      problems.push(...error.problems);
    }
  }
  if (accepted.length < files.length) throw new BadInput(problems);
  for (const problem of problems) session.note(formatProblem(problem));
  const text = accepted.map(({ file, type }) => `${file}: a valid ${type} file`).join("\n");
  return { exitCode: EXIT.done, document: { files: accepted, problems }, text };
}

/** Problems of a well-formed file with the systems, sources, scenarios and studies that it names. */
async function checkReferences(
  parsed: AnyParsedFile,
  openOnce: () => Promise<Catalogue>,
  folder: string,
): Promise<readonly Problem[]> {
  const search = { besideFile: parsed.file, folder };
  switch (parsed.type) {
    case "scenario":
      return resolveScenario(parsed, await openOnce()).problems;
    case "study": {
      const scenario = await readAndParse(findData("scenarios", parsed.value.scenario, search), parseScenario);
      return resolveStudy(parsed, scenario, await openOnce()).problems;
    }
    case "flight": {
      if ("body" in parsed.value) return [];
      const resolved = resolveFlight(parsed, await openOnce());
      return resolved.ok ? [] : resolved.problems;
    }
    case "assumptions":
      return checkAssumptions(parsed, await openOnce());
    case "claim":
      for (const study of parsed.value.studies) findData("studies", study, search);
      return [];
    default:
      return [];
  }
}
