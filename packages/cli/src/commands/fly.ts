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

function renderFlight({ samples, events, apogee_m, range_m, flightTime_s }: FlownFlight): string {
  const facts = [
    ["apogee", formatLength(apogee_m)],
    ["range", formatLength(range_m)],
    ["flight time", `${flightTime_s.toFixed(1)} s (${formatDuration(flightTime_s)})`],
  ];
  const rows = events.map(({ time_s, name, stage }) => {
    const sample = findNearestSample(samples, time_s);
    const altitude = sample === undefined ? "" : formatLength(sample.place.altitude_m);
    return [`${time_s.toFixed(1)} s`, stage === undefined ? name : `${name} (stage ${stage})`, altitude];
  });
  return `${formatTable(facts)}\n\n${formatTable([["time", "event", "altitude"], ...rows])}`;
}

function formatLength(length_m: number): string {
  return `${(length_m * 1e-3).toFixed(1)} km`;
}

function findNearestSample(samples: readonly FlownSample[], time_s: number): FlownSample | undefined {
  let best: FlownSample | undefined;
  for (const sample of samples) {
    if (best === undefined || Math.abs(sample.time_s - time_s) < Math.abs(best.time_s - time_s)) best = sample;
  }
  return best;
}
