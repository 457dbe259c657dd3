import type { Highs } from "highs";
import type { RaidSolver } from "parapet";

/** Loads a new instance of the HiGHS solver; it keeps its memory to itself. */
export async function loadHighs(): Promise<Highs> {
  // The package's types are those of its CommonJS build, where the loader is one level deeper.
  const module: { readonly default: unknown } = await import("highs");
  return (module.default as () => Promise<Highs>)();
}

/** The solver of a raid's trials, which only the optimal controller needs. */
export async function loadRaidSolver(problem: { readonly controller: "rule-based" | "optimal" }): Promise<RaidSolver> {
  return problem.controller === "optimal" ? { highs: await loadHighs() } : {};
}
