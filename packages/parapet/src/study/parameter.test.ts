import { describe, expect, it } from "vitest";
import { makeStream } from "../math/random.ts";
import { drawRows, makeNominalRow, moveParameter, type Parameter } from "./parameter.ts";

const parameter = (key: string, low: number, high: number, drawn = true): Parameter => ({
  key,
  value: 0.5 * (low + high),
  low,
  high,
  status: "assumed",
  sources: [],
  unit: "",
  perUnit: 1,
  drawn,
});
const streams = (seed: number) => (purpose: string) => makeStream(seed, 0, purpose);

describe("draws of parameters", () => {
  it("hit every slice of every range once", () => {
    const rows = drawRows([parameter("a", 10, 20), parameter("b", -1, 1)], 50, streams(1));
    for (const [column, low, width] of [
      [0, 10, 10],
      [1, -1, 2],
    ] as const) {
      const slices = rows.map((row) => Math.floor(((row[column]! - low) / width) * 50)).toSorted((x, y) => x - y);
      expect(slices).toEqual(Array.from({ length: 50 }, (_, i) => i));
    }
  });

  it("leave a parameter alone that is not drawn", () => {
    const rows = drawRows([parameter("a", 1, 3, false)], 5, streams(1));
    expect(rows.map((row) => row[0])).toEqual([2, 2, 2, 2, 2]);
  });

  it("do not change when another parameter joins, and change with the seed", () => {
    const alone = drawRows([parameter("a", 0, 1)], 20, streams(7)).map((row) => row[0]);
    const joined = drawRows([parameter("b", 0, 1), parameter("a", 0, 1)], 20, streams(7)).map((row) => row[1]);
    expect(joined).toEqual(alone);
    expect(drawRows([parameter("a", 0, 1)], 20, streams(8)).map((row) => row[0])).not.toEqual(alone);
  });

  it("move one parameter of a row and leave the row itself alone", () => {
    const row = makeNominalRow([parameter("a", 0, 2), parameter("b", 4, 6)]);
    expect([...moveParameter(row, 1, 9)]).toEqual([1, 9]);
    expect([...row]).toEqual([1, 5]);
  });
});
