import { problemIn } from "./catalogue.ts";
import { suggest } from "./nearest.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { listOf } from "./resolve.ts";
import type { LinkFile } from "./scenario-file.ts";
import type { CoverageFile } from "./study-file.ts";

/** The listener has to be a unit; a unit whose tracks no link carries to it counts for nothing, which is a warning. */
export function checkHearing(
  parsed: ParsedFile<"study">,
  { heardAt, sets }: CoverageFile,
  { value: { units, links = [] } }: ParsedFile<"scenario">,
): Problem[] {
  if (heardAt === undefined) return [];
  const names = units.map(({ id }) => id);
  if (!names.includes(heardAt)) {
    const message = `the scenario has no unit "${heardAt}"${suggest(heardAt, names)}`;
    return [problemIn(parsed, ["heardAt"], message, `"${heardAt}"`)];
  }
  const relays = units.filter(({ radars = [] }) => radars.length === 0).map(({ id }) => id);
  return sets.flatMap(({ units: own }, i) => {
    const heard = listHeard(heardAt, new Set([...own, ...relays, heardAt]), links);
    return own.flatMap((id, k) => {
      if (heard.has(id) || !names.includes(id)) return [];
      const message = `no link of the scenario carries tracks of ${id} to ${heardAt}: what it sees does not count in this set`;
      return [problemIn(parsed, ["sets", i, "units", k], message, `"${id}"`, "warning")];
    });
  });
}

/** Of the units that are there, those from which links that share tracks lead to the listener. */
function listHeard(heardAt: string, present: ReadonlySet<string>, links: readonly LinkFile[]): ReadonlySet<string> {
  const directed = links
    .filter(({ shares }) => shares.includes("track"))
    .flatMap(({ from, to, bothWays }) => [
      { starts: listOf(from), ends: listOf(to) },
      ...(bothWays === true ? [{ starts: listOf(to), ends: listOf(from) }] : []),
    ]);
  const heard = new Set([heardAt]);
  for (let size = 0; size < heard.size;) {
    size = heard.size;
    for (const { starts, ends } of directed)
      if (ends.some((id) => heard.has(id))) for (const id of starts) if (present.has(id)) heard.add(id);
  }
  return heard;
}
