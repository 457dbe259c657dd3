import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startParapet } from "./redis.ts";
import { type Ending, runParapet } from "./spawn-parapet.ts";

const root = resolve(import.meta.dirname, "../../..");
const AIMS = `  - { id: tokyo, name: { en: Tokyo }, latitude: 35.69 deg, longitude: 139.69 deg }
  - { id: osaka, name: { en: Osaka }, latitude: 34.69 deg, longitude: 135.5 deg }`;
const GROUPS = `  - { id: early, threat: mrbm, count: 2, launchRegion: north-korea-sunan, trajectory: minimum-energy, spacing: 20 s }
  - { id: late, threat: mrbm, count: 1, launchRegion: north-korea-sunan, trajectory: minimum-energy, firstLaunch: 60 s }`;
const study = (aims: string, groups: string): string => `kind: raid
name: small-raid
scenario: japan-2018
seed: 5
runs: 8
unknowns: 2
units: [kongo-west, atago-centre, patriot-narashino, jadge]
aims:
${aims}
groups:
${groups}
layers:
  - { id: sm-3, interceptors: [sm3-ia], volleys: [1, 1] }
  - { id: pac-3, interceptors: [pac3-cri], volleys: [2] }
variants:
  - { id: alone, linksOff: ["*"] }
sizes: [1, 3]
`;
const swap = (lines: string): string => lines.split("\n").toReversed().join("\n");

let folder: string;
let one: Ending;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-raid-"));
  await writeFile(join(folder, "raid.yaml"), study(AIMS, GROUPS));
  await writeFile(join(folder, "shuffled.yaml"), study(swap(AIMS), swap(GROUPS)));
  one = await run("raid.yaml", "one", 1);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (file: string, out: string, workers: number): Promise<Ending> =>
  runParapet(root, ["run", join(folder, file), "--workers", String(workers), "--out", join(folder, out), "--fresh", "--json"]); // prettier-ignore
const read = (out: string, file: string): Promise<Buffer> => readFile(join(folder, out, file));

interface Answer {
  readonly kind: string;
  readonly runs: number;
  readonly metrics: Readonly<Record<string, { readonly value: number; readonly low: number; readonly high: number }>>;
}

test("a raid gives leakage, the chance of no leaker and rounds spent, each with an interval", () => {
  expect(one.code, one.stderr).toBe(0);
  const { kind, runs, metrics } = JSON.parse(one.stdout) as Answer;
  expect([kind, runs]).toEqual(["raid", 8]);
  for (const name of ["leakage", "probabilityNoLeaker", "interceptorsSpent", "leakageChangeAlone", "saturationSize"]) {
    const metric = metrics[name]!;
    expect(metric, name).toBeDefined();
    expect(metric.low, name).toBeLessThanOrEqual(metric.value);
    expect(metric.high, name).toBeGreaterThanOrEqual(metric.value);
  }
  expect(metrics["interceptorsSpent"]!.value).toBeGreaterThan(0);
});

test("two workers and a shuffled file give the same bytes", { timeout: 120_000 }, async () => {
  const two = await run("shuffled.yaml", "two", 2);
  expect(two.code, two.stderr).toBe(0);
  for (const file of ["metrics.json", "events.parquet", "play.json", "trial.czml"])
    expect((await read("two", file)).equals(await read("one", file)), file).toBe(true);
});

test("an interrupted raid goes on where it stopped, with the same bytes", { timeout: 120_000 }, async () => {
  const work = await mkdtemp(join(tmpdir(), "parapet-resume-"));
  await writeFile(join(work, "raid.yaml"), study(AIMS, GROUPS));
  const argv = ["run", "raid.yaml", "--workers", "1", "--out", "resumed"];
  const first = startParapet(work, argv);
  const kept = join(work, ".parapet", "progress");
  // The folder of the study and in it the file of its tasks, which holds the first results.
  const isUnderWay = (): boolean => existsSync(kept) && readdirSync(kept, { recursive: true }).length > 1;
  while (!isUnderWay()) {
    const waited = new Promise<string>((done) => setTimeout(done, 5, "waited"));
    // A run that ends first would leave this waiting for ever.
    expect(await Promise.race([waited, first.ended.then(() => "ended")])).toBe("waited");
  }
  first.kill("SIGINT");
  expect((await first.ended).code).toBe(3);
  expect(existsSync(join(work, "resumed"))).toBe(false);
  const resumed = await runParapet(work, [...argv, "--resume", "--quiet"]);
  expect(resumed.code, resumed.stderr).toBe(0);
  for (const file of ["metrics.json", "events.parquet", "play.json"])
    expect((await readFile(join(work, "resumed", file))).equals(await read("one", file)), file).toBe(true);
  expect(readdirSync(kept)).toEqual([]);
  const manifest = JSON.parse(await readFile(join(work, "resumed", "manifest.json"), "utf8")) as { command: string };
  expect(manifest.command).not.toContain("resume");
  await rm(work, { recursive: true, force: true });
});

test("what happened is told in words and asked in SQL", { timeout: 60_000 }, async () => {
  const told = await runParapet(folder, ["explain", "one", "--threat", "early-1"]);
  expect(told.code, told.stderr).toBe(0);
  expect(told.stdout).toContain("early-1");
  expect(told.stdout).toContain("small-raid, trial 0: central values, the raid as it stands.");
  const unknown = await runParapet(folder, ["explain", "one", "--threat", "nobody"]);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('no threat "nobody"; it has early-1')]);
  const shots = (await read("one", "shots.csv")).toString().trim().split("\n").length - 1;
  const sql = "select count(*)::int as n from events where event = 'interceptor-launch'";
  const asked = await runParapet(folder, ["query", sql, "one", "--json"]);
  expect(JSON.parse(asked.stdout)).toEqual({ columns: ["n"], rows: [{ n: shots }] });
  const closed = await runParapet(folder, ["query", "select * from read_csv('/etc/passwd')", "one"]);
  expect(closed.code).toBe(2);
  expect(closed.stderr).not.toContain("root:");
});

test("a sensitivity study is told too, with drawn values and in its variants", { timeout: 60_000 }, async () => {
  const sensitivity = study(AIMS, GROUPS).replace("kind: raid", "kind: sensitivity\npoints: 4");
  await writeFile(join(folder, "sensitivity.yaml"), sensitivity);
  const ask = (...more: string[]): Promise<Ending> =>
    runParapet(root, ["explain", join(folder, "sensitivity.yaml"), "--threat", "late-1", ...more]);
  const [told, beyond] = await Promise.all([
    ask("--trial", "3", "--draw", "2", "--variant", "alone"),
    ask("--variant", "alone", "--draw", "3"),
  ]);
  expect(told.code, told.stderr).toBe(0);
  const [head, , story] = told.stdout.split("\n");
  expect(head).toBe('small-raid, trial 3: set 2 of the 2 drawn from the ranges of what is not known, variant "alone".');
  expect(story).toContain("late-1");
  expect([beyond.code, beyond.stderr]).toEqual([2, expect.stringContaining("the study draws 2 sets of values")]);
});

test("names that a raid does not have are refused, each on its own line", async () => {
  const bad = study(AIMS, GROUPS).replace("mrbm, count: 1", "mrbn, count: 1").replace('["*"]', '["a>b"]').replace("[pac3-cri]", "[sm3-ia]"); // prettier-ignore
  await writeFile(join(folder, "bad.yaml"), bad);
  const { code, stderr } = await runParapet(root, ["validate", join(folder, "bad.yaml")]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/the catalogue has no threat "mrbn"/);
  expect(stderr).toMatch(/the scenario has no link "a>b"/);
  expect(stderr).toMatch(/"sm3-ia" fires in a layer above already/);
});

test("the optimal controller runs in the threads too", { timeout: 120_000 }, async () => {
  const optimal = `${study(AIMS, GROUPS)
    .replace(/variants:[\s\S]*/, "")
    .replace("runs: 8", "runs: 2")}controller: optimal\n`;
  await writeFile(join(folder, "optimal.yaml"), optimal);
  const here = await run("optimal.yaml", "optimal-1", 1);
  expect(here.code, here.stderr).toBe(0);
  expect((JSON.parse(here.stdout) as Answer).metrics["interceptorsSpent"]!.value).toBeGreaterThan(0);
  await run("optimal.yaml", "optimal-2", 2);
  expect((await read("optimal-2", "metrics.json")).equals(await read("optimal-1", "metrics.json"))).toBe(true);
});
