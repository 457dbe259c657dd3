import type { FireControlTrack, Track, TrackQuality } from "../messages.ts";
import { chiSquareQuantile } from "./chi-square.ts";
import { CoastFilter } from "./coast-filter.ts";
import { solveSymmetric3 } from "./symmetric-matrix.ts";

/** Semi-axes of the one-sigma ellipsoids of position (m) and velocity (m/s) of a covariance of six states, row by row. */
export function measureSpread(
  covariance: ArrayLike<number>,
): Pick<TrackQuality, "positionSigma_m" | "velocitySigma_mps"> {
  const block = (from: number): number => {
    const part = Float64Array.from(
      { length: 9 },
      (_, k) => covariance[6 * (from + Math.floor(k / 3)) + from + (k % 3)]!,
    );
    return Math.sqrt(solveSymmetric3(part).values[0]);
  };
  return { positionSigma_m: block(0), velocitySigma_mps: block(3) };
}

/** What fire control asks of a track at hand-over. */
export interface HandoverOptions {
  /** When the kill vehicle must find the target by itself, s; not before the track's time. */
  readonly handover_s: number;
  /** Unmodelled acceleration on the way, spectral density, m^2/s^3. 0 for a body that falls freely. */
  readonly accelerationNoise_m2ps3?: number;
  /** With what probability the basket holds the target. 0.95 unless stated. */
  readonly probability?: number;
}

/**
 * Predicts a track's error to the hand-over by free fall. The basket is a sphere about the predicted position that holds the target with at least the
 * probability: chi-square of three degrees over the longest axis of the ellipsoid. Throws when the hand-over lies before the track.
 */
export function predictHandover(track: Track, options: HandoverOptions): FireControlTrack {
  const { handover_s, accelerationNoise_m2ps3 = 0, probability = 0.95 } = options;
  if (!(handover_s >= track.time_s))
    throw new RangeError(
      `predictHandover: handover_s must not lie before the track's ${track.time_s} s, got ${handover_s} s`,
    );
  const filter = new CoastFilter({ accelerationNoise_m2ps3 });
  filter.restart(Float64Array.of(track.time_s), [...track.position_eci, ...track.velocity_eci], track.covariance);
  filter.predictTo(Float64Array.of(handover_s));
  const covariance = new Float64Array(36);
  filter.covarianceInto(covariance);
  const { positionSigma_m } = measureSpread(covariance);
  return {
    track,
    handover_s,
    handoverSigma_m: positionSigma_m,
    basketRadius_m: positionSigma_m * Math.sqrt(chiSquareQuantile(probability, 3)),
  };
}
