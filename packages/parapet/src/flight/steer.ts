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
const LARGEST_TILT_rad = 1.5;
/** Tilts among which the shortest burn is sought; up to the largest where the best stands at the upper end. */
const USUAL_TILTS_rad = [0.005, 1.1] as const;
const TIME_LIMIT_s = 3 * 3600;
/** Miss that is near enough while the tilt is still being searched. */
const COARSE_MISS_m = 3000;
/** A flight that misses by more does not count as reaching its aim. */
const LARGEST_MISS_m = 100;
/** From this multiple of the least-energy apogee on a path counts as steep. */
const STEEP = 4;
const MOST_NEWTON_STEPS = 30;

const TILT_SEARCH = { tolerance: 1e-3, maxIterations: 60 };
/** The same for near aims, as a share of the range. */
const COARSE_SHARE = 0.005;
/** Share of the apogee within which the search goes over to shots that hit. */
const NEARLY_RIGHT = 0.02;
/** Rounds of correcting the tilt once the apogee is nearly right. */
const SETTLING_ROUNDS = 8;

const REACH_ROUNDS = 40;
/** Largest correction of the azimuth in one round. */
const LARGEST_TURN_rad = 0.5;
/** Step of the measured response, in shares of the boost and in radians. */
const PROBE_SHARE = 1e-4;

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

/** Solves three linear equations given by the columns of their matrix (Cramer); undefined when they are dependent. */
function solve3(columns: readonly (readonly number[])[], right: readonly number[]): readonly number[] | undefined {
  const [a, b, c] = columns as [readonly number[], readonly number[], readonly number[]];
  const det = (p: readonly number[], q: readonly number[], r: readonly number[]): number =>
    p[0]! * (q[1]! * r[2]! - q[2]! * r[1]!) -
    q[0]! * (p[1]! * r[2]! - p[2]! * r[1]!) +
    r[0]! * (p[1]! * q[2]! - p[2]! * q[1]!);
  const d = det(a, b, c);
  if (d === 0 || !Number.isFinite(d)) return undefined;
  return [det(right, b, c) / d, det(a, right, c) / d, det(a, b, right) / d];
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
  readonly #reachAcross_m: number;
  /** Why `#reach` last found no shot. */
  #whyNot: "beyond-reach" | "too-close" | "did-not-converge" = "did-not-converge";
  /** Change of range (rad) with burn time (s) and azimuth (rad), then of the bearing of the impact with the same. */
  #response: readonly [byTime: number, byAzimuth: number, turnByTime: number, turnByAzimuth: number];

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
    const slope = problem.guess?.burnTimeSlope_sprad ?? (0.25 * this.#cutOff) / Math.max(0.05, angle);
    this.#response = [1 / slope, 0, 0, 1];
    this.#reachAcross_m = Math.sin(Math.min(angle, Math.PI / 2)) * this.#radius;
  }

  findShortestBurn(): SteeredFlight | NoFlight {
    if (this.#wanted_rad * this.#radius < 1000) return { noSolution: "too-close" };
    const { guess } = this.#problem;
    // Beyond full burn the cost goes on rising with the shortfall, so that the search finds its way back to where the aim is in reach.
    const cost = (tilt: number): number => {
      const shot = this.#reach(tilt, COARSE_MISS_m);
      if (shot === undefined) return 10 * this.#boostTime * (1 + tilt);
      if (this.#isShort(shot)) return shot.steering.cutOffTime_s - shot.along_rad * this.#boostTime * 10;
      // A shot that lands near the aim tells the burn time of the one that hits it by the slope.
      return shot.steering.cutOffTime_s - shot.along_rad / this.#response[0];
    };
    const search = (low: number, high: number): number => minimize(cost, low, high, TILT_SEARCH).x;
    let best: number | undefined;
    if (guess !== undefined) {
      const low = 0.7 * guess.tilt_rad;
      const high = Math.min(1.4 * guess.tilt_rad, LARGEST_TILT_rad);
      const near = search(low, high);
      if (near > low * 1.02 && (near < high * 0.98 || high === LARGEST_TILT_rad)) best = near;
    }
    if (best === undefined) {
      const [low, high] = USUAL_TILTS_rad;
      best = search(low, high);
      if (best > 0.98 * high) best = search(0.9 * high, LARGEST_TILT_rad);
    }
    return this.#finish(best);
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
    if (lofted && apogee_m > STEEP * start.end.apogee_m) return this.#findSteep(apogee_m);
    let inside = start.steering.tilt_rad;
    let insideApogee = start.end.apogee_m;
    let outside = lofted ? SMALLEST_TILT_rad : LARGEST_TILT_rad;
    let outsideApogee: number | undefined;
    let tilt = inside;
    const coarse = Math.max(this.#tolerance_m, Math.min(COARSE_MISS_m, COARSE_SHARE * this.#wanted_rad * this.#radius));
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
      const shot = this.#reach(tilt, coarse);
      if (shot === undefined || this.#isShort(shot) || shot.end.apogee_m < 1) {
        outside = tilt;
        outsideApogee = undefined;
        this.#azimuth = start.steering.azimuth_rad;
        this.#cutOff = start.steering.cutOffTime_s;
        if (Math.abs(outside - inside) < 1e-7) break;
        continue;
      }
      const error = shot.end.apogee_m - apogee_m;
      if (Math.abs(error) < NEARLY_RIGHT * apogee_m) {
        const slope = (tilt - inside) / (shot.end.apogee_m - insideApogee);
        return this.#settle(tilt, slope, apogee_m, start);
      }
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
    return this.#settle(tilt, (outside - inside) / (outsideApogee - insideApogee), apogee_m, start);
  }

  /**
   * From a tilt whose shot has nearly the wanted apogee but lands only near the aim: shots that hit, the tilt corrected by its
   * slope over apogee (rad/m), until the apogee is right within 20 m and 1e-4.
   */
  #settle(tilt_rad: number, slope_radpm: number, apogee_m: number, start: SteeredFlight): SteeredFlight | NoFlight {
    let tilt = tilt_rad;
    let slope = slope_radpm;
    let previous: { readonly tilt: number; readonly apogee: number } | undefined;
    for (let round = 0; round < SETTLING_ROUNDS; round++) {
      const shot = this.#reach(tilt, this.#tolerance_m);
      if (shot === undefined || this.#isShort(shot)) break;
      const apogee = shot.end.apogee_m;
      if (Math.abs(apogee - apogee_m) < 20 + 1e-4 * apogee_m) return this.#deliver(shot);
      if (previous !== undefined && previous.apogee !== apogee)
        slope = (tilt - previous.tilt) / (apogee - previous.apogee);
      // Apogee falls as the tilt grows; a slope of the other sign is noise.
      if (!(slope < 0)) slope = slope_radpm;
      previous = { tilt, apogee };
      tilt = Math.min(LARGEST_TILT_rad, Math.max(SMALLEST_TILT_rad, tilt - (apogee - apogee_m) * slope));
      if (tilt === previous.tilt) break;
    }
    if (previous === undefined) return this.#finish(tilt);
    const [low, high] = [start.end.apogee_m, previous.apogee].toSorted((a, b) => a - b) as [number, number];
    return { noSolution: "apogee-out-of-reach", apogeeRange_m: [low, high] };
  }

  /**
   * A steep path, on which the Earth turns away under the flight: straight up means landing far to the west, and bearing and range
   * from the launch point are no guide. Newton's method on the apogee and the place of impact (azimuthal equidistant about the
   * launch point), with the burn time and the tilt towards east and north as unknowns.
   */
  #findSteep(apogee_m: number): SteeredFlight | NoFlight {
    const wantedEast = this.#wanted_rad * this.#radius * Math.sin(this.#wantedBearing_rad);
    const wantedNorth = this.#wanted_rad * this.#radius * Math.cos(this.#wantedBearing_rad);
    const fly = (
      x: readonly number[],
    ): { readonly shot: Shot; readonly miss: readonly [number, number, number] } | undefined => {
      const [time, east, north] = x as [number, number, number];
      if (!(time > this.#shortest && time <= this.#boostTime)) return undefined;
      const shot = this.#fire(Math.hypot(east, north), time, Math.atan2(east, north));
      if (shot.end.outcome !== "impact") return undefined;
      const range = (shot.along_rad + this.#wanted_rad) * this.#radius;
      const bearing = shot.bearing_rad + this.#wantedBearing_rad;
      return {
        shot,
        miss: [
          shot.end.apogee_m - apogee_m,
          range * Math.sin(bearing) - wantedEast,
          range * Math.cos(bearing) - wantedNorth,
        ],
      };
    };
    // Straight up: the burn that reaches the apogee.
    let low = this.#shortest;
    let high = this.#boostTime;
    const full = this.#fire(1e-6, this.#boostTime, this.#wantedBearing_rad);
    if (full.end.outcome === "impact" && full.end.apogee_m < apogee_m)
      return { noSolution: "apogee-out-of-reach", apogeeRange_m: [0, full.end.apogee_m] };
    while (high - low > 1e-3) {
      const middle = 0.5 * (low + high);
      const { end } = this.#fire(1e-6, middle, this.#wantedBearing_rad);
      if (end.outcome === "impact" && end.apogee_m < apogee_m) low = middle;
      else high = middle;
    }
    let x: readonly number[] = [low, 1e-4, 1e-4];
    for (let i = 0; i < MOST_NEWTON_STEPS; i++) {
      const here = fly(x);
      if (here === undefined) break;
      const miss = this.#miss(here.shot.end);
      if (miss < this.#tolerance_m && Math.abs(here.miss[0]) < 20 + 2e-5 * apogee_m) return this.#deliver(here.shot);
      const columns = [1e-2, 1e-3, 1e-3].map((h, k) => {
        const side = k === 0 ? -h : h;
        const there = fly(x.map((value, j) => (j === k ? value + side : value)));
        return there?.miss.map((value, row) => (value - here.miss[row]!) / side);
      });
      if (columns.some((column) => column === undefined)) break;
      const step = solve3(columns as readonly (readonly number[])[], here.miss);
      if (step === undefined) break;
      // No more than a fifth of a radian or of what is left of the burn at once.
      const scale = Math.min(
        1,
        0.2 / Math.max(1e-12, Math.hypot(step[1]!, step[2]!)),
        (0.2 * this.#boostTime) / Math.max(1e-12, Math.abs(step[0]!)),
      );
      x = x.map((value, j) => value - scale * step[j]!);
      x = [Math.min(this.#boostTime, x[0]!), x[1]!, x[2]!];
    }
    return { noSolution: "apogee-out-of-reach", apogeeRange_m: [0, full.end.apogee_m] };
  }

  #isShort(shot: Shot): boolean {
    return shot.along_rad * this.#radius < -this.#tolerance_m && shot.steering.cutOffTime_s >= this.#boostTime;
  }

  #finish(tilt: number): SteeredFlight | NoFlight {
    const shot = this.#reach(tilt, this.#tolerance_m);
    if (shot === undefined) return { noSolution: this.#whyNot };
    if (this.#isShort(shot)) return { noSolution: "beyond-reach", shortfall_m: -shot.along_rad * this.#radius };
    return this.#deliver(shot);
  }

  #deliver(shot: Shot): SteeredFlight | NoFlight {
    const miss_m = this.#miss(shot.end);
    if (!(miss_m < Math.max(LARGEST_MISS_m, this.#tolerance_m)))
      return { noSolution: "did-not-converge", shortfall_m: miss_m };
    return { steering: shot.steering, end: shot.end, miss_m, burnTimeSlope_sprad: 1 / this.#response[0] };
  }

  /**
   * The shot at a given tilt that lands within `accepted_m` of the aim; at full burn when that is too short for the range.
   * Burn time and azimuth are found together by Broyden's method (1965, Mathematics of Computation 19, 577-593): over a turning
   * Earth each moves both the range and the bearing. A step that lands no nearer is halved; after two of them the response is
   * measured anew. Undefined when no burn reaches the aim and full burn does not tell by how much (the vehicle falls back).
   */
  #reach(tilt: number, accepted_m: number): Shot | undefined {
    let time = Math.min(this.#boostTime, Math.max(this.#shortest, this.#cutOff));
    let azimuth = this.#azimuth;
    let base: Shot | undefined;
    let last: Shot | undefined;
    let share = 1;
    for (let round = 0; round < REACH_ROUNDS; round++) {
      const shot = this.#fire(tilt, time, azimuth);
      last = shot;
      // A longer burn topples no less: only the tilt can help.
      if (shot.end.outcome === "fell-back" && base === undefined && time < this.#boostTime) {
        this.#whyNot = "beyond-reach";
        return undefined;
      }
      if (shot.end.outcome !== "impact") {
        // Too much energy to come down within the limit: far too long.
        const shorter = base?.steering.cutOffTime_s ?? this.#shortest;
        if (time - shorter < 1e-6) {
          this.#whyNot = "did-not-converge";
          return undefined;
        }
        time = 0.5 * (shorter + time);
        continue;
      }
      if (base !== undefined) this.#learn(base, shot);
      if (base === undefined || this.#isNearer(shot, base)) {
        base = shot;
        share = 1;
      } else {
        share *= 0.5;
        if (share < 0.3) {
          this.#measureResponse(tilt, base);
          last = undefined;
          share = 1;
        }
      }
      if (this.#miss(base.end) < accepted_m) break;
      if (this.#isAtLimit(base) && Math.abs(base.bearing_rad) * this.#reachAcross_m < accepted_m) break;
      const { cutOffTime_s, azimuth_rad } = base.steering;
      const [byTime, byAzimuth, turnByTime, turnByAzimuth] = this.#response;
      const determinant = byTime * turnByAzimuth - byAzimuth * turnByTime;
      const longer = -(turnByAzimuth * base.along_rad - byAzimuth * base.bearing_rad) / determinant;
      if (longer < 0 && cutOffTime_s <= this.#shortest) {
        this.#whyNot = "too-close";
        return undefined;
      }
      time = Math.min(this.#boostTime, Math.max(this.#shortest, cutOffTime_s + share * longer));
      const turn = -(share * base.bearing_rad + turnByTime * (time - cutOffTime_s)) / turnByAzimuth;
      azimuth = azimuth_rad + Math.min(LARGEST_TURN_rad, Math.max(-LARGEST_TURN_rad, turn));
    }
    if (base === undefined) {
      this.#whyNot = "did-not-converge";
      return undefined;
    }
    this.#cutOff = base.steering.cutOffTime_s;
    this.#azimuth = base.steering.azimuth_rad;
    // The recorder holds the last flight, which need not be the nearest.
    if (this.#problem.recorder !== undefined && last !== base) this.#fire(tilt, this.#cutOff, this.#azimuth);
    return base;
  }

  /** Full burn and still short: only the bearing is left to correct. */
  #isAtLimit(shot: Shot): boolean {
    return shot.along_rad < 0 && shot.steering.cutOffTime_s >= this.#boostTime;
  }

  #isNearer(shot: Shot, base: Shot): boolean {
    if (this.#isAtLimit(shot)) return !this.#isAtLimit(base) || Math.abs(shot.bearing_rad) < Math.abs(base.bearing_rad);
    return this.#isAtLimit(base) || this.#miss(shot.end) < this.#miss(base.end);
  }

  /** Range and bearing for a little less burn and for a little turn. */
  #measureResponse(tilt: number, base: Shot): void {
    const { cutOffTime_s, azimuth_rad } = base.steering;
    const less = cutOffTime_s - PROBE_SHARE * this.#boostTime;
    const shorter = this.#fire(tilt, less, azimuth_rad);
    const turned = this.#fire(tilt, cutOffTime_s, azimuth_rad + PROBE_SHARE);
    if (shorter.end.outcome !== "impact" || turned.end.outcome !== "impact") return;
    this.#response = [
      (base.along_rad - shorter.along_rad) / (cutOffTime_s - less),
      (turned.along_rad - base.along_rad) / PROBE_SHARE,
      (base.bearing_rad - shorter.bearing_rad) / (cutOffTime_s - less),
      (turned.bearing_rad - base.bearing_rad) / PROBE_SHARE,
    ];
  }

  /** Broyden's update of the response, over burn time in shares of the boost and azimuth in radians. */
  #learn(before: Shot, now: Shot): void {
    const response = this.#response;
    const scale = this.#boostTime;
    const time = (now.steering.cutOffTime_s - before.steering.cutOffTime_s) / scale;
    const azimuth = now.steering.azimuth_rad - before.steering.azimuth_rad;
    const size2 = time * time + azimuth * azimuth;
    if (size2 < 1e-16) return;
    const along = now.along_rad - before.along_rad - response[0] * scale * time - response[1] * azimuth;
    const turn = now.bearing_rad - before.bearing_rad - response[2] * scale * time - response[3] * azimuth;
    const byTime = response[0] + (along * time) / (size2 * scale);
    const byAzimuth = response[1] + (along * azimuth) / size2;
    const turnByTime = response[2] + (turn * time) / (size2 * scale);
    const turnByAzimuth = response[3] + (turn * azimuth) / size2;
    // A longer burn carries farther and a turn to the right lands to the right: an update that denies it is noise.
    if (byTime > 0 && turnByAzimuth > 0.2 && byTime * turnByAzimuth > byAzimuth * turnByTime)
      this.#response = [byTime, byAzimuth, turnByTime, turnByAzimuth];
  }

  #fire(tilt_rad: number, cutOffTime_s: number, azimuth_rad: number): Shot {
    const steering: BoostSteering = {
      azimuth_rad,
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
    const turn = wrap(bearing - this.#wantedBearing_rad);
    // Beyond the antipode the bearing points backwards: the range went on, the other way round.
    if (Math.abs(turn) > Math.PI / 2 && angle > Math.PI / 2)
      return { end, steering, along_rad: 2 * Math.PI - angle - this.#wanted_rad, bearing_rad: wrap(turn + Math.PI) };
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

/** An angle brought into [-pi, pi]. */
function wrap(angle_rad: number): number {
  if (angle_rad > Math.PI) return angle_rad - 2 * Math.PI;
  return angle_rad < -Math.PI ? angle_rad + 2 * Math.PI : angle_rad;
}
