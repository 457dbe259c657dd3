import { describe, expect, it } from "vitest";
import { loadSmallShared } from "../../test/samples/defended-area.ts";
import { ecefToGeodetic } from "../earth/frames.ts";
import { vec3 } from "../math/vec3.ts";
import { fillBlocks, UNASKED } from "./block-fill.ts";
import { makeLandGrid } from "./land-grid.ts";
import { makeStudyGrid, SCREEN_BLOCK } from "./study-grid.ts";

const { prefectures, places } = loadSmallShared();

describe.each([30_000, 47_000, 120_000])("a land grid of %d m as studies walk it", (cell_m) => {
  const land = makeLandGrid({ prefectures, places, cell_m, people: "census" });
  const grid = makeStudyGrid(land);

  it("has the middle of every land cell on the ellipsoid where the land grid has it", () => {
    for (let i = 0; i < land.cells.count; i++) {
      const cell = grid.landCell[i]!;
      expect(cell).toBe(land.cells.row[i]! * land.columns + land.cells.column[i]!);
      const [x, y, z] = grid.ecef_m.subarray(3 * cell, 3 * cell + 3) as unknown as [number, number, number];
      const place = ecefToGeodetic(vec3<"ecef">(x, y, z));
      expect(place.altitude_m).toBeCloseTo(0, 5);
      expect(place.latitude_rad).toBeCloseTo(grid.latitude_rad[i]!, 11);
      expect(place.longitude_rad).toBeCloseTo(grid.longitude_rad[i]!, 11);
    }
  });

  it.each(["coarse-to-fine", "exact"] as const)("leaves no land cell unasked, %s", (mode) => {
    const codes = new Int32Array(grid.columns * grid.rows);
    const across = Math.ceil(grid.columns / grid.block);
    const asked = fillBlocks(
      { ...grid, mode, skip: (c, r) => grid.hasLand[r * across + c] === 0 },
      codes,
      (cell) => cell % 3,
    );
    // Coarse to fine takes some answers over from their neighbours, but none is missing.
    for (const cell of grid.landCell) expect(codes[cell]).not.toBe(UNASKED);
    if (mode === "exact") for (const cell of grid.landCell) expect(codes[cell]).toBe(cell % 3);
    if (mode === "exact") expect(asked).toBeGreaterThanOrEqual(grid.landCell.length);
    expect(codes.filter((code) => code !== UNASKED).length).toBeGreaterThanOrEqual(asked);
  });

  it("marks only blocks that hold land or touch it", () => {
    const across = Math.ceil(grid.columns / SCREEN_BLOCK);
    grid.hasLand.forEach((marked, block) => {
      if (marked === 0) return;
      const left = (block % across) * SCREEN_BLOCK;
      const top = Math.floor(block / across) * SCREEN_BLOCK;
      const near = [...grid.landCell].some((cell) => {
        const column = (cell % grid.columns) - left;
        const row = Math.floor(cell / grid.columns) - top;
        return column >= 0 && column <= SCREEN_BLOCK && row >= 0 && row <= SCREEN_BLOCK;
      });
      expect(near).toBe(true);
    });
  });
});
