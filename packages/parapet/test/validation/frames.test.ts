// Vallado, D. A. (2013), Fundamentals of Astrodynamics and Applications, 4th ed., example 3-3; Gade, K. (2010), A Non-singular
// Horizontal Position Representation, Journal of Navigation 63, 395-417, examples 3 and 4 of its code library.
import { expect, it } from "vitest";
import { ecefToGeodetic, geodeticToEcef, localVerticalInto } from "../../src/earth/frames.ts";
import { WGS84 } from "../../src/earth/model.ts";
import { vec3 } from "../../src/math/vec3.ts";

const DEGREES = 180 / Math.PI;

// Position m; latitude and longitude deg, altitude m as printed; half of the last printed digit, the book's latitude a whole one.
const POSITIONS = [
  {
    source: "Vallado, example 3-3",
    r: [6_524_834, 6_862_875, 6_448_296],
    printed: [34.352496, 46.4464, 5_085_220],
    within: [1e-6, 0.5e-4, 5],
  },
  {
    source: "Gade, example 3",
    r: [0.9 * 6371e3, -6371e3, 1.1 * 6371e3],
    printed: [39.38, -48.01, 4_702_059.83],
    within: [0.005, 0.005, 0.005],
  },
] as const;

it.each(POSITIONS)("$source", ({ r, printed, within }) => {
  const found = ecefToGeodetic(vec3(r[0], r[1], r[2]));
  expect(Math.abs(found.latitude_rad * DEGREES - printed[0])).toBeLessThanOrEqual(within[0]);
  expect(Math.abs(found.longitude_rad * DEGREES - printed[1])).toBeLessThanOrEqual(within[1]);
  expect(Math.abs(found.altitude_m - printed[2])).toBeLessThanOrEqual(within[2]);
  const vertical = new Float64Array(4);
  localVerticalInto(vertical, Float64Array.from(r), WGS84);
  expect(Math.abs(vertical[0]! - printed[2])).toBeLessThanOrEqual(within[2]);
});

it("Gade, example 4: latitude 1 deg, longitude 2 deg, altitude 3 m", () => {
  const r = geodeticToEcef({ latitude_rad: 1 / DEGREES, longitude_rad: 2 / DEGREES, altitude_m: 3 });
  const printed = [6373290.27721828, 222560.20067474, 110568.82718179];
  for (let i = 0; i < 3; i++) expect(Math.abs(r[i]! - printed[i]!)).toBeLessThan(1e-8);
});
