import type { PerformStudy, ResolvedStudy } from "./study-seam.ts";

type Performers = {
  readonly [Kind in ResolvedStudy["kind"]]?: () => Promise<PerformStudy<Extract<ResolvedStudy, { kind: Kind }>>>;
};

/** The code of each kind of study, loaded when a study of that kind is run. */
export const STUDIES: Performers = {
  "defended-area": async () => (await import("./studies/defended-area.ts")).performDefendedArea,
  range: async () => (await import("./studies/range.ts")).performRange,
  "booster-fall": async () => (await import("./studies/booster-fall.ts")).performBoosterFall,
  cost: async () => (await import("./studies/cost.ts")).performCost,
  reach: async () => (await import("./studies/reach.ts")).performReach,
  siting: async () => (await import("./studies/siting.ts")).performSiting,
  coverage: async () => (await import("./studies/coverage.ts")).performCoverage,
  raid: async () => (await import("./studies/raid.ts")).performRaid,
  sensitivity: async () => (await import("./studies/raid.ts")).performSensitivity,
};
