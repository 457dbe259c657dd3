/** A text that was being typed when the page was last open. */
export interface Draft {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

const keyOf = (scenario: string): string => `parapet.draft.${scenario}`;

/** Keeps a text on this machine, so that a broken file or a closed window loses nothing. */
export function keepDraft(scenario: string, text: string): void {
  try {
    localStorage.setItem(keyOf(scenario), JSON.stringify({ text, time: Date.now() } satisfies Draft));
  } catch {
    // A full or closed store: the text still stands in the page.
  }
}

export function forgetDraft(scenario: string): void {
  try {
    localStorage.removeItem(keyOf(scenario));
  } catch {
    // Nothing was kept.
  }
}

export function readDraft(scenario: string): Draft | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(scenario)) ?? "null") as Draft | null;
    return kept !== null && typeof kept.text === "string" && typeof kept.time === "number" ? kept : undefined;
  } catch {
    return undefined;
  }
}
