import { Worker } from "node:worker_threads";
import { fileURLToPath } from "node:url";
import {
  announceFaults,
  LARGEST_ASSIGNMENT_FILE_bytes,
  type NumericalFaults,
  parseAssignment,
  parseQuantity,
  type WeaponAssignmentProblem,
} from "parapet";
import { EXIT } from "../exit.ts";
import { readInputFile } from "../host/files.ts";
import { isClone } from "../host/package.ts";
import { siblingModule } from "../host/pool.ts";
import { BadInput, refuse } from "../host/problems.ts";
import { formatTable } from "../host/terminal.ts";
import type { Answer, Session } from "../session.ts";
import type { AssignAnswer, AssignMessage, AssignStart } from "./assign-worker.ts";

/** The options of `assign` as they were given. */
export interface AssignOptions {
  readonly timeLimit?: string;
}

/**
 * Solves one weapon-target assignment instance; at the time limit or an interruption, tells the best so far with the bound that
 * has been proven. Throws BadInput when the file or an option is refused.
 */
export async function assign(file: string, options: AssignOptions, session: Session): Promise<Answer> {
  const timeLimit_s = readTimeLimit(options.timeLimit);
  const parsed = parseAssignment(await readInputFile(file, { limit_bytes: LARGEST_ASSIGNMENT_FILE_bytes }));
  if (!parsed.ok) throw new BadInput(parsed.problems);
  const { problem, unlisted } = parsed;
  if (unlisted > 0) {
    const pairs = problem.weapons * problem.targets;
    session.note(
      `${unlisted} of ${pairs} pairs are not in the file: those weapons are taken not to reach those targets`,
    );
  }
  const solved = await solve(problem, timeLimit_s, session);
  const { objective, bound, gap, isProven, isUnsolved, assignment } = solved;
  const faults: NumericalFaults = isUnsolved
    ? { count: 1, of: 1, reasons: { "did-not-converge": 1 } }
    : { count: 0, of: 1, reasons: {} };
  const told = announceFaults(faults, session.settings.language);
  return {
    exitCode: session.signal.aborted ? EXIT.interrupted : EXIT.done,
    document: { objective, bound, gap, proven: isProven, assignment, faults },
    text: [...(told === undefined ? [] : [told]), describe(problem, solved)].join("\n"),
  };
}

/** Solves in a thread of its own, so that a signal is heard while it works. */
async function solve(
  problem: WeaponAssignmentProblem,
  timeLimit_s: number | undefined,
  { signal, note }: Session,
): Promise<AssignAnswer> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const start: AssignStart = { problem, stop, ...(timeLimit_s === undefined ? {} : { timeLimit_s }) };
  const worker = new Worker(fileURLToPath(siblingModule(import.meta.url, "assign-worker")), {
    workerData: start,
    execArgv: isClone ? ["--conditions=development"] : [],
  });
  const ask = (): void => void Atomics.store(stop, 0, 1);
  signal.addEventListener("abort", ask);
  if (signal.aborted) ask();
  let told = performance.now();
  try {
    return await new Promise<AssignAnswer>((resolve, reject) => {
      worker.on("message", (message: AssignMessage) => {
        if ("answer" in message) resolve(message.answer);
        else if (performance.now() - told > 2000) {
          told = performance.now();
          const { objective, bound, nodes, open } = message.progress;
          const gap = objective > 0 ? (100 * (objective - bound)) / objective : 0;
          note(
            `best ${formatValue(objective)}, bound ${formatValue(bound)}, gap ${gap.toPrecision(2)} %, parts ${nodes} done, ${open} open`,
          );
        }
      });
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`the solver's thread ended with code ${code} and no answer`)));
    });
  } finally {
    signal.removeEventListener("abort", ask);
    await worker.terminate();
  }
}

function readTimeLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const result = parseQuantity(text, { dimension: "time", low: "0 s", lowIs: "above" });
  if (!result.ok) throw refuse(`--time-limit: ${result.message}`);
  return result.quantity.value;
}

function describe(
  problem: WeaponAssignmentProblem,
  { objective, bound, gap, isProven, assignment }: AssignAnswer,
): string {
  const shots = new Map<number, number[]>();
  for (const [weapon, target] of assignment) shots.set(target, [...(shots.get(target) ?? []), weapon]);
  const rows = [...shots].toSorted(([a], [b]) => a - b).map(([target, weapons]) => [String(target), weapons.join(" ")]);
  const verdict = isProven
    ? "proven: no assignment leaves less"
    : `not proven: no assignment leaves less than ${formatValue(bound)} (gap ${(100 * gap).toPrecision(2)} %)`;
  const facts = [
    ["expected surviving value", formatValue(objective)],
    ["of", formatValue(problem.value.reduce((sum, v) => sum + v, 0))],
    ["rounds fired", `${assignment.length} of ${problem.rounds.reduce((sum, r) => sum + r, 0)}`],
  ];
  return [formatTable(facts), verdict, formatTable([["target", "weapons"], ...rows])].join("\n\n");
}

function formatValue(value: number): string {
  return value === 0 || Math.abs(value) >= 1e-3 ? value.toFixed(6) : value.toExponential(6);
}
