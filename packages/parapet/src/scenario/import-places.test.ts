// GeoJSON after RFC 7946, KML 2.2 (OGC 07-147r2), MSDL after SISO-STD-007-2008.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlacesFormat, readPlaces, writeImportedScenario } from "./import-places.ts";
import { parseScenario } from "./parse.ts";

const GEOJSON = JSON.stringify({
  type: "FeatureCollection",
  features: [
    { type: "Feature", properties: { name: "Araya", kind: "radar-station" }, geometry: { type: "Point", coordinates: [140.066, 39.714, 20] } },
    { type: "Feature", properties: { name: "Kusong", kind: "launch-region", radius_m: 5000 }, geometry: { type: "Point", coordinates: [125.2, 40] } },
    { type: "Feature", properties: { name: "Area" }, geometry: { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] } },
    { type: "Feature", properties: { name: "Swapped" }, geometry: { type: "Point", coordinates: [39.7, 140] } },
  ],
}); // prettier-ignore
const KML = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
<Placemark><name>Sado &amp; more</name><Point><coordinates>138.4,38.2,450</coordinates></Point></Placemark>
<Placemark><name>Line</name><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></Folder></Document></kml>`;
const MSDL = `<m:MilitaryScenario xmlns:m="urn:x"><m:Organizations><m:Units>
<m:Unit><m:SymbolIdentifier>SFSPCLDD-------</m:SymbolIdentifier><m:Name>Kongo</m:Name><m:GDC><m:Latitude>36</m:Latitude><m:Longitude>132</m:Longitude></m:GDC></m:Unit>
<m:Unit><m:Name>Grid</m:Name><m:CoordinateChoice>MGRS</m:CoordinateChoice></m:Unit></m:Units></m:Organizations></m:MilitaryScenario>`;

describe("readPlaces", () => {
  test("takes the points of GeoJSON and says what it left out", () => {
    expect(readPlaces(GEOJSON, "geojson")).toEqual({
      places: [
        { name: "Araya", latitude_deg: 39.714, longitude_deg: 140.066, altitude_m: 20, type: "radar-station" },
        {
          name: "Kusong",
          latitude_deg: 40,
          longitude_deg: 125.2,
          altitude_m: 0,
          type: "launch-region",
          radius_m: 5000,
        },
      ],
      skipped: [
        "Area: a Polygon, not a point",
        "Swapped: latitude 140, longitude 39.7 lie nowhere on Earth (latitude and longitude swapped?)",
      ],
    });
  });

  test("takes the points of KML and the units of MSDL", () => {
    expect(readPlaces(KML, "kml")).toMatchObject({
      places: [{ name: "Sado & more", latitude_deg: 38.2, longitude_deg: 138.4, altitude_m: 450 }],
      skipped: ["Line: a LineString, not a point"],
    });
    expect(readPlaces(MSDL, "msdl")).toMatchObject({
      places: [{ name: "Kongo", latitude_deg: 36, longitude_deg: 132, altitude_m: 0, type: "ship" }],
      skipped: ["Grid: MGRS coordinates; GDC will do"],
    });
  });

  test.each<[string, PlacesFormat, RegExp]>([
    ["{", "geojson", /^no geojson that can be read/],
    ["[]", "geojson", /no GeoJSON object/],
    ['{"type":"FeatureCollection","features":[]}', "geojson", /no point found/],
    ["<kml", "kml", /^no kml that can be read/],
    ["<a/>", "msdl", /<a> found; <MilitaryScenario> is due/],
    ['<!DOCTYPE x [<!ENTITY a "aaaa">]><kml>&a;</kml>', "kml", /a DOCTYPE found/],
  ])("%j as %s is answered with a sentence", (text, format, problem) => {
    expect(readPlaces(text, format)).toEqual({ problem: expect.stringMatching(problem) as string });
  });

  test("never throws, whatever was cut out of a file or put into it", () => {
    const files: readonly (readonly [string, PlacesFormat])[] = [[GEOJSON, "geojson"], [KML, "kml"], [MSDL, "msdl"]]; // prettier-ignore
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), fc.nat(40), fc.string({ unit: "binary" }), ([text, format], at, length, put) => {
        const from = at % text.length;
        const read = readPlaces(text.slice(0, from) + put + text.slice(from + length), format);
        if ("places" in read) expect(read.places.length).toBeGreaterThan(0);
        else expect(read.problem.length).toBeGreaterThan(10);
      }),
      { numRuns: 2000 },
    ); // prettier-ignore
  });
});

test("what was read is a scenario that validates, with ids that differ", () => {
  const place = { name: "新屋", latitude_deg: 39.7, longitude_deg: 140, altitude_m: 0 };
  const yaml = writeImportedScenario(
    "mine",
    {
      places: [place, place, { ...place, name: "Été — 1" }, { ...place, name: "R", type: "launch-region" }],
      skipped: [],
    },
    { origin: "places.kml", type: "ship" },
  );
  const parsed = parseScenario({ file: "mine.yaml", content: yaml });
  expect(parsed).toMatchObject({ ok: true });
  if (!parsed.ok) return;
  expect(parsed.value.units.map(({ id, type }) => [id, type])).toEqual([
    ["place", "ship"],
    ["place-2", "ship"],
    ["ete-1", "ship"],
  ]);
  expect(parsed.value.launchRegions).toHaveLength(1);
});
