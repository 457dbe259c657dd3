import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { serialize } from "node:v8";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Piscina } from "piscina";
import { Interrupted } from "../exit.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { isClone } from "./package.ts";

/** A function that maps one task to its result, given what all tasks share; both JSON-able. Exported by a module under a name. */
export type TaskFunction<Task, Shared, Result> = (task: Task, shared: Shared) => Result | Promise<Result>;

export interface MapTasksOptions<Task, Shared> {
  /** URL of the module that exports the function. */
  readonly module: string;
  /** Name of the exported TaskFunction. */
  readonly function: string;
  readonly tasks: readonly Task[];
  /** Unpacked once by each worker. */
  readonly shared: Shared;
  /** Worker threads; 0 and 1 run in this thread. */
  readonly workers: number;
  /** Tasks sent to a worker at once; choose it so that a batch takes 50 ms or more. 1 unless said otherwise. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
  /** Told of the results of consecutive tasks from `start` on, as they come in. */
  readonly onResults?: (start: number, results: readonly unknown[]) => void;
  /** What an interrupted run had done, and where this one keeps what it does. */
  readonly checkpoint?: Checkpoint;
  /** Who works instead of this machine's threads: a queue's machines. */
  readonly hire?: HireCrew;
}

/** Those who work off batches. */
export interface Crew {
  /** Batches that may be under way at once, for now. */
  readonly lanes: () => number;
  /** How many of the remaining tasks the next batch should have, where the study's own size will not do. */
  readonly chooseBatchSize?: (remaining: number) => number;
  readonly run: (batch: readonly unknown[]) => Promise<BatchResult>;
  readonly close: () => Promise<void>;
}

/** Finds a crew for the tasks of one study. */
export type HireCrew = (start: WorkerStart, work: { readonly signal?: AbortSignal }) => Promise<Crew>;

/** What a worker gets at its start. */
export interface WorkerStart {
  readonly module: string;
  readonly function: string;
  readonly shared: unknown;
}

/** A batch's results; a task that failed ends its batch. */
export interface BatchResult {
  readonly results: readonly unknown[];
  readonly failure?: { readonly message: string; readonly stack: string };
}

/** Thrown when a task threw: which one, and its message. */
export class TaskFailed extends Error {
  override readonly name = "TaskFailed";
}

/**
 * Maps tasks over worker threads. The results come in the order of the tasks and are the same for every number of
 * workers. Throws TaskFailed for the first task in order that failed, Interrupted when the signal fires.
 */
export async function mapTasks<Task, Shared, Result>(options: MapTasksOptions<Task, Shared>): Promise<Result[]> {
  const { tasks, signal, onProgress, onResults, checkpoint, batchSize = 1 } = options;
  const results: Result[] = Array.from({ length: tasks.length });
  const isDone = (task: number): boolean => checkpoint?.done.has(task) === true;
  tasks.forEach((_, task) => {
    if (!isDone(task)) return;
    results[task] = checkpoint!.done.get(task) as Result;
    onResults?.(task, [results[task]]);
  });
  let failed = Infinity;
  let failure: BatchResult["failure"];
  let done = tasks.reduce<number>((sum, _, task) => sum + Number(isDone(task)), 0);
  if (done > 0) onProgress?.(done);
  if (tasks.length > 0 && done === tasks.length) return results;
  const crew = await hireCrew(options);
  let next = 0;

  const takeBatch = (): Promise<void> | undefined => {
    while (next < tasks.length && isDone(next)) next++;
    if (next === tasks.length) return undefined;
    const start = next;
    const size = Math.max(1, crew.chooseBatchSize?.(tasks.length - start) ?? batchSize);
    while (next < tasks.length && next < start + size && !isDone(next)) next++;
    return workOff(start, tasks.slice(start, next));
  };
  const workOff = async (start: number, batch: readonly Task[]): Promise<void> => {
    const answer = await crew.run(batch);
    if (answer.results.length > 0) checkpoint?.keep(start, answer.results);
    answer.results.forEach((result, i) => (results[start + i] = result as Result));
    const index = start + answer.results.length;
    if (answer.failure !== undefined && index < failed) [failed, failure] = [index, answer.failure];
    if (answer.results.length > 0) onResults?.(start, answer.results);
    done += answer.results.length;
    onProgress?.(done);
  };

  const underWay = new Set<Promise<void>>();
  try {
    for (;;) {
      if (signal?.aborted) throw new Interrupted();
      const batch = failed === Infinity && underWay.size < crew.lanes() ? takeBatch() : undefined;
      if (batch !== undefined) {
        underWay.add(batch);
        batch.then(() => underWay.delete(batch), () => {}); // prettier-ignore
      } else if (underWay.size > 0) await Promise.race(underWay);
      else break;
    }
  } catch (error) {
    if (signal?.aborted) throw new Interrupted();
    throw error;
  } finally {
    await crew.close();
  }
  if (failure !== undefined) {
    const message = `${options.function}, task ${failed + 1} of ${tasks.length}: ${failure.message}`;
    throw new TaskFailed(message, { cause: failure.stack });
  }
  return results;
}

async function hireCrew(options: MapTasksOptions<unknown, unknown>): Promise<Crew> {
  const { module, function: name, shared, tasks, workers, batchSize = 1, signal, hire } = options;
  const start: WorkerStart = { module, function: name, shared };
  if (hire !== undefined) return hire(start, signal === undefined ? {} : { signal });
  const threads = tasks.length <= batchSize ? 1 : workers;
  return threads <= 1
    ? workHere(start)
    : borrowThreads(start, { threads, ...(signal === undefined ? {} : { signal }) });
}

/** Runs batches in this thread, leaving room between them for a signal to arrive. */
async function workHere({ module, function: name, shared }: WorkerStart): Promise<Crew> {
  const { makeBatchRunner } = await import("./pool-worker.ts");
  const runBatch = await makeBatchRunner({ module, function: name, shared });
  return {
    lanes: () => 1,
    run: async (batch) => {
      await nextTurn();
      return runBatch(batch);
    },
    close: async () => {},
  };
}

/** A batch on its way to a thread: of which study, and what all tasks of that share, packed once for all threads. */
export interface ThreadBatch {
  readonly study: number;
  readonly module: string;
  readonly function: string;
  readonly shared: SharedArrayBuffer;
  readonly batch: readonly unknown[];
}

interface ThreadOptions {
  readonly threads: number;
  readonly signal?: AbortSignal;
}

/** Threads that are kept from one study to the next, by their number: to load the library takes a thread a second. They hold no process open. */
const keptThreads = new Map<number, Promise<Piscina>>();

function keepThreads(threads: number): Promise<Piscina> {
  let kept = keptThreads.get(threads);
  if (kept === undefined) keptThreads.set(threads, (kept = openThreads(threads)));
  return kept;
}

/** Starts the threads that the next study will use, while this thread still makes its inputs. */
export function warmThreads(threads: number): void {
  if (threads > 1) void keepThreads(threads);
}

/** The kept threads of this process as a crew. */
async function borrowThreads(start: WorkerStart, { threads, signal }: ThreadOptions): Promise<Crew> {
  return crewOf(await keepThreads(threads), start, {
    lanes: threads,
    close: async () => {},
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Threads of its own for one study, ended with it. */
export async function startThreads(start: WorkerStart, { threads, signal }: ThreadOptions): Promise<Crew> {
  const pool = await openThreads(threads);
  return crewOf(pool, start, {
    lanes: threads,
    close: () => pool.destroy(),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function openThreads(threads: number): Promise<Piscina> {
  const { Piscina } = await import("piscina");
  return new Piscina({
    filename: fileURLToPath(siblingModule(import.meta.url, "pool-worker")),
    name: "runBatch",
    minThreads: threads,
    maxThreads: threads,
    execArgv: isClone ? ["--conditions=development"] : [],
  });
}

/** Numbers of studies in this process, so that a thread knows what it has unpacked. */
let studies = 0;

function crewOf(
  pool: Piscina,
  { module, function: name, shared }: WorkerStart,
  { lanes, close, signal }: { readonly lanes: number; readonly close: Crew["close"]; readonly signal?: AbortSignal },
): Crew {
  const study = ++studies;
  const packed = serialize(shared);
  const memory = new SharedArrayBuffer(packed.length);
  new Uint8Array(memory).set(packed);
  return {
    lanes: () => lanes,
    run: (batch) =>
      pool.run(
        { study, module, function: name, shared: memory, batch } satisfies ThreadBatch,
        signal === undefined ? {} : { signal },
      ) as Promise<BatchResult>,
    close,
  };
}

/** URL of a module beside another one: TypeScript in a clone, JavaScript in a package. */
export function siblingModule(here: string, name: string): string {
  const source = new URL(`./${name}.ts`, here);
  return (existsSync(source) ? source : new URL(`./${name}.js`, here)).href;
}
