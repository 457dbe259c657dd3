import { type FaultCount, FaultTally } from "../math/fault-tally.ts";
import { eciToEcef, geodeticToEcef, localVerticalInto } from "../earth/frames.ts";
import { solveDirect } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import type { Flyer } from "../flight/fly.ts";
import { type NoFlight, type SteeredFlight, steerToAim, type SteeringGuess } from "../flight/steer.ts";
import { computeFreeFlight, timeToApogee } from "../flight/two-body.ts";
import type { Vehicle } from "../flight/vehicle.ts";
import { add, dot, length, normalize, scale, subtract, type Vec3, vec3 } from "../math/vec3.ts";
import { type BurnoutTable, MEAN_RADIUS_m } from "./arc-screen.ts";

/** Kinds of path that a study tells apart. */
export type PathKind = "minimum-energy" | "lofted" | "depressed";

/** How a threat of one class, launched from one place in one direction, is flown over each range: integrated flights at knots. */
export interface ThreatPaths {
  readonly burnout: BurnoutTable;
  /** Four numbers a knot, as in `burnout`: tilt (rad), burn time (s), azimuth less bearing of the aim (rad), burn time slope (s/rad). */
  readonly steering: Float64Array;
  /** Knots tried, and those whose search did not end. */
  readonly faults: FaultCount;
}

export interface ThreatPathProblem {
  readonly vehicle: Vehicle;
  readonly launch: Geodetic;
  /** Direction in which the aims lie. */
  readonly bearing_rad: number;
  readonly path: PathKind;
  /** Apogee over the apogee of the minimum-energy path to the same aim; 1 for `minimum-energy`. */
  readonly apogeeFactor: number;
  readonly longest_m: number;
  readonly rangeStep_m: number;
}

/** The number of knots below which the launch point is too close for a ballistic path worth the name. */
const FIRST_KNOT = 2;

/** Flies a class to each knot of range along one bearing and notes where the thrust ended and how the vehicle was steered. */
export function flyThreatPaths(flyer: Flyer, problem: ThreatPathProblem): ThreatPaths {
  const { launch, bearing_rad, rangeStep_m } = problem;
  const count = Math.ceil(problem.longest_m / rangeStep_m) + 2;
  const knots = new Float64Array(5 * count);
  const steering = new Float64Array(4 * count);
  let guess: SteeringGuess | undefined;
  const faults = new FaultTally();
  let shortest = 0;
  let longest = 0;
  for (let i = FIRST_KNOT; i < count; i++) {
    const aim = solveDirect(launch, bearing_rad, i * rangeStep_m, flyer.environment.earth);
    const flight = steerToPath(flyer, problem, aim, guess);
    faults.tried();
    if ("noSolution" in flight) {
      if (flight.noSolution === "did-not-converge") faults.note(flight.noSolution);
      if (longest > 0) {
        longest += reachBeyond(flyer, problem, longest, guess);
        extrapolate(knots, steering, i);
        break;
      }
      continue;
    }
    if (shortest === 0) shortest = i * rangeStep_m;
    longest = i * rangeStep_m;
    guess = { ...flight.steering, burnTimeSlope_sprad: flight.burnTimeSlope_sprad };
    writeKnot(flyer, launch, flight, bearing_rad, knots, steering, i);
  }
  return {
    burnout: { rangeStep_m, knots, shortest_m: shortest > 0 ? shortest : Number.MAX_VALUE, longest_m: longest },
    steering,
    faults: faults.count(),
  };
}

/** The flight of the wanted kind to one aim. */
export function steerToPath(
  flyer: Flyer,
  problem: Pick<ThreatPathProblem, "vehicle" | "launch" | "path" | "apogeeFactor">,
  aim: Geodetic,
  guess?: SteeringGuess,
): SteeredFlight | NoFlight {
  const { vehicle, launch } = problem;
  const start = guess === undefined ? {} : { guess };
  const least = steerToAim(flyer, { vehicle, launch, aim, choice: { kind: "minimum-energy" }, ...start });
  if ("noSolution" in least || problem.path === "minimum-energy") return least;
  const apogee_m = problem.apogeeFactor * least.end.apogee_m;
  return steerToAim(flyer, { vehicle, launch, aim, choice: { kind: "apogee", apogee_m, shortestBurn: least } });
}

/** How far beyond the last knot the class still reaches, m, by bisection to a sixteenth of a knot. */
function reachBeyond(
  flyer: Flyer,
  problem: ThreatPathProblem,
  from_m: number,
  guess: SteeringGuess | undefined,
): number {
  let low = 0;
  let high = problem.rangeStep_m;
  for (let n = 0; n < 4; n++) {
    const middle = 0.5 * (low + high);
    const aim = solveDirect(problem.launch, problem.bearing_rad, from_m + middle, flyer.environment.earth);
    if ("noSolution" in steerToPath(flyer, problem, aim, guess)) high = middle;
    else low = middle;
  }
  return low;
}

function writeKnot(
  flyer: Flyer,
  launch: Geodetic,
  { end, steering: s, burnTimeSlope_sprad }: SteeredFlight,
  bearing_rad: number,
  knots: Float64Array,
  steering: Float64Array,
  i: number,
): void {
  const turn = flyer.environment.earth.rotationRate_radps * end.burnoutTime_s;
  const b = end.burnoutState;
  const x = Math.cos(turn) * b[0]! + Math.sin(turn) * b[1]!;
  const y = Math.cos(turn) * b[1]! - Math.sin(turn) * b[0]!;
  const z = b[2]!;
  const vertical = new Float64Array(4);
  localVerticalInto(vertical, b, flyer.environment.earth);
  const { latitude_rad, longitude_rad } = launch;
  const ux = Math.cos(latitude_rad) * Math.cos(longitude_rad);
  const uy = Math.cos(latitude_rad) * Math.sin(longitude_rad);
  const uz = Math.sin(latitude_rad);
  const up = x * ux + y * uy + z * uz;
  const across = Math.sqrt(Math.max(0, x * x + y * y + z * z - up * up));
  knots[5 * i] = end.burnoutTime_s;
  knots[5 * i + 1] = MEAN_RADIUS_m * Math.atan2(across, up);
  knots[5 * i + 2] = vertical[0]!;
  knots[5 * i + 3] = end.apogee_m;
  knots[5 * i + 4] = vacuumExcess(flyer, launch, end);
  steering[4 * i] = s.tilt_rad;
  steering[4 * i + 1] = s.cutOffTime_s;
  steering[4 * i + 2] = s.azimuth_rad - bearing_rad;
  steering[4 * i + 3] = burnTimeSlope_sprad;
}

/**
 * How much farther the threat would fly from its burnout without air, over the ground, m: two-body flight from the burnout
 * state to the radius of the real impact.
 */
function vacuumExcess(flyer: Flyer, launch: Geodetic, end: SteeredFlight["end"]): number {
  const { earth } = flyer.environment;
  const mu = earth.gravitationalParameter_m3ps2;
  const s = end.burnoutState;
  const r = vec3<"eci">(s[0]!, s[1]!, s[2]!);
  const v = vec3<"eci">(s[3]!, s[4]!, s[5]!);
  const r1 = length(r);
  const r2 = Math.sqrt(end.state[0]! * end.state[0]! + end.state[1]! * end.state[1]! + end.state[2]! * end.state[2]!);
  const speed = length(v);
  const free = computeFreeFlight(r1, speed, Math.asin(dot(r, v) / (r1 * speed)), mu);
  const a = free.apogeeRadius_m / (1 + free.eccentricity);
  const fromApogee = (radius: number): number =>
    Math.acos(
      Math.max(-1, Math.min(1, (1 - (free.apogeeRadius_m / radius) * (1 - free.eccentricity)) / free.eccentricity)),
    );
  const angle = fromApogee(r1) + fromApogee(r2);
  const time =
    end.burnoutTime_s + timeToApogee(r1, a, free.eccentricity, mu) + timeToApogee(r2, a, free.eccentricity, mu);
  const along = normalize(r);
  const ahead = normalize(subtract(v, scale(along, dot(along, v))));
  const impact = eciToEcef(add(scale(along, Math.cos(angle)), scale(ahead, Math.sin(angle))), time, earth);
  const real = eciToEcef(scale(vec3<"eci">(end.state[0]!, end.state[1]!, end.state[2]!), 1 / r2), end.time_s, earth);
  const start = normalize(geodeticToEcef(launch, earth));
  const rangeTo = (point: Vec3<"ecef">): number =>
    MEAN_RADIUS_m * 2 * Math.asin(Math.min(1, 0.5 * length(subtract(point, start))));
  return rangeTo(impact) - rangeTo(real);
}

/** Fills the knot after the last one reached, so that ranges between the two interpolate. */
function extrapolate(knots: Float64Array, steering: Float64Array, i: number): void {
  const line = (values: Float64Array, size: number): void => {
    for (let k = 0; k < size; k++) {
      const last = values[size * (i - 1) + k]!;
      const before = values[size * (i - 2) + k]!;
      values[size * i + k] = before === 0 ? last : 2 * last - before;
    }
  };
  line(knots, 5);
  line(steering, 4);
}
