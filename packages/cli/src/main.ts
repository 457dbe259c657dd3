import { EXIT, Interrupted } from "./exit.ts";
import type { ExitCode } from "./exit.ts";
import { BadInput, escapeControls, formatProblem } from "./host/problems.ts";
import type { Terminal } from "./host/terminal.ts";
import { readVersion } from "./host/version.ts";
import type { Answer, Session, Settings } from "./session.ts";

/**
 * Runs one command line and tells its exit code: 0 done, 1 an expectation does not hold, 2 bad input, 3 interrupted,
 * 70 a defect of ours. Prints the answer on standard output and everything else on standard error.
 */
export async function main(argv: readonly string[], terminal: Terminal = process): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
    stdout.write(`${readVersion()}\n`);
    return EXIT.done;
  }
  let code: ExitCode = EXIT.done;
  leaveQuietlyOnBrokenPipe(stdout, () => code);
  leaveQuietlyOnBrokenPipe(stderr, () => code);
  const interruption = new AbortController();
  const stopListening = listenForInterruption(interruption, stderr);
  const wantsJson = argv.includes("--json");

  const perform = async (settings: Settings, command: (session: Session) => Promise<Answer>): Promise<void> => {
    const answer = await command(openSession(settings, argv, interruption.signal, stderr));
    printAnswer(answer, settings.json, terminal);
    code = answer.exitCode;
  };

  try {
    const { runProgram } = await import("./program.ts");
    const parsed = await runProgram(argv, terminal, perform);
    code = parsed ?? code;
  } catch (error) {
    code = explainFailure(error, interruption.signal, wantsJson, terminal);
  } finally {
    stopListening();
  }
  return code;
}

function openSession(
  settings: Settings,
  argv: readonly string[],
  signal: AbortSignal,
  stderr: NodeJS.WriteStream,
): Session {
  return {
    settings,
    folder: process.cwd(),
    command: ["parapet", ...argv].map(quoteForShell).join(" "),
    signal,
    note: (line) => void (settings.quiet || stderr.write(`${escapeControls(line)}\n`)),
    startProgress: async (label, total) => {
      const { showProgress } = await import("./host/progress.ts");
      return showProgress({ label, total, stream: stderr, quiet: settings.quiet });
    },
  };
}

function printAnswer(answer: Answer, json: boolean, { stdout }: Terminal): void {
  if (json) stdout.write(`${JSON.stringify(answer.document, null, 2)}\n`);
  else if (answer.text !== "") stdout.write(answer.text.endsWith("\n") ? answer.text : `${answer.text}\n`);
}

function explainFailure(error: unknown, signal: AbortSignal, json: boolean, { stdout, stderr }: Terminal): ExitCode {
  const printDocument = (document: unknown): void =>
    void (json && stdout.write(`${JSON.stringify(document, null, 2)}\n`));
  if (error instanceof BadInput) {
    stderr.write(`${error.problems.map(formatProblem).join("\n")}\n`);
    printDocument({ problems: error.problems });
    return EXIT.badInput;
  }
  if (error instanceof Interrupted || signal.aborted) {
    const message = error instanceof Interrupted ? error.message : new Interrupted().message;
    stderr.write(`parapet: ${message}\n`);
    printDocument({ interrupted: message });
    return EXIT.interrupted;
  }
  const message = error instanceof Error ? error.message : String(error);
  stderr.write(`parapet: a defect of ours, not of your input: ${escapeControls(message)}\n`);
  if (process.env["PARAPET_DEBUG"] === "1") {
    stderr.write(`${error instanceof Error ? describeStack(error) : String(error)}\n`);
  }
  printDocument({ defect: message });
  return EXIT.defect;
}

function describeStack(error: Error): string {
  const cause =
    error.cause === undefined
      ? ""
      : `\ncaused by ${error.cause instanceof Error ? describeStack(error.cause) : String(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** The first signal asks the work to stop; a later one, at least a second after it, ends the process at once. */
function listenForInterruption(interruption: AbortController, stderr: NodeJS.WriteStream): () => void {
  let first = 0;
  const listener = (): void => {
    if (interruption.signal.aborted) {
      // A terminal and a parent process may both deliver the same key press.
      if (performance.now() - first > 1000) process.exit(EXIT.interrupted);
      return;
    }
    first = performance.now();
    interruption.abort(new Interrupted());
    if (stderr.isTTY) stderr.write("\nparapet: stopping (once more to stop at once)\n");
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => signals.forEach((signal) => process.off(signal, listener));
}

/** A reader that has gone away, as in `parapet catalogue list | head -1`, is no failure. */
function leaveQuietlyOnBrokenPipe(stream: NodeJS.WriteStream, exitCode: () => ExitCode): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(exitCode());
  });
}

function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
