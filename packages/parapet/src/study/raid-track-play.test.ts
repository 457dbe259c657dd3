import { describe, expect, it } from "vitest";
import { FEW_UNITS, japanRaid, problemOf } from "../../test/samples/raid.ts";
import { ecefToEnu } from "../earth/frames.ts";
import { makeTrialRunner } from "../engine/trial.ts";
import { makeRaidPlay } from "./raid-play.ts";
import { playTracks } from "./raid-track-play.ts";

describe("tracks of a trial, to be shown", () => {
  const problem = problemOf(japanRaid({ count: 4, spacing_s: 20, units: FEW_UNITS }));
  const runner = makeTrialRunner(problem);
  const [seed, trial] = [7, 3];
  const outcome = runner.run({ seed, trial, draw: [], log: true, tracks: true });

  it("change nothing of the trial", () => {
    const { tracks, ...rest } = outcome;
    expect(tracks!.length).toBeGreaterThan(20);
    expect(JSON.stringify(rest)).toBe(JSON.stringify(runner.run({ seed, trial, draw: [], log: true })));
  });

  it("hold the truth as often as their covariance says, and are kept from the best radar", () => {
    const play = makeRaidPlay(problem, outcome, seed);
    const endOf = (id: string): number => play.threats.find((each) => each.id === id)!.states.at(-1)!.time_s;
    const tracks = playTracks(outcome.tracks!, { earth: problem.earth, probability: 0.95, endOf });
    let inside = 0;
    let near = 0;
    let all = 0;
    for (const { id, states } of play.threats)
      for (const { time_s, position, semiMajorAxis_m, semiMinorAxis_m, azimuth_rad } of tracks.get(id) ?? []) {
        const next = states.findIndex((state) => state.time_s >= time_s);
        if (next < 1) continue;
        const [a, b] = [states[next - 1]!, states[next]!];
        const u = (time_s - a.time_s) / (b.time_s - a.time_s);
        const truth = a.r_ecef.map((x, k) => x + u * (b.r_ecef[k]! - x));
        const [east, north] = ecefToEnu(truth as never, position, problem.earth);
        const along = east * Math.sin(azimuth_rad) + north * Math.cos(azimuth_rad);
        const across = east * Math.cos(azimuth_rad) - north * Math.sin(azimuth_rad);
        all++;
        const off = Math.hypot(along / semiMajorAxis_m, across / semiMinorAxis_m);
        if (off <= 1) inside++;
        if (off <= 3) near++;
        expect(semiMinorAxis_m).toBeLessThanOrEqual(semiMajorAxis_m);
      }
    expect(all).toBeGreaterThan(100);
    // A radar's bias is drawn and no filter knows of it: the truth lies outside more often than one time of twenty, and not far.
    expect(inside / all).toBeGreaterThan(0.5);
    expect(near / all).toBeGreaterThan(0.95);
  });
});
