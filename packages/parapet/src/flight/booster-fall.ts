import { NumericalFault } from "../math/numerical-fault.ts";
import type { Geodetic } from "../earth/model.ts";
import { ecefToGeodetic, eciToEcef, eciToEcefVelocity } from "../earth/frames.ts";
import { length, vec3 } from "../math/vec3.ts";
import { impactEllipse, type ImpactEllipse, landShare } from "./impact-ellipse.ts";
import { boostInterceptor, type InterceptorThrust } from "./interceptor-boost.ts";
import { scatterStage, type StageSpread } from "./stage-scatter.ts";
import type { FlightEnvironment } from "./vehicle.ts";

/** A shot whose first stage falls: from where, in which direction, and when the first stage comes off. */
export interface BoosterShot {
  readonly site: Geodetic;
  readonly azimuth_rad: number;
  readonly elevation_rad: number;
  readonly thrust: InterceptorThrust;
  /** From launch to separation; the first stage is a part of the whole burn. */
  readonly boosterBurnTime_s: number;
}

/** Where the first stage of an interceptor comes down. */
export interface BoosterFall {
  readonly separation: {
    readonly time_s: number;
    readonly place: Geodetic;
    /** Relative to the rotating Earth. */
    readonly speed_mps: number;
  };
  readonly impacts: readonly Geodetic[];
  /** Draws whose integration could not go on. */
  readonly broken: number;
  readonly ellipse: ImpactEllipse;
  /** Shares of land: of the area of both ellipses, and of the impacts; only with `isLand`. */
  readonly land?: { readonly half: number; readonly most: number; readonly impacts: number };
}

/**
 * Flies the boost of an interceptor to the separation of its first stage, and draws where that comes down: ellipses of 50 and 95 %
 * and, with `isLand`, how much of them is land. Kinematics as in the tables of reach: one constant acceleration over the
 * whole burn, so the speed at separation is good to some tens of percent; say so with `speedError`. No guidance, no flight to
 * avoid a place. Throws when fewer than three of the draws come down.
 */
export function boosterFall(options: {
  readonly environment: FlightEnvironment;
  readonly shot: BoosterShot;
  readonly spread: StageSpread;
  readonly draws: number;
  readonly seed: number;
  readonly isLand?: (place: Geodetic) => boolean;
}): BoosterFall {
  const { environment, shot, spread, draws, seed, isLand } = options;
  const { earth } = environment;
  const separation = boostInterceptor({
    environment,
    thrust: shot.thrust,
    shot: { launch: shot.site, azimuth_rad: shot.azimuth_rad, elevation_rad: shot.elevation_rad },
    duration_s: shot.boosterBurnTime_s,
  });
  const groundAltitude_m = Math.min(0, shot.site.altitude_m);
  const scatter = scatterStage({ environment, separation, spread, draws, seed, groundAltitude_m });
  const impacts = scatter.impacts.map(({ place }) => place);
  if (impacts.length < 3)
    throw new NumericalFault("step-below-limit", `boosterFall: ${impacts.length} of ${draws} stages came down`);
  const ellipse = impactEllipse(impacts, earth);
  const { time_s, state } = separation;
  const r_eci = vec3<"eci">(state[0]!, state[1]!, state[2]!);
  const v_eci = vec3<"eci">(state[3]!, state[4]!, state[5]!);
  const fall = {
    separation: {
      time_s,
      place: ecefToGeodetic(eciToEcef(r_eci, time_s, earth), earth),
      speed_mps: length(eciToEcefVelocity(r_eci, v_eci, time_s, earth)),
    },
    impacts,
    broken: scatter.broken,
    ellipse,
  };
  if (isLand === undefined) return fall;
  const land = {
    half: landShare(ellipse, "half", isLand, { earth }),
    most: landShare(ellipse, "most", isLand, { earth }),
    impacts: impacts.filter(isLand).length / impacts.length,
  };
  return { ...fall, land };
}

/** Where the first stage falls for every pair of a launch azimuth and an elevation, azimuths outermost. */
export function mapBoosterFall(
  options: Parameters<typeof boosterFall>[0] & {
    readonly azimuths_rad: readonly number[];
    readonly elevations_rad: readonly number[];
  },
): readonly (BoosterFall & { readonly azimuth_rad: number; readonly elevation_rad: number })[] {
  const { azimuths_rad, elevations_rad, shot, ...rest } = options;
  return azimuths_rad.flatMap((azimuth_rad) =>
    elevations_rad.map((elevation_rad) => ({
      azimuth_rad,
      elevation_rad,
      ...boosterFall({ ...rest, shot: { ...shot, azimuth_rad, elevation_rad } }),
    })),
  );
}
