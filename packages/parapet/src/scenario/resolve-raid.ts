import type { Catalogue } from "./catalogue.ts";
import { problemIn } from "./catalogue.ts";
import { checkName, checkNames } from "./check-names.ts";
import type { ParsedFile } from "./parse.ts";
import { compareText, type Problem } from "./problem.ts";
import type { RaidContentFile } from "./raid-content-file.ts";
import type { RaidFile, SensitivityFile } from "./raid-study-file.ts";
import type { ResolveContext } from "./resolve-context.ts";
import { resolvePosition } from "./resolve-earth.ts";
import { checkSystem, resolveThreatClass } from "./resolve-systems.ts";
import type { ScenarioFile } from "./scenario-file.ts";
import { takeTestRecords } from "./test-record.ts";
import type { RaidStudy, SensitivityStudy } from "./types.ts";

/** Inputs that a sensitivity study looks at, and trials with each set of values, unless it says otherwise. */
const SENSITIVITY = { inputs: 6, trials: 10 } as const;

/** A sensitivity study in SI. */
export function resolveSensitivity(
  { points, inputs = SENSITIVITY.inputs, ...raid }: SensitivityFile,
  context: ResolveContext,
): Omit<SensitivityStudy, "seed" | "draws" | "expect"> {
  const sensitivity = raid.sensitivity ?? SENSITIVITY.trials;
  return { ...resolveRaid({ ...raid, kind: "raid", sensitivity }, context), kind: "sensitivity", points, inputs };
}

const DEFAULTS = { spread_m: 5000, value: 1, spacing_s: 0, jitter_s: 0, cycle_s: 2, channels: 10_000 } as const;

/** A raid study in SI. Aims, groups and units are sorted by id; the order of layers and of sizes is meant. */
export function resolveRaid(value: RaidFile, context: ResolveContext): Omit<RaidStudy, "seed" | "draws" | "expect"> {
  const { catalogue, lookup } = context;
  const { name, title, killModel = "simulated" } = value;
  const { scenario: given } = context;
  const scenario = killModel === "simulated" ? given : { ...given, units: takeTestRecords(given.units, lookup) };
  const aims = value.aims
    .map((aim) => ({
      id: aim.id,
      name: aim.name,
      position: resolvePosition(aim),
      spread_m: aim.spread?.value ?? DEFAULTS.spread_m,
      value: aim.value ?? DEFAULTS.value,
    }))
    .toSorted((a, b) => compareText(a.id, b.id));
  const named = (
    list: readonly { readonly id: string; readonly name?: { readonly en: string; readonly ja?: string } }[],
  ) => list.flatMap((each) => (each.name === undefined ? [] : [{ id: each.id, name: each.name }]));
  return {
    kind: "raid",
    name,
    ...(title === undefined ? {} : { title }),
    scenario,
    units: scenario.units.filter(({ id }) => value.units?.includes(id) ?? true),
    launchRegions: scenario.launchRegions.filter(({ id }) => value.groups.some((each) => each.launchRegion === id)),
    names: [...named(aims), ...named(value.layers), ...named(value.variants ?? [])],
    aims,
    groups: value.groups
      .map((each) => ({
        id: each.id,
        threat: resolveThreatClass(each.threat, catalogue, lookup),
        count: each.count,
        launchRegion: each.launchRegion,
        aims: [...(each.aims ?? aims.map(({ id }) => id))],
        trajectory: each.trajectory,
        firstLaunch_s: each.firstLaunch?.value ?? 0,
        spacing_s: each.spacing?.value ?? DEFAULTS.spacing_s,
        jitter_s: each.jitter?.value ?? DEFAULTS.jitter_s,
      }))
      .toSorted((a, b) => compareText(a.id, b.id)),
    layers: value.layers.map((each) => ({
      id: each.id,
      interceptors: [...each.interceptors].sort(),
      volleys: each.volleys,
      roundsWithoutLook: each.roundsWithoutLook ?? 0,
      reserve: each.reserve ?? 0,
      ...(each.reserveValue === undefined ? {} : { reserveValue: each.reserveValue }),
      whileEarlierFires: each.whileEarlierFires ?? "wait-unless-last-chance",
      separation_s: each.separation?.value ?? 0,
      channels: each.channels ?? DEFAULTS.channels,
      ...(each.responsibility === undefined ? {} : { responsibility_m: each.responsibility.value }),
    })),
    controller: value.controller ?? "rule-based",
    killModel,
    perfectInformation: value.perfectInformation ?? false,
    cycle_s: value.cycle?.value ?? DEFAULTS.cycle_s,
    unknowns: value.unknowns ?? 20,
    sensitivity: value.sensitivity ?? 0,
    ...(value.stopAt === undefined ? {} : { stopAt: value.stopAt }),
    sizes: [...new Set(value.sizes)].sort((a, b) => a - b),
    variants: (value.variants ?? []).map((each) => ({
      id: each.id,
      linksOff: each.linksOff ?? [],
      unitsRemoved: each.unitsRemoved ?? [],
      cuts: (each.cuts ?? []).map(({ unit, from }) => ({ node: unit, from_s: from.value })),
      ...(each.perfectInformation === undefined ? {} : { perfectInformation: each.perfectInformation }),
    })),
  };
}

/** Every name in a raid that the scenario, the catalogue or the raid itself does not have. */
export function checkRaid(
  parsed: ParsedFile<"study"> | ParsedFile<"scenario">,
  value: RaidContentFile & Pick<Partial<RaidFile>, "variants">,
  scenario: ScenarioFile,
  catalogue: Catalogue,
  at: readonly (string | number)[] = [],
): Problem[] {
  const study = parsed as ParsedFile<"study">;
  const { units, launchRegions = [] } = scenario;
  const problems = [
    ...(value.units === undefined ? [] : checkNames(study, [...at, "units"], value.units, "unit", units)),
    ...value.groups.flatMap((each, i) => [
      ...checkSystem(parsed, [...at, "groups", i, "threat"], each.threat, catalogue, "threat"),
      ...checkName(study, [...at, "groups", i, "launchRegion"], each.launchRegion, "launch region", launchRegions),
      ...(each.aims === undefined ? [] : checkNames(study, [...at, "groups", i, "aims"], each.aims, "aim", value.aims)),
    ]),
    ...value.layers.flatMap(({ interceptors }, i) =>
      interceptors.flatMap((id, j) =>
        checkSystem(parsed, [...at, "layers", i, "interceptors", j], id, catalogue, "interceptor"),
      ),
    ),
    ...(value.variants ?? []).flatMap((variant, i) => [
      ...checkNames(study, [...at, "variants", i, "unitsRemoved"], variant.unitsRemoved ?? [], "unit", units),
      ...(variant.cuts ?? []).flatMap(({ unit }, j) =>
        checkName(study, [...at, "variants", i, "cuts", j, "unit"], unit, "unit", units),
      ),
      ...(variant.linksOff ?? []).flatMap((link, j) => {
        const [from, to] = link.split(">");
        const known = link === "*" || (scenario.links ?? []).some((each) => each.from === from && each.to === to);
        const path = [...at, "variants", i, "linksOff", j];
        return known ? [] : [problemIn(parsed, path, `the scenario has no link "${link}"`, `"${link}"`)];
      }),
    ]),
  ];
  for (const key of ["aims", "groups", "layers"] as const)
    if (value[key].length === 0)
      problems.push(problemIn(parsed, [...at, key], `no ${key} found; at least one is due`, "[]"));
  const used = new Set<string>();
  value.layers.forEach(({ interceptors }, i) =>
    interceptors.forEach((id, j) => {
      if (used.has(id))
        problems.push(
          problemIn(
            parsed,
            [...at, "layers", i, "interceptors", j],
            `"${id}" fires in a layer above already`,
            `"${id}"`,
          ),
        );
      used.add(id);
    }),
  );
  return problems;
}
