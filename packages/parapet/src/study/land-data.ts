import type { Geodetic } from "../earth/model.ts";

type Position = readonly number[];

/** A prefecture as catalogue/geography/japan-prefectures.json gives it: GeoJSON in degrees of longitude and latitude on WGS 84. */
export interface PrefectureFeature {
  readonly properties: {
    readonly code: string;
    readonly name: string;
    readonly nameJa: string;
    readonly censusPopulation2020?: number;
  };
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: readonly (readonly Position[])[] }
    | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly Position[])[])[] };
}

/** A populated place as catalogue/geography/japan-places.json gives it; `prefecture` is the ISO 3166-2 code. */
export interface LandPlace {
  readonly name: string;
  readonly nameJa?: string;
  readonly prefecture?: string;
  readonly latitude_deg: number;
  readonly longitude_deg: number;
  readonly population: number;
}

/** The position at altitude 0 that a data file gives in degrees. */
export function positionFromDegrees(longitude_deg: number, latitude_deg: number): Geodetic {
  return {
    latitude_rad: (latitude_deg * Math.PI) / 180,
    longitude_rad: (longitude_deg * Math.PI) / 180,
    altitude_m: 0,
  };
}
