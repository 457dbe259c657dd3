import { EFFECTIVE_RADIUS_FACTOR } from "../earth/horizon.ts";
import type { Geodetic } from "../earth/model.ts";
import type { CoverageStudy } from "../scenario/types.ts";
import { RadarSight } from "../sensing/radar-sight.ts";
import type { ParameterRow } from "./parameter.ts";
import type { ParameterIndex, ParameterList } from "./parameter-list.ts";

/** A radar of a coverage study: what it may see from where it stands, and the parameters that say how far. */
export interface RadarPlace {
  readonly unit: string;
  readonly position: Geodetic;
  readonly faces_rad: readonly number[];
  /** Of one face. */
  readonly width_rad: number;
  readonly range_m: ParameterIndex;
  readonly reference_m2: ParameterIndex;
  readonly trackTime_s: ParameterIndex;
  readonly elevationMinimum_rad: ParameterIndex;
  /** Knows faces, highest elevation and horizon; range and lowest elevation are those of a row. */
  readonly sight: RadarSight;
}

/** The radars of every unit of a study; their parameters join the list. */
export function listRadarPlaces(study: Pick<CoverageStudy, "units">, list: ParameterList): readonly RadarPlace[] {
  return study.units.flatMap(({ id, position, radars }) =>
    radars.map(({ radar, faces_rad }): RadarPlace => {
      const width_rad = radar.fieldOfViewAzimuth_rad.value;
      return {
        unit: id,
        position,
        faces_rad,
        width_rad,
        range_m: list.add(radar.detectionRange_m, "drawn"),
        reference_m2: list.add(radar.referenceCrossSection_m2, "fixed"),
        trackTime_s: list.add(radar.trackTime_s, "drawn"),
        elevationMinimum_rad: list.add(radar.elevationMinimum_rad, "drawn"),
        sight: new RadarSight({
          position,
          faces: faces_rad.map((azimuth_rad) => ({ azimuth_rad, width_rad })),
          detectionRange_m: radar.detectionRange_m.value,
          referenceCrossSection_m2: radar.referenceCrossSection_m2.value,
          referenceProbability: 0.9,
          falseAlarm: 1e-6,
          // The draws move the limit: the sight itself only knows the horizon.
          elevationMinimum_rad: -Math.PI / 2,
          elevationMaximum_rad: radar.elevationMaximum_rad.value,
          radiusFactor: EFFECTIVE_RADIUS_FACTOR,
          mask: [],
        }),
      };
    }),
  );
}

/** How far a radar sees a cross-section, m: the fourth-root law from its reference. */
export function reachOf({ range_m, reference_m2 }: RadarPlace, row: ParameterRow, crossSection_m2: number): number {
  return row[range_m]! * Math.sqrt(Math.sqrt(crossSection_m2 / row[reference_m2]!));
}
