import { beforeAll, describe, expect, it } from "vitest";
import { loadSmallShared } from "../../test/samples/defended-area.ts";
import { codeOfAnswer } from "./defended-area.ts";
import type { CellAnswer } from "./defended-area-nominal.ts";
import type { DefendedAreaProblem } from "./defended-area-problem.ts";
import { DefendedAreaScreen } from "./defended-area-screen.ts";
import { type DefendedAreaShared, DefendedAreaWorker } from "./defended-area-worker.ts";
import { makeLandGrid } from "./land-grid.ts";
import { makeStudyGrid } from "./study-grid.ts";

const shared = loadSmallShared();
let prepared: DefendedAreaShared;
const land = makeLandGrid({ ...shared, people: "census" });
const grid = makeStudyGrid(land);
beforeAll(() => {
  const worker = new DefendedAreaWorker(shared);
  const paths = [0, 1].map((i) => {
    const answer = worker.run({ kind: "paths", case: i });
    if (answer.kind !== "paths") throw new Error("paths were due");
    return answer.paths;
  });
  prepared = { ...shared, paths };
});

function integrate(problem: DefendedAreaProblem, caseIndex: number): readonly CellAnswer[] {
  const worker = new DefendedAreaWorker({ ...prepared, problem });
  const answer = worker.run({ kind: "nominal", case: caseIndex, from: 0, to: land.cells.count });
  if (answer.kind !== "nominal") throw new Error("cells were due");
  return answer.cells;
}

const screen = (problem: DefendedAreaProblem, mode: "exact" | "coarse-to-fine" = "exact"): DefendedAreaScreen =>
  new DefendedAreaScreen(problem, grid, prepared.paths!, { mode });

describe("the screen of a whole grid", () => {
  it("differs coarse to fine only beside a contour", () => {
    const quick = screen(shared.problem, "coarse-to-fine").nominal();
    const exact = screen(shared.problem).nominal();
    let different = 0;
    quick.forEach((codes, c) =>
      codes.forEach((code, cell) => {
        if (code === exact[c]![cell]) return;
        different++;
        const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => exact[c]![cell + dy * grid.columns + dx]));
        expect(new Set(around).size).toBeGreaterThan(1);
      }),
    );
    expect(different / (2 * grid.columns * grid.rows)).toBeLessThan(0.001);
  });

  it("sees with each of several faces what the integrated flights see with it", () => {
    // Two faces of 60 degrees back to back, across the way from Korea, or along it.
    const turned = (facing: number): DefendedAreaProblem => {
      const parameters = shared.problem.parameters.map((p) =>
        p.key.endsWith(".fieldOfViewAzimuth") ? { ...p, value: Math.PI / 3, low: Math.PI / 3, high: Math.PI / 3 } : p,
      );
      const radars = shared.problem.radars.map((radar) => ({ ...radar, faces_rad: [facing, facing + Math.PI] }));
      return { ...shared.problem, parameters, radars };
    };
    for (const facing_deg of [20, 110, 290]) {
      const problem = turned((facing_deg * Math.PI) / 180);
      const codes = screen(problem).nominal()[0]!;
      const cells = integrate(problem, 0);
      const different = cells.filter((cell, i) => codeOfAnswer(cell) !== codes[grid.landCell[i]!]);
      expect(different.length / cells.length, `facing ${facing_deg}`).toBeLessThan(0.08);
    }
  });
});
