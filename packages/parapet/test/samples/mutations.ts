/** One change to a text. `at` and `from` are shares of its length, so that they fit a text of any length. */
export interface Mutation {
  readonly change: "delete" | "insert" | "repeat" | "copy" | "overwrite" | "cut";
  readonly at: number;
  readonly from: number;
  readonly length: number;
  readonly insert: string;
}

/** What hurts parsers: YAML's own signs, its special numbers, Unicode tricks, names that every object has, paths. */
export const FRAGMENTS: readonly string[] = [
  ..."-:?[]{},&*!|>'\"%@`#~\\\t\n\r ",
  ": ",
  "- ",
  "? ",
  "\n---\n",
  "\n...\n",
  "\n  ",
  "&a ",
  "*a",
  "&a [*a]",
  "<<: *a",
  "!!binary ",
  "!!js/function ",
  "!<tag:x> ",
  "|+\n",
  ">-\n",
  "%YAML 1.1\n",
  ".nan",
  ".inf",
  "-.inf",
  "1e400",
  "-1e308",
  "0x7fffffffffffffff",
  "0o17",
  "9".repeat(60),
  "null",
  "~",
  "true",
  "yes",
  "2018-08-29",
  "\u0000",
  "\ud800",
  "\udfff",
  "\u202e",
  "\u200b",
  "\ufeff",
  "\u0085",
  "\u2028",
  "新屋",
  "𠮷",
  '"\\u0000\\ud800"',
  '"\\x1b[2J"',
  "__proto__",
  "constructor",
  "toString",
  "../../etc/passwd",
  "C:\\",
  " km/s",
  " dBsm",
  " deg",
  " JPY (2018)",
  "5 km",
  "[".repeat(40),
  "{a: ".repeat(40),
  "- ".repeat(40),
  "x".repeat(300),
];

/** The text with the change made. */
export function mutate(text: string, { change, at, from, length, insert }: Mutation): string {
  const i = Math.floor(at * text.length);
  const j = Math.floor(from * text.length);
  const before = text.slice(0, i);
  const piece = text.slice(j, j + length);
  switch (change) {
    case "delete":
      return before + text.slice(i + length);
    case "insert":
      return before + insert + text.slice(i);
    case "repeat":
      return before + text.slice(i, i + length).repeat(20) + text.slice(i);
    case "copy":
      return before + piece + text.slice(i);
    case "overwrite":
      return before + insert + text.slice(i + insert.length);
    case "cut":
      return before;
  }
}

/** The changes of file number `n`: the same in every run, quick, and without a test framework. */
export function makeMutations(n: number): Mutation[] {
  let state = (n * 2654435761 + 12345) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const changes = ["delete", "insert", "repeat", "copy", "overwrite", "cut"] as const;
  const count = 1 + Math.floor(next() * 5);
  return Array.from({ length: count }, () => ({
    change: changes[Math.floor(next() * (next() < 0.9 ? 5 : 6))]!,
    at: next(),
    from: next(),
    length: Math.floor(next() * 40),
    insert: FRAGMENTS[Math.floor(next() * FRAGMENTS.length)]!,
  }));
}
