/**
 * The figure, gravity and rotation of the Earth that a computation uses. All SI.
 * `flattening` 0 makes it a sphere of radius `equatorialRadius_m`; `j2` 0 an inverse-square field; `rotationRate_radps` 0 stops it.
 */
export interface EarthModel {
  readonly equatorialRadius_m: number;
  readonly flattening: number;
  readonly gravitationalParameter_m3ps2: number;
  readonly j2: number;
  readonly rotationRate_radps: number;
}

/**
 * WGS 84: NIMA TR8350.2 (third edition, amendment 1, 2000), tables 3.1 and 3.3; J2 from the normalised C20 of EGM96
 * as used by the NASA check cases (NESC-RP-12-00770).
 */
export const WGS84: EarthModel = {
  equatorialRadius_m: 6378137,
  flattening: 1 / 298.257223563,
  gravitationalParameter_m3ps2: 3.986004418e14,
  j2: 1.08262982e-3,
  rotationRate_radps: 7.292115e-5,
};

/** A position above the reference ellipsoid. Longitude in (-pi, pi], altitude along the ellipsoid's normal. */
export interface Geodetic {
  readonly latitude_rad: number;
  readonly longitude_rad: number;
  readonly altitude_m: number;
}
