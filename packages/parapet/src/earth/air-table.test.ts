import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AIR_TABLE_TOP_m, airAltitudeInto, altitudeConstants, tabledAirInto } from "./air-table.ts";
import { ATMOSPHERE_KINKS_m, us1976 } from "./atmosphere.ts";
import { geodeticToEcef } from "./frames.ts";
import { WGS84 } from "./model.ts";

function look(altitude_m: number): Float64Array {
  const out = new Float64Array(3);
  tabledAirInto(out, Float64Array.of(altitude_m));
  return out;
}

describe("the standard atmosphere as cubic pieces", () => {
  it("differs from the standard by less than 3e-7 below 86 km and 1e-5 above", () => {
    fc.assert(
      fc.property(fc.double({ min: -1999, max: AIR_TABLE_TOP_m - 1, noNaN: true }), (altitude) => {
        const air = us1976(altitude);
        const [density, sound, pressure] = look(altitude);
        const allowed = altitude < 86_000 ? 3e-7 : 1e-5;
        expect(Math.abs(density! / air.density_kgpm3 - 1)).toBeLessThan(allowed);
        expect(Math.abs(sound! / air.speedOfSound_mps - 1)).toBeLessThan(allowed);
        expect(Math.abs(pressure! / air.pressure_Pa - 1)).toBeLessThan(allowed);
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps the kinks of the standard where they are", () => {
    for (const kink of ATMOSPHERE_KINKS_m) {
      const slope = (from: number, to: number): number =>
        (Math.log(look(to)[1]!) - Math.log(look(from)[1]!)) / (to - from);
      const exact = (from: number, to: number): number =>
        (Math.log(us1976(to).speedOfSound_mps) - Math.log(us1976(from).speedOfSound_mps)) / (to - from);
      expect(slope(kink - 2, kink - 1)).toBeCloseTo(exact(kink - 2, kink - 1), 9);
      expect(slope(kink + 1, kink + 2)).toBeCloseTo(exact(kink + 1, kink + 2), 9);
    }
  });

  it("has no air above its top and goes on below its bottom", () => {
    expect([...look(AIR_TABLE_TOP_m + 1)]).toEqual([0, 274, 0]);
    expect(look(-3000)[0]).toBeGreaterThan(look(-2000)[0]!);
  });

  it("knows altitude from radius and latitude to 2 cm up to 250 km", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true }),
        fc.double({ min: -1000, max: 250_000, noNaN: true }),
        (latitude_rad, altitude_m) => {
          const [x, y, z] = geodeticToEcef({ latitude_rad, longitude_rad: 1, altitude_m });
          const radius = Math.hypot(x, y, z);
          const out = new Float64Array(1);
          airAltitudeInto(out, Float64Array.of(radius, (z / radius) ** 2), altitudeConstants(WGS84));
          expect(Math.abs(out[0]! - altitude_m)).toBeLessThan(0.02);
        },
      ),
    );
  });
});
