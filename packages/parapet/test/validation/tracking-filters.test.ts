// Stone Soup (Dstl and others, github.com/dstl/Stone-Soup, commit ec032a9f, August 2026): extended and unscented filters on two cases of straight flight with
// white acceleration, seen in range, bearing and elevation; results and the script that made them are in stone-soup/.
// Steady-state gains: Kalata (1984, IEEE Trans. AES 20(2), 174-182), worked out here for white noise in continuous time.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CoastFilter } from "../../src/tracking/coast-filter.ts";
import { ExtendedFilter } from "../../src/tracking/extended-filter.ts";
import type { Filter } from "../../src/tracking/filter.ts";
import { addAccelerationNoise, type Motion } from "../../src/tracking/motion.ts";
import { UnscentedFilter } from "../../src/tracking/unscented-filter.ts";
import { diagonal } from "../samples/tracking-truth.ts";

/** Motion along straight lines with white acceleration. */
function makeStraight(noise_m2ps3: number): Motion {
  const density = Float64Array.of(noise_m2ps3);
  return {
    size: 6,
    longestStep_s: Infinity,
    move(state, step) {
      for (let i = 0; i < 3; i++) state[i]! += step[0]! * state[i + 3]!;
    },
    linearise(transition, _, step) {
      transition.fill(0);
      for (let i = 0; i < 6; i++) transition[7 * i] = 1;
      for (let i = 0; i < 3; i++) transition[6 * i + i + 3] = step[0]!;
    },
    addNoise(covariance, step) {
      addAccelerationNoise(covariance, 6, step, density);
    },
  };
}
/** A radar at the origin whose axes are those of the frame. */
const AXES = Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);

interface StoneSoupCase {
  readonly name: string;
  readonly filter: string;
  readonly interval_s: number;
  readonly steps: number;
  readonly noise_m2ps3: number;
  readonly sigmas: readonly [number, number, number];
  readonly start: readonly number[];
  readonly variances: readonly number[];
  readonly position: readonly (readonly [number, number, number])[];
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
}

const { cases } = JSON.parse(readFileSync(new URL("stone-soup/results.json", import.meta.url), "utf8")) as {
  readonly cases: readonly StoneSoupCase[];
};

/** The script's measurement, our way round: range, azimuth from the second axis, elevation. */
function measure(c: StoneSoupCase, k: number): Float64Array {
  const t = k * c.interval_s;
  const [x, y, z] = c.position.map(([at, rate, bend]) => at + rate * t + bend * t * t) as [number, number, number];
  const [rangeSigma, bearingSigma, elevationSigma] = c.sigmas;
  const range = Math.sqrt(x * x + y * y + z * z) + 0.75 * rangeSigma * Math.sin(1.7 * k);
  const bearing = Math.atan2(y, x) + 0.8 * bearingSigma * Math.cos(2.3 * k);
  const elevation = Math.atan2(z, Math.sqrt(x * x + y * y)) + 0.8 * elevationSigma * Math.sin(0.9 * k + 1);
  return Float64Array.of(t, range, 0.5 * Math.PI - bearing, elevation, 0, rangeSigma, bearingSigma, elevationSigma, 0);
}

/** Largest difference of the state, m or m/s, and of the covariance, as a share of the standard deviations. */
function compare(filter: Filter, c: StoneSoupCase): { readonly mean: number; readonly covariance: number } {
  filter.restart(Float64Array.of(0), c.start, diagonal(c.variances));
  for (let k = 1; k <= c.steps; k++) {
    const z = measure(c, k);
    filter.predictTo(z);
    filter.update(z, AXES);
  }
  const covariance = new Float64Array(36);
  filter.covarianceInto(covariance);
  const spread = (i: number): number => Math.sqrt(c.covariance[7 * i]!);
  return {
    mean: Math.max(...c.mean.map((x, i) => Math.abs(filter.mean[i]! - x))),
    covariance: Math.max(
      ...c.covariance.map((x, k) => Math.abs(covariance[k]! - x) / (spread(Math.floor(k / 6)) * spread(k % 6))),
    ),
  };
}

describe("Stone Soup's state and covariance", () => {
  const of = (filter: string): readonly StoneSoupCase[] => cases.filter((c) => c.filter === filter);
  const ways: readonly (readonly [string, string, (c: StoneSoupCase) => Filter])[] = [
    [
      "the six-state filter",
      "extended",
      (c) => new CoastFilter({ accelerationNoise_m2ps3: c.noise_m2ps3, gravity: "none" }),
    ],
    ["the extended filter", "extended", (c) => new ExtendedFilter(makeStraight(c.noise_m2ps3))],
    [
      "the unscented filter, kappa 1",
      "unscented, kappa 1",
      (c) => new UnscentedFilter(makeStraight(c.noise_m2ps3), { kappa: 1 }),
    ],
    [
      "the unscented filter, kappa 0",
      "unscented, kappa 0",
      (c) => new UnscentedFilter(makeStraight(c.noise_m2ps3), { kappa: 0 }),
    ],
  ];
  it.each(ways)("are those of %s", (_, kind, makeFilter) => {
    expect(of(kind).map(({ steps }) => steps)).toEqual([20, 40]);
    for (const c of of(kind)) {
      const apart = compare(makeFilter(c), c);
      // Rounding; for the unscented filter also the mean of angles, which Stone Soup takes on the circle: 2e-6 m.
      expect(apart.mean).toBeLessThan(1e-5);
      expect(apart.covariance).toBeLessThan(1e-7);
    }
  });
});

describe("steady state", () => {
  // Key: a, b gains of position and of velocity times interval. With K R = P H' before and after, prediction P' = F P F' + Q gives
  // b^2 = (1 - a) q T^3 / R and b^2 / 6 - (2 - a) b + a^2 = 0.
  it.each([0.1, 0.3, 0.5, 0.8])("has the closed form's gains, a = %f", (a) => {
    const b = 3 * (2 - a - Math.sqrt((2 - a) * (2 - a) - (2 / 3) * a * a));
    const sigma = 20;
    const interval = 2;
    const noise = (((b * b) / (1 - a)) * (sigma * sigma)) / interval ** 3;
    const filter = new CoastFilter({ accelerationNoise_m2ps3: noise, gravity: "none" });
    const range = 1e7;
    filter.restart(Float64Array.of(0), [range, 0, 0, 0, 0, 0], diagonal([1e4, 1e4, 1e4, 1e4, 1e4, 1e4]));
    for (let k = 1; k <= 400; k++) {
      const z = Float64Array.of(interval * k, range, 0.5 * Math.PI, 0, 0, sigma, 1e-6, 1e-6, 0);
      filter.predictTo(z);
      filter.update(z, AXES);
    }
    const p = new Float64Array(36);
    filter.covarianceInto(p);
    expect(p[0]! / (sigma * sigma)).toBeCloseTo(a, 9);
    expect((p[3]! * interval) / (sigma * sigma)).toBeCloseTo(b, 9);
  });
});
