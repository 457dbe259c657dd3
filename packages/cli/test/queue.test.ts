import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mapTasks, TaskFailed } from "../src/host/pool.ts";
import { type Build, readBuild } from "../src/host/build.ts";
import { hireFromQueue } from "../src/host/queue-crew.ts";
import { pack, unpack } from "../src/host/queue-server.ts";
import { serveQueue } from "../src/host/queue-worker.ts";
import { hasRedis, RedisServer, startParapet } from "./redis.ts";
import { runParapet } from "./spawn-parapet.ts";

const root = resolve(import.meta.dirname, "../../..");
const tasksFolder = new URL("./", import.meta.url).href;
const module = new URL("./sleepy-task.ts", import.meta.url).href;
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

describe.skipIf(!hasRedis)("with a real server", () => {
  let server: RedisServer;
  let build: Build;
  const notes: string[] = [];
  const note = (line: string): void => void notes.push(line);
  beforeAll(async () => {
    build = await readBuild();
    server = await RedisServer.start();
  });
  afterAll(() => server.close());

  /** Starts a worker in this process with threads of its own. */
  const startWorker = (its: Build = build): (() => Promise<void>) => {
    const end = new AbortController();
    const served = serveQueue({ url: server.url, build: its, threads: 1, signal: end.signal, note, tasksFolder });
    return async () => {
      end.abort();
      await served;
    };
  };
  const runOnQueue = (n: number, options: { task?: string; signal?: AbortSignal } = {}): Promise<unknown[]> =>
    mapTasks({
      module,
      function: options.task ?? "sleepAndSquare",
      tasks: count(n),
      shared: { sleep_ms: 40 },
      workers: 1,
      hire: hireFromQueue({ url: server.url, build, note }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  const squares = (n: number): number[] => count(n).map((i) => i * i);

  test("two workers do all tasks once and in order; a failing task is named", async () => {
    const stops = [startWorker(), startWorker()];
    expect(await runOnQueue(60)).toEqual(squares(60));
    await expect(runOnQueue(10, { task: "failAtSeven" })).rejects.toThrow(TaskFailed);
    await Promise.all(stops.map((stop) => stop()));
  });

  test("two studies at once keep apart", async () => {
    const stop = startWorker();
    const both = await Promise.all([runOnQueue(30), runOnQueue(20)]);
    expect(both).toEqual([squares(30), squares(20)]);
    await stop();
  });

  test("a server that is killed and forgets everything costs time and nothing else", async () => {
    const stop = startWorker();
    const run = runOnQueue(100);
    await sleep(1500);
    await server.down();
    await sleep(1000);
    await server.up();
    expect(await run).toEqual(squares(100));
    expect(notes).toContain("the connection to the queue is lost; waiting for it");
    expect(notes).toContain("the queue is back");
    await stop();
  });

  test("a worker of another build is not used, and both sides say so", async () => {
    const stopOther = startWorker({ ...build, version: "0.0.9" });
    const run = runOnQueue(5);
    await sleep(5000);
    const stop = startWorker();
    expect(await run).toEqual(squares(5));
    expect(notes.join("\n")).toMatch(/the worker on \S+ is not used: it has version 0\.0\.9, here/);
    expect(notes.join("\n")).toMatch(/refused: a run on \S+ has version .*, here 0\.0\.9/);
    expect(notes.join("\n")).toContain("no worker of this version listens");
    await Promise.all([stop(), stopOther()]);
  });

  test("a run that is cancelled takes its batches off the queue", async () => {
    const end = new AbortController();
    const run = runOnQueue(20, { signal: end.signal });
    setTimeout(() => end.abort(), 300);
    await expect(run).rejects.toThrow("interrupted");
    const stop = startWorker();
    expect(await runOnQueue(10)).toEqual(squares(10));
    await stop();
  });

  test("a study has the same bytes with a worker killed in the middle", { timeout: 240_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "parapet-queue-"));
    const study = join(folder, "study.yaml");
    await writeFile(study, STUDY);
    const workers = [1, 2].map(() => startParapet(root, ["worker", "--queue", server.url, "--workers", "1"]));
    await Promise.all(workers.map(({ says }) => says("listening")));
    const queued = startParapet(root, ["run", study, "--queue", server.url, "--out", join(folder, "q"), "--fresh"]);
    await sleep(2000);
    workers[0]!.kill("SIGKILL");
    const ending = await queued.ended;
    expect(ending.code, ending.stderr).toBe(0);
    expect((await runParapet(root, ["run", study, "--out", join(folder, "l"), "--fresh"])).code).toBe(0);
    const [q, l] = await Promise.all(["q", "l"].map((name) => readFile(join(folder, name, "metrics.json"))));
    expect(q!.equals(l!)).toBe(true);
    workers[1]!.kill("SIGTERM");
    expect((await workers[1]!.ended).code).toBe(3);
    await rm(folder, { recursive: true, force: true });
  });
});

const STUDY = `kind: defended-area
name: queued
scenario: japan-2018
units: [araya, mutsumi]
interceptors: [sm3-iia]
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-sunan]
grid: 80 km
draws: 4
seed: 5
`;
