import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { length, vec3 } from "../math/vec3.ts";
import { gravityEci, gravityPotential } from "./gravity.ts";
import { WGS84 } from "./model.ts";

const coordinate = fc.double({ min: -2e7, max: 2e7, noNaN: true });
const position = fc
  .tuple(coordinate, coordinate, coordinate)
  .filter(([x, y, z]) => Math.hypot(x, y, z) > 6.4e6)
  .map(([x, y, z]) => vec3<"eci">(x, y, z));

describe("gravityEci", () => {
  it("is the slope of the potential, downwards", () => {
    fc.assert(
      fc.property(position, (r) => {
        const g = gravityEci(r);
        const h = 50;
        for (let i = 0; i < 3; i++) {
          const step = (sign: number): number =>
            gravityPotential(
              vec3(r[0] + (i === 0 ? sign * h : 0), r[1] + (i === 1 ? sign * h : 0), r[2] + (i === 2 ? sign * h : 0)),
            );
          expect(Math.abs(g[i]! + (step(1) - step(-1)) / (2 * h))).toBeLessThan(2e-7);
        }
      }),
    );
  });

  it("is mu / r^2 for a point mass, towards the centre", () => {
    fc.assert(
      fc.property(position, (r) => {
        const g = gravityEci(r, { ...WGS84, j2: 0 });
        const size = length(r);
        expect(length(g) * size * size).toBeCloseTo(WGS84.gravitationalParameter_m3ps2, -2);
        expect(g[0] * r[1]).toBeCloseTo(g[1] * r[0], 3);
      }),
    );
  });

  it("is the gravity of the check cases' files over the equator: 32.1988 ft/s^2 with the centrifugal part off", () => {
    // Weight over the equator, 32.0878 ft/s^2 after the Earth's turning is taken off, is 9.7803 m/s^2 (WGS 84, theoretical gravity).
    const g = length(gravityEci(vec3(6378137, 0, 0)));
    expect(g / 0.3048).toBeCloseTo(32.1988, 3);
    expect(g - WGS84.rotationRate_radps ** 2 * 6378137).toBeCloseTo(9.7803, 3);
  });

  it("is stronger at the poles, by less than the centrifugal part makes it", () => {
    const pole = length(gravityEci(vec3(0, 0, 6356752.3)));
    expect(pole).toBeCloseTo(9.832, 2);
  });
});
