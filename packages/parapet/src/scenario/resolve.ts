import { sha256Hex } from "../math/hash.ts";
import { SHARED_KINDS } from "../network/links.ts";
import { canonicalJson, deepFreeze } from "./canonical-json.ts";
import type { Catalogue } from "./catalogue.ts";
import { checkSources, problemIn } from "./catalogue.ts";
import type { Evidence } from "./evidence.ts";
import { suggest } from "./nearest.ts";
import { applyOverrides } from "./overrides.ts";
import type { ValueLookup } from "./overrides.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { compareProblems, compareText, hasErrors } from "./problem.ts";
import { resolveEarth, resolvePosition } from "./resolve-earth.ts";
import { checkRaid } from "./resolve-raid.ts";
import { checkSystem, resolveInterceptor, resolveRadar, resolveSensor } from "./resolve-systems.ts";
import type { LaunchRegionFile, LinkFile, UnitFile, UnitRadarFile } from "./scenario-file.ts";
import type { LaunchRegion, ResolvedLink, ResolvedUnit, Scenario, SourcedValue, UnitRadar } from "./types.ts";

/** A scenario ready to compute with, or every reason why there is none. `problems` of a good one are warnings. */
export type ScenarioResult =
  | { readonly ok: true; readonly scenario: Scenario; readonly problems: readonly Problem[]; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * A scenario file and the catalogue to a frozen scenario in SI with every value it uses. The hash is the SHA-256 of its
 * canonical JSON: it does not depend on the order of entities, on comments or on the units that were written.
 * Sets of assumptions and studies may override values after the scenario has, later ones of the list those before them.
 */
export function resolveScenario(
  parsed: ParsedFile<"scenario">,
  catalogue: Catalogue,
  options: { readonly overriddenBy?: readonly (ParsedFile<"study"> | ParsedFile<"assumptions">)[] } = {},
): ScenarioResult {
  const resolved = resolveScenarioContent(parsed, catalogue, options);
  return resolved.ok ? { ...resolved, hash: hashOf(resolved.scenario) } : resolved;
}

/** `resolveScenario` without the hash, which a study has no use for: its own covers the scenario. */
export function resolveScenarioContent(
  parsed: ParsedFile<"scenario">,
  catalogue: Catalogue,
  options: { readonly overriddenBy?: readonly (ParsedFile<"study"> | ParsedFile<"assumptions">)[] } = {},
): Omit<Extract<ScenarioResult, { ok: true }>, "hash"> | Extract<ScenarioResult, { ok: false }> {
  const { lookup, problems: overrideProblems } = applyOverrides([parsed, ...(options.overriddenBy ?? [])], catalogue);
  const problems = [...overrideProblems, ...checkScenario(parsed, catalogue, lookup)].sort(compareProblems);
  if (hasErrors(problems)) return { ok: false, problems };
  const { value } = parsed;
  const scenario: Scenario = deepFreeze({
    name: value.name,
    title: value.title,
    ...(value.date === undefined ? {} : { date: value.date }),
    earth: resolveEarth(value.earth),
    units: value.units.map((unit) => resolveUnit(unit, catalogue, lookup)).sort(byId),
    launchRegions: (value.launchRegions ?? []).map(resolveRegion).sort(byId),
    links: (value.links ?? [])
      .flatMap((link) => resolveLink(link, lookup))
      .sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.system, b.system)),
    ...(value.defend === undefined ? {} : { defend: value.defend }),
  });
  return { ok: true, scenario, problems };
}

/** SHA-256 of plain data, in hexadecimal, by way of its canonical JSON. */
export function hashOf(data: unknown): string {
  return sha256Hex(canonicalJson(data));
}

/** Every sourced value that the data rests on, once each, by system and name. */
export function collectSourcedValues(data: unknown): readonly SourcedValue[] {
  const found = new Map<string, SourcedValue>();
  const walk = (each: unknown): void => {
    if (typeof each !== "object" || each === null || ArrayBuffer.isView(each)) return;
    if ("systemId" in each && "low" in each) {
      const value = each as SourcedValue;
      found.set(`${value.systemId} ${value.name}`, value);
    } else for (const inner of Object.values(each)) walk(inner);
  };
  walk(data);
  return [...found.entries()].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}

function checkScenario(parsed: ParsedFile<"scenario">, catalogue: Catalogue, lookup: ValueLookup): Problem[] {
  const problems: Problem[] = [];
  const { units, launchRegions = [], links = [] } = parsed.value;
  units.forEach((unit, i) => {
    const path = ["units", i];
    problems.push(...checkSources(parsed, path, unit, catalogue.bibliography));
    if (unit.system !== undefined)
      problems.push(
        ...checkSystem(
          parsed,
          [...path, "system"],
          unit.system,
          catalogue,
          "site",
          "ship",
          "launcher",
          "radar",
          "sensor",
        ),
      );
    unit.radars?.forEach((radar, k) => {
      const wrong = checkSystem(parsed, [...path, "radars", k, "system"], radar.system, catalogue, "radar");
      problems.push(...wrong);
      if (wrong.length === 0) problems.push(...checkFacing(parsed, [...path, "radars", k], radar, lookup));
    });
    unit.launchers?.forEach(({ interceptor }, k) => {
      problems.push(
        ...checkSystem(parsed, [...path, "launchers", k, "interceptor"], interceptor, catalogue, "interceptor"),
      );
    });
  });
  launchRegions.forEach((region, i) =>
    problems.push(...checkSources(parsed, ["launchRegions", i], region, catalogue.bibliography)),
  );
  if (parsed.value.raid !== undefined)
    problems.push(...checkRaid(parsed, parsed.value.raid, parsed.value, catalogue, ["raid"]));
  const unitIds = units.map(({ id }) => id);
  links.forEach((link, i) => {
    for (const end of ["from", "to"] as const)
      listOf(link[end]).forEach((id, k) => {
        const path = ["links", i, end, ...(typeof link[end] === "string" ? [] : [k])];
        if (!unitIds.includes(id))
          problems.push(problemIn(parsed, path, `there is no unit "${id}"${suggest(id, unitIds)}`, `"${id}"`));
        if (end === "to" && listOf(link.from).includes(id))
          problems.push(problemIn(parsed, path, `"${id}" would be linked to itself`, `"${id}"`));
      });
    problems.push(...checkSystem(parsed, ["links", i, "system"], link.system, catalogue, "link"));
    problems.push(...checkSources(parsed, ["links", i], link, catalogue.bibliography));
  });
  return problems;
}

/** A radar that does not look all round needs to be told where to look, and a list of faces has as many as the radar. */
function checkFacing(
  parsed: ParsedFile,
  path: readonly (string | number)[],
  radar: UnitRadarFile,
  lookup: ValueLookup,
): Problem[] {
  const width = lookup(radar.system, "fieldOfViewAzimuth");
  const faces = lookup(radar.system, "faceCount");
  if (width === undefined || faces === undefined) return [];
  const at = [...path, "facing"];
  if (Array.isArray(radar.facing) && radar.facing.length !== faces.value)
    return [problemIn(parsed, at, `${radar.facing.length} azimuths found; ${radar.system} has ${faces.text} faces`)];
  if (radar.facing !== undefined || faces.value * width.value >= 2 * Math.PI - 1e-9) return [];
  return [
    problemIn(
      parsed,
      at,
      `missing; ${radar.system} sees ${width.text} with each of ${faces.text} faces: facing is the azimuth of the first`,
    ),
  ];
}

function resolveUnitRadar({ system, facing }: UnitRadarFile, catalogue: Catalogue, lookup: ValueLookup): UnitRadar {
  const radar = resolveRadar(system, catalogue, lookup);
  const count = radar.faceCount.value;
  const given = facing === undefined ? [] : listOf(facing).map(({ value }) => value);
  const first = given[0] ?? 0;
  const faces_rad =
    given.length > 1 ? given : Array.from({ length: count }, (_, i) => first + (2 * Math.PI * i) / count);
  return { radar, facing_rad: first, faces_rad };
}

function resolveUnit(unit: UnitFile, catalogue: Catalogue, lookup: ValueLookup): ResolvedUnit {
  const { id, type, name, position, system, radars = [], launchers = [], fireOn = "own-sensor", ...evidence } = unit;
  return {
    id,
    type,
    name,
    position: resolvePosition(position),
    ...shortEvidence(evidence),
    ...(system === undefined ? {} : { system }),
    ...(system !== undefined && catalogue.entries.get(system)?.kind === "sensor"
      ? { sensor: resolveSensor(system, catalogue, lookup) }
      : {}),
    radars: radars
      .map((radar) => resolveUnitRadar(radar, catalogue, lookup))
      .sort((a, b) => compareText(a.radar.id, b.radar.id) || a.facing_rad - b.facing_rad),
    launchers: launchers
      .map(({ interceptor, rounds }) => ({ interceptor: resolveInterceptor(interceptor, catalogue, lookup), rounds }))
      .sort((a, b) => compareText(a.interceptor.id, b.interceptor.id) || a.rounds - b.rounds),
    fireOn,
  };
}

function resolveRegion({ id, name, centre, radius, ...evidence }: LaunchRegionFile): LaunchRegion {
  return { id, name, centre: resolvePosition(centre), radius_m: radius.value, ...shortEvidence(evidence) };
}

/** A link for every pair of units, two when it goes both ways. */
function resolveLink(link: LinkFile, lookup: ValueLookup): ResolvedLink[] {
  const { system, shares, outages = [], bothWays = false } = link;
  const latency_s = lookup(system, "latency");
  if (latency_s === undefined)
    throw new RangeError(
      `resolve: ${system} needs the value latency and has none; parse entries with parseCatalogueEntry`,
    );
  const jitter_s = lookup(system, "jitter");
  const rate_bitps = lookup(system, "rate");
  const loss = lookup(system, "loss");
  const content = {
    system,
    shares: SHARED_KINDS.filter((kind) => shares.includes(kind)),
    latency_s,
    ...(jitter_s === undefined ? {} : { jitter_s }),
    ...(rate_bitps === undefined ? {} : { rate_bitps }),
    ...(loss === undefined ? {} : { loss }),
    outages: outages
      .map((outage) => ({ from_s: outage.from.value, to_s: outage.to.value }))
      .sort((a, b) => a.from_s - b.from_s || a.to_s - b.to_s),
  };
  return listOf(link.from).flatMap((from) =>
    listOf(link.to).flatMap((to) => [
      { from, to, ...content },
      ...(bothWays ? [{ from: to, to: from, ...content }] : []),
    ]),
  );
}

/** A single entry as a list of one. */
export function listOf<T>(oneOrMore: T | readonly T[]): readonly T[] {
  return Array.isArray(oneOrMore) ? oneOrMore : [oneOrMore as T];
}

function shortEvidence({ status, sources, note }: Evidence): Pick<ResolvedUnit, "status" | "sources" | "note"> {
  return { status, sources: sources ?? [], ...(note === undefined ? {} : { note }) };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareText(a.id, b.id);
}
