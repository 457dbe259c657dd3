import type { ResolvedFlight } from "parapet";
import { refuse } from "./host/problems.ts";

/** One state of a flight, SI and radians. */
export interface FlownSample {
  readonly time_s: number;
  readonly place: { readonly latitude_rad: number; readonly longitude_rad: number; readonly altitude_m: number };
  readonly r_ecef: readonly [number, number, number];
  /** Relative to the rotating Earth. */
  readonly v_ecef: readonly [number, number, number];
  readonly mach: number;
  readonly airDensity_kgpm3: number;
}

/** A flown flight file. */
export interface FlownFlight {
  readonly samples: readonly FlownSample[];
  readonly events: readonly { readonly time_s: number; readonly name: string; readonly stage?: number }[];
  readonly apogee_m: number;
  /** Along the surface, from the start to the end. */
  readonly range_m: number;
  readonly flightTime_s: number;
}

/** A flight that the model cannot fly, with the reason: "the class reaches 1,300 km, the aim point is 2,100 km away". */
interface RefusedFlight {
  readonly refusal: string;
}

/** Flies a flight file. */
export type FlyFile = (flight: ResolvedFlight) => FlownFlight | RefusedFlight;

/** Stands in until flights can be flown. */
export const flyFile: FlyFile = () => {
  throw refuse("`fly` is not available in this version");
};
