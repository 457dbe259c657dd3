import type { DefendedAreaAnswer, DefendedAreaShared, DefendedAreaTask } from "parapet";
import { Caller } from "./rpc.ts";

/** Thrown into a study that another one has taken the place of. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** The threads of the page: tasks go to whoever is free, answers come in the order of the tasks. */
export class Crew {
  readonly #hands: readonly Caller[];
  #turn = 0;
  #restUntil_ms = 0;

  constructor(size: number, geography: Pick<DefendedAreaShared, "prefectures" | "places">) {
    this.#hands = Array.from(
      { length: size },
      () =>
        new Caller(() => new Worker(new URL("./task-worker.ts", import.meta.url), { type: "module" }), {
          method: "land",
          args: geography,
        }),
    );
  }

  /** Whatever is under way gives up at its next task. */
  supersede(): number {
    this.#restUntil_ms = 0;
    return ++this.#turn;
  }

  /** Lets no new task begin for a while, nor while this is asked again: something more urgent wants the processor. */
  rest(time_ms: number): void {
    this.#restUntil_ms = performance.now() + time_ms;
  }

  /** Whether a turn is still the latest. */
  isCurrent(turn: number): boolean {
    return turn === this.#turn;
  }

  #restLeft(): number {
    return this.#restUntil_ms - performance.now();
  }

  async map(
    turn: number,
    shared: Pick<DefendedAreaShared, "problem" | "cell_m" | "paths">,
    tasks: readonly DefendedAreaTask[],
    onAnswer?: (answer: DefendedAreaAnswer, index: number) => void,
  ): Promise<readonly DefendedAreaAnswer[]> {
    const { problem, cell_m, paths } = shared;
    const answers: DefendedAreaAnswer[] = Array.from({ length: tasks.length });
    let next = 0;
    const work = async (hand: Caller): Promise<void> => {
      await hand.call("study", { problem, cell_m, ...(paths === undefined ? {} : { paths }) });
      while (next < tasks.length) {
        for (let left_ms = this.#restLeft(); left_ms > 0 && this.isCurrent(turn); left_ms = this.#restLeft())
          await new Promise((rested) => setTimeout(rested, left_ms));
        if (!this.isCurrent(turn)) throw new Superseded();
        if (next >= tasks.length) break;
        const index = next++;
        const answer = await hand.call<DefendedAreaAnswer>("task", tasks[index]);
        if (!this.isCurrent(turn)) throw new Superseded();
        answers[index] = answer;
        onAnswer?.(answer, index);
      }
    };
    await Promise.all(this.#hands.map(work));
    return answers;
  }
}
