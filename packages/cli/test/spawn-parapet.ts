import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/** The command line as a person would start it. */
export const binary: string = resolve(import.meta.dirname, "..", "bin", "parapet.js");

/** How a process ended, and what it said. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real binary in a folder and waits for its end. */
export async function runParapet(folder: string, argv: readonly string[]): Promise<Ending> {
  const child = spawn(process.execPath, [binary, ...argv], { cwd: folder, timeout: 300_000 });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}
