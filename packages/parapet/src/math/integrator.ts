export type StepOutcome = "stepped" | "step-below-limit";

/** One integration of a motion under way: the state at `time[0]`, advanced step by step without allocating. */
export interface Integrator {
  readonly time: Float64Array;
  readonly state: Float64Array;
  /** Start of the last step in `lastStep[0]`, its length in `lastStep[1]`, s. */
  readonly lastStep: Float64Array;
  /** Steps taken and steps refused since the last restart. */
  readonly accepted: number;
  readonly rejected: number;
  /** Starts anew at `time_s` from `state`; an adaptive method tries `firstStep_s` first. */
  restart(time_s: number, state: ArrayLike<number>, firstStep_s: number): void;
  /** Tells that the motion changed its law at the present instant. */
  resumeAfterJump(): void;
  /** Takes one step, not beyond `end_s`. */
  stepTowards(end_s: number): StepOutcome;
  /** Takes the last step again with another length, without error control. */
  retakeStep(length_s: number): void;
  /** Writes the dense output of the last step, `DENSE_SIZE` numbers. */
  writeDense(out: Float64Array, offset: number): void;
}
