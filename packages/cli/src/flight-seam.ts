import { flyResolved, type ResolvedFlight } from "parapet";

/** What flying a resolved flight file gives. */
export type FlyFile = typeof flyResolved;
export type FlownFlight = Exclude<ReturnType<FlyFile>, { refusal: string }>;
export type FlownSample = FlownFlight["samples"][number];

/** Flies a flight file. */
export const flyFile = (flight: ResolvedFlight): ReturnType<FlyFile> => flyResolved(flight);
