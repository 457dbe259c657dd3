// `parapet assign FILE`: the contract's fields, an honest bound at a time limit and an interruption, malformed files.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { binary, runParapet } from "./spawn-parapet.ts";

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "parapet-assign-"))));
afterEach(async () => rm(folder, { recursive: true, force: true }));

interface Answer {
  readonly objective: number;
  readonly bound: number;
  readonly gap: number;
  readonly proven: boolean;
  readonly assignment: readonly (readonly [number, number])[];
}

/** Kill probabilities that are the product of a weapon's and a target's: the hardest kind to prove. */
function makeSeparable(weapons: number, targets: number): string {
  const share = (k: number): number => ((k * 0.618_033_988_75) % 1) * 0.7 + 0.2;
  const lines = [`${weapons} ${targets} 1`];
  for (let j = 0; j < targets; j++) lines.push(String(1 + ((j * 37) % 100)));
  for (let i = 0; i < weapons; i++)
    for (let j = 0; j < targets; j++) lines.push(`${i} ${j} ${(share(i + 1) * share(j + 101)).toFixed(9)}`);
  return `${lines.join("\n")}\n`;
}

test("two rounds at the worthier of two targets", async () => {
  // One round each: 10 (1 - 0.5) + 1 (1 - 0.5) = 5.5; both at the first: 10 / 4 + 1 = 3.5.
  await writeFile(join(folder, "small.txt"), "1 2 2\n10\n1\n0 0 0.5\n0 1 0.5\n");
  const ended = await runParapet(folder, ["assign", "small.txt", "--json", "--quiet"]);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(ended.stdout)).toEqual({
    objective: 3.5,
    bound: 3.5,
    gap: 0,
    proven: true,
    assignment: [
      [0, 0],
      [0, 0],
    ],
    faults: { count: 0, of: 1, reasons: {} },
  });
  const words = await runParapet(folder, ["assign", "small.txt"]);
  expect(words.stdout).toContain("3.500000");
  expect(words.stdout).toContain("proven: no assignment leaves less");
});

test("a time limit leaves the best so far and an honest bound", async () => {
  await writeFile(join(folder, "hard.txt"), makeSeparable(60, 20));
  const ended = await runParapet(folder, ["assign", "hard.txt", "--json", "--time-limit", "1 ms"]);
  expect(ended.code).toBe(0);
  const answer = JSON.parse(ended.stdout) as Answer;
  expect(answer.bound).toBeLessThan(answer.objective);
  expect(answer.proven).toBe(false);
  expect(answer.gap).toBeCloseTo((answer.objective - answer.bound) / answer.objective, 12);
  expect(answer.assignment.length).toBeLessThanOrEqual(60);
});

test("an interruption too, with exit code 3", async () => {
  await writeFile(join(folder, "hard.txt"), makeSeparable(60, 20));
  const child = spawn(process.execPath, [binary, "assign", "hard.txt", "--json"], { cwd: folder, timeout: 60_000 });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  // The first word of progress: it has begun, and it listens.
  child.stderr.once("data", () => child.kill("SIGINT"));
  const [code] = (await once(child, "close")) as [number | null];
  expect(code).toBe(3);
  const answer = JSON.parse(stdout) as Answer;
  expect(answer.proven).toBe(false);
  expect(answer.bound).toBeLessThan(answer.objective);
});

test("a malformed file is refused with its line", async () => {
  await writeFile(join(folder, "bad.txt"), "1 2 1\n10\nten\n0 0 0.5\n");
  expect(await runParapet(folder, ["assign", "bad.txt"])).toEqual({
    code: 2,
    stdout: "",
    stderr: 'bad.txt:3:1: "ten" found where the value of target 1 is due, which is a number\n',
  });
  const limit = await runParapet(folder, ["assign", "bad.txt", "--time-limit", "30"]);
  expect(limit.code).toBe(2);
  expect(limit.stderr).toContain("--time-limit");
});
