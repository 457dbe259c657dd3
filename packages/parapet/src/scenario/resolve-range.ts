import type { Catalogue } from "./catalogue.ts";
import { problemIn } from "./catalogue.ts";
import { checkName } from "./check-names.ts";
import type { LocalText } from "./fields.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { compareText } from "./problem.ts";
import type { RangeFile } from "./range-study-file.ts";
import type { ResolveContext } from "./resolve-context.ts";
import { resolvePosition } from "./resolve-earth.ts";
import { checkSystem } from "./resolve-systems.ts";
import type { RangeStudy, RangeWeapon, ResolvedMissile, ResolvedStrait, SourcedValue } from "./types.ts";

type RangeContent = Omit<RangeStudy, "seed" | "draws" | "expect">;

/** A range study with its missiles, straits and places; the order of the weapons is kept, other lists are sorted. */
export function resolveRange(value: RangeFile, context: ResolveContext): RangeContent {
  const { scenario, lookup } = context;
  const { name, title, band } = value;
  const weapons = value.weapons.map((weapon): RangeWeapon => ({
    id: weapon.id,
    ...(weapon.name === undefined ? {} : { name: weapon.name }),
    unit: scenario.units.find(({ id }) => id === weapon.unit)!,
    missile: resolveMissile(weapon.missile, context),
  }));
  const places = (value.places ?? [])
    .map((place) => ({ id: place.id, name: place.name, position: resolvePosition(place) }))
    .toSorted((a, b) => compareText(a.id, b.id));
  return {
    kind: "range",
    name,
    ...(title === undefined ? {} : { title }),
    scenario,
    units: scenario.units.filter(({ id }) => weapons.some(({ unit }) => unit.id === id)),
    launchRegions: [],
    weapons,
    straits: [...(value.straits ?? [])].sort().map((id) => resolveStrait(id, context)),
    places,
    ...(band === undefined
      ? {}
      : { band: { low_m: lookup(band.system, band.low)!, high_m: lookup(band.system, band.high)! } }),
    names: [
      ...weapons.flatMap((weapon) => (weapon.name === undefined ? [] : [{ id: weapon.id, name: weapon.name }])),
      ...places.map((place) => ({ id: place.id, name: place.name })),
    ],
  };
}

function nameIn({ catalogue }: ResolveContext, id: string): LocalText {
  return catalogue.entries.get(id)!.name;
}

function resolveMissile(id: string, context: ResolveContext): ResolvedMissile {
  const { lookup } = context;
  const maybe = <K extends string>(key: K, name: string): { readonly [P in K]?: SourcedValue } => {
    const value = lookup(id, name);
    return (value === undefined ? {} : { [key]: value }) as never;
  };
  return {
    id,
    name: nameIn(context, id),
    range_m: lookup(id, "range")!,
    ...maybe("radarHeight_m", "radarHeight"),
    ...maybe("targetHeight_m", "targetHeight"),
    ...maybe("targetingRange_m", "targetingRange"),
  };
}

function resolveStrait(id: string, context: ResolveContext): ResolvedStrait {
  const ends = ["fromLatitude", "fromLongitude", "toLatitude", "toLongitude"].map((name) => context.lookup(id, name)!);
  const [fromLatitude, fromLongitude, toLatitude, toLongitude] = ends.map(({ value }) => value);
  return {
    id,
    name: nameIn(context, id),
    from: { latitude_rad: fromLatitude!, longitude_rad: fromLongitude!, altitude_m: 0 },
    to: { latitude_rad: toLatitude!, longitude_rad: toLongitude!, altitude_m: 0 },
    ends,
  };
}

/** Every name in a range study that the scenario or the catalogue does not have. */
export function checkRange(
  parsed: ParsedFile<"study">,
  value: RangeFile,
  units: readonly { readonly id: string }[],
  catalogue: Catalogue,
): Problem[] {
  const { band } = value;
  return [
    ...value.weapons.flatMap(({ unit, missile }, i) => [
      ...checkName(parsed, ["weapons", i, "unit"], unit, "unit", units),
      ...checkSystem(parsed, ["weapons", i, "missile"], missile, catalogue, "cruise", "interceptor"),
    ]),
    ...(value.straits ?? []).flatMap((id, i) => checkSystem(parsed, ["straits", i], id, catalogue, "strait")),
    ...(band === undefined
      ? []
      : (["low", "high"] as const).flatMap((end) =>
          catalogue.quantity(band.system, band[end])?.dimension === "length"
            ? []
            : [
                problemIn(
                  parsed,
                  ["band", end],
                  `"${band[end]}" found; ${band.system} has no length of this name`,
                  `"${band[end]}"`,
                ),
              ],
        )),
  ];
}
