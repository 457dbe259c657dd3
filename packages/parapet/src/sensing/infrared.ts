import type { RandomStream } from "../math/random.ts";

/**
 * Space-based infrared as a cue: what it says of a launch and when. The constellation is taken to have the launch region in view at all times;
 * it sees the plume only while the motor burns and only above the clouds.
 */
export interface InfraredSensor {
  /** Time between two looks at the same place. */
  readonly revisit_s: number;
  /** Looks that must see the plume before a launch is declared. */
  readonly looksToDeclare: number;
  /** From the last of these looks to the cue in the hands of its user. */
  readonly latency_s: number;
  /** Altitude above which the plume is seen: the tops of the clouds. */
  readonly cloudBreakAltitude_m: number;
  /** Standard deviations of the launch point along each of two axes, and of the heading. */
  readonly launchPointSigma_m: number;
  readonly headingSigma_rad: number;
}

/** A cue, or why there is none. */
export type InfraredCue =
  | { readonly cue_s: number; readonly firstSeen_s: number; readonly lastSeen_s: number }
  | { readonly never: "burns-out-below-clouds" | "burns-out-too-soon" };

/** What the sensor has to see: altitudes in time while the motor burns. */
export interface PlumeHistory {
  readonly time_s: Float64Array;
  readonly altitude_m: Float64Array;
  readonly count: number;
  readonly burnout_s: number;
}

/** Time at which a burning missile comes out of the clouds, linear between points; undefined when it burns out below them. */
export function findCloudBreak(plume: PlumeHistory, cloudBreakAltitude_m: number): number | undefined {
  for (let i = 0; i < plume.count; i++) {
    const above = plume.altitude_m[i]! - cloudBreakAltitude_m;
    if (above < 0) continue;
    const before = i === 0 ? above : plume.altitude_m[i - 1]! - cloudBreakAltitude_m;
    const share = before < 0 ? -before / (above - before) : 1;
    const t = i === 0 ? plume.time_s[0]! : plume.time_s[i - 1]! + share * (plume.time_s[i]! - plume.time_s[i - 1]!);
    return t <= plume.burnout_s ? t : undefined;
  }
  return undefined;
}

/**
 * The cue for one launch. Looks come at `phase_s` + n `revisit_s`; the phase against the launch is unknown, so trials draw it from
 * 0 to `revisit_s`. Declared by the `looksToDeclare`-th look that sees the plume.
 */
export function findInfraredCue(sensor: InfraredSensor, plume: PlumeHistory, phase_s: number): InfraredCue {
  const cloudBreak = findCloudBreak(plume, sensor.cloudBreakAltitude_m);
  if (cloudBreak === undefined) return { never: "burns-out-below-clouds" };
  const firstSeen_s = phase_s + Math.ceil((cloudBreak - phase_s) / sensor.revisit_s - 1e-12) * sensor.revisit_s;
  const lastSeen_s = firstSeen_s + (sensor.looksToDeclare - 1) * sensor.revisit_s;
  if (lastSeen_s > plume.burnout_s) return { never: "burns-out-too-soon" };
  return { cue_s: lastSeen_s + sensor.latency_s, firstSeen_s, lastSeen_s };
}

/** Errors of a cue: the launch point towards east and north, m, and the heading, rad. Takes three normal numbers. */
export function drawLaunchPointError(
  sensor: InfraredSensor,
  stream: Pick<RandomStream, "normal">,
): { readonly east_m: number; readonly north_m: number; readonly heading_rad: number } {
  return {
    east_m: sensor.launchPointSigma_m * stream.normal(),
    north_m: sensor.launchPointSigma_m * stream.normal(),
    heading_rad: sensor.headingSigma_rad * stream.normal(),
  };
}
