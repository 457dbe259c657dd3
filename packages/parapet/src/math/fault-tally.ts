import { type FaultReason, NumericalFault } from "./numerical-fault.ts";

/** How many computations there were, and how many did not come about, by reason. */
export interface FaultCount {
  readonly of: number;
  readonly reasons: Readonly<Partial<Record<FaultReason, number>>>;
}

export const NO_FAULTS: FaultCount = { of: 0, reasons: {} };

/** Counts computations that came about and those that did not. */
export class FaultTally {
  readonly #reasons = new Map<FaultReason, number>();
  #of = 0;

  /** So many computations were tried. */
  tried(count = 1): void {
    this.#of += count;
  }

  /** One of those tried did not come about. */
  note(reason: FaultReason, count = 1): void {
    if (count > 0) this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + count);
  }

  /** What a computation gives; undefined, and counted, where it ends in a numerical fault or outside a model's range. Other errors pass. */
  attempt<T>(compute: () => T): T | undefined {
    this.tried();
    try {
      return compute();
    } catch (error) {
      this.note(reasonOf(error));
      return undefined;
    }
  }

  count(): FaultCount {
    return { of: this.#of, reasons: sortReasons([...this.#reasons]) };
  }
}

/** The reason of a numerical fault; a RangeError is a model's word that it was asked outside its range. Throws all other errors again. */
export function reasonOf(error: unknown): FaultReason {
  if (error instanceof NumericalFault) return error.reason;
  if (error instanceof RangeError) return "outside-validity";
  throw error;
}

/** Several counts as one. */
export function addFaults(...counts: readonly FaultCount[]): FaultCount {
  const reasons = new Map<FaultReason, number>();
  for (const each of counts)
    for (const [reason, count] of Object.entries(each.reasons) as [FaultReason, number][])
      reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  return { of: counts.reduce((sum, { of }) => sum + of, 0), reasons: sortReasons([...reasons]) };
}

function sortReasons(entries: readonly (readonly [FaultReason, number])[]): FaultCount["reasons"] {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
