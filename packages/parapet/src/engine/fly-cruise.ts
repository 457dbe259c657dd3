import { findUnmasking, flyCruise, makeCruiseProfile } from "../flight/cruise.ts";
import { type FlownEvent, type FlownFlight, describeState, SAMPLE_LIMIT, sampleTimes } from "../flight/flown-flight.ts";
import type { RefusedFlight } from "../flight/fly-file.ts";
import { solveInverse } from "../earth/geodesic.ts";
import type { FlightEvent } from "../flight/trajectory.ts";
import type { ResolvedFlight } from "../scenario/types.ts";

/**
 * Flies a cruise missile over the way points of its file: events at each of them, at the rise above the horizon of the file's antenna
 * (4/3 Earth, smooth sea) and at the arrival. Refused beyond the missile's published range.
 */
export function flyCruiseFile(flight: Extract<ResolvedFlight, { kind: "cruise" }>): FlownFlight | RefusedFlight {
  const { environment, missile, wayPoints, speed_mps, path, radar } = flight;
  const { earth } = environment;
  const ground = [{ distance_m: 0, altitude_m: 0 }];
  const { length_m } = flyCruise({ wayPoints, speed_mps, profile: ground }, earth);
  if (length_m > missile.range_m.high)
    return {
      refusal: `the way points are ${inKm(length_m)} long; the published range of ${missile.id} is at most ${inKm(missile.range_m.high)}`,
    };
  if (!(length_m > 0)) return { refusal: "all way points are one place" };
  const profile = "slope" in path ? makeCruiseProfile({ length_m, ...path }) : path;
  const cruise = flyCruise({ wayPoints, speed_mps, profile }, earth);
  const endTime_s = Math.min(cruise.arrivalTime_s, flight.stopTime_s ?? Infinity);
  const step_s = flight.outputStep_s ?? 1;
  if (!(endTime_s / step_s < SAMPLE_LIMIT))
    return {
      refusal: `a step of ${step_s} s over a flight of ${endTime_s.toFixed(0)} s makes more than ${SAMPLE_LIMIT} samples`,
    };
  const samples = sampleTimes(0, endTime_s, step_s).map((time) => describeState(environment, cruise.at(time)));
  const stops = cruise.wayPointTimes_s.slice(1, -1);
  const marks: FlightEvent[] = [
    { name: "launch", time_s: 0 },
    ...stops.map((time_s, i): FlightEvent => ({ name: "way-point", time_s, number: i + 1 })),
    endTime_s < cruise.arrivalTime_s ? { name: "end", time_s: endTime_s } : { name: "arrival", time_s: endTime_s },
  ];
  if (radar !== undefined) {
    const seen = findUnmasking(cruise, radar, { earth });
    if ("time_s" in seen) marks.push({ name: "above-horizon", time_s: seen.time_s });
  }
  const origin = samples[0]!.place;
  const events = marks
    .filter(({ time_s }) => time_s <= endTime_s)
    .toSorted((a, b) => a.time_s - b.time_s)
    .map((event): FlownEvent => {
      const { place } = cruise.at(event.time_s);
      return { ...event, altitude_m: place.altitude_m, range_m: solveInverse(origin, place, earth).distance_m };
    });
  const highest = [...samples.map(({ place }) => place.altitude_m), ...events.map(({ altitude_m }) => altitude_m)];
  // A corner of the profile between two samples is a highest point too.
  const flownDistance_m = endTime_s * speed_mps;
  for (const { distance_m, altitude_m } of profile) if (distance_m <= flownDistance_m) highest.push(altitude_m);
  return {
    samples,
    events,
    apogee_m: highest.reduce((high, altitude) => Math.max(high, altitude), 0),
    range_m: solveInverse(origin, samples.at(-1)!.place, earth).distance_m,
    flightTime_s: endTime_s,
  };
}

const inKm = (length_m: number): string => `${(length_m / 1000).toFixed(0)} km`;
