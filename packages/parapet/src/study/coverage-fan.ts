import { geodeticToEcef } from "../earth/frames.ts";
import { solveDirect } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import { EFFECTIVE_RADIUS_FACTOR } from "../earth/horizon.ts";
import { RadarSight } from "../sensing/radar-sight.ts";
import type { RadarPlace } from "./coverage-radars.ts";
import { reachOf } from "./coverage-radars.ts";
import type { ParameterRow } from "./parameter.ts";

/** Rings of positions on the ground, the outer one first, holes after it; open. */
export type FanOutline = readonly (readonly Geodetic[])[];

/** Step in azimuth between the points of an outline. */
const STEP_rad = Math.PI / 90;
/** Half way round the Earth, m: no radar's field ends beyond. */
const FARTHEST_m = 2.0e7;

/**
 * The ground under what a radar sees of a cross-section at one altitude above the ellipsoid: one outline for each stretch of
 * azimuths that its faces cover without a gap, with a hole where it looks too steeply up. The far edge is where range or lowest elevation
 * ends the view, whichever comes first; both grow with the distance, so that each edge is found by halving, to 10 m.
 */
export function outlineFans(
  radar: RadarPlace,
  altitude_m: number,
  crossSection_m2: number,
  row: ParameterRow,
): readonly FanOutline[] {
  const { position } = radar;
  const reach = reachOf(radar, row, crossSection_m2);
  const lowest = row[radar.elevationMinimum_rad]!;
  const sight = allRound(radar);
  const lookAt = (azimuth_rad: number, distance_m: number): "too-steep" | "seen" | "too-far" => {
    const ground = solveDirect(position, azimuth_rad, distance_m);
    const [x, y, z] = geodeticToEcef({ ...ground, altitude_m });
    const blocked = sight.look(x, y, z);
    if (blocked === "below-horizon" || sight.elevation_rad < lowest || sight.range_m > reach) return "too-far";
    return blocked === undefined ? "seen" : "too-steep";
  };
  const edge = (azimuth_rad: number, isInside: (what: ReturnType<typeof lookAt>) => boolean): Geodetic => {
    let near = 0;
    let far = FARTHEST_m;
    while (far - near > 10) {
      const middle = (near + far) / 2;
      if (isInside(lookAt(azimuth_rad, middle))) near = middle;
      else far = middle;
    }
    return solveDirect(position, azimuth_rad, near);
  };
  return listSectors(radar).flatMap(([from, to]): FanOutline[] => {
    if (lookAt(from, 0) === "too-far") return [];
    const isRound = to - from >= 2 * Math.PI - 1e-9;
    const steps = Math.max(1, Math.ceil((to - from) / STEP_rad));
    const azimuths = Array.from({ length: isRound ? steps : steps + 1 }, (_, i) => from + (i / steps) * (to - from));
    const outer = azimuths.map((azimuth) => edge(azimuth, (what) => what !== "too-far"));
    const inner = azimuths.map((azimuth) => edge(azimuth, (what) => what === "too-steep"));
    return isRound ? [[outer, inner]] : [[[...outer, ...inner.toReversed()]]];
  });
}

/** Stretches of azimuth that the faces cover, each from its start to its end, which is at most a turn later. */
export function listSectors({
  faces_rad,
  width_rad,
}: Pick<RadarPlace, "faces_rad" | "width_rad">): readonly (readonly [number, number])[] {
  const turn = 2 * Math.PI;
  if (width_rad >= turn - 1e-9) return [[0, turn]];
  const starts = faces_rad
    .map((azimuth) => (((azimuth - width_rad / 2) % turn) + turn) % turn)
    .toSorted((a, b) => a - b);
  const merged: [number, number][] = [];
  for (const start of starts) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1] + 1e-9) last[1] = start + width_rad;
    else merged.push([start, start + width_rad]);
  }
  const first = merged[0];
  const last = merged.at(-1);
  if (first === undefined || last === undefined) return [];
  if (merged.length > 1 && last[1] >= first[0] + turn - 1e-9) {
    last[1] = first[1] + turn;
    merged.shift();
  }
  return merged.map(([from, to]) => (to - from >= turn - 1e-9 ? [from, from + turn] : [from, to]));
}

/** The radar with a face that looks all round, so that azimuths of geodesics and of looks need not agree to the last digit. */
function allRound({ sight }: RadarPlace): RadarSight {
  return new RadarSight({
    ...sight.radar,
    faces: [{ azimuth_rad: 0, width_rad: 2 * Math.PI }],
    radiusFactor: EFFECTIVE_RADIUS_FACTOR,
  });
}
