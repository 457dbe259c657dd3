import { isMap, isSeq, parseDocument, stringify, type YAMLMap } from "yaml";
import type { Catalogue, SourcedValue } from "parapet";
import type { LonLat, MovedTo, WhatIf, Work } from "./desk-types.ts";
import { unitOf } from "./units.ts";

/** Name of the study that stands for what is asked on the map. */
export const WHAT_IF = "what-if";

const degrees = (value: number): string => `${Number(value.toFixed(4))} deg`;

/** A scenario's text with units and launch regions at other places; what was said of the old places goes, comments stay. */
export function applyMoves(text: string, moved: MovedTo): string {
  const ids = Object.keys(moved);
  if (ids.length === 0) return text;
  const document = parseDocument(text);
  for (const [list, place] of [
    ["units", "position"],
    ["launchRegions", "centre"],
  ] as const) {
    const entities = document.get(list);
    if (!isSeq(entities)) continue;
    for (const entity of entities.items) {
      if (!isMap(entity)) continue;
      const to = moved[String(entity.get("id"))];
      if (to !== undefined) moveEntity(entity as YAMLMap, place, to);
    }
  }
  return document.toString({ lineWidth: 120 });
}

function moveEntity(entity: YAMLMap, place: "position" | "centre", [longitude, latitude]: LonLat): void {
  entity.setIn([place, "latitude"], degrees(latitude));
  entity.setIn([place, "longitude"], degrees(longitude));
  entity.set("status", "assumed");
  entity.set("reason", "Placed on the map of the workbench.");
  entity.delete("derivation");
  entity.delete("sources");
}

/** An SI number in the unit of a published value: "4.2 km/s"; a bare number where it has none. */
export function writeValue(value: SourcedValue, si: number): string | number {
  const { unit, perUnit } = unitOf(value);
  const number = Number((si / perUnit).toPrecision(6));
  return unit === "" ? number : `${number} ${unit}`;
}

/** The study file that asks what is asked on the map. */
export function writeStudy(
  scenario: string,
  { whatIf, cell_km, draws, seed }: Omit<Work, "scenarioText" | "moved">,
  catalogue: Catalogue,
): string {
  const overrides = Object.entries(whatIf.values)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, si]) => {
      const [system = "", name = ""] = key.split(".");
      const published = catalogue.quantity(system, name);
      if (published === undefined) return [];
      return [
        { system, value: name, to: writeValue(published, si), status: "assumed", reason: "Set in the workbench." },
      ];
    });
  return stringify({
    kind: "defended-area",
    name: WHAT_IF,
    title: { en: "What if, from the workbench", ja: "ワークベンチからの問い" },
    scenario,
    units: whatIf.units,
    interceptors: [whatIf.interceptor],
    threats: [whatIf.threat],
    trajectories: [whatIf.trajectory],
    launchRegions: whatIf.regions,
    grid: `${cell_km} km`,
    draws,
    seed,
    ...(overrides.length === 0 ? {} : { overrides }),
  } satisfies Record<string, WhatIf[keyof WhatIf] | unknown>);
}

/** A study's text with values in the place of the published ones; those that it overrode itself are replaced. SI, by "system.value". */
export function writeOverrides(text: string, values: Readonly<Record<string, number>>, catalogue: Catalogue): string {
  const document = parseDocument(text);
  const before = document.toJS() as {
    readonly overrides?: readonly { readonly system: string; readonly value: string }[];
  };
  const kept = (before.overrides ?? []).filter(({ system, value }) => values[`${system}.${value}`] === undefined);
  const written = Object.entries(values).flatMap(([key, si]) => {
    const [system = "", value = ""] = key.split(".");
    const published = catalogue.quantity(system, value);
    if (published === undefined) return [];
    const reason = "Set on the claim's page of the workbench.";
    return [{ system, value, to: writeValue(published, si), status: "assumed", reason }];
  });
  document.set("overrides", [...kept, ...written]);
  return document.toString({ lineWidth: 0 });
}
