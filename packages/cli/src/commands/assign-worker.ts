import { enableCompileCache, flushCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { SolveProgress, WeaponAssignmentProblem } from "parapet";
import { loadHighs } from "../host/highs.ts";

/** What the thread is given. */
export interface AssignStart {
  readonly problem: WeaponAssignmentProblem;
  /** Shared; 1 asks the thread to stop. */
  readonly stop: Int32Array;
  readonly timeLimit_s?: number;
}

/** What it answers; a weapon that fires several rounds at a target stands there as often. */
export interface AssignAnswer {
  readonly objective: number;
  readonly bound: number;
  readonly gap: number;
  readonly isProven: boolean;
  /** Neither proven nor stopped: the solver came to no end of its own. */
  readonly isUnsolved: boolean;
  readonly assignment: readonly (readonly [number, number])[];
}

export type AssignMessage = { readonly answer: AssignAnswer } | { readonly progress: SolveProgress };

// A thread has a code cache of its own to open, and is ended too abruptly to write it by itself.
enableCompileCache();
const { solveWeaponAssignment } = await import("parapet");
flushCompileCache();
const { problem, stop, timeLimit_s = Infinity } = workerData as AssignStart;
const end_ms = performance.now() + 1000 * timeLimit_s;
const send = (message: AssignMessage): void => parentPort!.postMessage(message, []);
const highs = await loadHighs();
let isStopped = false;
const { allotment, objective, bound, gap, isProven } = solveWeaponAssignment(problem, {
  highs,
  shouldStop: () => (isStopped ||= Atomics.load(stop, 0) === 1 || performance.now() > end_ms),
  onProgress: (progress) => send({ progress }),
});
const assignment: [number, number][] = [];
for (let k = 0; k < allotment.weapon.length; k++)
  for (let r = 0; r < allotment.rounds[k]!; r++) assignment.push([allotment.weapon[k]!, allotment.target[k]!]);
send({ answer: { objective, bound, gap, isProven, isUnsolved: !isProven && !isStopped, assignment } });
