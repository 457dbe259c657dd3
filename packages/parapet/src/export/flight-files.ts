import type { FlownFlight } from "../flight/flown-flight.ts";
import { toCsv } from "./csv.ts";
import { toCzml } from "./czml.ts";
import { drawFlight } from "./flight-picture.ts";
import type { FlightReport } from "./flight-report.ts";
import { toKml } from "./kml.ts";
import { toOem } from "./oem.ts";
import type { Language } from "./report-input.ts";
import type { Scene, SceneFlight } from "./scene.ts";
import { toStkEphemeris } from "./stk-ephemeris.ts";
import type { Table } from "./table.ts";

/** A flight file has no date: time 0 is this instant for programmes that need one. */
export const FLIGHT_EPOCH = "2000-01-01T00:00:00Z";

/**
 * Writes a flown flight as files by their names: flight.czml and flight.kml (with what falls from it), flight.e (STK
 * ephemeris), flight.oem (CCSDS OEM), flight.csv, events.csv and profile.svg, and an ephemeris and a table for each part that falls.
 */
export function writeFlightFiles(
  report: FlightReport,
  options: { readonly language: Language },
): Readonly<Record<string, string>> {
  const { flown, fallen, name, title, parts } = report;
  const main = makeSceneFlight({ id: "flight", name: title ?? name, side: report.side ?? "threat" }, flown);
  const falling = fallen.map((each, i) =>
    makeSceneFlight({ id: `${each.part.kind}-${each.part.number}`, name: parts[i]!.name, side: "threat" }, each.flown),
  );
  const scene: Scene = {
    name: title ?? name,
    epoch: FLIGHT_EPOCH,
    attribution: "Parapet. The file has no date: time 0 is shown as 1 January 2000.",
    sites: [],
    areas: [],
    flights: [main, ...falling].filter(({ states }) => states.length > 1),
  };
  return {
    "flight.czml": toCzml(scene),
    "flight.kml": toKml(scene),
    "flight.csv": toCsv(makeStateTable(flown)),
    "events.csv": toCsv(makeEventTable(report)),
    // An interceptor that was not launched has nothing to draw.
    ...(flown.samples.length > 1 ? { "profile.svg": drawFlight(report, options) } : {}),
    ...Object.fromEntries(
      scene.flights.map((flight) => [`${flight.id}.e`, toStkEphemeris({ flight, epoch: FLIGHT_EPOCH })]),
    ),
    ...Object.fromEntries(
      scene.flights.map((flight) => [
        `${flight.id}.oem`,
        toOem({ flight, epoch: FLIGHT_EPOCH, created: FLIGHT_EPOCH, originator: "PARAPET" }),
      ]),
    ),
    ...Object.fromEntries(falling.map(({ id }, i) => [`${id}.csv`, toCsv(makeStateTable(fallen[i]!.flown))])),
  };
}

function makeSceneFlight(about: Pick<SceneFlight, "id" | "name" | "side">, { samples }: FlownFlight): SceneFlight {
  return {
    ...about,
    states: samples.map(({ time_s, r_ecef, v_ecef }) => ({ time_s, r_ecef, v_ecef })),
  };
}

/** The states of a flight, one a row: degrees, metres, seconds; position and velocity Earth-fixed. */
export function makeStateTable({ samples }: FlownFlight): Table {
  const degrees = (radians: number): number => (radians * 180) / Math.PI;
  const column = (
    name: string,
    unit: string | undefined,
    value: (sample: FlownFlight["samples"][number]) => number,
  ): Table["columns"][number] => ({
    name,
    ...(unit === undefined ? {} : { unit }),
    type: "number",
    values: samples.map(value),
  });
  return {
    columns: [
      column("time", "s", ({ time_s }) => time_s),
      column("latitude", "deg", ({ place }) => degrees(place.latitude_rad)),
      column("longitude", "deg", ({ place }) => degrees(place.longitude_rad)),
      column("altitude", "m", ({ place }) => place.altitude_m),
      column("x", "m", ({ r_ecef }) => r_ecef[0]),
      column("y", "m", ({ r_ecef }) => r_ecef[1]),
      column("z", "m", ({ r_ecef }) => r_ecef[2]),
      column("vx", "m/s", ({ v_ecef }) => v_ecef[0]),
      column("vy", "m/s", ({ v_ecef }) => v_ecef[1]),
      column("vz", "m/s", ({ v_ecef }) => v_ecef[2]),
      column("mach", undefined, ({ mach }) => mach),
      column("airDensity", "kg/m^3", ({ airDensity_kgpm3 }) => airDensity_kgpm3),
    ],
  };
}

function makeEventTable({ main, parts }: FlightReport): Table {
  const rows = [main, ...parts].flatMap(({ name, events }) => events.map((event) => ({ flight: name, ...event })));
  return {
    columns: [
      { name: "flight", type: "text", values: rows.map(({ flight }) => flight) },
      { name: "event", type: "text", values: rows.map(({ name }) => name) },
      { name: "stage", type: "integer", values: rows.map(({ stage }) => stage ?? NaN) },
      { name: "time", unit: "s", type: "number", values: rows.map(({ time_s }) => time_s) },
      { name: "altitude", unit: "m", type: "number", values: rows.map(({ altitude_m }) => altitude_m) },
      { name: "range", unit: "m", type: "number", values: rows.map(({ range_m }) => range_m) },
    ],
  };
}
