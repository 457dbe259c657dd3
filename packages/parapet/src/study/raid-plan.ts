import { ALTITUDE_BINS, type RaidAnswer, type RaidFields, type RaidTask, TIME_BINS } from "./raid-trials.ts";

/** Runs tasks on the host's workers; answers in the order of the tasks. */
export type MapRaid = (tasks: readonly RaidTask[], label: string) => Promise<readonly RaidAnswer[]>;

/** Which trials: a row of values, a variant, a size; nothing for the raid as it stands with central values. */
export type TrialPart = Omit<RaidTask, "from" | "to">;

/** Trials of one task: tens of milliseconds at least. */
const TASK_TRIALS = 10;

/** Trials that are asked for before any of them is run, so that one list of tasks holds all that do not rest on each other. */
export class TrialPlan {
  readonly #fields: RaidFields;
  readonly #tasks: RaidTask[] = [];
  #answers: readonly RaidAnswer[] = [];
  /** Trials asked for so far. */
  trials = 0;

  constructor(fields: RaidFields) {
    this.#fields = fields;
  }

  /** Asks for the trials `from` to `to` of each part; the function gives each part's answer once the plan has run. */
  ask(parts: readonly TrialPart[], from: number, to: number): () => readonly RaidAnswer[] {
    // Another row of values costs a worker its preparations once more: its trials stay together.
    const perTask = parts.length > 1 ? to - from : TASK_TRIALS;
    const first = this.#tasks.length;
    const perPart = Math.ceil((to - from) / perTask);
    for (const part of parts)
      for (let at = from; at < to; at += perTask) this.#tasks.push({ ...part, from: at, to: Math.min(to, at + perTask) }); // prettier-ignore
    this.trials += parts.length * (to - from);
    return () =>
      parts.map((_, i) =>
        joinAnswers(this.#answers.slice(first + i * perPart, first + (i + 1) * perPart), this.#fields),
      );
  }

  async run(map: MapRaid, label: string): Promise<void> {
    this.#answers = this.#tasks.length === 0 ? [] : await map(this.#tasks, label);
  }
}

/** Answers of consecutive trials as one. */
export function joinAnswers(answers: readonly RaidAnswer[], { layers }: RaidFields): RaidAnswer {
  const records = new Float64Array(answers.reduce((sum, each) => sum + each.records.length, 0));
  const altitudes = new Uint32Array(2 * layers.length * ALTITUDE_BINS);
  const times = new Uint32Array(2 * layers.length * TIME_BINS);
  let at = 0;
  for (const answer of answers) {
    records.set(answer.records, at);
    at += answer.records.length;
    for (let i = 0; i < altitudes.length; i++) altitudes[i]! += answer.altitudes[i]!;
    for (let i = 0; i < times.length; i++) times[i]! += answer.times[i]!;
  }
  return { records, altitudes, times };
}
