// Truth for tests of tracking: simple motions of their own, with noise drawn exactly as the filters' models assume it.
import { us1976 } from "../../src/earth/atmosphere.ts";
import { ecefToGeodetic, geodeticToEcef } from "../../src/earth/frames.ts";
import { WGS84 } from "../../src/earth/model.ts";
import type { RandomStream } from "../../src/math/random.ts";
import { vec3 } from "../../src/math/vec3.ts";
import type { Filter } from "../../src/tracking/filter.ts";
import { measureInto, MEASUREMENT_LENGTH, RadarAxes } from "../../src/tracking/measurement.ts";
import { choleskyInto, invertSymmetric } from "../../src/tracking/symmetric-matrix.ts";

const DEGREE = Math.PI / 180;
export const SITE = { latitude_rad: 39.7 * DEGREE, longitude_rad: 140 * DEGREE, altitude_m: 50 };

/** Gravity with J2 as the gradient of the potential, by differences: independent of the library's formula. */
function gravity(r: readonly number[]): number[] {
  const { gravitationalParameter_m3ps2: mu, equatorialRadius_m: a, j2 } = WGS84;
  const potential = (x: readonly number[]): number => {
    const s = Math.hypot(x[0]!, x[1]!, x[2]!);
    return (mu / s) * (1 - ((j2 * a * a) / (s * s)) * (1.5 * (x[2]! / s) ** 2 - 0.5));
  };
  return [0, 1, 2].map((i) => {
    const shift = (d: number): number[] => r.map((x, k) => (k === i ? x + d : x));
    return (potential(shift(500)) - potential(shift(-500))) / 1000;
  });
}

export type Phase = "boost" | "coast" | "reentry";

/** Rates of a truth: boost carries thrust acceleration, re-entry the logarithm of its ballistic coefficient. */
function rate(phase: Phase, x: readonly number[]): number[] {
  const g = gravity(x.slice(0, 3));
  const rates = [x[3]!, x[4]!, x[5]!, ...g, ...x.slice(6).map(() => 0)];
  if (phase === "boost") for (let i = 0; i < 3; i++) rates[3 + i]! += x[6 + i]!;
  if (phase === "reentry") {
    const w = WGS84.rotationRate_radps;
    const v = [x[3]! + w * x[1]!, x[4]! - w * x[0]!, x[5]!];
    const { altitude_m } = ecefToGeodetic(vec3(x[0]!, x[1]!, x[2]!));
    const k = (us1976(altitude_m).density_kgpm3 * Math.hypot(...v)) / (2 * Math.exp(x[6]!));
    for (let i = 0; i < 3; i++) rates[3 + i]! -= k * v[i]!;
  }
  return rates;
}

/** A step of Runge-Kutta 4. */
export function moveTruth(phase: Phase, x: readonly number[], h: number): number[] {
  const at = (k: readonly number[], share: number): number[] => x.map((xi, i) => xi + share * h * k[i]!);
  const k1 = rate(phase, x);
  const k2 = rate(phase, at(k1, 0.5));
  const k3 = rate(phase, at(k2, 0.5));
  const k4 = rate(phase, at(k3, 1));
  return x.map((xi, i) => xi + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
}

/** A draw from a normal distribution of mean 0 and the covariance, row by row. */
export function drawNormal(covariance: Float64Array, size: number, stream: RandomStream): number[] {
  const lower = new Float64Array(size * size);
  if (!choleskyInto(lower, covariance, size)) throw new RangeError("drawNormal: covariance is not positive definite");
  const z = Array.from({ length: size }, () => stream.normal());
  return z.map((_, i) => z.slice(0, i + 1).reduce((sum, zk, k) => sum + lower[i * size + k]! * zk, 0));
}

export const diagonal = (values: readonly number[]): Float64Array =>
  Float64Array.from({ length: values.length ** 2 }, (_, k) =>
    k % (values.length + 1) === 0 ? values[k / (values.length + 1)]! : 0,
  );

/** A state at an offset east, north, up of `SITE`, with a velocity along the same axes, in the inertial frame at time 0. */
export function placeTruth(offset: readonly number[], velocity: readonly number[]): number[] {
  const { axes } = new RadarAxes(SITE);
  const turn = (v: readonly number[], k: number): number =>
    v[0]! * axes[3 + k]! + v[1]! * axes[6 + k]! + v[2]! * axes[9 + k]!;
  const origin = geodeticToEcef(SITE);
  return [
    ...[0, 1, 2].map((k) => origin[k as 0 | 1 | 2] + turn(offset, k)),
    ...[0, 1, 2].map((k) => axes[12 + k]! + turn(velocity, k)),
  ];
}

/** A measurement of a state by a radar, with errors drawn; range rate only when its sigma is given. */
export function drawMeasurement(
  time_s: number,
  state: ArrayLike<number>,
  axes: Float64Array,
  sigmas: readonly number[],
  stream: RandomStream,
): Float64Array {
  const z = new Float64Array(MEASUREMENT_LENGTH);
  const seen = new Float64Array(4);
  measureInto(seen, Float64Array.from(state), axes);
  z[0] = time_s;
  for (let m = 0; m < 4; m++) {
    const sigma = sigmas[m] ?? 0;
    z[1 + m] = seen[m]! + sigma * stream.normal();
    z[5 + m] = sigma;
  }
  return z;
}

/** Normalised error squared of a filter against the truth. */
export function findNees(filter: Filter, truth: ArrayLike<number>): number {
  const n = filter.size;
  const covariance = new Float64Array(n * n);
  filter.covarianceInto(covariance);
  const inverse = invertSymmetric(covariance, n);
  if (inverse === undefined) throw new RangeError("findNees: covariance is not positive definite");
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      sum += (truth[i]! - filter.mean[i]!) * inverse[i * n + j]! * (truth[j]! - filter.mean[j]!);
  return sum;
}
