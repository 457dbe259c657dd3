// The files for containers and batch schedulers name what is there: paths, verbs and options. That they build and run is tried by hand.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { main } from "../src/main.ts";
import { makeTerminal } from "./terminal.ts";

const root = resolve(import.meta.dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Expects a command line that the program knows, whatever it would do. */
async function expectKnown(words: readonly string[]): Promise<void> {
  const terminal = makeTerminal();
  expect(await main([words[0]!, "--help"], terminal), words.join(" ")).toBe(0);
  const help = terminal.stdoutText();
  for (const word of words) if (word.startsWith("--")) expect(help, words.join(" ")).toContain(word);
}

test("what the image is made of is there", () => {
  const text = read("Containerfile");
  const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) => match[1]!.split(" "));
  expect(copied).toHaveLength(7);
  for (const path of copied) expect(existsSync(join(root, path)), path).toBe(true);
  const workspaces = (JSON.parse(read("package-lock.json")) as { packages: Record<string, { link?: boolean; resolved?: string }> }).packages; // prettier-ignore
  for (const { link, resolved } of Object.values(workspaces))
    if (link === true) expect(copied).toContain(`${resolved}/package.json`);
  const entry = /ENTRYPOINT \["node", "\/opt\/parapet\/(.+)"\]/.exec(text)?.[1];
  expect(existsSync(join(root, entry!))).toBe(true);
  for (const base of text.matchAll(/^FROM (\S+)/gm)) expect(base[1]).toBe("node:24-bookworm-slim");
  expect(text).toContain("USER node");
});

test("compose, Slurm and Kubernetes start commands that there are", async () => {
  const compose = parse(read("compose.yaml")) as { services: Record<string, { command?: readonly string[]; ports?: readonly string[] }> }; // prettier-ignore
  await expectKnown(compose.services["worker"]!.command!);
  for (const { ports = [] } of Object.values(compose.services))
    for (const port of ports) expect(port, "open to this machine alone").toMatch(/^127\.0\.0\.1:/);
  const job = parse(read("docs/batch/kubernetes.yaml")) as { spec: { template: { spec: { containers: readonly { args: readonly string[] }[] } } } }; // prettier-ignore
  const commands = [
    job.spec.template.spec.containers[0]!.args[0]!,
    read("docs/batch/slurm.sh").replaceAll(/^#.*$/gm, "").replaceAll("\\\n", ""),
    read("docs/batch/slurm.sh").match(/--wrap "(.+)"/)![1]!,
  ];
  for (const command of commands) await expectKnown(/\bparapet (.+)/.exec(command)![1]!.split(/\s+/));
});
