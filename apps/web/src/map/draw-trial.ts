import { geoPath, type GeoProjection } from "d3-geo";
import type { EngineEvent } from "parapet";
import type { DrawnFlight, DrawnTrack, LonLat, PlayedTrial } from "../compute/desk-types.ts";
import type { Colours } from "./colours.ts";
import { KM_A_DEGREE, placeAt } from "./projection.ts";

/** Length of the trail behind an object, s. */
const TRAIL_s = 90;
/** Points of a trail that are drawn: every so many seconds of the flight, and the two ends. */
const TRAIL_STEP = 4;
/** A track that is older than this is no longer shown, s. */
const STALE_s = 25;
/** How long a mark of something that has just happened stays, s of the raid. */
const FLASH_s = 12;

/** Index of the last state at or before a time; -1 before the first. */
export function lastBefore({ time_s }: Pick<DrawnFlight, "time_s">, t: number): number {
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
  /** How many times larger than true the ellipses of error are drawn. */
  readonly enlarged: number;
}

/** The trial at a time: trails, threats with their tracks, rounds on their way, links that have just carried a track, hits and misses. */
export function drawTrial(
  context: CanvasRenderingContext2D,
  trial: PlayedTrial,
  t: number,
  { projection, colours, places, selected, enlarged }: TrialOptions,
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
    const coordinates: number[][] = [];
    for (let i = first; i < last; i += TRAIL_STEP) coordinates.push(flight.places[i] as unknown as number[]);
    coordinates.push(flight.places[last] as unknown as number[]);
    path({ type: "LineString", coordinates });
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
    const known = trackAt(threat.track, t);
    if (known !== undefined) {
      context.beginPath();
      path(ellipseRing(known, enlarged));
      context.strokeStyle = colours.track;
      context.lineWidth = threat.id === selected ? 2.5 : 1.2;
      context.stroke();
    }
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

/** The links that have just carried a track, by time; found once for each trial. */
const linksOf = new WeakMap<PlayedTrial, readonly EngineEvent[]>();

/** The messages that arrived in the seconds before a time. */
export function recentLinks(trial: PlayedTrial, t: number): readonly EngineEvent[] {
  let links = linksOf.get(trial);
  if (links === undefined) {
    links = trial.events.filter(({ kind }) => kind === "track-received");
    linksOf.set(trial, links);
  }
  const firstAfter = (time: number): number => {
    let [low, high] = [0, links.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (links[middle]!.time_s <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return links.slice(firstAfter(t - FLASH_s), firstAfter(t));
}

function drawLinks(
  context: CanvasRenderingContext2D,
  trial: PlayedTrial,
  t: number,
  places: ReadonlyMap<string, readonly [number, number]>,
  colours: Colours,
): void {
  context.strokeStyle = colours.track;
  context.lineWidth = 1.5;
  context.setLineDash([2, 4]);
  context.beginPath();
  const drawn = new Set<string>();
  for (const { unit = "", reason = "" } of recentLinks(trial, t)) {
    const [from, to] = [places.get(reason), places.get(unit)];
    const key = `${reason}>${unit}`;
    if (from === undefined || to === undefined || drawn.has(key)) continue;
    drawn.add(key);
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0], to[1]);
  }
  context.stroke();
  context.setLineDash([]);
}

/** Where a track puts its threat, with the ellipse of its error. */
export interface KnownPlace {
  readonly place: LonLat;
  readonly altitude_m: number;
  readonly unit: string;
  readonly major_m: number;
  readonly minor_m: number;
  readonly azimuth_deg: number;
  readonly up_m: number;
}

/** What a track says at a time; undefined before it and when it is stale. */
export function trackAt(track: DrawnTrack, t: number): KnownPlace | undefined {
  const i = lastBefore(track, t);
  if (i < 0 || t - track.time_s[i]! > STALE_s) return undefined;
  const [major_m, minor_m, azimuth_deg, up_m] = track.ellipses[i]!;
  const next = track.time_s[i + 1];
  const here = track.places[i]!;
  const there = next === undefined || next - track.time_s[i]! > STALE_s ? here : track.places[i + 1]!;
  const u = next === undefined ? 0 : (t - track.time_s[i]!) / (next - track.time_s[i]! || 1);
  const east = ((there[0] - here[0] + 540) % 360) - 180;
  return {
    place: [here[0] + u * east, here[1] + u * (there[1] - here[1])],
    altitude_m: track.altitude_m[i]!,
    unit: track.units[i]!,
    major_m,
    minor_m,
    azimuth_deg,
    up_m,
  };
}

const RING_POINTS = 32;

/** The outline of an ellipse of error on the ground, as many times larger as is asked for. */
export function ellipseRing(
  { place, major_m, minor_m, azimuth_deg }: KnownPlace,
  enlarged: number,
): { readonly type: "LineString"; readonly coordinates: number[][] } {
  const coordinates = Array.from({ length: RING_POINTS + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / RING_POINTS;
    const along = major_m * Math.cos(angle);
    const across = minor_m * Math.sin(angle);
    const azimuth = azimuth_deg + (Math.atan2(across, along) * 180) / Math.PI;
    return [...placeAt(place, azimuth, (enlarged * Math.hypot(along, across)) / (1000 * KM_A_DEGREE))];
  });
  return { type: "LineString", coordinates };
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
