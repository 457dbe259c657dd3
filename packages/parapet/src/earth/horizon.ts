import { type EarthModel, WGS84 } from "./model.ts";

/**
 * Factor by which the Earth's radius appears larger to a radar because air bends its rays, in the standard atmosphere near the
 * ground (Skolnik 2001, Introduction to Radar Systems, 3rd ed., section 8.5). For rays that leave the air it overstates the
 * bending; take 1 for none.
 */
export const EFFECTIVE_RADIUS_FACTOR: number = 4 / 3;

/** Mean radius of the ellipsoid (2a + b)/3, m. */
export function meanRadius(earth: EarthModel = WGS84): number {
  return earth.equatorialRadius_m * (1 - earth.flattening / 3);
}

/**
 * Lowest altitude at which a target is seen from the ground at a distance over the ground, with rays not below
 * `elevation_rad`, m: (kR + h) cos(d/kR + el) = kR cos el on a sphere enlarged by `radiusFactor` k.
 * Infinity beyond the distance at which the ray would have to turn back.
 */
export function minimumVisibleAltitude(
  distance_m: number,
  options: { readonly elevation_rad?: number; readonly radiusFactor?: number; readonly earth?: EarthModel } = {},
): number {
  const elevation = options.elevation_rad ?? 0;
  const radius = (options.radiusFactor ?? 1) * meanRadius(options.earth);
  const angle = distance_m / radius + elevation;
  return angle >= Math.PI / 2 ? Infinity : (radius * Math.cos(elevation)) / Math.cos(angle) - radius;
}

/**
 * Elevation at which a target appears to a radar on the ground, with the ray bent as over an Earth `radiusFactor` as large, from its straight-line
 * elevation and range: the same height h and range d on a sphere k times as large, sin el' = sin el + (d^2 - h^2) (1 - 1/k) / (2 d R)
 * (Skolnik 2001, section 8.5, for the rule). Low down that is d (1 - 1/k) / 2R; straight above the radar nothing.
 */
export function apparentElevation(
  elevation_rad: number,
  range_m: number,
  options: { readonly radiusFactor?: number; readonly earth?: EarthModel } = {},
): number {
  const factor = options.radiusFactor ?? EFFECTIVE_RADIUS_FACTOR;
  if (factor === 1 || !(range_m > 0)) return elevation_rad;
  const radius = meanRadius(options.earth);
  const sine = Math.sin(elevation_rad);
  // (R + h)^2 = R^2 + d^2 + 2 R d sin el, the root of it written so that small heights keep their digits.
  const square = range_m * (range_m + 2 * radius * sine);
  const height = square / (Math.sqrt(radius * radius + square) + radius);
  const lift = ((range_m * range_m - height * height) * (1 - 1 / factor)) / (2 * range_m * radius);
  return Math.asin(Math.min(1, sine + lift));
}

/** Elevation of a peak above the level of the radar, curvature neglected as site studies do: atan(height / distance). */
export function peakElevation(height_m: number, distance_m: number): number {
  return Math.atan2(height_m, distance_m);
}

/**
 * Lowest altitude at which a target is seen from an antenna above a smooth Earth, m: along the ray of `lowestElevation_rad`, or along the
 * sea horizon where that is higher; (kR + h) cos el / cos(el + d/kR) - kR on a sphere enlarged by `radiusFactor` k, 4/3 unless stated
 * (Skolnik 2001, section 8.5). No terrain: a peak is a lowest elevation. 0 where the sea itself is seen, Infinity out of every reach.
 */
export function lowestSeenAltitude(
  distance_m: number,
  options: {
    /** Above the sea. */
    readonly antenna_m: number;
    readonly lowestElevation_rad?: number;
    readonly radiusFactor?: number;
    readonly earth?: EarthModel;
  },
): number {
  const radius = (options.radiusFactor ?? EFFECTIVE_RADIUS_FACTOR) * meanRadius(options.earth);
  const height = Math.max(0, options.antenna_m);
  const dip = -Math.acos(radius / (radius + height));
  const elevation = Math.max(dip, options.lowestElevation_rad ?? dip);
  const angle = distance_m / radius + elevation;
  if (angle >= Math.PI / 2) return Infinity;
  if (elevation === dip && angle <= 0) return 0;
  return Math.max(0, ((radius + height) * Math.cos(elevation)) / Math.cos(angle) - radius);
}
