import type {
  BoundingSphere,
  Cartesian3,
  PointPrimitiveCollection,
  Polyline,
  PolylineCollection,
} from "@cesium/engine";
import type { DrawnFlight, LonLat } from "../compute/desk-types.ts";
import type { Colours } from "../map/colours.ts";
import type { Cesium } from "./load-cesium.ts";

/** A flight that was announced: where from, where to, and the way between where a class can fly it. */
export interface AssessedFlight {
  readonly launch: LonLat;
  readonly landing: LonLat;
  readonly flight?: DrawnFlight;
}

/** Lines on the ground stand a little above it. */
const LIFT_m = 3000;

/**
 * A flight on the globe to scale: its way with a point each minute, each with a line down to the ground, and its track over the ground. Returns what
 * the camera must see, and what takes everything off again.
 */
export function showFlight(
  cesium: Cesium,
  { lines, points }: { readonly lines: PolylineCollection; readonly points: PointPrimitiveCollection },
  { launch, landing, flight }: AssessedFlight,
  colours: Colours,
): { readonly sphere: BoundingSphere; readonly clear: () => void } {
  const colourOf = (text: string, alpha: number): InstanceType<Cesium["Color"]> =>
    cesium.Color.fromCssColorString(text).withAlpha(alpha);
  const made: Polyline[] = [];
  const line = (positions: Cartesian3[], width: number, colour: InstanceType<Cesium["Color"]>): void => {
    made.push(lines.add({ positions, width, material: cesium.Material.fromType("Color", { color: colour }) }));
  };
  const at = ([longitude, latitude]: LonLat, altitude_m: number): Cartesian3 =>
    cesium.Cartesian3.fromDegrees(longitude, latitude, altitude_m);
  const ground = (flight?.places ?? [launch, landing]).map((place) => at(place, LIFT_m));
  const way = flight?.places.map((place, i) => at(place, Math.max(LIFT_m, flight.altitude_m[i]!))) ?? [];
  line(ground, 1.5, colourOf(colours.threat, 0.5));
  if (way.length > 1) line(way, 3, colourOf(colours.threat, 1));
  const point = (position: Cartesian3, pixelSize: number): void => {
    points.add({
      position,
      pixelSize,
      color: cesium.Color.WHITE,
      outlineColor: colourOf(colours.threat, 1),
      outlineWidth: 2,
    });
  };
  flight?.time_s.forEach((time, i) => {
    if (i === 0 || Math.floor(time / 60) === Math.floor(flight.time_s[i - 1]! / 60)) return;
    point(way[i]!, 5);
    line([ground[i]!, way[i]!], 1, colourOf(colours.threat, 0.35));
  });
  point(at(launch, LIFT_m), 9);
  point(at(landing, LIFT_m), 11);
  return {
    sphere: cesium.BoundingSphere.fromPoints([...ground, ...way]),
    clear: () => {
      for (const each of made) lines.remove(each);
      points.removeAll();
    },
  };
}

/** Direction in which the camera sees a flight from the side, radians from north. */
export function sideOf({ launch, landing }: AssessedFlight): number {
  const [from, to] = [launch, landing].map(([longitude, latitude]) => [
    (longitude * Math.PI) / 180,
    (latitude * Math.PI) / 180,
  ]) as [[number, number], [number, number]];
  const turn = to[0] - from[0];
  const bearing = Math.atan2(
    Math.sin(turn) * Math.cos(to[1]),
    Math.cos(from[1]) * Math.sin(to[1]) - Math.sin(from[1]) * Math.cos(to[1]) * Math.cos(turn),
  );
  return bearing - Math.PI / 2;
}
