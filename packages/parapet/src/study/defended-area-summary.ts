import { addFaults, type FaultCount } from "../math/fault-tally.ts";
import { quantile } from "../math/statistics.ts";
import type { DefendedAreaResult, Sensitivity } from "./defended-area.ts";
import { listThreatCases } from "./defended-area-problem.ts";
import { type GroupShare, type Measure, type Shares, shareOf } from "./defended-area-shares.ts";
import type { PathKind } from "./threat-paths.ts";

/** A number with the interval it lies in: the central value by integrated flights, 5 % and 95 % of the draws. */
export interface Metric {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
}

/** Shares of one group, with what every draw gave. */
export interface GroupSummary {
  readonly area: Metric;
  readonly population: Metric;
  readonly areaDraws: readonly number[];
  readonly populationDraws: readonly number[];
}

/** One interceptor, or `any` of the study's, against one kind of path and all threats that fly it. */
export interface PathSummary extends GroupSummary {
  readonly path: PathKind;
  readonly interceptor: string;
}

/** One interceptor against one threat on one kind of path from one launch region. */
export interface CaseSummary {
  readonly interceptor: string;
  readonly threat: string;
  readonly path: PathKind;
  readonly launchRegion: string;
  /** Share of the land, and of the people, that the threat reaches so. */
  readonly threatenedArea: number;
  readonly threatenedPopulation: number;
  readonly area: Metric;
  readonly population: Metric;
  /** Share of the threatened people for whom a second shot fits after the first was assessed; central values. */
  readonly secondShot: number;
  /** Most shots that fit one after the other for any cell. */
  readonly mostShots: number;
  /** Altitudes of the first intercept, least and greatest, m; absent without any. */
  readonly interceptAltitude_m?: readonly [lowest: number, highest: number];
}

/** One prefecture against one kind of path, by any interceptor of the study. */
export interface PrefectureSummary {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
  readonly population: number;
  readonly landArea_m2: number;
  readonly byPath: readonly { readonly path: PathKind; readonly area: Metric; readonly population: Metric }[];
}

/** The answer of a defended-area study as plain data. */
export interface DefendedAreaSummary {
  readonly kind: "defended-area";
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly overall: readonly (GroupSummary & { readonly interceptor: string })[];
  readonly paths: readonly PathSummary[];
  readonly cases: readonly CaseSummary[];
  readonly prefectures: readonly PrefectureSummary[];
  readonly sensitivity: readonly Sensitivity[];
  readonly draws: number;
  readonly landCells: number;
  readonly landArea_m2: number;
  readonly population: number;
  /** Shares defended against everything by any interceptor as the two-body screen has them with central values: the middle of the sweeps. */
  readonly screened: { readonly people: number; readonly area_m2: number };
  /** Share of the threatened cells on which the two-body screen and the integrated flights disagree. */
  readonly screenDisagreement: number;
  /** Cells that no flight was found to, by reason: outside the class's reach or not converged. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Flights that were tried, and those whose search did not end. */
  readonly faults: FaultCount;
}

const LOW = 0.05;
const HIGH = 0.95;

/** Turns the result of a defended-area study into its answer. */
export function summariseDefendedArea(result: DefendedAreaResult): DefendedAreaSummary {
  const { problem, land, nominal, draws, cells } = result;
  const reasons = countReasons(result);
  const who: readonly (number | "any")[] = [...problem.interceptors.map((_, i) => i), "any"];
  const nameOf = (interceptor: number | "any"): string =>
    interceptor === "any" ? "any" : problem.interceptors[interceptor]!.id;
  const group = (pick: (shares: Shares) => GroupShare, interceptor: number | "any"): GroupSummary => {
    const of = (measure: Measure): { metric: Metric; draws: readonly number[] } =>
      measured(
        shareOf(pick(nominal), interceptor, measure),
        draws.map((d) => shareOf(pick(d), interceptor, measure)),
      );
    const area = of("area_m2");
    const population = of("people");
    return {
      area: area.metric,
      population: population.metric,
      areaDraws: area.draws,
      populationDraws: population.draws,
    };
  };
  const overall = who.map((interceptor) => ({ interceptor: nameOf(interceptor), ...group((s) => s.all, interceptor) }));
  const paths = problem.paths.flatMap((path, p) =>
    who.map((interceptor): PathSummary => ({
      path,
      interceptor: nameOf(interceptor),
      ...group((s) => s.paths[p]!, interceptor),
    })),
  );
  const cases = listThreatCases(problem).flatMap(({ threat, path, launch }, c) =>
    problem.interceptors.map((interceptor, i): CaseSummary => {
      const shares = group((s) => s.cases[c]!, i);
      const answers = cells[c]!;
      let reached = 0;
      let second = 0;
      let mostShots = 0;
      let lowest = Infinity;
      let highest = 0;
      answers.forEach((answer, cell) => {
        if (!answer.threatened) return;
        const { shots, altitude_m } = answer.interceptors[i]!;
        reached += land.cells.population[cell]!;
        if (shots >= 2) second += land.cells.population[cell]!;
        mostShots = Math.max(mostShots, shots);
        if (shots > 0) {
          lowest = Math.min(lowest, altitude_m);
          highest = Math.max(highest, altitude_m);
        }
      });
      return {
        interceptor: interceptor.id,
        threat: problem.threats[threat]!.id,
        path: problem.paths[path]!,
        launchRegion: problem.launches[launch]!.id,
        threatenedArea: nominal.cases[c]!.threatened.area_m2 / land.landArea_m2,
        threatenedPopulation: nominal.cases[c]!.threatened.people / land.population,
        area: shares.area,
        population: shares.population,
        secondShot: reached > 0 ? second / reached : 0,
        mostShots,
        ...(highest > 0 ? { interceptAltitude_m: [lowest, highest] as const } : {}),
      };
    }),
  );
  const prefectures = land.prefectures.map((prefecture, k): PrefectureSummary => ({
    code: prefecture.code,
    name: prefecture.name,
    nameJa: prefecture.nameJa,
    population: prefecture.population,
    landArea_m2: prefecture.landArea_m2,
    byPath: problem.paths.map((path, p) => {
      const { area, population } = group((s) => s.prefectures[p]![k]!, "any");
      return { path, area, population };
    }),
  }));
  const total = overall.find(({ interceptor }) => interceptor === "any")!;
  return {
    kind: "defended-area",
    metrics: {
      defendedAreaShare: total.area,
      defendedPopulationShare: total.population,
      ...Object.fromEntries(
        cases.flatMap((c) => [
          [`defendedAreaShare:${c.interceptor}:${c.threat}:${c.path}:${c.launchRegion}`, c.area],
          [`defendedPopulationShare:${c.interceptor}:${c.threat}:${c.path}:${c.launchRegion}`, c.population],
        ]),
      ),
    },
    overall,
    paths,
    cases,
    prefectures,
    sensitivity: result.sensitivity,
    draws: draws.length,
    landCells: land.cells.count,
    landArea_m2: land.landArea_m2,
    population: land.population,
    screened: {
      people: shareOf(result.screened.all, "any", "people"),
      area_m2: shareOf(result.screened.all, "any", "area_m2"),
    },
    screenDisagreement: result.disagreement,
    reasons,
    faults: addFaults(
      {
        of: cells.reduce((sum, each) => sum + each.length, 0),
        reasons: pickFaults(reasons),
      },
      ...result.paths.map(({ faults }) => faults),
    ),
  };
}

function measured(value: number, draws: readonly number[]): { metric: Metric; draws: readonly number[] } {
  const sorted = draws.toSorted((a, b) => a - b);
  const low = sorted.length > 0 ? quantile(sorted, LOW) : value;
  const high = sorted.length > 0 ? quantile(sorted, HIGH) : value;
  // The draws come from the quick model: the interval is widened where the integrated central value lies outside it.
  return { metric: { value, low: Math.min(low, value), high: Math.max(high, value), unit: "1" }, draws };
}

function countReasons({ cells }: DefendedAreaResult): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const answers of cells)
    for (const { reason } of answers) if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return reasons;
}

/** Of the reasons for which no flight was found those that are the program's and not the missile's. */
function pickFaults(reasons: Readonly<Record<string, number>>): FaultCount["reasons"] {
  const count = reasons["did-not-converge"] ?? 0;
  return count === 0 ? {} : { "did-not-converge": count };
}
