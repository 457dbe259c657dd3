import type { Catalogue } from "parapet";
import { isMap, isSeq, parseDocument, type Document, YAMLSeq } from "yaml";
import type { LonLat } from "./desk-types.ts";

/** Something of the catalogue to be put on the map. */
export interface Addition {
  readonly kind: "ship" | "site" | "radar" | "interceptor" | "launch-region";
  /** Id in the catalogue; of no use for a launch region. */
  readonly system: string;
  /** The radar of a new battery. */
  readonly radar?: string;
}

const RADIANS = Math.PI / 180;
const REASON = "Placed on the map of the workbench.";
/** Rounds of a launcher where the catalogue names none: a place to begin, said to be assumed in the file. */
const FIRST_ROUNDS = 8;

/** The scenario's text with one more unit or launch region, and its id. Throws for a text that is no scenario. */
export function addEntity(
  text: string,
  addition: Addition,
  place: LonLat,
  catalogue: Catalogue,
): { readonly text: string; readonly id: string } {
  const document = parseDocument(text);
  const list = addition.kind === "launch-region" ? "launchRegions" : "units";
  const id = freeId(document, addition.kind === "launch-region" ? "launch" : addition.system);
  const where = { latitude: degrees(place[1]), longitude: degrees(place[0]) };
  const evidence = { status: "assumed", reason: REASON };
  const entity =
    addition.kind === "launch-region"
      ? {
          id,
          name: { en: `Launch region ${id.replace(/\D+/, "")}`.trim() },
          centre: where,
          radius: "30 km",
          ...evidence,
        }
      : { id, ...describeUnit(addition, catalogue, azimuthOfThreat(document, place)), position: where, ...evidence };
  let entities = document.get(list);
  if (!isSeq(entities)) {
    entities = new YAMLSeq();
    document.set(list, entities);
  }
  (entities as YAMLSeq).add(document.createNode(entity));
  return { text: document.toString({ lineWidth: 120 }), id };
}

/** The scenario's text without a unit or launch region, and without the links that name it. */
export function removeEntity(text: string, id: string): string {
  const document = parseDocument(text);
  for (const list of ["units", "launchRegions"]) {
    const entities = document.get(list);
    if (isSeq(entities))
      entities.items = entities.items.filter((entity) => !(isMap(entity) && entity.get("id") === id));
  }
  const links = document.get("links");
  if (isSeq(links))
    links.items = links.items.filter((link) => !(isMap(link) && (link.get("from") === id || link.get("to") === id)));
  return document.toString({ lineWidth: 120 });
}

const degrees = (value: number): string => `${Number(value.toFixed(4))} deg`;

function freeId(document: Document, stem: string): string {
  const taken = new Set<unknown>();
  for (const list of ["units", "launchRegions"]) {
    const entities = document.get(list);
    if (isSeq(entities)) for (const entity of entities.items) if (isMap(entity)) taken.add(entity.get("id"));
  }
  for (let n = 1; ; n++) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`;
}

function describeUnit(
  { kind, system, radar }: Addition,
  catalogue: Catalogue,
  azimuth: number,
): Record<string, unknown> {
  const entry = catalogue.entries.get(system);
  if (entry === undefined) throw new Error(`the catalogue has no system ${system}`);
  const ids = (name: string): readonly string[] => catalogue.text(system, name)?.texts ?? [];
  const radars =
    kind === "radar" ? [system] : kind === "interceptor" ? (radar === undefined ? [] : [radar]) : ids("radar");
  const interceptors = kind === "interceptor" ? [system] : [...ids("interceptor"), ...ids("interceptors")];
  const rounds = catalogue.quantity(system, "interceptorsPerShip")?.value ?? FIRST_ROUNDS;
  const type =
    kind === "ship"
      ? "ship"
      : kind === "interceptor"
        ? "battery"
        : interceptors.length > 0
          ? "land-site"
          : "radar-station";
  return {
    type,
    ...(kind === "ship" || kind === "site" ? { system } : {}),
    name: { ...entry.name },
    ...(radars.length === 0
      ? {}
      : { radars: radars.map((id) => ({ system: id, facing: `${Math.round(azimuth)} deg` })) }),
    ...(interceptors.length === 0
      ? {}
      : {
          launchers: interceptors.map((interceptor) => ({
            interceptor,
            rounds,
            note: "The number of rounds is assumed.",
          })),
        }),
  };
}

/** Azimuth of the first launch region from a place, degrees: where a radar that sees a sector will first be turned. */
function azimuthOfThreat(document: Document, [longitude, latitude]: LonLat): number {
  const regions = document.get("launchRegions");
  const first = isSeq(regions) ? regions.items[0] : undefined;
  if (!isMap(first)) return 0;
  const read = (name: string): number => Number.parseFloat(String(first.getIn(["centre", name])));
  const [to, from] = [read("latitude") * RADIANS, latitude * RADIANS];
  const east = (read("longitude") - longitude) * RADIANS;
  const azimuth = Math.atan2(
    Math.sin(east) * Math.cos(to),
    Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(east),
  );
  return Number.isFinite(azimuth) ? (azimuth / RADIANS + 360) % 360 : 0;
}
