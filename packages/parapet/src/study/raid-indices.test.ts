import { expect, test } from "vitest";
import type { RaidProblem } from "../engine/raid-problem.ts";
import type { Parameter } from "./parameter.ts";
import { measureIndices } from "./raid-indices.ts";
import { type RaidAnswer, RaidFields, type RaidTask } from "./raid-trials.ts";

const parameter = (key: string, low: number, high: number): Parameter => ({
  key,
  value: low,
  low,
  high,
  status: "assumed",
  sources: [],
  unit: "",
  perUnit: 1,
  drawn: true,
});
const parameters = [parameter("a.idle", 0, 1), parameter("b.strong", 10, 30), parameter("c.weak", 0, 10)];
const fields = new RaidFields(["only"]);
const shared = { problem: { parameters, layers: [{ id: "only" }] } as unknown as RaidProblem, seed: 1, rows: [] };
const leakers = ([, strong, weak]: readonly number[]): number => 10 + strong! + weak!;

/** A raid of 100 missiles whose leakers are a sum of two inputs. */
const map = async (tasks: readonly RaidTask[]): Promise<readonly RaidAnswer[]> =>
  tasks.map(({ from, to, values }) => {
    const records = new Float64Array((to - from) * fields.length);
    for (let i = 0; i < to - from; i++) {
      records[i * fields.length + RaidFields.threats] = 100;
      records[i * fields.length + RaidFields.leakers] = leakers(values!);
    }
    return { records, altitudes: new Uint32Array(0), times: new Uint32Array(0) };
  });
const sweeps = parameters.map((each, column) => ({
  parameter: each,
  sweep: [each.low, each.high].map((value) => {
    const row = parameters.map(({ low }) => low);
    row[column] = value;
    return { value, numbers: { leakage: leakers(row) / 100 } };
  }),
}));

test("the inputs that move leakage most are ranked by their exact shares of its variance", async () => {
  const found = await measureIndices({ points: 256, inputs: 2, sensitivity: 2, seed: 1 }, shared, sweeps, map);
  expect(found.map((index) => index.parameter.key)).toEqual(["b.strong", "c.weak"]);
  [0.8, 0.2].forEach((share, i) => {
    for (const index of [found[i]!.first, found[i]!.total]) {
      expect(index.value).toBeCloseTo(share, 1);
      expect(index.low).toBeLessThanOrEqual(index.value);
      expect(index.high).toBeGreaterThan(index.low);
    }
  });
});

test("without sweeps there is nothing to rank", async () => {
  expect(await measureIndices({ points: 4, inputs: 2, sensitivity: 2, seed: 1 }, shared, [], map)).toEqual([]);
});
