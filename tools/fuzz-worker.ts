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
import type { FuzzReport, FuzzStart } from "./fuzz.ts";
import { damage } from "./fuzz-damage.ts";

const { inputs, seed, count, guided, pulse } = workerData as FuzzStart;
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
async function openCoverage(): Promise<() => Promise<number>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const seen = new Set<string>();
  return async () => {
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const before = seen.size;
    for (const { url, functions } of result)
      if (url.includes("/parapet/src/scenario/"))
        for (const { ranges } of functions)
          for (const { startOffset, endOffset, count: times } of ranges)
            if (times > 0) seen.add(`${url}:${startOffset}:${endOffset}`);
    return seen.size - before;
  };
}

const corpus = inputs.map((file) => readFileSync(file, "utf8"));
const countNew = guided ? await openCoverage() : undefined;
const report: { -readonly [K in keyof FuzzReport]: FuzzReport[K] } = { done: 0, accepted: 0, slowest_ms: 0, memory_MB: 0, kept: 0, failures: [] }; // prettier-ignore
for (let i = 0; i < count; i++) {
  // Guided: what reached new code is damaged further, the newest as often as all others together.
  const from = countNew !== undefined && report.kept > 0 && i % 2 === 0 ? corpus.length - 1 - (i % Math.min(8, report.kept)) : i % corpus.length; // prettier-ignore
  const content = damage(corpus[from]!, seed, i);
  began[0] = performance.timeOrigin + performance.now();
  done[0] = i;
  const start = performance.now();
  try {
    if (validate(content)) report.accepted++;
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (report.failures.length < 5)
      report.failures = [...report.failures, { message: `seed ${seed}, number ${i}: ${message}`, content }];
  }
  report.slowest_ms = Math.max(report.slowest_ms, performance.now() - start);
  report.done++;
  if (i % 64 === 0) report.memory_MB = Math.max(report.memory_MB, process.memoryUsage().heapUsed / 1e6);
  if (countNew !== undefined && (await countNew()) > 0 && content.length < 200_000) {
    corpus.push(content);
    report.kept++;
  }
}
began[0] = 0;
parentPort!.postMessage(report);
