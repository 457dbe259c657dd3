import { geodeticToEcef } from "../earth/frames.ts";
import { type EarthModel, type Geodetic, WGS84 } from "../earth/model.ts";
import type { Detection } from "../messages.ts";

/**
 * A measurement as the filters read it, an array of nine numbers: time (s), range (m), azimuth, elevation (rad), range rate (m/s), then the
 * standard deviations of the four. A standard deviation of 0 for the range rate says that it was not measured.
 */
export const MEASUREMENT_LENGTH = 9;

/** Writes a detection into a measurement array. */
export function writeMeasurement(out: Float64Array, detection: Detection): void {
  const { sigmas } = detection;
  if (!(sigmas.range_m > 0 && sigmas.azimuth_rad > 0 && sigmas.elevation_rad > 0))
    throw new RangeError(
      `writeMeasurement: sigmas must be above 0, got ${sigmas.range_m} m, ${sigmas.azimuth_rad} rad, ${sigmas.elevation_rad} rad`,
    );
  out[0] = detection.time_s;
  out[1] = detection.range_m;
  out[2] = detection.azimuth_rad;
  out[3] = detection.elevation_rad;
  out[4] = detection.rangeRate_mps ?? 0;
  out[5] = sigmas.range_m;
  out[6] = sigmas.azimuth_rad;
  out[7] = sigmas.elevation_rad;
  out[8] = detection.rangeRate_mps === undefined ? 0 : (sigmas.rangeRate_mps ?? 0);
}

/**
 * Where a radar stands and how its axes point in the inertial frame at a time, as the filters read it: `axes` holds origin (m), east, north, up
 * (unit vectors) and velocity (m/s), three numbers each. `turnTo` allocates nothing.
 */
export class RadarAxes {
  readonly axes: Float64Array = new Float64Array(15);
  readonly #fixed = new Float64Array(12);
  readonly #rate: number;

  constructor(site: Geodetic, earth: EarthModel = WGS84) {
    const origin = geodeticToEcef(site, earth);
    const sinLat = Math.sin(site.latitude_rad);
    const cosLat = Math.cos(site.latitude_rad);
    const sinLon = Math.sin(site.longitude_rad);
    const cosLon = Math.cos(site.longitude_rad);
    this.#fixed.set(origin, 0);
    this.#fixed.set([-sinLon, cosLon, 0], 3);
    this.#fixed.set([-sinLat * cosLon, -sinLat * sinLon, cosLat], 6);
    this.#fixed.set([cosLat * cosLon, cosLat * sinLon, sinLat], 9);
    this.#rate = earth.rotationRate_radps;
    this.turnTo(new Float64Array(1));
  }

  /** Turns the axes to the time `at[0]`, s. */
  turnTo(at: Float64Array): void {
    const fixed = this.#fixed;
    const axes = this.axes;
    const turn = this.#rate * at[0]!;
    const c = Math.cos(turn);
    const s = Math.sin(turn);
    for (let k = 0; k < 12; k += 3) {
      const x = fixed[k]!;
      const y = fixed[k + 1]!;
      axes[k] = c * x - s * y;
      axes[k + 1] = s * x + c * y;
      axes[k + 2] = fixed[k + 2]!;
    }
    axes[12] = -this.#rate * axes[1]!;
    axes[13] = this.#rate * axes[0]!;
    axes[14] = 0;
  }
}

/** Length of the array that `measureInto` writes. */
export const MEASURED_LENGTH = 4;

/** Writes range (m), azimuth in (-pi, pi], elevation (rad) and range rate (m/s) of an inertial state (position, velocity) seen from `axes`. */
export function measureInto(out: Float64Array, state: Float64Array, axes: Float64Array): void {
  const dx = state[0]! - axes[0]!;
  const dy = state[1]! - axes[1]!;
  const dz = state[2]! - axes[2]!;
  const east = dx * axes[3]! + dy * axes[4]! + dz * axes[5]!;
  const north = dx * axes[6]! + dy * axes[7]! + dz * axes[8]!;
  const up = dx * axes[9]! + dy * axes[10]! + dz * axes[11]!;
  const across2 = east * east + north * north;
  const range = Math.sqrt(across2 + up * up);
  out[0] = range;
  out[1] = Math.atan2(east, north);
  out[2] = Math.atan2(up, Math.sqrt(across2));
  out[3] =
    (dx * (state[3]! - axes[12]!) + dy * (state[4]! - axes[13]!) + dz * (state[5]! - axes[14]!)) /
    Math.max(range, 1e-9);
}

/** Length of the array that `gradientsInto` writes: four rows of six. */
export const GRADIENTS_LENGTH = 24;

/**
 * Writes the gradients of range, azimuth, elevation and range rate with respect to inertial position and velocity, row by row. Straight above
 * the radar azimuth has no gradient; it is bounded there as if the object stood 1e-6 rad aside.
 */
export function gradientsInto(out: Float64Array, state: Float64Array, axes: Float64Array): void {
  const dx = state[0]! - axes[0]!;
  const dy = state[1]! - axes[1]!;
  const dz = state[2]! - axes[2]!;
  const ux = axes[9]!;
  const uy = axes[10]!;
  const uz = axes[11]!;
  const range2 = Math.max(dx * dx + dy * dy + dz * dz, 1e-12);
  const range = Math.sqrt(range2);
  const up = dx * ux + dy * uy + dz * uz;
  const across2 = Math.max(range2 - up * up, 1e-12 * range2);
  const across = Math.sqrt(across2);
  const slope = up / (across * range2);
  out[0] = dx / range;
  out[1] = dy / range;
  out[2] = dz / range;
  // Azimuth: (d x up) / across^2; elevation: up / across - d up / (across range^2).
  out[6] = (dy * uz - dz * uy) / across2;
  out[7] = (dz * ux - dx * uz) / across2;
  out[8] = (dx * uy - dy * ux) / across2;
  out[12] = ux / across - slope * dx;
  out[13] = uy / across - slope * dy;
  out[14] = uz / across - slope * dz;
  const vx = state[3]! - axes[12]!;
  const vy = state[4]! - axes[13]!;
  const vz = state[5]! - axes[14]!;
  const along = (dx * vx + dy * vy + dz * vz) / range2;
  for (let k = 3; k < 18; k++) if (k % 6 > 2) out[k] = 0;
  out[18] = (vx - along * dx) / range;
  out[19] = (vy - along * dy) / range;
  out[20] = (vz - along * dz) / range;
  out[21] = out[0];
  out[22] = out[1];
  out[23] = out[2];
}

/** An angle's difference brought into [-pi, pi). */
export function wrapAngle(angle_rad: number): number {
  return angle_rad - 2 * Math.PI * Math.floor(angle_rad / (2 * Math.PI) + 0.5);
}
