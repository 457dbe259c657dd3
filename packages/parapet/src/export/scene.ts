import type { Geodetic } from "../earth/model.ts";
import type { Vec3 } from "../math/vec3.ts";
import type { Feature, MultiPolygon, Position } from "./geometry.ts";

/** What stands at a place; the types of a scenario's units, and the place threats start from. */
export type SiteKind =
  | "land-site"
  | "ship"
  | "battery"
  | "radar-station"
  | "satellite"
  | "command-post"
  | "launch-region";

/** Something that stands still. */
export interface SceneSite {
  readonly id: string;
  readonly name: string;
  readonly kind: SiteKind;
  readonly position: Geodetic;
  /** Of a launch region. */
  readonly radius_m?: number;
  readonly description?: string;
}

/**
 * How an area is meant: `inner` is defended in at least 95 % of the draws, `outer` in at least 5 %, `nominal` with every
 * parameter at its published value; `not-threatened` is beyond the threat's reach; `seen` lies under what a radar sees at an altitude.
 */
export type AreaKind = "nominal" | "inner" | "outer" | "not-threatened" | "seen";

/** An area on the ground, such as `contourPolygons` makes it. */
export interface SceneArea {
  readonly id: string;
  readonly name: string;
  readonly kind: AreaKind;
  readonly polygons: MultiPolygon;
  readonly description?: string;
}

/** One state of a flight; the velocity is relative to the rotating Earth. */
export interface SceneState {
  readonly time_s: number;
  readonly r_ecef: Vec3<"ecef">;
  readonly v_ecef: Vec3<"ecef">;
}

/** Something that flies. Times count from the scene's epoch and grow from state to state. */
export interface SceneFlight {
  readonly id: string;
  readonly name: string;
  readonly side: "threat" | "interceptor";
  readonly states: readonly SceneState[];
  readonly description?: string;
}

/** What a globe or a map programme is to show. */
export interface Scene {
  readonly name: string;
  /** Time 0 of the flights: an instant in UTC after ISO 8601, "2018-08-01T00:00:00Z". */
  readonly epoch: string;
  /** Data sets and what their licences ask for. */
  readonly attribution: string;
  readonly sites: readonly SceneSite[];
  readonly areas: readonly SceneArea[];
  readonly flights: readonly SceneFlight[];
}

/** The instant `time_s` after an epoch as ISO 8601 in UTC, to the millisecond. Throws a RangeError for an epoch that is none. */
export function formatInstant(epoch: string, time_s: number): string {
  return instantOf(epoch, time_s).toISOString();
}

/** The instant `time_s` after an epoch. Throws a RangeError for an epoch that is no instant in UTC after ISO 8601. */
export function instantOf(epoch: string, time_s: number): Date {
  const start = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(epoch) ? Date.parse(epoch) : NaN;
  const instant = new Date(start + Math.round(time_s * 1000));
  if (Number.isNaN(instant.getTime()))
    throw new RangeError(
      `instantOf: needs an instant in UTC such as 2018-08-01T00:00:00Z and a finite time, got "${epoch}" and ${time_s} s`,
    );
  return instant;
}

/** The position of a site as GeoJSON has it. */
export function positionOf({ latitude_rad, longitude_rad, altitude_m }: Geodetic): Position {
  return [(longitude_rad * 180) / Math.PI, (latitude_rad * 180) / Math.PI, altitude_m];
}

/** The sites and areas of a scene as features for `toGeoJson`; flights, which live in time, are left out. */
export function sceneFeatures(scene: Scene): readonly Feature[] {
  return [
    ...scene.areas.map(({ id, name, kind, polygons, description }) => ({
      id,
      geometry: polygons,
      properties: { kind, name, ...(description === undefined ? {} : { description }) },
    })),
    ...scene.sites.map(({ id, name, kind, position, radius_m, description }) => ({
      id,
      geometry: { type: "Point" as const, coordinates: positionOf(position) },
      properties: {
        kind,
        name,
        ...(radius_m === undefined ? {} : { radius_m }),
        ...(description === undefined ? {} : { description }),
      },
    })),
  ];
}
