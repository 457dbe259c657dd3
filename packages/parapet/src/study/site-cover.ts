import { addFaults, type FaultCount } from "../math/fault-tally.ts";
import { solveInverse } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import { unprojectEqualArea } from "../earth/projection.ts";
import { makeFlyOutTable } from "../flight/fly-out.ts";
import type { ResolvedUnit, SiteOption, SitingStudy } from "../scenario/types.ts";
import { ArcScreen, OUT_OF_REACH, type ScreenRadar, type ScreenSite } from "./arc-screen.ts";
import { type CasePaths, solveCasePaths } from "./case-paths.ts";
import { type DefendedAreaProblem, listThreatCases } from "./defended-area-problem.ts";
import { describeTable, makeArcScreen, placeLaunch } from "./defended-area-screen.ts";
import { findTheatre } from "./defended-area-worker.ts";
import { type LandGrid, makeLandGrid } from "./land-grid.ts";
import type { LandPlace, PrefectureFeature } from "./land-data.ts";
import { makeDefendedAreaProblem } from "./make-problem.ts";
import type { ParameterRow } from "./parameter.ts";
import type { CoverGroup, CoverProblem } from "./site-program.ts";
import { makeStudyGrid, type StudyGrid } from "./study-grid.ts";
import { type Territory, TerritoryFinder } from "./territory.ts";

/** Sites in one screen: the answer for a cell has a bit for each. */
const BATCH = 30;

/** A place where a site may stand. */
export interface Candidate {
  readonly id: string;
  readonly position: Geodetic;
}

/** What all parts of a siting study share. */
export interface SitingGround {
  readonly prefectures: readonly PrefectureFeature[];
  readonly places: readonly LandPlace[];
  /** Land where no ship can stand. */
  readonly land: readonly Territory[];
}

/** Where the sites of an option may stand: the places of its list, or the middles of a grid over land or sea. */
export function listCandidates(option: SiteOption, ground: SitingGround): readonly Candidate[] {
  const { candidates } = option;
  if ("places" in candidates) return candidates.places.map(({ id, position }) => ({ id, position }));
  const { on, spacing_m, within_m } = candidates;
  const grid = makeLandGrid({ prefectures: ground.prefectures, places: ground.places, cell_m: spacing_m });
  const { cells, projection, originX_m, originY_m, columns, rows } = grid;
  if (on === "land")
    return Array.from({ length: cells.count }, (_, i) => ({
      id: `${cells.column[i]!}-${cells.row[i]!}`,
      position: {
        latitude_rad: cells.centreLatitude_rad[i]!,
        longitude_rad: cells.centreLongitude_rad[i]!,
        altitude_m: 0,
      },
    }));
  const finder = new TerritoryFinder(ground.land);
  const margin = Math.ceil(within_m / spacing_m);
  const found: Candidate[] = [];
  for (let row = -margin; row < rows + margin; row++)
    for (let column = -margin; column < columns + margin; column++) {
      let nearest = Infinity;
      for (let i = 0; i < cells.count; i++)
        nearest = Math.min(nearest, Math.hypot(cells.column[i]! - column, cells.row[i]! - row));
      if (nearest * spacing_m > within_m) continue;
      const place = unprojectEqualArea(projection, {
        x_m: originX_m + (column + 0.5) * spacing_m,
        y_m: originY_m + (row + 0.5) * spacing_m,
      });
      const position = { ...place, altitude_m: 0 };
      if (finder.nameAt(position) === undefined) found.push({ id: `${column}-${row}`, position });
    }
  return found;
}

/** The cover of one option's candidates: prepared once, asked for many rows of parameters. */
export class SiteCover {
  readonly candidates: readonly Candidate[];
  readonly problem: DefendedAreaProblem;
  readonly land: LandGrid;
  readonly #study: SitingStudy;
  readonly #option: SiteOption;
  readonly #grid: StudyGrid;
  readonly #fixed: DefendedAreaProblem | undefined;
  #paths: readonly CasePaths[] | undefined;
  #fixedPaths: readonly CasePaths[] | undefined;

  constructor(study: SitingStudy, option: SiteOption, ground: SitingGround) {
    this.#study = study;
    this.#option = option;
    this.candidates = listCandidates(option, ground);
    this.land = makeLandGrid({
      prefectures: ground.prefectures,
      places: ground.places,
      cell_m: study.grid_m,
      people: "census",
    });
    this.#grid = makeStudyGrid(this.land);
    const [launch] = study.launchRegions;
    const first = this.candidates[0]?.position ?? launch!.centre;
    this.problem = makeProblem(study, [option.interceptor], [standAt(option, first, launch?.centre ?? first)]);
    const fixed = option.fixed.filter(({ launchers }) => launchers.length > 0);
    const held = fixed.flatMap(({ launchers }) => launchers.map(({ interceptor }) => interceptor));
    const once = held.filter(({ id }, i) => held.findIndex((each) => each.id === id) === i);
    this.#fixed = fixed.length === 0 ? undefined : makeProblem(study, once, fixed);
  }

  /** Flights tried for the covers asked for so far, and those whose search did not end. */
  get faults(): FaultCount {
    return addFaults(...[...(this.#paths ?? []), ...(this.#fixedPaths ?? [])].map(({ faults }) => faults));
  }

  /** Parameters that decide the cover: those of the option and of the units that stand already. */
  get problems(): readonly DefendedAreaProblem[] {
    return this.#fixed === undefined ? [this.problem] : [this.problem, this.#fixed];
  }

  /** What the candidates cover with one row of parameters for each problem. */
  cover(rows: readonly ParameterRow[]): CoverProblem {
    const isPeople = this.#study.of === "people";
    const weights = isPeople ? this.#grid.population : this.#grid.landArea_m2;
    const cells = this.#grid.landCell.length;
    const { reached, covers } =
      this.#option.covers === "range" ? this.#coverDiscs(rows[0]!) : this.#coverByScreen(rows[0]!);
    const given = this.#coverFixed(rows[1]);
    const groups = new Map<string, { weight: number; needs: readonly (readonly number[])[] }>();
    let total = 0;
    let free = 0;
    for (let cell = 0; cell < cells; cell++) {
      const weight = weights[cell]!;
      const cases = reached.flatMap((each, c) => (each[cell] === 1 ? [c] : []));
      if (cases.length === 0) continue;
      total += weight;
      const open = cases.filter((c) => given?.[c]?.[cell] !== 1);
      if (open.length === 0) {
        free += weight;
        continue;
      }
      const sets = open.map((c) => covers[c]![cell]!);
      if (sets.some((set) => set.length === 0) || weight === 0) continue;
      const needs = dropSupersets(sets);
      const key = needs.map((set) => set.join(",")).join(";");
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { weight, needs });
      else known.weight += weight;
    }
    const ordered = [...groups.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, group]): CoverGroup => group);
    return { candidates: this.candidates.length, groups: ordered, given: free, total };
  }

  /** Every cell, threatened by nothing in particular, within the published range over the ground. */
  #coverDiscs(row: ParameterRow): { readonly reached: readonly Uint8Array[]; readonly covers: readonly number[][][] } {
    const range = this.#option.radius_m ?? row[this.problem.interceptors[0]!.range_m]!;
    const { latitude_rad, longitude_rad } = this.#grid;
    const covers = Array.from(latitude_rad, (_, cell) => {
      const place = { latitude_rad: latitude_rad[cell]!, longitude_rad: longitude_rad[cell]!, altitude_m: 0 };
      return this.candidates.flatMap(({ position }, j) =>
        solveInverse(position, place, this.problem.earth).distance_m <= range ? [j] : [],
      );
    });
    return { reached: [new Uint8Array(latitude_rad.length).fill(1)], covers: [covers] };
  }

  #coverByScreen(row: ParameterRow): {
    readonly reached: readonly Uint8Array[];
    readonly covers: readonly number[][][];
  } {
    const { problem } = this;
    this.#paths ??= solvePaths(problem, this.land);
    const interceptor = problem.interceptors[0]!;
    const { boost, size } = describeTable(interceptor, row);
    const table = makeFlyOutTable(boost, size);
    const { landCell, ecef_m } = this.#grid;
    const cases = listThreatCases(problem);
    const reached = cases.map(() => new Uint8Array(landCell.length));
    const covers = cases.map(() => Array.from({ length: landCell.length }, (): number[] => []));
    cases.forEach((threatCase, c) => {
      const t = problem.threats[threatCase.threat]!;
      const launch = placeLaunch(problem.launches[threatCase.launch]!, row);
      const kind = problem.paths[threatCase.path]!;
      const factor =
        kind === "lofted" ? t.loftedApogeeFactor : kind === "depressed" ? t.depressedApogeeFactor : undefined;
      for (let from = 0; from < this.candidates.length; from += BATCH) {
        const batch = this.candidates.slice(from, from + BATCH);
        const radars = batch.flatMap(({ position }) => this.#radarsAt(position, row, row[t.crossSection_m2]!));
        const faces = radars.length / batch.length;
        const sites = batch.map(({ position }, bit): ScreenSite => ({
          position,
          interceptor: bit,
          table,
          envelope: {
            floor_m: row[interceptor.floor_m]!,
            ceiling_m: row[interceptor.ceiling_m]!,
            range_m: row[interceptor.range_m]!,
          },
          reactionTime_s: row[interceptor.reactionTime_s]!,
          radars: Array.from({ length: faces }, (_, f) => bit * faces + f),
        }));
        const screen = new ArcScreen({
          earth: problem.earth,
          launch,
          burnout: this.#paths![c]!.burnout,
          burnTimeFactor: row[t.burnTime_s]! / problem.parameters[t.burnTime_s]!.value,
          apogeeFactor: factor === undefined ? 1 : row[factor]! / problem.parameters[factor]!.value,
          radars,
          sites,
          lowestFloor_m: problem.parameters[interceptor.floor_m]!.low,
        });
        for (let cell = 0; cell < landCell.length; cell++) {
          const o = 3 * landCell[cell]!;
          const code = screen.classify(ecef_m[o]!, ecef_m[o + 1]!, ecef_m[o + 2]!);
          if (code === OUT_OF_REACH) continue;
          reached[c]![cell] = 1;
          for (let bit = 0; bit < batch.length; bit++)
            if ((code & (1 << bit)) !== 0) covers[c]![cell]!.push(from + bit);
        }
      }
    });
    return { reached, covers };
  }

  /** The option's radar at a place; one with a single face looks at the first launch region. */
  #radarsAt(position: Geodetic, row: ParameterRow, crossSection_m2: number): readonly ScreenRadar[] {
    const radar = this.problem.radars[0]!;
    const launch = this.problem.launches[0]!.centre;
    const width = row[radar.fieldOfView_rad]!;
    const count = radar.faces_rad.length;
    const isAllRound = width * count >= 2 * Math.PI - 1e-9;
    const towards = solveInverse(position, launch, this.problem.earth).azimuth_rad;
    return Array.from({ length: isAllRound ? 1 : count }, (_, f) => ({
      position,
      trackTime_s: row[radar.trackTime_s]!,
      range_m: row[radar.range_m]! * Math.sqrt(Math.sqrt(crossSection_m2 / row[radar.referenceCrossSection_m2]!)),
      elevationMinimum_rad: row[radar.elevationMinimum_rad]!,
      azimuth_rad: towards + (2 * Math.PI * f) / count,
      halfWidth_rad: isAllRound ? Math.PI : 0.5 * width,
    }));
  }

  /** For each case 1 for each cell that the units that stand already defend. */
  #coverFixed(row: ParameterRow | undefined): readonly Uint8Array[] | undefined {
    const fixed = this.#fixed;
    if (fixed === undefined || row === undefined) return undefined;
    this.#fixedPaths ??= solvePaths(fixed, this.land);
    const tables = fixed.interceptors.map((interceptor) => {
      const { boost, size } = describeTable(interceptor, row);
      return makeFlyOutTable(boost, size);
    });
    const { landCell, ecef_m } = this.#grid;
    return listThreatCases(fixed).map((threatCase, c) => {
      const screen = makeArcScreen(fixed, this.#fixedPaths![c]!, threatCase, row, tables);
      return Uint8Array.from(landCell, (cell) =>
        Number(screen.classify(ecef_m[3 * cell]!, ecef_m[3 * cell + 1]!, ecef_m[3 * cell + 2]!) > 0),
      );
    });
  }
}

function makeProblem(
  study: SitingStudy,
  interceptors: readonly SiteOption["interceptor"][],
  units: readonly ResolvedUnit[],
): DefendedAreaProblem {
  const { name, scenario, threats, trajectories, launchRegions, grid_m, draws, seed, expect } = study;
  return makeDefendedAreaProblem(
    {
      kind: "defended-area",
      name,
      scenario,
      units,
      interceptors,
      threats,
      trajectories,
      launchRegions,
      grid_m,
      draws,
      seed,
      expect,
    },
    study.name,
  );
}

/** A unit of an option at a place, its first face towards the launch region. */
function standAt(option: SiteOption, position: Geodetic, towards: Geodetic): ResolvedUnit {
  const count = option.radar.faceCount.value;
  const first = solveInverse(position, towards).azimuth_rad;
  return {
    id: option.id,
    type: "land-site",
    name: option.name,
    position,
    status: "assumed",
    sources: [],
    radars: [
      {
        radar: option.radar,
        facing_rad: first,
        faces_rad: Array.from({ length: count }, (_, i) => first + (2 * Math.PI * i) / count),
      },
    ],
    launchers: [{ interceptor: option.interceptor, rounds: 1 }],
    fireOn: "own-sensor",
  };
}

function solvePaths(problem: DefendedAreaProblem, land: LandGrid): readonly CasePaths[] {
  const theatre = findTheatre(problem, land);
  return listThreatCases(problem).map((threatCase) => solveCasePaths(problem, threatCase, theatre));
}

/** Sets of which none holds another: whoever meets the smaller meets the larger too. */
function dropSupersets(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const unique = [...new Map(sets.map((set) => [set.join(","), set])).values()].toSorted((a, b) => a.length - b.length);
  return unique.filter(
    (set, i) => !unique.slice(0, i).some((smaller) => smaller.every((candidate) => set.includes(candidate))),
  );
}
