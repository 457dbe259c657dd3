import type { CatalogueKind } from "./catalogue-values.ts";
import { problemIn } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import { suggest } from "./nearest.ts";
import type { ValueLookup } from "./overrides.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import type { ResolvedInterceptor, ResolvedRadar, ResolvedSensor, ResolvedThreatClass, SourcedValue } from "./types.ts";

/** The system if it exists and is of one of the kinds; otherwise a problem at the path that names it. */
export function checkSystem(
  parsed: ParsedFile,
  path: readonly (string | number)[],
  systemId: string,
  catalogue: Catalogue,
  ...kinds: readonly CatalogueKind[]
): Problem[] {
  const entry = catalogue.entries.get(systemId);
  if (entry === undefined) {
    const hint = suggest(systemId, catalogue.idsOf(...kinds)) || suggest(systemId, catalogue.entries.keys());
    return [
      problemIn(parsed, path, `the catalogue has no ${kinds.join(" or ")} "${systemId}"${hint}`, `"${systemId}"`),
    ];
  }
  if (kinds.includes(entry.kind)) return [];
  return [
    problemIn(parsed, path, `"${systemId}" is of kind ${entry.kind}; ${kinds.join(" or ")} is due`, `"${systemId}"`),
  ];
}

/** Reads the values of one system under the names of the code; the schema of entries has seen to it that needed ones exist. */
function makeReader(
  systemId: string,
  lookup: ValueLookup,
): {
  need: (name: string) => SourcedValue;
  maybe: <K extends string>(key: K, name: string) => { readonly [P in K]?: SourcedValue };
} {
  return {
    need: (name) => {
      const value = lookup(systemId, name);
      if (value === undefined)
        throw new RangeError(
          `resolve: ${systemId} needs the value ${name} and has none; parse entries with parseCatalogueEntry`,
        );
      return value;
    },
    maybe: (key, name) => {
      const value = lookup(systemId, name);
      return (value === undefined ? {} : { [key]: value }) as never;
    },
  };
}

/** The interceptor with the id. Throws when the catalogue has no such interceptor: check with `checkSystem` first. */
export function resolveInterceptor(
  systemId: string,
  catalogue: Catalogue,
  lookup: ValueLookup = catalogue.quantity,
): ResolvedInterceptor {
  const { id, name } = findEntry(systemId, "interceptor", catalogue);
  const { need, maybe } = makeReader(systemId, lookup);
  return {
    id,
    name,
    burnoutSpeed_mps: need("burnoutSpeed"),
    burnTime_s: need("burnTime"),
    interceptFloor_m: need("interceptFloor"),
    interceptCeiling_m: need("interceptCeiling"),
    range_m: need("range"),
    ...maybe("divertSpeed_mps", "divertSpeed"),
    ...maybe("minimumFlightTime_s", "minimumFlightTime"),
    ...maybe("ballisticCoefficient_kgpm2", "ballisticCoefficient"),
    ...maybe("verticalTime_s", "verticalTime"),
    ...maybe("basketRadius_m", "basketRadius"),
    ...maybe("homingTime_s", "homingTime"),
    reactionTime_s: need("reactionTime"),
    shotInterval_s: need("shotInterval"),
    assessTime_s: need("assessTime"),
    perTarget: need("perTarget"),
    killProbability: need("killProbability"),
    ...maybe("commonFailureShare", "commonFailureShare"),
    ...maybe("discrimination", "discrimination"),
  };
}

/** The radar with the id. Throws when the catalogue has no such radar: check with `checkSystem` first. */
export function resolveRadar(
  systemId: string,
  catalogue: Catalogue,
  lookup: ValueLookup = catalogue.quantity,
): ResolvedRadar {
  const { id, name } = findEntry(systemId, "radar", catalogue);
  const { need, maybe } = makeReader(systemId, lookup);
  return {
    id,
    name,
    detectionRange_m: need("detectionRange"),
    referenceCrossSection_m2: need("referenceCrossSection"),
    fieldOfViewAzimuth_rad: need("fieldOfViewAzimuth"),
    faceCount: need("faceCount"),
    elevationMinimum_rad: need("elevationMinimum"),
    elevationMaximum_rad: need("elevationMaximum"),
    trackTime_s: need("trackTime"),
    ...maybe("frequency_Hz", "frequency"),
    ...maybe("aperture_m2", "aperture"),
    ...maybe("averagePower_W", "averagePower"),
    ...maybe("beamWidth_rad", "beamWidth"),
    ...maybe("noiseTemperature_K", "noiseTemperature"),
    ...maybe("loss", "loss"),
    ...maybe("scanLossExponent", "scanLossExponent"),
    ...maybe("bandwidth_Hz", "bandwidth"),
    ...maybe("dwellTime_s", "dwellTime"),
    ...maybe("trackInterval_s", "trackInterval"),
    ...maybe("searchFrame_s", "searchFrame"),
    ...maybe("discrimination", "discrimination"),
  };
}

/** The infrared sensor with the id. Throws when the catalogue has no such sensor: check with `checkSystem` first. */
export function resolveSensor(
  systemId: string,
  catalogue: Catalogue,
  lookup: ValueLookup = catalogue.quantity,
): ResolvedSensor {
  const { id, name } = findEntry(systemId, "sensor", catalogue);
  const { maybe } = makeReader(systemId, lookup);
  return {
    id,
    name,
    ...maybe("detectionAltitude_m", "detectionAltitude"),
    ...maybe("revisitTime_s", "revisitTime"),
    ...maybe("reportDelay_s", "reportDelay"),
    ...maybe("launchPointError_m", "launchPointError"),
    ...maybe("looksToDeclare", "looksToDeclare"),
  };
}

/** The threat class with the id. Throws when the catalogue has no such threat: check with `checkSystem` first. */
export function resolveThreatClass(
  systemId: string,
  catalogue: Catalogue,
  lookup: ValueLookup = catalogue.quantity,
): ResolvedThreatClass {
  const { id, name } = findEntry(systemId, "threat", catalogue);
  const { need, maybe } = makeReader(systemId, lookup);
  const propellant = catalogue.text(systemId, "propellant");
  return {
    id,
    name,
    range_m: need("range"),
    burnTime_s: need("burnTime"),
    stageCount: need("stageCount"),
    ...(propellant === undefined ? {} : { propellant: propellant.texts.join("; ") }),
    specificImpulse_s: need("specificImpulse"),
    structuralFraction: need("structuralFraction"),
    crossSection_m2: need("crossSection"),
    ...maybe("objectsPerThreat", "objectsPerThreat"),
    ...maybe("bodyCrossSection_m2", "bodyCrossSection"),
    ballisticCoefficient_kgpm2: need("ballisticCoefficient"),
    payloadMass_kg: need("payloadMass"),
    bodyDiameter_m: need("bodyDiameter"),
    loftedApogeeFactor: need("loftedApogeeFactor"),
    depressedApogeeFactor: need("depressedApogeeFactor"),
    ...maybe("seaLevelThrustShare", "seaLevelThrustShare"),
  };
}

function findEntry(
  systemId: string,
  kind: CatalogueKind,
  catalogue: Catalogue,
): { readonly id: string; readonly name: ResolvedRadar["name"] } {
  const entry = catalogue.entries.get(systemId);
  if (entry?.kind !== kind)
    throw new RangeError(`resolve: needs the id of a ${kind} of the catalogue, got "${systemId}"`);
  return { id: entry.id, name: entry.name };
}
