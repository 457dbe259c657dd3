import { geodeticToEcef, localVerticalInto } from "../earth/frames.ts";
import { solveInverse } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import { type InterceptOpportunities, findTimeMargin, planShootLookShoot } from "../engagement/shots.ts";
import { Flyer } from "../flight/fly.ts";
import { FLY_OUT_RADIUS_m, type FlyOutTable, makeFlyOutTable, timeToReach } from "../flight/fly-out.ts";
import { type NoFlight, type SteeredFlight, steerToAim } from "../flight/steer.ts";
import { stateAtInto, type Trajectory, TrajectoryRecorder } from "../flight/trajectory.ts";
import type { Vehicle } from "../flight/vehicle.ts";
import { type FlightPath, findFirstDetection } from "../sensing/first-detection.ts";
import type { Radar } from "../sensing/radar.ts";
import { type CasePaths, STUDY_TOLERANCE } from "./case-paths.ts";
import { type DefendedAreaProblem, listThreatCases, type ThreatCase } from "./defended-area-problem.ts";
import { describeTable } from "./defended-area-screen.ts";
import { makeNominalRow } from "./parameter.ts";
import { makeProblemRadar } from "./problem-radar.ts";

/** Step at which an integrated path is offered to the interceptors, s; between two points the instant is interpolated. */
const OFFER_STEP_s = 4;
/** How close to the middle of a cell the threat must land, m. */
const AIM_TOLERANCE_m = 90;

/** What the integrated flight says of one cell for one interceptor. */
export interface InterceptAnswer {
  /** Time to spare of the best site, s: how much later the first interceptor might leave. -Infinity when none can go. */
  readonly margin_s: number;
  /** Shots of shoot-look-shoot of the best site. */
  readonly shots: number;
  /** Altitude of the first intercept, m; 0 without one. */
  readonly altitude_m: number;
}

/** What the integrated flight says of one cell. */
export interface CellAnswer {
  /** False when the class does not reach the cell on this kind of path. */
  readonly threatened: boolean;
  readonly reason?: NoFlight["noSolution"];
  readonly miss_m: number;
  readonly flightTime_s: number;
  readonly apogee_m: number;
  /** First track of fire-control quality by any radar of the study, s; Infinity for none. */
  readonly detection_s: number;
  readonly interceptors: readonly InterceptAnswer[];
}

/** Answers cells of a nominal case by integrated flights. Owns a flyer: one per thread. */
export class NominalCase {
  readonly #problem: DefendedAreaProblem;
  readonly #case: ThreatCase;
  readonly #paths: CasePaths;
  readonly #vehicle: Vehicle;
  readonly #flyer: Flyer;
  readonly #tables: readonly FlyOutTable[];
  readonly #radars: readonly Radar[];
  readonly #siteEcef: Float64Array;
  readonly #recorder = new TrajectoryRecorder();

  constructor(
    problem: DefendedAreaProblem,
    paths: readonly CasePaths[],
    { caseIndex, vehicle }: { readonly caseIndex: number; readonly vehicle: Vehicle },
  ) {
    this.#problem = problem;
    this.#case = listThreatCases(problem)[caseIndex]!;
    this.#paths = paths[caseIndex]!;
    this.#vehicle = vehicle;
    this.#flyer = new Flyer({ earth: problem.earth, atmosphere: problem.atmosphere, wind: [] }, STUDY_TOLERANCE);
    const row = makeNominalRow(problem.parameters);
    this.#tables = problem.interceptors.map((interceptor) => {
      const { boost, size } = describeTable(interceptor, row);
      return makeFlyOutTable(boost, { ...size, chordStep_m: 10_000, altitudeStep_m: 10_000, elevations: 128 });
    });
    this.#radars = problem.radars.map((radar) => makeProblemRadar(radar, row));
    this.#siteEcef = new Float64Array(3 * problem.sites.length);
    problem.sites.forEach((site, i) => this.#siteEcef.set(geodeticToEcef(site.position, problem.earth), 3 * i));
  }

  /** The flight to an aim point, sampled; or why there is none. */
  flyTo(aim: Geodetic): { readonly flight: SteeredFlight; readonly path: SampledPath } | NoFlight {
    const flight = this.#steer(aim);
    if ("noSolution" in flight) return flight;
    return { flight, path: samplePath(this.#recorder.finish().trajectory, this.#problem.earth) };
  }

  /** Flies the threat to the aim point and lets every site try. */
  answer(aim: Geodetic): CellAnswer {
    const flown = this.flyTo(aim);
    if ("noSolution" in flown)
      return {
        threatened: false,
        reason: flown.noSolution,
        miss_m: 0,
        flightTime_s: 0,
        apogee_m: 0,
        detection_s: Infinity,
        interceptors: this.#problem.interceptors.map(() => ({ margin_s: -Infinity, shots: 0, altitude_m: 0 })),
      };
    const { flight, path } = flown;
    const { end } = flight;
    const detections = this.#detect(path, end.burnoutTime_s);
    return {
      threatened: true,
      miss_m: flight.miss_m,
      flightTime_s: end.time_s,
      apogee_m: end.apogee_m,
      detection_s: Math.min(Infinity, ...detections),
      interceptors: this.#problem.interceptors.map((_, interceptor) =>
        this.#tryInterceptor(interceptor, path, detections),
      ),
    };
  }

  #steer(aim: Geodetic): SteeredFlight | NoFlight {
    const { burnout, steering } = this.#paths;
    const { earth } = this.#problem;
    const launch = this.#problem.launches[this.#case.launch]!.centre;
    const { distance_m, azimuth_rad } = solveInverse(launch, aim, earth);
    if (distance_m > burnout.longest_m)
      return { noSolution: "beyond-reach", shortfall_m: distance_m - burnout.longest_m };
    if (distance_m < burnout.shortest_m) return { noSolution: "too-close" };
    const knot = distance_m / burnout.rangeStep_m;
    const i = Math.floor(knot);
    const u = knot - i;
    const at = (k: number): number => (1 - u) * steering[4 * i + k]! + u * steering[4 * (i + 1) + k]!;
    const tilt_rad = at(0);
    return steerToAim(this.#flyer, {
      vehicle: this.#vehicle,
      launch,
      aim,
      choice: { kind: "tilt", tilt_rad },
      tolerance_m: AIM_TOLERANCE_m,
      recorder: this.#recorder,
      guess: { tilt_rad, cutOffTime_s: at(1), azimuth_rad: azimuth_rad + at(2), burnTimeSlope_sprad: at(3) },
    });
  }

  #detect(path: SampledPath, burnoutTime_s: number): readonly number[] {
    const { problem: p, crossSection_m2 } = { problem: this.#problem, crossSection_m2: this.#crossSection() };
    const flight: FlightPath = { time_s: path.time_s, ecef_m: path.ecef_m, count: path.count };
    return this.#radars.map((radar, i) => {
      const found = findFirstDetection(radar, flight, { rcs_m2: crossSection_m2, from_s: burnoutTime_s });
      return "time_s" in found ? found.time_s + p.parameters[p.radars[i]!.trackTime_s]!.value : Infinity;
    });
  }

  #crossSection(): number {
    const { parameters, threats } = this.#problem;
    return parameters[threats[this.#case.threat]!.crossSection_m2]!.value;
  }

  #tryInterceptor(interceptor: number, path: SampledPath, tracks: readonly number[]): InterceptAnswer {
    const { sites, interceptors, parameters } = this.#problem;
    const values = interceptors[interceptor]!;
    const of = (index: number): number => parameters[index]!.value;
    let best: InterceptAnswer = { margin_s: -Infinity, shots: 0, altitude_m: 0 };
    for (const [s, site] of sites.entries()) {
      if (site.interceptor !== interceptor) continue;
      const track = Math.min(Infinity, ...site.radars.map((radar) => tracks[radar]!));
      if (track === Infinity) continue;
      const ready_s = track + of(values.reactionTime_s);
      const offers = this.#offer(interceptor, s, path);
      const margin_s = findTimeMargin(offers, ready_s);
      const shots = planShootLookShoot(offers, { ready_s, assess_s: of(values.assessTime_s) });
      const altitude_m = shots.length > 0 ? path.altitude_m[shots[0]!.point]! : 0;
      const better = margin_s > best.margin_s || (margin_s === best.margin_s && shots.length > best.shots);
      best = {
        margin_s: Math.max(margin_s, best.margin_s),
        shots: Math.max(shots.length, best.shots),
        altitude_m: better ? altitude_m : best.altitude_m,
      };
    }
    return best;
  }

  #offer(interceptor: number, s: number, path: SampledPath): InterceptOpportunities {
    const values = this.#problem.interceptors[interceptor]!;
    const of = (index: number): number => this.#problem.parameters[index]!.value;
    const floor = of(values.floor_m);
    const ceiling = of(values.ceiling_m);
    const range = of(values.range_m);
    const table = this.#tables[interceptor]!;
    const flyOut_s = new Float64Array(path.count).fill(Infinity);
    for (let i = 0; i < path.count; i++) {
      const altitude = path.altitude_m[i]!;
      if (altitude < floor || altitude > ceiling) continue;
      const dx = path.ecef_m[3 * i]! - this.#siteEcef[3 * s]!;
      const dy = path.ecef_m[3 * i + 1]! - this.#siteEcef[3 * s + 1]!;
      const dz = path.ecef_m[3 * i + 2]! - this.#siteEcef[3 * s + 2]!;
      const chord2 =
        ((dx * dx + dy * dy + dz * dz - altitude * altitude) * FLY_OUT_RADIUS_m) / (FLY_OUT_RADIUS_m + altitude);
      const chord = chord2 > 0 ? Math.sqrt(chord2) : 0;
      if (chord <= range) flyOut_s[i] = timeToReach(table, chord, altitude);
    }
    return { time_s: path.time_s, flyOut_s, count: path.count };
  }
}

/** A path sampled evenly in time: Earth-fixed position (three numbers a point, m) and altitude. */
export interface SampledPath {
  readonly count: number;
  readonly time_s: Float64Array;
  readonly ecef_m: Float64Array;
  readonly altitude_m: Float64Array;
}

/** Samples a trajectory every few seconds from its start to its end. */
export function samplePath(
  trajectory: Trajectory,
  earth: DefendedAreaProblem["earth"],
  step_s: number = OFFER_STEP_s,
): SampledPath {
  const span = trajectory.endTime_s - trajectory.startTime_s;
  const count = Math.max(2, Math.floor(span / step_s) + 2);
  const time_s = new Float64Array(count);
  const ecef_m = new Float64Array(3 * count);
  const altitude_m = new Float64Array(count);
  const state = new Float64Array(6);
  const vertical = new Float64Array(4);
  for (let i = 0; i < count; i++) {
    const t = i === count - 1 ? trajectory.endTime_s : trajectory.startTime_s + i * step_s;
    stateAtInto(state, trajectory, t);
    localVerticalInto(vertical, state, earth);
    const turn = earth.rotationRate_radps * t;
    const c = Math.cos(turn);
    const s = Math.sin(turn);
    time_s[i] = t;
    ecef_m[3 * i] = c * state[0]! + s * state[1]!;
    ecef_m[3 * i + 1] = c * state[1]! - s * state[0]!;
    ecef_m[3 * i + 2] = state[2]!;
    altitude_m[i] = vertical[0]!;
  }
  return { count, time_s, ecef_m, altitude_m };
}
