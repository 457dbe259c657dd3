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
 * Elevation at which a target appears to a radar on the ground, with the ray bent as over an Earth `radiusFactor` as large,
 * from its straight-line elevation and range: the bent ray leaves higher by about d (1 - 1/k) / 2R.
 * First order in d/R and made for low elevations: against the exact relation on the enlarged sphere (same height, same range)
 * it is 0.03 deg too much at 1,000 km and 5 deg, 0.11 at 2,000 km and 5 deg, 0.6 at 1,000 km and 60 deg. Never past the zenith.
 */
export function apparentElevation(
  elevation_rad: number,
  range_m: number,
  options: { readonly radiusFactor?: number; readonly earth?: EarthModel } = {},
): number {
  const factor = options.radiusFactor ?? EFFECTIVE_RADIUS_FACTOR;
  const lift = (range_m * (1 - 1 / factor)) / (2 * meanRadius(options.earth));
  return Math.min(elevation_rad + lift, 0.5 * Math.PI);
}

/** Elevation of a peak above the level of the radar, curvature neglected as site studies do: atan(height / distance). */
export function peakElevation(height_m: number, distance_m: number): number {
  return Math.atan2(height_m, distance_m);
}
