import type { AssumptionsFile } from "../scenario/assumptions-file.ts";
import { collectSourcedValues } from "../scenario/resolve.ts";
import { compareText } from "../scenario/problem.ts";
import type { ResolvedStudy, SourcedValue } from "../scenario/types.ts";
import type { ClaimFile } from "../scenario/claim-file.ts";
import { metricsAlong, swingOf } from "./swing.ts";
import { judgeStudy, leaveOpen, type StudySummary, type Verdict } from "./verdict.ts";

/** What a claim is found to be under one set of assumptions. */
export interface SetFinding {
  readonly set: AssumptionsFile;
  /** The study that the claim is judged by, resolved under the set. */
  readonly study: ResolvedStudy;
  /** SHA-256 of that study. */
  readonly hash: string;
  readonly verdict: Verdict;
}

/** A value in which at least two sets differ, in the order of the sets; absent where a set's study has no such value. */
export interface SetValue {
  /** System and value, `sm3-iia.burnoutSpeed`. */
  readonly key: string;
  readonly values: readonly (SourcedValue | undefined)[];
  /** How far the value's published range moves the metric, all others at their central values; absent where it was not swept. */
  readonly influence?: number;
}

/** A claim under several sets of assumptions, side by side. */
export interface SetsComparison {
  readonly findings: readonly SetFinding[];
  /** Most influential first. */
  readonly values: readonly SetValue[];
}

/** Draws, trials and other settings of a study that is run for a second opinion; see `coarsenStudy`. */
const COARSE = { draws: 60, reachDraws: 40, sitingDraws: 4, trials: 100, unknowns: 10 } as const;
/** A raid of which many sizes are asked is run this much less often. */
const COARSE_SIZES = { trials: 10, unknowns: 4 } as const;

/**
 * The same question with fewer draws and trials, without variants and without moving single values: central values are as good as those of
 * the whole study (but for the luck of a raid), intervals coarser, and nothing tells what the answer turns on.
 */
export function coarsenStudy<S extends ResolvedStudy>(study: S): S {
  const sweeps = "none" as const;
  switch (study.kind) {
    case "raid":
    case "sensitivity": {
      const { trials, unknowns } = study.sizes.length > 0 ? COARSE_SIZES : COARSE;
      return {
        ...study,
        sweeps,
        sensitivity: 0,
        variants: [],
        draws: Math.min(study.draws, trials),
        unknowns: Math.min(study.unknowns, unknowns),
      };
    }
    case "reach":
      return { ...study, sweeps, draws: Math.min(study.draws, COARSE.reachDraws) };
    case "siting":
      return { ...study, sweeps, draws: Math.min(study.draws, COARSE.sitingDraws) };
    case "defended-area":
    case "coverage":
      return { ...study, sweeps, draws: Math.min(study.draws, COARSE.draws) };
    default:
      return { ...study, sweeps };
  }
}

/**
 * Lays the findings of several sets side by side, with every value in which their studies differ and which the study computes with.
 * `influences` tells by key how far a value's range moves the metric; a study that moved no value by itself gives none.
 */
export function compareSets(findings: readonly SetFinding[], influences: ReadonlyMap<string, number>): SetsComparison {
  const bySet = findings.map(
    ({ study }) => new Map(collectSourcedValues(study).map((value) => [`${value.systemId}.${value.name}`, value])),
  );
  const keys = [...new Set(bySet.flatMap((values) => [...values.keys()]))].filter((key) => {
    const [first, ...rest] = bySet.map((values) => describe(values.get(key)));
    return rest.some((each) => each !== first) && isUsed(key, bySet, findings, influences);
  });
  return {
    findings,
    values: keys
      .map((key): SetValue => {
        const influence = influences.get(key);
        return {
          key,
          values: bySet.map((values) => values.get(key)),
          ...(influence === undefined ? {} : { influence }),
        };
      })
      .toSorted((a, b) => (b.influence ?? 0) - (a.influence ?? 0) || compareText(a.key, b.key)),
  };
}

function describe(value: SourcedValue | undefined): string {
  return value === undefined ? "" : `${value.value} ${value.low} ${value.high} ${value.priceYear ?? ""}`;
}

/** True for a value that the study computes with: one that it moved by itself, one that shapes its flights, or a price. */
function isUsed(
  key: string,
  bySet: readonly ReadonlyMap<string, SourcedValue>[],
  findings: readonly SetFinding[],
  influences: ReadonlyMap<string, number>,
): boolean {
  const name = key.slice(key.lastIndexOf(".") + 1);
  const study = findings[0]!.study;
  if (name === "depressedApogeeFactor" || name === "loftedApogeeFactor")
    return listTrajectories(study).some((trajectory) => name.startsWith(trajectory));
  if (influences.size > 0) return influences.has(key) || bySet.some((values) => values.get(key)?.dimension === "money");
  // Nothing was moved: a kill counts in raids only, and there a track's age is simulated.
  const isRaid = study.kind === "raid" || study.kind === "sensitivity";
  return isRaid ? name !== "trackTime" : !CHANCES.has(name);
}

/** Values that count where rounds meet their targets, which they do in raids only. */
const CHANCES: ReadonlySet<string> = new Set([
  "killProbability",
  "commonFailureShare",
  "discrimination",
  "objectsPerThreat",
]);

function listTrajectories(study: ResolvedStudy): readonly string[] {
  if ("groups" in study) return study.groups.map(({ trajectory }) => trajectory);
  return "trajectories" in study ? study.trajectories : [];
}

/**
 * Judges a claim by the answer of the study that its criterion names, or tells the number that it shows where no number decides; undefined for a
 * claim that has neither. Throws when the answer has no such metric.
 */
export function judgeClaimStudy({ criterion, shows }: ClaimFile, summary: StudySummary): Verdict | undefined {
  if (criterion !== undefined) return judgeStudy(criterion, summary);
  return shows === undefined ? undefined : leaveOpen(shows, summary);
}

/** How far each value that a study moved by itself moves a metric, by its key `system.value`. */
export function measureInfluences(metric: string, { sensitivity }: StudySummary): ReadonlyMap<string, number> {
  return new Map(
    sensitivity.map(({ parameter, sweep }) => [parameter.key, swingOf(metricsAlong(metric, sweep))] as const),
  );
}
