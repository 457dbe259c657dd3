import { type Vec3, vec3 } from "../math/vec3.ts";
import { type EarthModel, WGS84 } from "./model.ts";

/**
 * Acceleration of gravity at an inertial position, m/s^2: a point mass and the second zonal harmonic
 * (Bate, Mueller and White 1971, section 9.7.2). Rotation plays no part in it.
 */
export function gravityEci(r_eci: Vec3<"eci">, earth: EarthModel = WGS84): Vec3<"eci"> {
  const [x, y, z] = r_eci;
  const r2 = x * x + y * y + z * z;
  const pull = -earth.gravitationalParameter_m3ps2 / (r2 * Math.sqrt(r2));
  const q = (1.5 * earth.j2 * earth.equatorialRadius_m * earth.equatorialRadius_m) / r2;
  const s = (5 * z * z) / r2;
  const across = pull * (1 + q * (1 - s));
  return vec3(across * x, across * y, pull * (1 + q * (3 - s)) * z);
}

/** Potential energy of a kilogram in that field, J/kg; what is conserved together with the kinetic energy. */
export function gravityPotential(r_eci: Vec3<"eci">, earth: EarthModel = WGS84): number {
  const [x, y, z] = r_eci;
  const r2 = x * x + y * y + z * z;
  const r = Math.sqrt(r2);
  const q = (0.5 * earth.j2 * earth.equatorialRadius_m * earth.equatorialRadius_m) / r2;
  return (-earth.gravitationalParameter_m3ps2 / r) * (1 - q * ((3 * z * z) / r2 - 1));
}
