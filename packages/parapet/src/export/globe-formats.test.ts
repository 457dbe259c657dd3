import { check } from "@placemarkio/check-geojson";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { checkKml } from "../../test/samples/kml-order.ts";
import { ecefToGeodetic, geodeticToEcef } from "../earth/frames.ts";
import type { Geodetic } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import { toCzml } from "./czml.ts";
import { toGeoJson } from "./geojson.ts";
import type { Position } from "./geometry.ts";
import { toKml } from "./kml.ts";
import { type Scene, sceneFeatures, type SceneFlight } from "./scene.ts";
import { toStkEphemeris } from "./stk-ephemeris.ts";

function place(latitude_deg: number, longitude_deg: number, altitude_m: number): Geodetic {
  return { latitude_rad: (latitude_deg * Math.PI) / 180, longitude_rad: (longitude_deg * Math.PI) / 180, altitude_m };
}

function square(west: number, south: number, side: number): Position[] {
  return [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
  ];
}

const flight: SceneFlight = {
  id: "mrbm 1",
  name: "MRBM <1>",
  side: "threat",
  states: Array.from({ length: 11 }, (_, i) => ({
    time_s: 30 + 60 * i,
    r_ecef: geodeticToEcef(place(40 - 0.4 * i, 125 + i, 1000 + 300e3 * Math.sin((Math.PI * i) / 10))),
    v_ecef: vec3<"ecef">(1000.5, -2000.25, i),
  })),
};

const scene: Scene = {
  name: "Two sites & Japan",
  epoch: "2018-08-01T00:00:00Z",
  attribution: "Natural Earth; GeoNames",
  sites: [
    { id: "araya", name: "Araya", kind: "land-site", position: place(39.714, 140.066, 20) },
    {
      id: "west",
      name: 'West "region"',
      kind: "launch-region",
      position: place(40, 125.3, 0),
      radius_m: 30e3,
      description: "<script>alert(1)</script> & more",
    },
  ],
  areas: [
    {
      id: "inner",
      name: "Defended in 95 % of the draws",
      kind: "inner",
      polygons: {
        type: "MultiPolygon",
        coordinates: [[square(135, 35, 3), square(136, 36, 1)], [square(140, 40, 1)]],
      },
    },
    {
      id: "nominal",
      name: "Nominal",
      kind: "nominal",
      polygons: { type: "MultiPolygon", coordinates: [[square(178, 50, 4)]] },
    },
    { id: "none", name: "Nowhere", kind: "outer", polygons: { type: "MultiPolygon", coordinates: [] } },
  ],
  flights: [flight],
};

type AnyPacket = Record<string, any>;
const packets = JSON.parse(toCzml(scene)) as AnyPacket[];
const byId = new Map(packets.map((packet) => [packet.id as string, packet]));

describe("toCzml", () => {
  test("begins with a document whose clock spans the flights", () => {
    expect(packets[0]).toMatchObject({
      id: "document",
      version: "1.0",
      name: "Two sites & Japan",
      clock: { interval: "2018-08-01T00:00:30.000Z/2018-08-01T00:10:30.000Z", currentTime: "2018-08-01T00:00:30.000Z" },
    });
    expect(byId.size).toBe(packets.length);
  });

  test("flights are Earth-fixed samples from the epoch, within a centimetre, available while they last", () => {
    const { position, availability } = byId.get("mrbm 1")!;
    expect(availability).toBe("2018-08-01T00:00:30.000Z/2018-08-01T00:10:30.000Z");
    expect(position).toMatchObject({
      epoch: "2018-08-01T00:00:00.000Z",
      referenceFrame: "FIXED",
      interpolationAlgorithm: "LAGRANGE",
      interpolationDegree: 5,
    });
    const numbers = position.cartesian as number[];
    expect(numbers).toHaveLength(44);
    for (const [i, state] of flight.states.entries()) {
      expect(numbers[4 * i]).toBe(state.time_s);
      for (const axis of [0, 1, 2]) expect(numbers[4 * i + 1 + axis]).toBeCloseTo(state.r_ecef[axis]!, 1);
    }
  });

  test("areas are clamped polygons with holes and lines, cut at the date line, grouped under their area", () => {
    expect(byId.get("inner/area/1")).toMatchObject({ parent: "inner" });
    expect(byId.get("inner/area/1")!.polygon.holes.cartographicDegrees).toHaveLength(1);
    expect(byId.get("inner/area/1")!.polygon.positions.cartographicDegrees).toHaveLength(15);
    expect(byId.get("inner/line/1.2")!.polyline.clampToGround).toBe(true);
    expect(byId.has("nominal/area/1")).toBe(false);
    for (const id of ["nominal/line/1.1", "nominal/line/2.1"]) {
      const degrees = byId.get(id)!.polyline.positions.cartographicDegrees as number[];
      const longitudes = degrees.filter((_, i) => i % 3 === 0);
      expect(Math.max(...longitudes) - Math.min(...longitudes)).toBe(2);
    }
    expect(packets.filter((packet) => String(packet.id).startsWith("none"))).toHaveLength(1);
  });

  test("descriptions are escaped, for Cesium shows them as HTML", () => {
    expect(byId.get("west")!.description).toBe("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more");
  });

  test("refuses an epoch without a time zone and flights that cannot be interpolated", () => {
    expect(() => toCzml({ ...scene, epoch: "2018-08-01T00:00:00" })).toThrow(/instant in UTC/);
    expect(() => toCzml({ ...scene, flights: [{ ...flight, states: flight.states.slice(0, 1) }] })).toThrow(/"mrbm 1"/);
    expect(() => toCzml({ ...scene, flights: [{ ...flight, states: flight.states.toReversed() }] })).toThrow(
      RangeError,
    );
  });

  test("a scene without flights has no clock", () => {
    expect(JSON.parse(toCzml({ ...scene, flights: [] }))[0]).not.toHaveProperty("clock");
  });
});

describe("toKml", () => {
  const document = new new JSDOM("").window.DOMParser().parseFromString(toKml(scene), "application/xml");
  const all = (name: string): Element[] => [...document.getElementsByTagName(name)];

  test("is well-formed, in the namespace of KML 2.2, and keeps texts", () => {
    expect(all("parsererror")).toEqual([]);
    expect(document.documentElement.namespaceURI).toBe("http://www.opengis.net/kml/2.2");
    const names = all("name").map((name) => name.textContent);
    expect(names).toEqual(expect.arrayContaining(["Two sites & Japan", 'West "region"', "MRBM <1>"]));
    expect(all("description").map((d) => d.textContent)).toContain("<script>alert(1)</script> & more");
  });

  test("holds what the schema of KML lets it hold, in the schema's order", () => {
    expect(checkKml(document.documentElement)).toEqual([]);
    const parse = (text: string): Element => new new JSDOM("").window.DOMParser().parseFromString(text, "application/xml").documentElement; // prettier-ignore
    expect(checkKml(parse("<kml><Document><Style/><name>x</name></Document></kml>"))).toEqual([
      "kml/Document[0]: name does not stand here",
    ]);
    expect(checkKml(parse("<kml><Folder/></kml>")).length).toBeGreaterThan(0);
  });

  test("every style that is used exists once, and ids are names of XML", () => {
    const ids = [...all("Style"), ...all("Placemark")].map((e) => e.getAttribute("id")!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z_][\w.-]*$/);
    for (const url of all("styleUrl")) expect(ids).toContain(url.textContent!.slice(1));
  });

  test("polygons have holes; the line of a flight goes through its states", () => {
    expect(all("Polygon")).toHaveLength(4);
    expect(all("innerBoundaryIs")).toHaveLength(1);
    const line = all("LineString")[0]!.getElementsByTagName("coordinates")[0]!.textContent!;
    const points = line.split(" ").map((point) => point.split(",").map(Number));
    expect(points).toHaveLength(11);
    expect(points[0]).toEqual([125, 40, 1000]);
    expect(points[5]![2]).toBeCloseTo(ecefToGeodetic(flight.states[5]!.r_ecef).altitude_m, 2);
    expect(all("begin")[0]!.textContent).toBe("2018-08-01T00:00:30.000Z");
  });

  test("colours are opacity, blue, green, red", () => {
    const style = all("Style").find((e) => e.getAttribute("id") === "flight-interceptor")!;
    expect(style.getElementsByTagName("color")[0]!.textContent).toBe("ffb27200");
  });
});

describe("toStkEphemeris", () => {
  const lines = toStkEphemeris({ flight, epoch: scene.epoch }).split("\n");

  test("states the frame, the epoch and as many points as follow", () => {
    expect(lines[0]).toBe("stk.v.11.0");
    expect(lines).toEqual(
      expect.arrayContaining([
        "NumberOfEphemerisPoints 11",
        "ScenarioEpoch 1 Aug 2018 00:00:00.000",
        "CoordinateSystem Fixed",
      ]),
    );
    const start = lines.indexOf("EphemerisTimePosVel") + 1;
    expect(lines.indexOf("END Ephemeris") - start).toBe(11);
  });

  test("every number reads back to the last bit", () => {
    const start = lines.indexOf("EphemerisTimePosVel") + 1;
    for (const [i, { time_s, r_ecef, v_ecef }] of flight.states.entries())
      expect(lines[start + i]!.split(" ").map(Number)).toEqual([time_s, ...r_ecef, ...v_ecef]);
  });
});

describe("sceneFeatures", () => {
  test("become GeoJSON that passes a validator", () => {
    const collection = check(toGeoJson({ features: sceneFeatures(scene), attribution: scene.attribution }));
    expect(collection).toMatchObject({
      features: [
        { id: "inner", properties: { kind: "inner" } },
        { id: "nominal", geometry: { type: "MultiPolygon" } },
        { id: "none", geometry: null },
        { id: "araya", geometry: { coordinates: [140.066, 39.714, 20] } },
        { id: "west", properties: { radius_m: 30000 } },
      ],
    });
  });
});
