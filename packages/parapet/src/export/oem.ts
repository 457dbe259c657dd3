import { instantOf, type SceneFlight } from "./scene.ts";

/**
 * Writes one flight as an Orbit Ephemeris Message of CCSDS 502.0-B-3, version 2.0, key-value notation: Earth-fixed states (ITRF-93 stands for
 * the WGS 84 axes, the same to a metre), km and km/s, UTC. Velocities are those seen by who turns with the Earth, as the frame demands.
 * Throws a RangeError for a flight of fewer than two states or whose times do not grow.
 */
export function toOem(options: {
  readonly flight: SceneFlight;
  readonly epoch: string;
  /** Who made the file, and when: an instant in UTC. */
  readonly originator: string;
  readonly created: string;
}): string {
  const { flight, epoch, originator, created } = options;
  const { states } = flight;
  const [first, last] = [states[0], states.at(-1)];
  if (first === undefined || last === undefined || states.length < 2)
    throw new RangeError(`toOem: needs two states or more, got ${states.length} in flight "${flight.id}"`);
  if (states.some((state, i) => i > 0 && !(state.time_s > states[i - 1]!.time_s)))
    throw new RangeError(`toOem: needs growing times in flight "${flight.id}"`);
  const line = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
  return [
    "CCSDS_OEM_VERS = 2.0",
    `CREATION_DATE = ${formatInstant(created, 0)}`,
    `ORIGINATOR = ${line(originator)}`,
    "",
    "META_START",
    `OBJECT_NAME = ${line(flight.name)}`,
    `OBJECT_ID = ${line(flight.id)}`,
    "CENTER_NAME = EARTH",
    "REF_FRAME = ITRF-93",
    "TIME_SYSTEM = UTC",
    `START_TIME = ${formatInstant(epoch, first.time_s)}`,
    `STOP_TIME = ${formatInstant(epoch, last.time_s)}`,
    "INTERPOLATION = HERMITE",
    `INTERPOLATION_DEGREE = ${Math.min(3, states.length - 1)}`,
    "META_STOP",
    ...states.map(({ time_s, r_ecef, v_ecef }) =>
      [formatInstant(epoch, time_s), ...[...r_ecef, ...v_ecef].map((value) => (value / 1000).toFixed(9))].join(" "),
    ),
    "",
  ].join("\n");
}

/** "2018-08-01T00:00:00.000000", to the microsecond: a flight moves 7 mm in one. */
function formatInstant(epoch: string, time_s: number): string {
  const micros = Math.round(time_s * 1e6);
  const seconds = Math.floor(micros / 1e6);
  const text = instantOf(epoch, seconds).toISOString().slice(0, 19);
  return `${text}.${String(micros - seconds * 1e6).padStart(6, "0")}`;
}
