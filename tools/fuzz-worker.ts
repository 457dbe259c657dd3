// One thread of tools/fuzz.ts: damages files, validates them as the command line does, and tells what went wrong.
import { readdirSync, readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { basename, join, resolve } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import {
  buildCatalogue,
  parseBibliography,
  parseCatalogueEntry,
  parseFile,
  parseScenario,
  resolveFlight,
  resolveScenario,
  resolveStudy,
} from "parapet";
import { parse, stringify } from "yaml";
import type { FuzzReport, FuzzStart } from "./fuzz.ts";
import { damage } from "./fuzz-damage.ts";
import { listHostile } from "./fuzz-hostile.ts";

const { inputs, seed, count, guided, hostile, pulse } = workerData as FuzzStart;
const [done, began] = [new Int32Array(pulse, 0, 1), new Float64Array(pulse, 8, 1)];
const root = resolve(import.meta.dirname, "..");
const read = (file: string): { readonly file: string; readonly content: string } => ({
  file: basename(file),
  content: readFileSync(file, "utf8"),
});

const folder = join(root, "catalogue");
const systems = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml") && name !== "bibliography.yaml")
  .map((name) => parseCatalogueEntry(read(join(folder, name))))
  .filter((entry) => entry.ok);
const bibliography = parseBibliography(read(join(folder, "bibliography.yaml")));
if (!bibliography.ok) throw new Error("the shipped bibliography is refused");
const { catalogue } = buildCatalogue(systems, bibliography);
const scenarios = new Map(
  readdirSync(join(root, "scenarios")).map((name) => [basename(name, ".yaml"), parseScenario(read(join(root, "scenarios", name)))]),
); // prettier-ignore

/** Whether the file is valid; what the command line's `validate` does, but for reading it. */
function validate(content: string): boolean {
  const parsed = parseFile({ file: "f.yaml", content });
  if (!parsed.ok) {
    if (parsed.problems.length === 0) throw new Error("refused without a problem");
    return false;
  }
  if (parsed.type === "scenario") return resolveScenario(parsed, catalogue).ok;
  if (parsed.type === "flight") return resolveFlight(parsed, catalogue).ok;
  if (parsed.type !== "study") return true;
  const scenario = scenarios.get(parsed.value.scenario);
  return scenario?.ok === true && resolveStudy(parsed, scenario, catalogue).ok;
}

/** Counts blocks of the scenario folder's code that were reached for the first time since the last question. */
async function openCoverage(): Promise<(how: "look" | "keep") => Promise<number>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const seen = new Set<string>();
  return async (how) => {
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const fresh = new Set<string>();
    for (const { url, functions } of result)
      if (url.includes("/parapet/src/scenario/"))
        for (const { ranges } of functions)
          for (const { startOffset, endOffset, count: times } of ranges) {
            const block = `${url}:${startOffset}:${endOffset}`;
            if (times > 0 && !seen.has(block)) fresh.add(block);
          }
    if (how === "keep") for (const block of fresh) seen.add(block);
    return fresh.size;
  };
}

/** Nine times of ten a large file goes in with three entries of each of its lists: as much can be wrong with it, in a fifth of the time. */
const whole = inputs.map((file) => readFileSync(file, "utf8"));
const thin = whole.map((text) => (text.length < 4000 ? text : makeThin(text)));
const corpus = Array.from({ length: 10 }, (_, i) => (i === 0 ? whole : thin)).flat();

function makeThin(text: string): string {
  const value = parse(text) as Record<string, unknown>;
  for (const [key, entry] of Object.entries(value)) if (Array.isArray(entry)) value[key] = entry.slice(0, 3);
  return stringify(value);
}
const countNew = guided ? await openCoverage() : undefined;
const report: { -readonly [K in keyof FuzzReport]: FuzzReport[K] } = { done: 0, accepted: 0, slowest_ms: 0, slowest: "", slowestName: "", memory_MB: 0, kept: 0, failures: [] }; // prettier-ignore
/** Asking the engine what was reached takes as long as validating 30 files, so it is asked for groups of files. */
const GROUP = 16;
function tryOne(content: string, number: number): void {
  began[0] = performance.timeOrigin + performance.now();
  done[0] = number;
  // Processor time: others may be at work on the machine.
  const before = process.threadCpuUsage();
  try {
    if (validate(content)) report.accepted++;
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (report.failures.length < 5)
      report.failures = [...report.failures, { message: `seed ${seed}, number ${number}: ${message}`, content }];
  }
  const { user, system } = process.threadCpuUsage(before);
  const spent_ms = (user + system) / 1000;
  if (spent_ms > report.slowest_ms) {
    report.slowest_ms = spent_ms;
    report.slowest = content;
  }
  if (number % 64 === 0) report.memory_MB = Math.max(report.memory_MB, process.memoryUsage().heapUsed / 1e6);
}

if (hostile)
  for (const [name, text] of listHostile()) {
    tryOne(text, 0);
    if (report.slowest === text) report.slowestName = name;
    report.done++;
  }
for (let i = 0; i < count;) {
  const group: string[] = [];
  for (; group.length < (guided ? GROUP : 1) && i < count; i++) {
    // Guided: what reached new code is damaged further, the newest as often as all others together.
    const isNewest = guided && report.kept > 0 && i % 2 === 0;
    const from = isNewest ? corpus.length - 1 - (i % Math.min(8, report.kept)) : i % corpus.length;
    const content = damage(corpus[from]!, seed, i);
    group.push(content);
    tryOne(content, i);
    report.done++;
  }
  if (countNew === undefined || (await countNew("look")) === 0) continue;
  // Something of the group did: each once more, alone.
  const accepted = report.accepted;
  for (const content of group) {
    tryOne(content, i);
    if ((await countNew("keep")) === 0 || content.length > 200_000) continue;
    corpus.push(content);
    report.kept++;
  }
  report.accepted = accepted;
}
began[0] = 0;
parentPort!.postMessage(report);
