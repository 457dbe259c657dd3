import { beforeAll, describe, expect, it } from "vitest";
import { japanRaid, problemOf } from "../../test/samples/raid.ts";
import { eciToEcef, geodeticToEcef } from "../earth/frames.ts";
import { gravityEci } from "../earth/gravity.ts";
import { vec3 } from "../math/vec3.ts";
import type { RaidProblem } from "./raid-problem.ts";
import { RaidTruth } from "./raid-truth.ts";

let problem: RaidProblem;
beforeAll(() => {
  problem = problemOf(japanRaid({ count: 3, layers: [] }));
}, 30_000);
const spread = (aimSpread_m: number, launchSpread_m: number): RaidProblem => ({
  ...problem,
  threats: problem.threats.map((threat) => ({ ...threat, aimSpread_m, launchSpread_m })),
});
const state = new Float64Array(6);
function missOf(of: RaidProblem, truth: RaidTruth, t: number): number {
  const time = truth.impact_s[t]!;
  truth.stateInto(state, t, time);
  const [x, y, z] = eciToEcef(vec3(state[0]!, state[1]!, state[2]!), time, of.earth);
  const [ax, ay, az] = geodeticToEcef(of.threats[t]!.aim, of.earth);
  return Math.hypot(x - ax, y - ay, z - az);
}

describe("the truth of a trial", () => {
  it("lands at the aim at whatever time it is launched", () => {
    const of = spread(0, 0);
    const truth = new RaidTruth(of);
    for (const trial of [0, 1, 2]) {
      truth.draw(1, trial);
      for (let t = 0; t < 3; t++) {
        expect(truth.launch_s[t]! - of.threats[t]!.launch_s).toBeGreaterThanOrEqual(0);
        expect(truth.launch_s[t]! - of.threats[t]!.launch_s).toBeLessThan(5);
        expect(missOf(of, truth, t)).toBeLessThan(60);
      }
    }
  });

  it("spreads impacts evenly over the disc of the aim", () => {
    const of = spread(20_000, 30_000);
    const truth = new RaidTruth(of);
    const misses: number[] = [];
    for (let trial = 0; trial < 200; trial++) {
      truth.draw(7, trial);
      for (let t = 0; t < 3; t++) misses.push(missOf(of, truth, t));
    }
    expect(Math.max(...misses)).toBeLessThan(20_300);
    // Evenly over a disc: a quarter lies within half the radius. Four standard errors.
    const inner = misses.filter((miss) => miss < 10_000).length / misses.length;
    expect(Math.abs(inner - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / misses.length));
  });

  it("still falls freely when it is turned: acceleration is gravity's", () => {
    const truth = new RaidTruth(spread(20_000, 30_000));
    truth.draw(3, 0);
    const at = (time: number): Float64Array => {
      const out = new Float64Array(6);
      truth.stateInto(out, 0, time);
      return out;
    };
    const time = truth.launch_s[0]! + 300.5;
    const [before, now, after] = [at(time - 1), at(time), at(time + 1)];
    const g = gravityEci(vec3(now[0]!, now[1]!, now[2]!), problem.earth);
    for (let i = 0; i < 3; i++) expect(Math.abs((after[3 + i]! - before[3 + i]!) / 2 - g[i as 0]!)).toBeLessThan(3e-4);
  });
});
