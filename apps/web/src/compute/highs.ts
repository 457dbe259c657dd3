import type { Highs } from "highs";
import type { RaidSolver } from "parapet";

/** The solver of a raid's trials, fetched from this server when the optimal controller is asked for and not before. */
export async function loadRaidSolver(problem: { readonly controller: "rule-based" | "optimal" }): Promise<RaidSolver> {
  return problem.controller === "optimal" ? { highs: await loadHighs() } : {};
}

/** A new instance of the HiGHS solver. */
export async function loadHighs(): Promise<Highs> {
  const [module, runtime] = await Promise.all([import("highs"), import("highs/runtime?url")]);
  const load = module.default as unknown as (settings: { locateFile: () => string }) => Promise<Highs>;
  return load({ locateFile: () => runtime.default });
}
