import { describe, expect, it } from "vitest";
import { makeStream } from "../math/random.ts";
import { ParameterList } from "../study/parameter-list.ts";
import { drawRows } from "../study/parameter.ts";
import { takeTestRecords } from "./test-record.ts";
import type { ResolvedUnit, SourcedValue } from "./types.ts";

const record: Readonly<Record<string, number>> = { "sm3-ia testHits": 19, "sm3-ia testAttempts": 22 };
const lookup = (system: string, name: string): SourcedValue | undefined => {
  const value = record[`${system} ${name}`];
  return value === undefined ? undefined : ({ value, sources: ["mdaa-2011"] } as unknown as SourcedValue);
};
const unit = (id: string): ResolvedUnit =>
  ({ launchers: [{ rounds: 8, interceptor: { id, killProbability: { value: 0.5 } } }] }) as unknown as ResolvedUnit;
const kill = (id: string): SourcedValue => takeTestRecords([unit(id)], lookup)[0]!.launchers[0]!.interceptor.killProbability; // prettier-ignore

describe("kill probability from the test record", () => {
  // Beta(20, 4): mean 20 / 24, the middle 90 % from 0.70 to 0.94, as the published record of 19 of 22 is usually quoted.
  it("is the mean and the middle 90 % of the posterior", () => {
    const { value, low, high, status, sources } = kill("sm3-ia");
    expect(value).toBeCloseTo(20 / 24, 12);
    expect([low.toFixed(2), high.toFixed(2)]).toEqual(["0.70", "0.94"]);
    expect([status, sources]).toEqual(["derived", ["mdaa-2011"]]);
  });
  it("leaves kinds without a record as they are", () => {
    expect(kill("pac3-mse").value).toBe(0.5);
  });
  it("is drawn from the whole posterior, beyond its middle 90 %", () => {
    const list = new ParameterList();
    list.add(kill("sm3-ia"), "drawn");
    const draws = drawRows(list.parameters, 400, () => makeStream(3, 0, "draw")).map(([first]) => first!);
    const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
    // A Latin hypercube of 400 finds the mean to a tenth of a percent.
    expect(mean).toBeCloseTo(20 / 24, 3);
    expect(Math.min(...draws)).toBeLessThan(0.65);
    expect(draws.filter((each) => each < kill("sm3-ia").low).length).toBe(20);
  });
});
