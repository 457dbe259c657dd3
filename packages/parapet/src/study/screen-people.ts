import { addFaults } from "../math/fault-tally.ts";
import type { DefendedPeople } from "./cost.ts";
import { makeStream } from "../math/random.ts";
import type { MapDefendedArea } from "./defended-area.ts";
import { listThreatCases } from "./defended-area-problem.ts";
import type { DefendedAreaShared, DefendedAreaTask } from "./defended-area-worker.ts";
import { drawRows, makeNominalRow } from "./parameter.ts";

const ROWS_A_TASK = 6;

/**
 * People defended against everything of a problem by any of its interceptors, by the two-body screen: with central values and in
 * each of the problem's draws. Maps the flights first, then the rows.
 */
export async function screenPeople(shared: DefendedAreaShared, map: MapDefendedArea): Promise<DefendedPeople> {
  const { problem } = shared;
  const cases = listThreatCases(problem);
  const solved = await map(
    shared,
    cases.map((_, i) => ({ kind: "paths", case: i })),
    "threat paths",
  );
  const paths = solved.flatMap((answer) => (answer.kind === "paths" ? [answer.paths] : []));
  const rows = [
    makeNominalRow(problem.parameters),
    ...drawRows(problem.parameters, problem.draws, (purpose) => makeStream(problem.seed, 0, purpose)),
  ];
  const tasks = Array.from({ length: Math.ceil(rows.length / ROWS_A_TASK) }, (_, i): DefendedAreaTask => ({
    kind: "rows",
    rows: rows.slice(i * ROWS_A_TASK, (i + 1) * ROWS_A_TASK),
    count: false,
  }));
  const answers = await map({ ...shared, paths }, tasks, "draws");
  const people = answers.flatMap((answer) =>
    answer.kind === "rows" ? answer.shares.map(({ all }) => all.defendedByAny.people) : [],
  );
  return { nominal: people[0]!, draws: people.slice(1), faults: addFaults(...paths.map(({ faults }) => faults)) };
}
