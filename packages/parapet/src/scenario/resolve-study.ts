import { deepFreeze } from "./canonical-json.ts";
import type { Catalogue } from "./catalogue.ts";
import { problemIn } from "./catalogue.ts";
import { suggest } from "./nearest.ts";
import { applyOverrides } from "./overrides.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { compareProblems, hasErrors } from "./problem.ts";
import { checkSystem, resolveInterceptor, resolveThreatClass } from "./resolve-systems.ts";
import { hashOf, resolveScenario } from "./resolve.ts";
import type { Trajectory } from "./study-file.ts";
import type { DefendedAreaStudy } from "./types.ts";

/** A study ready to run, or every reason why there is none. The hash leaves out seed, draws and expectations. */
export type StudyResult =
  | {
      readonly ok: true;
      readonly study: DefendedAreaStudy;
      readonly problems: readonly Problem[];
      readonly hash: string;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const TRAJECTORY_ORDER: readonly Trajectory[] = ["minimum-energy", "lofted", "depressed"];

/** A study, the scenario it names and the catalogue to a frozen study in SI; lists are sorted, so their order does not matter. */
export function resolveStudy(
  parsed: ParsedFile<"study">,
  scenarioFile: ParsedFile<"scenario">,
  catalogue: Catalogue,
): StudyResult {
  const { value } = parsed;
  const resolved = resolveScenario(scenarioFile, catalogue, { overriddenBy: [parsed] });
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
  const { units: allUnits, launchRegions: allRegions = [] } = scenarioFile.value;
  problems.push(...checkNames(parsed, "units", value.units, "unit", allUnits));
  problems.push(...checkNames(parsed, "launchRegions", value.launchRegions, "launch region", allRegions));
  value.interceptors.forEach((id, i) =>
    problems.push(...checkSystem(parsed, ["interceptors", i], id, catalogue, "interceptor")),
  );
  value.threats.forEach((id, i) => problems.push(...checkSystem(parsed, ["threats", i], id, catalogue, "threat")));
  problems.sort(compareProblems);
  if (!resolved.ok || hasErrors(problems)) return { ok: false, problems };

  const { scenario } = resolved;
  const { lookup } = applyOverrides([scenarioFile, parsed], catalogue);
  const { seed, draws, expect = [], name, title } = value;
  const content = {
    kind: value.kind,
    name,
    ...(title === undefined ? {} : { title }),
    scenario,
    units: scenario.units.filter(({ id }) => value.units.includes(id)),
    interceptors: [...value.interceptors].sort().map((id) => resolveInterceptor(id, catalogue, lookup)),
    threats: [...value.threats].sort().map((id) => resolveThreatClass(id, catalogue, lookup)),
    trajectories: TRAJECTORY_ORDER.filter((trajectory) => value.trajectories.includes(trajectory)),
    launchRegions: scenario.launchRegions.filter(({ id }) => value.launchRegions.includes(id)),
    grid_m: value.grid.value,
  };
  return { ok: true, study: deepFreeze({ ...content, draws, seed, expect }), problems, hash: hashOf(content) };
}

function checkNames(
  parsed: ParsedFile<"study">,
  key: string,
  names: readonly string[],
  noun: string,
  entities: readonly { readonly id: string }[],
): Problem[] {
  const known = entities.map(({ id }) => id);
  return names.flatMap((name, i) =>
    known.includes(name)
      ? []
      : [problemIn(parsed, [key, i], `the scenario has no ${noun} "${name}"${suggest(name, known)}`, `"${name}"`)],
  );
}
