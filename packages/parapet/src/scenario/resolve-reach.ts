import type { Catalogue } from "./catalogue.ts";
import { problemIn } from "./catalogue.ts";
import { checkName, checkNames } from "./check-names.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { compareText } from "./problem.ts";
import type { ReachFile } from "./reach-study-file.ts";
import type { ResolveContext } from "./resolve-context.ts";
import { resolvePosition } from "./resolve-earth.ts";
import { checkSystem, resolveInterceptor, resolveThreatClass } from "./resolve-systems.ts";
import { orderTrajectories } from "./study-common.ts";
import type { ReachStudy } from "./types.ts";

type ReachContent = Omit<ReachStudy, "seed" | "draws" | "expect">;

/** A reach study with its shooters, radars and flights; shooters and cues keep their order, the first is what metrics are about. */
export function resolveReach(value: ReachFile, context: ResolveContext): ReachContent {
  const { scenario, catalogue, lookup } = context;
  const { name, title, raid } = value;
  const cues = value.cues ?? [];
  const shooters = value.shooters.map((shooter) => {
    const unit = scenario.units.find(({ id }) => id === shooter.unit)!;
    const interceptor = resolveInterceptor(shooter.interceptor, catalogue, lookup);
    const rounds = unit.launchers.find((launcher) => launcher.interceptor.id === interceptor.id)?.rounds;
    return {
      id: shooter.id,
      ...(shooter.name === undefined ? {} : { name: shooter.name }),
      unit,
      interceptor,
      ...(rounds === undefined ? {} : { rounds }),
    };
  });
  const named = new Set([...shooters.map(({ unit }) => unit.id), ...cues.flatMap(({ units }) => units)]);
  return {
    kind: "reach",
    name,
    ...(title === undefined ? {} : { title }),
    scenario,
    units: scenario.units.filter(({ id }) => named.has(id)),
    shooters,
    cues: cues.map((cue) => ({
      id: cue.id,
      ...(cue.name === undefined ? {} : { name: cue.name }),
      units: scenario.units.filter(({ id }) => cue.units.includes(id)),
      overLinks: cue.overLinks ?? false,
    })),
    threats: [...value.threats].sort().map((id) => resolveThreatClass(id, catalogue, lookup)),
    trajectories: orderTrajectories(value.trajectories),
    launchRegions: scenario.launchRegions.filter(({ id }) => value.launchRegions.includes(id)),
    aims: value.aims
      .map((aim) => ({ id: aim.id, name: aim.name, position: resolvePosition(aim) }))
      .toSorted((a, b) => compareText(a.id, b.id)),
    ...(raid === undefined ? {} : { warheads: lookup(raid.system, raid.warheads)! }),
    names: [...shooters, ...cues, ...value.aims].flatMap((each) =>
      each.name === undefined ? [] : [{ id: each.id, name: each.name }],
    ),
  };
}

/** Every name in a reach study that the scenario or the catalogue does not have. */
export function checkReach(
  parsed: ParsedFile<"study">,
  value: ReachFile,
  scenario: {
    readonly units: readonly { readonly id: string }[];
    readonly launchRegions: readonly { readonly id: string }[];
  },
  catalogue: Catalogue,
): Problem[] {
  const { raid } = value;
  return [
    ...value.shooters.flatMap(({ unit, interceptor }, i) => [
      ...checkName(parsed, ["shooters", i, "unit"], unit, "unit", scenario.units),
      ...checkSystem(parsed, ["shooters", i, "interceptor"], interceptor, catalogue, "interceptor"),
    ]),
    ...(value.cues ?? []).flatMap(({ units }, i) =>
      checkNames(parsed, ["cues", i, "units"], units, "unit", scenario.units),
    ),
    ...value.threats.flatMap((id, i) => checkSystem(parsed, ["threats", i], id, catalogue, "threat")),
    ...checkNames(parsed, ["launchRegions"], value.launchRegions, "launch region", scenario.launchRegions),
    ...(raid === undefined || catalogue.quantity(raid.system, raid.warheads) !== undefined
      ? []
      : [
          problemIn(
            parsed,
            ["raid", "warheads"],
            `"${raid.warheads}" found; ${raid.system} has no number of this name`,
            `"${raid.warheads}"`,
          ),
        ]),
  ];
}
