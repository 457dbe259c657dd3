import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findData, listData, readCatalogue, readGeography } from "./data.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-data-"));
  for (const sub of ["studies", "scenarios", "radars", "catalogue/radars", "catalogue/geography"]) {
    await mkdir(join(folder, sub), { recursive: true });
  }
  await writeFile(join(folder, "studies", "mine.yaml"), "kind: coverage");
  await writeFile(join(folder, "studies", "local.yaml"), "kind: scenario");
  await writeFile(join(folder, "scenarios", "local.yaml"), "kind: scenario");
  await writeFile(join(folder, "scenarios", "other.yaml"), "kind: scenario");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a name is searched in the folder of its kind, then beside the file that mentions it, then in the command's", () => {
  const besideFile = join(folder, "studies", "mine.yaml");
  // A file of another kind with the same name beside the mention is not what is meant.
  expect(findData("scenarios", "local", { besideFile })).toBe(join(folder, "scenarios", "local.yaml"));
  expect(findData("studies", "local", { besideFile })).toBe(join(folder, "studies", "local.yaml"));
  expect(findData("scenarios", "other", { besideFile })).toBe(join(folder, "scenarios", "other.yaml"));
  expect(findData("scenarios", "other", { folder })).toBe(join(folder, "scenarios", "other.yaml"));
});

test("an unknown name is refused with what is near and where it was searched", () => {
  const besideFile = join(folder, "studies", "mine.yaml");
  expect(() => findData("scenarios", "othr", { besideFile })).toThrow(
    /there is no scenario "othr"; did you mean other\?/,
  );
  expect(() => findData("scenarios", "othr", { besideFile })).toThrow(join(folder, "scenarios"));
});

test("a name cannot leave its folder", () => {
  expect(() => findData("scenarios", "../studies/mine", { folder })).toThrow(/is not the name of a scenario/);
});

test("names are listed once and sorted", () => {
  const names = listData("scenarios", { folder });
  expect(names).toEqual([...new Set(names)].toSorted());
  expect(names).toEqual(expect.arrayContaining(["local", "other"]));
});

test("a catalogue is its bibliography and the files of its kinds, by name", async () => {
  const catalogue = join(folder, "catalogue");
  await expect(readCatalogue(catalogue)).rejects.toThrow("bibliography.yaml is missing");
  await writeFile(join(catalogue, "bibliography.yaml"), "entries: {}");
  await writeFile(join(catalogue, "radars", "b.yaml"), "id: b");
  await writeFile(join(catalogue, "radars", "a.yaml"), "id: a");
  await writeFile(join(catalogue, "radars", "notes.md"), "no");
  await writeFile(join(catalogue, "geography", "c.yaml"), "no");
  const read = await readCatalogue(catalogue);
  expect(read.bibliography.content.toString()).toBe("entries: {}");
  expect(read.systems.map(({ content }) => content.toString())).toEqual(["id: a", "id: b"]);
});

test("the shipped geography is read by name", async () => {
  expect(await readGeography("japan-prefectures")).toMatchObject({ type: "FeatureCollection" });
});
