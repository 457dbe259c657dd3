import type { Geodetic } from "../earth/model.ts";
import { makeVehicle } from "../flight/threat-vehicle.ts";
import { type CasePaths, nominalThreatClass, solveCasePaths, solveCaseVehicle, type Theatre } from "./case-paths.ts";
import { type CellAnswer, NominalCase, type SampledPath } from "./defended-area-nominal.ts";
import { type DefendedAreaProblem, listThreatCases } from "./defended-area-problem.ts";
import { DefendedAreaScreen } from "./defended-area-screen.ts";
import { computeShares, type Shares } from "./defended-area-shares.ts";
import type { LandPlace, PrefectureFeature } from "./land-data.ts";
import { type LandGrid, makeLandGrid } from "./land-grid.ts";
import { makeStudyGrid, type StudyGrid } from "./study-grid.ts";

/** What all tasks of a defended-area study share. */
export interface DefendedAreaShared {
  readonly problem: DefendedAreaProblem;
  readonly prefectures: readonly PrefectureFeature[];
  readonly places: readonly LandPlace[];
  readonly cell_m: number;
  /** Filled in by the first round of tasks. */
  readonly paths?: readonly CasePaths[];
}

/** A piece of a defended-area study, of some tens of milliseconds to a second. */
export type DefendedAreaTask =
  | { readonly kind: "paths"; readonly case: number }
  | { readonly kind: "nominal"; readonly case: number; readonly from: number; readonly to: number }
  /** The flight of a case to a land cell, for pictures. */
  | { readonly kind: "example"; readonly case: number; readonly cell: number }
  /** Codes of the nominal row by the screen, for comparison with the integrated flights. */
  | { readonly kind: "codes" }
  | {
      readonly kind: "rows";
      readonly rows: readonly Float64Array[];
      /** For each row the parameters in which it differs from the nominal one; absent when it may be any. */
      readonly changed?: readonly (readonly number[])[];
      /** Whether to count for each cell how often it is defended. */
      readonly count: boolean;
    };

/** How often each cell of the grid was defended against all threats on a kind of path, and how often it was threatened. */
export interface DefendedCounts {
  /** For each path: for each interceptor: one number a cell. */
  readonly defended: readonly (readonly Uint32Array[])[];
  readonly threatened: readonly Uint32Array[];
}

export type DefendedAreaAnswer =
  | { readonly kind: "paths"; readonly paths: CasePaths }
  | { readonly kind: "nominal"; readonly cells: readonly CellAnswer[] }
  | { readonly kind: "codes"; readonly codes: readonly Int32Array[] }
  | { readonly kind: "example"; readonly path?: SampledPath }
  | { readonly kind: "rows"; readonly shares: readonly Shares[]; readonly counts?: DefendedCounts };

/** Does the tasks of one study. Owns what is prepared once: grid, flyers, tables. One per thread. */
export class DefendedAreaWorker {
  readonly #shared: DefendedAreaShared;
  readonly #land: LandGrid;
  readonly #grid: StudyGrid;
  readonly #nominal = new Map<number, NominalCase>();
  #screen: DefendedAreaScreen | undefined;

  /** Takes the grid of the worker before it where that stood on the same ground. */
  constructor(shared: DefendedAreaShared, before?: DefendedAreaWorker) {
    this.#shared = shared;
    const { prefectures, places, cell_m } = shared;
    const known = before === undefined ? undefined : before.#shared;
    const isSameGround = known?.prefectures === prefectures && known.places === places && known.cell_m === cell_m;
    if (before !== undefined && isSameGround) {
      this.#land = before.#land;
      this.#grid = before.#grid;
    } else {
      this.#land = makeLandGrid({ prefectures, places, cell_m, people: "census" });
      this.#grid = makeStudyGrid(this.#land);
    }
  }

  run(task: DefendedAreaTask): DefendedAreaAnswer {
    if (task.kind === "paths") return { kind: "paths", paths: this.#solvePaths(task.case) };
    if (task.kind === "nominal") return { kind: "nominal", cells: this.#answerCells(task.case, task.from, task.to) };
    if (task.kind === "example") return this.#flyExample(task.case, task.cell);
    if (task.kind === "codes") return { kind: "codes", codes: this.#getScreen().nominal() };
    return this.#screenRows(task);
  }

  #getScreen(): DefendedAreaScreen {
    this.#screen ??= new DefendedAreaScreen(this.#shared.problem, this.#grid, this.#paths());
    return this.#screen;
  }

  #paths(): readonly CasePaths[] {
    const { paths } = this.#shared;
    if (paths === undefined) throw new Error("DefendedAreaWorker: rows and cells need the paths of the first round");
    return paths;
  }

  #solvePaths(caseIndex: number): CasePaths {
    const { problem } = this.#shared;
    return solveCasePaths(problem, listThreatCases(problem)[caseIndex]!, findTheatre(problem, this.#land));
  }

  #flyExample(caseIndex: number, cell: number): DefendedAreaAnswer {
    const flown = this.#nominalCase(caseIndex).flyTo(this.#aimOf(cell));
    return "noSolution" in flown ? { kind: "example" } : { kind: "example", path: flown.path };
  }

  #aimOf(cell: number): Geodetic {
    return {
      latitude_rad: this.#grid.latitude_rad[cell]!,
      longitude_rad: this.#grid.longitude_rad[cell]!,
      altitude_m: 0,
    };
  }

  #nominalCase(caseIndex: number): NominalCase {
    const { problem } = this.#shared;
    let nominal = this.#nominal.get(caseIndex);
    if (nominal === undefined) {
      const paths = this.#paths();
      const threat = listThreatCases(problem)[caseIndex]!.threat;
      const vehicle = makeVehicle(nominalThreatClass(problem, threat), paths[caseIndex]!.stageRatio);
      nominal = new NominalCase(problem, paths, { caseIndex, vehicle });
      this.#nominal.set(caseIndex, nominal);
    }
    return nominal;
  }

  #answerCells(caseIndex: number, from: number, to: number): readonly CellAnswer[] {
    const nominal = this.#nominalCase(caseIndex);
    const cells: CellAnswer[] = [];
    for (let i = from; i < to; i++) cells.push(nominal.answer(this.#aimOf(i)));
    return cells;
  }

  #screenRows(task: Extract<DefendedAreaTask, { kind: "rows" }>): DefendedAreaAnswer {
    const { problem } = this.#shared;
    const screen = this.#getScreen();
    const cases = listThreatCases(problem);
    const size = this.#grid.columns * this.#grid.rows;
    const counts: DefendedCounts = {
      defended: problem.paths.map(() => problem.interceptors.map(() => new Uint32Array(size))),
      threatened: problem.paths.map(() => new Uint32Array(size)),
    };
    const shares = task.rows.map((row, k) => {
      const codes = screen.screen(row, task.changed?.[k]);
      if (task.count)
        for (let p = 0; p < problem.paths.length; p++) {
          const group = cases.flatMap((c, i) => (c.path === p ? [codes[i]!] : []));
          countDefended(group, counts.defended[p]!, counts.threatened[p]!);
        }
      return computeShares(problem, this.#land, (c, cell) => codes[c]![this.#grid.landCell[cell]!]!);
    });
    return task.count ? { kind: "rows", shares, counts } : { kind: "rows", shares };
  }
}

/** Adds one row's codes of the cases of a path: a cell is defended when every case that reaches it is met. */
function countDefended(codes: readonly Int32Array[], defended: readonly Uint32Array[], threatened: Uint32Array): void {
  const allBits = (1 << defended.length) - 1;
  for (let cell = 0; cell < threatened.length; cell++) {
    let reached = false;
    let bits = allBits;
    for (let c = 0; c < codes.length; c++) {
      const code = codes[c]![cell]!;
      if (code < 0) continue;
      reached = true;
      bits &= code;
    }
    if (!reached) continue;
    threatened[cell]!++;
    for (let i = 0; i < defended.length; i++) if ((bits & (1 << i)) !== 0) defended[i]![cell]!++;
  }
}

/** The middle of the land by area and the farthest cell from any launch region. */
export function findTheatre(problem: DefendedAreaProblem, land: LandGrid): Theatre {
  const { cells } = land;
  let latitude = 0;
  let longitude = 0;
  let farthest_m = 0;
  for (let i = 0; i < cells.count; i++) {
    const weight = cells.landArea_m2[i]! / land.landArea_m2;
    latitude += weight * cells.centreLatitude_rad[i]!;
    longitude += weight * cells.centreLongitude_rad[i]!;
    for (const { centre, radius_m } of problem.launches) {
      // Spherical distance: it only sizes a table.
      const dLat = cells.centreLatitude_rad[i]! - centre.latitude_rad;
      const dLon = cells.centreLongitude_rad[i]! - centre.longitude_rad;
      const s = Math.sin(0.5 * dLat);
      const t = Math.sin(0.5 * dLon);
      const h = s * s + Math.cos(centre.latitude_rad) * Math.cos(cells.centreLatitude_rad[i]!) * t * t;
      farthest_m = Math.max(farthest_m, 2 * 6371008.8 * Math.asin(Math.sqrt(h)) + radius_m);
    }
  }
  return { latitude_rad: latitude, longitude_rad: longitude, farthest_m };
}

/** Whether every threat class of a problem has a vehicle; the reasons where not. */
export function checkVehicles(problem: DefendedAreaProblem): readonly string[] {
  return problem.threats.flatMap((threat, i) => {
    const solved = solveCaseVehicle(problem, i);
    if (!("noVehicle" in solved)) return [];
    const detail =
      solved.noVehicle === "cannot-lift-off"
        ? `its thrust is only ${(solved.thrustToWeight ?? 0).toFixed(2)} of its weight`
        : `the farthest it flies is ${((solved.longestRange_m ?? 0) / 1000).toFixed(0)} km`;
    return [`${threat.id}: no vehicle has this range, burn time, specific impulse and structural fraction; ${detail}`];
  });
}
