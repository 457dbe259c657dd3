import { problemIn } from "./catalogue.ts";
import { suggest } from "./nearest.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";

interface Entity {
  readonly id: string;
}

/** A problem when no entity of the scenario has the name. */
export function checkName(
  parsed: ParsedFile<"study">,
  path: readonly (string | number)[],
  name: string,
  noun: string,
  entities: readonly Entity[],
): Problem[] {
  const known = entities.map(({ id }) => id);
  if (known.includes(name)) return [];
  return [problemIn(parsed, path, `the scenario has no ${noun} "${name}"${suggest(name, known)}`, `"${name}"`)];
}

/** A problem for each name in a list that no entity of the scenario has. */
export function checkNames(
  parsed: ParsedFile<"study">,
  path: readonly (string | number)[],
  names: readonly string[],
  noun: string,
  entities: readonly Entity[],
): Problem[] {
  return names.flatMap((name, i) => checkName(parsed, [...path, i], name, noun, entities));
}
