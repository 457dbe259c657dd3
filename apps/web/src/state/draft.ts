/** A text that was being typed when the page was last open. */
export interface Draft {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

const keyOf = (scenario: string): string => `parapet.draft.${scenario}`;

/** What is kept while the page is open, where the browser keeps nothing. */
const held = new Map<string, Draft>();

/** Keeps a text on this machine, so that a broken file or a closed window loses nothing; false where only this open page has it. */
export function keepDraft(scenario: string, text: string): boolean {
  const draft: Draft = { text, time: Date.now() };
  held.set(scenario, draft);
  try {
    localStorage.setItem(keyOf(scenario), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(scenario: string): void {
  held.delete(scenario);
  try {
    localStorage.removeItem(keyOf(scenario));
  } catch {
    // Nothing was kept.
  }
}

export function readDraft(scenario: string): Draft | undefined {
  const own = held.get(scenario);
  if (own !== undefined) return own;
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(scenario)) ?? "null") as Draft | null;
    return kept !== null && typeof kept.text === "string" && typeof kept.time === "number" ? kept : undefined;
  } catch {
    return undefined;
  }
}
