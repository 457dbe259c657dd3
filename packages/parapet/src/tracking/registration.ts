import { wrapAngle } from "./measurement.ts";
import { invertSymmetric } from "./symmetric-matrix.ts";
import { type PlacedMeasurement, placeMeasurement } from "./track-start.ts";

/** One object measured by two radars at the same time. */
export interface SharedLook {
  /** Places of the two radars in the list of priors. */
  readonly radars: readonly [number, number];
  readonly measurements: readonly [PlacedMeasurement, PlacedMeasurement];
}

/** Standard deviations of a radar's biases before anything is known of them. */
export interface BiasPrior {
  readonly range_m: number;
  readonly azimuth_rad: number;
  readonly elevation_rad: number;
}

/** What a radar measures too much, constant over the looks. */
export interface BiasEstimate {
  readonly range_m: number;
  readonly azimuth_rad: number;
  readonly elevation_rad: number;
  /** Standard deviations of the three. */
  readonly sigmas: BiasPrior;
}

/** The biases of all radars. */
export interface Registration {
  readonly radars: readonly BiasEstimate[];
  /** Covariance of range, azimuth and elevation of the first radar, of the second and so on, row by row. */
  readonly covariance: Float64Array;
}

/** Steps of Gauss and Newton; biases are small beside the range, so that two do. */
const STEPS = 3;

/**
 * Estimates constant biases of range, azimuth and elevation of several radars from objects that two of them measured at one time: weighted least squares of the
 * differences of the places measured, with the priors as further observations, which decide where the differences leave a sum of biases open (Dana 1990,
 * Registration: A Prerequisite for Multiple Sensor Tracking, in Bar-Shalom, ed., Multitarget-Multisensor Tracking: Advanced Applications, chapter 5). Valid for
 * biases small beside a radian and for errors of placing that are normal, that is, angles good to some milliradians. Throws when two looks are not of one time or a
 * radar is not in the list.
 */
export function estimateBiases(looks: readonly SharedLook[], priors: readonly BiasPrior[]): Registration {
  const n = 3 * priors.length;
  const bias = new Float64Array(n);
  const before = priors.flatMap(({ range_m, azimuth_rad, elevation_rad }) => [range_m, azimuth_rad, elevation_rad]);
  if (!before.every((sigma) => sigma > 0))
    throw new RangeError(`estimateBiases: priors must be above 0, got ${before.join(", ")}`);
  for (const { measurements, radars } of looks) {
    const [a, b] = measurements;
    if (a.measurement[0] !== b.measurement[0])
      throw new RangeError(
        `estimateBiases: two looks must be of one time, got ${a.measurement[0]} and ${b.measurement[0]} s`,
      );
    if (!radars.every((radar) => radar >= 0 && radar < priors.length) || radars[0] === radars[1])
      throw new RangeError(`estimateBiases: needs two of ${priors.length} radars, got ${radars.join(" and ")}`);
  }
  let covariance: Float64Array = new Float64Array(n * n);
  for (let step = 0; step < STEPS; step++) {
    const information = new Float64Array(n * n);
    const pull = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      information[i * n + i] = 1 / (before[i]! * before[i]!);
      pull[i] = -bias[i]! / (before[i]! * before[i]!);
    }
    for (const look of looks) addLook(information, pull, look, bias);
    covariance = invertSymmetric(information, n)!;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) bias[i]! += covariance[i * n + j]! * pull[j]!;
  }
  const sigma = (i: number): number => Math.sqrt(covariance[i * n + i]!);
  return {
    radars: priors.map((_, r) => ({
      range_m: bias[3 * r]!,
      azimuth_rad: bias[3 * r + 1]!,
      elevation_rad: bias[3 * r + 2]!,
      sigmas: { range_m: sigma(3 * r), azimuth_rad: sigma(3 * r + 1), elevation_rad: sigma(3 * r + 2) },
    })),
    covariance,
  };
}

/** Takes a radar's biases out of a measurement, in place. */
export function removeBias(
  z: Float64Array,
  bias: Pick<BiasEstimate, "range_m" | "azimuth_rad" | "elevation_rad">,
): void {
  z[1]! -= bias.range_m;
  z[2] = wrapAngle(z[2]! - bias.azimuth_rad);
  z[3]! -= bias.elevation_rad;
}

/** Adds what one shared look says: the difference of two places, with the two covariances' sum. */
function addLook(information: Float64Array, pull: Float64Array, look: SharedLook, bias: Float64Array): void {
  const n = bias.length;
  const difference = [0, 0, 0];
  const sum = new Float64Array(9);
  /** How the difference changes with the biases: three rows of six, the first radar's, then the second's. */
  const slopes = new Float64Array(18);
  const columns: number[] = [];
  look.measurements.forEach((placed, side) => {
    const radar = look.radars[side as 0 | 1];
    const z = Float64Array.from(placed.measurement);
    removeBias(z, {
      range_m: bias[3 * radar]!,
      azimuth_rad: bias[3 * radar + 1]!,
      elevation_rad: bias[3 * radar + 2]!,
    });
    const position = new Float64Array(3);
    const spread = new Float64Array(9);
    placeMeasurement(position, spread, z, placed.axes);
    const sign = side === 0 ? 1 : -1;
    for (let k = 0; k < 3; k++) difference[k]! += sign * position[k]!;
    for (let k = 0; k < 9; k++) sum[k]! += spread[k]!;
    const gradient = placeGradient(z, placed.axes);
    for (let q = 0; q < 3; q++) {
      columns.push(3 * radar + q);
      // A bias is taken out of the measurement.
      for (let k = 0; k < 3; k++) slopes[6 * k + 3 * side + q] = -sign * gradient[3 * k + q]!;
    }
  });
  const weight = invertSymmetric(sum, 3)!;
  for (let a = 0; a < 6; a++) {
    const row = [0, 0, 0];
    for (let k = 0; k < 3; k++) for (let l = 0; l < 3; l++) row[l]! += slopes[6 * k + a]! * weight[3 * k + l]!;
    for (let l = 0; l < 3; l++) pull[columns[a]!]! -= row[l]! * difference[l]!;
    for (let b = 0; b < 6; b++) {
      let entry = 0;
      for (let l = 0; l < 3; l++) entry += row[l]! * slopes[6 * l + b]!;
      information[columns[a]! * n + columns[b]!]! += entry;
    }
  }
}

/** How the place of a measurement changes with range, azimuth and elevation: three rows of three. */
function placeGradient(z: Float64Array, axes: Float64Array): Float64Array {
  const range = z[1]!;
  const [sinA, cosA] = [Math.sin(z[2]!), Math.cos(z[2]!)];
  const [sinE, cosE] = [Math.sin(z[3]!), Math.cos(z[3]!)];
  const gradient = new Float64Array(9);
  for (let k = 0; k < 3; k++) {
    const ahead = sinA * axes[3 + k]! + cosA * axes[6 + k]!;
    gradient[3 * k] = cosE * ahead + sinE * axes[9 + k]!;
    gradient[3 * k + 1] = range * cosE * (cosA * axes[3 + k]! - sinA * axes[6 + k]!);
    gradient[3 * k + 2] = range * (cosE * axes[9 + k]! - sinE * ahead);
  }
  return gradient;
}
