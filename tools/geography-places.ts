import { DOUBLE_COUNTED } from "./geography-tables.ts";

/** A populated place of GeoNames. */
export interface GeoNamesPlace {
  readonly id: number;
  readonly name: string;
  readonly alternateNames: readonly string[];
  readonly latitude_deg: number;
  readonly longitude_deg: number;
  readonly country: string;
  /** First-level division as GeoNames codes it, such as "JP.18". */
  readonly division: string;
  readonly population: number;
}

/** Reads the tab-separated lines of a GeoNames dump (geoname table: 19 columns). */
export function parseGeoNames(text: string): GeoNamesPlace[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line, i) => {
      const column = line.split("\t");
      if (column.length !== 19) throw new Error(`GeoNames line ${i + 1}: needs 19 columns, got ${column.length}`);
      const cell = (index: number): string => column[index] ?? "";
      return {
        id: Number(cell(0)),
        name: cell(1),
        alternateNames: cell(3).split(",").filter(Boolean),
        latitude_deg: Number(cell(4)),
        longitude_deg: Number(cell(5)),
        country: cell(8),
        division: `${cell(8)}.${cell(10)}`,
        population: Number(cell(14) || 0),
      };
    });
}

/** Characters of JIS X 0208, which leaves out the simplified Chinese forms among the alternate names. */
function listJisCharacters(): ReadonlySet<string> {
  const decoder = new TextDecoder("shift_jis");
  const characters = new Set<string>();
  for (let lead = 0x81; lead <= 0xef; lead++) {
    if (lead >= 0xa0 && lead < 0xe0) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) characters.add(decoder.decode(Uint8Array.of(lead, trail)));
  }
  return characters;
}

const JIS = listJisCharacters();
const JAPANESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u;
const HAN = /\p{Script=Han}/u;

/**
 * The Japanese name among alternate names that carry no language: the one that stands both with and without 都, 市, 町, 村 or 区;
 * else the only one with Chinese characters; else the only one in kana; else none.
 */
export function chooseJapaneseName(alternateNames: readonly string[]): string | undefined {
  const names = alternateNames.filter(
    (name) => JAPANESE.test(name) && [...name].every((character) => JIS.has(character)),
  );
  const all = new Set(names);
  const pairs = names.filter((name) => ["都", "市", "町", "村", "区"].some((ending) => all.has(name + ending)));
  if (pairs.length > 0) return pairs.length === 1 ? pairs[0] : undefined;
  const han = names.filter((name) => HAN.test(name));
  const candidates = han.length > 0 ? han : names;
  return candidates.length === 1 ? candidates[0] : undefined;
}

function isCounted(place: GeoNamesPlace): boolean {
  return place.population > 0 && !DOUBLE_COUNTED.has(place.id);
}

function byPopulation(a: GeoNamesPlace, b: GeoNamesPlace): number {
  return b.population - a.population || a.id - b.id;
}

function writePlaces(records: readonly object[]): string {
  const attribution = "Data from GeoNames (https://www.geonames.org), CC BY 4.0, cut down; see README.md";
  const lines = records.map((record) => JSON.stringify(record));
  return `{"attribution":${JSON.stringify(attribution)},"places":[\n${lines.join(",\n")}\n]}\n`;
}

/** Cuts the populated places of Japan, most people first: JSON text, one line a place. `codes` turns GeoNames' division codes into ISO 3166-2. */
export function cutJapanPlaces(places: readonly GeoNamesPlace[], codes: ReadonlyMap<string, string>): string {
  const japan = places.filter((place) => place.country === "JP" && isCounted(place)).sort(byPopulation);
  return writePlaces(
    japan.map((place) => {
      const code = codes.get(place.division);
      if (code === undefined)
        throw new Error(`place ${place.id} ${place.name}: no prefecture for division ${place.division}`);
      return {
        id: place.id,
        name: place.name,
        nameJa: chooseJapaneseName(place.alternateNames),
        prefecture: code,
        latitude_deg: place.latitude_deg,
        longitude_deg: place.longitude_deg,
        population: place.population,
      };
    }),
  );
}

const TOKYO = { latitude_deg: 35.6895, longitude_deg: 139.69171 };

/** Great-circle distance to Tokyo on a sphere of 6,371 km. */
function distanceToTokyo_km(place: GeoNamesPlace): number {
  const degree = Math.PI / 180;
  const halfLatitude = Math.sin(((place.latitude_deg - TOKYO.latitude_deg) * degree) / 2);
  const halfLongitude = Math.sin(((place.longitude_deg - TOKYO.longitude_deg) * degree) / 2);
  const cosines = Math.cos(place.latitude_deg * degree) * Math.cos(TOKYO.latitude_deg * degree);
  return 2 * 6371 * Math.asin(Math.sqrt(halfLatitude * halfLatitude + cosines * halfLongitude * halfLongitude));
}

/**
 * Cuts places outside Japan: all of South and North Korea, those of Guam and the Northern Marianas with 10,000 people or more,
 * the 300 biggest others within 4,000 km of Tokyo and the 200 biggest of the United States; by country, most people first.
 */
export function cutWorldPlaces(places: readonly GeoNamesPlace[]): string {
  const others = places.filter((place) => place.country !== "JP" && isCounted(place)).sort(byPopulation);
  const of = (...countries: string[]): GeoNamesPlace[] => others.filter((place) => countries.includes(place.country));
  const apart = new Set(["KR", "KP", "GU", "MP", "US"]);
  const near = others.filter((place) => !apart.has(place.country) && distanceToTokyo_km(place) < 4000).slice(0, 300);
  const chosen = [
    ...of("KR", "KP"),
    ...of("GU", "MP").filter((place) => place.population >= 10_000),
    ...near,
    ...of("US").slice(0, 200),
  ].sort((a, b) => (a.country < b.country ? -1 : a.country > b.country ? 1 : byPopulation(a, b)));
  return writePlaces(
    chosen.map(({ id, name, country, latitude_deg, longitude_deg, population }) => ({
      id,
      name,
      country,
      latitude_deg,
      longitude_deg,
      population,
    })),
  );
}
