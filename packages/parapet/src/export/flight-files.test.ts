import { beforeAll, describe, expect, it } from "vitest";
import { WGS84 } from "../earth/model.ts";
import { makeConstantDrag } from "../flight/drag.ts";
import type { FlownFlight } from "../flight/flown-flight.ts";
import { flyPlan } from "../flight/fly-file.ts";
import { vec3 } from "../math/vec3.ts";
import { writeFlightFiles } from "./flight-files.ts";
import { drawFlight } from "./flight-picture.ts";
import { type FlightReport, makeFlightReport } from "./flight-report.ts";

function fly(change: { readonly up_mps: number; readonly east_mps: number }): FlownFlight {
  const flown = flyPlan({
    kind: "body",
    environment: { earth: WGS84, atmosphere: "none", wind: [] },
    body: { mass_kg: 10, referenceArea_m2: 0.01, drag: makeConstantDrag(0.2) },
    start: {
      position: { latitude_rad: 0.6, longitude_rad: 2.4, altitude_m: 1000 },
      v_enu: vec3<"enu">(change.east_mps, 0, change.up_mps),
    },
  });
  if ("refusal" in flown) throw new Error(flown.refusal);
  return flown;
}
const report = (flown: FlownFlight, fallen: FlightReport["fallen"] = []): FlightReport =>
  makeFlightReport({ name: "thrown", flown, fallen, earth: WGS84, language: "en" });

describe("the files of a flight", () => {
  let flown: FlownFlight;
  let files: Readonly<Record<string, string>>;
  beforeAll(() => {
    flown = fly({ east_mps: 800, up_mps: 1500 });
    const fallen = [{ part: { kind: "spent-stage", number: 1 }, flown: fly({ east_mps: 500, up_mps: 900 }) }] as const;
    files = writeFlightFiles(report(flown, fallen), { language: "en" });
  });

  it("are one of each format, and a table and an ephemeris for what falls", () => {
    expect(Object.keys(files).toSorted()).toEqual([
      "events.csv",
      "flight.csv",
      "flight.czml",
      "flight.e",
      "flight.kml",
      "flight.oem",
      "profile.svg",
      "spent-stage-1.csv",
      "spent-stage-1.e",
      "spent-stage-1.oem",
    ]);
  });

  it("hold every state to the last digit", () => {
    const rows = files["flight.csv"]!.trim().split("\r\n");
    expect(rows).toHaveLength(flown.samples.length + 1);
    const last = rows.at(-1)!.split(",").map(Number);
    const { time_s, place, r_ecef, v_ecef } = flown.samples.at(-1)!;
    expect(last.slice(0, 1)).toEqual([time_s]);
    expect(last[1]).toBeCloseTo((place.latitude_rad * 180) / Math.PI, 12);
    expect(last.slice(4, 10)).toEqual([...r_ecef, ...v_ecef]);
    const ephemeris = files["flight.e"]!.split("\n").filter((line) => /^-?\d\.\d+e/.test(line));
    expect(ephemeris.at(-1)!.split(" ").map(Number)).toEqual([time_s, ...r_ecef, ...v_ecef]);
  });

  it("show both flights on the globe", () => {
    const packets = JSON.parse(files["flight.czml"]!) as readonly { readonly id: string }[];
    expect(packets.map(({ id }) => id)).toEqual(["document", "flight", "spent-stage-1"]);
    expect(files["flight.kml"]).toContain("spent stage 1");
  });

  it("list the events of all", () => {
    const lines = files["events.csv"]!.trim().split("\r\n");
    expect(lines[0]).toBe("flight,event,stage,time [s],altitude [m],range [m]");
    expect(lines.filter((line) => line.includes("impact"))).toHaveLength(2);
  });
});

/** Points of the first path of a class, in pixels. */
function pathOf(svg: string, name: string): (readonly [number, number])[] {
  const d = new RegExp(`class="${name}" d="M([^"]+)"`).exec(svg)![1]!;
  return d.split("L").map((point) => point.split(",").map(Number) as [number, number]);
}

describe("the picture of a flight", () => {
  it("is to scale", () => {
    const flown = fly({ east_mps: 800, up_mps: 1500 });
    const points = pathOf(drawFlight(report(flown), { language: "en" }), "pp-flight-threat");
    const width = points.at(-1)![0] - points[0]![0];
    const height = points[0]![1] - Math.min(...points.map(([, y]) => y));
    expect(height / width).toBeCloseTo((flown.apogee_m - 1000) / flown.range_m, 3);
  });

  it("says by how much it stretches a flat flight", () => {
    const flown = fly({ east_mps: 1500, up_mps: 10 });
    const svg = drawFlight(report(flown), { language: "en" });
    const points = pathOf(svg, "pp-flight-threat");
    const factor = Number(/drawn (\d+) times/.exec(svg)![1]);
    const width = points.at(-1)![0] - points[0]![0];
    const height = points.at(-1)![1] - Math.min(...points.map(([, y]) => y));
    expect((height / width) * (flown.range_m / flown.apogee_m)).toBeCloseTo(factor, 1);
  });

  it("names the events in both languages and has the same bytes twice", () => {
    const flown = fly({ east_mps: 800, up_mps: 1500 });
    const svg = drawFlight(report(flown), { language: "en" });
    expect(svg).toContain("apogee");
    expect(drawFlight(report(flown), { language: "en" })).toBe(svg);
    expect(drawFlight(report(flown), { language: "ja" })).toContain("最高点");
  });

  it("can show a drop straight down", () => {
    const svg = drawFlight(report(fly({ east_mps: 0, up_mps: 0 })), { language: "en" });
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(svg).toContain("Both axes have the same scale");
  });
});
