// The mask at Araya: Akita Sakigake Shimpo, 6 June 2019, on the survey of the Ministry of Defense: a mountain of 715 m at a distance of 9,600 m stands at
// about 4 degrees. The horizon of the 4/3 Earth: Skolnik, M. (2001), Introduction to Radar Systems, 3rd ed., chapter 8, evaluated independently.
import { describe, expect, it } from "vitest";
import { meanRadius, minimumVisibleAltitude } from "../../src/earth/horizon.ts";
import { WGS84 } from "../../src/earth/model.ts";
import {
  type Refraction,
  maskElevation,
  maskFromPeaks,
  prepareMask,
  refractedElevation,
} from "../../src/sensing/visibility.ts";

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

/** Altitude at which `isSeen` begins, m; seen from there up. */
function findLowest(isSeen: (altitude_m: number) => boolean): number {
  let low = 0;
  let high = 600_000;
  while (high - low > 1) {
    const middle = 0.5 * (low + high);
    if (isSeen(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Ground distance at which a ray that leaves the sea level horizontally reaches an altitude, by Snell's law on a sphere through the reference
 * atmosphere of ITU-R P.453: N = 315 exp(-0.1361 h / km). With h = u^2 the integrand is smooth; midpoint rule.
 */
function traceHorizontalRay(altitude_m: number): number {
  const radius = meanRadius();
  const c = refractiveIndex(0) * radius;
  const step = Math.sqrt(altitude_m) / 4000;
  let angle = 0;
  for (let i = 0; i < 4000; i++) {
    const u = (i + 0.5) * step;
    const r = radius + u * u;
    const m = refractiveIndex(u * u) * r;
    angle += (2 * u * c * step) / (r * Math.sqrt(m * m - c * c));
  }
  return radius * angle;
}

function refractiveIndex(altitude_m: number): number {
  return 1 + 315e-6 * Math.exp(-0.1361e-3 * altitude_m);
}

const tracedAltitude = (distance_m: number): number =>
  findLowest((altitude) => traceHorizontalRay(altitude) >= distance_m);

describe("lowest altitude in view, against rays traced through the ITU reference atmosphere", () => {
  const radius = meanRadius();
  const lowestBy = (refraction: Refraction, distance_m: number): number =>
    findLowest((altitude) => {
      const angle = distance_m / radius;
      const across = (radius + altitude) * Math.sin(angle);
      const up = (radius + altitude) * Math.cos(angle) - radius;
      const options = { refraction, radiusFactor: 4 / 3, earth: WGS84 };
      return refractedElevation(Math.atan2(up, across), Math.hypot(across, up), options) >= 0;
    });

  it("is right within 3 km up to 2,000 km for bounded bending", () => {
    for (const distance of [300e3, 500e3, 1000e3, 1300e3, 1500e3, 2000e3]) {
      expect(Math.abs(lowestBy("bounded", distance) - tracedAltitude(distance))).toBeLessThan(3000);
    }
  });

  const error = (distance: number): number => lowestBy("effective-radius", distance) - tracedAltitude(distance);

  it("is right within 1 km to 500 km for the 4/3 Earth, and 9 km too low at 1,000 km, 28 km at 1,500 km", () => {
    expect(Math.abs(error(300e3))).toBeLessThan(1000);
    expect(Math.abs(error(500e3))).toBeLessThan(1000);
    expect(error(1000e3) / 1000).toBeCloseTo(-9.2, 0);
    expect(error(1500e3) / 1000).toBeCloseTo(-28.4, 0);
  });
});
