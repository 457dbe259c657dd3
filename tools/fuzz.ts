// Mutates the shipped scenario, study, claim, flight and catalogue files and validates what comes out: `npm run fuzz -- --count 1000000 --seed 1`.
// Three runs: blind, guided by which code an input reaches, and through the real command line. It ends with a failure when an input makes
// the library throw, takes over a second, or drives memory past 512 MB, or when the command line ends with anything but 0 or 2.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

/** What a worker is to do, and where it tells which input it is at. */
export interface FuzzStart {
  readonly inputs: readonly string[];
  readonly seed: number;
  readonly count: number;
  readonly guided: boolean;
  /** Starts with the files that are made to hurt. */
  readonly hostile: boolean;
  /** Inputs done, and the time in ms at which the present one began. */
  readonly pulse: SharedArrayBuffer;
}

/** What a worker found. */
export interface FuzzReport {
  readonly done: number;
  readonly accepted: number;
  readonly slowest_ms: number;
  /** The input that took longest. */
  readonly slowest: string;
  readonly slowestName: string;
  readonly memory_MB: number;
  /** Inputs that reached code which none before had reached, when guided. */
  readonly kept: number;
  readonly failures: readonly { readonly message: string; readonly content: string }[];
}

const LIMIT_ms = 1000;
const LIMIT_MB = 512;
const root = resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    guided: { type: "string", default: "1000" },
    files: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
  },
});
const [count, guided, files, seed] = [values.count, values.guided, values.files, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
];
if (![count, guided, files, seed].every((n) => Number.isSafeInteger(n) && n >= 0)) {
  console.error("usage: npm run fuzz -- [--count N] [--guided N] [--files N] [--seed N]");
  process.exit(2);
}
const inputs = ["scenarios", "studies", "claims", "examples/flights", "catalogue/interceptors", "catalogue/threats", "catalogue/radars"]
  .flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".yaml")).map((name) => join(root, folder, name)))
  .toSorted(); // prettier-ignore

function runWorker(start: Omit<FuzzStart, "pulse">): Promise<FuzzReport> {
  const pulse = new SharedArrayBuffer(16);
  const [done, began] = [new Int32Array(pulse, 0, 1), new Float64Array(pulse, 8, 1)];
  const worker = new Worker(new URL("./fuzz-worker.ts", import.meta.url), {
    workerData: { ...start, pulse } satisfies FuzzStart,
    resourceLimits: { maxOldGenerationSizeMb: LIMIT_MB },
    execArgv: ["--conditions=development"],
  });
  return new Promise((settle, fail) => {
    // Counted in looks and not by the clock, so that a machine that sleeps hangs nothing.
    let [looked, since] = [0, 0];
    const watch = setInterval(() => {
      const [started = 0] = began;
      since = started !== 0 && started === looked ? since + 1 : 0;
      looked = started;
      if (since < 2 * 10) return;
      clearInterval(watch);
      void worker.terminate();
      fail(new Error(`input ${done[0]} of seed ${start.seed} hangs: ${since / 2} s and no end`));
    }, 500);
    worker.on("message", (report: FuzzReport) => {
      clearInterval(watch);
      settle(report);
    });
    worker.on("error", (error) => {
      clearInterval(watch);
      fail(error);
    });
  });
}

const failures: string[] = [];
function tell(name: string, reports: readonly FuzzReport[]): void {
  const sum = (key: "done" | "accepted" | "kept"): number => reports.reduce((total, report) => total + report[key], 0);
  const most = (key: "slowest_ms" | "memory_MB"): number => Math.max(0, ...reports.map((report) => report[key]));
  const names = reports.map(({ slowestName }) => slowestName).join("");
  const kept = sum("kept") > 0 ? `, ${sum("kept")} kept for the code they reached` : "";
  console.log(
    `${name}: ${sum("done")} files, ${sum("accepted")} of them valid${kept}; slowest ${most("slowest_ms").toFixed(0)} ms${names === "" ? "" : ` (${names})`}, heap ${most("memory_MB").toFixed(0)} MB`,
  );
  for (const { message, content } of reports.flatMap((report) => report.failures)) {
    const path = join(tmpdir(), `parapet-fuzz-${failures.length}.yaml`);
    writeFileSync(path, content);
    failures.push(`${message}; the file is ${path}`);
  }
  for (const { slowest_ms, slowest } of reports.filter((report) => report.slowest_ms > LIMIT_ms)) {
    const path = join(tmpdir(), `parapet-fuzz-slow-${failures.length}.yaml`);
    writeFileSync(path, slowest);
    failures.push(`${name}: an input took ${slowest_ms.toFixed(0)} ms; the file is ${path}`);
  }
  if (most("memory_MB") > LIMIT_MB) failures.push(`${name}: the heap grew to ${most("memory_MB").toFixed(0)} MB`);
}

const threads = Math.min(availableParallelism(), 8);
const share = (total: number, i: number): number =>
  Math.floor(((i + 1) * total) / threads) - Math.floor((i * total) / threads);
const crew = async (total: number, isGuided: boolean): Promise<FuzzReport[]> =>
  Promise.all(
    Array.from({ length: threads }, (_, i) =>
      runWorker({
        inputs,
        seed: seed * 1000 + i + (isGuided ? 500 : 0),
        count: share(total, i),
        guided: isGuided,
        hostile: false,
      }),
    ),
  );
tell("made to hurt", [await runWorker({ inputs, seed, count: 0, guided: false, hostile: true })]);
if (count > 0) tell("blind", await crew(count, false));
if (guided > 0) tell("guided", await crew(guided, true));

/** The real command line on files of many kinds of damage; it may say no and nothing else. */
const { damage } = await import("./fuzz-damage.ts");
const { listHostile } = await import("./fuzz-hostile.ts");
const hostile = listHostile();
const folder = mkdtempSync(join(tmpdir(), "parapet-fuzz-"));
const perProcess = 100;
const codes = new Map<number | null, number>();
for (let at = 0; at < files + hostile.length; at += perProcess) {
  const names = Array.from({ length: Math.min(perProcess, files + hostile.length - at) }, (_, i) => {
    const path = join(folder, `${at + i}.yaml`);
    const make = (number: number): string =>
      damage(readFileSync(inputs[number % inputs.length]!, "utf8"), seed, number);
    writeFileSync(path, hostile[at + i]?.[1] ?? make(at + i - hostile.length));
    return path;
  });
  const before = readdirSync(folder).length;
  const binary = join(root, "packages/cli/bin/parapet.js");
  const { status, stdout } = spawnSync(process.execPath, [binary, "validate", "--json", ...names], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e9,
    timeout: 60_000,
  });
  codes.set(status, (codes.get(status) ?? 0) + 1);
  if (status !== 0 && status !== 2)
    failures.push(`parapet validate ended with ${status} on ${names[0]} to ${names.at(-1)}`);
  if (readdirSync(folder).length !== before) failures.push("parapet validate wrote something");
  try {
    JSON.parse(stdout);
  } catch {
    failures.push(`parapet validate --json printed no JSON on ${names[0]} to ${names.at(-1)}`);
  }
}
console.log(
  `command line: ${files + hostile.length} files, exit codes ${[...codes].map(([code, n]) => `${code} (${n} times)`).join(", ")}`,
);
if (failures.length === 0) rmSync(folder, { recursive: true, force: true });
for (const failure of failures) console.error(`FAILED: ${failure}`);
console.log(failures.length === 0 ? "no crash, no hang, nothing half written" : `${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;
