/**
 * U.S. Standard Atmosphere 1976 (NOAA-S/T 76-1562), 0 to 1,000 km geometric altitude.
 *
 * Below 86 km: seven layers of constant gradient of molecular-scale temperature in geopotential altitude (part 1, table 4).
 * Above: temperature by the four segments of the standard (eqs. 25 to 31); pressure and density from fits to the logarithms of
 * what the standard's diffusion equations give for its six gases (eqs. 32 to 39), integrated in steps of 10 m; atomic hydrogen is
 * raised by 3e-4 at 1,000 km to meet the printed tables. The fits keep within 1e-5 of the integration; pressure differs from the
 * tables by less than 5e-5, density by less than 3e-4, of which 2e-4 are their rounding.
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
    Math.exp(
      gradient === 0 ? EXPONENT[i]! * depth : EXPONENT[i]! * Math.log(BASE_TEMPERATURE[i + 1]! / BASE_TEMPERATURE[i]!),
    );
}

/** Altitude (km) at which each fit begins, and the end of the last. */
const FIT_FROM_km = Float64Array.of(86, 91, 95, 97, 100, 104, 107, 110, 115, 120, 133, 150, 200, 300, 500, 750, 1000);
/** Coefficients of a fit, by rising powers of u, which runs from -1 to 1 over its section: ln p (Pa) and ln rho (kg/m^3). */
const FIT_SIZE = 7;
// oxfmt-ignore
const LOG_PRESSURE = Float64Array.of(
  -1.4291522453, -0.44346766203, 0.00055211828397, 2.3556027793e-05, -1.1528924344e-05, -1.0434804433e-05, -2.591118723e-07,
  -2.2255268324, -0.35285359183, 0.00075270683832, 0.00014442829332, 4.9059331961e-06, 6.7645704276e-06, 3.6476179694e-07,
  -2.7525466034, -0.1746858515, 0.0004279310572, 4.192118515e-05, 3.794985123e-06, 1.9886025885e-07, -1.0794702364e-07,
  -3.1858753019, -0.25758072958, 0.001656536643, 0.00011543957077, -4.9728605666e-06, 8.1623368355e-06, 7.8937727131e-06,
  -3.7660242713, -0.32028035806, 0.0044167260517, 0.00036119073304, 1.6409971239e-05, 8.3714371925e-07, -1.6695484003e-07,
  -4.3108854377, -0.22583182889, 0.0037518346033, 0.00021748818878, 1.0877983996e-05, 1.3698735617e-06, 1.2188327182e-07,
  -4.7455623067, -0.2076787639, 0.005546143473, 0.0004565302767, 8.2101062924e-05, 3.8221862362e-05, 1.4476267908e-05,
  -5.2507569894, -0.28457370755, 0.017563282837, -0.0014226550252, 9.958338751e-05, 9.2664013552e-06, 3.4293588218e-06,
  -5.7592281013, -0.22788533561, 0.011487222938, -0.00072307298386, 5.0879941582e-05, -3.9389950161e-06, -1.3910729153e-07,
  -6.459534501, -0.4369202467, 0.03934463819, -0.0057855892973, 0.00097463377168, -0.00017814748913, 2.8760447409e-05,
  -7.3098064734, -0.41359419086, 0.029763496618, -0.0037674392398, 0.00051250300541, -6.541422599e-05, 3.2977308728e-05,
  -8.6261020407, -0.82055997471, 0.085066717087, -0.017686090368, 0.0042425133556, -0.0012795228503, 0.00034268159731,
  -10.606005833, -1.1128985889, 0.091013446461, -0.019820735503, 0.0045540440833, -0.0013551282582, 0.0003881727885,
  -13.442723571, -1.6755674961, 0.10514128004, -0.0065696163236, 0.009359254645, -0.0016290919112, 0.00033220977968,
  -16.586501257, -1.2982033859, 0.29824949003, 0.0025755925267, -0.022918723271, -0.0012388440725, 0.0026468216633,
  -18.23483854, -0.52408160926, 0.071910370468, -0.025787539805, 0.0072331588043, -0.00069628873554, -0.00026073273985,
);
// oxfmt-ignore
const LOG_DENSITY = Float64Array.of(
  -12.320271348, -0.44447847398, 7.1872095249e-05, -7.7402542787e-05, -5.4045956935e-06, -5.2588228921e-06, -6.2334448537e-08,
  -13.122510178, -0.35964563129, -0.0017555523528, 0.00014495321052, 2.6729597232e-06, 3.9856519699e-06, 2.8632888779e-07,
  -13.665393521, -0.18189544497, -0.00023167993475, 3.1674233974e-05, 2.0142072874e-06, 1.0625241489e-07, 5.9355522253e-08,
  -14.121052706, -0.27365381212, 7.2438757927e-06, 8.7775717841e-05, -7.4395236966e-06, 8.2734499562e-06, 8.3460929268e-06,
  -14.74811279, -0.35274244325, 0.00097503490996, 0.00019896614343, -1.119287126e-05, -3.8884803695e-06, -7.3530121657e-07,
  -15.36155253, -0.26101002382, 0.00082246874614, -5.4154234858e-05, -3.8168850938e-05, -8.8964691722e-06, -1.8933179119e-06,
  -15.881788248, -0.26094834144, -0.0021125465782, -0.0014692834464, -0.00063846443214, -0.00054506387555, -0.00026662796041,
  -16.580555709, -0.4066851989, 0.024203451785, -0.0017771389133, 0.00011332270359, -5.1096589204e-06, 2.9115139843e-06,
  -17.309571897, -0.32773590058, 0.016046847712, -0.0010134566514, 6.8004129483e-05, -4.5316745507e-06, -3.1428346278e-07,
  -18.310739327, -0.61473867378, 0.062499634007, -0.0093543739364, 0.0015982863995, -0.00029167472268, 4.5435307858e-05,
  -19.479488083, -0.55488718857, 0.04662327509, -0.0059870436897, 0.0008502851965, -0.00013625341996, 2.3343887645e-05,
  -21.179210469, -1.0202255304, 0.12862504709, -0.027933440873, 0.0068283437178, -0.0020499733046, 0.0005464692846,
  -23.524650927, -1.2613198301, 0.13136110679, -0.028903261669, 0.0067740427732, -0.0022271948708, 0.0006459364351,
  -26.600451754, -1.7714919528, 0.10908572439, -0.028126233963, 0.010696603264, -0.0022316717662, 0.00049944086007,
  -30.157034858, -1.7220314557, 0.18593440525, 0.039520786201, 0.0034519949945, -0.0039887896173, -0.00087084534932,
  -32.642099723, -0.7640374865, 0.1804784231, -0.046828184887, 0.00055223694873, 0.0039183114987, -0.00089705990185,
);

/**
 * Geometric altitudes at which the gradient of temperature jumps, m: places for the ends of an integrator's steps. The last is
 * 86 km, from -1.97 K/km to none; the segments above it join without a jump of gradient.
 */
export const ATMOSPHERE_KINKS_m: readonly number[] = [
  ...Array.from(BASE.subarray(1), (h) => (RADIUS_m * h) / (RADIUS_m - h)),
  FITTED_FROM_m,
];

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
  let i = FIT_FROM_km.length - 2;
  while (i > 0 && z < FIT_FROM_km[i]!) i--;
  const from = FIT_FROM_km[i]!;
  const u = (2 * (z - from)) / (FIT_FROM_km[i + 1]! - from) - 1;
  let logDensity = 0;
  let logPressure = 0;
  for (let k = FIT_SIZE * (i + 1) - 1; k >= FIT_SIZE * i; k--) {
    logDensity = logDensity * u + LOG_DENSITY[k]!;
    logPressure = logPressure * u + LOG_PRESSURE[k]!;
  }
  out[0] = Math.exp(logDensity);
  out[1] = SOUND_AT_86_KM;
  out[2] = Math.exp(logPressure);
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
