import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openCache } from "./cache.ts";

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "parapet-cache-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const key = { kind: "coverage", hash: "abc", seed: 1, runs: 200 };

test("what was kept comes back, for the same key alone", () => {
  const cache = openCache({ folder, fresh: false });
  expect(cache.read(key)).toBeUndefined();
  cache.write(key, { share: 0.25 });
  expect(cache.read(key)).toEqual({ share: 0.25 });
  for (const other of [{ hash: "abd" }, { seed: 2 }, { runs: 201 }, { kind: "raid" }]) {
    expect(cache.read({ ...key, ...other })).toBeUndefined();
  }
});

test("--fresh reads nothing and keeps what is new", () => {
  openCache({ folder, fresh: false }).write(key, 1);
  const fresh = openCache({ folder, fresh: true });
  expect(fresh.read(key)).toBeUndefined();
  fresh.write(key, 2);
  expect(openCache({ folder, fresh: false }).read(key)).toBe(2);
});

test("a damaged entry is as good as none", async () => {
  const cache = openCache({ folder, fresh: false });
  cache.write(key, { share: 0.25 });
  const place = join(folder, ".parapet", "cache");
  const [entry = ""] = await readdir(place);
  const text = await readFile(join(place, entry), "utf8");
  await writeFile(join(place, entry), text.replace("0.25", "0.35"));
  expect(cache.read(key)).toBeUndefined();
});

test("the oldest entries go when the cache is full", () => {
  const cache = openCache({ folder, fresh: false, limit_bytes: 500 });
  for (let seed = 0; seed < 10; seed++) cache.write({ ...key, seed }, "x".repeat(100));
  const kept = Array.from({ length: 10 }, (_, seed) => cache.read({ ...key, seed }) !== undefined);
  expect(kept.filter(Boolean).length).toBeLessThanOrEqual(3);
  expect(kept[9]).toBe(true);
});

test("a disk that cannot be written is no error", async () => {
  await writeFile(join(folder, ".parapet"), "a file in the way");
  const cache = openCache({ folder, fresh: false });
  cache.write(key, 1);
  expect(cache.read(key)).toBeUndefined();
});
