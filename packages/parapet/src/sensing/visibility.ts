import { EFFECTIVE_RADIUS_FACTOR, apparentElevation, meanRadius, peakElevation } from "../earth/horizon.ts";
import type { EarthModel } from "../earth/model.ts";
import { positiveTurn, wrapAngle } from "./face.ts";

/**
 * How rays are bent: "effective-radius" as over a larger Earth at every range, the rule for rays that stay in the air;
 * "bounded" the same, but never more than the bending of a ray that leaves the atmosphere altogether.
 */
export type Refraction = "effective-radius" | "bounded";

/** Lowest elevation that terrain leaves open in a direction; between two directions linear. */
export interface MaskPoint {
  readonly azimuth_rad: number;
  readonly elevation_rad: number;
}

/** A summit seen from the radar: it hides a triangle of sky, `halfWidth_rad` to either side of its azimuth at the foot. */
export interface Peak {
  readonly azimuth_rad: number;
  readonly distance_m: number;
  /** Above the radar. */
  readonly height_m: number;
  readonly halfWidth_rad: number;
}

const DEGREE = Math.PI / 180;

/** Lowest true elevation at which the bending of a ray through the whole atmosphere is taken from the formula. */
const LOWEST_FORMULA_deg = -2;

/**
 * Bending of a ray from a station at sea level to a target outside the atmosphere, by the target's true elevation
 * (ITU-R P.834-9, section 1.2, the formula for the elevation under free-space propagation). Within the recommendation for
 * elevations to 10 deg; above, it goes on falling as it should.
 */
export function wholeAtmosphereBending(elevation_rad: number): number {
  const degrees = Math.max(LOWEST_FORMULA_deg, elevation_rad / DEGREE);
  return DEGREE / (1.728 + (0.5411 + 0.03723 * degrees) * degrees);
}

/** Elevation at which a target appears to a radar, from its true elevation and range. */
export function refractedElevation(
  elevation_rad: number,
  range_m: number,
  options: { readonly refraction: Refraction; readonly radiusFactor: number; readonly earth: EarthModel },
): number {
  const apparent = apparentElevation(elevation_rad, range_m, options);
  if (options.refraction === "effective-radius") return apparent;
  return Math.min(apparent, elevation_rad + wholeAtmosphereBending(elevation_rad));
}

/** Elevation of the sea horizon from an altitude, at most 0: -sqrt(2 h / k R) (Skolnik 2001, chapter 8, for h small beside R). */
export function horizonDip(
  altitude_m: number,
  options: { readonly radiusFactor?: number; readonly earth?: EarthModel } = {},
): number {
  const radius = (options.radiusFactor ?? EFFECTIVE_RADIUS_FACTOR) * meanRadius(options.earth);
  return altitude_m > 0 ? -Math.sqrt((2 * altitude_m) / radius) : 0;
}

/**
 * The horizon mask of a radar among peaks: at each azimuth the highest of their triangles, elsewhere `base_rad`.
 * Curvature is neglected, as site studies do; it would lower a peak by about d/2kR, 0.03 deg at 10 km.
 */
export function maskFromPeaks(
  peaks: readonly Peak[],
  options: { readonly base_rad?: number; readonly step_rad?: number } = {},
): readonly MaskPoint[] {
  const { base_rad = 0, step_rad = 0.25 * DEGREE } = options;
  const azimuths = new Set<number>();
  for (const { azimuth_rad, halfWidth_rad } of peaks) {
    const steps = Math.max(1, Math.ceil(halfWidth_rad / step_rad));
    for (let i = -steps; i <= steps; i++) azimuths.add(positiveTurn(azimuth_rad + (i / steps) * halfWidth_rad));
  }
  return [...azimuths]
    .sort((a, b) => a - b)
    .map((azimuth_rad) => {
      let elevation_rad = base_rad;
      for (const peak of peaks) {
        const off = Math.abs(wrapAngle(azimuth_rad - peak.azimuth_rad)) / peak.halfWidth_rad;
        const summit = peakElevation(peak.height_m, peak.distance_m);
        if (off < 1) elevation_rad = Math.max(elevation_rad, base_rad + (1 - off) * (summit - base_rad));
      }
      return { azimuth_rad, elevation_rad };
    });
}

/** A mask sorted by azimuth in [0, 2 pi): azimuth and elevation in turn. The form in which `maskElevation` reads it. */
export function prepareMask(mask: readonly MaskPoint[]): Float64Array {
  const sorted = mask
    .map(({ azimuth_rad, elevation_rad }) => [positiveTurn(azimuth_rad), elevation_rad] as const)
    .sort((a, b) => a[0] - b[0]);
  return Float64Array.from(sorted.flat());
}

/** Lowest elevation that the terrain leaves open at an azimuth; -pi/2 where there is no mask. Allocates nothing. */
export function maskElevation(prepared: Float64Array, azimuth_rad: number): number {
  const count = prepared.length / 2;
  if (count === 0) return -0.5 * Math.PI;
  const azimuth = positiveTurn(azimuth_rad);
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (prepared[2 * middle]! < azimuth) low = middle + 1;
    else high = middle;
  }
  const after = low === count ? 0 : low;
  const before = (after === 0 ? count : after) - 1;
  const from = prepared[2 * before + 1]!;
  const span = positiveTurn(prepared[2 * after]! - prepared[2 * before]!);
  const share = span > 0 ? positiveTurn(azimuth - prepared[2 * before]!) / span : 1;
  return from + share * (prepared[2 * after + 1]! - from);
}
