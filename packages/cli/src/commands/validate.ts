import { parseFile } from "parapet";
import type { FileType } from "parapet";
import { EXIT } from "../exit.ts";
import { readInputFile } from "../host/files.ts";
import { BadInput, formatProblem } from "../host/problems.ts";
import type { InputProblem } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

/** Shows every problem of the files; runs nothing. A problem in one file does not hide those of the next. */
export async function validate(files: readonly string[], session: Session): Promise<Answer> {
  const problems: InputProblem[] = [];
  const accepted: { readonly file: string; readonly type: FileType }[] = [];
  for (const file of files) {
    session.signal.throwIfAborted();
    try {
      const parsed = parseFile(await readInputFile(file));
      if (parsed.ok) accepted.push({ file, type: parsed.type });
      else problems.push(...parsed.problems);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.some(({ severity }) => severity !== "warning")) throw new BadInput(problems);
  for (const problem of problems) session.note(formatProblem(problem));
  const text = accepted.map(({ file, type }) => `${file}: a valid ${type} file`).join("\n");
  return { exitCode: EXIT.done, document: { files: accepted, problems }, text };
}
