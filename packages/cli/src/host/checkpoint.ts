import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { readVersion, readCodeState } from "./version.ts";

/** What has been done of one piece of work: results by the number of their task. */
export interface Checkpoint {
  /** Results of an earlier run that was interrupted, by the number of the task. */
  readonly done: ReadonlyMap<number, unknown>;
  /** Keeps the results of consecutive tasks from `start` on. */
  readonly keep: (start: number, results: readonly unknown[]) => void;
}

/** Where a study's finished tasks are kept until its result is written. */
export class Progress {
  readonly #folder: string;
  #calls = 0;

  /** `hash` is that of the resolved study with its seed and runs. Without `resume` what an earlier run left is thrown away. */
  constructor(options: { readonly folder: string; readonly hash: string; readonly resume: boolean }) {
    const code = [readVersion(), readCodeState(), options.hash].join("\n");
    const name = createHash("sha256").update(code).digest("hex").slice(0, 40);
    this.#folder = join(options.folder, ".parapet", "progress", name);
    if (!options.resume) this.clear();
  }

  /** Whether an earlier run left anything. */
  get isThere(): boolean {
    return existsSync(this.#folder);
  }

  /** The checkpoint of the study's next piece of work; a study asks for its pieces in the same order each time. */
  open(tasks: readonly unknown[]): Checkpoint {
    const digest = createHash("sha256").update(serialize(tasks)).digest("hex").slice(0, 16);
    const path = join(this.#folder, `${String(this.#calls++).padStart(3, "0")}-${digest}`);
    const { done, end } = readRecords(path);
    let isUsable = true;
    return {
      done,
      keep: (start, results) => {
        if (!isUsable) return;
        try {
          mkdirSync(this.#folder, { recursive: true });
          if (end >= 0) truncateOnce(path, end);
          appendFileSync(path, frame(serialize({ start, results })));
        } catch {
          isUsable = false; // A disk that is full costs the progress, not the study.
        }
      },
    };
  }

  /** Throws away what is kept: the result stands, or the run begins anew. */
  clear(): void {
    try {
      rmSync(this.#folder, { recursive: true, force: true });
    } catch {
      // Nothing that matters is left.
    }
  }
}

/** Length, eight bytes of digest, content: a record that a crash tore is known by them. */
function frame(content: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(content.length, 0);
  createHash("sha256").update(content).digest().copy(head, 4, 0, 8);
  return Buffer.concat([head, content]);
}

const truncated = new Set<string>();

/** Cuts a torn end off before the first new record is added. */
function truncateOnce(path: string, end: number): void {
  if (truncated.has(path)) return;
  truncated.add(path);
  if (!existsSync(path)) return;
  const whole = readFileSync(path).subarray(0, end);
  closeSync(openSync(path, "w"));
  appendFileSync(path, whole);
}

function readRecords(path: string): { readonly done: ReadonlyMap<number, unknown>; readonly end: number } {
  const done = new Map<number, unknown>();
  if (!existsSync(path)) return { done, end: 0 };
  const bytes = readFileSync(path);
  let at = 0;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32LE(at);
    const content = bytes.subarray(at + 12, at + 12 + length);
    const digest = createHash("sha256").update(content).digest().subarray(0, 8);
    if (content.length < length || !digest.equals(bytes.subarray(at + 4, at + 12))) break;
    const { start, results } = deserialize(content) as { readonly start: number; readonly results: readonly unknown[] };
    results.forEach((result, i) => done.set(start + i, result));
    at += 12 + length;
  }
  return { done, end: at };
}
