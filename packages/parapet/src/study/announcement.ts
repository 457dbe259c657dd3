import type { Geodetic } from "../earth/model.ts";
import { parseQuantity } from "../scenario/quantity.ts";
import type { AnnouncedFlight } from "./assess-flight.ts";

/** The figures of an announcement, and what else the options ask for. */
export interface Announcement {
  readonly announced: AnnouncedFlight;
  /** The apogee and range as they were written, for a page that does not round them. */
  readonly written: { readonly apogee: string; readonly range: string };
  readonly launchTime?: { readonly epoch_ms: number; readonly offset_min: number };
  readonly classes?: readonly string[];
  readonly scenario?: string;
}

const RADIANS = Math.PI / 180;
const FARTHEST_m = 19_900_000;
const HIGHEST_m = 36_000_000;
const LONGEST_s = 86_400;
/** An announced apogee is taken as rounded to its last figure that is not 0, but not by more than this share. */
const LARGEST_ROUNDING = 0.1;
const PART = /(\d+(?:\.\d+)?)\s*(h|min|s)\b/g;
const DURATION = /^\s*\d+(?:\.\d+)?\s*(?:h|min|s)(?:\s*\d+(?:\.\d+)?\s*(?:h|min|s))*\s*$/;
const PLACE_EXAMPLE = '"39.87,125.27"';
const PLACE = /^\s*([+-]?\d+(?:\.\d+)?)\s*(?:deg|°)?\s*([NS])?\s*,\s*([+-]?\d+(?:\.\d+)?)\s*(?:deg|°)?\s*([EW])?\s*$/i;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)$/i;

/**
 * Reads the figures of an announcement as people write them, under the names of the options of `assess`: apogee, range, time, from,
 * bearing, launchTime, class, scenario. Tells every problem at once.
 */
export function readAnnouncement(
  options: Readonly<Record<string, string>>,
):
  | { readonly ok: true; readonly announcement: Announcement }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const need = (name: string, wanted: string): string | undefined => {
    if (options[name] === undefined) problems.push(`--${name}: missing; ${wanted}`);
    return options[name];
  };
  const readLength = (name: string, highest_m: number, why: string): number => {
    const text = need(name, `it is due, such as --${name} "933 km"`);
    if (text === undefined) return Number.NaN;
    const result = parseQuantity(text, { dimension: "length", low: "0 km", lowIs: "above" });
    if (!result.ok) problems.push(`--${name}: ${result.message}`);
    else if (result.quantity.value > highest_m) problems.push(`--${name}: ${text} found; ${why}`);
    else return result.quantity.value;
    return Number.NaN;
  };
  const apogee_m = readLength("apogee", HIGHEST_m, "above 36,000 km nothing flies that comes down as a missile does");
  const range_m = readLength("range", FARTHEST_m, "at most 19,900 km are due; no place on Earth is much farther away");
  const time = options["time"] === undefined ? undefined : readDuration(options["time"], problems);
  const launch = readPlace(need("from", `the launch point is due, such as --from ${PLACE_EXAMPLE}`), problems);
  const bearing_rad = readBearing(need("bearing", 'the direction is due, such as --bearing "86 deg"'), problems);
  const launchTime = options["launchTime"] === undefined ? undefined : readInstant(options["launchTime"], problems);
  const classes = options["class"]?.split(",").map((id) => id.trim());
  if (problems.length > 0) return { ok: false, problems };
  const announcement: Announcement = {
    announced: {
      apogee_m,
      range_m,
      ...(time === undefined ? { timeResolution_s: 60 } : time),
      apogeeResolution_m: resolutionOf(options["apogee"]!, apogee_m),
      launch: launch!,
      bearing_rad: bearing_rad!,
    },
    written: { apogee: options["apogee"]!.trim(), range: options["range"]!.trim() },
    ...(launchTime === undefined ? {} : { launchTime }),
    ...(classes === undefined ? {} : { classes }),
    ...(options["scenario"] === undefined ? {} : { scenario: options["scenario"] }),
  };
  return { ok: true, announcement };
}

/** A time as one quantity or several, "37 min", "47 min 12 s", with how far rounding may have moved it. */
function readDuration(
  text: string,
  problems: string[],
): Pick<AnnouncedFlight, "flightTime_s" | "timeResolution_s"> | undefined {
  const parts = DURATION.test(text) ? [...text.matchAll(PART)] : [];
  const units = parts.map((part) => part[2]);
  if (parts.length < 2 || new Set(units).size < units.length) {
    const result = parseQuantity(text, { dimension: "time", low: "0 s", lowIs: "above", high: "24 h" });
    if (result.ok)
      return { flightTime_s: result.quantity.value, timeResolution_s: roundingOf(result.quantity.value, text) };
    problems.push(`--time: ${result.message}; several parts may follow each other, such as "47 min 12 s"`);
    return undefined;
  }
  const seconds: Readonly<Record<string, number>> = { h: 3600, min: 60, s: 1 };
  const flightTime_s = parts.reduce((sum, [, number, unit]) => sum + Number(number) * seconds[unit!]!, 0);
  if (flightTime_s > 0 && flightTime_s <= LONGEST_s)
    return { flightTime_s, timeResolution_s: units.includes("s") ? 1 : 60 };
  problems.push(`--time: "${text}" found; a time above 0 s and up to 24 h is due`);
  return undefined;
}

/** Whole minutes are good to 60 s, for launch and landing are both rounded; half and tenth minutes to themselves; else 1 s. */
function roundingOf(time_s: number, text: string): number {
  if (time_s % 60 === 0) return 60;
  const decimals = /\.(\d+)\s*(min|h)\b/.exec(text);
  if (decimals === null) return 1;
  if (time_s % 30 === 0) return 30;
  return Math.max(1, (decimals[2] === "h" ? 3600 : 60) * Number(`1e-${decimals[1]!.length}`));
}

/** Half the unit of the last figure that is not 0: 50 km for 6,100 km, 0.05 km for 6,040.9 km. */
function resolutionOf(text: string, value_m: number): number {
  const digits = /\d[\d.]*/.exec(text)?.[0] ?? "";
  const number = Number(digits);
  const last = digits.includes(".")
    ? Number(`1e-${digits.split(".")[1]!.length}`)
    : Number(`1e${/0*$/.exec(digits)?.[0].length ?? 0}`);
  return Math.min(LARGEST_ROUNDING * value_m, (0.5 * last * value_m) / number);
}

function readPlace(text: string | undefined, problems: string[]): Geodetic | undefined {
  if (text === undefined) return undefined;
  const place = PLACE.exec(text);
  const latitude = Number(place?.[1]) * (place?.[2]?.toUpperCase() === "S" ? -1 : 1);
  const longitude = Number(place?.[3]) * (place?.[4]?.toUpperCase() === "W" ? -1 : 1);
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)
    return { latitude_rad: latitude * RADIANS, longitude_rad: longitude * RADIANS, altitude_m: 0 };
  problems.push(
    `--from: "${text}" found; latitude and longitude in degrees are due, such as ${PLACE_EXAMPLE}, within 90 and 180`,
  );
  return undefined;
}

function readBearing(text: string | undefined, problems: string[]): number | undefined {
  if (text === undefined) return undefined;
  const result = parseQuantity(text, { dimension: "angle", low: "-360 deg", high: "360 deg" });
  if (result.ok) return result.quantity.value;
  problems.push(`--bearing: ${result.message}`);
  return undefined;
}

function readInstant(text: string, problems: string[]): Announcement["launchTime"] {
  const zone = INSTANT.exec(text.trim())?.[1]?.toUpperCase();
  const epoch_ms = Date.parse(text.trim().replace(" ", "T"));
  if (zone !== undefined && Number.isFinite(epoch_ms)) {
    if (zone === "Z") return { epoch_ms, offset_min: 0 };
    const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
    return { epoch_ms, offset_min: (zone.startsWith("-") ? -1 : 1) * (60 * hours + minutes) };
  }
  problems.push(
    `--launch-time: "${text}" found; date, time and zone are due, such as "2017-07-04T09:40+09:00" or "2017-07-04T00:40Z"`,
  );
  return undefined;
}

/** An instant of the flight as ISO 8601, in UTC and in the zone in which the launch was given. */
export function stampInstant(
  { epoch_ms, offset_min }: NonNullable<Announcement["launchTime"]>,
  time_s: number,
): { readonly utc: string; readonly local: string } {
  const instant = epoch_ms + 1000 * Math.round(time_s);
  const [hours, minutes] = [Math.floor(Math.abs(offset_min) / 60), Math.abs(offset_min) % 60];
  const zone = `${offset_min < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
  return {
    utc: new Date(instant).toISOString().replace(".000", ""),
    local: new Date(instant + 60_000 * offset_min).toISOString().slice(0, 19) + zone,
  };
}
