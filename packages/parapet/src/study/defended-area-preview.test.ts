import { describe, expect, it } from "vitest";
import { loadSmallShared } from "../../test/samples/defended-area.ts";
import { DefendedAreaPreview, moveProblem } from "./defended-area-preview.ts";
import { listThreatCases } from "./defended-area-problem.ts";
import { DefendedAreaScreen } from "./defended-area-screen.ts";
import { shareOf } from "./defended-area-shares.ts";
import { DefendedAreaWorker } from "./defended-area-worker.ts";
import { makeLandGrid } from "./land-grid.ts";
import { makeStudyGrid } from "./study-grid.ts";

const shared = loadSmallShared();
const { problem } = shared;
const land = makeLandGrid({ ...shared, people: "census" });
const worker = new DefendedAreaWorker(shared);
const paths = listThreatCases(problem).map((_, i) => {
  const answer = worker.run({ kind: "paths", case: i });
  if (answer.kind !== "paths") throw new Error("paths were due");
  return answer.paths;
});
const preview = new DefendedAreaPreview(problem, paths, land);

describe("the preview of a drag", () => {
  it("is the screen's answer where nothing has moved", () => {
    const codes = new DefendedAreaScreen(problem, makeStudyGrid(land), paths).nominal();
    const { defended, shares } = preview.answer();
    expect(shareOf(shares.all, "any", "people")).toBeGreaterThan(0);
    for (let i = 0; i < land.cells.count; i++) {
      const cell = land.cells.row[i]! * land.columns + land.cells.column[i]!;
      const here = codes.map((each) => each[cell]!).filter((code) => code >= 0);
      expect(defended[cell]).toBe(here.length === 0 ? -1 : Number(here.every((code) => code > 0)));
    }
  });

  it("defends nothing with every unit on the other side of the Earth, and is itself again when they are back", () => {
    const before = preview.answer().shares.all;
    const away = { latitude_rad: -0.6, longitude_rad: -0.7, altitude_m: 0 };
    const moves = Object.fromEntries(problem.sites.map(({ unit }) => [unit, away]));
    expect(shareOf(preview.answer(moves).shares.all, "any", "area_m2")).toBe(0);
    expect(preview.answer().shares.all).toEqual(before);
  });

  it("moves sites with their radars, and launch regions", () => {
    const here = { latitude_rad: 0.6, longitude_rad: 2.3, altitude_m: 0 };
    const { unit } = problem.sites[0]!;
    const moved = moveProblem(problem, { [unit]: here, [problem.launches[0]!.id]: here });
    expect(moved.sites.filter((site) => site.unit === unit).every(({ position }) => position === here)).toBe(true);
    expect(moved.radars.filter((radar) => radar.unit === unit).every(({ position }) => position === here)).toBe(true);
    expect(moved.launches[0]!.centre).toBe(here);
  });
});
