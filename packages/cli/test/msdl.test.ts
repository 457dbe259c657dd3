import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { runParapet } from "./spawn-parapet.ts";

const root = resolve(import.meta.dirname, "../../..");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-msdl-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Units {
  readonly units: readonly {
    readonly name: { readonly en: string };
    readonly position: Readonly<Record<string, string>>;
  }[];
}

test("a scenario goes out as MSDL and comes back with every unit in its place", async () => {
  const out = await runParapet(root, ["export", "scenarios/japan-2018.yaml", "--format", "msdl", "--out", folder]);
  expect(out.code, out.stderr).toBe(0);
  const file = join(folder, "japan-2018.msdl.xml");
  expect(await readFile(file, "utf8")).toContain('<MilitaryScenario xmlns="urn:sisostds:scenario');
  const { code, stdout, stderr } = await runParapet(root, ["import", file, "--name", "back"]);
  expect(code, stderr).toBe(0);
  const places = ({ units }: Units): unknown =>
    units.map(({ name, position }) => [name.en, ...["latitude", "longitude"].map((key) => parseFloat(position[key]!))]).toSorted(); // prettier-ignore
  const before = parse(await readFile(join(root, "scenarios/japan-2018.yaml"), "utf8")) as Units;
  expect(places(parse(stdout) as Units)).toEqual(places(before));
});

test("a file that is no list of places is refused, and --out never overwrites", async () => {
  const refused = await runParapet(root, ["import", "README.md"]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("a file ending in .geojson, .json, .kml, .xml or .msdl is due");
  const taken = await runParapet(root, ["import", join(folder, "japan-2018.msdl.xml"), "--out", "README.md"]);
  expect([taken.code, taken.stderr]).toEqual([2, "README.md: a file stands here already; name another\n"]);
  const geojson = await runParapet(root, ["import", "package.json"]);
  expect([geojson.code, geojson.stderr]).toEqual([
    2,
    expect.stringContaining("no point found; geojson with at least one is due"),
  ]);
});
