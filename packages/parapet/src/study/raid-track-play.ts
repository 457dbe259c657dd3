import { ecefToGeodetic, eciToEcef } from "../earth/frames.ts";
import type { EarthModel, Geodetic } from "../earth/model.ts";
import type { TrackSample } from "../engine/track-log.ts";
import { vec3 } from "../math/vec3.ts";
import { ellipseAxes } from "../tracking/ground-ellipse.ts";

/** Time between two states of a track that is shown, and how long it is shown after its last update, s. */
const STEP_s = 3;
const LOST_AFTER_s = 20;

/** Where a threat was taken to be at a time, and how well that was known. */
export interface TrackState {
  readonly time_s: number;
  /** Unit of the radar whose track it is. */
  readonly unit: string;
  readonly position: Geodetic;
  /** Axes of the level ellipse that holds the truth with `probability`, its errors taken as normal; azimuth of the longer one, clockwise from north. */
  readonly semiMajorAxis_m: number;
  readonly semiMinorAxis_m: number;
  readonly azimuth_rad: number;
  /** One standard deviation of the altitude. */
  readonly upSigma_m: number;
}

/**
 * The tracks of a trial in equal steps of time, threat by threat: mean and covariance of the last update before, carried on by free flight with the
 * gravity of a point mass, its tide over the error left out (below 1 % in the seconds between two updates). Earth-fixed, errors in the local level plane.
 */
export function playTracks(
  samples: readonly TrackSample[],
  {
    earth,
    probability,
    endOf,
  }: { readonly earth: EarthModel; readonly probability: number; readonly endOf: (threat: string) => number },
): ReadonlyMap<string, readonly TrackState[]> {
  const byThreat = Map.groupBy(samples, ({ threat }) => threat);
  return new Map(
    [...byThreat].map(([threat, own]) => {
      const states = own.flatMap((sample, i) => {
        const until = Math.min(own[i + 1]?.time_s ?? Infinity, sample.time_s + LOST_AFTER_s, endOf(threat));
        const steps = Math.max(1, Math.ceil((until - sample.time_s) / STEP_s));
        return Array.from({ length: steps }, (_, k) => stateAt(sample, k * STEP_s, earth, probability));
      });
      return [threat, states] as const;
    }),
  );
}

function stateAt(sample: TrackSample, dt: number, earth: EarthModel, probability: number): TrackState {
  const { mean: m, covariance: p, unit } = sample;
  const time_s = sample.time_s + dt;
  const radius = Math.hypot(m[0]!, m[1]!, m[2]!);
  const pull = (-0.5 * dt * dt * earth.gravitationalParameter_m3ps2) / (radius * radius * radius);
  const at = (k: number): number => m[k]! + dt * m[k + 3]! + pull * m[k]!;
  const position = ecefToGeodetic(eciToEcef(vec3<"eci">(at(0), at(1), at(2)), time_s, earth), earth);
  const spread = (i: number, j: number): number =>
    p[6 * i + j]! + dt * (p[6 * i + j + 3]! + p[6 * (i + 3) + j]!) + dt * dt * p[6 * (i + 3) + j + 3]!;
  // The local axes in the inertial frame: the Earth has turned by so much.
  const longitude = position.longitude_rad + earth.rotationRate_radps * time_s;
  const [cl, sl] = [Math.cos(longitude), Math.sin(longitude)];
  const [cp, sp] = [Math.cos(position.latitude_rad), Math.sin(position.latitude_rad)];
  const east = [-sl, cl, 0];
  const north = [-sp * cl, -sp * sl, cp];
  const up = [cp * cl, cp * sl, sp];
  const along = (a: readonly number[], b: readonly number[]): number => {
    let sum = 0;
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += a[i]! * spread(i, j) * b[j]!;
    return sum;
  };
  return {
    time_s,
    unit,
    position,
    ...ellipseAxes(along(east, east), along(east, north), along(north, north), probability),
    upSigma_m: Math.sqrt(Math.max(0, along(up, up))),
  };
}
