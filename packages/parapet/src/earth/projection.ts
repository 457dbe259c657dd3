import { type EarthModel, type Geodetic, WGS84 } from "./model.ts";

/** A point of a map plane: x to the east and y to the north at the projection's centre. */
export interface PlanePoint {
  readonly x_m: number;
  readonly y_m: number;
}

/** A Lambert azimuthal equal-area projection: its centre, its Earth and what follows from both. Made by `makeEqualAreaProjection`. */
export interface EqualAreaProjection {
  readonly centre: Geodetic;
  readonly earth: EarthModel;
  /** Radius of the sphere with the ellipsoid's surface, Snyder (1987), equation 3-13. */
  readonly authalicRadius_m: number;
  /** Authalic latitude of the centre, Snyder (1987), equation 3-11. */
  readonly centreAuthalicLatitude_rad: number;
  /** Snyder's D, equation 24-20: makes the scale at the centre 1 in every direction. */
  readonly centreStretch: number;
}

/** q of Snyder (1987), equation 3-12: the area between the equator and a latitude, in units of half the squared equatorial radius. */
function zoneArea(sinLatitude: number, earth: EarthModel): number {
  const e2 = earth.flattening * (2 - earth.flattening);
  const e = Math.sqrt(e2);
  const logarithm = e > 0 ? Math.atanh(e * sinLatitude) / e : sinLatitude;
  return (1 - e2) * (sinLatitude / (1 - e2 * sinLatitude * sinLatitude) + logarithm);
}

/**
 * Turns a geodetic latitude into the authalic one: the latitude on the sphere of equal surface that cuts off the same area.
 * Source: Snyder (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, equations 3-11 and 3-12.
 */
export function authalicLatitude(latitude_rad: number, earth: EarthModel = WGS84): number {
  const ratio = zoneArea(Math.sin(latitude_rad), earth) / zoneArea(1, earth);
  return Math.asin(Math.max(-1, Math.min(1, ratio)));
}

/**
 * Turns an authalic latitude into the geodetic one.
 * The two differ by at most 0.13 deg, so the step `latitude += authalic - authalicLatitude(latitude)` gains more than two
 * digits each time: 8 steps reach the last bits. Within 0.1 deg of a pole the arc sine leaves an error of up to 1e-12 rad, at the pole 1e-8 rad.
 */
export function geodeticFromAuthalicLatitude(authalic_rad: number, earth: EarthModel = WGS84): number {
  let latitude = authalic_rad;
  for (let step = 0; step < 8; step++) latitude += authalic_rad - authalicLatitude(latitude, earth);
  return latitude;
}

/**
 * Makes a Lambert azimuthal equal-area projection of the ellipsoid: equal areas on the Earth have equal areas on the plane.
 * Throws a RangeError for a centre within 0.01 deg of a pole, for which the oblique equations do not hold.
 * Source: Snyder (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, chapter 24, oblique aspect of the ellipsoid.
 */
export function makeEqualAreaProjection(options: {
  readonly centre: Geodetic;
  readonly earth?: EarthModel;
}): EqualAreaProjection {
  const { centre, earth = WGS84 } = options;
  const latitude = centre.latitude_rad;
  if (!(Math.abs(latitude) < Math.PI / 2 - 1.7e-4) || !Number.isFinite(centre.longitude_rad)) {
    throw new RangeError(
      `makeEqualAreaProjection: needs a centre more than 0.01 deg from the poles, got latitude ${latitude} rad, longitude ${centre.longitude_rad} rad`,
    );
  }
  const e2 = earth.flattening * (2 - earth.flattening);
  const authalicRadius_m = earth.equatorialRadius_m * Math.sqrt(zoneArea(1, earth) / 2);
  const centreAuthalicLatitude_rad = authalicLatitude(latitude, earth);
  const sine = Math.sin(latitude);
  const m = Math.cos(latitude) / Math.sqrt(1 - e2 * sine * sine);
  const centreStretch = (earth.equatorialRadius_m * m) / (authalicRadius_m * Math.cos(centreAuthalicLatitude_rad));
  return Object.freeze({ centre, earth, authalicRadius_m, centreAuthalicLatitude_rad, centreStretch });
}

/**
 * Maps a position to the plane; the altitude plays no part.
 * Throws a RangeError at the antipode of the centre, which is a circle on the plane.
 * Source: Snyder (1987), equations 24-17 to 24-20. Valid for the whole Earth; shapes are true near the centre only.
 */
export function projectEqualArea(projection: EqualAreaProjection, position: Geodetic): PlanePoint {
  const beta = authalicLatitude(position.latitude_rad, projection.earth);
  const beta1 = projection.centreAuthalicLatitude_rad;
  const lambda = position.longitude_rad - projection.centre.longitude_rad;
  const sinBeta = Math.sin(beta);
  const cosBeta = Math.cos(beta);
  const sinBeta1 = Math.sin(beta1);
  const cosBeta1 = Math.cos(beta1);
  const cosLambda = Math.cos(lambda);
  const denominator = 1 + sinBeta1 * sinBeta + cosBeta1 * cosBeta * cosLambda;
  if (!(denominator > 1e-12)) {
    throw new RangeError(
      `projectEqualArea: needs finite angles and not the antipode of the centre, which has no single image, got latitude ${position.latitude_rad} rad, longitude ${position.longitude_rad} rad`,
    );
  }
  const b = projection.authalicRadius_m * Math.sqrt(2 / denominator);
  const d = projection.centreStretch;
  return {
    x_m: b * d * cosBeta * Math.sin(lambda),
    y_m: (b / d) * (cosBeta1 * sinBeta - sinBeta1 * cosBeta * cosLambda),
  };
}

/**
 * Maps a point of the plane back to the Earth, at altitude 0 and with the longitude in (-pi, pi].
 * Throws a RangeError for a point outside the disc that is the image of the Earth.
 * Source: Snyder (1987), equations 24-26 to 24-29 and 3-18 (here inverted by iteration instead of a series).
 */
export function unprojectEqualArea(projection: EqualAreaProjection, point: PlanePoint): Geodetic {
  const d = projection.centreStretch;
  const x = point.x_m / d;
  const y = point.y_m * d;
  const rho = Math.sqrt(x * x + y * y);
  const sinHalf = rho / (2 * projection.authalicRadius_m);
  if (!(sinHalf <= 1)) {
    throw new RangeError(
      `unprojectEqualArea: needs a point within ${2 * projection.authalicRadius_m} m of the centre, got x ${point.x_m} m, y ${point.y_m} m`,
    );
  }
  if (rho === 0) {
    return {
      latitude_rad: projection.centre.latitude_rad,
      longitude_rad: wrapLongitude(projection.centre.longitude_rad),
      altitude_m: 0,
    };
  }
  const arc = 2 * Math.asin(sinHalf);
  const sinArc = Math.sin(arc);
  const cosArc = Math.cos(arc);
  const sinBeta1 = Math.sin(projection.centreAuthalicLatitude_rad);
  const cosBeta1 = Math.cos(projection.centreAuthalicLatitude_rad);
  const sinBeta = cosArc * sinBeta1 + (y * sinArc * cosBeta1) / rho;
  const lambda = Math.atan2(x * sinArc, rho * cosBeta1 * cosArc - y * sinBeta1 * sinArc);
  return {
    latitude_rad: geodeticFromAuthalicLatitude(Math.asin(Math.max(-1, Math.min(1, sinBeta))), projection.earth),
    longitude_rad: wrapLongitude(projection.centre.longitude_rad + lambda),
    altitude_m: 0,
  };
}

/** Brings a longitude into (-pi, pi]. */
function wrapLongitude(longitude_rad: number): number {
  if (longitude_rad > -Math.PI && longitude_rad <= Math.PI) return longitude_rad;
  const turns = Math.ceil((longitude_rad - Math.PI) / (2 * Math.PI));
  return longitude_rad - turns * 2 * Math.PI;
}
