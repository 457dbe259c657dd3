import { vec3 } from "../math/vec3.ts";
import type { SceneFlight, SceneState } from "./scene.ts";
import { instantOf } from "./scene.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Writes one flight as an ephemeris file (.e) of STK: time from the epoch in seconds, position in metres and velocity in
 * metres per second, Earth-fixed, velocity relative to the rotating Earth; every number with all its digits.
 * Source: AGI, STK ephemeris file format, keywords of version 11. Throws a RangeError for a flight of fewer than two states
 * or whose times do not grow.
 */
export function toStkEphemeris(options: { readonly flight: SceneFlight; readonly epoch: string }): string {
  const { flight, epoch } = options;
  const { states } = flight;
  if (states.length < 2 || states.some((state, i) => i > 0 && !(state.time_s > states[i - 1]!.time_s)))
    throw new RangeError(
      `toStkEphemeris: needs two states or more with growing times, got ${states.length} in flight "${flight.id}"`,
    );
  const lines = states.map(({ time_s, r_ecef, v_ecef }) =>
    [time_s, ...r_ecef, ...v_ecef].map((value) => value.toExponential(16)).join(" "),
  );
  return [
    "stk.v.11.0",
    `# ${flight.name.replace(/\s+/g, " ")}`,
    "BEGIN Ephemeris",
    `NumberOfEphemerisPoints ${states.length}`,
    `ScenarioEpoch ${formatEpoch(epoch)}`,
    "InterpolationMethod Lagrange",
    `InterpolationSamplesM1 ${Math.min(5, states.length - 1)}`,
    "CentralBody Earth",
    "CoordinateSystem Fixed",
    "DistanceUnit Meters",
    "EphemerisTimePosVel",
    ...lines,
    "END Ephemeris",
    "",
  ].join("\n");
}

/** "1 Aug 2018 00:00:00.000", the Gregorian UTC date of STK. */
function formatEpoch(epoch: string): string {
  const instant = instantOf(epoch, 0);
  return `${instant.getUTCDate()} ${MONTHS[instant.getUTCMonth()]} ${instant.getUTCFullYear()} ${instant.toISOString().slice(11, 23)}`;
}

/**
 * Reads an ephemeris file that `toStkEphemeris` wrote back into its states; the name is the first comment. Throws a RangeError for a file with
 * another coordinate system or unit, or without states.
 */
export function parseStkEphemeris(text: string): {
  readonly epoch: string;
  readonly name: string;
  readonly states: readonly SceneState[];
} {
  const lines = text.split("\n").map((line) => line.trim());
  const keyword = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
  const start = lines.indexOf("EphemerisTimePosVel");
  const [day, month, year, time] = (keyword("ScenarioEpoch") ?? "").split(" ");
  const monthNumber = MONTHS.indexOf(month ?? "") + 1;
  if (keyword("CoordinateSystem") !== "Fixed" || keyword("DistanceUnit") !== "Meters" || start < 0 || monthNumber === 0)
    throw new RangeError("parseStkEphemeris: needs states in metres in the system Fixed with a Gregorian epoch");
  const states = lines.slice(start + 1, lines.indexOf("END Ephemeris")).map((line) => {
    const [t, x, y, z, vx, vy, vz] = line.split(/\s+/).map(Number);
    return { time_s: t!, r_ecef: vec3<"ecef">(x!, y!, z!), v_ecef: vec3<"ecef">(vx!, vy!, vz!) };
  });
  if (states.some(({ time_s, r_ecef, v_ecef }) => ![time_s, ...r_ecef, ...v_ecef].every(Number.isFinite)))
    throw new RangeError("parseStkEphemeris: needs seven numbers a line");
  const epoch = `${year}-${String(monthNumber).padStart(2, "0")}-${day!.padStart(2, "0")}T${time}Z`;
  return { epoch, name: lines.find((line) => line.startsWith("# "))?.slice(2) ?? "", states };
}
