import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseScenario, resolveScenario, toMsdl } from "parapet";
import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { showPath } from "../host/data.ts";
import { describeFileError } from "../host/files.ts";
import { BadInput } from "../host/problems.ts";
import { readAndParse } from "../parse-input.ts";
import type { Answer, Session } from "../session.ts";

/** Writes the units of a scenario file for programmes that read MSDL: into the folder `--out`, or to standard output. */
export async function exportMsdl(file: string, session: Session): Promise<Answer> {
  const { language, out } = session.settings;
  const resolved = resolveScenario(await readAndParse(file, parseScenario), await openCatalogue());
  if (!resolved.ok) throw new BadInput(resolved.problems);
  const text = toMsdl(resolved.scenario, { language });
  if (out === undefined) return { exitCode: EXIT.done, document: { format: "msdl", msdl: text }, text };
  const target = join(out, `${resolved.scenario.name}.msdl.xml`);
  try {
    await mkdir(out, { recursive: true });
    await writeFile(target, text);
  } catch (error) {
    throw describeFileError(error, out);
  }
  return { exitCode: EXIT.done, document: { format: "msdl", files: [showPath(target)] }, text: showPath(target) };
}
