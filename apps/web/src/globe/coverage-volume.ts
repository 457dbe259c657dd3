import type { Primitive } from "@cesium/engine";
import type { ResolvedUnit } from "parapet";
import type { LonLat } from "../compute/desk-types.ts";
import { fanRange_km } from "../map/draw-units.ts";
import type { Cesium } from "./load-cesium.ts";

/** Volumes end at this altitude, km: above it they would hide the Earth that they stand on. */
export const VOLUME_TOP_km = 500;
const AZIMUTH_STEP_deg = 6;
const ELEVATIONS = 8;
const EARTH_RADIUS_km = 6371;

/** Slant range at which a straight ray at an elevation reaches an altitude over a sphere, km. */
export function rangeToAltitude_km(elevation_rad: number, altitude_km: number): number {
  const down = EARTH_RADIUS_km * Math.sin(elevation_rad);
  return Math.sqrt(down * down + altitude_km * altitude_km + 2 * EARTH_RADIUS_km * altitude_km) - down;
}

/** Directions of one face: azimuths and elevations, degrees and radians, and how far it sees along each elevation, km. */
interface Fan {
  readonly azimuths_deg: readonly number[];
  readonly elevations_rad: readonly number[];
  readonly reach_km: readonly number[];
  readonly isClosed: boolean;
}

/** The faces of a unit's radars as bundles of straight rays up to the top of the volume. */
export function listFans(unit: ResolvedUnit, crossSection_m2: number): readonly Fan[] {
  return unit.radars.flatMap(({ radar, facing_rad }, index) => {
    const range_km = fanRange_km(unit, index, crossSection_m2);
    const [lowest, highest] = [
      radar.elevationMinimum_rad.value,
      Math.min(radar.elevationMaximum_rad.value, Math.PI / 2),
    ];
    const elevations_rad = Array.from(
      { length: ELEVATIONS + 1 },
      // Closer together near the ground, where a degree is a long way.
      (_, i) => lowest + (highest - lowest) * (i / ELEVATIONS) ** 2,
    );
    const reach_km = elevations_rad.map((elevation) =>
      Math.min(range_km, rangeToAltitude_km(elevation, VOLUME_TOP_km)),
    );
    const width = (radar.fieldOfViewAzimuth_rad.value * 180) / Math.PI;
    const faces = Math.max(1, Math.round(radar.faceCount.value));
    const isClosed = width * faces >= 359.9;
    const sectors = isClosed
      ? [{ from: 0, wide: 360 }]
      : Array.from({ length: faces }, (_, face) => ({
          from: (facing_rad * 180) / Math.PI + (360 * face) / faces - width / 2,
          wide: width,
        }));
    return sectors.map(({ from, wide }): Fan => {
      const steps = Math.max(2, Math.ceil(wide / AZIMUTH_STEP_deg));
      return {
        azimuths_deg: Array.from({ length: steps + 1 }, (_, i) => from + (wide * i) / steps),
        elevations_rad,
        reach_km,
        isClosed,
      };
    });
  });
}

/** Corners and triangles of a fan about the radar: ground side, far side and top, and two walls where it does not close on itself. East, north, up, m. */
export function meshFan({ azimuths_deg, elevations_rad, reach_km, isClosed }: Fan): {
  readonly corners: readonly (readonly [number, number, number])[];
  readonly triangles: readonly number[];
} {
  const corners: [number, number, number][] = [[0, 0, 0]];
  const rows = elevations_rad.length;
  for (const azimuth of azimuths_deg)
    elevations_rad.forEach((elevation, j) => {
      const a = (azimuth * Math.PI) / 180;
      const r = 1000 * reach_km[j]!;
      const flat = r * Math.cos(elevation);
      corners.push([flat * Math.sin(a), flat * Math.cos(a), r * Math.sin(elevation)]);
    });
  const at = (i: number, j: number): number => 1 + i * rows + j;
  const triangles: number[] = [];
  const last = azimuths_deg.length - 1;
  for (let i = 0; i < last; i++) {
    triangles.push(0, at(i, 0), at(i + 1, 0));
    for (let j = 0; j < rows - 1; j++)
      triangles.push(at(i, j), at(i, j + 1), at(i + 1, j), at(i + 1, j), at(i, j + 1), at(i + 1, j + 1));
    triangles.push(0, at(i + 1, rows - 1), at(i, rows - 1));
  }
  if (!isClosed)
    for (let j = 0; j < rows - 1; j++) triangles.push(0, at(0, j + 1), at(0, j), 0, at(last, j), at(last, j + 1));
  return { corners, triangles };
}

/** The volumes that a unit's radars see into, as one translucent primitive with its edges; undefined for a unit without radars. */
export function makeVolumes(
  cesium: Cesium,
  unit: ResolvedUnit,
  {
    place,
    crossSection_m2,
    colour,
    alpha,
  }: { readonly place: LonLat; readonly crossSection_m2: number; readonly colour: string; readonly alpha: number },
): readonly Primitive[] {
  const frame = cesium.Transforms.eastNorthUpToFixedFrame(cesium.Cartesian3.fromDegrees(place[0], place[1], 0));
  const fans = listFans(unit, crossSection_m2);
  if (fans.length === 0) return [];
  const paint = (alpha: number): { readonly color: InstanceType<Cesium["ColorGeometryInstanceAttribute"]> } => ({
    color: cesium.ColorGeometryInstanceAttribute.fromColor(cesium.Color.fromCssColorString(colour).withAlpha(alpha)),
  });
  const build = (primitiveType: number, alpha: number): Primitive =>
    new cesium.Primitive({
      asynchronous: false,
      geometryInstances: fans.map((fan) => {
        const { corners, triangles } = meshFan(fan);
        const values = new Float64Array(corners.flat());
        const rows = fan.elevations_rad.length;
        const rim = fan.azimuths_deg.slice(1).flatMap((_, i) => [1 + i * rows, 1 + (i + 1) * rows]);
        const indices = primitiveType === cesium.PrimitiveType.TRIANGLES ? triangles : rim;
        return new cesium.GeometryInstance({
          modelMatrix: frame,
          attributes: paint(alpha),
          geometry: new cesium.Geometry({
            attributes: {
              position: new cesium.GeometryAttribute({
                componentDatatype: cesium.ComponentDatatype.DOUBLE,
                componentsPerAttribute: 3,
                values,
              }),
            } as never,
            indices: new Uint16Array(indices),
            primitiveType,
            boundingSphere: cesium.BoundingSphere.fromVertices([...values]),
          }),
        });
      }),
      appearance: new cesium.PerInstanceColorAppearance({ flat: true, translucent: true, closed: false }),
    });
  return [build(cesium.PrimitiveType.TRIANGLES, alpha), build(cesium.PrimitiveType.LINES, 0.7)];
}
