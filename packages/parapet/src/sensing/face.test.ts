import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Face, cosineOffBoresight, findFace, isInField, makeFaces, positiveTurn, wrapAngle } from "./face.ts";

const degree = Math.PI / 180;
const angle = fc.double({ min: -7, max: 7, noNaN: true });

describe("faces", () => {
  it("look to both sides of north alike", () => {
    const face: Face = { azimuth_rad: 350 * degree, width_rad: 120 * degree };
    expect(isInField(face, 50 * degree, 0)).toBe(true);
    expect(isInField(face, 50.1 * degree, 0)).toBe(false);
    expect(isInField(face, -70 * degree, 0)).toBe(true);
    expect(isInField(face, -70.1 * degree, 0)).toBe(false);
  });

  it("measure the angle off a tilted boresight on the sphere", () => {
    const face: Face = { azimuth_rad: 0, width_rad: 2 * Math.PI, elevation_rad: 20 * degree };
    expect(cosineOffBoresight(face, 0, 20 * degree)).toBeCloseTo(1, 14);
    expect(cosineOffBoresight(face, Math.PI, 70 * degree)).toBeCloseTo(0, 14);
    expect(cosineOffBoresight(face, 90 * degree, 0)).toBeCloseTo(0, 14);
  });

  it("keep within their elevation limits and steering cone", () => {
    const face: Face = {
      azimuth_rad: 0,
      width_rad: 120 * degree,
      elevation_rad: 30 * degree,
      elevationMinimum_rad: 2 * degree,
      elevationMaximum_rad: 80 * degree,
      offBoresightMaximum_rad: 45 * degree,
    };
    expect(isInField(face, 0, 1 * degree)).toBe(false);
    expect(isInField(face, 0, 2 * degree)).toBe(true);
    expect(isInField(face, 0, 75 * degree)).toBe(true);
    expect(isInField(face, 0, 76 * degree)).toBe(false);
    expect(isInField({ ...face, offBoresightMaximum_rad: Math.PI }, 0, 81 * degree)).toBe(false);
  });

  it("cover the full circle when their widths add up to it", () => {
    fc.assert(
      fc.property(angle, angle, fc.integer({ min: 1, max: 6 }), (facing_rad, azimuth, faceCount) => {
        const faces = makeFaces({ facing_rad, faceCount, width_rad: (2 * Math.PI) / faceCount });
        const face = findFace(faces, azimuth, 0.2);
        expect(face).toBeGreaterThanOrEqual(0);
        expect(Math.abs(wrapAngle(azimuth - faces[face]!.azimuth_rad))).toBeLessThan(Math.PI / faceCount + 1e-9);
      }),
    );
  });

  it("leave gaps when they do not", () => {
    const faces = makeFaces({ facing_rad: 0, faceCount: 3, width_rad: 90 * degree });
    expect(findFace(faces, 60 * degree, 0)).toBe(-1);
    expect(findFace(faces, 100 * degree, 0)).toBe(1);
    expect(findFace(faces, 230 * degree, 0)).toBe(2);
    expect(() => makeFaces({ facing_rad: 0, faceCount: 0, width_rad: 1 })).toThrow(/got 0/);
  });

  it("see mirrored directions alike", () => {
    fc.assert(
      fc.property(angle, angle, fc.double({ min: -1.5, max: 1.5, noNaN: true }), (boresight, azimuth, elevation) => {
        const face = { width_rad: 1.9, elevation_rad: 0.3, offBoresightMaximum_rad: 0.8 };
        const here = isInField({ ...face, azimuth_rad: boresight }, azimuth, elevation);
        expect(isInField({ ...face, azimuth_rad: -boresight }, -azimuth, elevation)).toBe(here);
      }),
    );
  });

  it("bring angles into one turn", () => {
    fc.assert(
      fc.property(angle, (a) => {
        expect(Math.abs(wrapAngle(a))).toBeLessThanOrEqual(Math.PI + 1e-12);
        expect(positiveTurn(a)).toBeGreaterThanOrEqual(0);
        expect(positiveTurn(a)).toBeLessThan(2 * Math.PI);
        expect(Math.cos(positiveTurn(a))).toBeCloseTo(Math.cos(a), 12);
      }),
    );
  });
});
