import {
  type CellAnswer,
  codeOfAnswer,
  collectCellShares,
  computeShares,
  contourPolygons,
  type DefendedAreaProblem,
  type DefendedAreaResult,
  defendedAreaContours,
  type DefendedAreaSummary,
  extendValues,
  type GridFrame,
  gridFrame,
  type GroupShare,
  type LandGrid,
  type Metric,
  type MultiPolygon,
  quantile,
  shareOf,
  type Shares,
} from "parapet";
import type { AreaAnswer, Edges, Polygons, PrefectureShare, Share } from "./desk-types.ts";

/** Cells that a contour runs on beyond the last land cell, so that it is cut at the coast and not before it. */
const REACH = 3;

/** Contours wound as d3-geo wants them. */
function toDrawn({ coordinates }: MultiPolygon): Polygons {
  return {
    type: "MultiPolygon",
    coordinates: coordinates.map((polygon) =>
      polygon.map((ring) => ring.map((position) => [position[0]!, position[1]!]).toReversed()),
    ),
  };
}

const NOWHERE: Polygons = { type: "MultiPolygon", coordinates: [] };

/**
 * Edges of what is defended (1), not (0) and out of reach (-1); NaN where there is no land. `reach` is how many cells they run on
 * beyond the last one with an answer: 0 where the answers already go beyond the coast.
 */
export function drawEdges(land: LandGrid, defended: ArrayLike<number>, reach: number = REACH): Edges {
  const grid = gridFrame(land);
  const known = Float64Array.from(defended, (value) => (value < 0 ? Number.NaN : value));
  const away = Float64Array.from(defended, (value) => (Number.isNaN(value) ? value : Number(value < 0)));
  return {
    nominal: contour(grid, known, reach),
    beyond: away.includes(1) ? contour(grid, away, reach) : NOWHERE,
  };
}

function contour(grid: GridFrame, values: Float64Array, reach: number): Polygons {
  const extended = reach === 0 ? values : extendValues(grid, values, reach);
  return toDrawn(contourPolygons({ grid, values: extended, threshold: 0.5 }));
}

/** Nominal answers of all cases as one number for each cell of the grid. */
export function mergeAnswers(land: LandGrid, cells: readonly (readonly CellAnswer[])[]): Float64Array {
  const merged = new Float64Array(land.columns * land.rows).fill(Number.NaN);
  for (let i = 0; i < land.cells.count; i++) {
    let value = -1;
    for (const answers of cells) {
      const code = codeOfAnswer(answers[i]!);
      if (code >= 0 && value !== 0) value = code > 0 ? 1 : 0;
    }
    merged[land.cells.row[i]! * land.columns + land.cells.column[i]!] = value;
  }
  return merged;
}

/** Shares by integrated flights. */
export function sharesOfAnswers(
  problem: DefendedAreaProblem,
  land: LandGrid,
  cells: readonly (readonly CellAnswer[])[],
): Shares {
  return computeShares(problem, land, (c, cell) => codeOfAnswer(cells[c]![cell]!));
}

const LOW = 0.05;
const HIGH = 0.95;

function shareWithDraws(
  pick: (shares: Shares) => GroupShare,
  measure: "people" | "area_m2",
  nominal: Shares,
  draws: readonly Shares[],
): Share {
  const value = shareOf(pick(nominal), "any", measure);
  if (draws.length < 10) return { value };
  const sorted = draws.map((draw) => shareOf(pick(draw), "any", measure)).sort((a, b) => a - b);
  return { value, low: Math.min(value, quantile(sorted, LOW)), high: Math.max(value, quantile(sorted, HIGH)) };
}

/** What the page shows of some shares and the draws that are in. */
export function tellShares(
  land: LandGrid,
  nominal: Shares,
  draws: readonly Shares[],
): Pick<AreaAnswer, "people" | "area" | "prefectures"> {
  return {
    people: shareWithDraws((s) => s.all, "people", nominal, draws),
    area: shareWithDraws((s) => s.all, "area_m2", nominal, draws),
    prefectures: land.prefectures.map(({ code, name, nameJa, population }, k): PrefectureShare => ({
      code,
      name,
      nameJa,
      population,
      threatened: nominal.prefectures[0]![k]!.threatened.people > 0,
      people: shareWithDraws((s) => s.prefectures[0]![k]!, "people", nominal, draws),
      area: shareWithDraws((s) => s.prefectures[0]![k]!, "area_m2", nominal, draws),
    })),
  };
}

/** The finished study as the page shows it. */
export function tellResult(
  result: DefendedAreaResult,
  summary: DefendedAreaSummary,
): Pick<AreaAnswer, "people" | "area" | "prefectures" | "edges"> {
  const { share, nominal, landArea_m2 } = collectCellShares({ result }, 0, 0);
  const edges = defendedAreaContours({ grid: gridFrame(result.land), share, nominal, landArea_m2 });
  const merged = mergeAnswers(result.land, result.cells);
  const total = summary.overall.find(({ interceptor }) => interceptor === "any")!;
  const plain = ({ value, low, high }: Metric): Share => ({ value, low, high });
  return {
    people: plain(total.population),
    area: plain(total.area),
    prefectures: summary.prefectures.map(({ code, name, nameJa, population, byPath }, k) => ({
      code,
      name,
      nameJa,
      population,
      threatened: result.nominal.prefectures[0]![k]!.threatened.people > 0,
      people: plain(byPath[0]!.population),
      area: plain(byPath[0]!.area),
    })),
    edges: {
      nominal: toDrawn(edges.nominal),
      inner: toDrawn(edges.inner),
      outer: toDrawn(edges.outer),
      beyond: drawEdges(result.land, merged).beyond,
    },
  };
}
