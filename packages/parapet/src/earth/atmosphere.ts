/**
 * U.S. Standard Atmosphere 1976 (NOAA-S/T 76-1562), 0 to 1,000 km geometric altitude.
 *
 * Below 86 km: seven layers of constant gradient of molecular-scale temperature in geopotential altitude (part 1, table 4).
 * Above: temperature by the four segments of the standard (eqs. 25 to 31); pressure and density from fits of fourth order in
 * altitude to the logarithm of the standard's tables (Braeunig 2014, "Atmospheric Models", as carried by poliastro, MIT licence).
 */

export const US1976_SEA_LEVEL_PRESSURE_Pa = 101325;
/** Radius at which the standard defines geopotential altitude. */
const RADIUS_m = 6356766;
/** g0 M0 / R* of the standard, K/m. */
const HYDROSTATIC_Kpm = (9.80665 * 0.0289644) / 8.31432;
/** R* / M0, J/(kg K), and the ratio of specific heats. */
const GAS_CONSTANT = 8.31432 / 0.0289644;
const SOUND = 1.4 * GAS_CONSTANT;

const TOP_m = 1_000_000;
const FITTED_FROM_m = 86_000;

/** Geopotential base altitude (m), gradient (K/m) of each layer. */
const BASE = Float64Array.of(0, 11_000, 20_000, 32_000, 47_000, 51_000, 71_000);
const GRADIENT = Float64Array.of(-6.5e-3, 0, 1e-3, 2.8e-3, 0, -2.8e-3, -2e-3);
const BASE_TEMPERATURE = new Float64Array(7);
const BASE_PRESSURE = new Float64Array(7);
/** -g0 M0 / (R* L) of a layer with a gradient, -g0 M0 / (R* T) of one without. */
const EXPONENT = new Float64Array(7);
BASE_TEMPERATURE[0] = 288.15;
BASE_PRESSURE[0] = US1976_SEA_LEVEL_PRESSURE_Pa;
for (let i = 0; i < 7; i++) {
  const gradient = GRADIENT[i]!;
  EXPONENT[i] = gradient === 0 ? -HYDROSTATIC_Kpm / BASE_TEMPERATURE[i]! : -HYDROSTATIC_Kpm / gradient;
  if (i === 6) break;
  const depth = BASE[i + 1]! - BASE[i]!;
  BASE_TEMPERATURE[i + 1] = BASE_TEMPERATURE[i]! + gradient * depth;
  BASE_PRESSURE[i + 1] =
    BASE_PRESSURE[i]! *
    Math.exp(gradient === 0 ? EXPONENT[i]! * depth : EXPONENT[i]! * Math.log(BASE_TEMPERATURE[i + 1]! / BASE_TEMPERATURE[i]!));
}

/** Lower end (km) of each fit and its five coefficients from the fourth power down: ln p (Pa) and ln rho (kg/m^3), z in km. */
const FIT_FROM_km = Float64Array.of(86, 91, 100, 110, 120, 150, 200, 300, 500, 750);
// oxfmt-ignore
const LOG_PRESSURE = Float64Array.of(
  0, 2.159582e-6, -4.836957e-4, -0.1425192, 13.4753,
  0, 3.304895e-5, -0.00906273, 0.6516698, -11.03037,
  0, 6.693926e-5, -0.01945388, 1.71908, -47.7503,
  0, -6.539316e-5, 0.02485568, -3.22362, 135.9355,
  2.283506e-7, -1.343221e-4, 0.02999016, -3.055446, 113.5764,
  1.209434e-8, -9.692458e-6, 0.003002041, -0.4523015, 19.19151,
  8.113942e-10, -9.822568e-7, 4.687616e-4, -0.1231710, 3.067409,
  9.814674e-11, -1.654439e-7, 1.148115e-4, -0.05431334, -2.011365,
  -7.835161e-11, 1.964589e-7, -1.657213e-4, 0.04305869, -14.77132,
  2.813255e-11, -1.120689e-7, 1.695568e-4, -0.1188941, 14.56718,
);
// oxfmt-ignore
const LOG_DENSITY = Float64Array.of(
  0, -3.322622e-6, 9.111460e-4, -0.2609971, 5.944694,
  0, 2.873405e-5, -0.008492037, 0.6541179, -23.62010,
  -1.240774e-5, 0.005162063, -0.8048342, 55.55996, -1443.338,
  0, -8.854164e-5, 0.03373254, -4.390837, 176.5294,
  3.661771e-7, -2.154344e-4, 0.04809214, -4.884744, 172.3597,
  1.906032e-8, -1.527799e-5, 0.004724294, -0.6992340, 20.50921,
  1.199282e-9, -1.451051e-6, 6.910474e-4, -0.1736220, -5.321644,
  1.140564e-10, -2.130756e-7, 1.570762e-4, -0.07029296, -12.89844,
  8.105631e-12, -2.358417e-9, -2.635110e-6, -0.01562608, -20.02246,
  -3.701195e-12, -8.608611e-9, 5.118829e-5, -0.06600998, -6.137674,
);

/** Geometric altitudes at which the gradient of temperature jumps, m: places for the ends of an integrator's steps. */
export const ATMOSPHERE_KINKS_m: readonly number[] = Array.from(BASE.subarray(1), (h) => (RADIUS_m * h) / (RADIUS_m - h));

/** The state of the air. */
export interface Air {
  readonly temperature_K: number;
  readonly pressure_Pa: number;
  readonly density_kgpm3: number;
  readonly speedOfSound_mps: number;
}

/** The standard atmosphere at a geometric altitude from -5 km to 1,000 km; no air above. */
export function us1976(altitude_m: number): Air {
  const out = new Float64Array(4);
  airInto(out, altitude_m);
  return { density_kgpm3: out[0]!, speedOfSound_mps: out[1]!, pressure_Pa: out[2]!, temperature_K: out[3]! };
}

/**
 * Writes density (kg/m^3), speed of sound (m/s), pressure (Pa) and temperature (K) at a geometric altitude (m) into `out`.
 * The speed of sound above 86 km, where the standard gives none, is that of the air at 86 km. Allocates nothing.
 */
export function airInto(out: Float64Array, altitude_m: number): void {
  if (altitude_m >= FITTED_FROM_m) {
    thinAirInto(out, altitude_m);
    return;
  }
  const h = (RADIUS_m * altitude_m) / (RADIUS_m + altitude_m);
  let i = 6;
  while (i > 0 && h < BASE[i]!) i--;
  const depth = h - BASE[i]!;
  const gradient = GRADIENT[i]!;
  const base = BASE_TEMPERATURE[i]!;
  const molecular = base + gradient * depth;
  const pressure = BASE_PRESSURE[i]! * Math.exp(EXPONENT[i]! * (gradient === 0 ? depth : Math.log(molecular / base)));
  out[0] = pressure / (GAS_CONSTANT * molecular);
  out[1] = Math.sqrt(SOUND * molecular);
  out[2] = pressure;
  out[3] = altitude_m > 80_000 ? molecular * meanMolecularShare(altitude_m) : molecular;
}

/** M/M0 between 80 and 86 km (the standard's table 8): falls to 0.9995788 at 86 km. */
function meanMolecularShare(altitude_m: number): number {
  const s = (altitude_m - 80_000) / 6_000;
  return 1 - 4.212e-4 * s * s;
}

function thinAirInto(out: Float64Array, altitude_m: number): void {
  if (altitude_m > TOP_m) {
    out[0] = 0;
    out[1] = SOUND_AT_86_KM;
    out[2] = 0;
    out[3] = 1000;
    return;
  }
  const z = 1e-3 * altitude_m;
  let i = 9;
  while (i > 0 && z < FIT_FROM_km[i]!) i--;
  const o = 5 * i;
  const r = LOG_DENSITY;
  const p = LOG_PRESSURE;
  out[0] = Math.exp((((r[o]! * z + r[o + 1]!) * z + r[o + 2]!) * z + r[o + 3]!) * z + r[o + 4]!);
  out[1] = SOUND_AT_86_KM;
  out[2] = Math.exp((((p[o]! * z + p[o + 1]!) * z + p[o + 2]!) * z + p[o + 3]!) * z + p[o + 4]!);
  out[3] = temperatureAbove86km(z);
}

/** Kinetic temperature, K, for geometric altitude z in km (eqs. 25, 27, 29, 31 of the standard). */
function temperatureAbove86km(z: number): number {
  if (z < 91) return 186.8673;
  if (z < 110) {
    const s = (z - 91) / -19.9429;
    return 263.1905 - 76.3232 * Math.sqrt(1 - s * s);
  }
  if (z < 120) return 240 + 12 * (z - 110);
  const xi = ((z - 120) * (6356.766 + 120)) / (6356.766 + z);
  return 1000 - (1000 - 360) * Math.exp(-0.01875 * xi);
}

const SOUND_AT_86_KM = Math.sqrt(SOUND * 186.946);
