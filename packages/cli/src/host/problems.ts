/** One thing wrong with the input: where it stands, and what would do. */
export interface InputProblem {
  /** The file as the user named it; absent when a command-line option is at fault. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** Path inside the file, "units.0.position.latitude"; empty for the whole file. */
  readonly path?: string;
  readonly message: string;
  /** "error" when absent. */
  readonly severity?: "error" | "warning";
}

/** Thrown when the user's input cannot be used; the command line lists the problems and answers with exit code 2. */
export class BadInput extends Error {
  override readonly name = "BadInput";
  readonly problems: readonly InputProblem[];
  constructor(problems: readonly InputProblem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

/** Bad input that has one problem; `file` is left out when an option or the command itself is at fault. */
export function refuse(message: string, file?: string): BadInput {
  return new BadInput([file === undefined ? { message } : { file, message }]);
}

/** One problem on one line: `file:line:column path: message`, with what is not known left out. */
export function formatProblem(problem: InputProblem): string {
  const { file, line, column, path, message, severity } = problem;
  let place = file === undefined ? "parapet" : escapeControls(file);
  if (line !== undefined) place += column === undefined ? `:${line}` : `:${line}:${column}`;
  const inside = path === undefined || path === "" ? "" : ` ${escapeControls(path)}`;
  const warning = severity === "warning" ? "warning: " : "";
  return `${place}${inside}: ${warning}${escapeControls(message)}`;
}

/** Text with control characters and lone surrogates written as \u escapes, so that a hostile file cannot steer the terminal. */
export function escapeControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
