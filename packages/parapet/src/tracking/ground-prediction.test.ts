import { describe, expect, it } from "vitest";
import { diagonal, drawNormal, moveTruth, placeTruth } from "../../test/samples/tracking-truth.ts";
import { ecefToEnu, ecefToGeodetic, eciToEcef, geodeticToEcef } from "../earth/frames.ts";
import { makeStream } from "../math/random.ts";
import { vec3 } from "../math/vec3.ts";
import type { GroundEllipse, Track } from "../messages.ts";
import { predictImpact, predictLaunchPoint } from "./ground-prediction.ts";
import { predictHandover } from "./track-quality.ts";

const STATE = placeTruth([-300e3, 200e3, 150e3], [1500, -700, 300]);
const VARIANCES = [4e4, 2e4, 1e4, 25, 16, 9];
const makeTrack = (state: readonly number[]): Track => ({
  id: 1,
  tracker: "centre",
  time_s: 0,
  position_eci: vec3(state[0]!, state[1]!, state[2]!),
  velocity_eci: vec3(state[3]!, state[4]!, state[5]!),
  covariance: [...diagonal(VARIANCES)],
  stage: "confirmed",
  quality: { positionSigma_m: 200, velocitySigma_mps: 5, detections: 9, lastDetection_s: 0 },
});

/** Where a truth comes down, by short steps. */
function land(phase: "coast" | "reentry", state: readonly number[], step: number) {
  let x = [...state];
  let before = x;
  let time = 0;
  const altitude = (s: readonly number[]): number => ecefToGeodetic(vec3(s[0]!, s[1]!, s[2]!)).altitude_m;
  while (altitude(x) > 0) {
    before = x;
    x = moveTruth(phase, x, step);
    time += step;
  }
  const share = altitude(before) / (altitude(before) - altitude(x));
  x = moveTruth(phase, before, share * step);
  time += (share - 1) * step;
  return { r_ecef: eciToEcef(vec3(x[0]!, x[1]!, x[2]!), time), time_s: time };
}

/** Square of a point's distance from the centre in units of the ellipse: at most 1 inside. */
function placeIn(ellipse: GroundEllipse, r_ecef: ReturnType<typeof geodeticToEcef>): number {
  const [east, north] = ecefToEnu(r_ecef, ellipse.centre);
  const s = Math.sin(ellipse.azimuth_rad);
  const c = Math.cos(ellipse.azimuth_rad);
  return (
    ((east * s + north * c) / ellipse.semiMajorAxis_m) ** 2 + ((east * c - north * s) / ellipse.semiMinorAxis_m) ** 2
  );
}
function expectFound(prediction: ReturnType<typeof predictImpact>): GroundEllipse {
  if (prediction.outcome !== "found") throw new Error(prediction.outcome);
  return prediction.ellipse;
}

describe("predictImpact", () => {
  it.each([
    ["coast", {}],
    ["reentry", { ballisticCoefficient_kgpm2: 2000 }],
  ] as const)("is centred where the truth comes down: %s", (phase, options) => {
    const ellipse = expectFound(predictImpact(makeTrack(STATE), options));
    const { r_ecef, time_s } = land(phase, phase === "reentry" ? [...STATE, Math.log(2000)] : STATE, 0.5);
    const [east, north] = ecefToEnu(r_ecef, ellipse.centre);
    // The mean over the errors differs from the middle path by the curvature of range in speed.
    expect(Math.hypot(east, north)).toBeLessThan(60);
    expect(Math.abs(ellipse.time_s - time_s)).toBeLessThan(0.1);
  });

  it("holds 95 % of the points where draws of the track's error come down", () => {
    const ellipse = expectFound(predictImpact(makeTrack(STATE)));
    const stream = makeStream(31, 0, "impact");
    const count = 400;
    let inside = 0;
    for (let k = 0; k < count; k++) {
      const error = drawNormal(diagonal(VARIANCES), 6, stream);
      const { r_ecef } = land(
        "coast",
        STATE.map((x, i) => x + error[i]!),
        5,
      );
      if (placeIn(ellipse, r_ecef) <= 1) inside++;
    }
    // Three standard deviations of a share of 0.95 in 400 draws: 0.033.
    expect(Math.abs(inside / count - 0.95)).toBeLessThan(0.033);
  });

  it("grows with what is not known of the drag", () => {
    const options = { ballisticCoefficient_kgpm2: 2000 };
    const known = expectFound(predictImpact(makeTrack(STATE), options));
    const unknown = expectFound(predictImpact(makeTrack(STATE), { ...options, logCoefficientSigma: 0.5 }));
    expect(unknown.semiMajorAxis_m).toBeGreaterThan(known.semiMajorAxis_m);
  });

  it("says when there is no ground ahead", () => {
    const orbit = [7e6, 0, 0, 0, 7546, 0];
    expect(predictImpact(makeTrack(orbit))).toEqual({ outcome: "no-ground" });
  });
});

it("predictLaunchPoint leads back along free flight, and its ellipse holds what boost may add", () => {
  const ellipse = expectFound(predictLaunchPoint(makeTrack(STATE), { boostSigma_m: 5000 }));
  const back = STATE.map((x, i) => (i < 3 ? x : -x));
  expect(ellipse.time_s).toBeLessThan(0);
  expect(ellipse.semiMinorAxis_m).toBeGreaterThan(5000 * Math.sqrt(5.99));
  // Free flight with the velocity turned round, in a field at rest, meets the same inertial point.
  let x = back;
  let time = 0;
  while (ecefToGeodetic(vec3(x[0]!, x[1]!, x[2]!)).altitude_m > 0) {
    x = moveTruth("coast", x, 0.5);
    time += 0.5;
  }
  expect(Math.abs(ellipse.time_s + time)).toBeLessThan(1);
  const [east, north] = ecefToEnu(eciToEcef(vec3(x[0]!, x[1]!, x[2]!), -time), ellipse.centre);
  expect(Math.hypot(east, north)).toBeLessThan(1500);
});

describe("predictHandover", () => {
  it("grows with the time to go, about as velocity error times time", () => {
    const near = predictHandover(makeTrack(STATE), { handover_s: 0 });
    const far = predictHandover(makeTrack(STATE), { handover_s: 200 });
    expect(near.handoverSigma_m).toBeCloseTo(200, 6);
    expect(near.basketRadius_m / near.handoverSigma_m).toBeCloseTo(Math.sqrt(7.815), 3);
    expect(far.handoverSigma_m).toBeGreaterThan(900);
    expect(far.handoverSigma_m).toBeLessThan(1200);
  });

  it("refuses a hand-over before the track", () => {
    expect(() => predictHandover(makeTrack(STATE), { handover_s: -1 })).toThrow("handover_s");
  });
});
