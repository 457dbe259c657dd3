import { makeStream } from "../math/random.ts";
import type { CasePaths } from "./case-paths.ts";
import type { CellAnswer, SampledPath } from "./defended-area-nominal.ts";
import { type DefendedAreaProblem, listThreatCases } from "./defended-area-problem.ts";
import { computeShares, type Shares, shareOf } from "./defended-area-shares.ts";
import type {
  DefendedAreaAnswer,
  DefendedAreaShared,
  DefendedAreaTask,
  DefendedCounts,
} from "./defended-area-worker.ts";
import { type LandGrid, makeLandGrid } from "./land-grid.ts";
import { drawRows, makeNominalRow, moveParameter, type Parameter, type ParameterRow } from "./parameter.ts";
import { swingOf } from "./swing.ts";

/** Maps tasks over whatever threads or machines the host has; answers in the order of the tasks. */
export type MapDefendedArea = (
  shared: DefendedAreaShared,
  tasks: readonly DefendedAreaTask[],
  label: string,
) => Promise<readonly DefendedAreaAnswer[]>;

/** Share of people and of area defended against everything by any interceptor, for one value of one parameter. */
export interface SweepPoint {
  readonly value: number;
  readonly people: number;
  readonly area_m2: number;
}

/** What moving one parameter through its range does, all others at their central values. */
export interface Sensitivity {
  readonly parameter: Parameter;
  /** At the low and the high end of the range; for the most influential parameters also between. Rising values. */
  readonly sweep: readonly SweepPoint[];
}

/** The flight of one case to the most peopled cell that it reaches. */
export interface ExampleFlight {
  readonly case: number;
  readonly cell: number;
  readonly path: SampledPath;
}

/** Everything a defended-area study found. */
export interface DefendedAreaResult {
  readonly problem: DefendedAreaProblem;
  readonly land: LandGrid;
  readonly paths: readonly CasePaths[];
  /** Integrated flights, central values. */
  readonly nominal: Shares;
  /** For each case the answers of the land cells. */
  readonly cells: readonly (readonly CellAnswer[])[];
  /** The same by the two-body screen: what the draws are to be compared with. */
  readonly screened: Shares;
  /** Share of the threatened land cells, over all cases, on which screen and integrated flight disagree. */
  readonly disagreement: number;
  readonly draws: readonly Shares[];
  readonly counts: DefendedCounts;
  readonly sensitivity: readonly Sensitivity[];
  readonly examples: readonly ExampleFlight[];
}

const CELLS_A_TASK = 250;
const ROWS_A_TASK = 6;
/** Parameters swept between the ends of their range, and the points of a sweep. */
const SWEPT = 5;
const SWEEP_POINTS = 9;

/**
 * Runs a defended-area study: threat paths first, then every land cell by integrated flights, the draws and each parameter's
 * ends by the two-body screen, at last sweeps of the parameters that move the answer most. The outcome depends on the problem
 * alone, not on who maps the tasks. Without sweeps only central values and draws are asked about.
 */
export async function runDefendedArea(
  shared: DefendedAreaShared,
  map: MapDefendedArea,
  { sweeps }: { readonly sweeps?: "none" | undefined } = {},
): Promise<DefendedAreaResult> {
  const { problem } = shared;
  const cases = listThreatCases(problem);
  const land = makeLandGrid({ ...shared, people: "census" });
  const first = await map(
    shared,
    cases.map((_, i) => ({ kind: "paths", case: i })),
    "threat paths",
  );
  const paths = first.map((answer) => expectKind(answer, "paths").paths);
  const withPaths = { ...shared, paths };

  const moved = problem.parameters.flatMap((p, i) => (p.drawn && sweeps !== "none" ? [i] : []));
  const nominalRow = makeNominalRow(problem.parameters);
  const draws = drawRows(problem.parameters, problem.draws, (purpose) => makeStream(problem.seed, 0, purpose));
  const ends = moved.flatMap((index) => {
    const { low, high } = problem.parameters[index]!;
    return [moveParameter(nominalRow, index, low), moveParameter(nominalRow, index, high)];
  });
  const nominalTasks = cases.flatMap((_, c): DefendedAreaTask[] =>
    chunk(land.cells.count, CELLS_A_TASK).map(([from, to]) => ({ kind: "nominal", case: c, from, to })),
  );
  const endTasks = rowTasks([nominalRow, ...ends], [[], ...moved.flatMap((index) => [[index], [index]])], "plain");
  const drawTasks = rowTasks(draws, undefined, "count");
  const second = await map(withPaths, [...nominalTasks, ...endTasks, ...drawTasks], "cells and draws");

  const cells = cases.map((_, c) =>
    second.flatMap((answer, i) => {
      const task = nominalTasks[i];
      return task?.kind === "nominal" && task.case === c ? expectKind(answer, "nominal").cells : [];
    }),
  );
  const nominal = computeShares(problem, land, (c, cell) => codeOfAnswer(cells[c]![cell]!));
  const [screened, ...endShares] = second
    .slice(nominalTasks.length, nominalTasks.length + endTasks.length)
    .flatMap((answer) => expectKind(answer, "rows").shares);
  const drawAnswers = second.slice(nominalTasks.length + endTasks.length).map((answer) => expectKind(answer, "rows"));
  const sensitivity = moved.map((index, k): Sensitivity => {
    const parameter = problem.parameters[index]!;
    return {
      parameter,
      sweep: [toPoint(parameter.low, endShares[2 * k]!), toPoint(parameter.high, endShares[2 * k + 1]!)],
    };
  });
  const swept = await sweepMostInfluential(withPaths, map, sensitivity, screened!);
  return {
    problem,
    land,
    paths,
    nominal,
    cells,
    screened: screened!,
    ...(await compareAndIllustrate(withPaths, map, land, cells)),
    draws: drawAnswers.flatMap(({ shares }) => shares),
    counts: addCounts(
      problem,
      drawAnswers.flatMap(({ counts }) => (counts === undefined ? [] : [counts])),
      land.columns * land.rows,
    ),
    sensitivity: swept,
  };
}

/** Bits of the interceptors that have a shot; -1 where the class does not reach the cell. */
export function codeOfAnswer(answer: CellAnswer): number {
  if (!answer.threatened) return -1;
  return answer.interceptors.reduce((bits, { shots }, i) => (shots > 0 ? bits | (1 << i) : bits), 0);
}

/** How far the screen is from the integrated flights, and one flight of each case for the pictures. */
async function compareAndIllustrate(
  shared: DefendedAreaShared,
  map: MapDefendedArea,
  land: LandGrid,
  cells: readonly (readonly CellAnswer[])[],
): Promise<Pick<DefendedAreaResult, "disagreement" | "examples">> {
  const aims = cells.flatMap((answers, c) => {
    let best: number | undefined;
    answers.forEach(({ threatened }, cell) => {
      if (threatened && (best === undefined || land.cells.population[cell]! > land.cells.population[best]!))
        best = cell;
    });
    return best === undefined ? [] : [{ case: c, cell: best }];
  });
  const [compared, ...flown] = await map(
    shared,
    [{ kind: "codes" }, ...aims.map((aim): DefendedAreaTask => ({ kind: "example", ...aim }))],
    "comparison",
  );
  const { codes } = expectKind(compared!, "codes");
  let asked = 0;
  let different = 0;
  cells.forEach((answers, c) =>
    answers.forEach((answer, i) => {
      const code = codes[c]![land.cells.row[i]! * land.columns + land.cells.column[i]!]!;
      if (!answer.threatened && code < 0) return;
      asked++;
      if (code !== codeOfAnswer(answer)) different++;
    }),
  );
  const examples = aims.flatMap((aim, i) => {
    const { path } = expectKind(flown[i]!, "example");
    return path === undefined ? [] : [{ ...aim, path }];
  });
  return { disagreement: asked === 0 ? 0 : different / asked, examples };
}

async function sweepMostInfluential(
  shared: DefendedAreaShared,
  map: MapDefendedArea,
  sensitivity: readonly Sensitivity[],
  nominal: Shares,
): Promise<readonly Sensitivity[]> {
  const { parameters } = shared.problem;
  const row = makeNominalRow(parameters);
  const ordered = sensitivity.toSorted(
    (a, b) => swingOfPeople(b) - swingOfPeople(a) || (a.parameter.key < b.parameter.key ? -1 : 1),
  );
  const chosen = ordered.slice(0, SWEPT).filter((s) => swingOfPeople(s) > 0);
  const plan = chosen.flatMap(({ parameter }) => {
    const index = parameters.indexOf(parameter);
    return Array.from({ length: SWEEP_POINTS }, (_, i) => {
      const value = parameter.low + ((i + 1) / (SWEEP_POINTS + 1)) * (parameter.high - parameter.low);
      return { parameter, index, value };
    });
  });
  const tasks = rowTasks(
    plan.map(({ index, value }) => moveParameter(row, index, value)),
    plan.map(({ index }) => [index]),
    "plain",
  );
  const shares = (await map(shared, tasks, "turning points")).flatMap((answer) => expectKind(answer, "rows").shares);
  return ordered.map((each) => {
    const between = plan.flatMap((p, i) => (p.parameter === each.parameter ? [toPoint(p.value, shares[i]!)] : []));
    const centre = toPoint(each.parameter.value, nominal);
    return { ...each, sweep: [...each.sweep, ...between, centre].toSorted((a, b) => a.value - b.value) };
  });
}

/** Greatest less smallest share of people over a sweep. */
export function swingOfPeople({ sweep }: Sensitivity): number {
  return swingOf(sweep.map(({ people }) => people));
}

function toPoint(value: number, shares: Shares): SweepPoint {
  return { value, people: shareOf(shares.all, "any", "people"), area_m2: shareOf(shares.all, "any", "area_m2") };
}

function rowTasks(
  rows: readonly ParameterRow[],
  changed: readonly (readonly number[])[] | undefined,
  counting: "count" | "plain",
): DefendedAreaTask[] {
  return chunk(rows.length, ROWS_A_TASK).map(([from, to]) => ({
    kind: "rows",
    rows: rows.slice(from, to),
    ...(changed === undefined ? {} : { changed: changed.slice(from, to) }),
    count: counting === "count",
  }));
}

function chunk(count: number, size: number): readonly (readonly [from: number, to: number])[] {
  return Array.from(
    { length: Math.ceil(count / size) },
    (_, i) => [i * size, Math.min(count, (i + 1) * size)] as const,
  );
}

function expectKind<K extends DefendedAreaAnswer["kind"]>(
  answer: DefendedAreaAnswer,
  kind: K,
): Extract<DefendedAreaAnswer, { kind: K }> {
  if (answer.kind !== kind)
    throw new Error(`runDefendedArea: a task answered "${answer.kind}" where "${kind}" was due`);
  return answer as Extract<DefendedAreaAnswer, { kind: K }>;
}

function addCounts(problem: DefendedAreaProblem, parts: readonly DefendedCounts[], size: number): DefendedCounts {
  const add = (arrays: readonly Uint32Array[]): Uint32Array => {
    const sum = new Uint32Array(size);
    for (const array of arrays) for (let i = 0; i < size; i++) sum[i]! += array[i]!;
    return sum;
  };
  return {
    defended: problem.paths.map((_, p) =>
      problem.interceptors.map((_i, i) => add(parts.map((part) => part.defended[p]![i]!))),
    ),
    threatened: problem.paths.map((_, p) => add(parts.map((part) => part.threatened[p]!))),
  };
}
