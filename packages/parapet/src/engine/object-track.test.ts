import { describe, expect, it } from "vitest";
import { WGS84 } from "../earth/model.ts";
import { makeStream } from "../math/random.ts";
import { CoastMotion } from "../tracking/motions.ts";
import { measureInto, MEASUREMENT_LENGTH, RadarAxes } from "../tracking/measurement.ts";
import { ObjectTrack, spreadAt, timeToSpread } from "./object-track.ts";

const site = new RadarAxes({ latitude_rad: 0.6, longitude_rad: 2.3, altitude_m: 0 });
const FINE = { range_m: 20, angle_rad: 5e-4 };
/** A wide beam and a weak echo: 10 km across at 1,000 km, and still 3 m in range. */
const COARSE = { range_m: 3, angle_rad: 1e-2 };

/** Looks at a body that falls freely over the radar, every `interval_s`; where it is and how it was seen. */
function watchFall(track: ObjectTrack, looks: number, seed: number, SIGMA = FINE) {
  const interval_s = 2;
  const stream = makeStream(seed, 0, "test of tracks");
  const state = Float64Array.of(-3_300_000, 4_300_000, 4_100_000, 2000, 900, -1500, 0);
  const motion = new CoastMotion({ accelerationNoise_m2ps3: 0, earth: WGS84 });
  const at = new Float64Array(1);
  const seen = new Float64Array(4);
  const steps: string[] = [];
  for (let i = 0; i < looks; i++) {
    at[0] = i * interval_s;
    site.turnTo(at);
    measureInto(seen, state, site.axes);
    const z = new Float64Array(MEASUREMENT_LENGTH);
    z.set([
      at[0],
      seen[0]! + SIGMA.range_m * stream.normal(),
      seen[1]! + SIGMA.angle_rad * stream.normal(),
      seen[2]! + SIGMA.angle_rad * stream.normal(),
      0,
      SIGMA.range_m,
      SIGMA.angle_rad,
      SIGMA.angle_rad,
      0,
    ]);
    steps.push(track.take(z, site.axes, "coast", 3000));
    if (i < looks - 1) motion.move(state, Float64Array.of(interval_s));
  }
  return { state, steps };
}

describe("an object's track", () => {
  it("starts with two detections, is confirmed by the third, and goes after five misses in a row", () => {
    const track = new ObjectTrack(WGS84);
    expect(watchFall(track, 4, 1).steps).toEqual(["nothing", "nothing", "confirmed", "nothing"]);
    expect([1, 2, 3, 4, 5].map(() => track.miss())).toEqual(["nothing", "nothing", "nothing", "nothing", "lost"]);
    expect(track.stage).toBe("none");
    expect(track.miss()).toBe("nothing");
  });

  it("has the error that its spread says, over many tracks", () => {
    const spread = new Float64Array(4);
    let sum = 0;
    const n = 60;
    for (let seed = 1; seed <= n; seed++) {
      const track = new ObjectTrack(WGS84);
      const { state } = watchFall(track, 25, seed);
      track.spreadInto(spread);
      const { mean, clock } = track.filter;
      const error = Math.hypot(mean[0]! - state[0]!, mean[1]! - state[1]!, mean[2]! - state[2]!);
      expect(spread[3]).toBe(clock[0]);
      sum += (error / spreadAt(spread, clock[0]!)) ** 2;
    }
    // The mean of the squared ratio is 1; its spread is at most that of a chi-square of one degree.
    expect(Math.abs(sum / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it("is not surer than it may be where the range is fine and the direction coarse", () => {
    const spread = new Float64Array(4);
    let sum = 0;
    const n = 60;
    for (let seed = 1; seed <= n; seed++) {
      const track = new ObjectTrack(WGS84);
      const { state } = watchFall(track, 40, seed, COARSE);
      track.spreadInto(spread);
      const { mean, clock } = track.filter;
      const error = Math.hypot(mean[0]! - state[0]!, mean[1]! - state[1]!, mean[2]! - state[2]!);
      expect(error).toBeLessThan(50_000);
      sum += (error / spreadAt(spread, clock[0]!)) ** 2;
    }
    expect(sum / n).toBeLessThan(1 + 4 * Math.sqrt(2 / n));
  });

  it("tells for how long an error that grows stays within a limit", () => {
    const spread = Float64Array.of(100, 4, 1, 50);
    expect(spreadAt(spread, 50 + timeToSpread(spread, 30))).toBeCloseTo(30, 9);
    expect(timeToSpread(spread, 9)).toBe(-1);
    expect(timeToSpread(Float64Array.of(100, 0, 0, 0), 30)).toBe(Infinity);
  });
});
