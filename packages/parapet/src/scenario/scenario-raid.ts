import type { ParsedFile } from "./parse.ts";

/** Trials of a scenario's own raid unless the command line says otherwise. */
const RUNS = 1000;

/** The raid that stands in a scenario as a study of its own; undefined when the scenario has none. */
export function takeRaid(scenario: ParsedFile<"scenario">): ParsedFile<"study"> | undefined {
  const { name, title, raid } = scenario.value;
  if (raid === undefined) return undefined;
  return {
    ...scenario,
    type: "study",
    value: { kind: "raid", name, title, scenario: name, seed: 1, runs: RUNS, ...raid },
  };
}
