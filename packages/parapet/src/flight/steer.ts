import { geodeticToEcef } from "../earth/frames.ts";
import type { Geodetic } from "../earth/model.ts";
import { minimize } from "../math/roots.ts";
import type { BoostSteering, FlightEnd, Flyer } from "./fly.ts";
import type { TrajectoryRecorder } from "./trajectory.ts";
import { totalBoostTime, type Vehicle } from "./vehicle.ts";

/**
 * Which of the paths to an aim point is flown.
 * `minimum-energy` is the path that needs the shortest burn, that is the least velocity increment.
 * `apogee` is the path with a given apogee: lofted when above that of the minimum-energy path, depressed when below;
 * `shortestBurn` saves finding the latter again.
 * `tilt` is the path that begins with a given tilt, for neighbours of a path already found.
 */
export type TrajectoryChoice =
  | { readonly kind: "minimum-energy" }
  | { readonly kind: "apogee"; readonly apogee_m: number; readonly shortestBurn?: SteeredFlight }
  | { readonly kind: "tilt"; readonly tilt_rad: number };

/** A flight that reaches its aim point. */
export interface SteeredFlight {
  readonly steering: BoostSteering;
  readonly end: FlightEnd;
  /** Distance between impact and aim point, m. */
  readonly miss_m: number;
  /** Burn time needed for a little more range, s per radian of central angle, the tilt unchanged. */
  readonly burnTimeSlope_sprad: number;
}

/** Why no flight reaches the aim point; `shortfall_m` is how far short the best try falls where that is the reason. */
export interface NoFlight {
  readonly noSolution: "beyond-reach" | "apogee-out-of-reach" | "too-close" | "did-not-converge";
  readonly shortfall_m?: number;
  readonly apogeeRange_m?: readonly [lowest: number, highest: number];
}

/** Where a search starts; taken from a neighbouring solution it saves most of the work. */
export interface SteeringGuess {
  readonly azimuth_rad: number;
  readonly tilt_rad: number;
  readonly cutOffTime_s: number;
  readonly burnTimeSlope_sprad?: number;
}

export interface SteeringProblem {
  readonly vehicle: Vehicle;
  readonly launch: Geodetic;
  readonly aim: Geodetic;
  readonly choice: TrajectoryChoice;
  readonly guess?: SteeringGuess;
  /** Accepted miss, m; 20 unless stated. */
  readonly tolerance_m?: number;
  /** Holds the delivered flight afterwards. */
  readonly recorder?: TrajectoryRecorder;
}

/** Share of the boost flown straight up, and share at whose end the tilt is complete and the gravity turn begins. */
const VERTICAL_SHARE = 0.04;
const TILT_END_SHARE = 0.22;
const SMALLEST_TILT_rad = 1e-4;
const LARGEST_TILT_rad = 1.35;
const TIME_LIMIT_s = 3 * 3600;
/** Miss that is near enough while the tilt is still being searched. */
const COARSE_MISS_m = 3000;
/** A flight that misses by more does not count as reaching its aim. */
const LARGEST_MISS_m = 100;

interface Shot {
  readonly end: FlightEnd;
  readonly steering: BoostSteering;
  /** Central angle flown less central angle wanted, rad. */
  readonly along_rad: number;
  /** Bearing of the impact less bearing of the aim, rad. */
  readonly bearing_rad: number;
}

/**
 * Finds the steering of a vehicle that carries it from a launch point to an aim point on the rotating Earth.
 *
 * For a given tilt the burn time is found by the secant method on the range and the azimuth by correcting the bearing;
 * the tilt is then the one of the shortest burn, or of the given apogee. `no-solution` comes as a value with its reason.
 */
export function steerToAim(flyer: Flyer, problem: SteeringProblem): SteeredFlight | NoFlight {
  const search = new SteeringSearch(flyer, problem);
  const { choice } = problem;
  if (choice.kind === "minimum-energy") return search.findShortestBurn();
  return choice.kind === "tilt"
    ? search.findTilt(choice.tilt_rad)
    : search.findApogee(choice.apogee_m, choice.shortestBurn);
}

class SteeringSearch {
  readonly #flyer: Flyer;
  readonly #problem: SteeringProblem;
  readonly #boostTime: number;
  readonly #radius: number;
  readonly #tolerance_m: number;
  readonly #wanted_rad: number;
  readonly #wantedBearing_rad: number;
  readonly #aim: readonly [number, number, number];
  readonly #launch: readonly [number, number, number];
  #azimuth: number;
  #cutOff: number;
  #shortest: number;
  #slope: number;

  constructor(flyer: Flyer, problem: SteeringProblem) {
    const { earth } = flyer.environment;
    this.#flyer = flyer;
    this.#problem = problem;
    this.#boostTime = totalBoostTime(problem.vehicle);
    this.#radius = earth.equatorialRadius_m;
    this.#tolerance_m = problem.tolerance_m ?? 20;
    this.#aim = geodeticToEcef(problem.aim, earth);
    this.#launch = geodeticToEcef(problem.launch, earth);
    const [angle, bearing] = this.#polar(this.#aim[0], this.#aim[1], this.#aim[2]);
    this.#wanted_rad = angle;
    this.#wantedBearing_rad = bearing;
    this.#azimuth = problem.guess?.azimuth_rad ?? bearing;
    this.#cutOff = problem.guess?.cutOffTime_s ?? 0.9 * this.#boostTime;
    this.#shortest = (TILT_END_SHARE + 0.02) * this.#boostTime;
    // Without a better guess: speed grows by the mean acceleration, range by twice its square.
    this.#slope = problem.guess?.burnTimeSlope_sprad ?? (0.25 * this.#cutOff) / Math.max(0.05, angle);
  }

  findShortestBurn(): SteeredFlight | NoFlight {
    if (this.#wanted_rad * this.#radius < 1000) return { noSolution: "too-close" };
    const { guess } = this.#problem;
    const low = guess === undefined ? 0.005 : 0.7 * guess.tilt_rad;
    const high = guess === undefined ? 1.1 : 1.4 * guess.tilt_rad;
    // Beyond full burn the cost goes on rising with the shortfall, so that the search finds its way back to where the aim is in reach.
    const cost = (tilt: number): number => {
      const shot = this.#reach(tilt, COARSE_MISS_m);
      if (shot === undefined) return 10 * this.#boostTime * (1 + tilt);
      if (this.#isShort(shot)) return shot.steering.cutOffTime_s - shot.along_rad * this.#boostTime * 10;
      // A shot that lands near the aim tells the burn time of the one that hits it by the slope.
      return shot.steering.cutOffTime_s - shot.along_rad * this.#slope;
    };
    let best = minimize(cost, low, high, { tolerance: 1e-3, maxIterations: 60 });
    const atEdge = guess !== undefined && (best.x < low * 1.02 || best.x > high * 0.98);
    if (atEdge) best = minimize(cost, 0.005, 1.1, { tolerance: 1e-3, maxIterations: 60 });
    return this.#finish(best.x);
  }

  findTilt(tilt_rad: number): SteeredFlight | NoFlight {
    if (this.#wanted_rad * this.#radius < 1000) return { noSolution: "too-close" };
    return this.#finish(tilt_rad);
  }

  findApogee(apogee_m: number, shortestBurn?: SteeredFlight): SteeredFlight | NoFlight {
    if (this.#wanted_rad * this.#radius < 1000) return { noSolution: "too-close" };
    // Apogee falls as the tilt grows. Where full burn is too short the tilt is too far from the shortest burn, on either side.
    const start = shortestBurn ?? this.findShortestBurn();
    if ("noSolution" in start) return start;
    const lofted = apogee_m > start.end.apogee_m;
    let inside = start.steering.tilt_rad;
    let insideApogee = start.end.apogee_m;
    let outside = lofted ? SMALLEST_TILT_rad : LARGEST_TILT_rad;
    let outsideApogee: number | undefined;
    let tilt = inside;
    this.#azimuth = start.steering.azimuth_rad;
    this.#cutOff = start.steering.cutOffTime_s;
    for (let i = 0; i < 60; i++) {
      let share = 0.5;
      if (outsideApogee !== undefined) {
        share = (apogee_m - insideApogee) / (outsideApogee - insideApogee);
        // Keep away from the ends of the bracket every third time, lest one end stay for ever.
        share = i % 3 === 2 ? 0.5 : Math.min(0.98, Math.max(0.02, share));
      } else if (i < 12) {
        share = lofted ? 0.12 : 0.06;
      }
      tilt = inside + share * (outside - inside);
      const shot = this.#reach(tilt, COARSE_MISS_m);
      if (shot === undefined || this.#isShort(shot) || shot.end.apogee_m < 1) {
        outside = tilt;
        outsideApogee = undefined;
        this.#azimuth = start.steering.azimuth_rad;
        this.#cutOff = start.steering.cutOffTime_s;
        if (Math.abs(outside - inside) < 1e-7) break;
        continue;
      }
      const error = shot.end.apogee_m - apogee_m;
      if (Math.abs(error) < 20 + 2e-5 * apogee_m) return this.#finish(tilt);
      if (lofted === error < 0) {
        inside = tilt;
        insideApogee = shot.end.apogee_m;
      } else {
        outside = tilt;
        outsideApogee = shot.end.apogee_m;
      }
    }
    if (outsideApogee === undefined)
      return {
        noSolution: "apogee-out-of-reach",
        apogeeRange_m: lofted ? [start.end.apogee_m, insideApogee] : [insideApogee, start.end.apogee_m],
      };
    return this.#finish(tilt);
  }

  #isShort(shot: Shot): boolean {
    return shot.along_rad * this.#radius < -this.#tolerance_m && shot.steering.cutOffTime_s >= this.#boostTime;
  }

  #finish(tilt: number): SteeredFlight | NoFlight {
    const shot = this.#reach(tilt, this.#tolerance_m);
    if (shot === undefined) return { noSolution: "did-not-converge" };
    if (this.#isShort(shot)) return { noSolution: "beyond-reach", shortfall_m: -shot.along_rad * this.#radius };
    return this.#deliver(shot);
  }

  #deliver(shot: Shot): SteeredFlight | NoFlight {
    const miss_m = this.#miss(shot.end);
    if (!(miss_m < Math.max(LARGEST_MISS_m, this.#tolerance_m)))
      return { noSolution: "did-not-converge", shortfall_m: miss_m };
    return { steering: shot.steering, end: shot.end, miss_m, burnTimeSlope_sprad: this.#slope };
  }

  /**
   * The shot at a given tilt that reaches the wanted range and bearing; at full burn when that is too short for the range.
   * Undefined when no burn reaches it and full burn does not tell by how much (the vehicle falls back).
   */
  #reach(tilt: number, accepted_m: number): Shot | undefined {
    let previousTime = Number.NaN;
    let previousAlong = Number.NaN;
    let time = Math.min(this.#boostTime, Math.max(this.#shortest, this.#cutOff));
    let low = this.#shortest;
    let high = this.#boostTime;
    let best: Shot | undefined;
    for (let i = 0; i < 40; i++) {
      const shot = this.#fire(tilt, time);
      if (shot.end.outcome === "fell-back" && best === undefined && time < this.#boostTime) {
        // A longer burn topples no less: only the tilt can help.
        return undefined;
      }
      if (shot.end.outcome !== "impact") {
        // Too much energy to come down within the limit: treat it as far too long.
        high = time;
        time = 0.5 * (low + high);
        if (high - low < 1e-6) return undefined;
        continue;
      }
      best = shot;
      this.#azimuth -= Math.abs(shot.bearing_rad) < 1 ? shot.bearing_rad : 0;
      const along = shot.along_rad;
      if (this.#miss(shot.end) < accepted_m) break;
      if (along < 0) {
        if (time >= this.#boostTime && Math.abs(shot.bearing_rad) * this.#wanted_rad * this.#radius < accepted_m) break;
        low = Math.max(low, time);
      } else high = Math.min(high, time);
      if (time <= this.#shortest && along > 0) return undefined;
      const slope = (time - previousTime) / (along - previousAlong);
      if (slope > 0 && Number.isFinite(slope) && Math.abs(time - previousTime) > 1e-7) this.#slope = slope;
      let next = time - along * this.#slope;
      previousTime = time;
      previousAlong = along;
      if (time >= this.#boostTime && along < 0) next = this.#boostTime;
      else if (!(next > low && next < high)) {
        const edge = next >= high ? high : low;
        next = edge === this.#boostTime || edge === this.#shortest ? edge : 0.5 * (low + high);
      }
      time = next;
    }
    if (best !== undefined) this.#cutOff = best.steering.cutOffTime_s;
    return best;
  }

  #fire(tilt_rad: number, cutOffTime_s: number): Shot {
    const steering: BoostSteering = {
      azimuth_rad: this.#azimuth,
      verticalTime_s: VERTICAL_SHARE * this.#boostTime,
      tiltEndTime_s: TILT_END_SHARE * this.#boostTime,
      tilt_rad,
      cutOffTime_s,
    };
    const { vehicle, launch, aim, recorder } = this.#problem;
    const limits = { timeLimit_s: TIME_LIMIT_s, groundAltitude_m: aim.altitude_m };
    recorder?.clear();
    const end = this.#flyer.flyVehicle(vehicle, launch, steering, limits, recorder);
    const [x, y, z] = this.#impact(end);
    const [angle, bearing] = this.#polar(x, y, z);
    let turn = bearing - this.#wantedBearing_rad;
    if (turn > Math.PI) turn -= 2 * Math.PI;
    if (turn < -Math.PI) turn += 2 * Math.PI;
    return { end, steering, along_rad: angle - this.#wanted_rad, bearing_rad: turn };
  }

  #impact(end: FlightEnd): [number, number, number] {
    const turn = this.#flyer.environment.earth.rotationRate_radps * end.time_s;
    const c = Math.cos(turn);
    const s = Math.sin(turn);
    const x = end.state[0]!;
    const y = end.state[1]!;
    return [c * x + s * y, c * y - s * x, end.state[2]!];
  }

  #miss(end: FlightEnd): number {
    const [x, y, z] = this.#impact(end);
    const dx = x - this.#aim[0];
    const dy = y - this.#aim[1];
    const dz = z - this.#aim[2];
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }

  /** Central angle and bearing of an Earth-fixed point as seen from the launch point, geocentric. */
  #polar(x: number, y: number, z: number): [angle_rad: number, bearing_rad: number] {
    const [lx, ly, lz] = this.#launch;
    const { latitude_rad, longitude_rad } = this.#problem.launch;
    const sinLon = Math.sin(longitude_rad);
    const cosLon = Math.cos(longitude_rad);
    const sinLat = Math.sin(latitude_rad);
    const cosLat = Math.cos(latitude_rad);
    const east = -sinLon * x + cosLon * y;
    const north = -sinLat * cosLon * x - sinLat * sinLon * y + cosLat * z;
    const cx = ly * z - lz * y;
    const cy = lz * x - lx * z;
    const cz = lx * y - ly * x;
    const angle = Math.atan2(Math.sqrt(cx * cx + cy * cy + cz * cz), lx * x + ly * y + lz * z);
    // Geodetic north and east, geocentric angle: zero misses agree, which is all that a search needs.
    return [angle, Math.atan2(east, north)];
  }
}
