import { NumericalFault } from "../math/numerical-fault.ts";
import { ecefToEnu, ecefToGeodetic, eciToEcef, eciToEcefVelocity, geodeticToEcef } from "../earth/frames.ts";
import { solveDirect } from "../earth/geodesic.ts";
import { type EarthModel, type Geodetic, WGS84 } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import type { Track } from "../messages.ts";
import { type GroundPoint, spreadEllipse } from "./ground-ellipse.ts";
import type { GroundPrediction } from "./ground-prediction.ts";
import { CoastMotion } from "./motions.ts";
import { choleskyInto } from "./symmetric-matrix.ts";

/** Where a class of missile burns out, as seen from its launch point, with standard deviations of what differs from shot to shot. */
export interface BoostTemplate {
  readonly burnTime_s: number;
  readonly burnoutAltitude_m: number;
  readonly burnoutAltitudeSigma_m: number;
  /** Distance over the ground from launch to burnout, and how far it may be off along and across the heading at burnout. */
  readonly downrange_m: number;
  readonly downrangeSigma_m: number;
  readonly crossrangeSigma_m: number;
}

/** Where a track came from, or why that cannot be told: run backwards it never passes the burnout altitude on its way up. */
export type LaunchPrediction = Extract<GroundPrediction, { outcome: "found" }> | { readonly outcome: "no-burnout" };

interface Burnout {
  readonly heading_rad: number;
  readonly launch: Geodetic;
  readonly time_s: number;
}

const STEP_s = 5;
const TIME_LIMIT_s = 7200;

/**
 * The launch point of a track in free flight by the template of its class: free fall backwards to the burnout altitude, then the template's distance back along the
 * heading over the turning Earth. The ellipse holds the track's errors and the template's, by the unscented transform over seven states (compare the profile-based
 * launch point of Li, Kirubarajan, Bar-Shalom and Yeddanapudi 1999, Trajectory and Launch Point Estimation for Ballistic Missiles from Boost Phase LOS Measurements,
 * IEEE Aerospace Conference). Valid when the track is of that class; `time_s` is that of the launch. Throws when the track's covariance is not positive definite.
 */
export function predictLaunchByTemplate(
  track: Track,
  template: BoostTemplate,
  options: { readonly probability?: number; readonly earth?: EarthModel } = {},
): LaunchPrediction {
  const { probability = 0.95, earth = WGS84 } = options;
  const n = 7;
  const kappa = 1;
  const centre = [...track.position_eci, ...track.velocity_eci, template.burnoutAltitude_m];
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) covariance[i * n + j] = track.covariance[6 * i + j]!;
  covariance[48] = Math.max(1, template.burnoutAltitudeSigma_m * template.burnoutAltitudeSigma_m);
  const lower = new Float64Array(n * n);
  if (!choleskyInto(lower, covariance, n))
    throw new NumericalFault(
      "covariance-not-definite",
      "predictLaunchByTemplate: needs a track with a positive definite covariance",
    );
  const motion = new CoastMotion({ accelerationNoise_m2ps3: 0, earth });
  const lead = (start: readonly number[]): Burnout | undefined =>
    findBurnout(motion, start, track.time_s, template, earth);
  const middle = lead(centre);
  if (middle === undefined) return { outcome: "no-burnout" };
  const points: GroundPoint[] = [];
  for (let k = 0; k < n; k++)
    for (const side of [1, -1]) {
      const end = lead(centre.map((x, i) => x + side * Math.sqrt(n + kappa) * lower[i * n + k]!));
      if (end === undefined) return { outcome: "no-burnout" };
      const [east, north] = ecefToEnu(geodeticToEcef(end.launch, earth), middle.launch, earth);
      points.push({ east, north, time_s: end.time_s - template.burnTime_s });
    }
  const [s, c] = [Math.sin(middle.heading_rad), Math.cos(middle.heading_rad)];
  const along = template.downrangeSigma_m * template.downrangeSigma_m;
  const across = template.crossrangeSigma_m * template.crossrangeSigma_m;
  return {
    outcome: "found",
    ellipse: spreadEllipse(points, {
      n,
      kappa,
      middleTime_s: middle.time_s - template.burnTime_s,
      added: [along * s * s + across * c * c, (along - across) * s * c, along * c * c + across * s * s],
      origin: middle.launch,
      probability,
      earth,
    }),
  };
}

/** Free fall backwards to the altitude `start[6]` on the way up; undefined when the path does not pass it. */
function findBurnout(
  motion: CoastMotion,
  start: readonly number[],
  from_s: number,
  template: BoostTemplate,
  earth: EarthModel,
): Burnout | undefined {
  const wanted = start[6]!;
  const state = Float64Array.from(start.slice(0, 6));
  const before = new Float64Array(6);
  const step = new Float64Array(1);
  // Turning about the axis leaves altitude as it is, so inertial coordinates do.
  const altitude = (): number => ecefToGeodetic(vec3(state[0]!, state[1]!, state[2]!), earth).altitude_m;
  let height = altitude();
  if (!(height > wanted)) return undefined;
  for (let time = from_s; from_s - time < TIME_LIMIT_s; time -= STEP_s) {
    before.set(state);
    step[0] = -STEP_s;
    motion.move(state, step);
    const next = altitude();
    if (next > wanted) {
      height = next;
      continue;
    }
    // Secant on the part of the step.
    let share = (height - wanted) / (height - next);
    for (let k = 0; k < 8; k++) {
      state.set(before);
      step[0] = -STEP_s * share;
      motion.move(state, step);
      const miss = altitude() - wanted;
      if (Math.abs(miss) < 1e-3) break;
      share += miss / (height - next);
    }
    return describeBurnout(state, time + step[0], template, earth);
  }
  return undefined;
}

function describeBurnout(state: Float64Array, time_s: number, template: BoostTemplate, earth: EarthModel): Burnout {
  const r_eci = vec3<"eci">(state[0]!, state[1]!, state[2]!);
  const v_eci = vec3<"eci">(state[3]!, state[4]!, state[5]!);
  const r_ecef = eciToEcef(r_eci, time_s, earth);
  const place = ecefToGeodetic(r_ecef, earth);
  const v_ecef = eciToEcefVelocity(r_eci, v_eci, time_s, earth);
  const ahead = ecefToEnu(vec3(r_ecef[0] + v_ecef[0], r_ecef[1] + v_ecef[1], r_ecef[2] + v_ecef[2]), place, earth);
  const heading_rad = Math.atan2(ahead[0], ahead[1]);
  const launch = solveDirect(place, heading_rad + Math.PI, template.downrange_m, earth);
  return { heading_rad, launch, time_s };
}
