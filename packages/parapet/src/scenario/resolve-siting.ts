import type { Catalogue } from "./catalogue.ts";
import { problemIn } from "./catalogue.ts";
import { checkNames } from "./check-names.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import type { ResolveContext } from "./resolve-context.ts";
import { readMoney } from "./resolve-cost.ts";
import { resolvePosition } from "./resolve-earth.ts";
import { checkSystem, resolveInterceptor, resolveRadar, resolveThreatClass } from "./resolve-systems.ts";
import type { SitingFile } from "./siting-study-file.ts";
import { orderTrajectories } from "./study-common.ts";
import type { SitingStudy, SourcedValue } from "./types.ts";

type SitingContent = Omit<SitingStudy, "seed" | "draws" | "expect">;

/** A siting study with its options; their order is kept, for the last is compared with the first. */
export function resolveSiting(value: SitingFile, context: ResolveContext): SitingContent {
  const { scenario, catalogue, lookup } = context;
  const { name, title, year, money } = value;
  const price = (ref: string): SourcedValue => {
    const [system = "", valueName = ""] = ref.split(".");
    return lookup(system, valueName)!;
  };
  return {
    kind: "siting",
    name,
    ...(title === undefined ? {} : { title }),
    scenario,
    units: scenario.units.filter(({ id }) => value.options.some(({ fixed }) => fixed?.includes(id) === true)),
    launchRegions: scenario.launchRegions.filter(({ id }) => value.launchRegions.includes(id)),
    options: value.options.map((option) => {
      const { on, spacing, within, places } = option.candidates;
      return {
        id: option.id,
        name: option.name,
        interceptor: resolveInterceptor(option.interceptor, catalogue, lookup),
        radar: resolveRadar(option.radar, catalogue, lookup),
        covers: option.covers ?? "engagement",
        ...(option.radius === undefined ? {} : { radius_m: option.radius.value }),
        share: option.share ?? value.require.share,
        fixed: scenario.units.filter(({ id }) => option.fixed?.includes(id) === true),
        ...(option.price === undefined ? {} : { price: price(option.price) }),
        candidates:
          places === undefined
            ? { on: on!, spacing_m: spacing!.value, within_m: within?.value ?? 300_000 }
            : { places: places.map((each) => ({ id: each.id, name: each.name, position: resolvePosition(each) })) },
      };
    }),
    of: value.require.of,
    threats: [...value.threats].sort().map((id) => resolveThreatClass(id, catalogue, lookup)),
    trajectories: orderTrajectories(value.trajectories),
    grid_m: value.grid.value,
    ...(year === undefined || money === undefined ? {} : { prices: { year, money: readMoney(money, context) } }),
    names: [
      ...value.options.map(({ id, name: own }) => ({ id, name: own })),
      ...value.options.flatMap(({ candidates }) =>
        (candidates.places ?? []).map(({ id, name: own }) => ({ id, name: own })),
      ),
    ],
  };
}

/** Every name in a siting study that the scenario or the catalogue does not have. */
export function checkSiting(
  parsed: ParsedFile<"study">,
  value: SitingFile,
  scenario: {
    readonly units: readonly { readonly id: string }[];
    readonly launchRegions: readonly { readonly id: string }[];
  },
  catalogue: Catalogue,
): Problem[] {
  return [
    ...value.options.flatMap((option, i) => [
      ...checkSystem(parsed, ["options", i, "interceptor"], option.interceptor, catalogue, "interceptor"),
      ...checkSystem(parsed, ["options", i, "radar"], option.radar, catalogue, "radar"),
      ...checkNames(parsed, ["options", i, "fixed"], option.fixed ?? [], "unit", scenario.units),
      ...(option.price === undefined ? [] : checkPrice(parsed, ["options", i, "price"], option.price, catalogue)),
    ]),
    ...value.threats.flatMap((id, i) => checkSystem(parsed, ["threats", i], id, catalogue, "threat")),
    ...checkNames(parsed, ["launchRegions"], value.launchRegions, "launch region", scenario.launchRegions),
    ...(value.money === undefined ? [] : checkSystem(parsed, ["money"], value.money, catalogue, "cost")),
  ];
}

function checkPrice(
  parsed: ParsedFile<"study">,
  path: readonly (string | number)[],
  ref: string,
  catalogue: Catalogue,
): Problem[] {
  const [system = "", name = ""] = ref.split(".");
  const found = catalogue.quantity(system, name);
  if (found?.dimension === "money" && found.priceYear !== undefined) return [];
  return [problemIn(parsed, path, `"${ref}" found; a price of the catalogue with its year is due`, `"${ref}"`)];
}
