import { WGS84 } from "../earth/model.ts";
import {
  type FlyOutGrid,
  type FlyOutTable,
  type InterceptorKinematics,
  makeFlyOutTable,
  timeToReach,
} from "./fly-out.ts";

/**
 * Tables of reach over an Earth that turns: for shots at the equator towards west, along a meridian and towards east. In between the
 * time is interpolated in the part of the rotation that lies across the plane of the shot.
 */
export interface TurningReach {
  readonly west: FlyOutTable;
  readonly meridian: FlyOutTable;
  readonly east: FlyOutTable;
}

/** Makes the tables of reach of an interceptor over the turning Earth: three times the work of `makeFlyOutTable`. */
export function makeTurningReach(kinematics: InterceptorKinematics, grid: FlyOutGrid): TurningReach {
  const turn = (turnRate_radps: number): FlyOutTable => makeFlyOutTable({ ...kinematics, turnRate_radps }, grid);
  return { west: turn(-WGS84.rotationRate_radps), meridian: turn(0), east: turn(WGS84.rotationRate_radps) };
}

/** Where a shot goes: from a latitude in a direction, over a chord of the ground to an altitude. */
export interface ShotTo {
  readonly latitude_rad: number;
  readonly azimuth_rad: number;
  readonly chord_m: number;
  readonly altitude_m: number;
}

/**
 * Least time to a point for a shot from a latitude in a direction, s; Infinity where one of the two tables around it has none.
 * The Coriolis acceleration in the plane of the shot is kept (to first order in the rotation), the one across it is left
 * to the azimuth of the shot.
 */
export function timeToReachFrom(reach: TurningReach, shot: ShotTo): number {
  const { latitude_rad, azimuth_rad, chord_m, altitude_m } = shot;
  const share = Math.cos(latitude_rad) * Math.sin(azimuth_rad);
  const still = timeToReach(reach.meridian, chord_m, altitude_m);
  if (share === 0) return still;
  const turning = timeToReach(share > 0 ? reach.east : reach.west, chord_m, altitude_m);
  const time = still + Math.abs(share) * (turning - still);
  return time === time ? time : Infinity;
}
