import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apparentElevation, lowestSeenAltitude, meanRadius, minimumVisibleAltitude, peakElevation } from "./horizon.ts";
import { WGS84 } from "./model.ts";

const DEGREES = 180 / Math.PI;

describe("minimumVisibleAltitude", () => {
  // Distance km; lowest altitude in view without refraction and on an Earth 4/3 as large, km.
  it.each([
    [500, 19.7, 14.7],
    [1000, 79, 59],
    [1300, 135, 100],
    [1500, 181, 134],
  ])("at %d km", (distance_km, straight_km, bent_km) => {
    expect(Math.abs(minimumVisibleAltitude(distance_km * 1000) / 1000 - straight_km)).toBeLessThan(0.5);
    const bent = minimumVisibleAltitude(distance_km * 1000, { radiusFactor: 4 / 3 });
    expect(Math.abs(bent / 1000 - bent_km)).toBeLessThan(0.5);
  });

  it("grows with distance and with the elevation that a ray needs", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e3, max: 4e6, noNaN: true }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (distance, elevation_rad) => {
          const altitude = minimumVisibleAltitude(distance, { elevation_rad });
          expect(minimumVisibleAltitude(distance * 1.01, { elevation_rad })).toBeGreaterThan(altitude);
          expect(minimumVisibleAltitude(distance, { elevation_rad: elevation_rad + 0.01 })).toBeGreaterThan(altitude);
          expect(minimumVisibleAltitude(distance, { elevation_rad, radiusFactor: 4 / 3 })).toBeLessThan(altitude);
        },
      ),
    );
  });

  it("is infinite where the ray leaves the Earth behind", () => {
    expect(minimumVisibleAltitude(1.1e7)).toBe(Infinity);
    expect(minimumVisibleAltitude(0)).toBe(0);
  });

  it("is the tangent's height on a sphere", () => {
    const R = meanRadius();
    const theta = 0.2;
    expect(minimumVisibleAltitude(R * theta)).toBeCloseTo(R / Math.cos(theta) - R, 6);
  });
});

describe("apparentElevation", () => {
  it("raises a target, by a third of a degree at 300 km", () => {
    expect((apparentElevation(0, 300e3) - 0) * DEGREES).toBeCloseTo(0.337, 2);
    expect(apparentElevation(0.1, 300e3, { radiusFactor: 1 })).toBe(0.1);
  });

  // On a sphere of radius R: sin(elevation) = (h^2 + 2 R h - d^2) / (2 d R); height h and range d stay, R becomes 4/3 R.
  it.each([
    [300, 0],
    [300, 5],
    [1000, 5],
    [2000, 5],
    [1000, 60],
    [3000, -10],
  ])("at %d km and %d deg keeps height and range on the larger sphere", (range_km, elevation_deg) => {
    const [d, R, sine] = [range_km * 1000, meanRadius(), Math.sin(elevation_deg / DEGREES)];
    const h = Math.sqrt(R * R + d * d + 2 * R * d * sine) - R;
    const K = (4 / 3) * R;
    const exact = Math.asin((h * h + 2 * K * h - d * d) / (2 * d * K));
    expect(apparentElevation(elevation_deg / DEGREES, d)).toBeCloseTo(exact, 12);
  });

  it("lifts a high target less than a low one, and one overhead not at all", () => {
    // 1,000 km and 60 deg: 0.50 deg by the exact relation, where d (1 - 1/k) / 2R would say 1.12 deg.
    expect((apparentElevation(60 / DEGREES, 1e6) - 60 / DEGREES) * DEGREES).toBeCloseTo(0.498, 3);
    expect(apparentElevation(Math.PI / 2, 400e3)).toBeCloseTo(Math.PI / 2, 7);
    fc.assert(
      fc.property(
        fc.double({ min: -0.2, max: Math.PI / 2, noNaN: true }),
        fc.double({ min: 1e3, max: 4e6, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (elevation, range, radiusFactor) => {
          const apparent = apparentElevation(elevation, range, { radiusFactor });
          expect(apparent).toBeGreaterThanOrEqual(elevation - 1e-7);
          expect(apparent).toBeLessThanOrEqual(Math.PI / 2);
        },
      ),
    );
    expect(apparentElevation(0.1, 0)).toBe(0.1);
  });
});

it("a mountain of 715 m at 9,600 m hides 4.26 deg", () => {
  expect(peakElevation(715, 9600) * DEGREES).toBeCloseTo(4.26, 2);
});

it("the mean radius of the ellipsoid is 6,371,008.77 m", () => {
  expect(meanRadius(WGS84)).toBeCloseTo(6371008.771, 2);
});

describe("lowestSeenAltitude", () => {
  it("is the known one for an antenna on the ground", () => {
    for (const distance_m of [1e5, 5e5, 1e6])
      expect(lowestSeenAltitude(distance_m, { antenna_m: 0, lowestElevation_rad: 0.05 })).toBeCloseTo(
        minimumVisibleAltitude(distance_m, { elevation_rad: 0.05, radiusFactor: 4 / 3 }),
        6,
      );
  });

  it("undoes the rule of 4.12 (sqrt h1 + sqrt h2) km", () => {
    // Textbook: 400 m and 100 m see each other over 123.6 km.
    expect(Math.abs(lowestSeenAltitude(123_600, { antenna_m: 400 }) - 100)).toBeLessThan(1);
    expect(lowestSeenAltitude(50_000, { antenna_m: 400 })).toBe(0);
  });

  it("puts a target on the line over a peak of 715 m at 9.6 km, 4.26 deg high", () => {
    // Elevation of the target as it appears, over an Earth 4/3 as large, is that of the line.
    const altitude = lowestSeenAltitude(1e6, { antenna_m: 20, lowestElevation_rad: peakElevation(715, 9600) });
    expect(peakElevation(715, 9600) * DEGREES).toBeCloseTo(4.26, 2);
    const radius = (4 / 3) * meanRadius();
    const angle = 1e6 / radius;
    const up = (radius + altitude) * Math.cos(angle) - radius - 20;
    expect((Math.atan2(up, (radius + altitude) * Math.sin(angle)) * DEGREES).toFixed(2)).toBe("4.26");
  });
});
