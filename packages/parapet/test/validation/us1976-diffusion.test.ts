// U.S. Standard Atmosphere, 1976 (NOAA-S/T 76-1562), part 1: equations 7 and 25 to 39 and tables 5 to 8, integrated here step by step.
import { expect, it } from "vitest";
import { us1976 } from "../../src/earth/atmosphere.ts";

const R = 8314.32;
const BOLTZMANN = 1.380622e-23;
const AVOGADRO = 6.022169e26;
const SEA_LEVEL_MOLAR_MASS = 28.9644;
const MOLAR_MASS = { N2: 28.0134, O: 15.9994, O2: 31.9988, Ar: 39.948, He: 4.0026, H: 1.00797 };
const STEP_m = 20;
const POINTS = (1_000_000 - 86_000) / STEP_m + 1;
const zOf = (i: number): number => 86 + (i * STEP_m) / 1000;
const placeOf = (z: number): number => Math.round(((z - 86) * 1000) / STEP_m);

/** A profile over all altitudes. */
const profile = (f: (z: number, i: number) => number): Float64Array =>
  Float64Array.from({ length: POINTS }, (_, i) => f(zOf(i), i));
/** Running integral over altitude in metres, trapezoidal rule; `f` is asked a hair inside each step, to be right at jumps. */
function integrate(f: (z: number, i: number) => number): Float64Array {
  const sum = new Float64Array(POINTS);
  for (let i = 1; i < POINTS; i++)
    sum[i] = sum[i - 1]! + 0.5 * STEP_m * (f(zOf(i - 1) + 1e-9, i - 1) + f(zOf(i) - 1e-9, i));
  return sum;
}

const gravity = (z: number): number => 9.80665 * (6356.766 / (6356.766 + z)) ** 2;
function temperature(z: number): number {
  if (z < 91) return 186.8673;
  if (z < 110) return 263.1905 - 76.3232 * Math.sqrt(1 - ((z - 91) / 19.9429) ** 2);
  if (z < 120) return 240 + 12 * (z - 110);
  return 1000 - 640 * Math.exp((-0.01875 * (z - 120) * 6476.766) / (6356.766 + z));
}
const T = profile(temperature);
const hot = (i: number): number => T[0]! / T[i]!;
/** Gradient of temperature, K/m. */
const gradient = (z: number): number => (temperature(z + 1e-4) - temperature(z - 1e-4)) / 0.2;

/** Coefficient of eddy diffusion, m^2/s (eq. 7b). */
function eddy(z: number): number {
  if (z < 95) return 120;
  return z < 115 ? 120 * Math.exp(1 - 400 / (400 - (z - 95) ** 2)) : 0;
}
interface Gas {
  readonly density: number;
  readonly mass: number;
  /** Molecular diffusion a (T/273.15)^b / N (table 6). */
  readonly a: number;
  readonly b: number;
  readonly alpha: number;
  /** Vertical transport Q (Z - U)^2 exp(-W (Z - U)^3), 1/km (table 7). */
  readonly transport: (z: number) => number;
}
const transport =
  (q: number, u: number, w: number) =>
  (z: number): number =>
    q * (z - u) ** 2 * Math.exp(-w * (z - u) ** 3);
const oxygen = transport(-5.809644e-4, 56.90311, 2.70624e-5);
const oxygenBelow97 = (z: number): number =>
  z < 97 ? -3.416248e-3 * (97 - z) ** 2 * Math.exp(-5.008765e-4 * (97 - z) ** 3) : 0;
const O: Gas = {
  density: 8.6e16,
  mass: MOLAR_MASS.O,
  a: 6.986e20,
  b: 0.75,
  alpha: 0,
  transport: (z) => oxygen(z) + oxygenBelow97(z),
};
const O2: Gas = {
  density: 3.030898e19,
  mass: MOLAR_MASS.O2,
  a: 4.863e20,
  b: 0.75,
  alpha: 0,
  transport: transport(1.366212e-4, 86, 8.333333e-5),
};
const AR: Gas = {
  density: 1.3514e18,
  mass: MOLAR_MASS.Ar,
  a: 4.487e20,
  b: 0.87,
  alpha: 0,
  transport: transport(9.434079e-5, 86, 8.333333e-5),
};
const HE: Gas = {
  density: 7.5817e14,
  mass: MOLAR_MASS.He,
  a: 1.7e21,
  b: 0.691,
  alpha: -0.4,
  transport: transport(-2.457369e-4, 86, 6.666667e-4),
};

/** Nitrogen mixes below 100 km and floats on its own above (eq. 32). */
const columnOfN2 = integrate(
  (z) => (gravity(z) * (z < 100 ? SEA_LEVEL_MOLAR_MASS : MOLAR_MASS.N2)) / (R * temperature(z)),
);
const N2 = profile((_, i) => 1.129794e20 * hot(i) * Math.exp(-columnOfN2[i]!));

/** A gas diffusing through a background of number density `background` and molar mass `mass` (eqs. 34 to 38). */
function diffuse(gas: Gas, background: Float64Array, mass: (z: number, i: number) => number): Float64Array {
  const exponent = integrate((z, i) => {
    const d = (gas.a / background[i]!) * (T[i]! / 273.15) ** gas.b;
    const k = eddy(z);
    const weight = d / (d + k);
    const meanMass = z < 100 ? SEA_LEVEL_MOLAR_MASS : mass(z, i);
    const pull = gas.mass + (meanMass * k) / d + ((gas.alpha * R) / gravity(z)) * gradient(z);
    return ((gravity(z) * weight) / (R * T[i]!)) * pull + gas.transport(z) / 1000;
  });
  return profile((_, i) => gas.density * hot(i) * Math.exp(-exponent[i]!));
}
const atomicO = diffuse(O, N2, () => MOLAR_MASS.N2);
const molecularO = diffuse(O2, N2, () => MOLAR_MASS.N2);
const heavy = profile((_, i) => N2[i]! + atomicO[i]! + molecularO[i]!);
const heavyMass = (_: number, i: number): number =>
  (N2[i]! * MOLAR_MASS.N2 + atomicO[i]! * MOLAR_MASS.O + molecularO[i]! * MOLAR_MASS.O2) / heavy[i]!;
const argon = diffuse(AR, heavy, heavyMass);
const helium = diffuse(HE, heavy, heavyMass);

/** Hydrogen escapes upwards at 7.2e11 per square metre and second; 8e10 per cubic metre at 500 km, none below 150 km (eq. 39). */
function hydrogen(): Float64Array {
  const at500 = placeOf(500);
  const column = integrate((z, i) => (gravity(z) * MOLAR_MASS.H) / (R * T[i]!));
  const tau = (i: number): number => column[i]! - column[at500]!;
  const warmth = (i: number): number => (T[i]! / T[at500]!) ** 0.75;
  const loss = integrate((_, i) => {
    const others = heavy[i]! + argon[i]! + helium[i]!;
    const d = (3.305e21 / others) * Math.sqrt(T[i]! / 273.15);
    return (7.2e11 / d) * warmth(i) * Math.exp(tau(i));
  });
  return profile((z, i) => (z < 150 ? 0 : ((8e10 - loss[i]! + loss[at500]!) / warmth(i)) * Math.exp(-tau(i))));
}
const atomicH = hydrogen();

it("pressure and density above 86 km are those of the six gases, within 2e-5 to 600 km and 3.5e-4 to 1,000 km", () => {
  let worst = { below: 0, above: 0 };
  for (let z = 86.5; z <= 1000; z += z < 200 ? 0.5 : 10) {
    const i = placeOf(z);
    const all = [N2, atomicO, molecularO, argon, helium, atomicH];
    const number = all.reduce((sum, gas) => sum + gas[i]!, 0);
    const mass = Object.values(MOLAR_MASS).reduce((sum, m, k) => sum + m * all[k]![i]!, 0) / AVOGADRO;
    const air = us1976(z * 1000);
    const error = Math.max(
      Math.abs(air.pressure_Pa / (number * BOLTZMANN * T[i]!) - 1),
      Math.abs(air.density_kgpm3 / mass - 1),
    );
    worst =
      z <= 600 ? { ...worst, below: Math.max(worst.below, error) } : { ...worst, above: Math.max(worst.above, error) };
  }
  expect(worst.below).toBeLessThan(2e-5);
  expect(worst.above).toBeLessThan(3.5e-4);
});
