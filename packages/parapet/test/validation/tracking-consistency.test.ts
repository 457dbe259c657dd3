// Bar-Shalom, Li and Kirubarajan (2001), Estimation with Applications to Tracking and Navigation, section 5.4.2: the mean of the normalised estimation
// error squared over N runs lies in the chi-square band of N n degrees over N when a filter's covariance is what its errors are.
import { describe, expect, it } from "vitest";
import { makeStream } from "../../src/math/random.ts";
import { makeBallisticModes } from "../../src/tracking/ballistic-modes.ts";
import { consistencyBand } from "../../src/tracking/chi-square.ts";
import { CoastFilter } from "../../src/tracking/coast-filter.ts";
import { ExtendedFilter } from "../../src/tracking/extended-filter.ts";
import type { Filter } from "../../src/tracking/filter.ts";
import { ImmFilter } from "../../src/tracking/imm-filter.ts";
import { RadarAxes } from "../../src/tracking/measurement.ts";
import type { Mode } from "../../src/tracking/mode.ts";
import type { Motion } from "../../src/tracking/motion.ts";
import { BoostMotion, CoastMotion, ReentryMotion } from "../../src/tracking/motions.ts";
import { UnscentedFilter } from "../../src/tracking/unscented-filter.ts";
import {
  diagonal,
  drawMeasurement,
  drawNormal,
  findNees,
  moveTruth,
  type Phase,
  placeTruth,
  SITE,
} from "../samples/tracking-truth.ts";

const RUNS = 200;
const SIGMAS = [10, 5e-4, 5e-4];

interface Case {
  readonly phase: Phase;
  readonly motion: () => Motion;
  readonly start: readonly number[];
  readonly variances: readonly number[];
  readonly interval_s: number;
  readonly looks: number;
}

const CASES: readonly Case[] = [
  {
    phase: "boost",
    motion: () => new BoostMotion({ jerkNoise_m2ps5: 10 }),
    start: [...placeTruth([-200e3, 150e3, 40e3], [800, -300, 900]), 10, 20, 30],
    variances: [250e3, 250e3, 250e3, 1e4, 1e4, 1e4, 400, 400, 400],
    interval_s: 1,
    looks: 60,
  },
  {
    phase: "coast",
    motion: () => new CoastMotion({ accelerationNoise_m2ps3: 0.01 }),
    start: placeTruth([-500e3, 300e3, 200e3], [2000, -900, 1200]),
    variances: [250e3, 250e3, 250e3, 1e4, 1e4, 1e4],
    interval_s: 5,
    looks: 60,
  },
  {
    phase: "reentry",
    motion: () => new ReentryMotion({ accelerationNoise_m2ps3: 1, logCoefficientNoise_ps: 1e-3 }),
    start: [...placeTruth([-100e3, 60e3, 100e3], [2500, -1500, -2300]), Math.log(2000)],
    variances: [250e3, 250e3, 250e3, 1e4, 1e4, 1e4, 0.09],
    interval_s: 0.5,
    looks: 70,
  },
];

/** Mean normalised error squared after each look, over the runs. */
function runCase(c: Case, makeFilter: () => Filter, purpose: string): Float64Array {
  const { start, variances, interval_s, looks, phase } = c;
  const n = start.length;
  const motion = c.motion();
  const noise = new Float64Array(n * n);
  motion.addNoise(noise, Float64Array.of(interval_s));
  const spread = diagonal(variances);
  const filter = makeFilter();
  const axes = new RadarAxes(SITE);
  const means = new Float64Array(looks);
  const zero = new Float64Array(1);
  for (let run = 0; run < RUNS; run++) {
    const stream = makeStream(4, run, purpose);
    let truth = [...start];
    const error = drawNormal(spread, n, stream);
    filter.restart(
      zero,
      truth.map((x, i) => x + error[i]!),
      spread,
    );
    for (let k = 0; k < looks; k++) {
      const at = Float64Array.of((k + 1) * interval_s);
      const kick = drawNormal(noise, n, stream);
      truth = moveTruth(phase, truth, interval_s).map((x, i) => x + kick[i]!);
      axes.turnTo(at);
      filter.predictTo(at);
      filter.update(drawMeasurement(at[0]!, truth, axes.axes, SIGMAS, stream), axes.axes);
      means[k]! += findNees(filter, truth) / RUNS;
    }
  }
  return means;
}

function expectConsistent(means: Float64Array, size: number): void {
  const band = consistencyBand(size, RUNS, 0.95);
  const inside = means.filter((x) => x > band.low && x < band.high).length / means.length;
  // One instant in twenty may lie outside; those of one run hang together.
  expect(inside).toBeGreaterThanOrEqual(0.9);
  const overall = means.reduce((a, b) => a + b, 0) / means.length;
  expect(overall).toBeGreaterThan(band.low);
  expect(overall).toBeLessThan(band.high);
}

describe.each(CASES)("$phase: normalised error squared over 200 runs", (c) => {
  it("of the extended filter lies in its 95 % band", () => {
    expectConsistent(
      runCase(c, () => new ExtendedFilter(c.motion()), `${c.phase}-errors`),
      c.start.length,
    );
  });
  it("of the unscented filter lies in its 95 % band", () => {
    expectConsistent(
      runCase(c, () => new UnscentedFilter(c.motion()), `${c.phase}-errors`),
      c.start.length,
    );
  });
});

it("coast: normalised error squared of the six-state filter lies in its 95 % band", () => {
  const coast = CASES[1]!;
  expectConsistent(
    runCase(coast, () => new CoastFilter({ accelerationNoise_m2ps3: 0.01 }), "coast-errors"),
    6,
  );
});

interface ImmCase {
  readonly phase: Phase;
  readonly modes: readonly Mode[];
  readonly motion: Motion;
  readonly start: readonly number[];
  readonly interval_s: number;
  readonly looks: number;
}

// A mixture is no normal distribution, and a filter that holds other phases for possible claims larger errors than one that knows its phase: the band is asked of
// it where it may know, with the truth drawn as the phase's own mode has it.
describe("interacting models: normalised error squared of position and velocity over 200 runs", () => {
  const [boost, coast, reentry] = makeBallisticModes({ logCoefficientSigma: 0.3 });
  const cases: readonly ImmCase[] = [
    {
      phase: "boost",
      modes: [boost, coast, reentry],
      motion: new BoostMotion({ jerkNoise_m2ps5: 30 }),
      start: placeTruth([-200e3, 150e3, 40e3], [800, -300, 900]),
      interval_s: 1,
      looks: 60,
    },
    {
      phase: "coast",
      // No further stage: what falls freely is not boosted again.
      modes: [boost, { ...coast, next: [0, 0, 1] }, reentry],
      motion: new CoastMotion({ accelerationNoise_m2ps3: 1e-4 }),
      start: placeTruth([-500e3, 300e3, 200e3], [2000, -900, 1200]),
      interval_s: 5,
      looks: 60,
    },
    {
      phase: "reentry",
      modes: [boost, coast, reentry],
      motion: new ReentryMotion({ accelerationNoise_m2ps3: 0.1, logCoefficientNoise_ps: 1e-3 }),
      start: placeTruth([-100e3, 60e3, 100e3], [2500, -1500, -2300]),
      interval_s: 0.5,
      looks: 70,
    },
  ];

  /** Mean normalised error squared after each look; what a mode has beyond position and velocity is drawn from its first guess. */
  function runImm(c: ImmCase): Float64Array {
    const own = c.modes.findIndex(({ phase }) => phase === c.phase);
    const { extraMean, extraVariances } = c.modes[own]!;
    const filter = new ImmFilter(
      c.modes,
      c.modes.map((_, i) => (i === own ? 0.98 : 0.01)),
    );
    const n = 6 + extraMean.length;
    const variances = [250e3, 250e3, 250e3, 1e4, 1e4, 1e4, ...extraVariances];
    const noise = new Float64Array(n * n);
    c.motion.addNoise(noise, Float64Array.of(c.interval_s));
    const axes = new RadarAxes(SITE);
    const means = new Float64Array(c.looks);
    for (let run = 0; run < RUNS; run++) {
      const stream = makeStream(4, run, `${c.phase}-imm`);
      const error = drawNormal(diagonal(variances), n, stream);
      let truth = [...c.start, ...extraMean.map((x, i) => x + error[6 + i]!)];
      const seen = c.start.map((x, i) => x + error[i]!);
      filter.restart(new Float64Array(1), seen, diagonal(variances.slice(0, 6)));
      for (let k = 0; k < c.looks; k++) {
        const at = Float64Array.of((k + 1) * c.interval_s);
        const kick = drawNormal(noise, n, stream);
        truth = moveTruth(c.phase, truth, c.interval_s).map((x, i) => x + kick[i]!);
        axes.turnTo(at);
        filter.predictTo(at);
        filter.update(drawMeasurement(at[0]!, truth, axes.axes, SIGMAS, stream), axes.axes);
        means[k]! += findNees(filter, truth.slice(0, 6)) / RUNS;
      }
    }
    return means;
  }

  it.each(cases)("$phase: lies in its 95 % band", (c) => expectConsistent(runImm(c), 6));

  it("coast, with a further stage possible: never claims less error than it has", () => {
    const means = runImm({ ...cases[1]!, modes: [boost, coast, reentry] });
    const { high } = consistencyBand(6, RUNS, 0.95);
    for (const x of means) expect(x).toBeLessThan(high);
  });
});
