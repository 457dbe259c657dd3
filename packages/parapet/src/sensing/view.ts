import { ecefToEnu } from "../earth/frames.ts";
import { apparentElevation } from "../earth/horizon.ts";
import { type Vec3, vec3 } from "../math/vec3.ts";
import type { Radar } from "./radar.ts";

/** Why a radar does not see a point. */
export type Blocked = "below-horizon" | "above-limit" | "out-of-sector" | "too-weak";

/** Geometry of a point as a radar sees it. */
export interface View {
  readonly range_m: number;
  readonly azimuth_rad: number;
  /** With refraction. */
  readonly elevation_rad: number;
  readonly blocked?: Exclude<Blocked, "too-weak">;
}

/** Where an Earth-fixed point stands for a radar, and whether horizon, mask, elevation limits or sector hide it. */
export function viewPoint(radar: Radar, target: Vec3<"ecef">): View {
  const [east, north, up] = ecefToEnu(target, radar.position);
  const across = Math.sqrt(east * east + north * north);
  const range_m = Math.sqrt(across * across + up * up);
  const azimuth_rad = Math.atan2(east, north);
  const elevation_rad = apparentElevation(Math.atan2(up, across), range_m, { radiusFactor: radar.radiusFactor });
  const base = { range_m, azimuth_rad, elevation_rad };
  if (elevation_rad < Math.max(radar.elevationMinimum_rad, maskElevation(radar, azimuth_rad))) return { ...base, blocked: "below-horizon" };
  if (elevation_rad > radar.elevationMaximum_rad) return { ...base, blocked: "above-limit" };
  if (!isInSector(radar, azimuth_rad)) return { ...base, blocked: "out-of-sector" };
  return base;
}

/** Whether any face of the radar looks in a direction. */
export function isInSector(radar: Radar, azimuth_rad: number): boolean {
  return radar.faces.some(({ azimuth_rad: boresight, width_rad }) => {
    const off = Math.abs(remainderOfTurn(azimuth_rad - boresight));
    return off <= 0.5 * width_rad + 1e-12;
  });
}

/** Lowest elevation that the terrain leaves open at an azimuth; minus half a turn where there is no mask. */
export function maskElevation(radar: Radar, azimuth_rad: number): number {
  const { mask } = radar;
  if (mask.length === 0) return -Math.PI / 2;
  const turn = (angle: number): number => ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  const azimuth = turn(azimuth_rad);
  const after = mask.findIndex((point) => turn(point.azimuth_rad) >= azimuth);
  const high = mask[after === -1 ? 0 : after]!;
  const low = mask[(after <= 0 ? mask.length : after) - 1]!;
  const span = turn(high.azimuth_rad - low.azimuth_rad);
  const share = span > 0 ? turn(azimuth - low.azimuth_rad) / span : 0;
  return low.elevation_rad + share * (high.elevation_rad - low.elevation_rad);
}

/** Pd = Pfa^(1/(1 + SNR)) of a Swerling I target and one pulse (Swerling 1954; Skolnik 2001, eq. 2.46). */
function detectSwerling1(snr: number, falseAlarm: number): number {
  return Math.exp(Math.log(falseAlarm) / (1 + snr));
}

function requiredSnrSwerling1(probability: number, falseAlarm: number): number {
  return Math.log(falseAlarm) / Math.log(probability) - 1;
}

/** Probability that one look at a cross-section at a range detects it: signal over noise falls with the fourth power of range. */
export function detectionProbability(radar: Radar, range_m: number, rcs_m2: number): number {
  const ratio = radar.detectionRange_m / range_m;
  const square = ratio * ratio;
  const snr =
    requiredSnrSwerling1(radar.referenceProbability, radar.falseAlarm) * (rcs_m2 / radar.referenceCrossSection_m2) * square * square;
  return detectSwerling1(snr, radar.falseAlarm);
}

/** Why a radar does not see a target with the certainty of its published range; undefined when it does. */
export function explainBlocked(radar: Radar, target: Vec3<"ecef">, rcs_m2: number): Blocked | undefined {
  const view = viewPoint(radar, target);
  if (view.blocked !== undefined) return view.blocked;
  return detectionProbability(radar, view.range_m, rcs_m2) < radar.referenceProbability - 1e-12 ? "too-weak" : undefined;
}

/** Point number `i` of a list of Earth-fixed positions. */
export function pointAt(ecef_m: Float64Array, i: number): Vec3<"ecef"> {
  return vec3(ecef_m[3 * i]!, ecef_m[3 * i + 1]!, ecef_m[3 * i + 2]!);
}

function remainderOfTurn(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}
