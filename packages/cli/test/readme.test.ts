import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runParapet } from "./spawn-parapet.ts";

const root = resolve(import.meta.dirname, "../../..");
const commands = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/^npx parapet ([^#\n]+)/gm)].map((m) =>
  m[1]!.trim(),
);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-readme-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the README shows commands", () => expect(commands.length).toBeGreaterThan(3));

test.each(commands)("README: parapet %s", async (command) => {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!);
  // Results belong into a folder of the test's own; draws are few, the claim is judged all the same.
  const extra = words[0] === "check" ? ["--out", join(folder, "result")] : [];
  const { code, stderr } = await runParapet(root, [...words, ...extra]);
  expect(stderr).not.toMatch(/defect of ours/);
  expect(code).toBe(0);
});
