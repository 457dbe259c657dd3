// What the queue costs, against a real redis-server: the share of a worker's time that is not work, and how much faster more workers are.
//   node --conditions=development bench/queue.ts [--seconds 20]
// The tasks wait 20 ms each instead of computing, so that neither the number of cores nor other programs on the machine matter; what a task
// says of its own beginning and end is what is counted. Starting a worker's threads is not (once a study).
import { setTimeout as sleep } from "node:timers/promises";
import { readBuild } from "../packages/cli/src/host/build.ts";
import { mapTasks } from "../packages/cli/src/host/pool.ts";
import { hireFromQueue } from "../packages/cli/src/host/queue-crew.ts";
import { serveQueue } from "../packages/cli/src/host/queue-worker.ts";
import { RedisServer } from "../packages/cli/test/redis.ts";
import type { Waited } from "../packages/cli/test/sleepy-task.ts";

const flag = process.argv.indexOf("--seconds");
const seconds = flag < 0 ? 20 : Number(process.argv[flag + 1]);
const TASK_ms = 20;
const build = await readBuild();
const note = (): void => {};
const tasksFolder = new URL("../packages/cli/test/", import.meta.url);
let alone_s = 0;
for (const workers of [1, 2, 4]) {
  const server = await RedisServer.start();
  const end = new AbortController();
  const served = Array.from({ length: workers }, () =>
    serveQueue({ url: server.url, build, threads: 1, signal: end.signal, note, tasksFolder: tasksFolder.href }),
  );
  await sleep(500);
  const waited = await mapTasks<number, { readonly sleep_ms: number }, Waited>({
    module: new URL("sleepy-task.ts", tasksFolder).href,
    function: "sleepAndTellWhen",
    tasks: Array.from({ length: (seconds * 1000 * workers) / TASK_ms }, (_, i) => i),
    shared: { sleep_ms: TASK_ms },
    workers: 1,
    hire: hireFromQueue({ url: server.url, build, note }),
  });
  end.abort();
  await Promise.all(served);
  await server.close();
  const threads = Map.groupBy(waited, ({ thread }) => thread);
  const spans = [...threads.values()].map(
    (own) => Math.max(...own.map(({ to_ms }) => to_ms)) - Math.min(...own.map(({ from_ms }) => from_ms)),
  );
  const work_ms = waited.reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0);
  const overhead = spans.reduce((sum, span) => sum + span, 0) / work_ms - 1;
  const all_s = (Math.max(...waited.map(({ to_ms }) => to_ms)) - Math.min(...waited.map(({ from_ms }) => from_ms))) / 1000; // prettier-ignore
  // Every number of workers has as much work for each of them, so the time should stay the same.
  alone_s ||= all_s;
  console.log(
    `${workers} worker${workers === 1 ? "" : "s"}: ${waited.length} tasks in ${all_s.toFixed(2)} s; ${(100 * overhead).toFixed(2)} % of the workers' time is not work; ${((workers * alone_s) / all_s).toFixed(2)} times as fast as one`,
  );
}
