import { isMainThread } from "node:worker_threads";
import { expect, test } from "vitest";
import { Interrupted } from "../exit.ts";
import { mapTasks, TaskFailed } from "./pool.ts";

const module = new URL("../../test/pool-tasks.ts", import.meta.url).href;
const draws = new URL("../../test/pool-draws.ts", import.meta.url).href;
const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const drawTrials = async (workers: number, batchSize: number): Promise<string> =>
  JSON.stringify(
    await mapTasks({ module: draws, function: "drawTrial", tasks: count(40), shared: { seed: 7 }, workers, batchSize }),
  );
const tellThreads = (workers: number): Promise<unknown[]> =>
  mapTasks({ module, function: "tellThread", tasks: count(4), shared: null, workers });

test("0, 1, 2 and 4 workers give the same bytes", async () => {
  const one = await drawTrials(1, 1);
  const means = (JSON.parse(one) as { mean: number }[]).map(({ mean }) => mean);
  expect(new Set(means).size).toBe(40);
  for (const [workers, batchSize] of [
    [0, 3],
    [2, 1],
    [4, 3],
  ] as const)
    expect(await drawTrials(workers, batchSize)).toBe(one);
});

test("one worker is the caller's thread, two are threads of their own", async () => {
  expect(new Set(await tellThreads(1))).toEqual(new Set([isMainThread]));
  expect(await tellThreads(2)).toEqual([false, false, false, false]);
});

test("the first task in order that fails is named, whatever the number of workers", async () => {
  for (const workers of [1, 3]) {
    const run = mapTasks({ module, function: "failSometimes", tasks: count(30), shared: null, workers });
    await expect(run).rejects.toThrow(TaskFailed);
    await expect(run).rejects.toThrow("failSometimes, task 8 of 30: task number 7 cannot be done");
  }
});

test("an interruption stops the work, progress is told on the way", async () => {
  for (const workers of [1, 2]) {
    const interruption = new AbortController();
    let seen = 0;
    const run = mapTasks({
      module,
      function: "takeLong",
      tasks: count(1000),
      shared: null,
      workers,
      signal: interruption.signal,
      onProgress: (done) => {
        seen = done;
        if (done >= 3) interruption.abort();
      },
    });
    await expect(run).rejects.toThrow(Interrupted);
    expect(seen).toBeLessThan(10);
  }
});

test("no tasks are no results; an unknown function is a mistake", async () => {
  expect(await mapTasks({ module, function: "tellThread", tasks: [], shared: null, workers: 2 })).toEqual([]);
  await expect(mapTasks({ module, function: "none", tasks: [1, 2], shared: null, workers: 2 })).rejects.toThrow(
    "exports no function none",
  );
});
