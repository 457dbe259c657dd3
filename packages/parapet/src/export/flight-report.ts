import { solveInverse } from "../earth/geodesic.ts";
import type { EarthModel, Geodetic } from "../earth/model.ts";
import type { FallingPart } from "../flight/falling-parts.ts";
import type { FlownFlight, FlownSample } from "../flight/flown-flight.ts";
import type { FlightEvent } from "../flight/trajectory.ts";
import { namePart } from "./flight-words.ts";
import type { Language } from "./report-input.ts";
import { makeTexts } from "./texts.ts";

/** A point of a flight over the ground. */
interface TracePoint {
  readonly time_s: number;
  readonly range_m: number;
  readonly altitude_m: number;
}

/** A path as altitude over the distance along the ground from the start of the main flight, with what happens on it. */
export interface FlightTrace {
  readonly name: string;
  readonly points: readonly TracePoint[];
  readonly events: readonly (FlightEvent & TracePoint)[];
}

/** A flown flight file ready to be drawn and written. */
export interface FlightReport {
  readonly name: string;
  readonly title?: string;
  readonly flown: FlownFlight;
  readonly fallen: readonly FallingPart[];
  /** Whose flight it is; a threat's when left out. */
  readonly side?: "threat" | "interceptor";
  readonly main: FlightTrace;
  readonly parts: readonly FlightTrace[];
}

/** More points than this do not show in a picture of its width. */
const MOST_POINTS = 1200;

/** Puts a flight and what falls from it over one axis of distance, from the point below the start of the flight. */
export function makeFlightReport(options: {
  readonly name: string;
  readonly title?: string;
  readonly flown: FlownFlight;
  readonly fallen: readonly FallingPart[];
  readonly side?: "threat" | "interceptor";
  readonly earth: EarthModel;
  readonly language: Language;
}): FlightReport {
  const { name, title, flown, fallen, earth, language } = options;
  const texts = makeTexts(language);
  const origin = flown.samples[0]!.place;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    flown,
    fallen,
    ...(options.side === undefined ? {} : { side: options.side }),
    main: traceFlight(name, flown, origin, earth),
    parts: fallen.map((each) => traceFlight(namePart(each.part, texts), each.flown, origin, earth)),
  };
}

function traceFlight(name: string, { samples, events }: FlownFlight, origin: Geodetic, earth: EarthModel): FlightTrace {
  const stride = Math.ceil(samples.length / MOST_POINTS);
  const rangeTo = (place: Geodetic): number => solveInverse(origin, place, earth).distance_m;
  const toPoint = ({ time_s, place }: FlownSample): TracePoint => ({
    time_s,
    range_m: rangeTo(place),
    altitude_m: place.altitude_m,
  });
  const kept = samples.filter((_, i) => i % stride === 0 || i === samples.length - 1).map(toPoint);
  const marks = events.map((event) => ({ ...event, ...placeEvent(event, samples, rangeTo) }));
  // Corners between samples, such as an apogee, belong to the drawn line.
  const points = [...kept, ...marks]
    .toSorted((a, b) => a.time_s - b.time_s)
    .map(({ time_s, range_m, altitude_m }) => ({ time_s, range_m, altitude_m }));
  return { name, points, events: marks };
}

/** Where an event happened: its altitude is known, its place lies between the samples around it. */
function placeEvent(
  { time_s, altitude_m }: FlownFlight["events"][number],
  samples: readonly FlownSample[],
  rangeTo: (place: Geodetic) => number,
): TracePoint {
  const after = samples.findIndex((sample) => sample.time_s >= time_s - 1e-9);
  const b = samples[after < 0 ? samples.length - 1 : after]!;
  const a = samples[Math.max(0, samples.indexOf(b) - 1)]!;
  const share = b.time_s > a.time_s ? Math.min(1, Math.max(0, (time_s - a.time_s) / (b.time_s - a.time_s))) : 1;
  const range_m = (1 - share) * rangeTo(a.place) + share * rangeTo(b.place);
  return { time_s, range_m, altitude_m };
}
