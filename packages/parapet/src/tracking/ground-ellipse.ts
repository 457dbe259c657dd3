import { ecefToGeodetic, enuToEcef } from "../earth/frames.ts";
import type { EarthModel, Geodetic } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import type { GroundEllipse } from "../messages.ts";
import { chiSquareQuantile } from "./chi-square.ts";

/** A point on the ground, m east and north of the middle one, and when. */
export interface GroundPoint {
  readonly east: number;
  readonly north: number;
  readonly time_s: number;
}

/** How `points` were placed: in pairs about a middle one at the origin, for `n` states. */
export interface SpreadOptions {
  readonly n: number;
  readonly kappa: number;
  readonly middleTime_s: number;
  /** Covariance to add: east-east, east-north, north-north, m^2. */
  readonly added: readonly [number, number, number];
  readonly origin: Geodetic;
  readonly probability: number;
  readonly earth: EarthModel;
}

/** The ellipse of the mean and covariance of points placed by the unscented transform (Julier and Uhlmann 1997), their errors taken as normal. */
export function spreadEllipse(points: readonly GroundPoint[], options: SpreadOptions): GroundEllipse {
  const { added, earth, kappa, middleTime_s, n, origin, probability } = options;
  const weight = 0.5 / (n + kappa);
  const zero = kappa / (n + kappa);
  let east = 0;
  let north = 0;
  let time_s = middleTime_s * zero;
  for (const p of points) {
    east += weight * p.east;
    north += weight * p.north;
    time_s += weight * p.time_s;
  }
  let ee = zero * east * east + added[0];
  let en = zero * east * north + added[1];
  let nn = zero * north * north + added[2];
  for (const p of points) {
    ee += weight * (p.east - east) * (p.east - east);
    nn += weight * (p.north - north) * (p.north - north);
    en += weight * (p.east - east) * (p.north - north);
  }
  const place = ecefToGeodetic(enuToEcef(vec3(east, north, 0), origin, earth), earth);
  return {
    centre: { latitude_rad: place.latitude_rad, longitude_rad: place.longitude_rad, altitude_m: 0 },
    ...ellipseAxes(ee, en, nn, probability),
    probability,
    time_s,
  };
}

/** The ellipse that holds a normal error of these variances, east and north, m^2, with a probability; azimuth of the major axis, clockwise from north. */
export function ellipseAxes(
  ee: number,
  en: number,
  nn: number,
  probability: number,
): Pick<GroundEllipse, "semiMajorAxis_m" | "semiMinorAxis_m" | "azimuth_rad"> {
  const half = 0.5 * (ee + nn);
  const spread = Math.sqrt(0.25 * (ee - nn) * (ee - nn) + en * en);
  const scale = chiSquareQuantile(probability, 2);
  // tan 2a = 2 en / (nn - ee)
  const azimuth = 0.5 * Math.atan2(2 * en, nn - ee);
  return {
    semiMajorAxis_m: Math.sqrt(scale * (half + spread)),
    semiMinorAxis_m: Math.sqrt(scale * Math.max(0, half - spread)),
    azimuth_rad: azimuth < 0 ? azimuth + Math.PI : azimuth,
  };
}
