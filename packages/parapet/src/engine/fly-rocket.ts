import { deliver, FLIGHT_FILE_TOLERANCE, type RefusedFlight } from "../flight/fly-file.ts";
import type { FlownFlight } from "../flight/flown-flight.ts";
import { type BoostProgramme, BoostRecorder, flyProgrammed, type Separation } from "../flight/fly-programme.ts";
import type { FlightLimits } from "../flight/fly.ts";
import type { ResolvedFlight } from "../scenario/types.ts";

/** Longest flight that is followed unless the file stops it, s. */
export const LONGEST_FLIGHT_s: number = 3 * 3600;

/** A rocket of a file flown by its programme, and what came off. */
export interface FlownRocket {
  readonly flown: FlownFlight;
  readonly separations: readonly Separation[];
  readonly limits: FlightLimits;
}

/** Flies a rocket's file by its programme: pitch, shroud, cut-off, late separation. */
export function flyRocketFile(
  flight: Extract<ResolvedFlight, { kind: "rocket" }>,
  programme: BoostProgramme,
): FlownRocket | RefusedFlight {
  const { environment, rocket, start } = flight;
  const { position, v_enu } = start;
  const limits: FlightLimits = {
    timeLimit_s: flight.stopTime_s ?? LONGEST_FLIGHT_s,
    groundAltitude_m: Math.min(0, position.altitude_m),
  };
  const recorder = new BoostRecorder();
  const tolerance = FLIGHT_FILE_TOLERANCE;
  const common = { environment, rocket, programme, limits, tolerance, recorder };
  const { end, separations } = flyProgrammed({ ...common, position, v_enu });
  const flown = deliver(flight, end, recorder, limits);
  return "refusal" in flown ? flown : { flown, separations, limits };
}
