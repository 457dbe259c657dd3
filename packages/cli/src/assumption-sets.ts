import { type Catalogue, checkAssumptions, hasErrors, parseAssumptions, type ParsedFile } from "parapet";
import { findData, listData } from "./host/data.ts";
import { BadInput, refuse } from "./host/problems.ts";
import { readAndParse } from "./parse-input.ts";
import type { Session } from "./session.ts";

export type AssumptionsParsed = ParsedFile<"assumptions">;

/** Sets in the order in which readers expect them; any others follow by name. */
const ORDER = ["official", "neutral", "critic"];

/** Words in the place of the names of sets: all that there are, or none. */
const ALL = "all";
const NONE = "none";

/**
 * The sets that `--assumptions` asks for: names of `assumptions/` or files, with commas between them; `all`; `none`. Throws BadInput with every
 * problem of the files.
 */
export async function openAssumptions(
  asked: string,
  catalogue: Catalogue,
  session: Session,
): Promise<readonly AssumptionsParsed[]> {
  if (asked === NONE) return [];
  const names = asked === ALL ? listSets(session) : asked.split(",").map((name) => name.trim());
  if (names.length === 0) throw refuse("there are no sets of assumptions here");
  const sets: AssumptionsParsed[] = [];
  for (const name of names) {
    const file = /[/\\]|\.ya?ml$/.test(name) ? name : findData("assumptions", name, { folder: session.folder });
    const parsed = await readAndParse(file, parseAssumptions);
    const problems = checkAssumptions(parsed, catalogue);
    if (hasErrors(problems)) throw new BadInput(problems);
    if (sets.some(({ value }) => value.id === parsed.value.id))
      throw refuse(`the set of assumptions "${parsed.value.id}" is asked for twice`, file);
    sets.push(parsed);
  }
  return sets;
}

/** The one set that `--assumptions` asks for, if any; several are refused. */
export async function openOneSet(
  asked: string | undefined,
  catalogue: Catalogue,
  session: Session,
): Promise<AssumptionsParsed | undefined> {
  if (asked === undefined) return undefined;
  const sets = await openAssumptions(asked, catalogue, session);
  if (sets.length > 1)
    throw refuse(`"${asked}" are several sets of assumptions; a study is run under one, claims are checked under all`);
  return sets[0];
}

/** True when `--assumptions` asks for a comparison and not for one set to judge by. */
export function isComparison(asked: string): boolean {
  return asked === ALL || asked === NONE || asked.includes(",");
}

function listSets({ folder }: Session): string[] {
  const names = listData("assumptions", { folder });
  const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return names.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
