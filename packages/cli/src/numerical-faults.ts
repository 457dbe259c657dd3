import type { FaultCount, NumericalFaults } from "parapet";
import type { StudyOutcome } from "./study-seam.ts";

/** What a study counted itself, and every metric that is no finite number; part of every manifest, metrics.json and report. */
export function countFaults({ metrics, faults }: Pick<StudyOutcome, "metrics" | "faults">): NumericalFaults {
  const notFinite = Object.values(metrics).filter((each) => ![each.value, each.low, each.high].every(Number.isFinite));
  const own = sumFaults(faults ?? { of: 0, reasons: {} });
  return {
    count: own.count + notFinite.length,
    of: own.of + Object.keys(metrics).length,
    reasons: { ...own.reasons, ...(notFinite.length > 0 ? { "metric-not-finite": notFinite.length } : {}) },
  };
}

/** A count with its sum. */
export function sumFaults({ of, reasons }: FaultCount): NumericalFaults {
  return { count: Object.values(reasons).reduce((sum, each) => sum + each, 0), of, reasons };
}
