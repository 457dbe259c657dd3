import { expect, it } from "vitest";
import { diagonal, drawMeasurement, placeTruth, SITE } from "../../test/samples/tracking-truth.ts";
import { makeStream } from "../math/random.ts";
import { CoastFilter } from "./coast-filter.ts";
import { Gate } from "./gate.ts";
import { RadarAxes } from "./measurement.ts";

it("Gate finds what the filter's update finds, and lets in the share it is made for", () => {
  const { axes } = new RadarAxes(SITE);
  const stream = makeStream(41, 0, "gate");
  const state = placeTruth([-300e3, 200e3, 150e3], [1500, -700, 300]);
  const zero = Float64Array.of(0);
  const filter = new CoastFilter({ accelerationNoise_m2ps3: 0 });
  const gate = new Gate();
  const spread = diagonal([1e-2, 1e-2, 1e-2, 1e-2, 1e-2, 1e-2]);
  for (const sigmas of [
    [10, 5e-4, 5e-4],
    [10, 5e-4, 5e-4, 2],
  ]) {
    // 95 % of chi-square of three and of four degrees.
    const limits = Float64Array.of(7.815, 9.488);
    let inside = 0;
    for (let k = 0; k < 500; k++) {
      filter.restart(zero, state, spread);
      const z = drawMeasurement(0, state, axes, sigmas, stream);
      gate.aim(filter, axes, 4);
      const found = gate.find(z, limits);
      filter.update(z, axes);
      const [square, determinant, count] = [...filter.innovation] as [number, number, number];
      expect(found).toBe(square < limits[count - 3]!);
      if (found) {
        inside++;
        expect(gate.innovation[0]).toBeCloseTo(square, 6);
        expect(gate.innovation[1]! / determinant).toBeCloseTo(1, 9);
        expect(gate.innovation[2]).toBe(sigmas.length);
      }
    }
    expect(Math.abs(inside / 500 - 0.95)).toBeLessThan(0.03);
  }
});
