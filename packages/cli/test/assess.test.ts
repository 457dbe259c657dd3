import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { runParapet } from "./spawn-parapet.ts";

const figures = [
  "--apogee",
  "2802 km",
  "--range",
  "933 km",
  "--time",
  "37 min",
  "--from",
  "39.87,125.27",
  "--bearing",
  "86 deg",
];

test("assess answers in the fields of the contract", async () => {
  const { code, stdout } = await runParapet(tmpdir(), ["assess", ...figures, "--json"]);
  expect(code).toBe(0);
  const document = JSON.parse(stdout) as Record<string, unknown> & {
    standardRange_m: Record<string, number>;
    reasons: string[];
  };
  expect(document["verdict"]).toBe("consistent");
  expect(document["lowerBound_s"]).toBeCloseTo(2080, 0);
  expect(document["excess_s"]).toBeCloseTo(140, 0);
  expect(document["simulatedFlightTime_s"]).toBeGreaterThan(2100);
  expect(document.standardRange_m["low"]).toBeLessThan(document.standardRange_m["value"]!);
  expect(document.reasons.length).toBeGreaterThan(0);
  expect((document["radars"] as unknown[]).length).toBeGreaterThan(5);
});

test("assess writes a page in Japanese", async () => {
  const { code, stdout } = await runParapet(tmpdir(), ["assess", ...figures, "--language", "ja"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/弾道飛行として辻褄が合う/);
});

test("assess tells every wrong figure at once", async () => {
  const { code, stderr } = await runParapet(tmpdir(), [
    "assess",
    "--apogee",
    "2802",
    "--range",
    "933 kn",
    "--from",
    "139.7,35",
    "--bearing",
    "east",
  ]);
  expect(code).toBe(2);
  for (const name of ["--apogee", "--range", "--from", "--bearing"]) expect(stderr).toContain(name);
});
