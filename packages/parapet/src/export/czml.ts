import { geodeticToEcef } from "../earth/frames.ts";
import { cleanGeometry } from "./geojson.ts";
import { type PolygonRings, polygonsOf, type Ring } from "./geometry.ts";
import { colourParts, PALETTE } from "./palette.ts";
import { AREA_STYLES, SITE_COLOURS } from "./scene-styles.ts";
import type { Scene, SceneArea, SceneFlight, SceneSite } from "./scene.ts";
import { formatInstant } from "./scene.ts";

type Packet = Readonly<Record<string, unknown>>;

/** Degree of the interpolation between the states of a flight. */
const DEGREE = 5;

/**
 * Writes a scene as CZML for Cesium: a document packet with a clock over the flights, points with labels for sites, clamped
 * polygons and their outlines for areas, and flights as Earth-fixed Cartesian samples in metres, interpolated by Lagrange's
 * formula of degree 5 between the given states (of less when there are fewer). Polygons are cut at the date line, for
 * Cesium misfills those that cross it. Source: CZML Guide, AnalyticalGraphicsInc/czml-writer wiki, version 1.0.
 * Throws a RangeError for a flight of fewer than two states, or whose times do not grow.
 */
export function toCzml(scene: Scene): string {
  const packets: Packet[] = [
    { id: "document", name: scene.name, description: scene.attribution, version: "1.0", ...clockOf(scene) },
    ...scene.areas.flatMap(areaPackets),
    ...scene.sites.map(sitePacket),
    ...scene.flights.map((flight) => flightPacket(flight, scene.epoch)),
  ];
  return `[\n${packets.map((packet) => JSON.stringify(packet)).join(",\n")}\n]\n`;
}

function clockOf({ epoch, flights }: Scene): Packet {
  for (const flight of flights) checkFlight(flight);
  if (flights.length === 0) return {};
  const start = formatInstant(epoch, Math.min(...flights.map((flight) => flight.states[0]!.time_s)));
  const end = formatInstant(epoch, Math.max(...flights.map((flight) => flight.states.at(-1)!.time_s)));
  return {
    clock: {
      interval: `${start}/${end}`,
      currentTime: start,
      multiplier: 10,
      range: "CLAMPED",
      step: "SYSTEM_CLOCK_MULTIPLIER",
    },
  };
}

function checkFlight({ id, states }: SceneFlight): void {
  const grows = states.every((state, i) => i === 0 || state.time_s > states[i - 1]!.time_s);
  if (states.length < 2 || !grows)
    throw new RangeError(`toCzml: needs two states or more with growing times, got ${states.length} in flight "${id}"`);
}

function rgba(colour: string, opacity: number): Packet {
  return { rgba: [...colourParts(colour), Math.round(255 * opacity)] };
}

function solid(colour: string, opacity: number): Packet {
  return { solidColor: { color: rgba(colour, opacity) } };
}

function sitePacket({ id, name, kind, position, description }: SceneSite): Packet {
  return {
    id,
    name,
    ...(description === undefined ? {} : { description: escapeHtml(description) }),
    position: { cartesian: geodeticToEcef(position).map(roundCentimetres) },
    point: {
      color: rgba(SITE_COLOURS[kind], 1),
      outlineColor: rgba("#ffffff", 1),
      outlineWidth: 1,
      pixelSize: kind === "land-site" || kind === "launch-region" ? 12 : 9,
    },
    // Names of batteries, which stand close together, only from near.
    label: kind === "battery" ? { ...label(name), distanceDisplayCondition: NEAR } : label(name),
  };
}

const NEAR: Packet = { distanceDisplayCondition: [0, 1_000_000] };

function label(text: string): Packet {
  return {
    text,
    font: "14px sans-serif",
    fillColor: rgba("#ffffff", 1),
    outlineColor: rgba("#000000", 1),
    outlineWidth: 3,
    style: "FILL_AND_OUTLINE",
    horizontalOrigin: "LEFT",
    pixelOffset: { cartesian2: [10, 0] },
  };
}

function areaPackets({ id, name, kind, polygons, description }: SceneArea): Packet[] {
  const style = AREA_STYLES[kind];
  const clean = cleanGeometry(polygons);
  const pieces: readonly PolygonRings[] = clean === undefined ? [] : polygonsOf(clean);
  const line = {
    width: style.width,
    clampToGround: true,
    material:
      style.dashed === true
        ? { polylineDash: { color: rgba(style.colour, 1), dashLength: 12 } }
        : solid(style.colour, 1),
  };
  const packets: Packet[] = [
    { id, name, ...(description === undefined ? {} : { description: escapeHtml(description) }) },
  ];
  for (const [i, piece] of pieces.entries()) {
    const [outer = [], ...holes] = piece;
    if (style.opacity > 0)
      packets.push({
        id: `${id}/area/${i + 1}`,
        name,
        parent: id,
        polygon: {
          positions: { cartographicDegrees: flat(outer) },
          ...(holes.length > 0 ? { holes: { cartographicDegrees: holes.map(flat) } } : {}),
          material: solid(style.colour, style.opacity),
          classificationType: "TERRAIN",
        },
      });
    for (const [j, ring] of piece.entries())
      packets.push({
        id: `${id}/line/${i + 1}.${j + 1}`,
        name,
        parent: id,
        polyline: { positions: { cartographicDegrees: flat(ring) }, ...line },
      });
  }
  return packets;
}

function flat(ring: Ring): number[] {
  return ring.flatMap(([longitude, latitude]) => [longitude, latitude, 0]);
}

function flightPacket({ id, name, side, states, description }: SceneFlight, epoch: string): Packet {
  const start_s = states[0]!.time_s;
  const end_s = states.at(-1)!.time_s;
  const colour = side === "threat" ? PALETTE.vermilion : PALETTE.blue;
  return {
    id,
    name,
    ...(description === undefined ? {} : { description: escapeHtml(description) }),
    availability: `${formatInstant(epoch, start_s)}/${formatInstant(epoch, end_s)}`,
    position: {
      epoch: formatInstant(epoch, 0),
      referenceFrame: "FIXED",
      interpolationAlgorithm: "LAGRANGE",
      interpolationDegree: Math.min(DEGREE, states.length - 1),
      cartesian: states.flatMap(({ time_s, r_ecef }) => [time_s, ...r_ecef.map(roundCentimetres)]),
    },
    path: { width: 2, leadTime: 0, trailTime: end_s - start_s, resolution: 5, material: solid(colour, 1) },
    point: { color: rgba(colour, 1), outlineColor: rgba("#ffffff", 1), outlineWidth: 1, pixelSize: 8 },
    label: label(name),
  };
}

function roundCentimetres(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

/** Cesium shows descriptions as HTML. */
function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
