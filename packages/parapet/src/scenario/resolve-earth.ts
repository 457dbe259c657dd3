import { WGS84 } from "../earth/model.ts";
import type { EarthModel, Geodetic } from "../earth/model.ts";
import type { FlightEnvironment, WindLayer } from "../flight/vehicle.ts";
import type { EarthFile } from "./earth-file.ts";
import type { PlaceFile, PositionFile } from "./fields.ts";

/** The Earth that a file asks for; what it leaves out is WGS 84 with J2, rotating, standard atmosphere, still air. */
export function resolveEarth(file: EarthFile = {}): FlightEnvironment {
  const { shape = "wgs84", gravity = "j2", rotation = true, atmosphere = "us1976", wind = "none" } = file;
  const figure = shape === "wgs84" ? {} : { equatorialRadius_m: shape.sphere.value, flattening: 0 };
  const earth: EarthModel = {
    ...WGS84,
    ...figure,
    ...(gravity === "j2" ? {} : { j2: 0 }),
    ...(rotation ? {} : { rotationRate_radps: 0 }),
  };
  return { earth, atmosphere, wind: resolveWind(wind) };
}

/** The wind of a file as layers. */
export function resolveWind(wind: NonNullable<EarthFile["wind"]>): WindLayer[] {
  if (wind === "none") return [];
  if ("east" in wind) return [{ altitude_m: 0, east_mps: wind.east.value, north_mps: wind.north.value }];
  return wind.map(({ altitude, east, north }) => ({
    altitude_m: altitude.value,
    east_mps: east.value,
    north_mps: north.value,
  }));
}

/** A place of a file as a position; altitude 0 m when it has none, and -180 deg becomes 180 deg. */
export function resolvePosition(file: PlaceFile | PositionFile): Geodetic {
  const longitude_rad = file.longitude.value <= -Math.PI ? file.longitude.value + 2 * Math.PI : file.longitude.value;
  const altitude_m = "altitude" in file && file.altitude !== undefined ? file.altitude.value : 0;
  return { latitude_rad: file.latitude.value, longitude_rad, altitude_m };
}
