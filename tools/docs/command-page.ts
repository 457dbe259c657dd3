import type { Terminal } from "../../packages/cli/src/host/terminal.ts";
import { runProgram } from "../../packages/cli/src/program.ts";
import type { Page } from "./page.ts";

/** The page of the command line: the help of every verb, as the program prints it. */
export async function makeCommandPage(): Promise<Page> {
  const all = await readHelp([]);
  const verbs = [...all.matchAll(/^ {2}([a-z]+) (?:\[|<| )/gm)].map((m) => m[1]!).filter((verb) => verb !== "help");
  const parts = [
    "# Commands",
    "",
    "In a clone every command begins with `npx parapet`. Each takes the global options shown first; what a verb takes besides is in its own part. This is the program's own help: `parapet help VERB` prints it too.",
    "",
    "## All verbs",
    "",
    fence(all),
  ];
  for (const verb of verbs) {
    const help = await readHelp(["help", verb]);
    parts.push("", `## ${verb}`, "", fence(withoutGlobal(help)));
    for (const part of verb === "catalogue" ? ["list", "show", "check"] : [])
      parts.push("", `### ${verb} ${part}`, "", fence(withoutGlobal(await readHelp([verb, part, "--help"]))));
  }
  return { path: "commands.md", section: "reference", menu: "Commands", markdown: parts.join("\n") };
}

async function readHelp(argv: readonly string[]): Promise<string> {
  let text = "";
  const stream = { write: (piece: string): boolean => ((text += piece), true) } as unknown as NodeJS.WriteStream;
  const terminal: Terminal = { stdout: stream, stderr: stream };
  await runProgram(argv, terminal, () => Promise.reject(new Error("help was asked for, not a run")));
  return text.trim();
}

/** Without the options that every verb takes: they stand at the top of the page. */
function withoutGlobal(help: string): string {
  return help.replace(/^Global Options:\n(?: .*\n)*\n?/m, "").trim();
}

function fence(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}
