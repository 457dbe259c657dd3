import { EXIT } from "./exit.ts";
import type { ExitCode } from "./exit.ts";
import { guard } from "./guard.ts";
import { escapeControls } from "./host/problems.ts";
import type { Progress } from "./host/progress.ts";
import type { Terminal } from "./host/terminal.ts";
import { readVersion } from "./host/version.ts";
import { describeCommand } from "./command-text.ts";
import type { Session, Settings } from "./session.ts";

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
  return guard(terminal, { json: argv.includes("--json") }, async (signal) => {
    const { runProgram } = await import("./program.ts");
    let code: ExitCode = EXIT.done;
    const ownCode = await runProgram(argv, terminal, async (settings, command) => {
      const shown: Progress[] = [];
      const session = openSession(settings, argv, { signal, stderr, shown });
      const answer = await command(session).finally(() => shown.forEach((progress) => progress.stop()));
      const text = settings.json ? JSON.stringify(answer.document, null, 2) : answer.text;
      if (text !== "") stdout.write(text.endsWith("\n") ? text : `${text}\n`);
      code = answer.exitCode;
    });
    return ownCode ?? code;
  });
}

interface SessionParts {
  readonly signal: AbortSignal;
  readonly stderr: NodeJS.WriteStream;
  /** Every progress that was started; a work that fails leaves the stopping to others. */
  readonly shown: Progress[];
}

function openSession(settings: Settings, argv: readonly string[], { signal, stderr, shown }: SessionParts): Session {
  return {
    settings,
    folder: process.cwd(),
    command: describeCommand(argv),
    signal,
    note: (line) => void (settings.quiet || stderr.write(`${escapeControls(line)}\n`)),
    startProgress: async (label, total) => {
      const { showProgress } = await import("./host/progress.ts");
      const progress = showProgress({ label, total, stream: stderr, quiet: settings.quiet });
      shown.push(progress);
      return progress;
    },
  };
}
