// Shares of a study computed apart and merged: the bytes of one machine, and a sentence for every set of parts that is none.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseShard, partName } from "../src/host/parts.ts";
import { readVersion } from "../src/host/version.ts";
import { main } from "../src/main.ts";
import { makeTerminal } from "./terminal.ts";

const RAID = `kind: raid
name: shared-raid
scenario: japan-2018
seed: 5
runs: 12
unknowns: 2
units: [kongo-west, patriot-narashino, jadge]
aims: [{ id: tokyo, name: { en: Tokyo }, latitude: 35.69 deg, longitude: 139.69 deg }]
groups:
  - { id: early, threat: mrbm, count: 1, launchRegion: north-korea-sunan, trajectory: minimum-energy }
layers: [{ id: sm-3, interceptors: [sm3-ia], volleys: [1, 1] }]
variants: [{ id: alone, linksOff: ["*"] }]
`;
const SENSITIVITY = RAID.replace("kind: raid", "kind: sensitivity")
  .replace("shared-raid", "shared-sensitivity")
  .replace("runs: 12", "runs: 4\nsensitivity: 2\npoints: 4\ninputs: 2")
  .replace(/variants.*\n/, "");
const AREA = `kind: defended-area
name: shared-area
scenario: japan-2018
units: [araya]
interceptors: [sm3-iia]
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-sunan]
grid: 400 km
draws: 8
seed: 5
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-shards-"));
  for (const [name, text] of Object.entries({ RAID, SENSITIVITY, AREA }))
    await writeFile(join(folder, `${name}.yaml`), text);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command line in this process: the tests are about parts, not about starting. */
async function parapet(...argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = makeTerminal();
  const code = await main([...argv, "--workers", "1", "--quiet", "--fresh"], terminal);
  return { code, stdout: terminal.stdoutText(), stderr: terminal.stderrText() };
}
const run = async (...argv: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await parapet(...argv);
  expect(code, stderr).toBe(0);
  return stdout;
};
const at = (...path: readonly string[]): string => join(folder, ...path);

async function digest(place: string): Promise<Record<string, string>> {
  const entries = (await readdir(place, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  const digests = await Promise.all(
    paths.map(async (path) =>
      createHash("sha256")
        .update(await readFile(path))
        .digest("hex"),
    ),
  );
  return Object.fromEntries(paths.map((path, i) => [path.slice(place.length + 1), digests[i]!]));
}

test("a raid in three shards has the bytes of one machine, in every file", async () => {
  await run("run", at("RAID.yaml"), "--out", at("raid-whole"));
  for (const number of [3, 1, 2])
    await run("run", at("RAID.yaml"), "--shard", `${number}/3`, "--out", at("raid-parts"));
  expect(await readdir(at("raid-parts"))).toHaveLength(3);
  await run("merge", at("raid-parts"), "--out", at("raid-merged"));
  expect(await digest(at("raid-merged"))).toEqual(await digest(at("raid-whole")));
});

test("what rests on a first round is shared out in a second one, or computed where the parts are merged", async () => {
  await run("run", at("SENSITIVITY.yaml"), "--out", at("sensitivity-whole"));
  for (const shard of ["1/2", "2/2"])
    await run("run", at("SENSITIVITY.yaml"), "--shard", shard, "--out", at("round-1"));
  await run("merge", at("round-1"), "--out", at("sensitivity-merged"));
  const whole = await digest(at("sensitivity-whole"));
  expect(await digest(at("sensitivity-merged"))).toEqual(whole);
  for (const shard of ["1/2", "2/2"]) await run("run", at("SENSITIVITY.yaml"), "--shard", shard, "--after", at("round-1"), "--out", at("round-2")); // prettier-ignore
  const shown = await parapet("run", at("SENSITIVITY.yaml"), "--shard", "1/2", "--after", at("round-2"));
  expect(shown.stderr).toContain("2 shards are missing: 1/2, 2/2");
  await run("merge", at("round-1"), at("round-2"), "--out", at("sensitivity-again"));
  expect(await digest(at("sensitivity-again"))).toEqual(whole);
});

test("a defended area in two shards, each with the threats' paths, has the bytes of one machine", async () => {
  await run("run", at("AREA.yaml"), "--out", at("area-whole"));
  for (const shard of ["1/2", "2/2"]) await run("run", at("AREA.yaml"), "--shard", shard, "--out", at("area-parts"));
  await run("merge", at("area-parts"), "--out", at("area-merged"));
  expect(await digest(at("area-merged"))).toEqual(await digest(at("area-whole")));
});

test("parts that are missing, there twice, damaged, of another study or build are refused, and nothing is written", async () => {
  const parts = (await readdir(at("raid-parts"))).toSorted();
  const [one, two, three] = parts.map((name) => at("raid-parts", name)) as [string, string, string];
  const refused = async (files: readonly string[], sentence: string | RegExp): Promise<void> => {
    const { code, stderr } = await parapet("merge", ...files, "--out", at("never"));
    expect([code, stderr]).toEqual([2, expect.stringMatching(sentence)]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(await readdir(folder)).not.toContain("never");
  };
  const bytes = await readFile(two);
  const end = bytes.indexOf(10);
  const changed = async (name: string, change: (header: string) => string): Promise<string> => {
    await mkdir(at("bad"), { recursive: true });
    const header = change(bytes.subarray(0, end).toString());
    await writeFile(at("bad", name), Buffer.concat([Buffer.from(header), bytes.subarray(end)]));
    return at("bad", name);
  };
  await refused([one, three], "a shard is missing: 2/3");
  await refused([one, two, three, two], /shard 2\/3 is there twice/);
  await refused([at("RAID.yaml")], /this is no part of a study/);
  await refused([at("nothing.part")], /there is no such file/);
  await refused([folder], /holds no parts/);
  const torn = Buffer.from(bytes);
  torn[torn.length - 20]! ^= 1;
  await writeFile(at("torn.part"), torn);
  await refused([one, at("torn.part"), three], /the part is damaged/);
  await rm(at("torn.part"));
  const version = readVersion();
  await refused([one, await changed("a", (h) => h.replace(`"version":"${version}"`, '"version":"0.0.9"')), three], /made by another build: version 0\.0\.9, here/); // prettier-ignore
  await refused([one, await changed("b", (h) => h.replace(/"hash":"....../, '"hash":"abcdef')), three], /has the hash abcdef/); // prettier-ignore
  await refused([one, await changed("c", (h) => h.replace('"of":3', '"of":4')), three], /one of 4 shards, not of 3/);
  await refused([one, await changed("d", (h) => h.replace('"seed":5', '"seed":6')), three], /has the seed 6, not 5/);
  await refused([one, await changed("e", (h) => h.replace("parapet-part-1", "parapet-part-2")), three], /format parapet-part-2/); // prettier-ignore
  expect((await parapet("merge", one, "--seed", "9")).stderr).toContain("seed and runs are those of the parts");
});

test("a share is a number of a number, and only of work that can be shared out", async () => {
  expect(parseShard("3/16")).toEqual({ number: 3, of: 16 });
  for (const text of ["0/3", "4/3", "3", "1/0", "a/b", "1/9999999"])
    expect(() => parseShard(text)).toThrow("such as 3/16");
  const facts = { name: "x", hash: "0123456789", shard: { number: 3, of: 16 }, round: 2 };
  expect(partName(facts as Parameters<typeof partName>[0])).toBe("x-01234567-3-of-16-round-2.part");
  expect((await parapet("run", at("RAID.yaml"), "--after", folder)).stderr).toContain("--after goes with --shard");
  const range = await parapet("run", join(import.meta.dirname, "../../../studies/site-cost.yaml"), "--shard", "1/2"); // prettier-ignore
  expect([range.code, range.stderr]).toEqual([2, expect.stringContaining("computed in one piece")]);
});
