import geographiclib from "geographiclib-geodesic";
import { type EarthModel, type Geodetic, WGS84 } from "./model.ts";

/** Shortest way between two points over the ellipsoid. Azimuths clockwise from north, both in the direction of travel. */
export interface Geodesic {
  readonly distance_m: number;
  /** At the first point. */
  readonly azimuth_rad: number;
  /** At the second point. */
  readonly finalAzimuth_rad: number;
}

const RADIANS = Math.PI / 180;
const DEGREES = 180 / Math.PI;

function solverFor(earth: EarthModel): InstanceType<typeof geographiclib.Geodesic.Geodesic> {
  return earth === WGS84
    ? geographiclib.Geodesic.WGS84
    : new geographiclib.Geodesic.Geodesic(earth.equatorialRadius_m, earth.flattening);
}

/** Distance and azimuths from `a` to `b`; altitudes play no part (Karney 2013, J. Geodesy 87, 43-55; error below 15 nm). */
export function solveInverse(a: Geodetic, b: Geodetic, earth: EarthModel = WGS84): Geodesic {
  const g = solverFor(earth).Inverse(
    a.latitude_rad * DEGREES,
    a.longitude_rad * DEGREES,
    b.latitude_rad * DEGREES,
    b.longitude_rad * DEGREES,
  );
  return { distance_m: g.s12!, azimuth_rad: g.azi1! * RADIANS, finalAzimuth_rad: g.azi2! * RADIANS };
}

/** The point at a distance from `start` along a geodesic that sets out at `azimuth_rad`, at altitude 0. */
export function solveDirect(
  start: Geodetic,
  azimuth_rad: number,
  distance_m: number,
  earth: EarthModel = WGS84,
): Geodetic {
  const g = solverFor(earth).Direct(
    start.latitude_rad * DEGREES,
    start.longitude_rad * DEGREES,
    azimuth_rad * DEGREES,
    distance_m,
  );
  return { latitude_rad: g.lat2! * RADIANS, longitude_rad: g.lon2! * RADIANS, altitude_m: 0 };
}
