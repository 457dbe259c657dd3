import { existsSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Build, compareBuilds, nameBuild } from "./build.ts";
import { type Crew, siblingModule, startThreads } from "./pool.ts";
import type { QueuedResult } from "./queue-crew.ts";
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

export interface QueueWorkerOptions {
  readonly url: string;
  readonly build: Build;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
  /** URL of the folder of the modules whose tasks may be run; the studies' unless said otherwise. */
  readonly tasksFolder?: string;
}

/** Studies whose inputs a worker keeps at hand. */
const KEPT_RUNS = 3;

/**
 * Works off the batches of a queue until the signal fires. Only runs of the same build are served; others are named on the way.
 * A worker that is killed leaves its batch to the others after three seconds.
 */
export async function serveQueue(options: QueueWorkerOptions): Promise<void> {
  const { url, build, threads, signal, note, tasksFolder = new URL("../studies/", import.meta.url).href } = options;
  const client = await connect(url, note);
  const blocking = client.duplicate();
  blocking.on("error", () => {});
  const crews = new Map<string, Promise<Crew>>();
  const { Worker } = await import("bullmq");
  const worker = new Worker<BatchJob>(
    nameBuild(build),
    async ({ data }) => {
      const crew = await findCrew(data);
      const started = process.hrtime.bigint();
      const answer = await crew.run(unpack(data.tasks) as unknown[]);
      const result: QueuedResult = { ...answer, spent_s: Number(process.hrtime.bigint() - started) / 1e9 };
      await client.set(KEYS.result(data.run, data.batch), pack(result), "EX", KEEP_s);
    },
    {
      connection: blocking,
      prefix: PREFIX,
      concurrency: threads,
      lockDuration: 3000,
      stalledInterval: 1500,
      maxStalledCount: 1000,
    },
  );
  worker.on("error", () => {}); // A lost server is told by `connect`; the batch is sent again by its run.

  const findCrew = (job: BatchJob): Promise<Crew> => {
    const known = crews.get(job.run);
    if (known !== undefined) return known;
    const crew = (async () => {
      const shared = await client.get(KEYS.shared(job.run));
      if (shared === null) throw new Error("the run's input is not on the server any more");
      return startThreads(
        { module: findTaskModule(tasksFolder, job.module), function: job.function, shared: unpack(shared) },
        { threads },
      );
    })();
    crew.catch(() => crews.delete(job.run));
    crews.set(job.run, crew);
    const [oldest] = crews.keys();
    if (crews.size > KEPT_RUNS && oldest !== undefined) {
      const leaving = crews.get(oldest)!;
      crews.delete(oldest);
      // Its last batch may still be under way; a crew of a later run needs no hurry.
      sleep(60_000, undefined, { ref: false }).then(async () => (await leaving).close()).catch(() => {}); // prettier-ignore
    }
    return crew;
  };

  const leave = keepPresent(client, KEYS.worker(randomUUID()), { build, threads, host: hostname() });
  const told = new Set<string>();
  note(
    `listening to ${url} with ${threads} thread${threads === 1 ? "" : "s"}, version ${build.version}; end with Ctrl-C`,
  );
  while (!signal.aborted) {
    await sleep(2000, undefined, { signal }).catch(() => {});
    if (client.status !== "ready") continue;
    for (const run of await listPresences(client, "run").catch(() => [])) {
      const difference = compareBuilds(build, run.build);
      if (difference === "" || told.has(run.host + difference)) continue;
      told.add(run.host + difference);
      note(`refused: a run on ${run.host} has ${difference}; its work is left to workers of that build`);
    }
  }
  await leave().catch(() => {});
  await worker.close(client.status !== "ready");
  await Promise.allSettled([...crews.values()].map(async (crew) => (await crew).close()));
  blocking.disconnect();
  disconnect(client);
}

/** Only modules that hold tasks of studies are run for others. */
function findTaskModule(folder: string, name: string): string {
  const module = siblingModule(folder, name);
  if (!/^[a-z]+(-[a-z]+)*-task$/.test(name) || !existsSync(new URL(module)))
    throw new Error(`"${name}" is not a module of study tasks`);
  return module;
}
