import { geoAzimuthalEqualArea, geoOrthographic, type GeoProjection } from "d3-geo";
import type { LonLat } from "../compute/desk-types.ts";
import type { Camera } from "../state/store.ts";

/** Size of a picture in CSS pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const RADIANS = Math.PI / 180;
/** The camera before a scenario is known. */
export const FIRST_CAMERA: Camera = { centre: [135, 37], span_deg: 26 };

/**
 * The projection of a picture. Flat: Lambert azimuthal equal-area around the middle of the picture, so that areas compare and neither
 * the date line nor a pole is an edge. Sphere: orthographic.
 */
export function makeProjection(
  kind: "flat" | "sphere",
  { centre, span_deg }: Camera,
  { width, height }: PictureSize,
): GeoProjection {
  const half = Math.min(span_deg, kind === "sphere" ? 180 : 360) * 0.5 * RADIANS;
  const reach = kind === "sphere" ? Math.sin(half) : 2 * Math.sin(half / 2);
  const projection = kind === "sphere" ? geoOrthographic().clipAngle(90) : geoAzimuthalEqualArea().clipAngle(179.9);
  return projection
    .rotate([-centre[0], -centre[1]])
    .scale((0.5 * Math.min(width, height)) / reach)
    .translate([width / 2, height / 2])
    .precision(0.4)
    .clipExtent([
      [-40, -40],
      [width + 40, height + 40],
    ]);
}

/** A camera that sees all places. */
export function fitCamera(places: readonly LonLat[]): Camera {
  if (places.length === 0) return FIRST_CAMERA;
  const vectors = places.map(toVector);
  const sum = vectors.reduce(([x, y, z], [a, b, c]) => [x + a, y + b, z + c] as const, [0, 0, 0] as const);
  const length = Math.hypot(...sum);
  const middle = length > 1e-9 ? ([sum[0] / length, sum[1] / length, sum[2] / length] as const) : vectors[0]!;
  const farthest = Math.max(
    ...vectors.map((v) => Math.acos(Math.min(1, v[0] * middle[0] + v[1] * middle[1] + v[2] * middle[2]))),
  );
  return {
    centre: [Math.atan2(middle[1], middle[0]) / RADIANS, Math.asin(middle[2]) / RADIANS],
    span_deg: Math.min(300, Math.max(2, (2.3 * farthest) / RADIANS)),
  };
}

function toVector([longitude, latitude]: LonLat): readonly [number, number, number] {
  const cos = Math.cos(latitude * RADIANS);
  return [cos * Math.cos(longitude * RADIANS), cos * Math.sin(longitude * RADIANS), Math.sin(latitude * RADIANS)];
}

/** The camera after the picture was pulled by some pixels: the place under the pointer stays under it as nearly as a turn allows. */
export function panCamera(kind: "flat" | "sphere", camera: Camera, size: PictureSize, dx: number, dy: number): Camera {
  const projection = makeProjection(kind, camera, size);
  const found = projection.invert?.([size.width / 2 - dx, size.height / 2 - dy]);
  if (found === undefined || found === null || !found.every(Number.isFinite)) return camera;
  return { ...camera, centre: [wrap(found[0]), Math.max(-90, Math.min(90, found[1]))] };
}

/** The camera nearer or farther by a factor. */
export function zoomCamera(camera: Camera, factor: number): Camera {
  return { ...camera, span_deg: Math.max(0.3, Math.min(350, camera.span_deg * factor)) };
}

const wrap = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;

/** The place at a distance (degrees of arc) and azimuth (degrees) on a sphere. */
export function placeAt([longitude, latitude]: LonLat, azimuth_deg: number, arc_deg: number): LonLat {
  const phi = latitude * RADIANS;
  const arc = arc_deg * RADIANS;
  const azimuth = azimuth_deg * RADIANS;
  const sin = Math.sin(phi) * Math.cos(arc) + Math.cos(phi) * Math.sin(arc) * Math.cos(azimuth);
  const east = Math.atan2(Math.sin(azimuth) * Math.sin(arc) * Math.cos(phi), Math.cos(arc) - Math.sin(phi) * sin);
  return [wrap(longitude + east / RADIANS), Math.asin(Math.max(-1, Math.min(1, sin))) / RADIANS];
}

/** Length of a degree of arc on a sphere of the Earth's mean radius, km. */
export const KM_A_DEGREE = (6371.0088 * Math.PI) / 180;
