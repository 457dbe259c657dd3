import type { AssumptionsFile } from "./assumptions-file.ts";
import { deepFreeze } from "./canonical-json.ts";
import type { Catalogue } from "./catalogue.ts";
import { problemIn } from "./catalogue.ts";
import { checkHearing } from "./check-hearing.ts";
import { checkNames } from "./check-names.ts";
import { applyOverrides } from "./overrides.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { compareProblems, compareText, hasErrors } from "./problem.ts";
import { resolvePosition } from "./resolve-earth.ts";
import { checkBoosterFall, resolveBoosterFall } from "./resolve-booster-fall.ts";
import { checkCost, resolveCost } from "./resolve-cost.ts";
import { checkRaid, resolveRaid, resolveSensitivity } from "./resolve-raid.ts";
import { checkRange, resolveRange } from "./resolve-range.ts";
import { checkReach, resolveReach } from "./resolve-reach.ts";
import { checkSiting, resolveSiting } from "./resolve-siting.ts";
import type { ResolveContext } from "./resolve-context.ts";
import { checkSystem, resolveInterceptor, resolveThreatClass } from "./resolve-systems.ts";
import { hashOf, resolveScenarioContent } from "./resolve.ts";
import { orderTrajectories } from "./study-common.ts";
import type { CoverageFile, DefendedAreaFile, StudyFile } from "./study-file.ts";
import type { DefendedAreaStudy, NamedAssumptions, ResolvedStudy, ResolvedUnit } from "./types.ts";

/** A study ready to run, or every reason why there is none. The hash is that of `hashStudy`. */
export type StudyResult =
  | {
      readonly ok: true;
      readonly study: ResolvedStudy;
      readonly problems: readonly Problem[];
      readonly hash: string;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The edge of space, and the height at which missiles of medium range cross it midway. */
const DEFAULT_ALTITUDES_m: readonly number[] = [100_000, 500_000];

/**
 * A study, the scenario it names and the catalogue to a frozen study in SI; lists are sorted, so their order does not matter. A set of
 * assumptions takes the place of the catalogue's values and the scenario's, while what the study itself overrides stands: it is what the
 * study asks. A set may speak of systems that the study does not have.
 */
export function resolveStudy(
  parsed: ParsedFile<"study">,
  scenarioFile: ParsedFile<"scenario">,
  catalogue: Catalogue,
  options: { readonly assumptions?: ParsedFile<"assumptions"> | undefined } = {},
): StudyResult {
  const { value } = parsed;
  const overriddenBy = [...(options.assumptions === undefined ? [] : [options.assumptions]), parsed];
  const resolved = resolveScenarioContent(scenarioFile, catalogue, { overriddenBy });
  const problems: Problem[] = [...resolved.problems];
  if (value.scenario !== scenarioFile.value.name)
    problems.push(
      problemIn(
        parsed,
        ["scenario"],
        `"${value.scenario}" found; the scenario at hand is called "${scenarioFile.value.name}"`,
        `"${value.scenario}"`,
      ),
    );
  problems.push(...checkReferences(parsed, scenarioFile, catalogue));
  problems.sort(compareProblems);
  if (!resolved.ok || hasErrors(problems)) return { ok: false, problems };

  const { scenario } = resolved;
  const { lookup } = applyOverrides([scenarioFile, ...overriddenBy], catalogue);
  const { seed, expect = [] } = value;
  const draws = value.kind === "raid" || value.kind === "sensitivity" ? value.runs : value.draws;
  const content = resolveContent(value, { scenario, catalogue, lookup });
  const assumptions = options.assumptions && nameSet(options.assumptions.value);
  const study = deepFreeze({
    ...content,
    draws,
    seed,
    expect,
    ...(assumptions && { assumptions }),
  }) as ResolvedStudy;
  return { ok: true, study, problems, hash: hashStudy(study) };
}

function nameSet({ id, name, description }: AssumptionsFile): NamedAssumptions {
  return { id, name, description };
}

/** What a study asks, without seed, draws and expectations. */
function resolveContent(value: StudyFile, context: ResolveContext): object {
  switch (value.kind) {
    case "coverage":
      return resolveCoverage(value, context);
    case "defended-area":
      return resolveDefendedArea(value, context);
    case "range":
      return resolveRange(value, context);
    case "booster-fall":
      return resolveBoosterFall(value, context);
    case "reach":
      return resolveReach(value, context);
    case "siting":
      return resolveSiting(value, context);
    case "cost":
      return resolveCost(value, context);
    case "raid":
      return resolveRaid(value, context);
    case "sensitivity":
      return resolveSensitivity(value, context);
  }
}

function resolveFlights(
  value: DefendedAreaFile | CoverageFile,
  { scenario, catalogue, lookup }: ResolveContext,
): Pick<DefendedAreaStudy, "name" | "title" | "scenario" | "threats" | "trajectories" | "launchRegions"> {
  const { name, title } = value;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    scenario,
    threats: [...value.threats].sort().map((id) => resolveThreatClass(id, catalogue, lookup)),
    trajectories: orderTrajectories(value.trajectories),
    launchRegions: scenario.launchRegions.filter(({ id }) => value.launchRegions.includes(id)),
  };
}

function resolveCoverage(value: CoverageFile, context: ResolveContext): object {
  const unitsOf = (ids: readonly string[]): ResolvedUnit[] =>
    context.scenario.units.filter(({ id }) => ids.includes(id));
  const flights = resolveFlights(value, context);
  return {
    kind: value.kind,
    ...flights,
    units: unitsOf(value.sets.flatMap(({ units }) => units)),
    // The order of the sets is meant: the last one is compared with the first.
    sets: value.sets.map(({ id, name, units }) => ({
      id,
      ...(name === undefined ? {} : { name }),
      units: unitsOf(units),
    })),
    aims: value.aims
      .map((aim) => ({ id: aim.id, name: aim.name, position: resolvePosition(aim) }))
      .toSorted((a, b) => compareText(a.id, b.id)),
    ...(value.heardAt === undefined ? {} : { heardAt: value.heardAt }),
    altitudes_m: listAscending(value.altitudes?.map((altitude) => altitude.value) ?? DEFAULT_ALTITUDES_m),
    crossSections_m2: listAscending(
      value.crossSections?.map((crossSection) => crossSection.value) ??
        flights.threats.map(({ crossSection_m2 }) => crossSection_m2.value),
    ),
  };
}

function resolveDefendedArea(value: DefendedAreaFile, context: ResolveContext): object {
  const { scenario, catalogue, lookup } = context;
  return {
    kind: value.kind,
    ...resolveFlights(value, context),
    units: scenario.units.filter(({ id }) => value.units.includes(id)),
    interceptors: [...value.interceptors].sort().map((id) => resolveInterceptor(id, catalogue, lookup)),
    grid_m: value.grid.value,
  };
}

/**
 * SHA-256 of everything that a study's numbers rest on, seed and draws included, so that two seeds never share a place; what is
 * expected of the numbers is left out, and so is the name of the set of assumptions, whose values are there.
 */
export function hashStudy(study: ResolvedStudy): string {
  const { assumptions: _, ...content } = study;
  return hashOf({ ...content, expect: [] });
}

/** Every name in a study that the scenario or the catalogue does not have. */
function checkReferences(
  parsed: ParsedFile<"study">,
  scenarioFile: ParsedFile<"scenario">,
  catalogue: Catalogue,
): Problem[] {
  const { value } = parsed;
  const { units: allUnits, launchRegions: allRegions = [] } = scenarioFile.value;
  if (value.kind === "range") return checkRange(parsed, value, allUnits, catalogue);
  if (value.kind === "booster-fall") return checkBoosterFall(parsed, value, allUnits, catalogue);
  if (value.kind === "raid" || value.kind === "sensitivity")
    return checkRaid(parsed, value, scenarioFile.value, catalogue);
  const entities = { units: allUnits, launchRegions: allRegions };
  if (value.kind === "cost") return checkCost(parsed, value, entities, catalogue);
  if (value.kind === "siting") return checkSiting(parsed, value, entities, catalogue);
  if (value.kind === "reach") return checkReach(parsed, value, entities, catalogue);
  const problems = [
    ...checkNames(parsed, ["launchRegions"], value.launchRegions, "launch region", allRegions),
    ...value.threats.flatMap((id, i) => checkSystem(parsed, ["threats", i], id, catalogue, "threat")),
  ];
  if (value.kind === "coverage")
    return [
      ...problems,
      ...value.sets.flatMap(({ units }, i) => checkNames(parsed, ["sets", i, "units"], units, "unit", allUnits)),
      ...checkHearing(parsed, value, scenarioFile),
    ];
  return [
    ...problems,
    ...checkNames(parsed, ["units"], value.units, "unit", allUnits),
    ...value.interceptors.flatMap((id, i) => checkSystem(parsed, ["interceptors", i], id, catalogue, "interceptor")),
  ];
}

function listAscending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
