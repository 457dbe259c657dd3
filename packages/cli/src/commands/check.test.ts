import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BadInput } from "../host/problems.ts";
import type { Session } from "../session.ts";
import { checkClaims } from "./check.ts";

const CLAIM = `kind: claim
id: reaches
statement: { en: It reaches further. }
reportedBy: [{ source: ecns-2018-03-22 }]
studies: [small-reach]
criterion: { study: small-reach, metric: reachRatio, atLeast: 11, why: a test }
`;
const STUDY = `kind: reach
name: small-reach
scenario: japan-2018
shooters:
  - { id: sm3, unit: araya, interceptor: sm3-iia }
  - { id: thaad-there, unit: araya, interceptor: thaad }
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-sunan]
aims: [{ id: tokyo, name: { en: Tokyo }, latitude: 35.68 deg, longitude: 139.69 deg }]
draws: 4
seed: 1
`;
const SHORT = `kind: assumptions
id: short
name: { en: Short }
description: { en: A missile that flies short. }
overrides:
  - { system: sm3-iia, value: range, to: 1200 km, status: assumed, reason: a test }
  - { system: bal-of-nowhere, value: range, to: 1 km, status: assumed, reason: a test }
`;

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parapet-check-"));
  for (const [kind, name, text] of [
    ["claims", "reaches", CLAIM],
    ["studies", "small-reach", STUDY],
    ["assumptions", "wrong", SHORT],
    ["assumptions", "short", SHORT.replace(/^.*nowhere.*\n/m, "")],
  ] as const) {
    await mkdir(join(folder, kind), { recursive: true });
    await writeFile(join(folder, kind, `${name}.yaml`), text);
  }
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function session(): Session {
  return {
    settings: { json: true, workers: 0, fresh: false, quiet: true, language: "en" },
    folder,
    command: "parapet check reaches",
    signal: new AbortController().signal,
    note: () => {},
    startProgress: async () => ({ update: () => {}, stop: () => {} }),
  };
}

interface Found {
  readonly verdict: string;
  readonly results: readonly string[];
  readonly assumptionSets: readonly { readonly set: string; readonly verdict: string; readonly value: number }[];
}

async function check(assumptions: string): Promise<Found> {
  const { document } = await checkClaims(["reaches"], { assumptions }, session());
  return (document as { verdicts: Found[] }).verdicts[0]!;
}

test("a claim is judged side by side under the sets that are asked for, and the page shows them", async () => {
  const { verdict, assumptionSets, results } = await check("neutral,short");
  expect(verdict).toBe("depends");
  expect(assumptionSets.map(({ set, verdict: word }) => [set, word])).toEqual([
    ["neutral", "depends"],
    ["short", "refuted"],
  ]);
  // 2200 km and 1200 km over the 200 km of THAAD.
  expect(assumptionSets.map(({ value }) => value)).toEqual([expect.closeTo(11, 9), expect.closeTo(6, 9)]);
  expect(assumptionSets[1]).toMatchObject({ values: [{ key: "sm3-iia.range", value: "1200 km", status: "assumed" }] });
  const page = await readFile(join(folder, results[0]!.replace(/^.*results/, "results"), "report.html"), "utf8");
  expect(page).toContain(">Short</th>");
  expect(page).toContain("A missile that flies short.");
});

test("a claim is judged by one set where one is named, and the result says so", async () => {
  const { verdict, assumptionSets, results } = await check("short");
  expect({ verdict, assumptionSets }).toEqual({ verdict: "refuted", assumptionSets: [] });
  const place = join(folder, results[0]!.replace(/^.*results/, "results"));
  expect(JSON.parse(await readFile(join(place, "manifest.json"), "utf8"))).toMatchObject({ assumptions: "short" });
  expect(await readFile(join(place, "report.html"), "utf8")).toContain("Under the assumptions Short");
});

test("a set that names a system that exists nowhere is refused with its line before anything is computed", async () => {
  const problem = await check("wrong").catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(BadInput);
  expect((problem as BadInput).problems).toMatchObject([
    { line: 7, path: "overrides.1.system", message: expect.stringContaining('no system "bal-of-nowhere"') as string },
  ]);
});
