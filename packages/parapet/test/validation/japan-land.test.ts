// Geospatial Information Authority of Japan, 全国都道府県市区町村別面積調 (areas of prefectures and municipalities).
// Total: of 2023-10-01, https://www.gsi.go.jp/KOKUJYOHO/MENCHO-title.htm. Prefectures: of 2019-07-01, as listed at
// https://47todofuken-ranking.com/menseki; those 47 add up to 377,974.91 km^2.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { LandPlace, PrefectureFeature } from "../../src/study/land-data.ts";
import { cellOutline, prefectureTotals } from "../../src/study/land-grid-cells.ts";
import { makeLandGrid } from "../../src/study/land-grid.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../catalogue/geography/${name}`, import.meta.url), "utf8"));
const { features } = read("japan-prefectures.json") as { features: PrefectureFeature[] };
const { places } = read("japan-places.json") as { places: LandPlace[] };
const grid = makeLandGrid({ prefectures: features, places, cell_m: 10_000 });
const landOf = (code: string): number => (grid.prefectures.find((p) => p.code === code)?.landArea_m2 ?? 0) / 1e6;

describe("land of Japan against the survey", () => {
  it("has the country's area without the islands that Natural Earth draws elsewhere, within 0.3 %", () => {
    // 377,974.79 km^2 in all, of which 5,003.05 km^2 are the islands off Hokkaido that Russia holds and 0.20 km^2 is Takeshima.
    const survey = 377_974.79 - 5003.05 - 0.2;
    expect(Math.abs(grid.landArea_m2 / 1e6 / survey - 1)).toBeLessThan(0.003);
  });

  // Natural Earth at 1:10m smooths coasts and borders and leaves out islands below about 10 km^2, of which Okinawa, Kagoshima and Nagasaki have most.
  it.each([
    ["JP-01", "Hokkaido", 83_424.39 - 5003.05, 0.01],
    ["JP-03", "Iwate", 15_275.01, 0.02],
    ["JP-13", "Tokyo", 2194.07, 0.02],
    ["JP-20", "Nagano", 13_561.56, 0.015],
    ["JP-25", "Shiga, with Lake Biwa", 4017.38, 0.01],
    ["JP-27", "Osaka", 1905.29, 0.03],
    ["JP-37", "Kagawa", 1876.79, 0.02],
    ["JP-46", "Kagoshima, with Amami", 9187.02, 0.045],
    ["JP-47", "Okinawa", 2281.0, 0.07],
  ])("has the area of %s %s", (code, _name, area, tolerance) => {
    expect(Math.abs(landOf(code) / area - 1)).toBeLessThan(tolerance);
  });

  it("settles: cells of half the side change the total by less than 0.1 %", () => {
    const fine = makeLandGrid({ prefectures: features, places: [], cell_m: 5000 });
    expect(Math.abs(fine.landArea_m2 / grid.landArea_m2 - 1)).toBeLessThan(0.001);
  });

  it("keeps every person of the places, and every person of the 2020 census when asked to", () => {
    const people = places.reduce((sum, place) => sum + place.population, 0);
    expect(grid.population).toBe(people);
    const totals = prefectureTotals(grid, new Float64Array(grid.cells.count).fill(1));
    expect(totals.reduce((sum, total) => sum + total.coveredPopulation, 0)).toBe(people);
    const census = makeLandGrid({ prefectures: features, places, cell_m: 10_000, people: "census" });
    // Statistics Bureau of Japan, 2020 Population Census: 126,146,099.
    expect(census.population).toBeCloseTo(126_146_099, 5);
  });

  it("has cells of 100 km^2 on the ellipsoid, from Okinawa to Hokkaido", () => {
    // Area between the meridians and parallels of a thin cell by Snyder (1987), equation 3-12, here along the outline.
    const a = 6_378_137;
    const e2 = (2 - 1 / 298.257223563) / 298.257223563;
    const e = Math.sqrt(e2);
    const zone = (latitude: number): number => {
      const s = Math.sin(latitude);
      return (1 - e2) * (s / (1 - e2 * s * s) + Math.atanh(e * s) / e);
    };
    for (let i = 0; i < grid.cells.count; i += 97) {
      const corners = cellOutline(grid, i);
      let twice = 0;
      corners.forEach((corner, k) => {
        const next = corners[(k + 1) % 4] ?? corner;
        twice -=
          ((next.longitude_rad - corner.longitude_rad) * (zone(corner.latitude_rad) + zone(next.latitude_rad))) / 2;
      });
      // The outline's edges are straight on the plane and not in this sum, which costs up to 1e-4 far from the centre.
      expect(Math.abs((twice * a * a) / 2 / 1e8 - 1)).toBeLessThan(3e-4);
    }
  });

  it("gives the same grid twice", () => {
    expect(makeLandGrid({ prefectures: features, places, cell_m: 10_000 })).toEqual(grid);
  });
});
