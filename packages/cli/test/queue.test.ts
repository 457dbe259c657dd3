import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Checkpoint, Progress } from "../src/host/checkpoint.ts";
import { mapTasks, TaskFailed } from "../src/host/pool.ts";
import { type Build, readBuild } from "../src/host/build.ts";
import { hireFromQueue } from "../src/host/queue-crew.ts";
import { pack, unpack } from "../src/host/queue-server.ts";
import { serveQueue } from "../src/host/queue-worker.ts";
import { CutProxy } from "./cut-proxy.ts";
import { makeNamespace } from "./namespaces.ts";
import { hasRedis, RedisServer, startParapet } from "./redis.ts";
import { runParapet } from "./spawn-parapet.ts";
import { until } from "./until.ts";

const root = resolve(import.meta.dirname, "../../..");
const tasksFolder = new URL("./", import.meta.url).href;
const LOST = "the connection to the queue is lost; waiting for it";
const module = new URL("./sleepy-task.ts", import.meta.url).href;
const squares = (n: number): number[] => count(n).map((i) => i * i);
const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

test("what goes over the queue comes back with every bit", () => {
  const value = { a: Float64Array.of(0.1, -0, Infinity, NaN), b: [null, undefined, "東京"], c: new Map([[1, 2]]) };
  expect(unpack(pack(value))).toEqual(value);
});

test("a queue that cannot be reached is said in one sentence, nothing is written", async () => {
  const { code, stderr } = await runParapet(root, ["worker", "--queue", "redis://127.0.0.1:1"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /the queue at redis:\/\/127\.0\.0\.1:1 cannot be reached \(.*ECONNREFUSED.*\); docs\/operations/,
  );
  expect((await runParapet(root, ["worker", "--queue", "localhost"])).stderr).toContain(
    "redis://127.0.0.1:6379 is due",
  );
});

/** A real server of a test's own, with workers in this process that have threads of their own. */
interface Lab {
  readonly server: RedisServer;
  readonly build: Build;
  readonly notes: readonly string[];
  readonly startWorker: (options?: { readonly build?: Build; readonly url?: string }) => () => Promise<void>;
  readonly runOnQueue: (n: number, options?: RunOptions) => Promise<unknown[]>;
  readonly close: () => Promise<void>;
}

interface RunOptions {
  readonly task?: string;
  readonly signal?: AbortSignal;
  readonly url?: string;
  readonly file?: string;
  readonly checkpoint?: Checkpoint;
  readonly onProgress?: (done: number) => void;
}

async function openLab(): Promise<Lab> {
  const build = await readBuild();
  const server = await RedisServer.start();
  const notes: string[] = [];
  const note = (line: string): void => void notes.push(line);
  return {
    server,
    build,
    notes,
    startWorker: (options = {}) => {
      const end = new AbortController();
      const start = { url: server.url, build, threads: 1, signal: end.signal, note, tasksFolder, ...options };
      const served = serveQueue(start);
      return async () => {
        end.abort();
        await served;
      };
    },
    runOnQueue: (n, { task = "sleepAndSquare", url = server.url, file = "", ...rest } = {}) =>
      mapTasks({
        module,
        function: task,
        tasks: count(n),
        shared: { sleep_ms: 40, file },
        workers: 1,
        hire: hireFromQueue({ url, build, note }),
        ...rest,
      }),
    close: () => server.close(),
  };
}

/** The tests wait more than they work: each has a server of its own and they run at once. */
const testInLab = (name: string, work: (lab: Lab) => Promise<void>): void =>
  test.skipIf(!hasRedis).concurrent(name, { timeout: 120_000 }, async () => {
    const lab = await openLab();
    try {
      await work(lab);
    } finally {
      await lab.close();
    }
  });

testInLab(
  "two workers do all tasks once and in order; a failing task is named",
  async ({ startWorker, runOnQueue }) => {
    const stops = [startWorker(), startWorker()];
    expect(await runOnQueue(60)).toEqual(squares(60));
    await expect(runOnQueue(10, { task: "failAtSeven" })).rejects.toThrow(TaskFailed);
    await Promise.all(stops.map((stop) => stop()));
  },
);

testInLab("two studies at once keep apart", async ({ startWorker, runOnQueue }) => {
  const stop = startWorker();
  const both = await Promise.all([runOnQueue(30), runOnQueue(20)]);
  expect(both).toEqual([squares(30), squares(20)]);
  await stop();
});

testInLab(
  "a server that is killed and forgets everything costs time and nothing else",
  async ({ server, notes, startWorker, runOnQueue }) => {
    const stop = startWorker();
    let done = 0;
    const run = runOnQueue(100, { onProgress: (now) => (done = now) });
    await until("first results", () => done > 0);
    await server.down();
    await until("both sides' word that the server is gone", () => notes.filter((note) => note === LOST).length >= 2);
    await server.up();
    expect(await run).toEqual(squares(100));
    expect(done).toBe(100);
    expect(notes).toContain("the queue is back");
    await stop();
  },
);

testInLab(
  "a worker of another version or catalogue is not used, and both sides say so",
  async ({ server, build, notes, startWorker, runOnQueue }) => {
    const others = [
      startWorker({ build: { ...build, version: "0.0.9" } }),
      startWorker({ build: { ...build, catalogue: "another" } }),
    ];
    let done = 0;
    const run = runOnQueue(5, { onProgress: (now) => (done = now) });
    const said = [
      /the worker on \S+ is not used: it has version 0\.0\.9, here/,
      /the worker on \S+ is not used: it has catalogue another, here/,
      /refused: a run on \S+ has version .*, here 0\.0\.9/,
      /refused: a run on \S+ has catalogue .*, here another/,
      /no worker of this version listens/,
    ];
    for (const line of said) await until(String(line), () => notes.some((note) => line.test(note)));
    expect([done, await server.countBatches("active")], "what the others had done by then").toEqual([0, 0]);
    const stop = startWorker();
    expect(await run).toEqual(squares(5));
    await Promise.all([stop, ...others].map((end) => end()));
  },
);

testInLab("a run that is cancelled takes its batches off the queue", async ({ server, startWorker, runOnQueue }) => {
  const end = new AbortController();
  const run = runOnQueue(20, { signal: end.signal });
  run.catch(() => {}); // It is looked at below.
  await until("batches that wait", async () => (await server.countBatches("wait")) > 0);
  end.abort();
  await expect(run).rejects.toThrow("interrupted");
  expect(await server.countBatches("wait")).toBe(0);
  const stop = startWorker();
  expect(await runOnQueue(10)).toEqual(squares(10));
  await stop();
});

testInLab(
  "a run that was cancelled goes on where it was: no task is lost, none that was kept is done again",
  async ({ server, startWorker, runOnQueue }) => {
    const folder = await mkdtemp(join(tmpdir(), "parapet-queue-"));
    const stop = startWorker();
    const file = join(folder, "done.txt");
    const openProgress = (resume: boolean): Progress => new Progress({ folder, hash: "cancelled", resume });
    /** Until its end, or until the first results are kept. */
    const go = (progress: Progress, end?: AbortController): Promise<unknown[]> =>
      runOnQueue(80, {
        task: "squareAndTell",
        file,
        checkpoint: progress.open(count(80)),
        ...(end === undefined ? {} : { signal: end.signal, onProgress: () => end.abort() }),
      });
    await expect(go(openProgress(false), new AbortController())).rejects.toThrow("interrupted");
    const kept = [...openProgress(true).open(count(80)).done.keys()];
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(80);
    await until("the end of the batch under way", async () => (await server.countBatches("active")) === 0);
    const before = (await readFile(file, "utf8")).trim().split("\n").length;
    expect(await go(openProgress(true))).toEqual(squares(80));
    const after = (await readFile(file, "utf8")).trim().split("\n").map(Number).slice(before);
    expect(after.toSorted((a, b) => a - b)).toEqual(count(80).filter((task) => !kept.includes(task)));
    await stop();
    await rm(folder, { recursive: true, force: true });
  },
);

testInLab("a server without room is said in a sentence", async ({ server, runOnQueue }) => {
  spawnSync("redis-cli", ["-p", String(server.port), "config", "set", "maxmemory", "1kb"]);
  await expect(runOnQueue(5)).rejects.toThrow(/takes nothing more: command not allowed when used memory > 'maxmemory'/);
});

// 30 s and more by hand: QUEUE_CUT_s=30. Longer than the lock of a batch (3 s) in any case.
const cut_ms = 1000 * Number(process.env["QUEUE_CUT_s"] ?? 6);
for (const fate of ["late", "lost"] as const)
  testInLab(
    `a network is cut for a while, what was under way comes ${fate === "late" ? "late" : "never"}: the other worker goes on, every task counts once`,
    async ({ server, startWorker, runOnQueue }) => {
      const [far, ours] = [await CutProxy.start(server.port), await CutProxy.start(server.port)];
      const stops = [startWorker({ url: far.url }), startWorker()];
      const tasks = Math.ceil(100 + cut_ms / 40);
      let done = 0;
      const run = runOnQueue(tasks, { url: ours.url, onProgress: (now) => (done = now) });
      await until("results, and both at work", async () => done > 0 && (await server.countBatches("active")) === 2);
      far.cut();
      if (fate === "late") ours.cut();
      await sleep(cut_ms);
      far.mend(fate);
      ours.mend("late");
      expect(await run).toEqual(squares(tasks));
      await Promise.all(stops.map((stop) => stop()));
      for (const proxy of [far, ours]) proxy.close();
    },
  );

test
  .skipIf(!hasRedis)
  .concurrent(
    "1 thread, 4 threads and 3 workers in networks of their own, one of them killed, give the same hash and bytes",
    { timeout: 240_000 },
    async () => {
      const spaces = [1, 2, 3].map(makeNamespace);
      const server = await RedisServer.start(spaces.flatMap((space) => (space === undefined ? [] : [space.gateway])));
      const folder = await mkdtemp(join(tmpdir(), "parapet-queue-"));
      const study = join(folder, "study.yaml");
      await writeFile(study, STUDY);
      const urls = spaces.map((space) =>
        space === undefined ? server.url : `redis://${space.gateway}:${server.port}`,
      );
      const workers = urls.map((url, i) =>
        startParapet(root, ["worker", "--queue", url, "--workers", "1"], spaces[i]?.enter),
      );
      try {
        await Promise.all(workers.map(({ says }) => says("listening")));
        if (spaces[0] !== undefined) {
          const reach = (address: string): number | null =>
          spawnSync(spaces[0]!.enter[0]!, [...spaces[0]!.enter.slice(1), "bash", "-c", `</dev/tcp/${address}/${server.port}`]).status; // prettier-ignore
          expect([reach("127.0.0.1"), reach(spaces[0].gateway)], "the loopback is another one").toEqual([1, 0]);
        }
        const queued = startParapet(root, ["run", study, "--queue", server.url, "--out", join(folder, "q"), "--fresh", "--json"]); // prettier-ignore
        await until("three at work", async () => (await server.countBatches("active")) === 3);
        workers[0]!.kill("SIGKILL");
        const endings = [await queued.ended];
        for (const threads of ["1", "4"])
        endings.push(await runParapet(root, ["run", study, "--out", join(folder, threads), "--fresh", "--json", "--workers", threads])); // prettier-ignore
        for (const { code, stderr } of endings) expect(code, stderr).toBe(0);
        const answers = endings.map(({ stdout }) => JSON.parse(stdout) as { hash: string; metrics: unknown });
        for (const { hash, metrics } of answers)
          expect([hash, metrics]).toEqual([answers[0]!.hash, answers[0]!.metrics]);
        const files = await Promise.all(["q", "1", "4"].map((name) => readFile(join(folder, name, "metrics.json"))));
        for (const file of files) expect(file.equals(files[0]!)).toBe(true);
        for (const worker of workers.slice(1)) worker.kill("SIGTERM");
        for (const worker of workers.slice(1)) expect((await worker.ended).code).toBe(3);
      } finally {
        for (const worker of workers) worker.kill("SIGKILL");
        await server.close();
        for (const space of spaces) space?.remove();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );

const STUDY = `kind: raid
name: queued
scenario: japan-2018
seed: 5
runs: 200
unknowns: 2
units: [kongo-west, patriot-narashino, jadge]
aims: [{ id: tokyo, name: { en: Tokyo }, latitude: 35.69 deg, longitude: 139.69 deg }]
groups:
  - { id: early, threat: mrbm, count: 2, launchRegion: north-korea-sunan, trajectory: minimum-energy }
layers: [{ id: sm-3, interceptors: [sm3-ia], volleys: [1, 1] }]
`;
