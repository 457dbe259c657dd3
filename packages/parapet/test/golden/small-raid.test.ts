import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTrialRunner } from "../../src/engine/trial.ts";
import { FEW_UNITS, japanRaid, problemOf } from "../samples/raid.ts";

// Every event of one trial of a small raid as it was when somebody last looked at it, byte for byte. A change of model or catalogue changes them: look at
// the difference, say in the commit why it is right, and renew the file with UPDATE_GOLDEN=1 npx vitest run packages/parapet/test/golden

const file = join(import.meta.dirname, "small-raid.txt");

test("a small raid gives the log on file, byte for byte", () => {
  const problem = problemOf(japanRaid({ count: 3, spacing_s: 20, units: FEW_UNITS }));
  const { events, ...outcome } = makeTrialRunner(problem).run({ seed: 20180801, trial: 1, draw: [], log: true });
  const found = `${[...events!, outcome].map((line) => JSON.stringify(line)).join("\n")}\n`;
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, found);
  expect(found).toBe(readFileSync(file, "utf8"));
}, 30_000);
