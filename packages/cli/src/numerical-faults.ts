import type { StudyOutcome } from "./study-seam.ts";

/** How often a result's numbers failed to come about, by reason; part of every manifest. */
export interface NumericalFaults {
  readonly count: number;
  /** Flights, or metrics where a study flies none, of which these are. */
  readonly of: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/** A study says so in its first line beyond this share. */
const LOUD = 0.001;

/** What a study counted itself, and every metric that is no finite number. */
export function countFaults({ metrics, faults }: Pick<StudyOutcome, "metrics" | "faults">): NumericalFaults {
  const reasons: Record<string, number> = { ...faults?.reasons };
  const notFinite = Object.values(metrics).filter((each) => ![each.value, each.low, each.high].every(Number.isFinite));
  if (notFinite.length > 0) reasons["metric-not-finite"] = notFinite.length;
  const count = Object.values(reasons).reduce((sum, each) => sum + each, 0);
  return { count, of: (faults?.of ?? 0) + Object.keys(metrics).length, reasons };
}

/** The first line of a result with more faults than a thousandth; undefined for the others. */
export function tellFaults({ count, of, reasons }: NumericalFaults): string | undefined {
  if (count <= LOUD * of) return undefined;
  const told = Object.entries(reasons).map(([reason, times]) => `${reason} ${times}`);
  const share = ((100 * count) / of).toPrecision(2);
  return `numerical faults: ${count} of ${of} computations (${share} %) did not come to an end: ${told.join(", ")}; the numbers below leave them out`;
}
