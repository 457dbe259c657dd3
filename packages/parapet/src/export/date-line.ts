import { doubleSignedArea, isInsideRing, type PolygonRings, type Position, type Ring } from "./geometry.ts";

type Open = readonly Position[];

/** Cuts a line where it crosses 180 degrees of longitude; between two positions it goes the short way round (RFC 7946, section 3.1.9). */
export function splitLineAtDateLine(line: readonly Position[]): readonly (readonly Position[])[] {
  const unwrapped = unwrap(line);
  const pieces: Position[][] = [];
  let current: Position[] = [];
  let turn = turnOf(unwrapped[0]?.[0] ?? 0);
  for (const [i, to] of unwrapped.entries()) {
    const from = unwrapped[i - 1] ?? to;
    for (const side = turnOf(to[0]) > turn ? 1 : -1; turn !== turnOf(to[0]); turn += side) {
      const border = 360 * turn + 180 * side;
      const at = border === from[0] ? from : between(from, to, border);
      current.push(shifted(at, turn));
      pieces.push(current);
      current = [shifted(at, turn + side)];
    }
    current.push(shifted(to, turn));
  }
  pieces.push(current);
  return pieces.map(dropRepeats).filter((piece) => piece.length > 1);
}

/**
 * Cuts a polygon where it crosses 180 degrees of longitude, so that no piece does. Edges go the short way round; a ring that
 * runs round the Earth is taken to hold the pole of its own hemisphere. Rings come out open; outer rings first in each piece.
 */
export function splitPolygonAtDateLine(polygon: PolygonRings): readonly PolygonRings[] {
  const outer = polygon[0];
  if (outer === undefined) return [];
  const rings: Open[] = [closeOverPole(open(outer))];
  let [low, high] = extent(rings[0]!);
  for (const hole of polygon.slice(1)) {
    const ring = closeOverPole(open(hole));
    const [holeLow, holeHigh] = extent(ring);
    const turns = Math.round(((low + high) / 2 - (holeLow + holeHigh) / 2) / 360);
    rings.push(ring.map((p) => shifted(p, -turns)));
  }
  if (low >= -180 && high <= 180) return [rings];
  const pieces: PolygonRings[] = [];
  let rest: readonly PolygonRings[] = [orient(rings)];
  for (let turn = turnOf(low); rest.length > 0; turn++) {
    const border = 360 * turn + 180;
    const here = rest.flatMap((piece) => cutAt(piece, border, "west"));
    pieces.push(...here.map((piece) => piece.map((ring) => ring.map((p) => shifted(p, turn)))));
    rest = rest.flatMap((piece) => cutAt(piece, border, "east"));
    low = border;
    if (low >= high) break;
  }
  return pieces;
}

/** The number of whole turns to take off a longitude to bring it into [-180, 180]. */
function turnOf(longitude_deg: number): number {
  return Math.ceil((longitude_deg - 180) / 360);
}

function shifted(p: Position, turns: number): Position {
  return turns === 0 ? p : withLongitude(p, p[0] - 360 * turns);
}

function withLongitude(p: Position, longitude_deg: number): Position {
  return p[2] === undefined ? [longitude_deg, p[1]] : [longitude_deg, p[1], p[2]];
}

function between(a: Position, b: Position, longitude_deg: number): Position {
  const t = (longitude_deg - a[0]) / (b[0] - a[0]);
  const latitude = a[1] + t * (b[1] - a[1]);
  return a[2] === undefined || b[2] === undefined
    ? [longitude_deg, latitude]
    : [longitude_deg, latitude, a[2] + t * (b[2] - a[2])];
}

/** Makes longitudes run on past 180 instead of jumping. */
function unwrap(line: readonly Position[]): Position[] {
  const out: Position[] = [];
  let last = line[0]?.[0] ?? 0;
  for (const p of line) {
    last = p[0] - 360 * Math.round((p[0] - last) / 360);
    out.push(withLongitude(p, last));
  }
  return out;
}

function open(ring: Ring): Open {
  const first = ring[0];
  const last = ring.at(-1);
  if (ring.length < 2 || first === undefined || last === undefined) return ring;
  return first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
}

/** Unwraps a ring and, when it does not come back to its start, leads it over the pole. */
function closeOverPole(ring: Open): Open {
  const out = unwrap(ring);
  const first = out[0];
  const last = out.at(-1);
  if (first === undefined || last === undefined) return out;
  const turns = Math.round((last[0] - first[0]) / 360);
  const back = withLongitude(first, first[0] + 360 * Math.round((last[0] - first[0]) / 360));
  if (turns === 0) return out;
  const pole = out.reduce((sum, p) => sum + p[1], 0) > 0 ? 90 : -90;
  return [...out, back, withLongitude([0, pole], back[0]), withLongitude([0, pole], first[0])];
}

function extent(ring: Open): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const p of ring) {
    low = Math.min(low, p[0]);
    high = Math.max(high, p[0]);
  }
  return [low, high];
}

function orient(rings: PolygonRings): PolygonRings {
  return rings.map((ring, i) => (doubleSignedArea(ring) > 0 === (i === 0) ? ring : ring.toReversed()));
}

interface Chain {
  readonly points: Position[];
  /** Latitude at which the chain enters through the border, and where it leaves. */
  readonly entry: number;
  exit: number;
}

/** The parts of a polygon (outer ring counterclockwise, holes clockwise) on one side of a meridian. */
function cutAt(polygon: PolygonRings, border: number, side: "west" | "east"): PolygonRings[] {
  const isHere = (p: Position): boolean => p[0] > border === (side === "east");
  const whole: Ring[] = [];
  const chains: Chain[] = [];
  for (const ring of polygon) {
    const start = ring.findIndex((p, i) => isHere(p) && !isHere(ring[(i + ring.length - 1) % ring.length]!));
    if (start < 0) {
      if (ring[0] !== undefined && isHere(ring[0])) whole.push(ring);
      continue;
    }
    for (let i = 0; i < ring.length; i++) {
      const before = ring[(start + i + ring.length - 1) % ring.length]!;
      const here = ring[(start + i) % ring.length]!;
      const next = ring[(start + i + 1) % ring.length]!;
      if (!isHere(here)) continue;
      if (!isHere(before)) {
        const at = between(before, here, border);
        chains.push({ points: [at], entry: at[1], exit: at[1] });
      }
      const chain = chains.at(-1)!;
      chain.points.push(here);
      if (!isHere(next)) {
        const at = between(here, next, border);
        chain.points.push(at);
        chain.exit = at[1];
      }
    }
  }
  return assemble([...whole, ...joinChains(chains)]);
}

/** Closes the chains along the border: crossings sorted by latitude bound the polygon's inside two by two. */
function joinChains(chains: readonly Chain[]): Ring[] {
  const crossings = chains
    .flatMap((chain, index) => [
      { latitude: chain.entry, index, isEntry: true },
      { latitude: chain.exit, index, isEntry: false },
    ])
    .sort((a, b) => a.latitude - b.latitude || a.index - b.index);
  const nextOf = new Map<number, number>();
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const a = crossings[i]!;
    // A ring that touches the border crosses it twice at one latitude, in an order that rounding decides.
    const other = crossings.findIndex((b, j) => j > i && b.isEntry !== a.isEntry);
    if (other < 0) break;
    [crossings[i + 1], crossings[other]] = [crossings[other]!, crossings[i + 1]!];
    const b = crossings[i + 1]!;
    const [exit, entry] = a.isEntry ? [b, a] : [a, b];
    nextOf.set(exit.index, entry.index);
  }
  const rings: Ring[] = [];
  const done = new Set<number>();
  for (const start of chains.keys()) {
    const points: Position[] = [];
    for (let i: number | undefined = start; i !== undefined && !done.has(i); i = nextOf.get(i)) {
      done.add(i);
      points.push(...chains[i]!.points);
    }
    if (points.length > 0) rings.push(points);
  }
  return rings;
}

/** Gives every clockwise ring to the smallest counterclockwise ring around it. */
function assemble(rings: readonly Ring[]): PolygonRings[] {
  const clean = rings.map(dropRepeats).filter((ring) => ring.length > 2 && doubleSignedArea(ring) !== 0);
  const outers = clean
    .filter((ring) => doubleSignedArea(ring) > 0)
    .sort((a, b) => doubleSignedArea(a) - doubleSignedArea(b))
    .map((ring) => [ring]);
  // A hole that touches the border has a corner on its outer ring, which counts as neither in nor out: any corner inside will do.
  for (const hole of clean.filter((ring) => doubleSignedArea(ring) < 0))
    outers.find((outer) => hole.some((corner) => isInsideRing(outer[0]!, corner)))?.push(hole);
  return outers;
}

function dropRepeats(line: readonly Position[]): Position[] {
  return line.filter((p, i) => {
    const before = line[i - 1];
    return before === undefined || before[0] !== p[0] || before[1] !== p[1] || before[2] !== p[2];
  });
}
