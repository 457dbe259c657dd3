import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkResultFolder, readManifest, recoverResult, resultFolder, writeResult } from "./result.ts";
import type { ResultContents } from "./result.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "parapet-result-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const facts = {
  kind: "coverage",
  name: "x",
  version: "0.1.0",
  hash: "1a2b3c4d5e",
  seed: 7,
  runs: 200,
  command: "parapet run x.yaml",
};
const contents = (value: number): ResultContents => ({
  manifest: facts,
  resolved: "kind: coverage\n",
  metrics: { share: { value, low: 0, high: 1, unit: "" } },
  files: { "report.html": "<p>地図</p>", "maps/area.bin": new Uint8Array([1, 2, value]) },
});
const hiddenIn = async (place: string): Promise<string[]> =>
  (await readdir(place)).filter((name) => name.startsWith("."));

/** True when the folder holds exactly the files of its manifest, with their digests. */
async function isWhole(place: string): Promise<boolean> {
  const manifest = await readManifest(place);
  if (manifest === undefined) return false;
  for (const { path, sha256 } of manifest.files) {
    const bytes = await readFile(join(place, path));
    if (createHash("sha256").update(bytes).digest("hex") !== sha256) return false;
  }
  await checkResultFolder(place);
  return manifest.files.length === 4;
}

test("a result has its manifest, input, metrics and files, and nothing is left beside it", async () => {
  const place = join(folder, "a", "results", "x-1a2b3c4d");
  await writeResult(place, contents(1));
  expect(await isWhole(place)).toBe(true);
  const manifest = await readManifest(place);
  expect(manifest).toMatchObject({ format: "parapet-result-1", ...facts });
  expect(manifest?.files.map(({ path }) => path)).toEqual([
    "resolved.yaml",
    "metrics.json",
    "maps/area.bin",
    "report.html",
  ]);
  expect(await readFile(join(place, "metrics.json"), "utf8")).toMatch(/^\{\n {2}"share"[^]*\}\n$/);
  expect(await readdir(join(folder, "a", "results"))).toEqual(["x-1a2b3c4d"]);
});

test("a new result replaces the old one as a whole", async () => {
  const place = join(folder, "b");
  await writeResult(place, { ...contents(1), files: { "old.txt": "old" } });
  await writeResult(place, contents(2));
  expect(await isWhole(place)).toBe(true);
  expect(existsSync(join(place, "old.txt"))).toBe(false);
});

test("a folder with anything but a result is refused and left as it is", async () => {
  const place = join(folder, "c");
  await mkdir(place);
  await checkResultFolder(place);
  await writeFile(join(place, "thesis.tex"), "years of work");
  await expect(writeResult(place, contents(1))).rejects.toThrow("holds other things than a result");
  expect(await readdir(place)).toEqual(["thesis.tex"]);
  const result = join(folder, "c2");
  await writeResult(result, contents(1));
  await writeFile(join(result, "notes.txt"), "mine");
  await expect(checkResultFolder(result)).rejects.toThrow("no part of its result (notes.txt)");
  expect(await readFile(join(result, "notes.txt"), "utf8")).toBe("mine");
});

test("files and the current folder are refused as places", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(checkResultFolder(join(folder, "file"))).rejects.toThrow("a file stands where");
  await expect(checkResultFolder(join(folder, "file", "sub"))).rejects.toThrow("a file stands where");
  await expect(checkResultFolder(process.cwd())).rejects.toThrow("current folder");
  await expect(checkResultFolder("/")).rejects.toThrow("current folder");
});

test("what dead processes left is cleared; an old result gets its name back; living ones keep theirs", async () => {
  const parent = join(folder, "d");
  const dead = 2 ** 22 + 1;
  const names = [
    `.x-1a2b3c4d.partial-${dead}`,
    `.y-1a2b3c4d.old-${dead}`,
    `.z-1a2b3c4d.partial-${process.pid}`,
    ".config",
  ];
  for (const name of names) await mkdir(join(parent, name), { recursive: true });
  await recoverResult(join(parent, "w-00000000"));
  expect((await readdir(parent)).toSorted()).toEqual([".config", `.z-1a2b3c4d.partial-${process.pid}`, "y-1a2b3c4d"]);
});

test("a process killed while it writes leaves a whole result", async () => {
  const place = join(folder, "e", "x-1a2b3c4d");
  await writeResult(place, contents(0));
  const source = JSON.stringify(new URL("./result.ts", import.meta.url).href);
  const script = `
    import { writeResult } from ${source};
    const large = "x".repeat(300000);
    for (let i = 0; ; i++) {
      if (i === 1) console.log("writing");
      await writeResult(${JSON.stringify(place)}, { manifest: ${JSON.stringify(facts)}, resolved: "r", metrics: i, files: { a: large + i, b: large } });
    }`;
  for (let kill = 0; kill < 5; kill++) {
    const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    await sleep(7 * kill);
    child.kill("SIGKILL");
    await once(child, "exit");
    await recoverResult(place);
    expect(await isWhole(place)).toBe(true);
    expect(await hiddenIn(join(folder, "e"))).toEqual([]);
  }
});

test("without --out a result goes to results/<name>-<hash>", () => {
  expect(resultFolder({ folder: "/w", name: "x", hash: "1a2b3c4d5e" })).toBe(join("/w", "results", "x-1a2b3c4d"));
  expect(resultFolder({ folder: "/w", out: "r", name: "x", hash: "1a2b3c4d5e" })).toBe(join("/w", "r"));
});
