import { type FlightWithParts, flyWithParts, type ResolvedFlight } from "parapet";

/** What flying a resolved flight file gives. */
export type FlyFile = typeof flyWithParts;
/** A flight, and what falls from it. */
export type FlownFile = FlightWithParts;
export type FlownFlight = FlownFile["flown"];
export type FlownSample = FlownFlight["samples"][number];

/** Flies a flight file. */
export const flyFile = (flight: ResolvedFlight): ReturnType<FlyFile> => flyWithParts(flight);
