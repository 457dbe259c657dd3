import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ecefToGeodetic, geodeticToEcef } from "../earth/frames.ts";
import { type EarthModel, type Geodetic, WGS84 } from "../earth/model.ts";
import type { FlyOutTable } from "../flight/fly-out.ts";
import { propagateKepler, solveLambert } from "../flight/kepler.ts";
import {
  ArcScreen,
  MEAN_RADIUS_m,
  OUT_OF_REACH,
  type ScreenCase,
  type ScreenRadar,
  type ScreenSite,
} from "./arc-screen.ts";

const DEGREE = Math.PI / 180;
const MU = WGS84.gravitationalParameter_m3ps2;
const BALL: EarthModel = { ...WGS84, equatorialRadius_m: MEAN_RADIUS_m, flattening: 0, rotationRate_radps: 0 };
const at = (latitude_deg: number, longitude_deg: number): Geodetic => ({
  latitude_rad: latitude_deg * DEGREE,
  longitude_rad: longitude_deg * DEGREE,
  altitude_m: 0,
});

/** A class whose thrust ends at one height and distance whatever the range, and whose apogee grows with the range. */
const BURNOUT = { time_s: 90, distance_m: 60_000, altitude_m: 70_000, apogeeShare: 0.25 };
const STEP_m = 100_000;
const COUNT = 40;
const burnout = {
  rangeStep_m: STEP_m,
  knots: Float64Array.from({ length: 5 * COUNT }, (_, i) => {
    const range = STEP_m * Math.floor(i / 5);
    return [BURNOUT.time_s, BURNOUT.distance_m, BURNOUT.altitude_m, BURNOUT.apogeeShare * range, 0][i % 5]!;
  }),
  shortest_m: 400_000,
  longest_m: 3_000_000,
};

/** Reaches any point at a steady speed in a straight line; Infinity is at once. */
function steadyTable(speed_mps: number): FlyOutTable {
  const columns = 82;
  const rows = 42;
  const step = 50_000;
  const time_s = Float64Array.from(
    { length: columns * rows },
    (_, i) => Math.hypot((i % columns) * step, Math.floor(i / columns) * step) / speed_mps,
  );
  return { chordStep_m: step, altitudeStep_m: step, columns, rows, time_s, acceleration_mps2: 0 };
}

const allRound = (position: Geodetic, change: Partial<ScreenRadar> = {}): ScreenRadar => ({
  position,
  trackTime_s: 10,
  range_m: 5e6,
  elevationMinimum_rad: -Math.PI / 2,
  azimuth_rad: 0,
  halfWidth_rad: Math.PI,
  ...change,
});
interface SiteChange {
  readonly floor_m?: number;
  readonly ceiling_m?: number;
  readonly range_m?: number;
  readonly reactionTime_s?: number;
  readonly speed_mps?: number;
}
const site = (position: Geodetic, change: SiteChange = {}): ScreenSite => ({
  position,
  interceptor: 0,
  table: steadyTable(change.speed_mps ?? Infinity),
  envelope: {
    floor_m: change.floor_m ?? 100_000,
    ceiling_m: change.ceiling_m ?? 2_000_000,
    range_m: change.range_m ?? 4_000_000,
  },
  reactionTime_s: change.reactionTime_s ?? 0,
  radars: [0],
});

const launch = at(40, 126);
const aim = at(36, 138);
function makeCase(change: Partial<ScreenCase> = {}): ScreenCase {
  return {
    earth: BALL,
    launch,
    burnout,
    burnTimeFactor: 1,
    apogeeFactor: 1,
    radars: [allRound(launch)],
    sites: [site(aim)],
    lowestFloor_m: 50_000,
    ...change,
  };
}
const classify = (screen: ArcScreen, target: Geodetic, earth: EarthModel = BALL): number => {
  const r = geodeticToEcef(target, earth);
  return screen.classify(r[0], r[1], r[2]);
};
const ask = (change: Partial<ScreenCase>, target: Geodetic = aim): number => {
  return classify(new ArcScreen(makeCase(change)), target, change.earth);
};

/** The arc again, by Lambert's problem between burnout and impact in the time that the screen says. */
function lambertArc(screen: ArcScreen, earth: EarthModel, from: Geodetic, to: Geodetic): Float64Array {
  const l = geodeticToEcef(from, earth);
  const a = geodeticToEcef(to, earth);
  const lr = Math.hypot(...l);
  const ar = Math.hypot(...a);
  const cosine = (l[0] * a[0] + l[1] * a[1] + l[2] * a[2]) / (lr * ar);
  const sine = Math.sqrt(1 - cosine * cosine);
  const angle = BURNOUT.distance_m / MEAN_RADIUS_m;
  const turn = (r: readonly number[], time: number): [number, number, number] => {
    const w = earth.rotationRate_radps * time;
    return [Math.cos(w) * r[0]! - Math.sin(w) * r[1]!, Math.sin(w) * r[0]! + Math.cos(w) * r[1]!, r[2]!];
  };
  const start = [0, 1, 2].map((i) => {
    const ahead = (a[i]! / ar - (cosine * l[i]!) / lr) / sine;
    return (lr + BURNOUT.altitude_m) * ((Math.cos(angle) * l[i]!) / lr + Math.sin(angle) * ahead);
  });
  const r1 = turn(start, BURNOUT.time_s);
  const time = screen.impactTime_s() - BURNOUT.time_s;
  const solution = solveLambert(r1, turn(a, screen.impactTime_s()), time, { way: "short", mu_m3ps2: MU });
  if ("noSolution" in solution) throw new Error(solution.noSolution);
  return Float64Array.from([...r1, ...solution.v1]);
}

function apogeeOf(state: Float64Array): number {
  const [x, y, z, vx, vy, vz] = state as unknown as [number, number, number, number, number, number];
  const r = Math.hypot(x, y, z);
  const v2 = vx * vx + vy * vy + vz * vz;
  const h2 = r * r * v2 - (x * vx + y * vy + z * vz) ** 2;
  const a = 1 / (2 / r - v2 / MU);
  return a * (1 + Math.sqrt(1 - h2 / (MU * a)));
}

/** Time after launch at which the arc comes down through a radius, by bisection on Kepler's problem. */
function timeDownAt(state: Float64Array, radius: number, impact: number): number {
  const out = new Float64Array(6);
  let low = 0.5 * (impact - BURNOUT.time_s);
  let high = impact - BURNOUT.time_s;
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high);
    propagateKepler(out, state, middle, MU);
    if (Math.hypot(out[0]!, out[1]!, out[2]!) > radius) low = middle;
    else high = middle;
  }
  return BURNOUT.time_s + low;
}

describe("the arc of the screen", () => {
  it("is the two-body arc of its apogee to the aim on the turning Earth", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.constantFrom(BALL, WGS84),
        fc.double({ min: 0.6, max: 2.5, noNaN: true }),
        (latitude, north, east, earth, apogeeFactor) => {
          const from = at(latitude, 20);
          const to = at(Math.max(-75, Math.min(75, latitude + 0.3 * north)), 20 + east);
          const screen = new ArcScreen(makeCase({ earth, launch: from, apogeeFactor }));
          const aimed = geodeticToEcef(to, earth);
          if (classify(screen, to, earth) === OUT_OF_REACH) return;
          const state = lambertArc(screen, earth, from, to);
          const launchRadius = Math.hypot(...geodeticToEcef(from, earth));
          expect(Math.abs(apogeeOf(state) - launchRadius - screen.apogee_m())).toBeLessThan(50);
          const out = new Float64Array(6);
          propagateKepler(out, state, screen.impactTime_s() - BURNOUT.time_s, MU);
          const w = -earth.rotationRate_radps * screen.impactTime_s();
          const landed = [
            Math.cos(w) * out[0]! - Math.sin(w) * out[1]!,
            Math.sin(w) * out[0]! + Math.cos(w) * out[1]!,
            out[2]!,
          ];
          expect(Math.hypot(...landed.map((x, i) => x - aimed[i]!))).toBeLessThan(10);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("has the apogee of the table, moved by the factor", () => {
    const screen = new ArcScreen(makeCase({ apogeeFactor: 1.5 }));
    classify(screen, aim);
    const [l, a] = [geodeticToEcef(launch, BALL), geodeticToEcef(aim, BALL)];
    const range = MEAN_RADIUS_m * Math.acos((l[0] * a[0] + l[1] * a[1] + l[2] * a[2]) / MEAN_RADIUS_m ** 2);
    expect(screen.apogee_m()).toBeCloseTo(1.5 * BURNOUT.apogeeShare * range, 0);
  });

  it("exists only for ranges that the class reaches", () => {
    expect(ask({}, at(38, 127))).toBe(OUT_OF_REACH);
    expect(ask({}, at(20, 160))).toBe(OUT_OF_REACH);
    expect(ask({})).toBe(1);
  });
});

describe("what keeps a screened interceptor from an intercept", () => {
  const screen = new ArcScreen(makeCase());
  classify(screen, aim);
  const apogee = screen.apogee_m();
  const impact = screen.impactTime_s();
  const state = lambertArc(screen, BALL, launch, aim);
  const floorTime = timeDownAt(state, MEAN_RADIUS_m + 100_000, impact);

  it("the floor, above the apogee", () => {
    expect(ask({ sites: [site(aim, { floor_m: apogee - 1000 })] })).toBe(1);
    expect(ask({ sites: [site(aim, { floor_m: apogee + 100 })] })).toBe(0);
  });

  it("the ceiling, below the floor or below where it comes in time", () => {
    expect(ask({ sites: [site(aim, { ceiling_m: 99_000 })] })).toBe(0);
    expect(ask({ sites: [site(aim, { ceiling_m: 115_000 })] })).toBe(1);
  });

  it("the range, by the ground below the point on the floor", () => {
    const out = new Float64Array(6);
    propagateKepler(out, state, floorTime - BURNOUT.time_s, MU);
    const r = Math.hypot(out[0]!, out[1]!, out[2]!);
    const a = geodeticToEcef(aim, BALL);
    const chord = Math.hypot(...[0, 1, 2].map((i) => (MEAN_RADIUS_m * out[i]!) / r - a[i]!));
    expect(ask({ sites: [site(aim, { range_m: 1.01 * chord })] })).toBe(1);
    expect(ask({ sites: [site(aim, { range_m: 0.99 * chord })] })).toBe(0);
  });

  it("track and reaction, when the threat is below the floor by then", () => {
    // The radar at the launch point sees the threat at burnout; track takes 10 s; an interceptor that is there at once is left.
    const left = floorTime - BURNOUT.time_s - 10;
    expect(ask({ sites: [site(aim, { reactionTime_s: left - 0.5 })] })).toBe(1);
    expect(ask({ sites: [site(aim, { reactionTime_s: left + 0.5 })] })).toBe(0);
    expect(ask({ radars: [allRound(launch, { trackTime_s: 10 + left + 0.5 })] })).toBe(0);
  });

  it("its speed", () => {
    const ready = BURNOUT.time_s + 10;
    const distance = 100_000;
    // At the aim the least distance is the floor, straight above: slower than that in all the time left is too slow.
    expect(ask({ sites: [site(aim, { speed_mps: (0.9 * distance) / (impact - ready) })] })).toBe(0);
    expect(ask({ sites: [site(aim, { speed_mps: (2.5 * distance) / (impact - ready) })] })).toBe(1);
  });

  it("a radar that does not see the threat, by range, sector or elevation", () => {
    expect(ask({ radars: [allRound(at(40, 110), { range_m: 300_000 })] })).toBe(0);
    const west = at(40, 118);
    const towards = { halfWidth_rad: 40 * DEGREE, azimuth_rad: 95 * DEGREE };
    expect(ask({ radars: [allRound(west, towards)] })).toBe(1);
    expect(ask({ radars: [allRound(west, { ...towards, azimuth_rad: 275 * DEGREE })] })).toBe(0);
    expect(ask({ radars: [allRound(west, { elevationMinimum_rad: 60 * DEGREE })] })).toBe(0);
  });

  it("the radars of others: only its own start its clock", () => {
    const blind = allRound(at(0, 0), { range_m: 1000 });
    expect(ask({ radars: [blind, allRound(launch)], sites: [site(aim)] })).toBe(0);
    expect(ask({ radars: [blind, allRound(launch)], sites: [{ ...site(aim), radars: [0, 1] }] })).toBe(1);
  });
});

describe("detection by a screened radar", () => {
  it("comes when the threat is within range", () => {
    const radar = allRound(aim, { range_m: 700_000 });
    const screen = new ArcScreen(makeCase({ radars: [radar] }));
    classify(screen, aim);
    const state = lambertArc(screen, BALL, launch, aim);
    const a = geodeticToEcef(aim, BALL);
    const out = new Float64Array(6);
    propagateKepler(out, state, screen.detectionTime_s(0) - BURNOUT.time_s, MU);
    expect(Math.hypot(out[0]! - a[0], out[1]! - a[1], out[2]! - a[2])).toBeGreaterThan(699_000);
    expect(Math.hypot(out[0]! - a[0], out[1]! - a[1], out[2]! - a[2])).toBeLessThan(700_010);
  });

  it("is at burnout for a radar that sees it from there, and never for one out of range", () => {
    const screen = new ArcScreen(makeCase({ radars: [allRound(launch), allRound(at(-40, -54), { range_m: 1e6 })] }));
    classify(screen, aim);
    expect(screen.detectionTime_s(0)).toBe(BURNOUT.time_s);
    expect(screen.detectionTime_s(1)).toBe(Infinity);
  });
});

const places = fc.record({
  latitude: fc.double({ min: 30, max: 45, noNaN: true }),
  east: fc.double({ min: 3, max: 25, noNaN: true }),
});
const limits = fc.record({
  speed_mps: fc.double({ min: 500, max: 6000, noNaN: true }),
  floor_m: fc.double({ min: 60_000, max: 250_000, noNaN: true }),
  range_m: fc.double({ min: 200_000, max: 2_000_000, noNaN: true }),
  ceiling_m: fc.double({ min: 150_000, max: 1_000_000, noNaN: true }),
  reactionTime_s: fc.double({ min: 0, max: 300, noNaN: true }),
});

describe("whatever the numbers, the screen", () => {
  it("answers a mirrored geometry as the geometry itself", () => {
    fc.assert(
      fc.property(
        places,
        places,
        limits,
        fc.double({ min: 0, max: 360, noNaN: true }),
        (target, place, limit, facing) => {
          const both = [1, -1].map((side) => {
            const radar = allRound(at(place.latitude, 126 + side * place.east), {
              azimuth_rad: side * facing * DEGREE,
              halfWidth_rad: 60 * DEGREE,
            });
            const its = site(at(place.latitude, 126 + side * place.east), limit);
            const screen = new ArcScreen(makeCase({ radars: [radar], sites: [its] }));
            const code = classify(screen, at(target.latitude, 126 + side * target.east));
            return { code, impact: code < 0 ? 0 : screen.impactTime_s() };
          });
          expect(both[1]!.code).toBe(both[0]!.code);
          expect(both[1]!.impact).toBeCloseTo(both[0]!.impact, 6);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("defends no less with more speed, range or ceiling, and no more with a later reaction", () => {
    fc.assert(
      fc.property(places, places, limits, (target, place, limit) => {
        const where = at(place.latitude, 126 + place.east);
        const code = (change: SiteChange): number =>
          ask({ sites: [site(where, { ...limit, ...change })] }, at(target.latitude, 126 + target.east));
        const base = code({});
        expect(code({ speed_mps: 1.3 * limit.speed_mps })).toBeGreaterThanOrEqual(base);
        expect(code({ range_m: 1.3 * limit.range_m })).toBeGreaterThanOrEqual(base);
        expect(code({ ceiling_m: 1.3 * limit.ceiling_m })).toBeGreaterThanOrEqual(base);
        expect(code({ reactionTime_s: limit.reactionTime_s + 30 })).toBeLessThanOrEqual(base);
      }),
      { numRuns: 200 },
    );
  });

  it("gives each interceptor the answer it has alone", () => {
    fc.assert(
      fc.property(places, limits, limits, (target, one, two) => {
        const goal = at(target.latitude, 126 + target.east);
        const first = site(aim, one);
        const second = { ...site(at(34, 131), two), interceptor: 5 };
        const alone = [ask({ sites: [first] }, goal), ask({ sites: [second] }, goal)];
        const together = ask({ sites: [first, second] }, goal);
        if (together === OUT_OF_REACH) expect(alone).toEqual([OUT_OF_REACH, OUT_OF_REACH]);
        else expect(together).toBe(alone[0]! | alone[1]!);
      }),
      { numRuns: 200 },
    );
  });
});

it("the ball of these tests has its places where geodesy has them", () => {
  expect(ecefToGeodetic(geodeticToEcef(aim, BALL), BALL).latitude_rad).toBeCloseTo(aim.latitude_rad, 12);
});
