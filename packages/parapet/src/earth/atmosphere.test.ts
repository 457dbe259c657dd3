import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { airInto, ATMOSPHERE_KINKS_m, us1976 } from "./atmosphere.ts";
import { airAltitudeInto, altitudeConstants, tabledAirInto } from "./air-table.ts";
import { ecefToGeodetic, geodeticToEcef } from "./frames.ts";
import { WGS84 } from "./model.ts";

const altitude = fc.double({ min: -2000, max: 999_000, noNaN: true });

describe("us1976", () => {
  it("thins out with height, all the way", () => {
    fc.assert(
      fc.property(altitude, fc.double({ min: 1, max: 1000, noNaN: true }), (low, step) => {
        const below = us1976(low);
        const above = us1976(low + step);
        expect(above.pressure_Pa).toBeLessThan(below.pressure_Pa);
        expect(above.density_kgpm3).toBeLessThan(below.density_kgpm3);
      }),
    );
  });

  it("carries its own weight: the pressure falls by density times gravity", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 85_000, noNaN: true }), (z) => {
        const gravity = 9.80665 * (6356766 / (6356766 + z)) ** 2;
        const fall = (us1976(z - 1).pressure_Pa - us1976(z + 1).pressure_Pa) / 2;
        expect(fall / (us1976(z).density_kgpm3 * gravity)).toBeCloseTo(1, 4);
      }),
    );
    // The fits know nothing of that law; diffusion of hydrogen breaks it by a little too.
    for (const z of [88e3, 98e3, 105e3, 117e3, 140e3, 180e3, 250e3, 400e3]) {
      const gravity = 9.80665 * (6356766 / (6356766 + z)) ** 2;
      const fall = (us1976(z - 10).pressure_Pa - us1976(z + 10).pressure_Pa) / 20;
      expect(Math.abs(fall / (us1976(z).density_kgpm3 * gravity) - 1)).toBeLessThan(0.02);
    }
  });

  it("is continuous where layers and fits meet", () => {
    const joints = [
      ...ATMOSPHERE_KINKS_m,
      91e3,
      95e3,
      97e3,
      100e3,
      104e3,
      107e3,
      110e3,
      115e3,
      120e3,
      133e3,
      150e3,
      200e3,
      300e3,
      500e3,
      750e3,
    ];
    for (const joint of joints) {
      const below = us1976(joint - 1e-4);
      const above = us1976(joint + 1e-4);
      expect(Math.abs(above.pressure_Pa / below.pressure_Pa - 1)).toBeLessThan(1e-7);
      expect(Math.abs(above.density_kgpm3 / below.density_kgpm3 - 1)).toBeLessThan(1e-7);
      expect(Math.abs(above.temperature_K - below.temperature_K)).toBeLessThan(1e-3);
      expect(Math.abs(above.speedOfSound_mps - below.speedOfSound_mps)).toBeLessThan(1e-3);
    }
  });

  it("changes its gradient of temperature at the kinks and nowhere else", () => {
    const gradient = (from: number, to: number): number =>
      (us1976(to).temperature_K - us1976(from).temperature_K) / (to - from);
    const jumpAt = (z: number): number => Math.abs(gradient(z + 1, z + 11) - gradient(z - 11, z - 1));
    for (const kink of ATMOSPHERE_KINKS_m) expect(jumpAt(kink)).toBeGreaterThan(7e-4);
    for (let z = 0; z < 1_000_000; z += 50)
      if (ATMOSPHERE_KINKS_m.every((kink) => Math.abs(kink - z) > 12)) expect(jumpAt(z)).toBeLessThan(1e-4);
  });

  it("has no air above 1,000 km", () => {
    expect(us1976(1_000_001)).toMatchObject({ density_kgpm3: 0, pressure_Pa: 0 });
  });

  it("is what airInto writes", () => {
    const out = new Float64Array(4);
    airInto(out, 12_345);
    const air = us1976(12_345);
    expect([...out]).toEqual([air.density_kgpm3, air.speedOfSound_mps, air.pressure_Pa, air.temperature_K]);
  });
});

describe("tabledAirInto", () => {
  const out = new Float64Array(3);
  const worstOf = (from: number, to: number): number => {
    let worst = 0;
    for (let z = from; z < to; z += 13.7) {
      tabledAirInto(out, Float64Array.of(z));
      const air = us1976(z);
      worst = Math.max(
        worst,
        Math.abs(out[0]! / air.density_kgpm3 - 1),
        Math.abs(out[1]! / air.speedOfSound_mps - 1),
        Math.abs(out[2]! / air.pressure_Pa - 1),
      );
    }
    return worst;
  };

  it("keeps within 4e-7 of the standard below 86 km and 1e-5 above", () => {
    expect(worstOf(-2000, 86_000)).toBeLessThan(4e-7);
    expect(worstOf(86_000, 400_000)).toBeLessThan(1e-5);
  });

  it("goes on below its lowest altitude and ends at its highest", () => {
    tabledAirInto(out, Float64Array.of(-2500));
    expect(out[0]! / us1976(-2500).density_kgpm3).toBeCloseTo(1, 3);
    tabledAirInto(out, Float64Array.of(400_001));
    expect(out[0]).toBe(0);
  });
});

describe("airAltitudeInto", () => {
  it("gives geodetic altitude within 2 cm to 250 km", () => {
    const constants = altitudeConstants(WGS84);
    const out = new Float64Array(1);
    fc.assert(
      fc.property(
        fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true }),
        fc.double({ min: -500, max: 250_000, noNaN: true }),
        (latitude_rad, altitude_m) => {
          const r = geodeticToEcef({ latitude_rad, longitude_rad: 0, altitude_m });
          const radius = Math.sqrt(r[0] * r[0] + r[2] * r[2]);
          airAltitudeInto(out, Float64Array.of(radius, (r[2] / radius) ** 2), constants);
          expect(Math.abs(out[0]! - ecefToGeodetic(r).altitude_m)).toBeLessThan(0.02);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
