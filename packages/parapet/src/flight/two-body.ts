/**
 * Flight under the pull of a point mass alone: closed forms for arcs between two radii, Kepler's and Lambert's problems.
 *
 * Symbols: r1, r2 radii of the ends; theta angle between them at the centre; gamma flight-path angle above the horizontal;
 * lambda = r v^2 / mu (the Q of Bate, Mueller and White); a, e semi-major axis and eccentricity; ra apogee radius.
 */

/** A two-body arc from radius `r1_m` to radius `r2_m`, seen in its own plane. */
export interface Arc {
  readonly r1_m: number;
  readonly r2_m: number;
  /** Angle from start to end at the Earth's centre. */
  readonly theta_rad: number;
  readonly semiMajorAxis_m: number;
  readonly eccentricity: number;
  readonly apogeeRadius_m: number;
  /** Angle from the start to the apogee; above `theta_rad` when the arc ends before it. */
  readonly apogeeAngle_rad: number;
  /** Speed and flight-path angle at the start. */
  readonly speed_mps: number;
  readonly flightPathAngle_rad: number;
  readonly flightTime_s: number;
}

/** The "no" of a two-body problem, with its reason. */
export interface NoArc {
  readonly noArc: "apogee-below-ends" | "ends-coincide" | "apogee-not-between";
}

/**
 * The arc from `r1_m` to `r2_m` through the apogee radius `apogeeRadius_m`, rising at the start and falling at the end.
 *
 * From r = ra (1 - e) / (1 - e cos u), u the angle from the apogee: with k = ra/r - 1 at both ends,
 * sin((theta - alpha)/2) = sqrt(k2/k1) sin(alpha/2), so tan(alpha/2) = sin(theta/2) / (sqrt(k2/k1) + cos(theta/2)).
 * Derived here from the polar equation of the conic (Bate, Mueller and White 1971, eq. 1.5-4). Valid for 0 < theta < pi
 * and an apogee above both ends.
 */
export function solveArcByApogee(
  r1_m: number,
  r2_m: number,
  theta_rad: number,
  apogeeRadius_m: number,
  mu_m3ps2: number,
): Arc | NoArc {
  if (!(theta_rad > 0)) return { noArc: "ends-coincide" };
  const k1 = apogeeRadius_m / r1_m - 1;
  const k2 = apogeeRadius_m / r2_m - 1;
  if (!(k1 > 0 && k2 > 0)) return { noArc: "apogee-below-ends" };
  const half = 0.5 * theta_rad;
  const m = Math.sqrt(k2 / k1);
  const halfAlpha = Math.atan2(Math.sin(half), m + Math.cos(half));
  const alpha = 2 * halfAlpha;
  const s1 = Math.sin(halfAlpha);
  // 1 - cos(alpha) = 2 sin^2(alpha/2), free of cancellation for lofted flights.
  const e = k1 / (k1 + 2 * s1 * s1);
  const a = apogeeRadius_m / (1 + e);
  if (!(alpha > 0 && alpha < theta_rad)) return { noArc: "apogee-not-between" };
  const speed = Math.sqrt(mu_m3ps2 * (2 / r1_m - 1 / a));
  const cosGamma = Math.min(1, Math.sqrt(mu_m3ps2 * a * (1 - e * e)) / (r1_m * speed));
  return {
    r1_m,
    r2_m,
    theta_rad,
    semiMajorAxis_m: a,
    eccentricity: e,
    apogeeRadius_m,
    apogeeAngle_rad: alpha,
    speed_mps: speed,
    flightPathAngle_rad: Math.acos(cosGamma),
    flightTime_s: timeToApogee(r1_m, a, e, mu_m3ps2) + timeToApogee(r2_m, a, e, mu_m3ps2),
  };
}

/**
 * Apogee radius of the arc of least energy between two radii an angle apart: a = s/2 with s half the perimeter of the
 * triangle of both radii and the chord (Battin 1999, section 6.4).
 */
export function minimumEnergyApogeeRadius(r1_m: number, r2_m: number, theta_rad: number): number {
  const c2 = r1_m * r1_m + r2_m * r2_m - 2 * r1_m * r2_m * Math.cos(theta_rad);
  const c = Math.sqrt(Math.max(0, c2));
  const s = 0.5 * (r1_m + r2_m + c);
  const a = 0.5 * s;
  const p = ((r1_m * r2_m) / c) * (1 - Math.cos(theta_rad));
  const e = Math.sqrt(Math.max(0, 1 - p / a));
  return a * (1 + e);
}

/** The arc of least energy between two radii an angle apart. */
export function solveMinimumEnergyArc(r1_m: number, r2_m: number, theta_rad: number, mu_m3ps2: number): Arc | NoArc {
  return solveArcByApogee(r1_m, r2_m, theta_rad, minimumEnergyApogeeRadius(r1_m, r2_m, theta_rad), mu_m3ps2);
}

/** Time between a radius on the arc and the apogee, s: Kepler's equation in the eccentric anomaly counted from the apogee. */
export function timeToApogee(r_m: number, semiMajorAxis_m: number, eccentricity: number, mu_m3ps2: number): number {
  const cosine = Math.min(1, Math.max(-1, (r_m / semiMajorAxis_m - 1) / eccentricity));
  const w = Math.acos(cosine);
  return Math.sqrt((semiMajorAxis_m * semiMajorAxis_m * semiMajorAxis_m) / mu_m3ps2) * (w + eccentricity * Math.sin(w));
}

/** Free flight from the surface of a sphere back to it at the least speed for a range. */
export interface MinimumEnergyFlight {
  readonly speed_mps: number;
  readonly flightPathAngle_rad: number;
  readonly apogee_m: number;
  readonly flightTime_s: number;
}

/**
 * Minimum-energy flight over `range_m` on a sphere without rotation, impulse at the surface: Q = 2 sin(psi/2) / (1 + sin(psi/2)),
 * gamma = (pi - psi)/4 (Bate, Mueller and White 1971, eqs. 6.2-17 and 6.2-19). Valid for ranges below half the circumference.
 */
export function flyMinimumEnergy(range_m: number, radius_m: number, mu_m3ps2: number): MinimumEnergyFlight {
  const psi = range_m / radius_m;
  const s = Math.sin(0.5 * psi);
  const q = (2 * s) / (1 + s);
  const gamma = 0.25 * (Math.PI - psi);
  const a = radius_m / (2 - q);
  const cosGamma = Math.cos(gamma);
  const e = Math.sqrt(Math.max(0, 1 - q * (2 - q) * cosGamma * cosGamma));
  return {
    speed_mps: Math.sqrt((q * mu_m3ps2) / radius_m),
    flightPathAngle_rad: gamma,
    apogee_m: a * (1 + e) - radius_m,
    flightTime_s: 2 * timeToApogee(radius_m, a, e, mu_m3ps2),
  };
}

/** Altitude that a body reaches which leaves a sphere straight up at `speed_mps`, without drag; infinite at escape speed. */
export function verticalReach(speed_mps: number, radius_m: number, mu_m3ps2: number): number {
  const q = (speed_mps * speed_mps * radius_m) / mu_m3ps2;
  return q >= 2 ? Infinity : (radius_m * q) / (2 - q);
}

/** Speed straight up from a sphere that reaches `altitude_m`, without drag. */
export function speedForVerticalReach(altitude_m: number, radius_m: number, mu_m3ps2: number): number {
  return Math.sqrt((2 * mu_m3ps2 * altitude_m) / (radius_m * (radius_m + altitude_m)));
}

/** Apogee, range angle and other consequences of a burnout state (Bate, Mueller and White 1971, section 6.2). */
export interface FreeFlight {
  /** Q = r v^2 / mu at burnout. */
  readonly q: number;
  readonly energy_m2ps2: number;
  readonly angularMomentum_m2ps: number;
  readonly eccentricity: number;
  readonly apogeeRadius_m: number;
  readonly apogeeSpeed_mps: number;
  /** Angle from burnout to the same radius on the way down; zero when the body escapes. */
  readonly freeFlightAngle_rad: number;
}

/** Free flight from radius `r_m` at `speed_mps` and `flightPathAngle_rad`. */
export function computeFreeFlight(
  r_m: number,
  speed_mps: number,
  flightPathAngle_rad: number,
  mu_m3ps2: number,
): FreeFlight {
  const q = (r_m * speed_mps * speed_mps) / mu_m3ps2;
  const cosGamma = Math.cos(flightPathAngle_rad);
  const e = Math.sqrt(Math.max(0, 1 - q * (2 - q) * cosGamma * cosGamma));
  const a = r_m / (2 - q);
  const h = r_m * speed_mps * cosGamma;
  const ra = q < 2 ? a * (1 + e) : Infinity;
  const cosHalf = e > 0 ? (1 - q * cosGamma * cosGamma) / e : 1;
  return {
    q,
    energy_m2ps2: 0.5 * speed_mps * speed_mps - mu_m3ps2 / r_m,
    angularMomentum_m2ps: h,
    eccentricity: e,
    apogeeRadius_m: ra,
    apogeeSpeed_mps: q < 2 ? h / ra : 0,
    freeFlightAngle_rad: q < 2 ? 2 * Math.acos(Math.min(1, Math.max(-1, cosHalf))) : 0,
  };
}

/** Flight-path angles, high and low, that carry a body over a free-flight angle at a given Q. */
export type FlightPathAngles =
  | { readonly low_rad: number; readonly high_rad: number }
  | { readonly noSolution: "speed-too-low"; readonly largestAngle_rad: number };

/** sin(2 gamma + psi/2) = (2 - Q)/Q sin(psi/2) (Bate, Mueller and White 1971, eq. 6.2-16). */
export function solveFlightPathAngles(q: number, freeFlightAngle_rad: number): FlightPathAngles {
  const s = ((2 - q) / q) * Math.sin(0.5 * freeFlightAngle_rad);
  if (s > 1) return { noSolution: "speed-too-low", largestAngle_rad: largestFreeFlightAngle(q) };
  const principal = Math.asin(s);
  return {
    low_rad: 0.5 * (principal - 0.5 * freeFlightAngle_rad),
    high_rad: 0.5 * (Math.PI - principal - 0.5 * freeFlightAngle_rad),
  };
}

/** sin(psi_max / 2) = Q / (2 - Q) (Bate, Mueller and White 1971, eq. 6.2-18); half a turn and more for Q of 1 and above. */
export function largestFreeFlightAngle(q: number): number {
  return q >= 1 ? Math.PI : 2 * Math.asin(q / (2 - q));
}
