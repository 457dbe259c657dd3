// Kills the command line at random moments while it writes results over older ones: `npm run crash -- --count 1000 --seed 1`. After each
// kill the result's folder must hold the old result or the new one, whole to the last byte, and in the end nothing else may be left lying.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { makeStream } from "parapet";

const root = resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: { count: { type: "string", default: "100" }, seed: { type: "string", default: "1" } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error("usage: npm run crash -- [--count N] [--seed N]");
  process.exit(2);
}

const STUDY = `kind: defended-area
name: crash
scenario: japan-2018
units: [araya, mutsumi]
interceptors: [sm3-iia]
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-sunan]
grid: 150 km
draws: 1
seed: 5
`;
const flight = join(root, "examples/flights/mrbm-lofted.yaml");
/** Two writers of different kinds; the study comes from the cache, so that writing is most of what it does. */
const COMMANDS = [
  { out: "flight", argv: ["fly", flight, "--out", "flight", "--quiet"] },
  { out: "study", argv: ["run", "study.yaml", "--out", "study", "--quiet", "--workers", "1"] },
] as const;
const start = (folder: string, argv: readonly string[]): ReturnType<typeof spawn> =>
  spawn(process.execPath, [join(root, "packages/cli/bin/parapet.js"), ...argv], { cwd: folder, stdio: "ignore" });

/** What is wrong with a result's folder; undefined when it is whole or not there. */
function findFault(folder: string, out: string): string | undefined {
  const place = join(folder, out);
  if (!existsSync(place)) return undefined;
  let manifest: { readonly files: readonly { readonly path: string; readonly sha256: string }[] };
  try {
    manifest = JSON.parse(readFileSync(join(place, "manifest.json"), "utf8")) as typeof manifest;
  } catch (error) {
    return `manifest.json: ${String(error)}`;
  }
  const listed = ["manifest.json", ...manifest.files.map(({ path }) => path)].toSorted();
  const found = readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .toSorted();
  if (listed.join() !== found.join()) return `holds ${found.join(", ")}; its manifest lists ${listed.join(", ")}`;
  const torn = manifest.files.find(
    ({ path, sha256 }) =>
      createHash("sha256")
        .update(readFileSync(join(place, path)))
        .digest("hex") !== sha256,
  );
  return torn === undefined ? undefined : `${torn.path} is not what its manifest says`;
}

const lanes = Math.min(availableParallelism(), 8, count);
const failures: string[] = [];
let killed = 0;
let whileWriting = 0;

// What the first runs compute is kept and copied to every lane's folder; the runs that are killed take it from the cache.
const first = mkdtempSync(join(tmpdir(), "parapet-crash-"));
writeFileSync(join(first, "study.yaml"), STUDY);
const durations = new Map<string, number>();
for (const { out, argv } of COMMANDS)
  for (let i = 0; i < 2; i++) {
    const began = performance.now();
    const [code] = (await once(start(first, argv), "exit")) as [number | null];
    if (code !== 0) throw new Error(`parapet ${argv.join(" ")} ended with ${code} before anything was killed`);
    durations.set(out, performance.now() - began);
  }

/** Every so many-th of the runs, one after the other in a folder of their own. */
async function crashLane(lane: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "parapet-crash-"));
  cpSync(first, folder, { recursive: true });
  const stream = makeStream(seed, lane, "crash");
  for (let i = lane; i < count; i += lanes) {
    const { out, argv } = COMMANDS[Math.floor(i / lanes) % COMMANDS.length]!;
    if (Math.floor(i / lanes) % 7 === 0) rmSync(join(folder, out), { recursive: true, force: true });
    const child = start(folder, argv);
    const ended = once(child, "exit");
    // Half of the kills come at any time; the others in the few milliseconds in which files are written and put in their place.
    const wait_ms = durations.get(out)! * 1.1 * stream.uniform();
    const writing_ms = 25 * stream.uniform();
    if (Math.floor(i / lanes) % 4 < 2) await Promise.race([ended, sleep(wait_ms)]);
    else {
      while (child.exitCode === null && !readdirSync(folder).some((name) => name.startsWith(`.${out}.`)))
        await sleep(1);
      await Promise.race([ended, sleep(writing_ms)]);
      if (child.exitCode === null) whileWriting++;
    }
    if (child.exitCode === null && child.kill("SIGKILL")) killed++;
    await ended;
    const fault = findFault(folder, out);
    if (fault !== undefined) failures.push(`after kill ${i + 1}, ${out}: ${fault}`);
  }
  for (const { out, argv } of COMMANDS) {
    const [code] = (await once(start(folder, argv), "exit")) as [number | null];
    if (code !== 0 || findFault(folder, out) !== undefined)
      failures.push(`${out}: the run after the last kill ended with ${code}`);
  }
  const left = readdirSync(folder).filter((name) => !["study.yaml", ".parapet", ...COMMANDS.map(({ out }) => out)].includes(name)); // prettier-ignore
  if (left.length > 0) failures.push(`left lying: ${left.join(", ")}`);
  if (failures.length === 0) rmSync(folder, { recursive: true, force: true });
}
await Promise.all(Array.from({ length: lanes }, (_, lane) => crashLane(lane)));
rmSync(first, { recursive: true, force: true });
console.log(
  `${count} runs, ${killed} of them killed before their end and ${whileWriting} of those while writing: ${failures.length} results torn`,
);
for (const failure of failures) console.error(`FAILED: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
