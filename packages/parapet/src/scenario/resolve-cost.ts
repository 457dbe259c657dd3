import type { Catalogue } from "./catalogue.ts";
import { problemIn } from "./catalogue.ts";
import { checkNames } from "./check-names.ts";
import type { CostFile, ValueRef } from "./cost-study-file.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import type { ResolveContext } from "./resolve-context.ts";
import { checkSystem, resolveInterceptor, resolveThreatClass } from "./resolve-systems.ts";
import type { CostStudy, MoneyTables, SourcedValue } from "./types.ts";

type CostContent = Omit<CostStudy, "seed" | "draws" | "expect">;

/** A cost study with every price it names. Prices must have passed `checkCost`. */
export function resolveCost(value: CostFile, context: ResolveContext): CostContent {
  const { scenario, catalogue, lookup } = context;
  const find = (ref: ValueRef): SourcedValue => {
    const [system = "", name = ""] = ref.split(".");
    return lookup(system, name)!;
  };
  const { name, title, year, series, against, raid } = value;
  const options = (value.options ?? []).map((option) => ({
    id: option.id,
    name: option.name,
    count: option.count,
    price: find(option.price),
    ...(option.lifeCycle === undefined ? {} : { lifeCycle: find(option.lifeCycle) }),
    units: scenario.units.filter(({ id }) => option.units?.includes(id) === true),
    interceptors: [...(option.interceptors ?? [])].sort().map((id) => resolveInterceptor(id, catalogue, lookup)),
  }));
  const shares = (value.shares ?? []).map((each) => ({ ...each, part: find(each.part), whole: find(each.whole) }));
  const pairs = (value.pairs ?? []).map((each) => ({ ...each, yen: find(each.yen), dollars: find(each.dollars) }));
  return {
    kind: "cost",
    name,
    ...(title === undefined ? {} : { title }),
    scenario,
    units: scenario.units.filter(({ id }) => options.some(({ units }) => units.some((unit) => unit.id === id))),
    launchRegions: scenario.launchRegions.filter(({ id }) => against?.launchRegions.includes(id) === true),
    year,
    money: readMoney(value.money, context),
    ...(series === undefined
      ? {}
      : {
          series: { id: series.id, name: series.name, prices: series.prices.map(find), claimed: find(series.claimed) },
        }),
    shares,
    pairs,
    options,
    ...(against === undefined
      ? {}
      : {
          against: {
            threats: [...against.threats].sort().map((id) => resolveThreatClass(id, catalogue, lookup)),
            trajectories: against.trajectories,
            grid_m: against.grid.value,
          },
        }),
    ...(raid === undefined
      ? {}
      : {
          raid: {
            missiles: raid.missiles,
            threat: raid.threat,
            ...(lookup(raid.threat, "unitCost") === undefined ? {} : { threatCost: lookup(raid.threat, "unitCost")! }),
            interceptors: raid.interceptors.map((id) => ({
              id,
              unitCost: lookup(id, "unitCost")!,
              perTarget: lookup(id, "perTarget")!,
            })),
          },
        }),
    names: [...options, ...shares, ...pairs, ...(series === undefined ? [] : [series])].map((each) => ({
      id: each.id,
      name: each.name,
    })),
  };
}

/** Exchange rates and price levels of an entry by year: `yenPerDollar2018`, `dollarPrices2018`, `yenPrices2018`. */
export function readMoney(system: string, { catalogue, lookup }: ResolveContext): MoneyTables {
  const names = Object.keys(catalogue.entries.get(system)!.values);
  const table = (prefix: string): Record<string, SourcedValue> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const year = new RegExp(`^${prefix}(\\d{4})$`).exec(name)?.[1];
        return year === undefined ? [] : [[year, lookup(system, name)!] as const];
      }),
    );
  return {
    yenPerDollar: table("yenPerDollar"),
    dollarPrices: table("dollarPrices"),
    yenPrices: table("yenPrices"),
  };
}

/** Every price that the catalogue does not have, and every name that the scenario does not have. */
export function checkCost(
  parsed: ParsedFile<"study">,
  value: CostFile,
  scenario: {
    readonly units: readonly { readonly id: string }[];
    readonly launchRegions: readonly { readonly id: string }[];
  },
  catalogue: Catalogue,
): Problem[] {
  const price = (path: readonly (string | number)[], ref: ValueRef): Problem[] => {
    const [system = "", name = ""] = ref.split(".");
    const found = catalogue.quantity(system, name);
    if (found === undefined)
      return [problemIn(parsed, path, `"${ref}" found; the catalogue has no such number`, `"${ref}"`)];
    if (found.dimension !== "money")
      return [problemIn(parsed, path, `"${ref}" is ${found.text}; a price is due`, `"${ref}"`)];
    if (found.priceYear === undefined)
      return [problemIn(parsed, path, `"${ref}" is ${found.text}, without the year whose prices it means`, `"${ref}"`)];
    return [];
  };
  const { series, against, raid } = value;
  return [
    ...checkSystem(parsed, ["money"], value.money, catalogue, "cost"),
    ...(series === undefined
      ? []
      : [
          ...series.prices.flatMap((ref, i) => price(["series", "prices", i], ref)),
          ...price(["series", "claimed"], series.claimed),
        ]),
    ...(value.shares ?? []).flatMap(({ part, whole }, i) => [
      ...price(["shares", i, "part"], part),
      ...price(["shares", i, "whole"], whole),
    ]),
    ...(value.pairs ?? []).flatMap(({ yen, dollars }, i) => [
      ...price(["pairs", i, "yen"], yen),
      ...price(["pairs", i, "dollars"], dollars),
    ]),
    ...(value.options ?? []).flatMap((option, i) => [
      ...price(["options", i, "price"], option.price),
      ...(option.lifeCycle === undefined ? [] : price(["options", i, "lifeCycle"], option.lifeCycle)),
      ...checkNames(parsed, ["options", i, "units"], option.units ?? [], "unit", scenario.units),
      ...(option.interceptors ?? []).flatMap((id, k) =>
        checkSystem(parsed, ["options", i, "interceptors", k], id, catalogue, "interceptor"),
      ),
    ]),
    ...(against === undefined
      ? []
      : [
          ...against.threats.flatMap((id, i) =>
            checkSystem(parsed, ["against", "threats", i], id, catalogue, "threat"),
          ),
          ...checkNames(
            parsed,
            ["against", "launchRegions"],
            against.launchRegions,
            "launch region",
            scenario.launchRegions,
          ),
        ]),
    ...(raid === undefined
      ? []
      : [
          ...checkSystem(parsed, ["raid", "threat"], raid.threat, catalogue, "threat"),
          ...raid.interceptors.flatMap((id, i) => {
            const path = ["raid", "interceptors", i];
            const wrong = checkSystem(parsed, path, id, catalogue, "interceptor");
            return wrong.length > 0 ? wrong : price(path, `${id}.unitCost`);
          }),
        ]),
  ];
}
