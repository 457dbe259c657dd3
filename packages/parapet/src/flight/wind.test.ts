import { describe, expect, it } from "vitest";
import { windAt } from "./wind.ts";

const LAYERS = [
  { altitude_m: 1000, east_mps: 10, north_mps: 0 },
  { altitude_m: 3000, east_mps: 30, north_mps: -8 },
  { altitude_m: 4000, east_mps: 0, north_mps: 0 },
];

describe("windAt", () => {
  it("is linear between layers", () => {
    expect(windAt(LAYERS, 2000)).toEqual({ east_mps: 20, north_mps: -4 });
    expect(windAt(LAYERS, 3500)).toEqual({ east_mps: 15, north_mps: -4 });
    expect(windAt(LAYERS, 3000)).toMatchObject({ east_mps: 30, north_mps: -8 });
  });

  it("is constant below and above them", () => {
    expect(windAt(LAYERS, -100)).toMatchObject({ east_mps: 10, north_mps: 0 });
    expect(windAt(LAYERS, 90_000)).toMatchObject({ east_mps: 0, north_mps: 0 });
    expect(windAt([LAYERS[1]!], 12)).toMatchObject({ east_mps: 30, north_mps: -8 });
  });

  it("is still without layers", () => {
    expect(windAt([], 500)).toEqual({ east_mps: 0, north_mps: 0 });
  });
});
