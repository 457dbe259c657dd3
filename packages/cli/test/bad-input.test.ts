// Files that a careless or hostile hand has made: exit code 2, the file named, nothing written.
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ELSEWHERE } from "../../../tools/fuzz-hostile.ts";
import { findData } from "../src/host/data.ts";
import { BadInput } from "../src/host/problems.ts";
import { main } from "../src/main.ts";
import { runParapet } from "./spawn-parapet.ts";
import type { Ending } from "./spawn-parapet.ts";
import { makeTerminal } from "./terminal.ts";

const SCENARIO = `kind: scenario
name: two-sites
title: { en: Two sites }
date: "2018-08"
earth: { shape: wgs84, gravity: j2, rotation: true, atmosphere: us1976, wind: none }
units:
  - id: araya
    type: land-site
    name: { en: Araya }
    position: { latitude: 39.714 deg, longitude: 140.066 deg, altitude: 20 m }
    status: assumed
    reason: a place for a test
launchRegions:
  - id: west
    name: { en: West }
    centre: { latitude: 40 deg, longitude: 125 deg }
    radius: 30 km
    status: assumed
    reason: a place for a test
`;

/** Every list holds the one before eight times: nine to the eighth values from ten lines. */
function makeAliasBomb(): string {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"];
  for (let level = 1; level <= 9; level++) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 8 }, () => `*a${level - 1}`).join(", ")}]`);
  }
  return `${lines.join("\n")}\n`;
}

const BAD: Readonly<Record<string, string | Uint8Array>> = {
  "empty.yaml": "",
  "spaces.yaml": " \n\n# nothing but this\n",
  "binary.yaml": Uint8Array.from({ length: 4096 }, (_, i) => (i * 197 + (i >> 3)) % 256),
  "cycle.yaml": "a: &a [*a]\n",
  "bomb.yaml": makeAliasBomb(),
  "unknown-key.yaml": `${SCENARIO}colour: blue\n`,
  "wrong-unit.yaml": SCENARIO.replace("30 km", "30 kn"),
  "missing-unit.yaml": SCENARIO.replace("30 km", "30"),
  "latitude.yaml": SCENARIO.replace("39.714 deg", "139.7 deg"),
  "deep.yaml": `x: ${"[".repeat(20_000)}\n`,
  "surrogate.yaml": String.raw`kind: scenario
name: "\u0000\ud800"
`,
  "two-documents.yaml": `${SCENARIO}---\n${SCENARIO}`,
  "tag.yaml": "kind: !!js/function 'function () {}'\n",
  "prototype.yaml": `${SCENARIO}__proto__: { kind: study }\n`,
  "other-kind.yaml": "kind: sonnet\n",
};

let folder = "";
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "parapet-bad-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** In this process, for what does not turn on how a program starts and ends. */
async function parapetHere(argv: readonly string[]): Promise<Ending> {
  const terminal = makeTerminal();
  const code = await main(argv, terminal);
  return { code, stdout: terminal.stdoutText(), stderr: terminal.stderrText() };
}
const parapet = (argv: readonly string[]): Promise<Ending> => runParapet(folder, argv);

/** Problem lines all name the file, and no terminal is steered. */
function expectProblemsOf(file: string, stderr: string): void {
  expect(stderr).not.toBe("");
  for (const line of stderr.trimEnd().split("\n")) expect(line).toMatch(new RegExp(`^${file}(:\\d+){0,2}( .+)?: .`));
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
}

for (const [file, content] of Object.entries(BAD)) {
  test(`run ${file}`, async () => {
    await writeFile(join(folder, file), content);
    const { code, stderr, stdout } = await parapetHere(["run", join(folder, file), "--out", join(folder, "out")]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expectProblemsOf(file, stderr.replaceAll(`${folder}/`, ""));
    expect(await readdir(folder)).toEqual([file]);
  });
}

test("validate names all of them at once", async () => {
  for (const [file, content] of Object.entries(BAD)) await writeFile(join(folder, file), content);
  const files = Object.keys(BAD).toSorted();
  const { code, stderr, stdout } = await parapet(["validate", ...files]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect([
    ...new Set(
      stderr
        .trimEnd()
        .split("\n")
        .map((line) => line.split(":")[0]),
    ),
  ]).toEqual(files);
  expect((await readdir(folder)).toSorted()).toEqual(files);
});

test("a file of 50 MB is refused with its size", async () => {
  await writeFile(join(folder, "large.yaml"), "x: 1\n");
  await truncate(join(folder, "large.yaml"), 50_000_000);
  for (const verb of ["run", "validate", "fly"]) {
    const stderr = "large.yaml: the file has 50.0 MB; at most 5.0 MB are read\n";
    expect(await parapet([verb, "large.yaml"])).toEqual({ code: 2, stdout: "", stderr });
  }
  expect(await readdir(folder)).toEqual(["large.yaml"]);
});

test("a reference is a name: no file says where another one lies", async () => {
  const study = (scenario: string): string =>
    `kind: defended-area\nname: x\nscenario: "${scenario}"\nunits: [araya]\ninterceptors: [sm3-iia]\nthreats: [mrbm]\ntrajectories: [minimum-energy]\nlaunchRegions: [west]\ngrid: 80 km\ndraws: 1\nseed: 1\n`;
  // What a way out of the folder would find: a good scenario, one folder up.
  await mkdir(join(folder, "studies"));
  await writeFile(join(folder, "two-sites.yaml"), SCENARIO);
  const file = join(folder, "studies", "x.yaml");
  for (const reference of [...ELSEWHERE, "../two-sites", "../two-sites.yaml", join(folder, "two-sites")])
    for (const kind of ["scenarios", "studies", "claims"] as const)
      expect(() => findData(kind, reference, { besideFile: file, folder }), reference).toThrow(BadInput);
  await writeFile(file, study("../two-sites"));
  const { code, stderr } = await parapetHere(["run", file, "--out", join(folder, "out")]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('"../two-sites" found; the name of a scenario has')]);
  expect(await readdir(folder)).toEqual(["studies", "two-sites.yaml"]);
});

test("the good file that the bad ones are made of has no problem", async () => {
  await writeFile(join(folder, "good.yaml"), SCENARIO);
  expect(await parapet(["validate", "good.yaml"])).toMatchObject({ code: 0, stderr: "" });
});

test("what is wrong is told with its line, column and path", async () => {
  await writeFile(
    join(folder, "s.yaml"),
    `${SCENARIO.replace("39.714 deg", "139.7 deg").replace("30 km", "30 kn")}colour: blue\n`,
  );
  const { stderr } = await parapet(["validate", "s.yaml"]);
  expect(stderr).toMatch(/^s\.yaml:10:27 units\.0\.position\.latitude: .*139\.7/m);
  expect(stderr).toMatch(/^s\.yaml:17:13 launchRegions\.0\.radius: .*kn/m);
  expect(stderr).toMatch(/^s\.yaml:\d+:1 (colour)?: .*colour/m);
});
