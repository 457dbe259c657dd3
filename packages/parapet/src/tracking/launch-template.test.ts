import { describe, expect, it } from "vitest";
import { diagonal, drawNormal, moveTruth, placeTruth, SITE } from "../../test/samples/tracking-truth.ts";
import { ecefToEnu, ecefToGeodetic, eciToEcef, eciToEcefVelocity, enuToEcef, geodeticToEcef } from "../earth/frames.ts";
import { solveDirect, solveInverse } from "../earth/geodesic.ts";
import { WGS84 } from "../earth/model.ts";
import { makeStream } from "../math/random.ts";
import { vec3 } from "../math/vec3.ts";
import type { Track } from "../messages.ts";
import { type BoostTemplate, predictLaunchByTemplate } from "./launch-template.ts";

const LAUNCH = { latitude_rad: 0.69, longitude_rad: 2.25, altitude_m: 0 };
const TEMPLATE: BoostTemplate = {
  burnTime_s: 90,
  burnoutAltitude_m: 90_000,
  burnoutAltitudeSigma_m: 4000,
  downrange_m: 70_000,
  downrangeSigma_m: 6000,
  crossrangeSigma_m: 1500,
};
const VARIANCES = [250e3, 160e3, 90e3, 400, 225, 100];

const makeTrack = (state: readonly number[], time_s: number): Track => ({
  id: 1,
  tracker: "centre",
  time_s,
  position_eci: vec3(state[0]!, state[1]!, state[2]!),
  velocity_eci: vec3(state[3]!, state[4]!, state[5]!),
  covariance: [...diagonal(VARIANCES)],
  stage: "confirmed",
  quality: { positionSigma_m: 500, velocitySigma_mps: 20, detections: 9, lastDetection_s: time_s },
});

/** Inertial state, at time 0, of a burnout over a place with a velocity along a heading and up. */
function burnOut(place: typeof LAUNCH, heading: number, ahead_mps: number, up_mps: number): number[] {
  const r = geodeticToEcef(place);
  const tip = enuToEcef(vec3(ahead_mps * Math.sin(heading), ahead_mps * Math.cos(heading), up_mps), place);
  const w = WGS84.rotationRate_radps;
  return [...r, tip[0] - r[0] - w * r[1], tip[1] - r[1] + w * r[0], tip[2] - r[2]];
}
const fall = (state: readonly number[], seconds: number): number[] => {
  let x = [...state];
  for (let k = 0; k < seconds; k += 5) x = moveTruth("coast", x, 5);
  return x;
};

/** Square of the launch's distance from the centre in units of the ellipse: at most 1 inside. */
function placeLaunch(track: Track, template: BoostTemplate) {
  const prediction = predictLaunchByTemplate(track, template);
  if (prediction.outcome !== "found") throw new Error(prediction.outcome);
  const { ellipse } = prediction;
  const [east, north] = ecefToEnu(geodeticToEcef(LAUNCH), ellipse.centre);
  const [s, c] = [Math.sin(ellipse.azimuth_rad), Math.cos(ellipse.azimuth_rad)];
  const square =
    ((east * s + north * c) / ellipse.semiMajorAxis_m) ** 2 + ((east * c - north * s) / ellipse.semiMinorAxis_m) ** 2;
  return { ellipse, square, miss_m: Math.hypot(east, north) };
}

describe("predictLaunchByTemplate", () => {
  it("leads back to the launch when burnout is as the template says", () => {
    for (const azimuth of [0.3, 2, 4]) {
      const place = solveDirect(LAUNCH, azimuth, TEMPLATE.downrange_m);
      const heading = solveInverse(LAUNCH, place).finalAzimuth_rad;
      const state = burnOut({ ...place, altitude_m: TEMPLATE.burnoutAltitude_m }, heading, 1600, 2200);
      const { ellipse, miss_m } = placeLaunch(makeTrack(fall(state, 120), 120), TEMPLATE);
      expect(miss_m).toBeLessThan(50);
      expect(Math.abs(ellipse.time_s + TEMPLATE.burnTime_s)).toBeLessThan(0.5);
    }
  });

  it("knows its errors: its ellipse of 95 % holds the launch in 95 % of draws of track and template", () => {
    const stream = makeStream(33, 0, "launch");
    const count = 400;
    let inside = 0;
    for (let k = 0; k < count; k++) {
      const azimuth = 2 * Math.PI * stream.uniform();
      const downrange = TEMPLATE.downrange_m + TEMPLATE.downrangeSigma_m * stream.normal();
      const straight = solveDirect(LAUNCH, azimuth, downrange);
      const heading = solveInverse(LAUNCH, straight).finalAzimuth_rad;
      const place = solveDirect(straight, heading + Math.PI / 2, TEMPLATE.crossrangeSigma_m * stream.normal());
      const altitude_m = TEMPLATE.burnoutAltitude_m + TEMPLATE.burnoutAltitudeSigma_m * stream.normal();
      const state = fall(burnOut({ ...place, altitude_m }, heading, 1600, 2200), 60);
      const error = drawNormal(diagonal(VARIANCES), 6, stream);
      const seen = makeTrack(
        state.map((x, i) => x + error[i]!),
        60,
      );
      if (placeLaunch(seen, TEMPLATE).square <= 1) inside++;
    }
    // Three standard deviations of a share of 0.95 in 400 draws: 0.033.
    expect(Math.abs(inside / count - 0.95)).toBeLessThan(0.033);
  });

  it("made from one powered flight finds the launch of another of its class in another direction", () => {
    const boost = (east: number, north: number): number[] => {
      let state = [...placeTruth([0, 0, 0], [0, 0, 0]), 0, 0, 0];
      const rest = placeTruth([0, 0, 0], [0, 0, 0]);
      const thrust = placeTruth([0, 0, 0], [east, north, 38]);
      for (let i = 0; i < 3; i++) state[6 + i] = thrust[3 + i]! - rest[3 + i]!;
      for (let k = 0; k < 90; k++) state = moveTruth("boost", state, 1);
      return state.slice(0, 6);
    };
    const model = boost(14, 0);
    const burnout = ecefToGeodetic(eciToEcef(vec3(model[0]!, model[1]!, model[2]!), 90));
    const template: BoostTemplate = {
      ...TEMPLATE,
      burnoutAltitude_m: burnout.altitude_m,
      downrange_m: solveInverse({ ...SITE, altitude_m: 0 }, burnout).distance_m,
    };
    const other = boost(-8, -11.5);
    const track = makeTrack(fall(other, 100), 190);
    const prediction = predictLaunchByTemplate(track, template);
    if (prediction.outcome !== "found") throw new Error(prediction.outcome);
    const { distance_m } = solveInverse(prediction.ellipse.centre, SITE);
    expect(distance_m).toBeLessThan(3000);
    expect(Math.abs(prediction.ellipse.time_s)).toBeLessThan(3);
  });

  it("says when the track never passed the burnout altitude on its way up", () => {
    const low = burnOut({ ...LAUNCH, altitude_m: 60_000 }, 1, 1600, 2200);
    expect(predictLaunchByTemplate(makeTrack(low, 0), TEMPLATE)).toEqual({ outcome: "no-burnout" });
    const velocity = eciToEcefVelocity(vec3(low[0]!, low[1]!, low[2]!), vec3(low[3]!, low[4]!, low[5]!), 0);
    expect(Math.hypot(...velocity)).toBeCloseTo(Math.hypot(1600, 2200), 6);
  });
});
