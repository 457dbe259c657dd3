import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCodeState, readVersion } from "./version.ts";

/** What a cached answer depends on beside the version of the code. */
export interface CacheKey {
  readonly kind: string;
  /** Hash of the resolved input. */
  readonly hash: string;
  readonly seed: number;
  readonly runs: number;
}

/** Keeps answers between commands; losing it costs time and nothing else. */
export interface Cache {
  /** The kept value, or undefined where there is none that is whole. */
  readonly read: (key: CacheKey) => unknown;
  /** Keeps a JSON-able value; a disk that cannot be written is no error. */
  readonly write: (key: CacheKey, value: unknown) => void;
}

export interface CacheOptions {
  /** Folder in which `.parapet/cache` stands. */
  readonly folder: string;
  /** True for --fresh: nothing is read, but what is new is kept. */
  readonly fresh: boolean;
  /** Oldest entries go when the cache grows past this; 500 MB unless said otherwise. */
  readonly limit_bytes?: number;
}

/** Opens the results cache below a folder. */
export function openCache({ folder, fresh, limit_bytes = 500e6 }: CacheOptions): Cache {
  const place = join(folder, ".parapet", "cache");
  const code = `${readVersion()}\n${readCodeState()}`;
  const pathOf = (key: CacheKey): string => {
    const parts = [code, key.kind, key.hash, String(key.seed), String(key.runs)];
    return join(place, `${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40)}.json`);
  };
  return {
    read: (key) => (fresh ? undefined : readEntry(pathOf(key))),
    write: (key, value) => writeEntry(place, pathOf(key), value, limit_bytes),
  };
}

/** An entry is one line with the digest of the rest, and the rest. */
function readEntry(path: string): unknown {
  try {
    const text = readFileSync(path, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    if (text.slice(0, end) !== digestOf(body)) return undefined;
    const now = new Date();
    utimesSync(path, now, now);
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function writeEntry(place: string, path: string, value: unknown, limit_bytes: number): void {
  const partial = `${path}.${process.pid}`;
  try {
    mkdirSync(place, { recursive: true });
    const body = JSON.stringify(value);
    writeFileSync(partial, `${digestOf(body)}\n${body}`);
    renameSync(partial, path);
    prune(place, limit_bytes);
  } catch {
    removeIfPossible(partial);
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself is missing or closed: there is nothing to remove.
  }
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

function prune(place: string, limit_bytes: number): void {
  const entries = readdirSync(place).map((entry) => {
    const { size, mtimeMs } = statSync(join(place, entry));
    return { path: join(place, entry), size, mtimeMs };
  });
  let total = entries.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of entries.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= limit_bytes) return;
    rmSync(path, { force: true });
    total -= size;
  }
}
