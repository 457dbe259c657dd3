// A body in orbit, seen for ever: for tests of what filters do in the long run.
import { type EarthModel, WGS84 } from "../../src/earth/model.ts";
import { makeStream } from "../../src/math/random.ts";
import { makeBallisticModes } from "../../src/tracking/ballistic-modes.ts";
import { CoastFilter } from "../../src/tracking/coast-filter.ts";
import { ExtendedFilter } from "../../src/tracking/extended-filter.ts";
import type { Filter } from "../../src/tracking/filter.ts";
import { ImmFilter } from "../../src/tracking/imm-filter.ts";
import { BoostMotion, CoastMotion, ReentryMotion } from "../../src/tracking/motions.ts";
import { UnscentedFilter } from "../../src/tracking/unscented-filter.ts";
import { diagonal, drawMeasurement } from "./tracking-truth.ts";

const SPREAD = [1e6, 1e6, 1e6, 1e4, 1e4, 1e4];
const ZERO = new Float64Array(1);

/** A body on a circle about a point mass and a radar that stands still: 1,024 looks a turn, for ever. */
export const ORBIT_RADIUS_m = 7_000_000;
export const ROUND_EARTH: EarthModel = { ...WGS84, j2: 0, rotationRate_radps: 0 };
const LOOKS = 1024;
const INTERVAL_s = (2 * Math.PI * Math.sqrt(ORBIT_RADIUS_m ** 3 / ROUND_EARTH.gravitationalParameter_m3ps2)) / LOOKS;
const AXES = Float64Array.of(2e6, 1e6, 3e6, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);
export const lookAtOrbit = (withRate: boolean): Float64Array[] => {
  const stream = makeStream(2, 0, "ring");
  const speed = Math.sqrt(ROUND_EARTH.gravitationalParameter_m3ps2 / ORBIT_RADIUS_m);
  return Array.from({ length: LOOKS }, (_, k) => {
    const a = (2 * Math.PI * (k + 1)) / LOOKS;
    const state = [
      ORBIT_RADIUS_m * Math.cos(a),
      ORBIT_RADIUS_m * Math.sin(a),
      0,
      -speed * Math.sin(a),
      speed * Math.cos(a),
      0,
    ];
    return drawMeasurement(0, state, AXES, withRate ? [10, 5e-4, 5e-4, 1] : [10, 5e-4, 5e-4], stream);
  });
};
export const startOnOrbit = (filter: Filter): void => {
  const extra = filter.size - 6;
  filter.restart(
    ZERO,
    [
      ORBIT_RADIUS_m,
      0,
      0,
      0,
      Math.sqrt(ROUND_EARTH.gravitationalParameter_m3ps2 / ORBIT_RADIUS_m),
      0,
      ...Array.from({ length: extra }, () => (extra === 1 ? 8 : 0)),
    ],
    diagonal([...SPREAD, ...Array.from({ length: extra }, () => 1)]),
  );
};

/** Every filter, and how many updates are quick enough for a test. */
export const ORBIT_FILTERS: readonly {
  readonly name: string;
  readonly makeFilter: () => Filter;
  readonly updates: number;
}[] = [
  {
    name: "six-state",
    makeFilter: () => new CoastFilter({ accelerationNoise_m2ps3: 1e-3, gravity: ROUND_EARTH }),
    updates: 1_000_000,
  },
  {
    name: "extended, coast",
    makeFilter: () => new ExtendedFilter(new CoastMotion({ accelerationNoise_m2ps3: 1e-3, earth: ROUND_EARTH })),
    updates: 100_000,
  },
  {
    name: "extended, boost",
    makeFilter: () => new ExtendedFilter(new BoostMotion({ jerkNoise_m2ps5: 1, earth: ROUND_EARTH })),
    updates: 50_000,
  },
  {
    name: "extended, re-entry",
    makeFilter: () =>
      new ExtendedFilter(
        new ReentryMotion({ accelerationNoise_m2ps3: 1e-2, logCoefficientNoise_ps: 1e-6, earth: ROUND_EARTH }),
      ),
    updates: 10_000,
  },
  {
    name: "unscented, coast",
    makeFilter: () => new UnscentedFilter(new CoastMotion({ accelerationNoise_m2ps3: 1e-3, earth: ROUND_EARTH })),
    updates: 50_000,
  },
  {
    name: "interacting models",
    makeFilter: () => new ImmFilter(makeBallisticModes({ earth: ROUND_EARTH }), [0.1, 0.8, 0.1]),
    updates: 20_000,
  },
  {
    name: "interacting models, all awake",
    makeFilter: () => new ImmFilter(makeBallisticModes({ earth: ROUND_EARTH }), [0.1, 0.8, 0.1], { sleepBelow: 0 }),
    updates: 20_000,
  },
];

/** Runs updates from number `from` on; the time is written into the measurement, so that nothing is boxed. */
export function runOrbit(filter: Filter, looks: readonly Float64Array[], from: number, count: number): void {
  for (let k = from; k < from + count; k++) {
    const z = looks[k & (LOOKS - 1)]!;
    z[0] = (k + 1) * INTERVAL_s;
    filter.predictTo(z);
    filter.update(z, AXES);
  }
}
