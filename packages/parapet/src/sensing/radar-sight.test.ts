import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enuToEcef, geodeticToEcef, lookAngles } from "../earth/frames.ts";
import { minimumVisibleAltitude } from "../earth/horizon.ts";
import { type EarthModel, WGS84 } from "../earth/model.ts";
import { vec3, type Vec3 } from "../math/vec3.ts";
import { cosineOffBoresight, findFace, makeFaces } from "./face.ts";
import type { Radar } from "./radar.ts";
import { RadarSight } from "./radar-sight.ts";
import { maskFromPeaks } from "./visibility.ts";

const degree = Math.PI / 180;
const radar: Radar = {
  position: { latitude_rad: 35 * degree, longitude_rad: 135 * degree, altitude_m: 0 },
  faces: makeFaces({ facing_rad: 300 * degree, faceCount: 1, width_rad: 120 * degree, tilt_rad: 20 * degree }),
  detectionRange_m: 1_000_000,
  referenceCrossSection_m2: 0.1,
  referenceProbability: 0.9,
  falseAlarm: 1e-6,
  elevationMinimum_rad: 0,
  elevationMaximum_rad: 85 * degree,
  radiusFactor: 4 / 3,
  mask: [],
};

/** A point by azimuth, straight elevation and range from the radar. */
function at(position: Radar["position"], azimuth_rad: number, elevation_rad: number, range_m: number): Vec3<"ecef"> {
  const across = range_m * Math.cos(elevation_rad);
  return enuToEcef(
    vec3(across * Math.sin(azimuth_rad), across * Math.cos(azimuth_rad), range_m * Math.sin(elevation_rad)),
    position,
  );
}
const look = (sight: RadarSight, point: Vec3<"ecef">): ReturnType<RadarSight["look"]> =>
  sight.look(point[0], point[1], point[2]);

const azimuths = fc.double({ min: -3.1, max: 3.1, noNaN: true });
const elevations = fc.double({ min: -0.1, max: 1.4, noNaN: true });
const ranges = fc.double({ min: 1e4, max: 3e6, noNaN: true });

const facingFace = (facing: number): Radar["faces"] =>
  makeFaces({ facing_rad: facing, faceCount: 1, width_rad: 2, tilt_rad: 0.2 });

describe("a look", () => {
  it("stands where lookAngles says, raised by refraction", () => {
    fc.assert(
      fc.property(azimuths, elevations, ranges, (azimuth, elevation, range) => {
        const sight = new RadarSight(radar);
        const point = at(radar.position, azimuth, elevation, range);
        look(sight, point);
        const straight = lookAngles(radar.position, point);
        expect(Math.abs(sight.range_m - straight.range_m)).toBeLessThan(1e-6);
        expect(Math.abs(sight.straightElevation_rad - straight.elevation_rad)).toBeLessThan(1e-9);
        expect(Math.cos(sight.azimuth_rad - straight.azimuth_rad)).toBeCloseTo(1, 12);
        expect(sight.elevation_rad).toBeGreaterThan(sight.straightElevation_rad);
      }),
    );
  });

  it("chooses the face that findFace chooses, with its scan loss", () => {
    const faces = [
      ...makeFaces({ facing_rad: 1, faceCount: 3, width_rad: 150 * degree, tilt_rad: 0.3, offBoresightMaximum_rad: 1 }),
      { azimuth_rad: 4, width_rad: 1, elevationMinimum_rad: 0.2, elevationMaximum_rad: 0.9 },
    ];
    const sight = new RadarSight({ ...radar, faces, scanLossExponent: 3, elevationMinimum_rad: -1 });
    let seen = 0;
    fc.assert(
      fc.property(azimuths, elevations, (azimuth, elevation) => {
        const blocked = look(sight, at(radar.position, azimuth, elevation, 8e5));
        if (blocked === "below-horizon") return;
        const face = findFace(faces, sight.azimuth_rad, sight.elevation_rad);
        expect(sight.face).toBe(face);
        expect(blocked).toBe(face < 0 ? "out-of-field" : undefined);
        if (face < 0) return;
        seen++;
        const cosine = cosineOffBoresight(faces[face]!, sight.azimuth_rad, sight.elevation_rad);
        expect(sight.scanGain).toBeCloseTo(cosine ** 3, 10);
      }),
      { numRuns: 500 },
    );
    expect(seen).toBeGreaterThan(10);
  });

  it("is mirrored by mirrored geometry: east for west on the same meridian", () => {
    fc.assert(
      fc.property(azimuths, elevations, ranges, (azimuth, elevation, range) => {
        const position = { ...radar.position, longitude_rad: 0 };
        const here = new RadarSight({ ...radar, position, faces: facingFace(0.8), scanLossExponent: 2 });
        const there = new RadarSight({ ...radar, position, faces: facingFace(-0.8), scanLossExponent: 2 });
        expect(look(there, at(position, -azimuth, elevation, range))).toBe(
          look(here, at(position, azimuth, elevation, range)),
        );
        expect(Math.abs(there.snr(1) - here.snr(1))).toBeLessThanOrEqual(1e-7 * here.snr(1));
      }),
    );
  });

  it("says which limit is in the way", () => {
    const sight = new RadarSight({
      ...radar,
      instrumentedRange_m: 1.5e6,
      mask: maskFromPeaks([{ azimuth_rad: 300 * degree, distance_m: 9600, height_m: 715, halfWidth_rad: 5 * degree }]),
    });
    const from = (azimuth: number, elevation: number, range: number): string | undefined =>
      look(sight, at(radar.position, azimuth * degree, elevation * degree, range));
    expect(from(300, -3, 8e5)).toBe("below-horizon");
    expect(from(300, 2, 3e5)).toBe("behind-terrain");
    expect(from(310, 2, 3e5)).toBeUndefined();
    expect(from(100, 2, 3e5)).toBe("out-of-field");
    expect(from(300, 86, 3e5)).toBe("out-of-field");
    expect(from(310, 10, 1.6e6)).toBe("out-of-field");
    expect(sight.snr(1)).toBe(0);
    expect(sight.probability(1)).toBe(0);
  });

  it("sees from the shore over the sea to the altitudes of the 4/3 Earth", () => {
    const sphere: EarthModel = { ...WGS84, equatorialRadius_m: 6371008.8, flattening: 0 };
    const position = { latitude_rad: 0, longitude_rad: 0, altitude_m: 0 };
    const faces = makeFaces({ facing_rad: 0, faceCount: 1, width_rad: 2 * Math.PI });
    const sight = new RadarSight({ ...radar, position, faces }, sphere);
    for (const distance of [500e3, 1000e3, 1500e3]) {
      const altitude = minimumVisibleAltitude(distance, { radiusFactor: 4 / 3, earth: sphere });
      const seen = (factor: number): boolean => {
        const point = { latitude_rad: 0, longitude_rad: distance / 6371008.8, altitude_m: altitude * factor };
        return look(sight, geodeticToEcef(point, sphere)) === undefined;
      };
      expect(seen(0.995)).toBe(false);
      expect(seen(1.005)).toBe(true);
    }
  });

  it("from a height reaches below the horizontal, but not through the sea", () => {
    const high = { ...radar, position: { ...radar.position, altitude_m: 500 }, elevationMinimum_rad: -10 * degree };
    const sight = new RadarSight(high);
    expect(look(sight, at(high.position, 300 * degree, -0.5 * degree, 4e4))).toBeUndefined();
    expect(look(sight, at(high.position, 300 * degree, -2 * degree, 4e4))).toBe("below-horizon");
  });
});

describe("the calibrated range", () => {
  it("is where the reference target is detected with the reference probability, whatever the rule", () => {
    for (const fluctuation of [0, 1, 2, 3, 4] as const)
      for (const pulses of [1, 8]) {
        const sight = new RadarSight({ ...radar, fluctuation, pulses });
        look(sight, at(radar.position, 300 * degree, 20 * degree, 1_000_000));
        expect(sight.probability(0.1)).toBeCloseTo(0.9, 8);
      }
  });

  it("grows as the fourth root of the cross-section", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 3, noNaN: true }), (stretch) => {
        const sight = new RadarSight(radar);
        look(sight, at(radar.position, 300 * degree, 30 * degree, 1_000_000 * stretch));
        expect(sight.probability(0.1 * stretch ** 2 * stretch ** 2)).toBeCloseTo(0.9, 9);
      }),
    );
  });
});
