// Loads the workbench's server as a class of students would: `npm run soak -- --seconds 600`. Two hundred readers at once, each with a connection of its own and
// a pause of 0.2 to 1 s between pages, all there after 5 s, and twenty studies in the queue, on loopback. It fails when an answer is an error, when the 95th
// percentile of the time to an answer passes 100 ms (--limit), when a study fails, or when the server's memory goes on growing.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { makeStream } from "parapet";

/** What 95 % of the answers must come within, unless another limit is given: a shared machine is no measure of the server. */
const LIMIT_ms = "100";
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "600" },
    limit: { type: "string", default: LIMIT_ms },
    readers: { type: "string", default: "200" },
    studies: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
  },
});
const limit_ms = Number(values.limit);
const [seconds, readers, studies, seed] = [values.seconds, values.readers, values.studies, values.seed].map(Number) as [number, number, number, number]; // prettier-ignore
if (![seconds, readers, studies, seed, limit_ms].every((n) => Number.isSafeInteger(n) && n >= 0)) {
  console.error("usage: npm run soak -- [--seconds N] [--readers N] [--studies N] [--seed N] [--limit MS]");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "parapet-soak-"));
const binary = resolve(import.meta.dirname, "../packages/cli/bin/parapet.js");
const server = spawn(process.execPath, [binary, "serve", "--port", "0"], {
  cwd: folder,
  stdio: ["ignore", "ignore", "pipe"],
});
const port = await new Promise<number>((settle, fail) => {
  let told = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    told += text;
    const address = /workbench: http:\/\/127\.0\.0\.1:(\d+)\//.exec(told);
    if (address !== null) settle(Number(address[1]));
  });
  server.on("exit", (code) => fail(new Error(`the server ended with ${code}: ${told}`)));
}); // prettier-ignore

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** What came, where it is not compressed. */
  readonly body: string;
  readonly size: number;
}

function ask(path: string, agent: Agent, options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {}): Promise<Reply> {
  return new Promise((settle, fail) => {
    const { body, ...rest } = options;
    const asked = request({ host: "127.0.0.1", port, path, agent, timeout: 30_000, ...rest }, (reply) => {
      let text = "";
      let size = 0;
      reply.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (reply.headers["content-encoding"] === undefined) text += chunk.toString("latin1");
      });
      reply.on("end", () => settle({ status: reply.statusCode!, headers: reply.headers, body: text, size }));
      reply.on("error", fail);
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer in 30 s")));
    asked.on("error", fail);
    asked.end(body);
  });
} // prettier-ignore

const own = new Agent({ keepAlive: true });
const page = (await ask("/", own)).body;
const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!);
const PAGES = ["/", ...assets, "/api/version", "/api/catalogue", "/api/scenarios", "/api/studies", "/api/claims", "/api/geography/japan-prefectures", "/api/geography/japan-places", "/api/jobs", "/api/verdicts?language=en", "/api/verdicts?language=ja"]; // prettier-ignore

const times: number[] = [];
const byPage = new Map<string, number[]>();
const errors: string[] = [];
let bytes = 0;
const end_ms = performance.now() + 1000 * seconds;

/** One reader: every page in turn, beginning anywhere, with the tags of what it has like a browser. */
async function read(reader: number): Promise<void> {
  const stream = makeStream(seed, reader, "soak");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const tags = new Map<string, string>();
  await sleep(5000 * stream.uniform());
  for (let i = Math.floor(PAGES.length * stream.uniform()); performance.now() < end_ms; i++) {
    const path = PAGES[i % PAGES.length]!;
    const tag = tags.get(path);
    const began = performance.now();
    try {
      const encoding = { "accept-encoding": "br" };
      const { status, headers, body, size } = await ask(path, agent, { headers: tag === undefined ? encoding : { ...encoding, "if-none-match": tag } }); // prettier-ignore
      const spent_ms = performance.now() - began;
      times.push(spent_ms);
      const own = byPage.get(path);
      if (own === undefined) byPage.set(path, [spent_ms]);
      else own.push(spent_ms);
      bytes += size;
      if (status !== 200 && status !== 304) errors.push(`${path}: ${status} ${body.slice(0, 200)}`);
      if (typeof headers["etag"] === "string") tags.set(path, headers["etag"]);
    } catch (error) {
      errors.push(`${path}: ${String(error)}`);
    }
    await sleep(200 + 800 * stream.uniform());
  }
  agent.destroy();
}

const shipped = readFileSync(resolve(import.meta.dirname, "../studies/bastion-bal-kurils.yaml"), "utf8");
async function start(number: number): Promise<void> {
  // The same question under another seed is another study; its cost is that of a real one.
  const body = JSON.stringify({ kind: "run", study: shipped, seed: number + 1, language: "en" });
  const { status, body: text } = await ask("/api/jobs", own, { method: "POST", body, headers: { "content-type": "application/json" } }); // prettier-ignore
  if (status !== 202) errors.push(`study ${number}: ${status} ${text.slice(0, 200)}`);
}

/** Memory that the server holds, MB. */
function memoryOf(): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1000;
}
const memory: number[] = [];
const watch = setInterval(() => memory.push(memoryOf()), 1000);

const started = performance.now();
await Promise.all([
  ...Array.from({ length: readers }, (_, reader) => read(reader)),
  ...Array.from({ length: studies }, (_, number) => sleep(200 * number).then(() => start(number))),
]);
const spent_s = (performance.now() - started) / 1000;
clearInterval(watch);
const { jobs } = JSON.parse((await ask("/api/jobs", own)).body) as {
  jobs: readonly { status: string; message?: string }[];
};
own.destroy();
server.kill("SIGTERM");
await new Promise((done) => server.once("exit", done));
rmSync(folder, { recursive: true, force: true });

const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Infinity;
const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const slowPage = [...byPage]
  .map(([path, list]) => ({ path, time_ms: list.toSorted((a, b) => a - b)[Math.floor(0.95 * list.length)]! }))
  .toSorted((a, b) => b.time_ms - a.time_ms)[0];
const quarter = Math.floor(memory.length / 4);
const [early, late] = [median(memory.slice(quarter, 2 * quarter)), median(memory.slice(-quarter))];
const done = jobs.filter(({ status }) => status === "done").length;
console.log(
  `${readers} readers, ${times.length} answers in ${spent_s.toFixed(0)} s (${(bytes / 1e6).toFixed(0)} MB): median ${at(0.5).toFixed(1)} ms, 95 % within ${at(0.95).toFixed(1)} ms, 99 % within ${at(0.99).toFixed(1)} ms, slowest ${at(1).toFixed(0)} ms`,
);
console.log(`slowest page: ${slowPage?.path}, 95 % within ${slowPage?.time_ms.toFixed(1)} ms`);
console.log(`${errors.length} errors; ${done} of ${studies} studies done; memory ${early.toFixed(0)} MB in the second quarter, ${late.toFixed(0)} MB in the last`); // prettier-ignore
const failures = errors.slice(0, 5);
for (const { status, message } of jobs) if (status === "failed") failures.push(`a study failed: ${message}`);
if (at(0.95) > limit_ms) failures.push(`95 % of the answers come within ${at(0.95).toFixed(0)} ms, not ${limit_ms} ms`);
// A study's thread comes and goes with some 100 MB; what leaks grows with the time.
if (late > 1.25 * early + 50)
  failures.push(`the server's memory grew from ${early.toFixed(0)} to ${late.toFixed(0)} MB`);
for (const failure of failures) console.error(`FAILED: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
