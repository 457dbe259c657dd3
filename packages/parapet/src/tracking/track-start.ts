import { gravityEci } from "../earth/gravity.ts";
import { type EarthModel, WGS84 } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";

/**
 * Writes the inertial position that a measurement stands for (three numbers) and its covariance (nine, row by row): independent errors along the
 * line of sight, along azimuth and along elevation. The bend of the error ellipsoid at long range, sigma^2 / 2 R, is left out.
 */
export function placeMeasurement(
  position: Float64Array,
  covariance: Float64Array,
  z: Float64Array,
  axes: Float64Array,
): void {
  const range = z[1]!;
  const sinA = Math.sin(z[2]!);
  const cosA = Math.cos(z[2]!);
  const sinE = Math.sin(z[3]!);
  const cosE = Math.cos(z[3]!);
  for (let i = 0; i < 9; i++) covariance[i] = 0;
  // The three directions of the errors, each as long as its standard deviation, one after the other: their squares add up.
  for (let error = 0; error < 3; error++) {
    const size = error === 0 ? z[5]! : error === 1 ? z[6]! * range * cosE : z[7]! * range;
    const e = size * (error === 0 ? cosE * sinA : error === 1 ? cosA : -sinE * sinA);
    const n = size * (error === 0 ? cosE * cosA : error === 1 ? -sinA : -sinE * cosA);
    const u = size * (error === 0 ? sinE : error === 1 ? 0 : cosE);
    const x = e * axes[3]! + n * axes[6]! + u * axes[9]!;
    const y = e * axes[4]! + n * axes[7]! + u * axes[10]!;
    const w = e * axes[5]! + n * axes[8]! + u * axes[11]!;
    covariance[0]! += x * x;
    covariance[1]! += x * y;
    covariance[2]! += x * w;
    covariance[4]! += y * y;
    covariance[5]! += y * w;
    covariance[8]! += w * w;
  }
  covariance[3] = covariance[1]!;
  covariance[6] = covariance[2]!;
  covariance[7] = covariance[5]!;
  const [e, n, u] = [range * cosE * sinA, range * cosE * cosA, range * sinE];
  for (let k = 0; k < 3; k++) position[k] = axes[k]! + e * axes[3 + k]! + n * axes[6 + k]! + u * axes[9 + k]!;
}

/** A measurement and the axes of the radar that made it, at its time. */
export interface PlacedMeasurement {
  readonly measurement: Float64Array;
  readonly axes: Float64Array;
}

/** A mean of position and velocity and its covariance, row by row. */
export interface TrackStart {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/**
 * State at the second of two measurements of one object: difference of positions over time, the fall under gravity taken out (Bar-Shalom, Li and
 * Kirubarajan 2001, section 5.5.3). `accelerationSigma_mps2` is the standard deviation of what else may accelerate it, each axis: 0 in free
 * fall, 30 and more under thrust. Throws unless the second is later.
 */
export function startFromTwo(
  first: PlacedMeasurement,
  second: PlacedMeasurement,
  options: { readonly accelerationSigma_mps2: number; readonly earth?: EarthModel },
): TrackStart {
  return new TrackStarter(options.earth).start(first, second, options.accelerationSigma_mps2);
}

/** Starts track after track as `startFromTwo` does, in memory of its own: what `start` returns holds until the next. */
export class TrackStarter {
  readonly #earth: EarthModel;
  readonly #start: TrackStart = { mean: new Float64Array(6), covariance: new Float64Array(36) };
  readonly #r1 = new Float64Array(3);
  readonly #p1 = new Float64Array(9);
  readonly #r2 = new Float64Array(3);
  readonly #p2 = new Float64Array(9);

  constructor(earth: EarthModel = WGS84) {
    this.#earth = earth;
  }

  start(first: PlacedMeasurement, second: PlacedMeasurement, accelerationSigma_mps2: number): TrackStart {
    const sigma = accelerationSigma_mps2;
    const dt = second.measurement[0]! - first.measurement[0]!;
    if (!(dt > 0)) throw new RangeError(`startFromTwo: the second measurement must be later, got ${dt} s`);
    const r1 = this.#r1;
    const p1 = this.#p1;
    const r2 = this.#r2;
    const p2 = this.#p2;
    placeMeasurement(r1, p1, first.measurement, first.axes);
    placeMeasurement(r2, p2, second.measurement, second.axes);
    const middle = vec3<"eci">(0.5 * (r1[0]! + r2[0]!), 0.5 * (r1[1]! + r2[1]!), 0.5 * (r1[2]! + r2[2]!));
    const g = gravityEci(middle, this.#earth);
    const { mean, covariance } = this.#start;
    for (let i = 0; i < 3; i++) {
      mean[i] = r2[i]!;
      mean[i + 3] = (r2[i]! - r1[i]!) / dt + 0.5 * dt * g[i as 0 | 1 | 2];
      for (let j = 0; j < 3; j++) {
        const k = 3 * i + j;
        covariance[6 * i + j] = p2[k]!;
        covariance[6 * i + j + 3] = p2[k]! / dt;
        covariance[6 * (i + 3) + j] = p2[k]! / dt;
        covariance[6 * (i + 3) + j + 3] =
          (p1[k]! + p2[k]!) / (dt * dt) + (i === j ? 0.25 * sigma * sigma * dt * dt : 0);
      }
    }
    return this.#start;
  }
}
