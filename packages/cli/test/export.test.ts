import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeResult } from "../src/host/result.ts";
import { main } from "../src/main.ts";
import { runParapet } from "./spawn-parapet.ts";
import { makeTerminal } from "./terminal.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-export-"));
  await writeResult(join(folder, "result"), {
    manifest: {
      kind: "defended-area",
      name: "x",
      version: "0",
      hash: "ab",
      seed: 1,
      runs: 1,
      command: "parapet run x",
    },
    resolved: "x: 1\n",
    metrics: {},
    files: {
      "area.geojson": '{"type":"FeatureCollection","features":[]}\n',
      "flights/a.e": "stk.v.11.0\n",
      "flights/b.e": "stk.v.11.0\n",
    },
  });
  await mkdir(join(folder, "empty"));
  await mkdir(join(folder, "old"));
  await writeFile(
    join(folder, "old", "manifest.json"),
    JSON.stringify({ format: "parapet-result-0", version: "0.0.3", command: "parapet run old.yaml" }),
  );
  await writeFile(join(folder, "file"), "x");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a single text goes to standard output", async () => {
  const { code, stdout } = await runParapet(folder, ["export", "result", "--format", "geojson"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ type: "FeatureCollection", features: [] });
});

test("several files go to --out", async () => {
  const { code, stdout } = await runParapet(folder, ["export", "result", "--format", "stk", "--out", "stk", "--json"]);
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as { files: string[] }).files).toHaveLength(2);
  expect(await readFile(join(folder, "stk", "b.e"), "utf8")).toBe("stk.v.11.0\n");
});

test.each([
  [["export", "result", "--format", "kml"], /nothing to write as kml/],
  [["export", "empty", "--format", "kml"], /manifest\.json is missing/],
  [
    ["export", "old", "--format", "kml"],
    /written by version 0\.0\.3 in the format parapet-result-0, this version reads parapet-result-1; make it again: parapet run old\.yaml/,
  ],
  [["export", "file", "--format", "kml"], /a result is a folder/],
  [["export", "nowhere", "--format", "kml"], /nowhere/],
  [["export", "result", "--format", "docx"], /docx/],
])("%j is refused in words", async (argv, message) => {
  const at = argv.map((word, i) => (i === 1 ? join(folder, word) : word));
  const terminal = makeTerminal();
  const code = await main(at, terminal);
  const stderr = terminal.stderrText();
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
