import { kml } from "@tmcw/togeojson";
import { DOMParser, type Element } from "@xmldom/xmldom";
import { stringify } from "yaml";
import { ID_PATTERN } from "./fields.ts";
import type { UnitType } from "./scenario-file.ts";

/** Formats that places can be read from: GeoJSON (RFC 7946), KML 2.2, and units of MSDL (SISO-STD-007-2008). */
export type PlacesFormat = "geojson" | "kml" | "msdl";

/** A place that was found, before it is a unit. */
export interface ImportedPlace {
  readonly name: string;
  readonly latitude_deg: number;
  readonly longitude_deg: number;
  readonly altitude_m: number;
  /** What the file says that it is, in the words of a scenario. */
  readonly type?: UnitType | "launch-region";
  readonly radius_m?: number;
}

/** What a file of places holds for a scenario, and what was left out. */
export interface ImportedPlaces {
  readonly places: readonly ImportedPlace[];
  /** One sentence for each thing that is no place. */
  readonly skipped: readonly string[];
}

/** A file of places that cannot be read: what was found and what would do. */
export interface UnreadablePlaces {
  readonly problem: string;
}

/** A larger file is no list of places. */
const LONGEST = 20_000_000;
const MOST_PLACES = 1000;
const UNIT_TYPES: ReadonlySet<string> = new Set([
  "land-site",
  "ship",
  "battery",
  "radar-station",
  "satellite",
  "command-post",
  "launch-region",
]);

/** Reads the points of a GeoJSON, KML or MSDL file. Degrees and metres above the ellipsoid; a missing altitude is 0. */
export function readPlaces(text: string, format: PlacesFormat): ImportedPlaces | UnreadablePlaces {
  if (text.length > LONGEST) return { problem: `${text.length} characters found; at most ${LONGEST} will do` };
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    return { problem: "a DOCTYPE found; a file of places needs none and must have none" };
  let found: ImportedPlaces | UnreadablePlaces;
  try {
    if (format === "geojson") found = readFeatures(JSON.parse(text) as unknown);
    else {
      const document = parseXml(text);
      found = format === "kml" ? readFeatures(kml(document as never)) : readMsdl(document.documentElement!);
    }
  } catch (error) {
    return { problem: `no ${format} that can be read: ${firstLine(error)}` };
  }
  if ("problem" in found) return found;
  if (found.places.length === 0) return { problem: `no point found; ${format} with at least one is due` };
  if (found.places.length > MOST_PLACES)
    return { problem: `${found.places.length} points found; at most ${MOST_PLACES} will do` };
  return found;
}

/** Writes places as a scenario file whose every unit still lacks radars and launchers; each is marked as assumed, with its origin. */
export function writeImportedScenario(
  name: string,
  { places }: ImportedPlaces,
  options: { readonly origin: string; readonly type: UnitType },
): string {
  const used = new Set<string>();
  const units: unknown[] = [];
  const launchRegions: unknown[] = [];
  for (const place of places) {
    const id = makeId(place.name, used);
    const evidence = { status: "assumed", reason: `Place read from ${options.origin}; not checked.` };
    const at = { latitude: degrees(place.latitude_deg), longitude: degrees(place.longitude_deg) };
    if (place.type === "launch-region") {
      const radius = `${place.radius_m ?? 30_000} m`;
      launchRegions.push({ id, name: { en: place.name }, centre: at, radius, ...evidence });
    } else {
      const position = { ...at, altitude: `${place.altitude_m} m` };
      units.push({ id, type: place.type ?? options.type, name: { en: place.name }, position, ...evidence });
    }
  }
  const file = {
    kind: "scenario",
    name,
    title: { en: `Places of ${options.origin}` },
    ...(launchRegions.length === 0 ? {} : { launchRegions }),
    units,
  };
  return stringify(file, { lineWidth: 120 });
}

const degrees = (value: number): string => `${value} deg`;

/** An id of a scenario from a name: its letters and digits, numbered where two would be the same. */
function makeId(name: string, used: Set<string>): string {
  const letters = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const base = letters
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 56);
  const stem = ID_PATTERN.test(base) ? base : "place";
  let id = stem;
  for (let i = 2; used.has(id); i++) id = `${stem}-${i}`;
  used.add(id);
  return id;
}

function readFeatures(root: unknown): ImportedPlaces | UnreadablePlaces {
  const places: ImportedPlace[] = [];
  const skipped: string[] = [];
  const visit = (value: unknown, properties: Readonly<Record<string, unknown>>, depth: number): void => {
    if (!isRecord(value) || depth > 20) return void skipped.push("something that is no GeoJSON object");
    if (value["type"] === "FeatureCollection" && Array.isArray(value["features"]))
      for (const feature of value["features"]) visit(feature, {}, depth + 1);
    else if (value["type"] === "Feature")
      visit(value["geometry"], isRecord(value["properties"]) ? value["properties"] : {}, depth + 1);
    else if (value["type"] === "GeometryCollection" && Array.isArray(value["geometries"]))
      for (const geometry of value["geometries"]) visit(geometry, properties, depth + 1);
    else if (value["type"] === "Point") addPoint(value["coordinates"], properties);
    else if (value["type"] === "MultiPoint" && Array.isArray(value["coordinates"]))
      for (const point of value["coordinates"]) addPoint(point, properties);
    else skipped.push(`${nameOf(properties)}: a ${String(value["type"])}, not a point`);
  };
  const addPoint = (coordinates: unknown, properties: Readonly<Record<string, unknown>>): void => {
    const [longitude, latitude, altitude = 0] = (Array.isArray(coordinates) ? coordinates : []) as unknown[];
    const place = makePlace(nameOf(properties), latitude, longitude, altitude);
    if (typeof place === "string") return void skipped.push(place);
    const kind = properties["kind"];
    const radius = properties["radius_m"];
    places.push({
      ...place,
      ...(typeof kind === "string" && UNIT_TYPES.has(kind) ? { type: kind as UnitType } : {}),
      ...(typeof radius === "number" && radius > 0 ? { radius_m: radius } : {}),
    });
  };
  if (!isRecord(root) || typeof root["type"] !== "string") return { problem: "no GeoJSON object found" };
  visit(root, {}, 0);
  return { places, skipped };
}

/** Units and equipment with a place in geodetic coordinates; other coordinate systems are told and left out. */
function readMsdl(root: Element): ImportedPlaces | UnreadablePlaces {
  if (root.localName !== "MilitaryScenario") return { problem: `<${root.localName}> found; <MilitaryScenario> is due` };
  const places: ImportedPlace[] = [];
  const skipped: string[] = [];
  for (const tag of ["Unit", "EquipmentItem"])
    for (const item of Array.from(root.getElementsByTagNameNS("*", tag))) {
      const name = textOf(item, "Name") ?? textOf(item, "ObjectHandle") ?? tag;
      const [gdc] = Array.from(item.getElementsByTagNameNS("*", "GDC"));
      if (gdc === undefined) {
        skipped.push(`${name}: ${textOf(item, "CoordinateChoice") ?? "no"} coordinates; GDC will do`);
        continue;
      }
      const number = (child: string): number => Number(textOf(gdc, child) ?? NaN);
      const altitude = textOf(gdc, "ElevationAGL") === undefined ? 0 : number("ElevationAGL");
      const place = makePlace(name, number("Latitude"), number("Longitude"), altitude);
      if (typeof place === "string") skipped.push(place);
      else places.push({ ...place, ...typeOfSymbol(textOf(item, "SymbolIdentifier") ?? "") });
    }
  return { places, skipped };
}

/** What a symbol of MIL-STD-2525 says of a unit, as far as a scenario has a word for it. */
function typeOfSymbol(symbol: string): { readonly type?: UnitType } {
  const [dimension, functionId] = [symbol[2], symbol.slice(4, 10)];
  if (dimension === "S") return { type: "ship" };
  if (dimension === "P") return { type: "satellite" };
  if (functionId.startsWith("UCDM")) return { type: "battery" };
  if (functionId.startsWith("ESR") || functionId.startsWith("UUSR")) return { type: "radar-station" };
  return {};
}

function makePlace(name: string, latitude: unknown, longitude: unknown, altitude: unknown): ImportedPlace | string {
  if (typeof latitude !== "number" || typeof longitude !== "number" || typeof altitude !== "number")
    return `${name}: coordinates that are no numbers`;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    const swapped = Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180 ? " (latitude and longitude swapped?)" : "";
    return `${name}: latitude ${latitude}, longitude ${longitude} lie nowhere on Earth${swapped}`;
  }
  if (!(altitude >= -500 && altitude <= 5e7)) return `${name}: an altitude of ${altitude} m`;
  return { name, latitude_deg: latitude, longitude_deg: longitude, altitude_m: altitude };
}

function nameOf(properties: Readonly<Record<string, unknown>>): string {
  for (const key of ["name", "Name", "NAME", "title", "id"]) {
    const value = properties[key];
    if ((typeof value === "string" && value.trim() !== "") || typeof value === "number")
      return String(value)
        .replaceAll(/\p{Cc}|\s+/gu, " ")
        .trim()
        .slice(0, 200);
  }
  return "place";
}

function textOf(element: Element, tag: string): string | undefined {
  const text = element.getElementsByTagNameNS("*", tag)[0]?.textContent?.trim();
  return text === undefined || text === "" ? undefined : text;
}

function parseXml(text: string): ReturnType<DOMParser["parseFromString"]> {
  const refuse = (_level: string, message: string): never => {
    throw new SyntaxError(message);
  };
  return new DOMParser({ onError: refuse }).parseFromString(text, "text/xml");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]!.slice(0, 200);
}
