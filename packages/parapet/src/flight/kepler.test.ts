import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { propagateKepler, solveLambert, stumpffC, stumpffS } from "./kepler.ts";

const MU = 3.986004418e14;
const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
/** Position beyond 6,500 km and a speed up to 14 km/s, so ellipses and hyperbolas. */
const state = fc
  .tuple(
    between(-1, 1),
    between(-1, 1),
    between(-1, 1),
    between(6.5e6, 3e7),
    between(-8000, 8000),
    between(-8000, 8000),
    between(-8000, 8000),
  )
  .filter(([x, y, z]) => Math.hypot(x, y, z) > 0.1)
  .map(([x, y, z, r, vx, vy, vz]) => {
    const k = r / Math.hypot(x, y, z);
    return [x * k, y * k, z * k, vx, vy, vz];
  })
  // Away from straight falls into the centre, where no method holds.
  .filter((s) => {
    const h = Math.hypot(s[1]! * s[5]! - s[2]! * s[4]!, s[2]! * s[3]! - s[0]! * s[5]!, s[0]! * s[4]! - s[1]! * s[3]!);
    return h > 2e10;
  });
const energyOf = (s: ArrayLike<number>): number =>
  0.5 * (s[3]! ** 2 + s[4]! ** 2 + s[5]! ** 2) - MU / Math.hypot(s[0]!, s[1]!, s[2]!);

describe("Stumpff's functions", () => {
  it("join their series and closed forms smoothly, and solve their identity", () => {
    for (const z of [-30, -0.02, -0.01, -1e-3, -1e-5, 0, 1e-5, 1e-3, 0.01, 0.02, 30]) {
      const [c, s] = [stumpffC(z), stumpffS(z)];
      // (1 - z S)^2 = C (2 - z C), which is cos^2 + sin^2 = 1.
      expect((1 - z * s) ** 2 / (c * (2 - z * c))).toBeCloseTo(1, 11);
    }
    expect(stumpffC(0)).toBe(0.5);
    expect(stumpffS(0)).toBe(1 / 6);
    expect(stumpffC(Math.PI ** 2)).toBeCloseTo(2 / Math.PI ** 2, 14);
    expect(stumpffS(-1)).toBeCloseTo(Math.sinh(1) - 1, 14);
  });
});

describe("propagateKepler", () => {
  it("keeps the energy and comes back when time runs backwards", () => {
    fc.assert(
      fc.property(state, between(-20_000, 20_000), (start, dt) => {
        const there = new Float64Array(6);
        const back = new Float64Array(6);
        expect(propagateKepler(there, start, dt, MU)).toBe(true);
        expect(Math.abs(energyOf(there) - energyOf(start))).toBeLessThan((1e-9 * MU) / 6.5e6 + 0.1);
        expect(propagateKepler(back, there, -dt, MU)).toBe(true);
        expect(Math.hypot(back[0]! - start[0]!, back[1]! - start[1]!, back[2]! - start[2]!)).toBeLessThan(10);
      }),
    );
  });

  it("is home again after one period", () => {
    const start = [7e6, 0, 0, 0, 7000, 2500];
    const a = -MU / (2 * energyOf(start));
    const end = new Float64Array(6);
    propagateKepler(end, start, 2 * Math.PI * Math.sqrt(a ** 3 / MU), MU);
    for (let i = 0; i < 6; i++) expect(Math.abs(end[i]! - start[i]!)).toBeLessThan(1e-4);
  });

  it("stands still for no time", () => {
    const start = [7e6, 1e6, -2e6, 100, 7000, 2500];
    const end = new Float64Array(6);
    expect(propagateKepler(end, start, 0, MU)).toBe(true);
    expect([...end]).toEqual(start);
  });
});

describe("solveLambert", () => {
  it("finds the velocity of the arc that Kepler flew", () => {
    fc.assert(
      fc.property(state, between(300, 4000), (start, dt) => {
        if (energyOf(start) > -5e6) return;
        const end = new Float64Array(6);
        if (!propagateKepler(end, start, dt, MU)) return;
        const r1 = [start[0]!, start[1]!, start[2]!] as const;
        const r2 = [end[0]!, end[1]!, end[2]!] as const;
        const period = 2 * Math.PI * Math.sqrt((-MU / (2 * energyOf(start))) ** 3 / MU);
        const cosine = (r1[0] * r2[0] + r1[1] * r2[1] + r1[2] * r2[2]) / (Math.hypot(...r1) * Math.hypot(...r2));
        if (dt > 0.95 * period || Math.abs(cosine) > 0.995) return;
        // Whether the short way was flown: the momentum of the motion against that of the two ends.
        const h = [
          start[1]! * start[5]! - start[2]! * start[4]!,
          start[2]! * start[3]! - start[0]! * start[5]!,
          start[0]! * start[4]! - start[1]! * start[3]!,
        ];
        const n = [r1[1] * r2[2] - r1[2] * r2[1], r1[2] * r2[0] - r1[0] * r2[2], r1[0] * r2[1] - r1[1] * r2[0]];
        const way = h[0]! * n[0]! + h[1]! * n[1]! + h[2]! * n[2]! > 0 ? "short" : "long";
        const found = solveLambert(r1, r2, dt, { way, mu_m3ps2: MU });
        if ("noSolution" in found) throw new Error(found.noSolution);
        for (let i = 0; i < 3; i++) {
          expect(Math.abs(found.v1[i]! - start[i + 3]!)).toBeLessThan(0.01);
          expect(Math.abs(found.v2[i]! - end[i + 3]!)).toBeLessThan(0.01);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("refuses ends in line with the centre", () => {
    const options = { way: "short", mu_m3ps2: MU } as const;
    expect(solveLambert([7e6, 0, 0], [-8e6, 0, 0], 3000, options)).toEqual({ noSolution: "ends-in-line-with-centre" });
  });
});
