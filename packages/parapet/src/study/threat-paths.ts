import { solveDirect } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import type { Flyer } from "../flight/fly.ts";
import { type NoFlight, type SteeredFlight, steerToAim, type SteeringGuess } from "../flight/steer.ts";
import type { Vehicle } from "../flight/vehicle.ts";
import { localVerticalInto } from "../earth/frames.ts";
import type { BurnoutTable } from "./arc-screen.ts";

/** Kinds of path that a study tells apart. */
export type PathKind = "minimum-energy" | "lofted" | "depressed";

/** How a threat of one class, launched from one place in one direction, is flown over each range: integrated flights at knots. */
export interface ThreatPaths {
  readonly burnout: BurnoutTable;
  /** Three numbers a knot, as in `burnout`: tilt (rad), burn time (s), azimuth less bearing of the aim (rad). */
  readonly steering: Float64Array;
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
  const knots = new Float64Array(4 * count);
  const steering = new Float64Array(3 * count);
  let guess: SteeringGuess | undefined;
  let shortest = 0;
  let longest = 0;
  for (let i = FIRST_KNOT; i < count; i++) {
    const aim = solveDirect(launch, bearing_rad, i * rangeStep_m, flyer.environment.earth);
    const flight = steerToPath(flyer, problem, aim, guess);
    if ("noSolution" in flight) {
      if (longest > 0) {
        longest += reachBeyond(flyer, problem, longest, guess);
        extrapolate(knots, steering, i);
        break;
      }
      continue;
    }
    if (shortest === 0) shortest = i * rangeStep_m;
    longest = i * rangeStep_m;
    guess = flight.steering;
    writeKnot(flyer, launch, flight, bearing_rad, knots, steering, i);
  }
  return { burnout: { rangeStep_m, knots, shortest_m: shortest > 0 ? shortest : Infinity, longest_m: longest }, steering };
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
  return steerToAim(flyer, { vehicle, launch, aim, choice: { kind: "apogee", apogee_m }, guess: least.steering });
}

/** How far beyond the last knot the class still reaches, m, by bisection to a sixteenth of a knot. */
function reachBeyond(flyer: Flyer, problem: ThreatPathProblem, from_m: number, guess: SteeringGuess | undefined): number {
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
  { end, steering: s }: SteeredFlight,
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
  knots[4 * i] = end.burnoutTime_s;
  knots[4 * i + 1] = 6371008.8 * Math.atan2(across, up);
  knots[4 * i + 2] = vertical[0]!;
  knots[4 * i + 3] = end.apogee_m;
  steering[3 * i] = s.tilt_rad;
  steering[3 * i + 1] = s.cutOffTime_s;
  steering[3 * i + 2] = s.azimuth_rad - bearing_rad;
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
  line(knots, 4);
  line(steering, 3);
}
