/** One thing wrong with an input file, with the place to look at and what would do instead. */
export interface Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
  /** Keys and list positions from the top of the file, joined by dots; empty for the file as a whole. */
  readonly path: string;
  /** What stands in the file, as text; empty when something is missing. */
  readonly found: string;
  /** A sentence for people: what was found and why it will not do. */
  readonly message: string;
  readonly severity: "error" | "warning";
  /** What would do, when that can be said shortly. */
  readonly wouldDo?: string;
}

/** A place in a file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One line for a terminal or a log: `file:line:column path: message`; a warning says that it is one. */
export function formatProblem(problem: Problem): string {
  const path = problem.path === "" ? "" : ` ${problem.path}`;
  const warning = problem.severity === "warning" ? "warning: " : "";
  return `${problem.file}:${problem.line}:${problem.column}${path}: ${warning}${problem.message}`;
}

/** Orders problems as a reader meets them: by file, line, column, path. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.path, b.path) ||
    compareText(a.message, b.message)
  );
}

/** Order by UTF-16 units: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether any of them forbids going on. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/**
 * What stands in a file, short enough and safe to print on a terminal: control characters and other invisible ones are
 * written as escapes.
 */
export function describeFound(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "an empty value";
  if (typeof value === "string") return quoteShort(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  return "a group of keys";
}

/** Text in quotation marks, cut at 64 characters, with everything invisible escaped. */
export function quoteShort(text: string): string {
  const cut = text.length > 64 ? `${text.slice(0, 61)}...` : text;
  return `"${escapeInvisible(cut)}"`;
}

/** Writes control characters, lone surrogates and invisible or direction-changing characters as `\uXXXX`. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Characters that a reader cannot see or that reorder what he sees; a lone surrogate is half a character. */
export const INVISIBLE: RegExp =
  // oxlint-disable-next-line no-control-regex -- finding control characters is its purpose
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
