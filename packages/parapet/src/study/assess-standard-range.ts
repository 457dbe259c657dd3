import { geodeticToEcef } from "../earth/frames.ts";
import type { EarthModel, Geodetic } from "../earth/model.ts";
import { type BoostSteering, Flyer } from "../flight/fly.ts";
import type { Vehicle } from "../flight/vehicle.ts";
import { minimize } from "../math/roots.ts";
import { MEAN_RADIUS_m } from "./assess-bound.ts";
import { STUDY_TOLERANCE } from "./case-paths.ts";

/** Half the way round: what reaches it reaches any place. */
export const ANY_PLACE_m: number = Math.PI * MEAN_RADIUS_m;

const LIMITS = { timeLimit_s: 10_800, groundAltitude_m: 0 } as const;
/** Tilts that are tried before the best of them is refined between its neighbours. */
const TILTS_rad: readonly number[] = [0.01, 0.03, 0.06, 0.1, 0.15, 0.22, 0.3, 0.4, 0.52, 0.66, 0.82, 1, 1.2, 1.35, 1.5];
const SEARCH = { tolerance: 1e-3, maxIterations: 30 };

/** Where a missile is fired, and how. */
export interface StandardShot {
  readonly launch: Geodetic;
  readonly bearing_rad: number;
  /** Of a flight that was flown; its tilt and azimuth are replaced. */
  readonly steering: BoostSteering;
}

/** The range of a missile on the path that carries it farthest, with a burn that it has shown. */
export class StandardRange {
  readonly #vehicle: Vehicle;
  readonly #shot: StandardShot;

  constructor(vehicle: Vehicle, shot: StandardShot) {
    this.#vehicle = vehicle;
    this.#shot = shot;
  }

  /**
   * Longest ground range along the bearing over an Earth, m; `ANY_PLACE_m` at most, also when the missile does not come down.
   * A search over the tilt alone, the burn as flown: the best of 15 tilts, then Brent's method between its neighbours.
   */
  over(earth: EarthModel): number {
    const flyer = new Flyer({ earth, atmosphere: "us1976", wind: [] }, STUDY_TOLERANCE);
    const rangeAt = (tilt_rad: number): number => this.#fly(flyer, tilt_rad);
    const ranges = TILTS_rad.map(rangeAt);
    const best = ranges.indexOf(Math.max(...ranges));
    if (ranges[best]! >= ANY_PLACE_m) return ANY_PLACE_m;
    const low = TILTS_rad[Math.max(0, best - 1)]!;
    const high = TILTS_rad[Math.min(TILTS_rad.length - 1, best + 1)]!;
    const refined = minimize((tilt) => -rangeAt(tilt), low, high, SEARCH);
    return Math.min(ANY_PLACE_m, Math.max(ranges[best]!, -refined.value));
  }

  #fly(flyer: Flyer, tilt_rad: number): number {
    const { launch, bearing_rad, steering } = this.#shot;
    const end = flyer.flyVehicle(this.#vehicle, launch, { ...steering, azimuth_rad: bearing_rad, tilt_rad }, LIMITS);
    if (end.outcome === "fell-back") return -tilt_rad;
    // In orbit, or high enough to be hours under way.
    if (end.outcome !== "impact") return ANY_PLACE_m;
    const turn = flyer.environment.earth.rotationRate_radps * end.time_s;
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const [x, y, z] = [end.state[0]!, end.state[1]!, end.state[2]!];
    return MEAN_RADIUS_m * angleAlong(launch, bearing_rad, [c * x + s * y, c * y - s * x, z]);
  }
}

/** Angle from a point to an Earth-fixed position along a bearing: up to a turn less a quarter, negative when it lies behind. */
function angleAlong(from: Geodetic, bearing_rad: number, to: readonly [number, number, number]): number {
  const start = geodeticToEcef(from);
  const { latitude_rad: lat, longitude_rad: lon } = from;
  const east = -Math.sin(lon) * to[0] + Math.cos(lon) * to[1];
  const north = -Math.sin(lat) * (Math.cos(lon) * to[0] + Math.sin(lon) * to[1]) + Math.cos(lat) * to[2];
  const ahead = Math.sin(bearing_rad) * east + Math.cos(bearing_rad) * north;
  const along = (start[0] * to[0] + start[1] * to[1] + start[2] * to[2]) / Math.hypot(...start);
  const across = Math.sqrt(Math.max(0, to[0] * to[0] + to[1] * to[1] + to[2] * to[2] - along * along));
  const angle = Math.atan2(across, along);
  if (ahead >= 0) return angle;
  return angle > 0.5 * Math.PI ? 2 * Math.PI - angle : -angle;
}
