import { describe, expect, it } from "vitest";
import { diagonal, drawMeasurement, findNees, moveTruth, placeTruth, SITE } from "../../test/samples/tracking-truth.ts";
import { makeStream } from "../math/random.ts";
import { makeBallisticModes } from "./ballistic-modes.ts";
import { ExtendedFilter } from "./extended-filter.ts";
import { ImmFilter } from "./imm-filter.ts";
import { RadarAxes } from "./measurement.ts";
import { CoastMotion } from "./motions.ts";

const axes = new RadarAxes(SITE);
const SIGMAS = [10, 2e-4, 2e-4];

describe("ImmFilter", () => {
  it("tells boost from coast and follows the burnout, where a filter of free flight alone loses the missile", () => {
    const stream = makeStream(11, 0, "burnout");
    const imm = new ImmFilter(makeBallisticModes(), [0.6, 0.3, 0.1]);
    const coast = new ExtendedFilter(new CoastMotion({ accelerationNoise_m2ps3: 1e-4 }));
    const start = placeTruth([-300e3, 100e3, 60e3], [1000, -300, 1000]);
    const zero = Float64Array.of(0);
    const spread = diagonal([1e4, 1e4, 1e4, 1e4, 1e4, 1e4]);
    imm.restart(zero, start, spread);
    coast.restart(zero, start, spread);
    let truth = [...start, ...placeTruth([0, 0, 0], [30, -10, 25]).slice(3)];
    // The velocity of the site is no part of a thrust.
    for (let i = 0; i < 3; i++) truth[6 + i]! -= axes.axes[12 + i]!;
    const boostAt: number[] = [];
    let error = 0;
    let coastError = 0;
    for (let k = 1; k <= 120; k++) {
      if (k === 61) truth = truth.slice(0, 6);
      truth = moveTruth(k <= 60 ? "boost" : "coast", truth, 1);
      const at = Float64Array.of(k);
      axes.turnTo(at);
      const z = drawMeasurement(k, truth, axes.axes, SIGMAS, stream);
      for (const filter of [imm, coast]) {
        filter.predictTo(at);
        filter.update(z, axes.axes);
      }
      boostAt.push(imm.probabilities[0]!);
      const miss = (mean: Float64Array): number => Math.hypot(...[0, 1, 2].map((i) => mean[i]! - truth[i]!));
      if (k > 20 && k <= 60) {
        error = Math.max(error, miss(imm.mean));
        coastError = Math.max(coastError, miss(coast.mean));
      }
    }
    expect(boostAt[55]).toBeGreaterThan(0.95);
    expect(boostAt[110]).toBeLessThan(0.1);
    expect(imm.probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(error).toBeLessThan(400);
    expect(coastError).toBeGreaterThan(5 * error);
  });

  it("tells re-entry and finds the ballistic coefficient", () => {
    const stream = makeStream(12, 0, "reentry");
    const imm = new ImmFilter(makeBallisticModes(), [0.05, 0.9, 0.05]);
    const start = placeTruth([-60e3, 40e3, 90e3], [1000, -700, -2000]);
    imm.restart(Float64Array.of(0), start, diagonal([1e4, 1e4, 1e4, 1e4, 1e4, 1e4]));
    let truth = [...start, Math.log(1500)];
    for (let k = 1; k <= 74; k++) {
      truth = moveTruth("reentry", truth, 0.5);
      const at = Float64Array.of(k / 2);
      axes.turnTo(at);
      imm.predictTo(at);
      imm.update(drawMeasurement(k / 2, truth, axes.axes, SIGMAS, stream), axes.axes);
    }
    expect(imm.probabilities[2]).toBeGreaterThan(0.9);
    expect(Math.abs(imm.filters[2]!.mean[6]! - Math.log(1500))).toBeLessThan(0.2);
  });

  it("of one mode is that mode's filter", () => {
    const [, mode] = makeBallisticModes();
    const imm = new ImmFilter([{ ...mode, next: [0] }], [1]);
    const alone = mode.makeFilter();
    const start = placeTruth([-300e3, 100e3, 160e3], [1000, -300, 1000]);
    const stream = makeStream(13, 0, "one");
    for (const filter of [imm, alone])
      filter.restart(Float64Array.of(0), start, diagonal([1e4, 1e4, 1e4, 1e4, 1e4, 1e4]));
    let truth = start;
    for (let k = 1; k <= 10; k++) {
      truth = moveTruth("coast", truth, 1);
      const at = Float64Array.of(k);
      axes.turnTo(at);
      const z = drawMeasurement(k, truth, axes.axes, SIGMAS, stream);
      for (const filter of [imm, alone]) {
        filter.predictTo(at);
        filter.update(z, axes.axes);
      }
    }
    alone.mean.forEach((x, i) => expect(imm.mean[i]).toBeCloseTo(x, 6));
    expect(imm.innovation[0]).toBeCloseTo(alone.innovation[0]!, 6);
    expect(imm.innovation[1]! / alone.innovation[1]!).toBeCloseTo(1, 6);
  });

  it("with sleeping modes is as good as with all awake, and in free flight runs little more than one", () => {
    const modes = makeBallisticModes();
    const filters = [
      new ImmFilter(modes, [0.6, 0.3, 0.1]),
      new ImmFilter(modes, [0.6, 0.3, 0.1], { sleepBelow: 0 }),
    ] as const;
    const stream = makeStream(14, 0, "sleep");
    const start = placeTruth([-300e3, 100e3, 60e3], [1000, -300, 1000]);
    const runs = 8;
    let awake = 0;
    // Mean squared error of position while boosted, in the 40 s after burnout, later; normalised error squared after burnout.
    const squares: readonly [number[], number[]] = [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ];
    for (let run = 0; run < runs; run++) {
      for (const filter of filters) filter.restart(Float64Array.of(0), start, diagonal([1e4, 1e4, 1e4, 1e4, 1e4, 1e4]));
      axes.turnTo(Float64Array.of(0));
      let truth = [...start, ...placeTruth([0, 0, 0], [30, -10, 25]).slice(3)];
      for (let i = 0; i < 3; i++) truth[6 + i]! -= axes.axes[12 + i]!;
      for (let k = 1; k <= 200; k++) {
        if (k === 61) truth = truth.slice(0, 6);
        truth = moveTruth(k <= 60 ? "boost" : "coast", truth, 1);
        const at = Float64Array.of(k);
        axes.turnTo(at);
        const z = drawMeasurement(k, truth, axes.axes, SIGMAS, stream);
        filters.forEach((filter, f) => {
          filter.predictTo(at);
          filter.update(z, axes.axes);
          const stage = k <= 60 ? 0 : k <= 100 ? 1 : 2;
          for (let i = 0; i < 3; i++) squares[f]![stage]! += (filter.mean[i]! - truth[i]!) ** 2;
          if (stage === 1) squares[f]![3]! += findNees(filter, truth.slice(0, 6)) / (40 * runs);
        });
        if (k > 100) awake += filters[0].probabilities.filter((p) => p > 0).length / (100 * runs);
      }
    }
    expect(awake).toBeLessThan(1.6);
    const [lazy, full] = squares;
    expect(lazy[0]! / full[0]!).toBeCloseTo(1, 2);
    expect(lazy[1]! / full[1]!).toBeCloseTo(1, 1);
    // A filter that no longer reckons with thrust knows free flight better.
    expect(lazy[2]!).toBeLessThan(full[2]!);
    expect(lazy[3]!).toBeLessThan(6);
  });

  it("takes measurements in jointly as it takes one in when that one is certain", () => {
    const modes = makeBallisticModes();
    const [alone, joint] = [new ImmFilter(modes, [0.3, 0.6, 0.1]), new ImmFilter(modes, [0.3, 0.6, 0.1])];
    const start = placeTruth([-300e3, 100e3, 120e3], [1000, -300, 1000]);
    const stream = makeStream(15, 0, "joint");
    for (const filter of [alone, joint])
      filter.restart(Float64Array.of(0), start, diagonal([1e4, 1e4, 1e4, 1e4, 1e4, 1e4]));
    let truth = start;
    for (let k = 1; k <= 20; k++) {
      truth = moveTruth("coast", truth, 1);
      const at = Float64Array.of(k);
      axes.turnTo(at);
      const z = drawMeasurement(k, truth, axes.axes, SIGMAS, stream);
      for (const filter of [alone, joint]) filter.predictTo(at);
      alone.update(z, axes.axes);
      joint.updateJointly([z, z], 2, axes.axes, [0, 0.25, 0.75, 0], 1);
    }
    alone.mean.forEach((x, i) => expect(Math.abs(joint.mean[i]! - x)).toBeLessThan(i < 3 ? 1e-3 : 1e-5));
    alone.probabilities.forEach((p, f) => expect(joint.probabilities[f]).toBeCloseTo(p, 9));
  });

  it("refuses probabilities that do not add to 1 and modes that do not fit", () => {
    const modes = makeBallisticModes();
    expect(() => new ImmFilter(modes, [0.5, 0.4, 0.2])).toThrow("add to 1");
    expect(() => new ImmFilter([{ ...modes[0], extraMean: [] }, modes[1], modes[2]], [0.5, 0.4, 0.1])).toThrow("boost");
  });
});
