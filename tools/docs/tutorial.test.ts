import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { binary } from "../../packages/cli/test/spawn-parapet.ts";
import { applyEdit, copyBlocks, isShown, maskOutput, readBlocks, type TutorialBlock } from "./tutorial-blocks.ts";

// The tutorial is done from its first block to its last in an empty folder. UPDATE_TUTORIAL=1 writes what is printed into the page.
const docs = resolve(import.meta.dirname, "../../docs");
const page = join(docs, "tutorial.md");
const japanesePage = join(docs, "ja", "tutorial.md");
const blocks = readBlocks(readFileSync(page, "utf8"));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "parapet-tutorial-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the tutorial has files, edits and commands", () => {
  for (const type of ["file", "edit", "command"]) expect(blocks.map((block) => block.type)).toContain(type);
});

test("every command of the tutorial prints what the page shows", async () => {
  const update = process.env["UPDATE_TUTORIAL"] === "1";
  let renewed = readFileSync(page, "utf8");
  for (const block of blocks) {
    const printed = await perform(block);
    if (block.type !== "command" || printed === undefined) continue;
    const output = maskOutput(printed.output);
    if (update && !isShown(block.output, output)) {
      const old = readFileSync(page, "utf8").slice(block.start, block.end);
      const [fence = "", first = ""] = old.split("\n");
      renewed = renewed.replace(old, () => `${fence}\n${first}\n${output.trimEnd()}\n\`\`\``);
    } else if (!isShown(block.output, output)) expect(`$ ${block.command}\n${output}`).toBe(`$ ${block.command}\n${block.output}`); // prettier-ignore
    const { command, exitCode: code } = block;
    if (printed.code !== code) expect.fail(`${command} ended with ${printed.code} instead of ${code}:\n${output}`);
  }
  if (update) {
    writeFileSync(page, renewed);
    writeFileSync(japanesePage, copyBlocks(renewed, readFileSync(japanesePage, "utf8")));
  }
});

test("the Japanese tutorial has the same files, edits and commands", () => {
  const japanese = readBlocks(readFileSync(japanesePage, "utf8"));
  const strip = (list: readonly TutorialBlock[]): unknown => list.map((block) => ({ ...block, start: 0, end: 0 }));
  expect(strip(japanese)).toEqual(strip(blocks));
});

async function perform(block: TutorialBlock): Promise<{ code: number | null; output: string } | undefined> {
  if (block.type === "command") return run(block.command);
  const path = join(folder, block.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, block.type === "file" ? block.text : applyEdit(readFileSync(path, "utf8"), block));
  return undefined;
}

/** Runs `npx parapet ...` as the page says, but with the binary of this clone and without npx's own start. */
async function run(command: string): Promise<{ code: number | null; output: string }> {
  const [npx, parapet, ...words] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2]!);
  expect([npx, parapet]).toEqual(["npx", "parapet"]);
  // In one process: starting threads would take longer than the work. The answer is the same to the byte.
  const child = spawn(process.execPath, [binary, ...words, "--workers", "0"], { cwd: folder });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}
