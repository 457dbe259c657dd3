import { NumericalFault } from "../math/numerical-fault.ts";
import { ecefToEnu, ecefToGeodetic, eciToEcef } from "../earth/frames.ts";
import { type EarthModel, WGS84 } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import type { GroundEllipse, Track } from "../messages.ts";
import { type GroundPoint, spreadEllipse } from "./ground-ellipse.ts";
import { CoastMotion, ReentryMotion } from "./motions.ts";
import type { Motion } from "./motion.ts";
import { choleskyInto } from "./symmetric-matrix.ts";

/** A predicted ground point, or why there is none. */
export type GroundPrediction =
  | { readonly outcome: "found"; readonly ellipse: GroundEllipse }
  /** `no-ground`: some of the paths within the track's error do not meet the ground within two hours. */
  | { readonly outcome: "no-ground" };

/** What predicting an impact needs beside the track. */
export interface ImpactOptions {
  /** Ballistic coefficient, kg/m^2, and the standard deviation of its logarithm. Left out: a fall without drag. */
  readonly ballisticCoefficient_kgpm2?: number;
  readonly logCoefficientSigma?: number;
  /** Probability that the ellipse holds the point. 0.95 unless stated. */
  readonly probability?: number;
  readonly earth?: EarthModel;
}

/**
 * Where a track comes down: mean and covariance of the ground points of 2 n + 1 paths placed by the unscented transform (Julier and Uhlmann 1997),
 * each flown to altitude 0 with J2 and drag. The ellipse takes their errors as normal, which holds while it is small beside the range to go; a body without
 * thrust is assumed.
 */
export function predictImpact(track: Track, options: ImpactOptions = {}): GroundPrediction {
  const {
    ballisticCoefficient_kgpm2: coefficient,
    logCoefficientSigma = 0,
    probability = 0.95,
    earth = WGS84,
  } = options;
  const motion: Motion =
    coefficient === undefined
      ? new CoastMotion({ accelerationNoise_m2ps3: 0, earth })
      : new ReentryMotion({ accelerationNoise_m2ps3: 0, logCoefficientNoise_ps: 0, earth });
  const extra = coefficient === undefined ? [] : [Math.log(coefficient)];
  return findGround(track, {
    motion,
    extra,
    extraSigma: logCoefficientSigma,
    direction: 1,
    probability,
    earth,
    added_m: 0,
  });
}

/** What estimating a launch point needs beside the track. */
export interface LaunchPointOptions {
  /** Standard deviation, along each axis, of how far the launch point lies from where free fall backwards meets the ground, m. */
  readonly boostSigma_m: number;
  readonly probability?: number;
  readonly earth?: EarthModel;
}

/**
 * Where a track came from: free fall run backwards to altitude 0, without drag. A rocket starts elsewhere, for it is slower while it burns;
 * how far is not known from the track alone, so the caller states it as `boostSigma_m` (about a tenth of the distance flown under power is usual
 * to assume). Time is when free fall would have left the ground.
 */
export function predictLaunchPoint(track: Track, options: LaunchPointOptions): GroundPrediction {
  const { boostSigma_m, probability = 0.95, earth = WGS84 } = options;
  const motion = new CoastMotion({ accelerationNoise_m2ps3: 0, earth });
  return findGround(track, {
    motion,
    extra: [],
    extraSigma: 0,
    direction: -1,
    probability,
    earth,
    added_m: boostSigma_m,
  });
}

interface GroundTask {
  readonly motion: Motion;
  readonly extra: readonly number[];
  readonly extraSigma: number;
  readonly direction: 1 | -1;
  readonly probability: number;
  readonly earth: EarthModel;
  readonly added_m: number;
}

function findGround(track: Track, task: GroundTask): GroundPrediction {
  const { earth, extraSigma, motion } = task;
  const centre = [...track.position_eci, ...track.velocity_eci, ...task.extra];
  const n = extraSigma > 0 ? 7 : 6;
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) covariance[i * n + j] = track.covariance[6 * i + j]!;
  if (n === 7) covariance[48] = extraSigma * extraSigma;
  const lower = new Float64Array(n * n);
  if (!choleskyInto(lower, covariance, n))
    throw new NumericalFault(
      "covariance-not-definite",
      "predictImpact: needs a track with a positive definite covariance",
    );
  const middle = fallToGround(centre, track.time_s, task);
  if (middle === undefined) return { outcome: "no-ground" };
  const origin = ecefToGeodetic(
    eciToEcef(vec3(middle[0]!, middle[1]!, middle[2]!), middle[motion.size]!, earth),
    earth,
  );
  const points: GroundPoint[] = [];
  const kappa = 1;
  for (let k = 0; k < n; k++)
    for (const side of [1, -1]) {
      const start = centre.map((x, i) => (i < n ? x + side * Math.sqrt(n + kappa) * lower[i * n + k]! : x));
      const end = fallToGround(start, track.time_s, task);
      if (end === undefined) return { outcome: "no-ground" };
      const time_s = end[motion.size]!;
      const [east, north] = ecefToEnu(eciToEcef(vec3(end[0]!, end[1]!, end[2]!), time_s, earth), origin, earth);
      points.push({ east, north, time_s });
    }
  const added = task.added_m * task.added_m;
  return {
    outcome: "found",
    ellipse: spreadEllipse(points, {
      n,
      kappa,
      middleTime_s: middle[motion.size]!,
      added: [added, 0, added],
      origin,
      probability: task.probability,
      earth,
    }),
  };
}

const TIME_LIMIT_s = 7200;

/** The state on the ground with its time after it; undefined when the path does not meet the ground. */
function fallToGround(start: readonly number[], from_s: number, task: GroundTask): Float64Array | undefined {
  const { direction, earth, motion } = task;
  const n = motion.size;
  const state = Float64Array.from(start);
  const before = new Float64Array(n);
  const step = new Float64Array(1);
  const altitude = (s: Float64Array): number => ecefToGeodetic(vec3<"ecef">(s[0]!, s[1]!, s[2]!), earth).altitude_m;
  // Turning about the axis leaves altitude as it is, so inertial coordinates do.
  let time = from_s;
  let height = altitude(state);
  let length = Math.min(motion.longestStep_s, 2);
  if (height <= 0) return undefined;
  while (Math.abs(time - from_s) < TIME_LIMIT_s) {
    before.set(state);
    // Above the air long steps do.
    length = height > 150_000 ? 10 : Math.min(motion.longestStep_s, 2);
    step[0] = direction * length;
    motion.move(state, step);
    const next = altitude(state);
    if (next <= 0) {
      // Secant on the part of the step.
      let share = height / (height - next);
      for (let k = 0; k < 6; k++) {
        state.set(before);
        step[0] = direction * length * share;
        motion.move(state, step);
        const miss = altitude(state);
        share -= (miss / (next - height)) * 1;
        if (Math.abs(miss) < 1e-3) break;
      }
      return Float64Array.of(...state, time + step[0]!);
    }
    time += direction * length;
    height = next;
  }
  return undefined;
}
