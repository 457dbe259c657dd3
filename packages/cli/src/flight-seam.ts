import { type FallingPart, flyResolved, type ResolvedFlight } from "parapet";

/** What flying a resolved flight file gives. */
export type FlyFile = (flight: ResolvedFlight) => FlownFile | RefusedFile;
export type FlownFlight = Exclude<ReturnType<typeof flyResolved>, { refusal: string }>;
export type FlownSample = FlownFlight["samples"][number];

/** A flight, and what falls from it. */
export interface FlownFile {
  readonly flown: FlownFlight;
  readonly fallen: readonly FallingPart[];
}

/** Why a file was not flown, in words. */
interface RefusedFile {
  readonly refusal: string;
}

/** Flies a flight file. */
export function flyFile(flight: ResolvedFlight): FlownFile | RefusedFile {
  const flown = flyResolved(flight);
  return "refusal" in flown ? flown : { flown, fallen: [] };
}
