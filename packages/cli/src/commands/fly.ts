import { basename } from "node:path";
import {
  announceFaults,
  type Catalogue,
  collectSourcedValues,
  type FallingPart,
  type FlightFile,
  hashOf,
  type InterceptResult,
  makeFlightReport,
  type NumericalFaults,
  parseFlight,
  type ResolvedFlight,
  resolveFlight,
  writeFlightFiles,
} from "parapet";
import { stringify } from "yaml";
import { makeEmptyCatalogue, openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { flyFile } from "../flight-seam.ts";
import type { FlownFile, FlownFlight, FlownSample, FlyFile } from "../flight-seam.ts";
import { showPath } from "../host/data.ts";
import { BadInput, refuse } from "../host/problems.ts";
import { formatDuration } from "../host/progress.ts";
import { checkResultFolder, resultFolder, writeResult } from "../host/result.ts";
import { formatTable } from "../host/terminal.ts";
import { readVersion } from "../host/version.ts";
import { readAndParse } from "../parse-input.ts";
import type { Answer, Session } from "../session.ts";

/**
 * Flies one flight file; with `--out`, writes the result folder. Throws BadInput when the file is refused, the flight cannot
 * be flown or the folder cannot be written.
 */
export async function fly(file: string, session: Session, flyOne: FlyFile = flyFile): Promise<Answer> {
  const parsed = await readAndParse(file, parseFlight);
  const catalogue = "body" in parsed.value ? makeEmptyCatalogue() : await openCatalogue();
  const resolved = resolveFlight(parsed, catalogue);
  if (!resolved.ok) throw new BadInput(resolved.problems);
  const { out } = session.settings;
  if (out !== undefined) await checkResultFolder(out);
  const flight = flyOne(resolved.flight);
  if ("refusal" in flight) throw refuse(flight.refusal, file);
  const faults = countFlightFaults(flight.intercept);
  const document = { ...describeFlight(flight.flown, flight.fallen, flight.intercept), faults };
  const told = announceFaults(faults, session.settings.language);
  const text = [...(told === undefined ? [] : [told]), renderFlight(flight)].join("\n");
  if (out === undefined) return { exitCode: EXIT.done, document, text };
  const place = await writeFlight(
    { file, parsed: parsed.value, resolved: resolved.flight, flight, catalogue },
    session,
  );
  return { exitCode: EXIT.done, document: { ...document, result: place }, text: `${text}\n\nresult: ${place}` };
}

interface FlightToWrite {
  readonly file: string;
  readonly parsed: FlightFile;
  readonly resolved: ResolvedFlight;
  readonly flight: FlownFile;
  readonly catalogue: Catalogue;
}

/** Writes the result folder of a flight and tells where it stands. */
async function writeFlight(
  { file, parsed, resolved, flight: { flown, fallen, intercept }, catalogue }: FlightToWrite,
  { settings, folder, command }: Session,
): Promise<string> {
  const { language } = settings;
  const name = parsed.name ?? basename(file).replace(/\.ya?ml$/, "");
  const title = parsed.title?.[language] ?? parsed.title?.en;
  const hash = hashOf(resolved);
  const place = resultFolder({ out: settings.out, folder, name, hash });
  const { earth } = resolved.environment;
  const titled = title === undefined ? {} : { title };
  const report = makeFlightReport({
    name,
    ...titled,
    ...(intercept === undefined ? {} : { side: "interceptor" as const }),
    flown,
    fallen,
    earth,
    language,
  });
  const cited = new Set(collectSourcedValues(resolved).flatMap(({ sources }) => sources));
  const sources = Object.fromEntries([...cited].toSorted().map((id) => [id, catalogue.bibliography.get(id)]));
  const faults = countFlightFaults(intercept);
  await writeResult(place, {
    manifest: { kind: "flight", name, version: readVersion(), hash, seed: 0, runs: 1, command, faults },
    resolved: stringify({ hash, flight: toPlain(resolved), sources }, { aliasDuplicateObjects: false }),
    metrics: { ...describeMetrics(flown, fallen), ...(intercept === undefined ? {} : { intercept }), faults },
    files: writeFlightFiles(report, { language }),
  });
  return showPath(place);
}

/** A flight that was flown has come about; only the search for a shot may fail without a refusal. */
function countFlightFaults(intercept: InterceptResult | undefined): NumericalFaults {
  const isFault = intercept?.outcome === "no-intercept" && intercept.reason === "did-not-converge";
  return isFault ? { count: 1, of: 1, reasons: { "did-not-converge": 1 } } : { count: 0, of: 1, reasons: {} };
}

/** Plain data of the same content: YAML has no typed arrays. */
function toPlain(data: unknown): unknown {
  if (data instanceof Float64Array) return [...data];
  if (Array.isArray(data)) return data.map(toPlain);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, toPlain(value)]));
}

/** The JSON document of a flight: degrees, metres, seconds. `parts` is there when something falls from it, `intercept` when it is a guided interceptor's. */
export function describeFlight(
  flown: FlownFlight,
  fallen: readonly FallingPart[] = [],
  intercept?: InterceptResult,
): Record<string, unknown> {
  const { samples, events, apogee_m, range_m, flightTime_s } = flown;
  const parts = fallen.map(({ part, flown: path }) => ({ ...part, ...describeFlight(path) }));
  return {
    samples: samples.map(describeSample),
    events,
    apogee_m,
    range_m,
    flightTime_s,
    ...(parts.length === 0 ? {} : { parts }),
    ...(intercept === undefined ? {} : { intercept }),
  };
}

function describeMetrics(flown: FlownFlight, fallen: readonly FallingPart[]): Record<string, unknown> {
  const { samples: _samples, ...metrics } = describeFlight(flown);
  const parts = fallen.map(({ part, flown: path }) => {
    const { samples, ...rest } = describeFlight(path);
    return { ...part, ...rest, end: (samples as readonly unknown[]).at(-1) };
  });
  return { ...metrics, end: describeSample(flown.samples.at(-1)!), ...(parts.length === 0 ? {} : { parts }) };
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

function renderFlight({ flown, fallen, intercept }: FlownFile): string {
  if (intercept?.outcome === "no-intercept") return `no-intercept (${intercept.reason}): ${intercept.explanation}`;
  const { events, apogee_m, range_m, flightTime_s } = flown;
  // A flight that stays low is told in metres.
  const formatAltitude = (altitude_m: number): string =>
    apogee_m < 1000 ? `${Math.round(altitude_m)} m` : formatLength(altitude_m);
  const facts = [
    ["apogee", formatAltitude(apogee_m)],
    ["range", formatLength(range_m)],
    ["flight time", `${flightTime_s.toFixed(1)} s (${formatDuration(flightTime_s)})`],
    ...(intercept === undefined
      ? []
      : [
          ["outcome", intercept.outcome],
          ["miss distance", `${intercept.missDistance_m.toFixed(1)} m from the last predicted point`],
          ["divert used", `${intercept.divertUsed_mps.toFixed(1)} of ${intercept.divertSpeed_mps.toFixed(0)} m/s`],
        ]),
  ];
  const rows = events.map((event) => [
    `${event.time_s.toFixed(1)} s`,
    nameWithNumber(event),
    formatAltitude(event.altitude_m),
    formatLength(event.range_m),
  ]);
  const parts = fallen.map(({ part, flown: { samples } }) => {
    const { place, time_s } = samples.at(-1)!;
    const degrees = (radians: number): string => (radians * (180 / Math.PI)).toFixed(3);
    const where = `${degrees(place.latitude_rad)}, ${degrees(place.longitude_rad)}`;
    return [`${time_s.toFixed(1)} s`, `${part.kind} ${part.number} falls at ${where}`];
  });
  const table = formatTable([["time", "event", "altitude", "range"], ...rows]);
  return [formatTable(facts), table, ...(parts.length === 0 ? [] : [formatTable(parts)])].join("\n\n");
}

function nameWithNumber({ name, stage, number }: FlownFlight["events"][number]): string {
  if (number !== undefined) return `${name} ${number}`;
  return stage === undefined ? name : `${name} (stage ${stage})`;
}

function formatLength(length_m: number): string {
  return `${(Math.round(length_m * 1e-2) * 1e-1 + 0).toFixed(1)} km`;
}
