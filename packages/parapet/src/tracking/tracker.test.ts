import { describe, expect, it } from "vitest";
import { drawMeasurement, moveTruth, placeTruth, SITE } from "../../test/samples/tracking-truth.ts";
import { makeStream } from "../math/random.ts";
import type { Detection } from "../messages.ts";
import { makeBallisticModes } from "./ballistic-modes.ts";
import { CoastFilter } from "./coast-filter.ts";
import { ExtendedFilter } from "./extended-filter.ts";
import { ImmFilter } from "./imm-filter.ts";
import { RadarAxes } from "./measurement.ts";
import { CoastMotion } from "./motions.ts";
import { ospaDistance } from "./set-distance.ts";
import { type Scan, Tracker, type TrackerOptions } from "./tracker.ts";
import { UnscentedFilter } from "./unscented-filter.ts";

const makeFilter = (): CoastFilter => new CoastFilter({ accelerationNoise_m2ps3: 1e-3 });
const axes = new RadarAxes(SITE);
const toDetection = (z: Float64Array): Detection => ({
  radar: "north",
  time_s: z[0]!,
  range_m: z[1]!,
  azimuth_rad: z[2]!,
  elevation_rad: z[3]!,
  sigmas: { range_m: z[5]!, azimuth_rad: z[6]!, elevation_rad: z[7]! },
});

interface RaidOptions {
  readonly spacing_m: number;
  readonly detectionProbability: number;
  readonly falseAlarms: number;
  readonly options?: Partial<TrackerOptions>;
  readonly looks?: number;
}

/** Six bodies side by side in free flight, seen every 2 s; what the tracker holds at the end. */
function runRaid({ spacing_m, detectionProbability, falseAlarms, options = {}, looks = 40 }: RaidOptions) {
  const stream = makeStream(21, 0, "raid");
  const tracker = new Tracker({ tracker: "centre", makeFilter, ...options });
  let truths = Array.from({ length: 6 }, (_, i) =>
    placeTruth([-300e3, 200e3 + i * spacing_m, 200e3], [1500, -700, 300]),
  );
  const ended: number[] = [];
  for (let k = 1; k <= looks; k++) {
    const time = 2 * k;
    axes.turnTo(Float64Array.of(time));
    truths = truths.map((x) => moveTruth("coast", x, 2));
    const detections: Detection[] = [];
    for (const x of truths) {
      const z = drawMeasurement(time, x, axes.axes, [10, 2e-4, 2e-4], stream);
      if (stream.uniform() < detectionProbability) detections.push(toDetection(z));
    }
    for (let f = 0; f < falseAlarms; f++)
      detections.push({
        ...toDetection(drawMeasurement(time, truths[0]!, axes.axes, [10, 2e-4, 2e-4], stream)),
        range_m: 2e5 + 4e5 * stream.uniform(),
        azimuth_rad: 5 + stream.uniform(),
        elevation_rad: stream.uniform(),
      });
    ended.push(...tracker.scan({ time_s: time, axes, detections }).map(({ id }) => id));
  }
  const confirmed = tracker.listTracks().filter(({ stage }) => stage === "confirmed");
  const distance = ospaDistance(
    truths,
    confirmed.map(({ position_eci }) => [...position_eci]),
    { order: 2, cutOff: 1000, distance: (a, b) => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!) },
  );
  return { tracker, confirmed, distance, ended };
}

describe("Tracker", () => {
  it("keeps one track for each of six bodies, from start to end", () => {
    const { confirmed, distance } = runRaid({ spacing_m: 20_000, detectionProbability: 1, falseAlarms: 0 });
    expect(confirmed.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(distance).toBeLessThan(100);
    for (const { quality } of confirmed) {
      expect(quality.detections).toBe(40);
      expect(quality.positionSigma_m).toBeLessThan(100);
    }
  });

  it("does so with missed and false detections too", () => {
    const { confirmed, distance } = runRaid({
      spacing_m: 20_000,
      detectionProbability: 0.8,
      falseAlarms: 3,
      options: { missesToDelete: 8, otherDensity_pm3: 1e-16, detectionProbability: 0.8 },
    });
    expect(confirmed.length).toBe(6);
    expect(distance).toBeLessThan(150);
  });

  it("follows a close raid by joint association", () => {
    const { confirmed, distance } = runRaid({
      spacing_m: 1500,
      detectionProbability: 0.9,
      falseAlarms: 1,
      options: { association: "joint", missesToDelete: 10 },
    });
    expect(confirmed.length).toBe(6);
    expect(distance).toBeLessThan(300);
  });

  it("tells phases with a filter of several models", () => {
    const { confirmed } = runRaid({
      spacing_m: 20_000,
      detectionProbability: 1,
      falseAlarms: 0,
      options: { makeFilter: () => new ImmFilter(makeBallisticModes(), [0.3, 0.6, 0.1]) },
    });
    expect(confirmed.length).toBe(6);
    for (const { phases } of confirmed) expect(phases!.boost).toBeLessThan(0.3);
  });

  it.each([
    ["six states", makeFilter],
    ["several models", (): ImmFilter => new ImmFilter(makeBallisticModes(), [0.3, 0.6, 0.1])],
    ["an unscented filter", () => new UnscentedFilter(new CoastMotion({ accelerationNoise_m2ps3: 1e-3 }))],
    ["an extended filter", () => new ExtendedFilter(new CoastMotion({ accelerationNoise_m2ps3: 1e-3 }))],
  ])("takes late scans in as if they had come in order, to the last bit, with %s", (_, make) => {
    const stream = makeStream(22, 0, "late");
    const sites = [axes, new RadarAxes({ ...SITE, longitude_rad: SITE.longitude_rad - 0.05 })] as const;
    let truths = Array.from({ length: 4 }, (__, i) => placeTruth([-300e3, 200e3 + i * 9000, 200e3], [1500, -700, 300]));
    const scans = Array.from({ length: 60 }, (__, n): Scan => {
      const time = n + 1;
      const site = sites[n % 2]!;
      site.turnTo(Float64Array.of(time));
      truths = truths.map((x) => moveTruth("coast", x, 1));
      const seen = truths.filter((___, i) => i !== 2 || n < 20 || n > 50);
      const detections = seen
        .filter(() => stream.uniform() < 0.9)
        .map((x) => toDetection(drawMeasurement(time, x, site.axes, [10, 2e-4, 2e-4], stream)));
      return { time_s: time, axes: site, detections };
    });
    const options = { tracker: "centre", makeFilter: make, missesToDelete: 6 };
    const inOrder = new Tracker(options);
    const endedInOrder = scans.flatMap((scan) => inOrder.scan(scan)).map(({ id }) => id);
    const late = new Tracker({ ...options, lag_s: 5 });
    // Every scan of the second radar comes up to four seconds late.
    const arrivals = scans
      .map((scan, n) => ({ scan, at: scan.time_s + (n % 2 === 1 ? 4 * stream.uniform() : 0) }))
      .toSorted((a, b) => a.at - b.at);
    expect(arrivals.some(({ scan }, n) => n > 0 && scan.time_s < arrivals[n - 1]!.scan.time_s)).toBe(true);
    const ended = arrivals.flatMap(({ scan }) => late.scan(scan)).map(({ id }) => id);
    expect(late.listTracks()).toEqual(inOrder.listTracks());
    expect(endedInOrder.length).toBeGreaterThan(0);
    expect(ended).toEqual(expect.arrayContaining(endedInOrder));
    expect(() => late.scan({ time_s: 54, axes, detections: [] })).toThrow("at most 5 s late");
  });

  it("confirms by M of N and deletes after misses that the radar should have seen", () => {
    const { tracker, ended } = runRaid({ spacing_m: 20_000, detectionProbability: 1, falseAlarms: 0, looks: 2 });
    expect(ended).toEqual([]);
    expect(tracker.listTracks().map(({ stage }) => stage)).toEqual(Array.from({ length: 6 }, () => "tentative"));
    // Two misses leave 3 of 4 out of reach, unless the radar does not look there.
    expect(tracker.scan({ time_s: 6, axes, detections: [], expects: () => false })).toEqual([]);
    expect(tracker.scan({ time_s: 8, axes, detections: [] })).toEqual([]);
    expect(tracker.scan({ time_s: 10, axes, detections: [] }).length).toBe(6);
    const second = runRaid({ spacing_m: 20_000, detectionProbability: 1, falseAlarms: 0, looks: 4 }).tracker;
    for (let k = 0; k < 4; k++) expect(second.scan({ time_s: 10 + 2 * k, axes, detections: [] })).toEqual([]);
    expect(second.scan({ time_s: 18, axes, detections: [] }).map(({ stage }) => stage)).toEqual(
      Array.from({ length: 6 }, () => "deleted"),
    );
  });

  it("follows a close raid by joint association with a filter of several models", () => {
    const modes = makeBallisticModes();
    const { confirmed, distance } = runRaid({
      spacing_m: 1500,
      detectionProbability: 0.9,
      falseAlarms: 1,
      options: {
        association: "joint",
        missesToDelete: 10,
        makeFilter: () => new ImmFilter(modes, [0.1, 0.8, 0.1]),
      },
    });
    expect(confirmed.length).toBe(6);
    expect(distance).toBeLessThan(300);
    for (const { phases } of confirmed) expect(phases!.coast).toBeGreaterThan(0.9);
  });

  it("refuses scans out of order and detections of another time", () => {
    const tracker = new Tracker({ tracker: "centre", makeFilter });
    tracker.scan({ time_s: 5, axes, detections: [] });
    expect(() => tracker.scan({ time_s: 4, axes, detections: [] })).toThrow("order of time");
    const late = toDetection(Float64Array.of(6, 1e5, 0, 0.5, 0, 10, 1e-3, 1e-3, 0));
    expect(() => tracker.scan({ time_s: 7, axes, detections: [late] })).toThrow("hold for that time");
  });
});
