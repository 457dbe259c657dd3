import { PassThrough } from "node:stream";
import type { Terminal } from "../src/host/terminal.ts";

/** Streams that keep what is written to them, for a command line run in a test's own process. */
export function makeTerminal(): Terminal & { readonly stdoutText: () => string; readonly stderrText: () => string } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const textOf = (stream: PassThrough): (() => string) => {
    let text = "";
    stream.setEncoding("utf8").on("data", (more: string) => (text += more));
    return () => text + String(stream.read() ?? "");
  };
  return {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    stdoutText: textOf(stdout),
    stderrText: textOf(stderr),
  };
}
