import { describe, expect, it } from "vitest";
import { drawMeasurement, placeTruth, SITE } from "../../test/samples/tracking-truth.ts";
import { makeStream } from "../math/random.ts";
import { consistencyBand } from "./chi-square.ts";
import { RadarAxes } from "./measurement.ts";
import { type BiasPrior, estimateBiases, removeBias, type SharedLook } from "./registration.ts";
import { invertSymmetric } from "./symmetric-matrix.ts";

const DEGREE = Math.PI / 180;
const SIGMAS = [20, 1e-3, 1e-3];
const PRIOR: BiasPrior = { range_m: 100, azimuth_rad: 5e-3, elevation_rad: 5e-3 };
const SITES = [
  SITE,
  { ...SITE, longitude_rad: SITE.longitude_rad - 4 * DEGREE },
  { ...SITE, latitude_rad: SITE.latitude_rad + 3 * DEGREE },
].map((site) => new RadarAxes(site));

/** Looks of pairs of radars at objects here and there in the sky, with errors and these biases. */
function drawLooks(count: number, biases: readonly (readonly number[])[], run: number): SharedLook[] {
  const stream = makeStream(31, run, "looks");
  return Array.from({ length: count }, (_, k) => {
    const truth = placeTruth(
      [-100e3 - 300e3 * stream.uniform(), -100e3 + 400e3 * stream.uniform(), 50e3 + 250e3 * stream.uniform()],
      [0, 0, 0],
    );
    const pair = [k % SITES.length, (k + 1) % SITES.length] as const;
    const look = (radar: number) => {
      const { axes } = SITES[radar]!;
      const z = drawMeasurement(0, truth, axes, SIGMAS, stream);
      biases[radar]!.forEach((b, q) => {
        z[1 + q]! += b;
      });
      return { measurement: z, axes };
    };
    return { radars: pair, measurements: [look(pair[0]), look(pair[1])] };
  });
}

describe("estimateBiases", () => {
  it("finds the biases of three radars", () => {
    const biases = [
      [60, 3e-3, -2e-3],
      [-40, -4e-3, 1e-3],
      [0, 0, 4e-3],
    ];
    const { radars } = estimateBiases(drawLooks(600, biases, 0), [PRIOR, PRIOR, PRIOR]);
    radars.forEach(({ range_m, azimuth_rad, elevation_rad, sigmas }, r) => {
      const wanted = biases[r]!;
      expect(sigmas.azimuth_rad).toBeLessThan(2e-4);
      expect(sigmas.elevation_rad).toBeLessThan(2e-4);
      expect(Math.abs(range_m - wanted[0]!)).toBeLessThan(3.5 * sigmas.range_m);
      expect(Math.abs(azimuth_rad - wanted[1]!)).toBeLessThan(3.5 * sigmas.azimuth_rad);
      expect(Math.abs(elevation_rad - wanted[2]!)).toBeLessThan(3.5 * sigmas.elevation_rad);
    });
  });

  it("knows its errors: normalised error squared over 200 runs lies in its 95 % band", () => {
    const runs = 200;
    const stream = makeStream(32, 0, "biases");
    let mean = 0;
    for (let run = 0; run < runs; run++) {
      const biases = SITES.map(() => [100 * stream.normal(), 5e-3 * stream.normal(), 5e-3 * stream.normal()]);
      const { covariance, radars } = estimateBiases(drawLooks(60, biases, run + 1), [PRIOR, PRIOR, PRIOR]);
      const inverse = invertSymmetric(covariance, 9)!;
      const error = radars.flatMap(({ range_m, azimuth_rad, elevation_rad }, r) =>
        [range_m, azimuth_rad, elevation_rad].map((x, q) => x - biases[r]![q]!),
      );
      for (let i = 0; i < 9; i++)
        for (let j = 0; j < 9; j++) mean += (error[i]! * inverse[9 * i + j]! * error[j]!) / runs;
    }
    const band = consistencyBand(9, runs, 0.95);
    expect(mean).toBeGreaterThan(band.low);
    expect(mean).toBeLessThan(band.high);
  });

  it("without looks has nothing but its priors, and one object far off says little of the sum of two biases", () => {
    const { radars } = estimateBiases([], [PRIOR, PRIOR]);
    expect(radars[0]).toEqual({ range_m: 0, azimuth_rad: 0, elevation_rad: 0, sigmas: PRIOR });
    const one = drawLooks(
      1,
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      0,
    );
    expect(estimateBiases(one, [PRIOR, PRIOR]).radars[0]!.sigmas.azimuth_rad).toBeGreaterThan(0.3 * PRIOR.azimuth_rad);
  });

  it("takes a bias out", () => {
    const z = Float64Array.of(0, 1000, -Math.PI + 1e-3, 0.2, 0, 1, 1, 1, 0);
    removeBias(z, { range_m: 10, azimuth_rad: 2e-3, elevation_rad: 0.1 });
    expect([z[1], z[2], z[3]]).toEqual([990, expect.closeTo(Math.PI - 1e-3, 12), expect.closeTo(0.1, 12)]);
  });

  it("refuses looks of two times, radars that are not there and priors of 0", () => {
    const [look] = drawLooks(
      1,
      [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      0,
    ) as [SharedLook];
    const later = Float64Array.from(look.measurements[1].measurement);
    later[0] = 1;
    const apart: SharedLook = {
      ...look,
      measurements: [look.measurements[0], { ...look.measurements[1], measurement: later }],
    };
    expect(() => estimateBiases([apart], [PRIOR, PRIOR])).toThrow("one time");
    expect(() => estimateBiases([look], [PRIOR])).toThrow("two of 1 radars");
    expect(() => estimateBiases([], [{ ...PRIOR, range_m: 0 }])).toThrow("above 0");
  });
});
