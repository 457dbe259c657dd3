import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enuToEcef } from "../earth/frames.ts";
import { makeStream } from "../math/random.ts";
import { vec3 } from "../math/vec3.ts";
import { makeFaces } from "./face.ts";
import {
  type FlightPath,
  accumulateDetection,
  drawFirstDetection,
  findFirstDetection,
  samplePositions,
  timeOfCumulative,
} from "./first-detection.ts";
import { type Radar, detectionRangeFor } from "./radar.ts";
import { maskFromPeaks } from "./visibility.ts";

const degree = Math.PI / 180;
const radar: Radar = {
  position: { latitude_rad: 39 * degree, longitude_rad: 140 * degree, altitude_m: 20 },
  faces: makeFaces({ facing_rad: 270 * degree, faceCount: 1, width_rad: 120 * degree }),
  detectionRange_m: 800_000,
  referenceCrossSection_m2: 0.1,
  referenceProbability: 0.9,
  falseAlarm: 1e-6,
  elevationMinimum_rad: 2 * degree,
  elevationMaximum_rad: 80 * degree,
  radiusFactor: 1,
  mask: [],
};

/** Straight flight from the west, level with the radar's horizontal plane plus `up_m`, ending `end_m` short of it. */
function approach(
  options: { speed_mps?: number; up_m?: number; from_m?: number; north_m?: number; step_s?: number } = {},
): FlightPath {
  const { speed_mps = 3000, up_m = 300_000, from_m = 1_500_000, north_m = 0, step_s = 7 } = options;
  return samplePositions(
    (out, t) => out.set(enuToEcef(vec3(-(from_m - speed_mps * t), north_m, up_m), radar.position)),
    { from_s: 0, to_s: from_m / speed_mps, step_s },
  );
}
/** Time at which the approach comes within a range. */
const timeWithin = (range_m: number): number => (1_500_000 - Math.sqrt(range_m * range_m - 9e10)) / 3000;

const never = (radar: Radar, path: FlightPath): unknown => findFirstDetection(radar, path, { rcs_m2: 0.1, from_s: 0 });

describe("first detection", () => {
  it("is where the path comes within the fourth-root range", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 1, noNaN: true }), fc.integer({ min: 1, max: 30 }), (rcs_m2, step_s) => {
        const found = findFirstDetection(radar, approach({ step_s }), { rcs_m2, from_s: 0 });
        expect(found).toHaveProperty("time_s");
        if ("time_s" in found)
          expect(Math.abs(found.time_s - timeWithin(detectionRangeFor(radar, rcs_m2)))).toBeLessThan(0.02);
      }),
    );
  });

  it("comes earlier for a lower probability and later for a higher one", () => {
    const times = [0.5, 0.9, 0.99].map((probability) => {
      const found = findFirstDetection(radar, approach(), { rcs_m2: 0.1, from_s: 0, probability });
      return "time_s" in found ? found.time_s : Infinity;
    });
    expect(times[0]!).toBeLessThan(times[1]!);
    expect(times[1]!).toBeLessThan(times[2]!);
  });

  it("is not before the time from which it is looked for", () => {
    const path = approach();
    expect(findFirstDetection(radar, path, { rcs_m2: 0.1, from_s: 400 })).toEqual({ time_s: 400 });
    expect(findFirstDetection(radar, path, { rcs_m2: 0.1, from_s: 1e4 })).toEqual({ never: "below-horizon" });
  });

  it("takes a cross-section that changes on the way", () => {
    const path = approach({ step_s: 1 });
    const rcs_m2 = Float64Array.from(path.time_s, (t) => (t < 330 ? 1e-4 : 1));
    const found = findFirstDetection(radar, path, { rcs_m2, from_s: 0 });
    if (!("time_s" in found)) throw new Error(found.never);
    expect(found.time_s).toBeGreaterThan(329);
    expect(found.time_s).toBeLessThan(330.01);
  });

  it("says what was in the way, the nearest to seeing it", () => {
    expect(never(radar, low())).toEqual({ never: "below-horizon" });
    const east = { ...radar, faces: makeFaces({ facing_rad: 90 * degree, faceCount: 1, width_rad: 120 * degree }) };
    expect(never(east, approach())).toEqual({ never: "out-of-field" });
    expect(never({ ...radar, detectionRange_m: 200_000 }, approach())).toEqual({ never: "too-weak" });
    const peak = { azimuth_rad: 270 * degree, distance_m: 1000, height_m: 50_000, halfWidth_rad: 60 * degree };
    const walled = { ...radar, mask: maskFromPeaks([peak]), elevationMaximum_rad: 60 * degree };
    expect(never(walled, approach({ north_m: 1 }))).toEqual({ never: "out-of-field" });
    expect(never({ ...walled, elevationMaximum_rad: 89.99 * degree }, low(100_000))).toEqual({
      never: "behind-terrain",
    });
  });

  it("is mirrored by a mirrored flight", () => {
    const north = findFirstDetection(radar, approach({ north_m: 200_000 }), { rcs_m2: 0.05, from_s: 0 });
    const south = findFirstDetection(radar, approach({ north_m: -200_000 }), { rcs_m2: 0.05, from_s: 0 });
    expect(north).toEqual(south);
  });
});

/** A flight that stays 1,000 km to 500 km away at an elevation of a few degrees or, for 0, below the radar's limit. */
function low(up_m = 0): FlightPath {
  return samplePositions((out, t) => out.set(enuToEcef(vec3(-1e6 + 1000 * t, 0, up_m), radar.position)), {
    from_s: 0,
    to_s: 500,
    step_s: 10,
  });
}

describe("detection over scans", () => {
  const plan = { scan_s: 10, phase_s: 3 };
  const target = { rcs_m2: 0.1, from_s: 0 };

  it("looks every scan and never loses what it has accumulated", () => {
    const history = accumulateDetection(radar, approach(), target, plan);
    expect(history.count).toBe(50);
    expect(history.time_s[1]).toBe(13);
    for (let n = 1; n < history.count; n++)
      expect(history.cumulative[n]!).toBeGreaterThanOrEqual(history.cumulative[n - 1]!);
    expect(history.cumulative[49]).toBeGreaterThan(0.999);
  });

  it("has a reference target detected with 0.9 by one look at the published range, and surer with the looks before", () => {
    const at = timeWithin(800_000);
    const one = accumulateDetection(radar, approach({ step_s: 0.5 }), { ...target, from_s: at }, { scan_s: 1e4 });
    expect(one.count).toBe(1);
    expect(one.single[0]).toBeCloseTo(0.9, 4);
    const all = accumulateDetection(radar, approach({ step_s: 0.5 }), target, { scan_s: 10, phase_s: at % 10 });
    const found = timeOfCumulative(all, 0.9);
    expect("time_s" in found && found.time_s).toBeLessThan(at);
  });

  it("draws the first detecting look as often as its probability says", () => {
    const history = accumulateDetection(radar, approach(), target, { scan_s: 25 });
    const stream = makeStream(3, 0, "first detection test");
    const trials = 4000;
    let byMiddle = 0;
    const middle = 5;
    for (let i = 0; i < trials; i++) {
      const drawn = drawFirstDetection(history, stream);
      if ("time_s" in drawn && drawn.time_s <= history.time_s[middle]!) byMiddle++;
    }
    const p = history.cumulative[middle]!;
    expect(p).toBeGreaterThan(0.05);
    expect(p).toBeLessThan(0.999);
    expect(Math.abs(byMiddle / trials - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / trials));
  });

  it("gives the reason when no look can see", () => {
    const history = accumulateDetection(radar, low(), target, plan);
    expect(timeOfCumulative(history, 0.5)).toEqual({ never: "below-horizon" });
    expect(drawFirstDetection(history, makeStream(1, 0, "x"))).toEqual({ never: "below-horizon" });
    expect(accumulateDetection(radar, low(), { rcs_m2: 1, from_s: 501 }, plan).count).toBe(0);
  });
});
