import { parseFlight, resolveFlight } from "parapet";
import { makeEmptyCatalogue, openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { flyFile } from "../flight-seam.ts";
import type { FlownFlight, FlownSample, FlyFile } from "../flight-seam.ts";
import { BadInput, refuse } from "../host/problems.ts";
import { formatDuration } from "../host/progress.ts";
import { formatTable } from "../host/terminal.ts";
import { readAndParse } from "../parse-input.ts";
import type { Answer, Session } from "../session.ts";

/** Flies one flight file. Throws BadInput when the file is refused or the flight cannot be flown. */
export async function fly(file: string, _session: Session, flight: FlyFile = flyFile): Promise<Answer> {
  const parsed = await readAndParse(file, parseFlight);
  const catalogue = "vehicle" in parsed.value ? await openCatalogue() : makeEmptyCatalogue();
  const resolved = resolveFlight(parsed, catalogue);
  if (!resolved.ok) throw new BadInput(resolved.problems);
  const flown = flight(resolved.flight);
  if ("refusal" in flown) throw refuse(flown.refusal, file);
  return { exitCode: EXIT.done, document: describeFlight(flown), text: renderFlight(flown) };
}

/** The JSON document of a flight: degrees, metres, seconds. */
export function describeFlight({ samples, events, apogee_m, range_m, flightTime_s }: FlownFlight): unknown {
  return { samples: samples.map(describeSample), events, apogee_m, range_m, flightTime_s };
}

function describeSample({ time_s, place, r_ecef, v_ecef, mach, airDensity_kgpm3 }: FlownSample): unknown {
  return {
    time_s,
    latitude_deg: place.latitude_rad * (180 / Math.PI),
    longitude_deg: place.longitude_rad * (180 / Math.PI),
    altitude_m: place.altitude_m,
    position_ecef_m: r_ecef,
    velocity_ecef_mps: v_ecef,
    mach,
    airDensity_kgpm3,
  };
}

function renderFlight({ events, apogee_m, range_m, flightTime_s }: FlownFlight): string {
  const facts = [
    ["apogee", formatLength(apogee_m)],
    ["range", formatLength(range_m)],
    ["flight time", `${flightTime_s.toFixed(1)} s (${formatDuration(flightTime_s)})`],
  ];
  const rows = events.map((event) => [
    `${event.time_s.toFixed(1)} s`,
    event.stage === undefined ? event.name : `${event.name} (stage ${event.stage})`,
    formatLength(event.altitude_m),
    formatLength(event.range_m),
  ]);
  return `${formatTable(facts)}\n\n${formatTable([["time", "event", "altitude", "range"], ...rows])}`;
}

function formatLength(length_m: number): string {
  return `${(length_m * 1e-3).toFixed(1)} km`;
}
