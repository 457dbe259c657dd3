import { EXIT, Interrupted } from "./exit.ts";
import type { ExitCode } from "./exit.ts";
import { BadInput, escapeControls, formatProblem } from "./host/problems.ts";
import type { Terminal } from "./host/terminal.ts";

export interface GuardOptions {
  /** Failures are told on standard output too, as one JSON document. */
  readonly json: boolean;
}

/**
 * Does some work and turns every way in which it can end into an exit code with a sentence on standard error: bad input,
 * an interruption by a signal, a reader that has gone away, a defect of ours.
 */
export async function guard(
  terminal: Terminal,
  { json }: GuardOptions,
  work: (signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const interruption = new AbortController();
  const explain = (error: unknown): ExitCode => explainFailure(error, interruption.signal, json, terminal);
  const leave = (error: unknown): never => process.exit(explain(error));
  const stopListening = listenForInterruption(interruption, terminal.stderr);
  for (const stream of [terminal.stdout, terminal.stderr]) stream.on("error", leaveQuietlyOnBrokenPipe);
  process.on("uncaughtException", leave);
  try {
    return await work(interruption.signal);
  } catch (error) {
    return explain(error);
  } finally {
    stopListening();
    process.off("uncaughtException", leave);
  }
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
function leaveQuietlyOnBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT.done);
  throw error;
}
