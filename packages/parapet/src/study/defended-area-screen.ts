import { solveDirect } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import { type FlyOutGrid, type FlyOutTable, type InterceptorKinematics, makeFlyOutTable } from "../flight/fly-out.ts";
import { ArcScreen, OUT_OF_REACH, type ScreenRadar, type ScreenSite } from "./arc-screen.ts";
import { fillBlocks, UNASKED } from "./block-fill.ts";
import type { CasePaths } from "./case-paths.ts";
import {
  type DefendedAreaProblem,
  listThreatCases,
  type ProblemLaunch,
  type ThreatCase,
} from "./defended-area-problem.ts";
import type { ParameterRow } from "./parameter.ts";
import type { StudyGrid } from "./study-grid.ts";

/** Longest flight of an interceptor that a table covers, s. */
const LONGEST_FLY_OUT_s = 900;

/** Answers of all cases for one row of parameters: for each case one code a cell, see `ArcScreen.classify`. */
export type RowCodes = readonly Int32Array[];

/** Screens whole grids for rows of parameters; what a row does not change is taken from the nominal row. */
export class DefendedAreaScreen {
  readonly #problem: DefendedAreaProblem;
  readonly #grid: StudyGrid;
  readonly #paths: readonly CasePaths[];
  readonly #cases: readonly ThreatCase[];
  readonly #mode: "coarse-to-fine" | "exact";
  /** By the interceptor's id. */
  readonly #tables = new Map<string, { readonly key: string; readonly table: FlyOutTable }>();
  #nominal: RowCodes | undefined;

  constructor(
    problem: DefendedAreaProblem,
    grid: StudyGrid,
    paths: readonly CasePaths[],
    options: { readonly mode: "coarse-to-fine" | "exact" } = { mode: "coarse-to-fine" },
  ) {
    this.#problem = problem;
    this.#grid = grid;
    this.#paths = paths;
    this.#cases = listThreatCases(problem);
    this.#mode = options.mode;
  }

  /** Codes of the nominal row. */
  nominal(): RowCodes {
    this.#nominal ??= this.#screen(Float64Array.from(this.#problem.parameters, (p) => p.value));
    return this.#nominal;
  }

  /** Codes of a row that differs from the nominal one in the parameters listed; cases that these do not touch are not computed again. */
  screen(row: ParameterRow, changed?: readonly number[]): RowCodes {
    return changed === undefined ? this.#screen(row) : this.#screenChanged(row, changed, this.nominal());
  }

  #screenChanged(row: ParameterRow, changed: readonly number[], nominal: RowCodes): RowCodes {
    const { threats, interceptors } = this.#problem;
    if (changed.length === 0) return nominal;
    const holds = (record: object): boolean =>
      Object.values(record).some((v) => typeof v === "number" && changed.includes(v));
    const isOf = (records: readonly object[]): boolean =>
      changed.every((index) => records.some((record) => Object.values(record).includes(index)));
    if (isOf(threats)) {
      const tables = this.#makeTables(row);
      return this.#cases.map((c, i) => (holds(threats[c.threat]!) ? this.#screenCase(row, tables, i) : nominal[i]!));
    }
    if (isOf(interceptors)) {
      const moved = interceptors.flatMap((interceptor, i) => (holds(interceptor) ? [i] : []));
      const tables = this.#makeTables(row, moved);
      const bits = moved.reduce((sum, i) => sum | (1 << i), 0);
      return this.#cases.map((_, i) => mergeBits(nominal[i]!, this.#screenCase(row, tables, i, moved), bits));
    }
    return this.#screen(row);
  }

  #screen(row: ParameterRow): RowCodes {
    const tables = this.#makeTables(row);
    return this.#cases.map((_, i) => this.#screenCase(row, tables, i));
  }

  /** Tables of the interceptors asked for, of all without a list; the others keep an empty place. */
  #makeTables(row: ParameterRow, wanted?: readonly number[]): readonly (FlyOutTable | undefined)[] {
    return this.#problem.interceptors.map((interceptor, i) =>
      wanted !== undefined && !wanted.includes(i) ? undefined : this.#findTable(interceptor, row),
    );
  }

  /** The table of an interceptor for a row; the last one is kept, for rows often differ in other things alone. */
  #findTable(interceptor: DefendedAreaProblem["interceptors"][number], row: ParameterRow): FlyOutTable {
    const { boost, size } = describeTable(interceptor, row);
    const key = [...Object.values(boost), ...Object.values(size)].join();
    const known = this.#tables.get(interceptor.id);
    if (known?.key === key) return known.table;
    const table = makeFlyOutTable(boost, size);
    this.#tables.set(interceptor.id, { key, table });
    return table;
  }

  #screenCase(
    row: ParameterRow,
    tables: readonly (FlyOutTable | undefined)[],
    caseIndex: number,
    only?: readonly number[],
  ): Int32Array {
    const { columns, rows, block, ecef_m, hasLand } = this.#grid;
    const screen = makeArcScreen(this.#problem, this.#paths[caseIndex]!, this.#cases[caseIndex]!, row, tables, only);
    const codes = new Int32Array(columns * rows);
    const blocksAcross = Math.ceil(columns / block);
    fillBlocks(
      { columns, rows, block, mode: this.#mode, skip: (c, r) => hasLand[r * blocksAcross + c] === 0 },
      codes,
      (cell) => screen.classify(ecef_m[3 * cell]!, ecef_m[3 * cell + 1]!, ecef_m[3 * cell + 2]!),
    );
    for (let i = 0; i < codes.length; i++) if (codes[i] === UNASKED) codes[i] = OUT_OF_REACH;
    return codes;
  }
}

/** What a screen's fly-out table of an interceptor is made from, for one row. */
export function describeTable(
  interceptor: DefendedAreaProblem["interceptors"][number],
  row: ParameterRow,
): { readonly boost: InterceptorKinematics; readonly size: FlyOutGrid } {
  return {
    boost: {
      burnoutSpeed_mps: row[interceptor.burnoutSpeed_mps]!,
      burnTime_s: row[interceptor.burnTime_s]!,
      verticalTime_s: row[interceptor.verticalTime_s]!,
      ballisticCoefficient_kgpm2: row[interceptor.ballisticCoefficient_kgpm2]!,
      longestFlight_s: LONGEST_FLY_OUT_s,
    },
    size: {
      chordStep_m: 15_000,
      longestChord_m: row[interceptor.range_m]!,
      altitudeStep_m: 15_000,
      highestAltitude_m: row[interceptor.ceiling_m]!,
      elevations: 64,
    },
  };
}

/** Codes with some interceptors' bits taken from a newer screen of those alone. */
function mergeBits(old: Int32Array, fresh: Int32Array, bits: number): Int32Array {
  const merged = new Int32Array(old.length);
  for (let i = 0; i < old.length; i++)
    merged[i] = fresh[i] === OUT_OF_REACH ? OUT_OF_REACH : (Math.max(0, old[i]!) & ~bits) | (fresh[i]! & bits);
  return merged;
}

/** The launch point of a row: the centre of the region moved by the drawn shares of its radius. */
export function placeLaunch(launch: ProblemLaunch, row: ParameterRow): Geodetic {
  const east = row[launch.east]!;
  const north = row[launch.north]!;
  const distance = Math.hypot(east, north) * launch.radius_m;
  return distance === 0 ? launch.centre : solveDirect(launch.centre, Math.atan2(east, north), distance);
}

/** The screen of one case for one row of parameters. */
export function makeArcScreen(
  problem: DefendedAreaProblem,
  paths: CasePaths,
  { threat, path, launch }: ThreatCase,
  row: ParameterRow,
  tables: readonly (FlyOutTable | undefined)[],
  only?: readonly number[],
): ArcScreen {
  const t = problem.threats[threat]!;
  const kind = problem.paths[path]!;
  const factorIndex =
    kind === "lofted" ? t.loftedApogeeFactor : kind === "depressed" ? t.depressedApogeeFactor : undefined;
  // Faces that leave gaps between them are radars of their own; together all round they are one.
  const faces = problem.radars.flatMap((radar, index) => {
    const isAllRound = row[radar.fieldOfView_rad]! * radar.faces_rad.length >= 2 * Math.PI - 1e-9;
    const boresights = isAllRound ? [0] : radar.faces_rad;
    return boresights.map((azimuth_rad) => ({ index, radar, azimuth_rad, isAllRound }));
  });
  const radars = faces.map(({ radar, azimuth_rad, isAllRound }): ScreenRadar => ({
    position: radar.position,
    trackTime_s: row[radar.trackTime_s]!,
    range_m: row[radar.range_m]! * Math.sqrt(Math.sqrt(row[t.crossSection_m2]! / row[radar.referenceCrossSection_m2]!)),
    elevationMinimum_rad: row[radar.elevationMinimum_rad]!,
    azimuth_rad,
    halfWidth_rad: isAllRound ? Math.PI : 0.5 * row[radar.fieldOfView_rad]!,
  }));
  const chosen = problem.sites.filter((site) => only === undefined || only.includes(site.interceptor));
  const sites: ScreenSite[] = chosen.map((site) => {
    const interceptor = problem.interceptors[site.interceptor]!;
    return {
      position: site.position,
      interceptor: site.interceptor,
      table: tables[site.interceptor]!,
      envelope: {
        floor_m: row[interceptor.floor_m]!,
        ceiling_m: row[interceptor.ceiling_m]!,
        range_m: row[interceptor.range_m]!,
      },
      reactionTime_s: row[interceptor.reactionTime_s]!,
      radars: faces.flatMap(({ index }, face) => (site.radars.includes(index) ? [face] : [])),
    };
  });
  return new ArcScreen({
    earth: problem.earth,
    launch: placeLaunch(problem.launches[launch]!, row),
    burnout: paths.burnout,
    burnTimeFactor: row[t.burnTime_s]! / problem.parameters[t.burnTime_s]!.value,
    apogeeFactor: factorIndex === undefined ? 1 : row[factorIndex]! / problem.parameters[factorIndex]!.value,
    radars,
    sites,
    lowestFloor_m: Math.min(...problem.interceptors.map(({ floor_m }) => problem.parameters[floor_m]!.low)),
  });
}
