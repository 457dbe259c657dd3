// The catalogue's kill probabilities are what the published test records say: mean and 5 to 95 % of Beta(1 + hits, 1 + misses).
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { killProbabilityQuantile, meanKillProbability, updateByTests } from "../../src/engagement/kill-probability.ts";

interface Value {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly status: string;
  readonly sources: readonly string[];
  readonly derivation?: string;
  readonly reason?: string;
}

const FOLDER = new URL("../../../../catalogue/interceptors/", import.meta.url);
const entries = readdirSync(FOLDER).map(
  (file) =>
    parse(readFileSync(new URL(file, FOLDER), "utf8")) as {
      readonly id: string;
      readonly values: Record<string, Value>;
    },
);
const probabilities = entries.flatMap(({ id, values }) =>
  Object.entries(values)
    .filter(([name]) => name.startsWith("killProbability"))
    .map(([name, value]) => ({ id, name, value })),
);
/** "Beta(1 + 19 hits, 1 + 3 misses)" or "Beta(1 + 2, 1 + 8)". */
const RECORD = /Beta\(1 \+ (\d+)(?: hits)?, 1 \+ (\d+)(?: misses)?\)/;

describe("kill probabilities of the catalogue", () => {
  it("cover every interceptor, and the critics' reading of one", () => {
    expect(probabilities.map(({ id }) => id)).toEqual(expect.arrayContaining(entries.map(({ id }) => id)));
    expect(probabilities.map(({ name }) => name)).toContain("killProbabilityByCritics");
  });

  it.each(probabilities)("$id $name", ({ id, name, value }) => {
    const [, hits, misses] = RECORD.exec((value.derivation ?? "").replaceAll(/\s+/g, " "))!.map(Number);
    const posterior = updateByTests(hits!, hits! + misses!);
    expect(Math.abs(meanKillProbability(posterior) - value.value)).toBeLessThanOrEqual(0.0051);
    expect(Math.abs(killProbabilityQuantile(posterior, 0.05) - value.low)).toBeLessThanOrEqual(0.0051);
    expect(Math.abs(killProbabilityQuantile(posterior, 0.95) - value.high)).toBeLessThanOrEqual(0.0051);
    expect(value.sources.length).toBeGreaterThan(0);
    if (value.status === "assumed") expect(value.reason).toBeTruthy();
    const { testHits, testAttempts } = entries.find((entry) => entry.id === id)!.values;
    if (testHits !== undefined && name === "killProbability")
      expect([testHits.value, testAttempts!.value]).toEqual([hits, hits! + misses!]);
  });
});
