import type { Geodetic } from "../earth/model.ts";
import { solveInverse } from "../earth/geodesic.ts";
import type { Catalogue } from "../scenario/catalogue.ts";
import { resolveRadar } from "../scenario/resolve-systems.ts";
import type { LocalText } from "../scenario/fields.ts";
import type { ResolvedRadar, ResolvedUnit } from "../scenario/types.ts";

/** A radar on a place, with the directions its faces look in. */
export interface RadarStation {
  readonly id: string;
  readonly name: LocalText;
  readonly position: Geodetic;
  readonly radar: ResolvedRadar;
  /** Azimuths of the faces' boresights. */
  readonly faces_rad: readonly number[];
  /** The catalogue gives no direction: a turnable face is taken to look at the launch, fixed ones that see all round are not turned. */
  readonly isDirectionAssumed: boolean;
}

/** Values of a site that say it was given up or was never built. */
const GIVEN_UP = /cancel|withdrawn|suspended|never built/i;

/**
 * The radars of the catalogue's sites that stand: position, altitude and the published direction of their faces. Sites that were given
 * up are left out; where no direction is published the face is turned towards `lookAt`.
 */
export function listRadarStations(catalogue: Catalogue, lookAt: Geodetic): readonly RadarStation[] {
  return catalogue.idsOf("site").flatMap((id): readonly RadarStation[] => {
    const radarId = catalogue.text(id, "radar")?.texts[0];
    const latitude = catalogue.quantity(id, "latitude");
    const longitude = catalogue.quantity(id, "longitude");
    if (radarId === undefined || latitude === undefined || longitude === undefined) return [];
    if (catalogue.text(id, "outcome")?.texts.some((text) => GIVEN_UP.test(text)) === true) return [];
    const position: Geodetic = {
      latitude_rad: latitude.value,
      longitude_rad: longitude.value,
      altitude_m: catalogue.quantity(id, "altitude")?.value ?? 0,
    };
    const radar = resolveRadar(radarId, catalogue);
    const published = publishedFaces(catalogue, id, radar);
    return [
      {
        id,
        name: catalogue.entries.get(id)!.name,
        position,
        radar,
        faces_rad: published ?? spreadFaces(solveInverse(position, lookAt).azimuth_rad, radar),
        isDirectionAssumed: published === undefined,
      },
    ];
  });
}

/** The radars of a scenario's units, for ships and for what-if positions. */
export function stationsOfUnits(units: readonly ResolvedUnit[]): readonly RadarStation[] {
  return units.flatMap(({ id, name, position, radars }) =>
    radars.map(({ radar, faces_rad }) => ({
      id,
      name,
      position,
      radar,
      faces_rad,
      isDirectionAssumed: false,
    })),
  );
}

function publishedFaces(catalogue: Catalogue, id: string, radar: ResolvedRadar): readonly number[] | undefined {
  const boresight = catalogue.quantity(id, "boresight")?.value;
  const second = catalogue.quantity(id, "secondFaceAzimuth")?.value;
  if (boresight !== undefined) return second === undefined ? spreadFaces(boresight, radar) : [boresight, second];
  const from = catalogue.quantity(id, "azimuthFrom")?.value;
  const to = catalogue.quantity(id, "azimuthTo")?.value;
  if (from === undefined || to === undefined) return undefined;
  const width = (((to - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  return [from + 0.5 * width];
}

function spreadFaces(first_rad: number, { faceCount }: ResolvedRadar): readonly number[] {
  return Array.from({ length: faceCount.value }, (_, i) => first_rad + (2 * Math.PI * i) / faceCount.value);
}
