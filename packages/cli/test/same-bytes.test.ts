import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runParapet } from "./spawn-parapet.ts";

const root = resolve(import.meta.dirname, "../../..");
const STUDY = `kind: defended-area
name: same-bytes
scenario: japan-2018
units: [araya, mutsumi]
interceptors: [sm3-ia, sm3-iia]
threats: [mrbm]
trajectories: [minimum-energy, depressed]
launchRegions: [north-korea-sunan]
grid: 60 km
draws: 6
seed: 5
`;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-same-bytes-"));
  await writeFile(join(folder, "study.yaml"), STUDY);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(name: string, workers: number): Promise<ReadonlyMap<string, Buffer>> {
  const out = join(folder, name);
  const argv = ["run", join(folder, "study.yaml"), "--workers", String(workers), "--out", out, "--fresh", "--quiet"];
  const { code, stderr } = await runParapet(root, argv);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = paths.toSorted().map(async (path) => [path.slice(out.length + 1), await readFile(path)] as const);
  return new Map(await Promise.all(read));
}

test("the same study gives the same bytes with 1 and with 2 workers", { timeout: 120_000 }, async () => {
  const one = await run("one", 1);
  const two = await run("two", 2);
  expect([...one.keys()]).toContain("metrics.json");
  expect(two.get("metrics.json")!.equals(one.get("metrics.json")!)).toBe(true);
  expect([...two.keys()]).toEqual([...one.keys()]);
  for (const [name, bytes] of one) expect(two.get(name)!.equals(bytes), name).toBe(true);
});
