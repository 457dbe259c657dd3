import { geoBounds, geoContains } from "d3-geo";
import { eciToEcef, ecefToGeodetic } from "../earth/frames.ts";
import { WGS84 } from "../earth/model.ts";
import { EFFECTIVE_RADIUS_FACTOR } from "../earth/horizon.ts";
import { stateAtInto, type Trajectory } from "../flight/trajectory.ts";
import { vec3 } from "../math/vec3.ts";
import type { ResolvedUnit, SourcedValue } from "../scenario/types.ts";
import { type Blocked, RadarSight } from "../sensing/radar-sight.ts";

/** A territory as polygons in degrees of longitude and latitude. */
export interface Territory {
  readonly name: string;
  readonly geometry: Parameters<typeof geoContains>[0];
}

/** When a flight was above a territory, with the altitudes at both ends. */
export interface Overflight {
  readonly name: string;
  readonly from_s: number;
  readonly to_s: number;
  readonly fromAltitude_m: number;
  readonly toAltitude_m: number;
}

/** When a radar sees a flight; `never` says why it does not. */
export interface RadarView {
  readonly unit: string;
  readonly radar: string;
  readonly from_s?: number;
  readonly to_s?: number;
  readonly never?: Blocked;
}

const TRACK_STEP_s = 5;

/** The territories that a flight passes over, in the order in which it does; looked at every 5 s. */
export function findOverflights(trajectory: Trajectory, territories: readonly Territory[]): readonly Overflight[] {
  const found: Overflight[] = [];
  const bounded = territories.map((territory) => ({ ...territory, bounds: geoBounds(territory.geometry) }));
  let open: { name: string; from_s: number; fromAltitude_m: number; to_s: number; toAltitude_m: number } | undefined;
  for (const { time_s, latitude_deg, longitude_deg, altitude_m } of groundTrack(trajectory)) {
    const below = bounded.find(
      ({ geometry, bounds }) =>
        isInBounds(bounds, longitude_deg, latitude_deg) && geoContains(geometry, [longitude_deg, latitude_deg]),
    );
    if (open !== undefined && below?.name === open.name) {
      open.to_s = time_s;
      open.toAltitude_m = altitude_m;
      continue;
    }
    if (open !== undefined) found.push(open);
    open =
      below === undefined
        ? undefined
        : { name: below.name, from_s: time_s, fromAltitude_m: altitude_m, to_s: time_s, toAltitude_m: altitude_m };
  }
  if (open !== undefined) found.push(open);
  return found;
}

type Bounds = ReturnType<typeof geoBounds>;

/** Whether a place lies in a box of longitudes and latitudes; a box that crosses the date line has its west above its east. */
function isInBounds([[west, south], [east, north]]: Bounds, longitude: number, latitude: number): boolean {
  if (latitude < south || latitude > north) return false;
  return west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
}

function* groundTrack(trajectory: Trajectory): Generator<{
  readonly time_s: number;
  readonly latitude_deg: number;
  readonly longitude_deg: number;
  readonly altitude_m: number;
}> {
  const state = new Float64Array(6);
  for (let t = trajectory.startTime_s; t <= trajectory.endTime_s; t += TRACK_STEP_s) {
    stateAtInto(state, trajectory, t);
    const { latitude_rad, longitude_rad, altitude_m } = ecefToGeodetic(
      eciToEcef(vec3(state[0]!, state[1]!, state[2]!), t, WGS84),
    );
    yield {
      time_s: t,
      latitude_deg: (latitude_rad * 180) / Math.PI,
      longitude_deg: (longitude_rad * 180) / Math.PI,
      altitude_m: Math.max(0, altitude_m),
    };
  }
}

/** From when to when each radar of some units sees a flight of a given cross-section, with the published ranges. */
export function findRadarViews(
  trajectory: Trajectory,
  units: readonly ResolvedUnit[],
  crossSection_m2: SourcedValue,
): readonly RadarView[] {
  const state = new Float64Array(6);
  const point = new Float64Array(3);
  return units.flatMap((unit) =>
    unit.radars.map(({ radar, facing_rad }): RadarView => {
      const count = radar.faceCount.value;
      const width_rad = radar.fieldOfViewAzimuth_rad.value;
      const sight = new RadarSight({
        position: unit.position,
        faces: Array.from({ length: count }, (_, i) => ({
          azimuth_rad: facing_rad + (2 * Math.PI * i) / count,
          width_rad,
        })),
        detectionRange_m: radar.detectionRange_m.value,
        referenceCrossSection_m2: radar.referenceCrossSection_m2.value,
        referenceProbability: 0.9,
        falseAlarm: 1e-6,
        elevationMinimum_rad: radar.elevationMinimum_rad.value,
        elevationMaximum_rad: radar.elevationMaximum_rad.value,
        radiusFactor: EFFECTIVE_RADIUS_FACTOR,
        mask: [],
      });
      const reach =
        radar.detectionRange_m.value *
        Math.sqrt(Math.sqrt(crossSection_m2.value / radar.referenceCrossSection_m2.value));
      let from_s: number | undefined;
      let to_s: number | undefined;
      let never: Blocked = "below-horizon";
      for (let t = trajectory.startTime_s; t <= trajectory.endTime_s; t += TRACK_STEP_s) {
        stateAtInto(state, trajectory, t);
        point.set(eciToEcef(vec3(state[0]!, state[1]!, state[2]!), t, WGS84));
        const blocked = sight.lookAt(point, 0);
        if (blocked === undefined && sight.range_m <= reach) {
          from_s ??= t;
          to_s = t;
        } else if (blocked === undefined) never = "too-weak";
        else if (never === "below-horizon") never = blocked;
      }
      const label = { unit: unit.id, radar: radar.id };
      return from_s === undefined || to_s === undefined ? { ...label, never } : { ...label, from_s, to_s };
    }),
  );
}
