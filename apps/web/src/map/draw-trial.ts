import { geoPath, type GeoProjection } from "d3-geo";
import type { DrawnFlight, LonLat, PlayedTrial } from "../compute/desk-types.ts";
import type { Colours } from "./colours.ts";

/** Length of the trail behind an object, s. */
const TRAIL_s = 90;
/** How long a mark of something that has just happened stays, s of the raid. */
const FLASH_s = 12;

/** Index of the last state at or before a time; -1 before the first. */
function lastBefore({ time_s }: DrawnFlight, t: number): number {
  let low = -1;
  let high = time_s.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (time_s[middle]! <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a flight is at a time; undefined before its start and after its end. */
export function placeOn(
  flight: DrawnFlight,
  t: number,
): { readonly place: LonLat; readonly altitude_m: number } | undefined {
  const i = lastBefore(flight, t);
  const last = flight.time_s.length - 1;
  if (i < 0 || t > flight.time_s[last]!) return undefined;
  const j = Math.min(last, i + 1);
  const step = flight.time_s[j]! - flight.time_s[i]!;
  const u = step > 0 ? (t - flight.time_s[i]!) / step : 0;
  const [a, b] = [flight.places[i]!, flight.places[j]!];
  // Two points on either side of the date line are neighbours.
  const east = ((b[0] - a[0] + 540) % 360) - 180;
  return {
    place: [a[0] + u * east, a[1] + u * (b[1] - a[1])],
    altitude_m: flight.altitude_m[i]! + u * (flight.altitude_m[j]! - flight.altitude_m[i]!),
  };
}

export interface TrialOptions {
  readonly projection: GeoProjection;
  readonly colours: Colours;
  /** Where units are on the picture. */
  readonly places: ReadonlyMap<string, readonly [number, number]>;
  readonly selected: string | undefined;
}

/** The trial at a time: trails, threats with their tracks, rounds on their way, links that have just carried a track, hits and misses. */
export function drawTrial(
  context: CanvasRenderingContext2D,
  trial: PlayedTrial,
  t: number,
  { projection, colours, places, selected }: TrialOptions,
): void {
  const path = geoPath(projection, context);
  const spotOf = (place: LonLat): readonly [number, number] | undefined => {
    const at = path.centroid({ type: "Point", coordinates: [place[0], place[1]] });
    return Number.isFinite(at[0]) ? at : undefined;
  };
  drawLinks(context, trial, t, places, colours);
  const trail = (flight: DrawnFlight, colour: string, width: number, from_s: number): void => {
    const first = Math.max(0, lastBefore(flight, from_s));
    const last = lastBefore(flight, t);
    if (last <= first) return;
    context.beginPath();
    path({ type: "LineString", coordinates: flight.places.slice(first, last + 1).map((place) => [...place]) });
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  };
  for (const { flight, id } of trial.threats) {
    if (t < flight.time_s[0]! || t > flight.time_s.at(-1)! + TRAIL_s) continue;
    context.globalAlpha = id === selected ? 1 : 0.7;
    trail(flight, colours.threat, id === selected ? 2.5 : 1.5, id === selected ? -Infinity : t - TRAIL_s);
    context.globalAlpha = 1;
  }
  for (const { flight } of trial.rounds) {
    if (t < flight.time_s[0]! || t > flight.time_s.at(-1)!) continue;
    trail(flight, colours.defender, 1.5, t - TRAIL_s);
  }
  for (const threat of trial.threats) {
    const here = placeOn(threat.flight, t);
    const at = here === undefined ? undefined : spotOf(here.place);
    if (at === undefined) continue;
    drawTriangle(context, at, threat.id === selected ? 8 : 6, colours.threat, colours.paper);
    // A ring for a track, two for one of fire-control quality.
    const rings =
      Number(threat.firstTrack_s !== undefined && t >= threat.firstTrack_s) +
      Number(threat.fireControl_s !== undefined && t >= threat.fireControl_s);
    for (let ring = 0; ring < rings; ring++) drawRing(context, at, 9 + 3.5 * ring, colours.track, 1.5);
  }
  for (const { flight } of trial.rounds) {
    const here = placeOn(flight, t);
    const at = here === undefined ? undefined : spotOf(here.place);
    if (at === undefined) continue;
    context.beginPath();
    context.arc(at[0], at[1], 3, 0, 2 * Math.PI);
    context.fillStyle = colours.defender;
    context.fill();
    context.strokeStyle = colours.paper;
    context.lineWidth = 1;
    context.stroke();
  }
  for (const { flight, isHit } of trial.rounds) {
    const since = t - flight.time_s.at(-1)!;
    const at = since >= 0 && since < FLASH_s ? spotOf(flight.places.at(-1)!) : undefined;
    if (at === undefined) continue;
    // A cross for a hit, an open circle for a miss: not by colour alone, and nothing flashes.
    if (isHit) drawCross(context, at, 6, colours.satisfied);
    else drawRing(context, at, 5, colours.faint, 2);
  }
  for (const { flight, isLeaker } of trial.threats) {
    const end = flight.time_s.at(-1)!;
    const at = isLeaker && t >= end ? spotOf(flight.places.at(-1)!) : undefined;
    if (at !== undefined) drawRing(context, at, 7, colours.threat, 3);
  }
}

function drawLinks(
  context: CanvasRenderingContext2D,
  { events }: PlayedTrial,
  t: number,
  places: ReadonlyMap<string, readonly [number, number]>,
  colours: Colours,
): void {
  context.strokeStyle = colours.track;
  context.lineWidth = 1.5;
  context.setLineDash([2, 4]);
  context.beginPath();
  for (const { kind, time_s, unit, reason } of events) {
    if (time_s > t) break;
    if (kind !== "track-received" || t - time_s > FLASH_s) continue;
    const [from, to] = [places.get(reason ?? ""), places.get(unit ?? "")];
    if (from === undefined || to === undefined) continue;
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0], to[1]);
  }
  context.stroke();
  context.setLineDash([]);
}

type Spot = readonly [number, number];

function drawTriangle(context: CanvasRenderingContext2D, [x, y]: Spot, size: number, fill: string, edge: string): void {
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + 0.87 * size, y + 0.5 * size);
  context.lineTo(x - 0.87 * size, y + 0.5 * size);
  context.closePath();
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = 1;
  context.stroke();
}

function drawRing(
  context: CanvasRenderingContext2D,
  [x, y]: Spot,
  radius: number,
  colour: string,
  width: number,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

function drawCross(context: CanvasRenderingContext2D, [x, y]: Spot, size: number, colour: string): void {
  context.beginPath();
  context.moveTo(x - size, y - size);
  context.lineTo(x + size, y + size);
  context.moveTo(x + size, y - size);
  context.lineTo(x - size, y + size);
  context.strokeStyle = colour;
  context.lineWidth = 3;
  context.stroke();
}
