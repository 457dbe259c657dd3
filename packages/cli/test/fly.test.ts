// `parapet fly FILE --out DIR`: a result folder that is whole, and the same document as without it.
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runParapet } from "./spawn-parapet.ts";

const FLIGHTS = resolve(import.meta.dirname, "..", "..", "..", "examples", "flights");
let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "parapet-fly-"))));
afterEach(async () => rm(folder, { recursive: true, force: true }));

test("a flight becomes a folder of files that its manifest lists", async () => {
  const file = join(FLIGHTS, "nesc-09.yaml");
  const ended = await runParapet(folder, ["fly", file, "--out", "thrown", "--json"]);
  expect(ended.code).toBe(0);
  const files = (await readdir(join(folder, "thrown"))).toSorted();
  const names = [
    "events.csv",
    "flight.csv",
    "flight.czml",
    "flight.e",
    "flight.kml",
    "flight.oem",
    "metrics.json",
    "profile.svg",
  ];
  expect(files).toEqual([...names, "manifest.json", "resolved.yaml"].toSorted());
  const manifest = JSON.parse(await readFile(join(folder, "thrown", "manifest.json"), "utf8")) as {
    readonly kind: string;
    readonly hash: string;
    readonly command: string;
    readonly files: readonly { readonly path: string }[];
  };
  expect(manifest.kind).toBe("flight");
  expect(manifest.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(manifest.command).toContain("parapet fly");
  expect(manifest.files.map(({ path }) => path).toSorted()).toEqual([...names, "resolved.yaml"].toSorted());

  const { result, ...document } = JSON.parse(ended.stdout) as Record<string, unknown>;
  expect(result).toBe("thrown");
  const bare = await runParapet(folder, ["fly", file, "--json"]);
  expect(JSON.parse(bare.stdout)).toEqual(document);
  expect(await readdir(folder)).toEqual(["thrown"]);
});

test("a file that is refused leaves nothing behind", async () => {
  const ended = await runParapet(folder, ["fly", "no-such.yaml", "--out", "thrown"]);
  expect(ended.code).toBe(2);
  expect(await readdir(folder)).toEqual([]);
});
