// U.S. Standard Atmosphere, 1976 (NOAA-S/T 76-1562, NASA-TM-X-74335), table I: rows by geometric altitude.
import { describe, expect, it } from "vitest";
import { us1976 } from "../../src/earth/atmosphere.ts";

// Altitude km, temperature K, pressure mbar, density kg/m^3, as printed.
const ROWS = [
  [0, 288.15, 1013.25, 1.225],
  [1, 281.651, 898.76, 1.1117],
  [2, 275.154, 795.01, 1.0066],
  [5, 255.676, 540.48, 0.73643],
  [10, 223.252, 265, 0.41351],
  [11, 216.774, 227, 0.3648],
  [15, 216.65, 121.11, 0.19476],
  [20, 216.65, 55.293, 0.08891],
  [25, 221.552, 25.492, 0.040084],
  [30, 226.509, 11.97, 0.01841],
  [40, 250.35, 2.8714, 3.9957e-3],
  [50, 270.65, 0.79779, 1.0269e-3],
  [60, 247.021, 0.21958, 3.0968e-4],
  [70, 219.585, 0.052209, 8.2829e-5],
  [80, 198.639, 0.010524, 1.8458e-5],
  [86, 186.87, 3.7338e-3, 6.958e-6],
  [90, 186.87, 1.8359e-3, 3.416e-6],
  [91, 186.87, 1.5381e-3, 2.86e-6],
  [95, 188.42, 7.5966e-4, 1.393e-6],
  [100, 195.08, 3.2011e-4, 5.604e-7],
  [110, 240, 7.1042e-5, 9.708e-8],
  [115, 300, 4.0096e-5, 4.289e-8],
  [120, 360, 2.5382e-5, 2.222e-8],
  [130, 469.27, 1.2505e-5, 8.152e-9],
  [150, 634.39, 4.5422e-6, 2.076e-9],
  [200, 854.56, 8.4736e-7, 2.541e-10],
  [250, 941.33, 2.4767e-7, 6.073e-11],
  [300, 976.01, 8.7704e-8, 1.916e-11],
  [400, 995.83, 1.4518e-8, 2.803e-12],
  [500, 999.24, 3.0236e-9, 5.215e-13],
  [600, 999.85, 8.213e-10, 1.137e-13],
  [750, 999.99, 2.2599e-10, 1.788e-14],
  [1000, 1000, 7.5138e-11, 3.561e-15],
] as const;

describe.each(ROWS)("table I at %d km", (altitude_km, temperature_K, pressure_mbar, density_kgpm3) => {
  const air = us1976(altitude_km * 1000);

  it("has its temperature and pressure within 1e-4", () => {
    expect(Math.abs(air.temperature_K / temperature_K - 1)).toBeLessThan(1e-4);
    expect(Math.abs(air.pressure_Pa / (100 * pressure_mbar) - 1)).toBeLessThan(1e-4);
  });

  it("has its density within 4e-4, which is printed with four digits above 86 km", () => {
    expect(Math.abs(air.density_kgpm3 / density_kgpm3 - 1)).toBeLessThan(altitude_km < 86 ? 5e-5 : 4e-4);
  });
});

it.each([
  [0, 340.29],
  [10, 299.53],
  [20, 295.07],
  [50, 329.8],
  [80, 282.54],
])("speed of sound at %d km, to the printed digits", (altitude_km, speed_mps) => {
  expect(Math.abs(us1976(altitude_km * 1000).speedOfSound_mps - speed_mps)).toBeLessThan(0.0051);
});
