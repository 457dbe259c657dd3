import { describe, expect, it } from "vitest";
import { loadSmallShared, mapInOrder, resolveStudyText, SMALL_STUDY } from "../../test/samples/defended-area.ts";
import type { DefendedAreaStudy } from "../scenario/types.ts";
import { codeOfAnswer, runDefendedArea } from "./defended-area.ts";
import { listThreatCases } from "./defended-area-problem.ts";
import { placeLaunch } from "./defended-area-screen.ts";
import { makeDefendedAreaProblem } from "./make-problem.ts";
import { makeNominalRow, moveParameter } from "./parameter.ts";
import { solveInverse } from "../earth/geodesic.ts";

const { problem } = loadSmallShared();

function resolveSmall(text: string): { readonly study: DefendedAreaStudy; readonly hash: string } {
  const { study, hash } = resolveStudyText(text);
  if (study.kind !== "defended-area") throw new Error("a defended-area study was due");
  return { study, hash };
}

describe("a study as numbers", () => {
  it("lists every parameter once, its central value inside its range", () => {
    const keys = problem.parameters.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key, value, low, high } of problem.parameters) {
      expect(value, key).toBeGreaterThanOrEqual(low);
      expect(value, key).toBeLessThanOrEqual(high);
    }
  });

  it("draws only what has a range, and never the class's own reach", () => {
    for (const { drawn, low, high } of problem.parameters) if (drawn) expect(high).toBeGreaterThan(low);
    const find = (key: string): boolean => problem.parameters.find((p) => p.key === key)!.drawn;
    expect(find("mrbm.range")).toBe(false);
    expect(find("sm3-iia.burnoutSpeed")).toBe(true);
    expect(find("north-korea-sunan.east")).toBe(true);
  });

  it("asks every interceptor at every site, on that site's radars alone", () => {
    expect(problem.sites.map(({ unit, interceptor }) => `${unit} ${interceptor}`)).toEqual([
      "araya 0",
      "araya 1",
      "mutsumi 0",
      "mutsumi 1",
    ]);
    for (const site of problem.sites) {
      expect(site.radars.length).toBeGreaterThan(0);
      for (const radar of site.radars) expect(problem.radars[radar]!.unit).toBe(site.unit);
    }
  });

  it("lets two sites with the same radar share its parameters", () => {
    expect(problem.radars[0]!.range_m).toBe(problem.radars[1]!.range_m);
  });

  it("lists cases by threat, then path, then region", () => {
    expect(listThreatCases(problem)).toEqual([
      { threat: 0, path: 0, launch: 0 },
      { threat: 0, path: 1, launch: 0 },
    ]);
  });

  it("writes a parameter in the unit of its file", () => {
    const floor = problem.parameters.find(({ key }) => key === "sm3-iia.interceptFloor")!;
    expect(floor.unit).toBe("km");
    expect(floor.value / floor.perUnit).toBeCloseTo(floor.value / 1000, 9);
  });

  it("keeps drawn launch points inside the region", () => {
    const launch = problem.launches[0]!;
    const row = makeNominalRow(problem.parameters);
    expect(placeLaunch(launch, row)).toEqual(launch.centre);
    const corner = moveParameter(
      moveParameter(row, launch.east, problem.parameters[launch.east]!.high),
      launch.north,
      problem.parameters[launch.north]!.low,
    );
    const { distance_m, azimuth_rad } = solveInverse(launch.centre, placeLaunch(launch, corner));
    expect(distance_m).toBeCloseTo(launch.radius_m, 3);
    expect(azimuth_rad).toBeCloseTo((3 * Math.PI) / 4, 9);
  });

  it("refuses more interceptors than an answer has bits", () => {
    const { study, hash } = resolveSmall(SMALL_STUDY);
    const many = { ...study, interceptors: Array.from({ length: 31 }, () => study.interceptors[0]!) };
    expect(() => makeDefendedAreaProblem(many, hash)).toThrow(/at most 30 interceptors, got 31/);
  });
});

describe("a study of all eight interceptors of the catalogue", () => {
  it("tells them apart: the eighth defends what it defends alone", { timeout: 60_000 }, async () => {
    const text = (interceptors: string): string =>
      SMALL_STUDY.replace("[sm3-ia, sm3-iia]", `[${interceptors}]`)
        .replace("40 km", "150 km")
        .replace("draws: 6", "draws: 1")
        .replace("[minimum-energy, depressed]", "[minimum-energy]");
    const order = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
    const eight = "gbi, pac3-cri, pac3-mse, sm3-ia, sm3-ib, sm3-iia, sm3-iib, thaad";
    const together = await runDefendedArea(loadSmallShared(text(eight)), mapInOrder(order));
    const alone = await runDefendedArea(loadSmallShared(text("thaad")), mapInOrder(order));
    const { threatened, defended } = together.screened.all;
    expect(defended[7]!.people).toBeGreaterThan(0);
    expect(defended[7]!.people).toBeLessThan(threatened.people);
    // The walk along the arc begins at the lowest floor of the study, so that its points are not quite the same.
    expect(Math.abs(defended[7]!.area_m2 / alone.screened.all.defended[0]!.area_m2 - 1)).toBeLessThan(0.08);
    expect(together.cells[0]!.map((cell) => codeOfAnswer(cell) >> 7)).toEqual(
      alone.cells[0]!.map((cell) => codeOfAnswer(cell)),
    );
  });
});
