import { Command, CommanderError } from "commander";
import { EXIT } from "./exit.ts";
import type { ExitCode } from "./exit.ts";
import { refuse } from "./host/problems.ts";
import type { Terminal } from "./host/terminal.ts";
import { readVersion } from "./host/version.ts";
import { makeGlobalOptions, readSettings } from "./options.ts";
import type { Answer, Session, Settings } from "./session.ts";
import { addVerbs } from "./verbs.ts";

/** Runs a command with its session and prints its answer. */
export type Perform = (settings: Settings, command: (session: Session) => Promise<Answer>) => Promise<void>;

/**
 * Parses the command line and performs its verb. Tells the exit code when the command line itself was the matter
 * (help, version, unknown verb or option), else undefined.
 */
export async function runProgram(
  argv: readonly string[],
  { stdout, stderr }: Terminal,
  perform: Perform,
): Promise<ExitCode | undefined> {
  let complaint = "";
  const program = new Command("parapet")
    .description("Public claims about missile defence in, checked answers out.")
    .version(readVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help, or that of a verb")
    .helpCommand("help [verb]", "print the help of a verb")
    .usage("<verb> [options]")
    .configureHelp({ showGlobalOptions: true, commandUsage: (command) => describeUsage(command) })
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text) => (complaint = text.replace(/^error: /, "").trim()),
    })
    .exitOverride();
  for (const option of makeGlobalOptions()) program.addOption(option);
  addVerbs(program, async (command, run) => perform(readSettings(command.optsWithGlobals()), run));
  program.addHelpText("after", AFTERWORD);

  try {
    if (argv.length === 0) {
      stdout.write(program.helpInformation() + AFTERWORD);
      return EXIT.done;
    }
    await program.parseAsync([...argv], { from: "user" });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    if (complaint !== "") throw refuse(oneSentence(complaint));
    throw refuse(argv[0] === "help" ? `there is no verb "${argv[1]}"` : "a verb is missing; see parapet --help");
  }
}

const AFTERWORD = `
Examples:
  parapet demo                                   the flagship study, with a report on disk
  parapet check two-sites-cover-japan            is this claim supported?
  parapet catalogue show sm3-iia                 every figure of a system, and where it comes from

Exit codes: 0 done · 1 done, but an expectation in the file does not hold · 2 bad input, nothing written ·
3 interrupted · 70 a defect of ours.
`;

function describeUsage(command: Command): string {
  const names: string[] = [];
  for (let part: Command | null = command; part !== null; part = part.parent) names.unshift(part.name());
  return `${names.join(" ")} ${command.usage()}`;
}

/** Commander's complaint without line breaks: "unknown option '--sed' (did you mean --seed?)". */
function oneSentence(complaint: string): string {
  return complaint.replaceAll(/\s*\n\s*/g, " ").replace("(Did you mean", "(did you mean");
}
