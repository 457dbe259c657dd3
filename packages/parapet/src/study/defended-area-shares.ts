import { OUT_OF_REACH } from "./arc-screen.ts";
import { type DefendedAreaProblem, listThreatCases } from "./defended-area-problem.ts";
import type { LandGrid } from "./land-grid.ts";

/** Land (m^2) and people of one group of cells. */
export interface Tally {
  area_m2: number;
  people: number;
}

/** What of a tally is defended; `threatened` is what the threats of the group reach. */
export interface GroupShare {
  readonly threatened: Tally;
  /** By interceptor of the study. */
  readonly defended: readonly Tally[];
  /** By at least one interceptor of the study. */
  readonly defendedByAny: Tally;
}

/** Shares of one row of parameters, or of the nominal integrated flights. */
export interface Shares {
  /** One for each case of `listThreatCases`. */
  readonly cases: readonly GroupShare[];
  /** One for each kind of path: a cell is defended when it is against every threat and launch region that reach it so. */
  readonly paths: readonly GroupShare[];
  /** Against everything in the study that reaches a cell. */
  readonly all: GroupShare;
  /** For each kind of path and prefecture. */
  readonly prefectures: readonly (readonly GroupShare[])[];
}

/** How the cells' codes are read: for each case the code of a land cell, by its number in the land grid's list. */
export type CodeOfCell = (caseIndex: number, landCell: number) => number;

/**
 * Adds up what is defended, case by case, path by path and altogether. A cell counts in a group when any of its cases reaches
 * it, and as defended when every case that reaches it is met. Land and people are those of the land grid's parts, so that
 * prefectures add up exactly.
 */
export function computeShares(problem: DefendedAreaProblem, land: LandGrid, codeOf: CodeOfCell): Shares {
  const cases = listThreatCases(problem);
  const interceptors = problem.interceptors.length;
  const allBits = (1 << interceptors) - 1;
  const makeGroup = (): MutableGroup => ({
    threatened: { area_m2: 0, people: 0 },
    defended: Array.from({ length: interceptors }, () => ({ area_m2: 0, people: 0 })),
    defendedByAny: { area_m2: 0, people: 0 },
  });
  const perCase = cases.map(makeGroup);
  const perPath = problem.paths.map(makeGroup);
  const all = makeGroup();
  const prefectures = problem.paths.map(() => land.prefectures.map(makeGroup));
  const count = land.cells.count;
  const pathReached = problem.paths.map(() => new Uint8Array(count));
  const pathBits = problem.paths.map(() => new Int32Array(count));
  const pathMet = problem.paths.map(() => new Uint8Array(count));
  for (let cell = 0; cell < count; cell++) {
    const area = land.cells.landArea_m2[cell]!;
    const people = land.cells.population[cell]!;
    let reached = false;
    let bits = allBits;
    let met = true;
    for (let p = 0; p < problem.paths.length; p++) {
      let reachedSo = false;
      let bitsSo = allBits;
      let metSo = true;
      for (let c = 0; c < cases.length; c++) {
        if (cases[c]!.path !== p) continue;
        const code = codeOf(c, cell);
        if (code === OUT_OF_REACH) continue;
        reachedSo = true;
        bitsSo &= code;
        metSo &&= code !== 0;
        addTo(perCase[c]!, area, people, code, code !== 0);
      }
      if (!reachedSo) continue;
      reached = true;
      bits &= bitsSo;
      met &&= metSo;
      pathReached[p]![cell] = 1;
      pathBits[p]![cell] = bitsSo;
      pathMet[p]![cell] = Number(metSo);
      addTo(perPath[p]!, area, people, bitsSo, metSo);
    }
    if (reached) addTo(all, area, people, bits, met);
  }
  const { parts } = land;
  for (let i = 0; i < parts.count; i++) {
    const cell = parts.cell[i]!;
    for (let p = 0; p < problem.paths.length; p++)
      if (pathReached[p]![cell] === 1)
        addTo(
          prefectures[p]![parts.prefecture[i]!]!,
          parts.landArea_m2[i]!,
          parts.population[i]!,
          pathBits[p]![cell]!,
          pathMet[p]![cell] === 1,
        );
  }
  return { cases: perCase, paths: perPath, all, prefectures };
}

interface MutableGroup {
  readonly threatened: Tally;
  readonly defended: Tally[];
  readonly defendedByAny: Tally;
}

function addTo(group: MutableGroup, area: number, people: number, bits: number, met: boolean): void {
  group.threatened.area_m2 += area;
  group.threatened.people += people;
  for (let i = 0; i < group.defended.length; i++)
    if ((bits & (1 << i)) !== 0) {
      group.defended[i]!.area_m2 += area;
      group.defended[i]!.people += people;
    }
  if (met) {
    group.defendedByAny.area_m2 += area;
    group.defendedByAny.people += people;
  }
}

/** Which measure of a group is asked for. */
export type Measure = "area_m2" | "people";

/**
 * Share of what is threatened that is defended, by one interceptor or by any; 1 where nothing is threatened, for there is
 * nothing to defend.
 */
export function shareOf(group: GroupShare, interceptor: number | "any", measure: Measure): number {
  const threatened = group.threatened[measure];
  if (threatened === 0) return 1;
  const tally = interceptor === "any" ? group.defendedByAny : group.defended[interceptor]!;
  return tally[measure] / threatened;
}
