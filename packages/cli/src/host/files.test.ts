import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatBytes, readInputFile } from "./files.ts";
import { BadInput } from "./problems.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "parapet-files-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function refusal(file: string, limit_bytes?: number): Promise<string> {
  try {
    await readInputFile(file, limit_bytes === undefined ? {} : { limit_bytes });
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return "read";
}

test("a file comes back as its bytes", async () => {
  const file = join(folder, "text.yaml");
  await writeFile(file, "kind: scénario\n");
  expect(await readInputFile(file)).toEqual({ file, content: Buffer.from("kind: scénario\n") });
});

test("a file of 50 MB is refused with its size before it is read", async () => {
  const file = join(folder, "large.yaml");
  await writeFile(file, "");
  await truncate(file, 50_000_000);
  expect(await refusal(file)).toBe(`${file}: the file has 50.0 MB; at most 5.0 MB are read`);
});

test("a pipe is read, but not past the limit", async () => {
  const file = join(folder, "pipe");
  await promisify(execFile)("mkfifo", [file]);
  const [read] = await Promise.all([readInputFile(file), writeFile(file, "a: 1\n")]);
  expect(read.content.toString()).toBe("a: 1\n");
  expect(await refusal("/dev/zero", 100_000)).toBe("/dev/zero: the file has over 100.0 kB; at most 100.0 kB are read");
});

test("missing files, folders and loops are sentences that name the file", async () => {
  expect(await refusal(join(folder, "none.yaml"))).toBe(`${join(folder, "none.yaml")}: there is no such file`);
  await mkdir(join(folder, "sub"));
  expect(await refusal(join(folder, "sub"))).toContain("this is a folder; a file is needed");
  await symlink("loop", join(folder, "loop"));
  expect(await refusal(join(folder, "loop"))).toContain("go round in a circle");
  expect(await refusal("a\0b")).toContain("no file name can have");
});

test.skipIf(process.getuid?.() === 0)("a file without permission is a sentence", async () => {
  const file = join(folder, "closed.yaml");
  await writeFile(file, "a: 1");
  await chmod(file, 0o000);
  expect(await refusal(file)).toContain("permission denied");
});

test("sizes read as people say them", () => {
  expect([812, 1500, 50e6, 2.25e9].map(formatBytes)).toEqual(["812 B", "1.5 kB", "50.0 MB", "2.3 GB"]);
});
