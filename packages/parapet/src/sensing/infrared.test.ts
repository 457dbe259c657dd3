import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeStream } from "../math/random.ts";
import { type InfraredSensor, drawLaunchPointError, findCloudBreak, findInfraredCue } from "./infrared.ts";

const sensor: InfraredSensor = {
  revisit_s: 10,
  looksToDeclare: 3,
  latency_s: 30,
  cloudBreakAltitude_m: 8000,
  launchPointSigma_m: 2000,
  headingSigma_rad: 0.02,
};
/** Altitude grows as 10 t^2: through 8 km at 28.28 s, between points that are 5 s apart. */
const time_s = Float64Array.from({ length: 21 }, (_, i) => 5 * i);
const plume = { time_s, altitude_m: time_s.map((t) => 10 * t * t), count: 21, burnout_s: 100 };

describe("an infrared cue", () => {
  it("comes after the clouds, the looks and the latency", () => {
    expect(findCloudBreak(plume, 8000)).toBeCloseTo(25 + (5 * 1750) / 2750, 12);
    expect(findInfraredCue(sensor, plume, 2)).toEqual({ cue_s: 82, firstSeen_s: 32, lastSeen_s: 52 });
    expect(findInfraredCue({ ...sensor, cloudBreakAltitude_m: 0 }, plume, 0)).toEqual({
      cue_s: 50,
      firstSeen_s: 0,
      lastSeen_s: 20,
    });
  });

  it("does not come for a motor that burns out too early", () => {
    expect(findInfraredCue(sensor, { ...plume, burnout_s: 28 }, 0)).toEqual({ never: "burns-out-below-clouds" });
    expect(findInfraredCue(sensor, { ...plume, burnout_s: 45 }, 0)).toEqual({ never: "burns-out-too-soon" });
    expect(findInfraredCue({ ...sensor, cloudBreakAltitude_m: 2e5 }, plume, 0)).toEqual({
      never: "burns-out-below-clouds",
    });
  });

  it("varies by one revisit at most with the phase of the scan", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, maxExcluded: true, noNaN: true }), (phase) => {
        const cue = findInfraredCue(sensor, plume, phase);
        const first = findCloudBreak(plume, 8000)!;
        if (!("cue_s" in cue)) throw new Error(cue.never);
        expect(cue.firstSeen_s).toBeGreaterThanOrEqual(first - 1e-9);
        expect(cue.firstSeen_s).toBeLessThan(first + 10 + 1e-9);
        expect(cue.cue_s).toBeCloseTo(cue.firstSeen_s + 50, 9);
      }),
    );
  });

  it("is off by the launch-point error along each axis", () => {
    const stream = makeStream(1, 0, "infrared");
    const n = 10_000;
    let east = 0;
    let north = 0;
    for (let i = 0; i < n; i++) {
      const error = drawLaunchPointError(sensor, stream);
      east += error.east_m * error.east_m;
      north += error.north_m * error.north_m;
    }
    expect(Math.abs(Math.sqrt(east / n) / 2000 - 1)).toBeLessThan(0.03);
    expect(Math.abs(Math.sqrt(north / n) / 2000 - 1)).toBeLessThan(0.03);
  });
});
