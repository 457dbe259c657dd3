import type { BoosterFallFile } from "./booster-fall-study-file.ts";
import type { Catalogue } from "./catalogue.ts";
import { problemIn } from "./catalogue.ts";
import { checkName } from "./check-names.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import type { ResolveContext } from "./resolve-context.ts";
import { resolveWind } from "./resolve-earth.ts";
import { checkSystem, resolveInterceptor } from "./resolve-systems.ts";
import type { BoosterFallStudy, BoosterStage } from "./types.ts";

/** What the catalogue must say of an interceptor whose first stage is to fall. */
const NEEDED = [
  "boosterBurnTime",
  "boosterMass",
  "boosterLength",
  "diameter",
  "boosterStableShare",
  "ballisticCoefficient",
  "verticalTime",
] as const;

type BoosterFallContent = Omit<BoosterFallStudy, "seed" | "draws" | "expect">;

/** A study of falling boosters with its interceptors and their stages. */
export function resolveBoosterFall(value: BoosterFallFile, context: ResolveContext): BoosterFallContent {
  const { scenario, catalogue, lookup } = context;
  const { name, title, within, wind, windFactors = [1, 1] } = value;
  const boosters = value.boosters.map((booster): BoosterStage => {
    const of = (key: (typeof NEEDED)[number]) => lookup(booster.interceptor, key)!;
    return {
      id: booster.id,
      ...(booster.name === undefined ? {} : { name: booster.name }),
      unit: scenario.units.find(({ id }) => id === booster.unit)!,
      interceptor: resolveInterceptor(booster.interceptor, catalogue, lookup),
      burnTime_s: of("boosterBurnTime"),
      mass_kg: of("boosterMass"),
      length_m: of("boosterLength"),
      diameter_m: of("diameter"),
      stableShare: of("boosterStableShare"),
    };
  });
  return {
    kind: "booster-fall",
    name,
    ...(title === undefined ? {} : { title }),
    scenario,
    units: scenario.units.filter(({ id }) => boosters.some(({ unit }) => unit.id === id)),
    launchRegions: [],
    boosters,
    azimuths_rad: value.azimuths.map((angle) => angle.value),
    elevations_rad: value.elevations.map((angle) => angle.value),
    within_m: within.value,
    wind: wind === undefined ? scenario.earth.wind : resolveWind(wind),
    windFactors,
    falls: value.falls,
    names: boosters.flatMap(({ id, name: own }) => (own === undefined ? [] : [{ id, name: own }])),
  };
}

/** Every name in a study of falling boosters that the scenario or the catalogue does not have, and every value that its interceptors lack. */
export function checkBoosterFall(
  parsed: ParsedFile<"study">,
  value: BoosterFallFile,
  units: readonly { readonly id: string }[],
  catalogue: Catalogue,
): Problem[] {
  return value.boosters.flatMap(({ unit, interceptor }, i) => {
    const unknown = checkSystem(parsed, ["boosters", i, "interceptor"], interceptor, catalogue, "interceptor");
    const lacking =
      unknown.length > 0 ? [] : NEEDED.filter((key) => catalogue.quantity(interceptor, key) === undefined);
    return [
      ...checkName(parsed, ["boosters", i, "unit"], unit, "unit", units),
      ...unknown,
      ...(lacking.length === 0
        ? []
        : [
            problemIn(
              parsed,
              ["boosters", i, "interceptor"],
              `"${interceptor}" found; the catalogue has no ${lacking.join(", ")} of it`,
              `"${interceptor}"`,
            ),
          ]),
    ];
  });
}
