import { geodeticToEcef } from "../earth/frames.ts";
import { type Geodetic, WGS84 } from "../earth/model.ts";
import { minimumEnergyApogeeRadius, solveArcByApogee } from "../flight/two-body.ts";
import { NumericalFault } from "../math/numerical-fault.ts";
import { findRoot } from "../math/roots.ts";

/** Mean radius of WGS 84, (2a + b)/3: announced heights and distances are referred to a sphere of this radius. */
export const MEAN_RADIUS_m = 6371008.8;

/** Two-body flight from a launch point to where the Earth has carried an aim point by the time of the landing. */
export interface TurningArc {
  readonly flightTime_s: number;
  /** Angle at the Earth's centre from the launch to the landing, both held still in inertial space. */
  readonly inertialAngle_rad: number;
  /** Range over a sphere at rest that the speed of the arc relative to the ground at launch gives on the least-energy path. */
  readonly equivalentRange_m: number;
}

const MU = WGS84.gravitationalParameter_m3ps2;
const OMEGA = WGS84.rotationRate_radps;
/** Ends nearer than this are taken to be this far apart: an arc straight up and down has no plane. */
const SMALLEST_ANGLE_rad = 1e-9;
const LARGEST_ANGLE_rad = Math.PI - 1e-9;

/**
 * The arc with a given apogee from a launch point to an aim point of the turning Earth, impulse at the surface, no air. No ballistic
 * flight with that apogee over that distance is shorter: every boost and all drag make it longer.
 *
 * Closed form of `solveArcByApogee` on the mean sphere; the time, which the turn of the aim depends on, by Brent's method.
 * Agrees within 0.2 s with an independent calculation for ten published flights (test/validation/announced-flights.test.ts).
 */
export function solveTurningArc(launch: Geodetic, aim: Geodetic, apogee_m: number): TurningArc {
  if (!(apogee_m > 0)) throw new RangeError(`solveTurningArc: needs an apogee above 0 m, got ${apogee_m}`);
  const apogeeRadius = MEAN_RADIUS_m + apogee_m;
  const solveAt = (time_s: number) => {
    const angle = angleAtLanding(launch, aim, time_s);
    const arc = solveArcByApogee(MEAN_RADIUS_m, MEAN_RADIUS_m, angle, apogeeRadius, MU);
    if ("noArc" in arc) throw new Error(`solveTurningArc: no arc over ${angle} rad (${arc.noArc})`);
    return { angle, arc };
  };
  // An arc that ends at its start's height takes less than its whole ellipse, whose axis is at most as long as that straight up.
  const axis = 0.5 * (MEAN_RADIUS_m + apogeeRadius);
  const longest = 2 * Math.PI * Math.sqrt((axis * axis * axis) / MU);
  const limits = { tolerance: 1e-7, maxIterations: 100 };
  const { root, converged } = findRoot((time) => solveAt(time).arc.flightTime_s - time, 0, longest, limits);
  if (!converged) throw new NumericalFault("did-not-converge", `solveTurningArc: no flight time for ${apogee_m} m`);
  const { angle, arc } = solveAt(root);
  const speed = speedOverGround(launch, aim, root, arc);
  return {
    flightTime_s: arc.flightTime_s,
    inertialAngle_rad: angle,
    equivalentRange_m: rangeOfSpeed(speed),
  };
}

/** Apogee of the least-energy path over a ground range on the mean sphere at rest, m. */
export function leastEnergyApogee(range_m: number): number {
  const angle = Math.min(LARGEST_ANGLE_rad, Math.max(SMALLEST_ANGLE_rad, range_m / MEAN_RADIUS_m));
  return minimumEnergyApogeeRadius(MEAN_RADIUS_m, MEAN_RADIUS_m, angle) - MEAN_RADIUS_m;
}

/** Range that a speed at the surface gives on the least-energy path over the mean sphere at rest; half the way round at most. */
export function rangeOfSpeed(speed_mps: number): number {
  // sin(psi/2) = Q / (2 - Q), Q = r v^2 / mu (Bate, Mueller and White 1971, eq. 6.2-18).
  const q = (speed_mps * speed_mps * MEAN_RADIUS_m) / MU;
  return q >= 1 ? Math.PI * MEAN_RADIUS_m : 2 * MEAN_RADIUS_m * Math.asin(q / (2 - q));
}

function angleAtLanding(launch: Geodetic, aim: Geodetic, time_s: number): number {
  const a = geodeticToEcef(launch);
  const [x, y, z] = turn(geodeticToEcef(aim), OMEGA * time_s);
  const cosine = (a[0] * x + a[1] * y + a[2] * z) / (Math.hypot(...a) * Math.hypot(x, y, z));
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  return Math.min(LARGEST_ANGLE_rad, Math.max(SMALLEST_ANGLE_rad, angle));
}

function turn(r: readonly [number, number, number], angle_rad: number): readonly [number, number, number] {
  const c = Math.cos(angle_rad);
  const s = Math.sin(angle_rad);
  return [c * r[0] - s * r[1], s * r[0] + c * r[1], r[2]];
}

/** Speed of an arc at launch relative to the ground there, which moves east. */
function speedOverGround(
  launch: Geodetic,
  aim: Geodetic,
  time_s: number,
  arc: { readonly speed_mps: number; readonly flightPathAngle_rad: number },
): number {
  const [x, y, z] = turn(geodeticToEcef(aim), OMEGA * time_s);
  const { latitude_rad: lat, longitude_rad: lon } = launch;
  const east = -Math.sin(lon) * x + Math.cos(lon) * y;
  const north = -Math.sin(lat) * (Math.cos(lon) * x + Math.sin(lon) * y) + Math.cos(lat) * z;
  const across = Math.max(1e-9, Math.hypot(east, north));
  const horizontal = arc.speed_mps * Math.cos(arc.flightPathAngle_rad);
  const groundEast = OMEGA * MEAN_RADIUS_m * Math.cos(lat);
  return Math.hypot(
    arc.speed_mps * Math.sin(arc.flightPathAngle_rad),
    (horizontal * north) / across,
    (horizontal * east) / across - groundEast,
  );
}
