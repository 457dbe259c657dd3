import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type AdminFeature, cutPrefectures, mapGeoNamesCodes } from "./geography-prefectures.ts";
import { chooseJapaneseName, cutJapanPlaces, cutWorldPlaces, parseGeoNames } from "./geography-places.ts";
import { DOUBLE_COUNTED, PREFECTURES } from "./geography-tables.ts";

const folder = new URL("../catalogue/geography/", import.meta.url);
const readText = (name: string): string => readFileSync(new URL(name, folder), "utf8");

interface PrefectureFile {
  readonly features: readonly {
    readonly properties: { readonly code: string; readonly censusPopulation2020: number };
    readonly geometry: { readonly coordinates: number[][][][] };
  }[];
}
interface PlaceFile {
  readonly places: readonly {
    readonly id: number;
    readonly country?: string;
    readonly prefecture?: string;
    readonly population: number;
    readonly latitude_deg: number;
    readonly longitude_deg: number;
  }[];
}

/** A square of 0.1 deg, clockwise as Natural Earth draws. */
function drawSquare(west: number, south: number): number[][][] {
  return [
    [
      [west, south],
      [west, south + 0.1],
      [west + 0.1, south + 0.1],
      [west + 0.1, south],
      [west, south],
    ],
  ];
}

const features: readonly AdminFeature[] = PREFECTURES.map(({ code, nameJa }, i) => ({
  properties: { iso_a2: "JP", iso_3166_2: code, name_ja: nameJa, gn_a1_code: `JP.${i}` },
  geometry:
    code === "JP-47"
      ? { type: "MultiPolygon", coordinates: [drawSquare(127.5, 26.2), drawSquare(129.4, 28.2)] }
      : { type: "Polygon", coordinates: drawSquare(135 + i / 10, 35) },
}));

describe("cut of the prefectures", () => {
  it("moves Amami to Kagoshima and winds outer rings counterclockwise", () => {
    const cut = JSON.parse(cutPrefectures(features)) as PrefectureFile;
    const counts = new Map(cut.features.map((f) => [f.properties.code, f.geometry.coordinates.length]));
    expect([counts.get("JP-46"), counts.get("JP-47")]).toEqual([2, 1]);
    expect(cut.features[0]?.geometry.coordinates[0]?.[0]?.slice(0, 3)).toEqual([
      [135, 35],
      [135.1, 35],
      [135.1, 35.1],
    ]);
  });

  it("refuses a feature that the table names otherwise, and a table that the features do not fill", () => {
    const renamed = features.map((f) => ({ properties: { ...f.properties, name_ja: "東京" }, geometry: f.geometry }));
    expect(() => cutPrefectures(renamed)).toThrow(/JP-01 is 北海道 in the table, 東京 in the data/);
    expect(() => cutPrefectures(features.slice(1))).toThrow(/no land for JP-01/);
  });
});

/** A line of a GeoNames dump: a place at 35 N 139 E. */
function writeLine(id: number, name: string, alternate: string, country: string, people: number): string {
  const columns = [
    id,
    name,
    name,
    alternate,
    35,
    139,
    "P",
    "PPL",
    country,
    "",
    "19",
    "",
    "",
    "",
    people,
    "",
    1,
    "Asia",
    "",
  ];
  return columns.join("\t");
}

describe("cut of the places", () => {
  it("reads GeoNames' columns and refuses a line of another length", () => {
    const [place] = parseGeoNames(`${writeLine(1, "Yokohama", "横浜,横浜市", "JP", 5)}\n`);
    expect(place).toMatchObject({ id: 1, division: "JP.19", population: 5, latitude_deg: 35, longitude_deg: 139 });
    expect(() => parseGeoNames("1\t2\n")).toThrow(/line 1: needs 19 columns, got 2/);
  });

  it("drops records without people and those counted twice", () => {
    const places = parseGeoNames(
      [writeLine(1, "A", "", "JP", 5), writeLine(2, "B", "", "JP", 0), writeLine(1848254, "Yono", "", "JP", 9)].join(
        "\n",
      ),
    );
    const cut = JSON.parse(cutJapanPlaces(places, mapGeoNamesCodes(features))) as PlaceFile;
    expect(cut.places.map((place) => place.id)).toEqual([1]);
    expect(cut.places[0]?.prefecture).toBe("JP-20");
  });

  it("keeps Korea whole and Japan out of the world list", () => {
    const places = parseGeoNames(
      [writeLine(1, "A", "", "JP", 5), writeLine(2, "B", "", "KR", 7), writeLine(3, "C", "", "GU", 9)].join("\n"),
    );
    const cut = JSON.parse(cutWorldPlaces(places)) as PlaceFile;
    expect(cut.places.map((place) => place.id)).toEqual([2]);
  });

  it.each([
    [["Tokyo", "东京", "東京", "東京都", "도쿄"], "東京"],
    [["よこはま", "横浜", "横浜市", "横滨市"], "横浜"],
    [["Saitama", "さいたま"], "さいたま"],
    [["yashio", "八潮"], "八潮"],
    [["鹿島", "鹿島市", "鹿嶋", "鹿嶋市"], undefined],
    [["ben ding", "Honcho"], undefined],
  ])("chooses the Japanese name of %j", (names, expected) => {
    expect(chooseJapaneseName(names)).toBe(expected);
  });
});

describe("committed geography", () => {
  const prefectures = JSON.parse(readText("japan-prefectures.json")) as PrefectureFile;
  const japan = (JSON.parse(readText("japan-places.json")) as PlaceFile).places;
  const world = (JSON.parse(readText("world-places.json")) as PlaceFile).places;
  const rings = prefectures.features.flatMap((feature) => feature.geometry.coordinates.flat());

  it("has the 47 prefectures in the order of their codes and the people of the census", () => {
    expect(prefectures.features.map((f) => f.properties.code)).toEqual(PREFECTURES.map((entry) => entry.code));
    expect(prefectures.features.reduce((sum, f) => sum + f.properties.censusPopulation2020, 0)).toBe(126_146_099);
  });

  it("has closed rings of four points or more, inside Japan's box", () => {
    for (const ring of rings) {
      expect(ring.length).toBeGreaterThanOrEqual(4);
      expect(ring.at(-1)).toEqual(ring[0]);
    }
    const longitudes = rings.flat().map(([longitude = 0]) => longitude);
    const latitudes = rings.flat().map(([, latitude = 0]) => latitude);
    expect([Math.min(...longitudes) > 122.9, Math.max(...longitudes) < 154]).toEqual([true, true]);
    expect([Math.min(...latitudes) > 24, Math.max(...latitudes) < 45.6]).toEqual([true, true]);
  });

  it("has places with people, once each, in known prefectures", () => {
    const codes = new Set(PREFECTURES.map((entry) => entry.code));
    expect(new Set([...japan, ...world].map((place) => place.id)).size).toBe(japan.length + world.length);
    for (const place of [...japan, ...world]) {
      expect(place.population).toBeGreaterThan(0);
      expect(DOUBLE_COUNTED.has(place.id)).toBe(false);
    }
    expect(japan.filter((place) => !codes.has(place.prefecture ?? ""))).toEqual([]);
  });

  it("has the counts and sizes that its README states", () => {
    const readme = readText("README.md");
    const number = new Intl.NumberFormat("en-GB");
    for (const name of ["japan-prefectures.json", "japan-places.json", "world-places.json"]) {
      expect(readme).toContain(number.format(Buffer.byteLength(readText(name))));
    }
    const people = japan.reduce((sum, place) => sum + place.population, 0);
    for (const figure of [japan.length, world.length, rings.length, rings.flat().length, people]) {
      expect(readme).toContain(number.format(figure));
    }
  });
});
