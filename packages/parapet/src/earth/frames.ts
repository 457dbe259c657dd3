import { type Vec3, vec3 } from "../math/vec3.ts";
import { type EarthModel, type Geodetic, WGS84 } from "./model.ts";

/**
 * Position of a point above the ellipsoid, Earth-fixed, m (Bate, Mueller and White 1971, section 2.8; NIMA TR8350.2).
 * Exact for any altitude above the centre of curvature.
 */
export function geodeticToEcef(point: Geodetic, earth: EarthModel = WGS84): Vec3<"ecef"> {
  const e2 = earth.flattening * (2 - earth.flattening);
  const sinLat = Math.sin(point.latitude_rad);
  const cosLat = Math.cos(point.latitude_rad);
  const n = earth.equatorialRadius_m / Math.sqrt(1 - e2 * sinLat * sinLat);
  const across = (n + point.altitude_m) * cosLat;
  return vec3(
    across * Math.cos(point.longitude_rad),
    across * Math.sin(point.longitude_rad),
    (n * (1 - e2) + point.altitude_m) * sinLat,
  );
}

/**
 * Geodetic position of an Earth-fixed point, m. Bowring (1976), Survey Review 23, 323-327, five rounds, more than it takes to
 * stand still from 5 km below the surface to 50,000 km above it. Error below 4e-9 m to 3,000 km and 2e-8 m to 50,000 km, which is
 * rounding. On the axis the longitude is 0. The centre of the Earth, which is as far from both poles, counts as below the north pole.
 */
export function ecefToGeodetic(r_ecef: Vec3<"ecef">, earth: EarthModel = WGS84): Geodetic {
  const [x, y, z] = r_ecef;
  const a = earth.equatorialRadius_m;
  const f = earth.flattening;
  const e2 = f * (2 - f);
  const b = a * (1 - f);
  const p = Math.sqrt(x * x + y * y);
  if (p === 0 && z === 0) return { latitude_rad: 0.5 * Math.PI, longitude_rad: 0, altitude_m: -b };
  // Sine and cosine of the parametric latitude, first from the geocentric one.
  let sinB = z * a;
  let cosB = p * b;
  let size = Math.sqrt(sinB * sinB + cosB * cosB);
  let sinLat = 0;
  let cosLat = 1;
  for (let i = 0; i < 5; i++) {
    sinB /= size;
    cosB /= size;
    const up = z + (e2 / (1 - e2)) * b * sinB * sinB * sinB;
    const out = p - e2 * a * cosB * cosB * cosB;
    const length = Math.sqrt(up * up + out * out);
    sinLat = up / length;
    cosLat = out / length;
    sinB = (1 - f) * sinLat;
    cosB = cosLat;
    size = Math.sqrt(sinB * sinB + cosB * cosB);
  }
  const n = a * Math.sqrt(1 - e2 * sinLat * sinLat);
  return {
    latitude_rad: Math.atan2(sinLat, cosLat),
    longitude_rad: p > 0 ? Math.atan2(y, x) : 0,
    altitude_m: p * cosLat + z * sinLat - n,
  };
}

/**
 * Writes altitude (m) and the unit normal of the ellipsoid (x, y, z) at the position `r` (first three numbers, m) into `out`.
 * One round of Bowring's formula without trigonometric calls; the frame is that of `r`, for the normal turns with it.
 * Error of altitude below 1e-6 m from 5 km below the surface to 3,000 km above it. Allocates nothing.
 */
export function localVerticalInto(out: Float64Array, r: Float64Array, earth: EarthModel): void {
  const a = earth.equatorialRadius_m;
  const f = earth.flattening;
  const e2 = f * (2 - f);
  const b = a * (1 - f);
  const x = r[0]!;
  const y = r[1]!;
  const z = r[2]!;
  const p2 = x * x + y * y;
  const p = Math.sqrt(p2);
  const radius = Math.sqrt(p2 + z * z);
  // Parametric latitude of the first guess, corrected for altitude: tan beta = (z/p) (1 - f) (1 + e'^2 b / r).
  const t = z * (1 - f) * (1 + ((e2 / (1 - e2)) * b) / radius);
  const scale = 1 / Math.sqrt(t * t + p2);
  const sinB = t * scale;
  const cosB = p * scale;
  const up = z + (e2 / (1 - e2)) * b * sinB * sinB * sinB;
  const across = p - e2 * a * cosB * cosB * cosB;
  const size = 1 / Math.sqrt(up * up + across * across);
  const sinLat = up * size;
  const cosLat = across * size;
  out[0] = p * cosLat + z * sinLat - a * Math.sqrt(1 - e2 * sinLat * sinLat);
  const k = p > 0 ? cosLat / p : 0;
  out[1] = k * x;
  out[2] = k * y;
  out[3] = sinLat;
}

/** Earth-fixed position of an inertial one at `time_s`; the frames coincide at time 0. */
export function eciToEcef(r_eci: Vec3<"eci">, time_s: number, earth: EarthModel = WGS84): Vec3<"ecef"> {
  const turn = earth.rotationRate_radps * time_s;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  return vec3(c * r_eci[0] + s * r_eci[1], c * r_eci[1] - s * r_eci[0], r_eci[2]);
}

/** Inertial position of an Earth-fixed one at `time_s`. */
export function ecefToEci(r_ecef: Vec3<"ecef">, time_s: number, earth: EarthModel = WGS84): Vec3<"eci"> {
  const turn = earth.rotationRate_radps * time_s;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  return vec3(c * r_ecef[0] - s * r_ecef[1], s * r_ecef[0] + c * r_ecef[1], r_ecef[2]);
}

/** Velocity relative to the rotating Earth, in Earth-fixed axes, of an inertial position and velocity at `time_s`. */
export function eciToEcefVelocity(
  r_eci: Vec3<"eci">,
  v_eci: Vec3<"eci">,
  time_s: number,
  earth: EarthModel = WGS84,
): Vec3<"ecef"> {
  const omega = earth.rotationRate_radps;
  const relative = vec3<"eci">(v_eci[0] + omega * r_eci[1], v_eci[1] - omega * r_eci[0], v_eci[2]);
  return eciToEcef(relative, time_s, earth);
}

/** Inertial velocity of an Earth-fixed position and velocity relative to the rotating Earth at `time_s`. */
export function ecefToEciVelocity(
  r_ecef: Vec3<"ecef">,
  v_ecef: Vec3<"ecef">,
  time_s: number,
  earth: EarthModel = WGS84,
): Vec3<"eci"> {
  const omega = earth.rotationRate_radps;
  const absolute = vec3<"ecef">(v_ecef[0] - omega * r_ecef[1], v_ecef[1] + omega * r_ecef[0], v_ecef[2]);
  return ecefToEci(absolute, time_s, earth);
}

/** Components towards east, north and up at `origin` of an Earth-fixed direction or velocity. */
export function ecefToEnuVector(v_ecef: Vec3<"ecef">, origin: Geodetic): Vec3<"enu"> {
  const sinLat = Math.sin(origin.latitude_rad);
  const cosLat = Math.cos(origin.latitude_rad);
  const sinLon = Math.sin(origin.longitude_rad);
  const cosLon = Math.cos(origin.longitude_rad);
  const [x, y, z] = v_ecef;
  const outward = cosLon * x + sinLon * y;
  return vec3(cosLon * y - sinLon * x, cosLat * z - sinLat * outward, cosLat * outward + sinLat * z);
}

/** Earth-fixed components of a direction or velocity given towards east, north and up at `origin`. */
export function enuToEcefVector(v_enu: Vec3<"enu">, origin: Geodetic): Vec3<"ecef"> {
  const sinLat = Math.sin(origin.latitude_rad);
  const cosLat = Math.cos(origin.latitude_rad);
  const sinLon = Math.sin(origin.longitude_rad);
  const cosLon = Math.cos(origin.longitude_rad);
  const [east, north, up] = v_enu;
  const outward = cosLat * up - sinLat * north;
  return vec3(cosLon * outward - sinLon * east, sinLon * outward + cosLon * east, cosLat * north + sinLat * up);
}

/** Position relative to `origin` towards east, north and up, m. */
export function ecefToEnu(r_ecef: Vec3<"ecef">, origin: Geodetic, earth: EarthModel = WGS84): Vec3<"enu"> {
  const o = geodeticToEcef(origin, earth);
  return ecefToEnuVector(vec3(r_ecef[0] - o[0], r_ecef[1] - o[1], r_ecef[2] - o[2]), origin);
}

/** Earth-fixed position of a point given towards east, north and up from `origin`, m. */
export function enuToEcef(r_enu: Vec3<"enu">, origin: Geodetic, earth: EarthModel = WGS84): Vec3<"ecef"> {
  const o = geodeticToEcef(origin, earth);
  const d = enuToEcefVector(r_enu, origin);
  return vec3(o[0] + d[0], o[1] + d[1], o[2] + d[2]);
}

/** Where a target stands as seen from a site; the straight line, without refraction. */
export interface LookAngles {
  /** Clockwise from north, in [0, 2 pi). */
  readonly azimuth_rad: number;
  readonly elevation_rad: number;
  readonly range_m: number;
}

/** Azimuth, elevation and range from a site to an Earth-fixed point. */
export function lookAngles(site: Geodetic, target: Vec3<"ecef">, earth: EarthModel = WGS84): LookAngles {
  const [east, north, up] = ecefToEnu(target, site, earth);
  const across = Math.sqrt(east * east + north * north);
  const bearing = Math.atan2(east, north);
  const azimuth = bearing < 0 ? bearing + 2 * Math.PI : bearing;
  return {
    // A bearing of -1e-20 becomes 2 pi by rounding.
    azimuth_rad: azimuth < 2 * Math.PI ? azimuth : 0,
    elevation_rad: Math.atan2(up, across),
    range_m: Math.sqrt(across * across + up * up),
  };
}
