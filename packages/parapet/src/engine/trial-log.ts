import type { EngineEvent } from "./trial-types.ts";

/** The log of one trial; keeps nothing when it is off. */
export class TrialLog {
  readonly isOn: boolean;
  readonly #events: EngineEvent[] = [];

  constructor(options: { readonly isOn: boolean }) {
    this.isOn = options.isOn;
  }

  add(event: EngineEvent): void {
    if (this.isOn) this.#events.push(event);
  }

  /** By time; events of one time stay in the order in which they were handled. */
  list(): readonly EngineEvent[] {
    return this.#events.toSorted((a, b) => a.time_s - b.time_s);
  }
}
