import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeStream } from "../math/random.ts";
import { vec3 } from "../math/vec3.ts";
import {
  type CrossSectionTable,
  bandLetter,
  crossSectionAt,
  crossSectionsAlong,
  drawCrossSection,
  makeCrossSectionCurve,
} from "./cross-section.ts";

const table: CrossSectionTable = [
  {
    lowest_Hz: 2e9,
    highest_Hz: 4e9,
    fluctuation: 1,
    aspects: [{ aspect_rad: 0, rcs_m2: 0.1, low_m2: 0.03, high_m2: 0.3 }],
  },
  {
    lowest_Hz: 8e9,
    highest_Hz: 12e9,
    fluctuation: 3,
    aspects: [
      { aspect_rad: 0, rcs_m2: 0.01, low_m2: 0.001, high_m2: 0.1 },
      { aspect_rad: 1, rcs_m2: 0.01, low_m2: 0.001, high_m2: 0.1 },
      { aspect_rad: 1.5, rcs_m2: 1, low_m2: 0.5, high_m2: 4 },
      { aspect_rad: 3, rcs_m2: 0.1, low_m2: 0.05, high_m2: 0.2 },
    ],
  },
];

describe("cross-section tables", () => {
  it("are read in the band of the radar, linear in decibels over the aspect", () => {
    const curve = makeCrossSectionCurve(table, { frequency_Hz: 9.5e9 });
    expect(curve.fluctuation).toBe(3);
    expect(curve.extrapolated).toBe(false);
    expect(crossSectionAt(curve, 0.7)).toBeCloseTo(0.01, 12);
    expect(crossSectionAt(curve, 1.25)).toBeCloseTo(0.1, 12);
    expect(crossSectionAt(curve, 1.5)).toBeCloseTo(1, 12);
    expect(crossSectionAt(curve, Math.PI)).toBeCloseTo(0.1, 12);
  });

  it("take the nearest band and say so", () => {
    const curve = makeCrossSectionCurve(table, { frequency_Hz: 5e9 });
    expect(curve.extrapolated).toBe(true);
    expect(crossSectionAt(curve, 2)).toBeCloseTo(0.1, 12);
    expect(() => makeCrossSectionCurve([], { frequency_Hz: 1e9 })).toThrow(/empty/);
  });

  it("stay within their published range, at its ends and between", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0, max: Math.PI, noNaN: true }),
        (place, aspect) => {
          const at = (place: number): number =>
            crossSectionAt(makeCrossSectionCurve(table, { frequency_Hz: 1e10, place }), aspect);
          expect(at(place)).toBeGreaterThanOrEqual(at(-1) * (1 - 1e-12));
          expect(at(place)).toBeLessThanOrEqual(at(1) * (1 + 1e-12));
        },
      ),
    );
    expect(crossSectionAt(makeCrossSectionCurve(table, { frequency_Hz: 1e10, place: -1 }), 0)).toBeCloseTo(0.001, 12);
    expect(crossSectionAt(makeCrossSectionCurve(table, { frequency_Hz: 1e10, place: 1 }), 1.5)).toBeCloseTo(4, 12);
  });

  it("see a flight towards the radar nose-on, past it from the side and away from it tail-on", () => {
    const curve = makeCrossSectionCurve(table, { frequency_Hz: 1e10 });
    const ecef_m = Float64Array.from([-3, -2, -1, 0, 1, 2, 3].flatMap((x) => [7e6 + 1e6 * x, 0, 0]));
    const path = { time_s: Float64Array.from([0, 1, 2, 3, 4, 5, 6]), ecef_m, count: 7 };
    const rcs = crossSectionsAlong(curve, path, vec3(7e6, 1, 0));
    expect(rcs[0]).toBeCloseTo(0.01, 9);
    expect(rcs[3]).toBeCloseTo(crossSectionAt(curve, Math.PI / 2), 9);
    expect(rcs[6]).toBeCloseTo(0.1, 9);
  });
});

describe("fluctuation", () => {
  it("keeps the mean, and has the variance of its model", () => {
    const n = 40_000;
    for (const [fluctuation, variance] of [
      [0, 0],
      [1, 1],
      [2, 1],
      [3, 0.5],
      [4, 0.5],
    ] as const) {
      const stream = makeStream(11, fluctuation, "cross-section test");
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < n; i++) {
        const x = drawCrossSection(2, fluctuation, stream);
        sum += x;
        squares += x * x;
      }
      expect(Math.abs(sum / n / 2 - 1)).toBeLessThan(0.02);
      expect(Math.abs((squares / n - (sum / n) * (sum / n)) / 4 - variance)).toBeLessThan(0.06);
    }
  });

  it("takes as many numbers for every model", () => {
    const after = [0, 1, 2, 3, 4].map((fluctuation) => {
      const stream = makeStream(1, 1, "step");
      drawCrossSection(1, fluctuation as 0, stream);
      return stream.uniform();
    });
    expect(new Set(after).size).toBe(1);
  });
});

const letterAt = (ghz: number): string => bandLetter(ghz * 1e9);

describe("bands", () => {
  it("have their letters", () => {
    expect([0.2, 0.4, 1.3, 3.3, 5.5, 9.5, 15, 20, 35, 94].map(letterAt)).toEqual([
      "VHF",
      "UHF",
      "L",
      "S",
      "C",
      "X",
      "Ku",
      "K",
      "Ka",
      "mm",
    ]);
  });
});
