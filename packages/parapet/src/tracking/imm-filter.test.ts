import { describe, expect, it } from "vitest";
import { diagonal, drawMeasurement, moveTruth, placeTruth, SITE } from "../../test/samples/tracking-truth.ts";
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
    const alone = new ExtendedFilter(mode.motion);
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

  it("refuses probabilities that do not add to 1 and modes that do not fit", () => {
    const modes = makeBallisticModes();
    expect(() => new ImmFilter(modes, [0.5, 0.4, 0.2])).toThrow("add to 1");
    expect(() => new ImmFilter([{ ...modes[0], extraMean: [] }, modes[1], modes[2]], [0.5, 0.4, 0.1])).toThrow("boost");
  });
});
