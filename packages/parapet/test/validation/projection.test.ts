// Snyder, J. P. (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, appendix A, pages 332 to 337.
import { describe, expect, it } from "vitest";
import { WGS84, type Geodetic } from "../../src/earth/model.ts";
import {
  authalicLatitude,
  makeEqualAreaProjection,
  projectEqualArea,
  unprojectEqualArea,
} from "../../src/earth/projection.ts";

const degree = Math.PI / 180;
const at = (latitude: number, longitude: number): Geodetic => ({
  latitude_rad: latitude * degree,
  longitude_rad: longitude * degree,
  altitude_m: 0,
});

describe("Lambert azimuthal equal-area, Snyder's numerical examples", () => {
  // Clarke 1866 as the book gives it: a = 6,378,206.4 m, e^2 = 0.00676866.
  const clarke1866 = { ...WGS84, equatorialRadius_m: 6378206.4, flattening: 1 - Math.sqrt(1 - 0.00676866) };
  const oblique = makeEqualAreaProjection({ centre: at(40, -100), earth: clarke1866 });

  it("gives the ellipsoid's x and y, printed to 0.1 m", () => {
    const point = projectEqualArea(oblique, at(30, -110));
    expect(Math.abs(point.x_m - -965932.1)).toBeLessThan(0.1);
    expect(Math.abs(point.y_m - -1056814.9)).toBeLessThan(0.1);
  });

  it("gives the ellipsoid's intermediate values", () => {
    expect(authalicLatitude(30 * degree, clarke1866) / degree).toBeCloseTo(29.8877622, 6);
    expect(authalicLatitude(40 * degree, clarke1866) / degree).toBeCloseTo(39.8722878, 6);
    expect(oblique.centreStretch).toBeCloseTo(1.0006653, 7);
  });

  it("inverts the ellipsoid's example", () => {
    const position = unprojectEqualArea(oblique, { x_m: -965932.1, y_m: -1056814.9 });
    expect(position.latitude_rad / degree).toBeCloseTo(30, 6);
    expect(position.longitude_rad / degree).toBeCloseTo(-110, 6);
  });

  it("gives the sphere's x and y", () => {
    const sphere = { ...WGS84, equatorialRadius_m: 3, flattening: 0 };
    const projection = makeEqualAreaProjection({ centre: at(40, -100), earth: sphere });
    const point = projectEqualArea(projection, at(-20, 100));
    expect(point.x_m).toBeCloseTo(-4.2339303, 6);
    expect(point.y_m).toBeCloseTo(4.0257775, 6);
  });
});
