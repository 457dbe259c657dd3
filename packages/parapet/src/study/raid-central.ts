import type { Metric } from "./defended-area-summary.ts";
import { metricsOfTrials } from "./raid-numbers.ts";
import { type RaidAnswer, RaidFields, type RaidShared, type RaidTask } from "./raid-trials.ts";

/** The metrics by which a raid is followed while it runs. */
const FOLLOWED = ["leakage", "probabilityNoLeaker", "interceptorsSpent"] as const;

/** The trials of a raid with central values, as they come in, in any order. */
export class CentralTrials {
  readonly #fields: RaidFields;
  readonly #seed: number;
  readonly #records = new Map<number, Float64Array>();

  constructor({ problem, seed }: RaidShared) {
    this.#fields = new RaidFields(problem.layers.map(({ id }) => id));
    this.#seed = seed;
  }

  get count(): number {
    return this.#records.size;
  }

  /** The first trial that came to its end: the one that is shown. */
  get first(): number {
    return this.#whole()[0]?.[0] ?? 0;
  }

  /** Takes the answers of some tasks in; those of draws, variants and other sizes are left out. */
  take(tasks: readonly RaidTask[], answers: readonly RaidAnswer[]): void {
    const { length } = this.#fields;
    answers.forEach(({ records }, i) => {
      const { from, to, row, values, variant, size } = tasks[i]!;
      if (row !== undefined || values !== undefined || variant !== undefined || size !== undefined) return;
      for (let trial = from; trial < to; trial++)
        this.#records.set(trial, records.subarray((trial - from) * length, (trial - from + 1) * length));
    });
  }

  /** What the trials so far say, with the interval that luck leaves, 95 %. */
  metrics(): Readonly<Record<string, Metric>> {
    const whole = this.#whole();
    if (whole.length === 0) return {};
    const all = new Float64Array(this.#fields.length * whole.length);
    whole.forEach(([, record], i) => all.set(record, i * record.length));
    return metricsOfTrials(all, this.#fields, this.#seed, FOLLOWED);
  }

  /** Each trial by its number: what came, what came through and what was fired, in all and by layer. */
  list(): readonly TrialNumbers[] {
    const fields = this.#fields;
    return this.#whole().map(([trial, record]) => ({
      trial,
      threats: record[RaidFields.threats]!,
      leakers: record[RaidFields.leakers]!,
      spent: record[RaidFields.spent]!,
      layers: fields.layers.map((_, i) => ({
        spent: record[fields.of(i, "spent")]!,
        stopped: record[fields.of(i, "stopped")]!,
      })),
    }));
  }

  /** The trials that came to their end, by their number. */
  #whole(): readonly (readonly [number, Float64Array])[] {
    return [...this.#records].filter(([, record]) => record[RaidFields.fault] === 0).toSorted(([a], [b]) => a - b);
  }
}

/** What one trial came to. */
export interface TrialNumbers {
  readonly trial: number;
  readonly threats: number;
  readonly leakers: number;
  readonly spent: number;
  /** In the order of the layers. */
  readonly layers: readonly { readonly spent: number; readonly stopped: number }[];
}
