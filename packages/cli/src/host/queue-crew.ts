import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { basename, extname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Interrupted } from "../exit.ts";
import { type Build, compareBuilds, nameBuild } from "./build.ts";
import type { BatchResult, Crew, HireCrew, WorkerStart } from "./pool.ts";
import { refuse } from "./problems.ts";
import {
  type BatchJob,
  connect,
  disconnect,
  keepPresent,
  KEEP_s,
  KEYS,
  listPresences,
  pack,
  PREFIX,
  unpack,
} from "./queue-server.ts";

/** A batch should keep a worker busy this long. */
const TARGET_s = 1.5;
/** Batches on the way for each thread of the workers: one that is worked on, one that waits and one whose result is fetched. */
const BATCHES_A_THREAD = 3;
const POLL_ms = 50;
/** How often the server is asked whether it still knows a batch, and which workers there are. */
const CHECK_ms = 2000;
/** Times that a batch may come back without a result before the run gives up. */
const ATTEMPTS = 20;

export interface QueueOptions {
  /** redis://host:port. */
  readonly url: string;
  readonly build: Build;
  /** For a person: what one waits for. */
  readonly note: (line: string) => void;
}

/** What a worker leaves for a batch. */
export interface QueuedResult extends BatchResult {
  /** Time of computing, s. */
  readonly spent_s: number;
}

/** Finds the machines of a queue as the crew of a study. */
export function hireFromQueue(options: QueueOptions): HireCrew {
  return async (start, { signal }) => {
    const client = await connect(options.url, options.note);
    const { Queue: BullQueue } = await import("bullmq");
    const queue = new BullQueue(nameBuild(options.build), { connection: client, prefix: PREFIX });
    queue.on("error", () => {}); // Connection trouble is told by `connect`; what got lost on the way is sent again.
    return new QueueCrew(client, queue, start, options, signal).crew();
  };
}

interface Sent {
  readonly job: BatchJob;
  id: string;
  attempts: number;
  /** Set when the batch is back. */
  readonly settle: (result: QueuedResult) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Sends batches to the server and fetches their results. The server may forget everything at any time: a batch that it no longer knows
 * and that left no result is sent again, and of two results of one batch the first counts; they have the same bytes.
 */
class QueueCrew {
  readonly #client: Redis;
  readonly #queue: Queue;
  readonly #start: WorkerStart;
  readonly #options: QueueOptions;
  readonly #signal: AbortSignal | undefined;
  readonly #run = randomUUID();
  readonly #shared: string;
  readonly #sent = new Map<number, Sent>();
  /** Batches that are just being handed to the server. */
  readonly #posting = new Map<Sent, Promise<void>>();
  readonly #told = new Set<string>();
  readonly #leave: () => Promise<void>;
  #count = 0;
  #threads = 0;
  #perTask_s: number | undefined;
  #isOpen = true;
  #watch: Promise<void>;

  constructor(client: Redis, queue: Queue, start: WorkerStart, options: QueueOptions, signal: AbortSignal | undefined) {
    this.#client = client;
    this.#queue = queue;
    this.#start = start;
    this.#options = options;
    this.#signal = signal;
    this.#shared = pack(start.shared);
    const { build } = options;
    this.#leave = keepPresent(client, KEYS.run(this.#run), { build, threads: 0, host: hostname() });
    this.#watch = this.#watchServer();
  }

  crew(): Crew {
    return {
      lanes: () => BATCHES_A_THREAD * Math.max(2, this.#threads),
      chooseBatchSize: (remaining) => this.#chooseBatchSize(remaining),
      run: (batch) => this.#send(batch),
      close: () => this.#close(),
    };
  }

  #chooseBatchSize(remaining: number): number {
    if (this.#perTask_s === undefined) return 1;
    const wanted = Math.round(TARGET_s / Math.max(this.#perTask_s, 1e-6));
    return Math.max(1, Math.min(wanted, Math.ceil(remaining / Math.max(1, 2 * this.#threads))));
  }

  async #send(tasks: readonly unknown[]): Promise<BatchResult> {
    const batch = this.#count++;
    const { promise, resolve, reject } = Promise.withResolvers<QueuedResult>();
    const job: BatchJob = {
      run: this.#run,
      batch,
      module: basename(this.#start.module, extname(this.#start.module)),
      function: this.#start.function,
      tasks: pack(tasks),
    };
    const sent: Sent = { job, id: "", attempts: 0, settle: resolve, fail: reject };
    this.#sent.set(batch, sent);
    this.#post(sent).catch(() => {}); // The watch sends it again.
    const { spent_s, ...result } = await promise;
    const each = spent_s / tasks.length;
    this.#perTask_s = this.#perTask_s === undefined ? each : 0.8 * this.#perTask_s + 0.2 * each;
    return result;
  }

  #post(sent: Sent): Promise<void> {
    const posted = this.#handOver(sent);
    this.#posting.set(sent, posted);
    const end = (): void => void this.#posting.delete(sent);
    posted.then(end, end);
    return posted;
  }

  async #handOver(sent: Sent): Promise<void> {
    sent.attempts++;
    sent.id = nameJob(sent.job, sent.attempts);
    if ((await this.#client.exists(KEYS.shared(this.#run))) === 0)
      await this.#client.set(KEYS.shared(this.#run), this.#shared, "EX", KEEP_s);
    const age = { age: 60 };
    await this.#queue.add("batch", sent.job, { jobId: sent.id, removeOnComplete: age, removeOnFail: age });
  }

  /** Fetches results and looks after what was lost, until the crew is dismissed. */
  async #watchServer(): Promise<void> {
    let checked_ms = Date.now();
    for (let isFirst = true; this.#isOpen; isFirst = false) {
      if (this.#signal?.aborted) return this.#abandon(new Interrupted());
      try {
        await this.#fetch();
        if (isFirst || Date.now() - checked_ms > CHECK_ms) {
          await this.#countWorkers(isFirst);
          await this.#sendLostAgain();
          checked_ms = Date.now();
        }
      } catch (error) {
        if (this.#isOpen && this.#client.status === "ready") return this.#abandon(explain(error as Error, this.#options.url)); // prettier-ignore
      }
      await sleep(POLL_ms);
    }
  }

  #abandon(error: Error): void {
    for (const { fail } of this.#sent.values()) fail(error);
  }

  async #fetch(): Promise<void> {
    const batches = [...this.#sent.keys()];
    if (batches.length === 0 || this.#client.status !== "ready") return;
    const keys = batches.map((batch) => KEYS.result(this.#run, batch));
    const texts = await this.#client.mget(keys);
    const back = batches.filter((_, i) => texts[i] !== null);
    for (const [i, batch] of batches.entries()) {
      const text = texts[i];
      if (text === null || text === undefined) continue;
      this.#sent.get(batch)!.settle(unpack(text) as QueuedResult);
      this.#sent.delete(batch);
    }
    if (back.length > 0) await this.#client.del(back.map((batch) => KEYS.result(this.#run, batch)));
  }

  async #sendLostAgain(): Promise<void> {
    for (const sent of this.#sent.values()) {
      if (this.#client.status !== "ready") return;
      if (this.#posting.has(sent)) continue;
      const state = sent.id === "" ? "unknown" : await this.#queue.getJobState(sent.id);
      if (state !== "unknown" && state !== "failed" && state !== "completed") continue;
      // A result may have come between the fetch and the question.
      if ((await this.#client.exists(KEYS.result(this.#run, sent.job.batch))) === 1) continue;
      if (sent.attempts >= ATTEMPTS) {
        const why = state === "failed" ? (await this.#queue.getJob(sent.id))?.failedReason : undefined;
        throw new Error(`batch ${sent.job.batch} came back ${ATTEMPTS} times without a result: ${why ?? state}`);
      }
      await this.#post(sent);
    }
  }

  async #countWorkers(isFirst: boolean): Promise<void> {
    if (this.#client.status !== "ready") return;
    const workers = await listPresences(this.#client, "worker");
    const { build, note, url } = this.#options;
    const ours = workers.filter((worker) => compareBuilds(build, worker.build) === "");
    this.#threads = ours.reduce((sum, { threads }) => sum + threads, 0);
    for (const worker of workers) {
      const difference = compareBuilds(build, worker.build);
      const line = `the worker on ${worker.host} is not used: it has ${difference}`;
      if (difference === "" || this.#told.has(line)) continue;
      this.#told.add(line);
      note(line);
    }
    if (ours.length === 0 && !isFirst && !this.#told.has("none")) {
      this.#told.add("none");
      note(`no worker of this version listens to ${url}; waiting for one: parapet worker --queue ${url}`);
    }
  }

  async #close(): Promise<void> {
    this.#isOpen = false;
    await this.#watch;
    if (this.#client.status === "ready") {
      await this.#leave().catch(() => {});
      await Promise.allSettled(this.#posting.values()); // Else one could arrive after it was taken back.
      const mine = [...this.#sent.values()];
      const ids = mine.flatMap(({ job, attempts }) => Array.from({ length: attempts }, (_, i) => nameJob(job, i + 1)));
      await Promise.allSettled(ids.map((id) => this.#queue.remove(id)));
      await this.#client.del(KEYS.shared(this.#run)).catch(() => {});
    }
    await this.#queue.close().catch(() => {});
    disconnect(this.#client);
  }
}

/** A batch has another name each time that it is sent: the server may still know the one before. */
function nameJob({ run, batch }: BatchJob, attempt: number): string {
  return `${run}-${batch}-${attempt}`;
}

/** A server without room is the operator's to mend; anything else is a defect. */
function explain(error: Error, url: string): Error {
  return /^OOM\b|^MISCONF\b/.test(error.message)
    ? refuse(`the queue at ${url} takes nothing more: ${error.message.replace(/^(?:OOM|MISCONF) /, "")}`)
    : error;
}
