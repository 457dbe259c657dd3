// The mask at Araya: Akita Sakigake Shimpo, 6 June 2019, on the survey of the Ministry of Defense: a mountain of 715 m at a distance of 9,600 m stands at
// about 4 degrees. The horizon of the 4/3 Earth: Skolnik, M. (2001), Introduction to Radar Systems, 3rd ed., chapter 8, evaluated independently.
import { describe, expect, it } from "vitest";
import { minimumVisibleAltitude } from "../../src/earth/horizon.ts";
import { maskElevation, maskFromPeaks, prepareMask } from "../../src/sensing/visibility.ts";

const degree = Math.PI / 180;

describe("terrain over which Akita's siting went wrong", () => {
  it("hides 4.26 degrees of sky: 715 m at 9,600 m", () => {
    const peak = { azimuth_rad: 260 * degree, distance_m: 9600, height_m: 715, halfWidth_rad: 4 * degree };
    const mask = prepareMask(maskFromPeaks([peak]));
    expect(maskElevation(mask, 260 * degree) / degree).toBeCloseTo(4.26, 2);
    expect(maskElevation(mask, 262 * degree) / degree).toBeCloseTo(2.13, 2);
  });
});

describe("geometric horizon", () => {
  // Distance, lowest visible altitude without refraction and on the 4/3 Earth, km.
  const TABLE = [
    [500, 19.7, 14.7],
    [1000, 79, 59],
    [1300, 135, 100],
    [1500, 181, 134],
  ] as const;

  it("leaves these altitudes in view", () => {
    for (const [distance, straight, bent] of TABLE) {
      expect(Math.abs(minimumVisibleAltitude(1000 * distance) / 1000 - straight)).toBeLessThan(0.6);
      expect(Math.abs(minimumVisibleAltitude(1000 * distance, { radiusFactor: 4 / 3 }) / 1000 - bent)).toBeLessThan(
        0.6,
      );
    }
  });
});
