// A disk that is really full: a file system of 512 kB in memory. The old result stays, or the new one is there.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openCache } from "../src/host/cache.ts";
import { Progress } from "../src/host/checkpoint.ts";
import { type PartFacts, writePart } from "../src/host/parts.ts";
import { BadInput } from "../src/host/problems.ts";
import { readManifest, type ResultContents, writeResult } from "../src/host/result.ts";

const disk = mkdtempSync(join(tmpdir(), "parapet-full-"));
const isSmall = spawnSync("mount", ["-t", "tmpfs", "-o", "size=512k", "tmpfs", disk]).status === 0;
if (!isSmall) console.log("skipped: a small file system cannot be mounted here (it needs root)");
afterAll(() => {
  if (isSmall) spawnSync("umount", [disk]);
  rmSync(disk, { recursive: true, force: true });
});

const contents = (seed: number, bytes: number): ResultContents => ({
  manifest: { kind: "raid", name: "x", version: "1", hash: "abc", seed, runs: 1, command: "parapet run x" },
  resolved: "a: 1\n",
  metrics: { seed },
  files: { "events.parquet": new Uint8Array(bytes).fill(seed) },
});
const facts: PartFacts = {
  build: { version: "1", code: "", catalogue: "c" },
  kind: "raid",
  name: "x",
  hash: "0123456789",
  seed: 1,
  runs: 1,
  command: "parapet run x",
  shard: { number: 1, of: 2 },
  round: 1,
};

test.skipIf(!isSmall)(
  "a full disk leaves the old result whole, says so in a sentence, and nothing lies about",
  async () => {
    const place = join(disk, "result");
    await writeResult(place, contents(1, 100_000));
    writeFileSync(join(disk, "filler"), new Uint8Array(250_000));
    const before = readdirSync(disk).toSorted();
    const refusal = writeResult(place, contents(2, 200_000));
    await expect(refusal).rejects.toThrow(BadInput);
    await expect(refusal).rejects.toThrow(`${place}: the disk is full`);
    expect((await readManifest(place))?.seed).toBe(1);
    expect(readdirSync(disk).toSorted()).toEqual(before);

    const part = writePart(disk, { facts, study: {}, pieces: [{ digest: "d", total: 1, everywhere: false, answers: new Map([[0, new Uint8Array(200_000)]]) }] }); // prettier-ignore
    await expect(part).rejects.toThrow("the disk is full");
    expect(readdirSync(disk).toSorted()).toEqual(before);

    // What only saves time fails without a word: the cache, and the progress of a run.
    const cache = openCache({ folder: disk, fresh: false });
    const key = { kind: "raid", hash: "abc", seed: 1, runs: 1 };
    cache.write(key, "x".repeat(200_000));
    expect(cache.read(key)).toBeUndefined();
    const checkpoint = new Progress({ folder: disk, hash: "abc", resume: false }).open([1, 2]);
    checkpoint.keep(0, [new Uint8Array(200_000)]);
    expect([...new Progress({ folder: disk, hash: "abc", resume: true }).open([1, 2]).done]).toEqual([]);

    rmSync(join(disk, "filler"));
    rmSync(join(disk, ".parapet"), { recursive: true });
    await writeResult(place, contents(2, 200_000));
    expect((await readManifest(place))?.seed).toBe(2);
    expect(readdirSync(disk)).toEqual(["result"]);
  },
);
