import {
  buildCatalogue,
  parseBibliography,
  parseCatalogueEntry,
  parseScenario,
  parseStudy,
  resolveStudy,
} from "parapet";
import type { Catalogue, ParsedFile, RefusedFile } from "parapet";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { answerRun } from "./commands/run.ts";
import { Interrupted } from "./exit.ts";
import { readManifest } from "./host/result.ts";
import type { Session, Settings } from "./session.ts";
import { prepareStudy, runStudy } from "./study-run.ts";
import type { PreparedStudy } from "./prepared-study.ts";
import type { PerformStudy } from "./study-seam.ts";

const SCENARIO = `kind: scenario
name: here
title: { en: Here }
units:
  - { id: araya, type: land-site, name: { en: Araya }, position: { latitude: 39.7 deg, longitude: 140.1 deg }, status: read, sources: [map] }
launchRegions:
  - { id: west, name: { en: West }, centre: { latitude: 40 deg, longitude: 125 deg }, radius: 30 km, status: assumed, reason: a test }
`;
const STUDY = `kind: defended-area
name: small
scenario: here
units: [araya]
interceptors: [sm]
threats: [m]
trajectories: [minimum-energy]
launchRegions: [west]
grid: 10 km
draws: 6
seed: 3
expect: [{ metric: sum, atLeast: 100 }]
`;
const VALUE = "status: assumed, reason: a test";
const INTERCEPTOR = `kind: interceptor
id: sm
name: { en: SM }
values:
  burnoutSpeed: { value: 4.5 km/s, low: 4.1 km/s, high: 5 km/s, status: read, sources: [paper] }
  burnTime: { value: 60 s, ${VALUE} }
  interceptFloor: { value: 70 km, ${VALUE} }
  interceptCeiling: { value: 900 km, ${VALUE} }
  range: { value: 1500 km, ${VALUE} }
  reactionTime: { value: 10 s, ${VALUE} }
  shotInterval: { value: 5 s, ${VALUE} }
  assessTime: { value: 10 s, ${VALUE} }
  perTarget: { value: 2, ${VALUE} }
  killProbability: { value: 0.8, ${VALUE} }
`;
const THREAT = `kind: threat
id: m
name: { en: M }
values:
  range: { value: 1300 km, ${VALUE} }
  burnTime: { value: 90 s, ${VALUE} }
  stageCount: { value: 1, ${VALUE} }
  specificImpulse: { value: 240 s, ${VALUE} }
  structuralFraction: { value: 0.1, ${VALUE} }
  crossSection: { value: 0.1 m^2, ${VALUE} }
  ballisticCoefficient: { value: 5000 kg/m^2, ${VALUE} }
  payloadMass: { value: 700 kg, ${VALUE} }
  bodyDiameter: { value: 1.3 m, ${VALUE} }
  loftedApogeeFactor: { value: 2, ${VALUE} }
  depressedApogeeFactor: { value: 0.5, ${VALUE} }
`;
const BIBLIOGRAPHY = `entries:
  paper: { title: A paper, seen: true }
  map: { title: A map, seen: true }
  other: { title: Not cited, seen: true }
`;

function accepted<T extends ParsedFile>(parsed: T | RefusedFile): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
}

function makeCatalogue(): Catalogue {
  const entries = [
    accepted(parseCatalogueEntry({ file: "interceptors/sm.yaml", content: INTERCEPTOR })),
    accepted(parseCatalogueEntry({ file: "threats/m.yaml", content: THREAT })),
  ];
  const built = buildCatalogue(
    entries,
    accepted(parseBibliography({ file: "bibliography.yaml", content: BIBLIOGRAPHY })),
  );
  expect(built.problems).toEqual([]);
  return built.catalogue;
}

function prepare(perform: PerformStudy): PreparedStudy {
  const catalogue = makeCatalogue();
  const study = accepted(parseStudy({ file: "small.yaml", content: STUDY }));
  const scenario = accepted(parseScenario({ file: "here.yaml", content: SCENARIO }));
  const resolved = resolveStudy(study, scenario, catalogue);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  return { study: resolved.study, hash: resolved.hash, catalogue, warnings: [], perform };
}

let computed = 0;
const perform: PerformStudy = async ({ draws }, host) => {
  computed++;
  const module = new URL("../test/pool-tasks.ts", import.meta.url).href;
  const squares = await host.mapTasks<number, null, number>({
    module,
    function: "square",
    tasks: Array.from({ length: draws }, (_, i) => i),
    shared: null,
  });
  const value = squares.reduce((sum, square) => sum + square, 0);
  return {
    metrics: { sum: { value, low: value, high: value, unit: "" } },
    files: { "report.html": `<p>${host.command}</p>`, "maps/a.bin": new Uint8Array([1, 2, 255]) },
    text: `the sum is ${value}`,
  };
};

let folder = "";
beforeEach(async () => {
  // One folder further down: nobody else works in the one above it.
  folder = join(await mkdtemp(join(tmpdir(), "parapet-study-")), "work");
  await mkdir(folder);
  computed = 0;
});
afterEach(() => rm(dirname(folder), { recursive: true, force: true }));

function makeSession(settings: Partial<Settings> = {}, signal: AbortSignal = new AbortController().signal): Session {
  return {
    settings: { json: false, workers: 1, fresh: false, quiet: false, language: "en", ...settings },
    folder,
    command: "parapet run small.yaml",
    signal,
    note: () => {},
    startProgress: async () => ({ update: () => {}, stop: () => {} }),
  };
}

async function readAll(place: string): Promise<Record<string, string>> {
  const names = await readdir(place, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.slice(place.length), await readFile(file, "latin1")])),
  );
}

test("a study with more than a thousandth of numerical faults says so in its first line, and its manifest counts them", async () => {
  const faulty: PerformStudy = async (...given) => ({
    ...(await perform(...given)),
    faults: { of: 100, reasons: { "did-not-converge": 2 } },
  });
  const run = await runStudy(prepare(faulty), {}, makeSession());
  expect(run.outcome.text.split("\n")[0]).toMatch(/^Numerical faults: 2 of 101 computations \(2 %\).*no convergence 2/);
  expect((await readManifest(run.result))?.faults).toEqual({ count: 2, of: 101, reasons: { "did-not-converge": 2 } });
});

test("a study's result is one folder with its manifest, input, metrics and files", async () => {
  const prepared = prepare(perform);
  const run = await runStudy(prepared, {}, makeSession());
  const place = join(folder, "results", `small-${prepared.hash.slice(0, 8)}`);
  expect(run.result).toBe(place);
  expect(await readManifest(place)).toMatchObject({
    kind: "defended-area",
    name: "small",
    hash: prepared.hash,
    seed: 3,
    runs: 6,
    faults: { count: 0, of: 1, reasons: {} },
  });
  expect(JSON.parse(await readFile(join(place, "metrics.json"), "utf8"))).toEqual({
    sum: { value: 55, low: 55, high: 55, unit: "" },
  });
  const resolved = parse(await readFile(join(place, "resolved.yaml"), "utf8")) as Record<string, any>;
  expect(resolved["study"].interceptors[0].burnoutSpeed_mps).toMatchObject({
    value: 4500,
    low: 4100,
    high: 5000,
    status: "read",
    sources: ["paper"],
  });
  expect(Object.keys(resolved["sources"])).toEqual(["map", "paper"]);
});

test("the seed and the number of draws of the command line change the place of the result", async () => {
  const place = async (settings: object): Promise<string> => {
    const session = makeSession(settings);
    const parsed = accepted(parseStudy({ file: join(folder, "studies", "small.yaml"), content: STUDY }));
    const prepared = await prepareStudy(parsed, makeCatalogue(), session);
    return (await runStudy({ ...prepared, perform }, {}, session)).result;
  };
  await mkdir(join(folder, "scenarios"));
  await writeFile(join(folder, "scenarios", "here.yaml"), SCENARIO);
  const places = [await place({}), await place({ seed: 7 }), await place({ runs: 3 }), await place({ seed: 8 })];
  expect(new Set(places).size).toBe(4);
});

test("the answer has the fields that scripts rely on; an unmet expectation is code 1", async () => {
  const prepared = prepare(perform);
  const { exitCode, document, text } = answerRun(await runStudy(prepared, { out: "out" }, makeSession()));
  expect(exitCode).toBe(1);
  expect(document).toMatchObject({
    kind: "defended-area",
    name: "small",
    hash: prepared.hash,
    seed: 3,
    version: expect.stringMatching(/^\d+\./),
    runs: 6,
    metrics: { sum: { value: 55, low: 55, high: 55, unit: "" } },
    result: join(folder, "out"),
  });
  expect(text).toBe(`the sum is 55\ndoes not hold: sum at least 100: 55 found\nresult: ${join(folder, "out")}`);
});

test("one and two workers, computed and from the cache: the same bytes", async () => {
  const folders = ["one", "two", "cached", "fresh"];
  const settings = [{ workers: 1, fresh: true }, { workers: 2, fresh: true }, {}, { fresh: true }];
  for (const [i, out] of folders.entries()) await runStudy(prepare(perform), { out }, makeSession(settings[i]));
  expect(computed).toBe(3);
  const [one, ...others] = await Promise.all(folders.map((out) => readAll(join(folder, out))));
  expect(Object.keys(one!)).toHaveLength(5);
  for (const other of others) expect(other).toEqual(one);
});

test("another seed, number of draws or input is another entry of the cache", async () => {
  const base = prepare(perform);
  const variants: PreparedStudy[] = [
    base,
    { ...base, study: { ...base.study, seed: 4 } },
    { ...base, study: { ...base.study, draws: 7 } },
    { ...base, hash: "0".repeat(64) },
  ];
  for (const variant of [...variants, ...variants]) await runStudy(variant, { out: "out" }, makeSession());
  expect(computed).toBe(4);
});

test("an interrupted study leaves the old result and nothing half written", async () => {
  await runStudy(prepare(perform), { out: "out" }, makeSession());
  const before = await readAll(join(folder, "out"));
  const interruption = new AbortController();
  const interrupted: PerformStudy = async (study, host) => {
    interruption.abort();
    return perform(study, host);
  };
  const session = makeSession({ fresh: true }, interruption.signal);
  await expect(runStudy(prepare(interrupted), { out: "out" }, session)).rejects.toThrow(Interrupted);
  expect(await readAll(join(folder, "out"))).toEqual(before);
  expect((await readdir(folder)).toSorted()).toEqual([".parapet", "out"]);
});

test("a place that cannot take the result is refused before any work", async () => {
  await expect(runStudy(prepare(perform), { out: ".." }, makeSession())).rejects.toThrow("--out");
  expect(computed).toBe(0);
  expect(existsSync(join(folder, ".parapet"))).toBe(false);
});
