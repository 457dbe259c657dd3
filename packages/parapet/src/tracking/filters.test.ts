import fc from "fast-check";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import {
  lookAtOrbit,
  ORBIT_FILTERS,
  ORBIT_RADIUS_m,
  ROUND_EARTH,
  runOrbit,
  startOnOrbit,
} from "../../test/samples/tracking-orbit.ts";
import { diagonal, drawMeasurement, moveTruth, placeTruth, SITE } from "../../test/samples/tracking-truth.ts";
import { makeStream } from "../math/random.ts";
import { CoastFilter } from "./coast-filter.ts";
import { ExtendedFilter } from "./extended-filter.ts";
import type { Filter } from "./filter.ts";
import { gradientsInto, measureInto, MEASUREMENT_LENGTH, RadarAxes } from "./measurement.ts";
import { BoostMotion, CoastMotion, ReentryMotion } from "./motions.ts";
import { isPositiveDefinite } from "./symmetric-matrix.ts";
import { UnscentedFilter } from "./unscented-filter.ts";

const START = placeTruth([-300e3, 200e3, 150e3], [1500, -700, 800]);
const SPREAD = [1e6, 1e6, 1e6, 1e4, 1e4, 1e4];
const ZERO = new Float64Array(1);

/**
 * Growth of the heap, bytes an update, the least of six rounds: what an update allocates shows in every round, what compiling
 * leaves behind only in some.
 */
function leastGrowth(filter: Filter, updates: number): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const looks = lookAtOrbit(false);
  startOnOrbit(filter);
  const round = Math.max(5000, Math.min(20_000, updates / 5));
  const warm = Math.min(100_000, updates);
  runOrbit(filter, looks, 0, warm);
  let least = Infinity;
  for (let i = 0; i < 6; i++) {
    collect();
    const used = process.memoryUsage().heapUsed;
    runOrbit(filter, looks, warm + i * round, round);
    least = Math.min(least, process.memoryUsage().heapUsed - used);
  }
  return least / round;
}

describe.each(ORBIT_FILTERS)("$name filter, for ever in orbit", ({ makeFilter, updates }) => {
  it(`keeps its covariance positive definite and its track over ${updates} updates`, () => {
    const filter = makeFilter();
    const looks = lookAtOrbit(false);
    const covariance = new Float64Array(filter.size ** 2);
    startOnOrbit(filter);
    const part = Math.max(1, Math.floor(updates / 200));
    for (let k = 0; k < updates; k += part) {
      runOrbit(filter, looks, k, part);
      filter.covarianceInto(covariance);
      if (!isPositiveDefinite(covariance, filter.size)) expect.fail(`not positive definite after ${k} updates`);
    }
    const radius = Math.hypot(filter.mean[0]!, filter.mean[1]!, filter.mean[2]!);
    expect(Math.abs(radius - ORBIT_RADIUS_m)).toBeLessThan(5000);
    if (filter instanceof UnscentedFilter) expect(filter.repairs[0]).toBe(0);
  });

  it("allocates nothing", () => {
    // One boxed number is 16 bytes; half of it is left for what looking at the memory takes, 20 to 40 kB a round.
    expect(leastGrowth(makeFilter(), updates)).toBeLessThan(8);
  });
});

it("leastGrowth sees a filter that makes one small object an update", () => {
  const filter = new CoastFilter({ accelerationNoise_m2ps3: 1e-3, gravity: ROUND_EARTH });
  let kept: { readonly square: number } = { square: 0 };
  const update = filter.update.bind(filter);
  filter.update = (z, axes) => {
    update(z, axes);
    kept = { square: filter.innovation[0]! };
  };
  expect(leastGrowth(filter, 20_000)).toBeGreaterThan(8);
  expect(kept.square).toBeGreaterThan(0);
});

describe("filters", () => {
  const axes = new RadarAxes(SITE);
  const make = (sigmas: readonly number[], seed: number): Float64Array[] => {
    const stream = makeStream(seed, 0, "agree");
    let truth = START;
    return Array.from({ length: 20 }, (_, k) => {
      const at = Float64Array.of(5 * (k + 1));
      truth = moveTruth("coast", truth, 5);
      axes.turnTo(at);
      return drawMeasurement(at[0]!, truth, axes.axes, sigmas, stream);
    });
  };
  const run = (filter: Filter, looks: readonly Float64Array[]): { mean: Float64Array; covariance: Float64Array } => {
    filter.restart(ZERO, START, diagonal(SPREAD));
    for (const z of looks) {
      axes.turnTo(z);
      filter.predictTo(z);
      filter.update(z, axes.axes);
    }
    const covariance = new Float64Array(36);
    filter.covarianceInto(covariance);
    return { mean: filter.mean, covariance };
  };

  it.each([[[10, 5e-4, 5e-4]], [[10, 5e-4, 5e-4, 0.5]], [[1e-3, 1e-4, 1e-4]]])(
    "of six states, unrolled and over a motion, agree, sigmas %j",
    (sigmas) => {
      const looks = make(sigmas, 3);
      const a = run(new CoastFilter({ accelerationNoise_m2ps3: 0.01 }), looks);
      const b = run(new ExtendedFilter(new CoastMotion({ accelerationNoise_m2ps3: 0.01 })), looks);
      for (let i = 0; i < 6; i++) {
        const sigma = Math.sqrt(b.covariance[7 * i]!);
        expect(Math.abs(a.mean[i]! - b.mean[i]!)).toBeLessThan(0.01 * sigma);
        expect(Math.abs(a.covariance[7 * i]! / b.covariance[7 * i]! - 1)).toBeLessThan(1e-3);
      }
    },
  );

  it("with range rate know velocity better", () => {
    const filter = (): Filter => new CoastFilter({ accelerationNoise_m2ps3: 0.01 });
    const [without, with_] = [run(filter(), make([10, 5e-4, 5e-4], 5)), run(filter(), make([10, 5e-4, 5e-4, 0.1], 5))];
    const trace = (p: Float64Array): number => p[21]! + p[28]! + p[35]!;
    expect(trace(with_.covariance)).toBeLessThan(0.999 * trace(without.covariance));
  });

  it("carried forth and back without noise are where they were", () => {
    const filter = new CoastFilter({ accelerationNoise_m2ps3: 0 });
    filter.restart(ZERO, START, diagonal(SPREAD));
    filter.predictTo(Float64Array.of(200));
    filter.predictTo(ZERO);
    START.forEach((x, i) => expect(Math.abs(filter.mean[i]! - x)).toBeLessThan(i < 3 ? 0.02 : 1e-3));
    const covariance = new Float64Array(36);
    filter.covarianceInto(covariance);
    SPREAD.forEach((p, i) => expect(covariance[7 * i]! / p).toBeCloseTo(1, 4));
  });

  it("predict free flight as the truth moves: 100 s within 1 m", () => {
    for (const filter of [
      new CoastFilter({ accelerationNoise_m2ps3: 0 }),
      new ExtendedFilter(new CoastMotion({ accelerationNoise_m2ps3: 0 })),
    ]) {
      filter.restart(ZERO, START, diagonal(SPREAD));
      filter.predictTo(Float64Array.of(100));
      let truth = START;
      for (let k = 0; k < 100; k++) truth = moveTruth("coast", truth, 1);
      truth.forEach((x, i) => expect(Math.abs(filter.mean[i]! - x)).toBeLessThan(i < 3 ? 1 : 0.05));
    }
  });

  // Up to a ratio of predicted to measured variance of about 1e10; a track 30 km wide met by a radar good to 1 m has 1e9.
  it("keep covariances positive for any start up to 30 km and 3 km/s and any radar down to 1 m", () => {
    const decade = (from: number, to: number): fc.Arbitrary<number> =>
      fc.double({ min: from, max: to, noNaN: true }).map((x) => Math.exp(x * Math.LN10));
    fc.assert(
      fc.property(
        fc.tuple(
          fc.array(decade(2, 9), { minLength: 3, maxLength: 3 }),
          fc.array(decade(0, 7), { minLength: 3, maxLength: 3 }),
        ),
        decade(0, 3),
        decade(-6, -2),
        fc.constantFrom("six-state", "extended"),
        (variances, rangeSigma, angleSigma, kind) => {
          const filter: Filter =
            kind === "six-state"
              ? new CoastFilter({ accelerationNoise_m2ps3: 1e-4 })
              : new ExtendedFilter(new CoastMotion({ accelerationNoise_m2ps3: 1e-4 }));
          filter.restart(ZERO, START, diagonal(variances.flat()));
          const covariance = new Float64Array(36);
          for (const z of make([rangeSigma, angleSigma, angleSigma], 7).slice(0, 8)) {
            axes.turnTo(z);
            filter.predictTo(z);
            // On the predicted state, so that a wide start does not throw the filter into nowhere.
            measureInto(z.subarray(1, 5), filter.mean, axes.axes);
            filter.update(z, axes.axes);
            filter.covarianceInto(covariance);
            expect(isPositiveDefinite(covariance, 6)).toBe(true);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("refuse noise below 0 and kappa below 0", () => {
    expect(() => new CoastFilter({ accelerationNoise_m2ps3: -1 })).toThrow("accelerationNoise_m2ps3");
    expect(() => new UnscentedFilter(new CoastMotion({ accelerationNoise_m2ps3: 0 }), { kappa: -1 })).toThrow("kappa");
  });
});

describe("gradients", () => {
  it("of the measurement are its differences", () => {
    const { axes } = new RadarAxes(SITE);
    const gradients = new Float64Array(24);
    const [plus, minus] = [new Float64Array(4), new Float64Array(4)];
    gradientsInto(gradients, Float64Array.from(START), axes);
    for (let i = 0; i < 6; i++) {
      const d = i < 3 ? 1 : 0.01;
      measureInto(
        plus,
        Float64Array.from(START, (x, k) => (k === i ? x + d : x)),
        axes,
      );
      measureInto(
        minus,
        Float64Array.from(START, (x, k) => (k === i ? x - d : x)),
        axes,
      );
      for (let m = 0; m < 4; m++) {
        const wanted = (plus[m]! - minus[m]!) / (2 * d);
        expect(Math.abs(gradients[6 * m + i]! - wanted)).toBeLessThan([1e-6, 1e-12, 1e-12, 1e-6][m]!);
      }
    }
  });

  it.each([
    ["coast", new CoastMotion({ accelerationNoise_m2ps3: 0 }), START, 5],
    ["boost", new BoostMotion({ jerkNoise_m2ps5: 1 }), [...START, 10, 20, 30], 1],
    [
      "re-entry",
      new ReentryMotion({ accelerationNoise_m2ps3: 0, logCoefficientNoise_ps: 0 }),
      [...placeTruth([-50e3, 30e3, 30e3], [2500, -1500, -2300]), Math.log(2000)],
      0.5,
    ],
  ] as const)("of the motion, %s, are its differences", (_, motion, start, step) => {
    const n = motion.size;
    const transition = new Float64Array(n * n);
    const at = Float64Array.of(step);
    motion.linearise(transition, Float64Array.from(start), at);
    for (let j = 0; j < n; j++) {
      const d = j < 3 ? 10 : j < 6 ? 0.1 : 0.001;
      const [plus, minus] = [d, -d].map((e) => {
        const x = Float64Array.from(start, (v, k) => (k === j ? v + e : v));
        motion.move(x, at);
        return x;
      }) as [Float64Array, Float64Array];
      for (let i = 0; i < n; i++) {
        const wanted = (plus[i]! - minus[i]!) / (2 * d);
        // What an error of 1 km, 100 m/s or a tenth in a state leaves behind: below 2 m, 2 m/s.
        const weight = j < 3 ? 1000 : j < 6 ? 100 : 0.1;
        expect(Math.abs(transition[i * n + j]! - wanted) * weight).toBeLessThan(2);
      }
    }
  });
});

it("a measurement array has nine numbers", () => expect(lookAtOrbit(true)[0]!.length).toBe(MEASUREMENT_LENGTH));
