/** The exit codes of the command line. */
export const EXIT = { done: 0, unmet: 1, badInput: 2, interrupted: 3, defect: 70 } as const;

/** One of the exit codes of the command line. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Thrown when the user, not the program, ended the work; the command line answers with exit code 3. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor(message = "interrupted: nothing half written was left behind") {
    super(message);
  }
}
