import { describe, expect, it } from "vitest";
import { placeOn } from "./draw-trial.ts";
import { fitCamera, makeProjection, panCamera, placeAt } from "./projection.ts";

const SIZE = { width: 800, height: 600 };

describe("the map's projection", () => {
  it("has the camera's centre in the middle and its span across the shorter side", () => {
    for (const kind of ["flat", "sphere"] as const) {
      const projection = makeProjection(kind, { centre: [179.9, 52], span_deg: 20 }, SIZE);
      const [x, y] = projection([179.9, 52])!;
      expect([x, y]).toEqual([expect.closeTo(400, 6), expect.closeTo(300, 6)]);
      const north = projection([179.9, 62])!;
      expect(north[1]).toBeCloseTo(0, 6);
    }
  });

  it("keeps neighbours on either side of the date line, and around the pole, neighbours", () => {
    const projection = makeProjection("flat", { centre: [180, 60], span_deg: 40 }, SIZE);
    const [west] = projection([179.99, 60])!;
    const [east] = projection([-179.99, 60])!;
    expect(Math.abs(west - east)).toBeLessThan(1);
    const pole = makeProjection("sphere", { centre: [0, 90], span_deg: 40 }, SIZE);
    const around = [0, 90, 180, 270].map((longitude) => pole([longitude, 89.9])!);
    for (const [x, y] of around) expect(Math.hypot(x - 400, y - 300)).toBeLessThan(3);
  });

  it("shows equal areas equally on the flat map", () => {
    const projection = makeProjection("flat", { centre: [138, 36], span_deg: 60 }, SIZE);
    const areaAt = (longitude: number, latitude: number): number => {
      const d = 0.05;
      const [a, b, c] = [
        projection([longitude, latitude])!,
        projection([longitude + d / Math.cos((latitude * Math.PI) / 180), latitude])!,
        projection([longitude, latitude + d])!,
      ];
      return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
    };
    expect(areaAt(120, 20) / areaAt(138, 36)).toBeCloseTo(1, 2);
    expect(areaAt(155, 50) / areaAt(138, 36)).toBeCloseTo(1, 2);
  });

  it("sees everything that it was fitted to, also across the date line", () => {
    const camera = fitCamera([
      [170, 50],
      [-170, 55],
    ]);
    expect(Math.abs(camera.centre[0])).toBeGreaterThan(175);
    expect(camera.span_deg).toBeGreaterThan(11);
    expect(camera.span_deg).toBeLessThan(30);
  });

  it("moves with the hand, and places lie at their distance and azimuth", () => {
    const camera = panCamera("flat", { centre: [138, 36], span_deg: 20 }, SIZE, 100, 0);
    expect(camera.centre[0]).toBeLessThan(138);
    expect(placeAt([179.5, 0], 90, 1)[0]).toBeCloseTo(-179.5, 9);
    expect(placeAt([10, 20], 0, 5)).toEqual([expect.closeTo(10, 9), expect.closeTo(25, 9)]);
  });
});

describe("a flight that is played", () => {
  it("goes straight on over the date line, and is nowhere before its start and after its end", () => {
    const flight = { places: [[179, 10], [-179, 12]] as const, altitude_m: [0, 1000], time_s: [100, 110] }; // prettier-ignore
    expect(placeOn(flight, 105)).toEqual({ place: [180, 11], altitude_m: 500 });
    expect(placeOn(flight, 99)).toBeUndefined();
    expect(placeOn(flight, 111)).toBeUndefined();
  });
});
