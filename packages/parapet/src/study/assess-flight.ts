import { geodeticToEcef } from "../earth/frames.ts";
import { solveDirect } from "../earth/geodesic.ts";
import { type Geodetic, WGS84 } from "../earth/model.ts";
import { Flyer } from "../flight/fly.ts";
import { type NoFlight, type SteeredFlight, steerToAim } from "../flight/steer.ts";
import { makeVehicle, solveThreatVehicle, type ThreatClass } from "../flight/threat-vehicle.ts";
import { type Trajectory, TrajectoryRecorder } from "../flight/trajectory.ts";
import { minimumEnergyApogeeRadius, solveArcByApogee } from "../flight/two-body.ts";
import { type Vehicle } from "../flight/vehicle.ts";
import { minimize } from "../math/roots.ts";
import { makeThreatClass } from "../engine/fly-resolved.ts";
import type { ResolvedThreatClass } from "../scenario/types.ts";
import { STUDY_TOLERANCE } from "./case-paths.ts";

/** What was announced of a flight test. */
export interface AnnouncedFlight {
  readonly apogee_m: number;
  readonly range_m: number;
  readonly flightTime_s?: number;
  /** How finely the time was given: 60 for whole minutes. */
  readonly timeResolution_s: number;
  readonly launch: Geodetic;
  readonly bearing_rad: number;
}

/** The announced flight as a missile of one class would have flown it, with one value of its burn time. */
export interface SimulatedFlight {
  readonly threat: string;
  readonly burnTime_s: number;
  readonly flightTime_s: number;
  readonly standardRange_m: number;
}

export type AssessmentVerdict = "consistent" | "inconsistent" | "not-ballistic";

/** Why a verdict is what it is; words are put to it in `export/`. */
export type AssessmentReason =
  | {
      readonly code: "time-within" | "time-below-bound" | "time-outside" | "excess-beyond-boost";
      readonly by_s: number;
    }
  | { readonly code: "apogee-too-low"; readonly leastApogee_m: number }
  | { readonly code: "no-time" }
  | { readonly code: "no-class"; readonly standardRange_m: number };

/** What follows from an announcement. */
export interface Assessment {
  readonly verdict: AssessmentVerdict;
  /** Two-body flight over the rotating Earth, impulse at the surface: no ballistic flight with this apogee and range is shorter. */
  readonly lowerBound_s: number;
  /** Reported time less the bound; absent without a time. */
  readonly excess_s?: number;
  readonly simulatedFlightTime_s?: { readonly value: number; readonly low: number; readonly high: number };
  /** Range of the same missile, with the same burn, on the path that carries it farthest. */
  readonly standardRange_m: { readonly value: number; readonly low: number; readonly high: number };
  readonly simulations: readonly SimulatedFlight[];
  readonly reasons: readonly AssessmentReason[];
  readonly aim: Geodetic;
  /** The flight of the middle simulation, for the ground track; absent when no class can fly it. */
  readonly trajectory?: Trajectory;
}

const MEAN_RADIUS_m = 6371008.8;
const STANDARD_MU = WGS84.gravitationalParameter_m3ps2;
/** Share of the least-energy apogee below which a flight is held up by lift: 0.3 asks for more speed than any class has to spare. */
const LOWEST_BALLISTIC_APOGEE = 0.3;
/** Longest range that a class's vehicle is solved for before it is made stronger step by step. */
const LONGEST_SOLVED_m = 11_000_000;
const STRONGER: readonly number[] = [1, 1.1, 1.22, 1.36, 1.55, 1.8, 2.1, 2.6, 3.3];
const LIMITS = { timeLimit_s: 10_800, groundAltitude_m: 0 } as const;

/**
 * Judges an announced flight test: could a ballistic missile have flown it in the reported time?
 *
 * The classes whose band of ranges, widened by a quarter, holds the range that the same energy gives on the best path are flown
 * with their burn time at the low end, the centre and the high end of its range, on a path with the announced apogee to the
 * announced place. The interval of their flight times is what the report is held against.
 */
export function assessFlight(announced: AnnouncedFlight, classes: readonly ResolvedThreatClass[]): Assessment {
  const aim = solveDirect(announced.launch, announced.bearing_rad, announced.range_m);
  const lowerBound_s = boundFlightTime(announced, aim);
  const psi = announced.range_m / MEAN_RADIUS_m;
  const leastEnergyApogee = minimumEnergyApogeeRadius(MEAN_RADIUS_m, MEAN_RADIUS_m, psi) - MEAN_RADIUS_m;
  const equivalent = equivalentRange(announced, aim);
  // Above the strongest class there is none: what flies farther belongs to it.
  const strongest = Math.max(...classes.map(({ range_m }) => range_m.high));
  const likely = classes.filter(
    ({ range_m }) =>
      equivalent >= 0.75 * range_m.low && (equivalent <= 1.25 * range_m.high || range_m.high === strongest),
  );
  const flown = likely.flatMap((threat) => {
    const { burnTime_s: burn, ballisticCoefficient_kgpm2: body } = threat;
    const central = { burnTime_s: burn.value, ballisticCoefficient_kgpm2: body.value };
    // A short burn and a body that drag slows little make the shortest flight; the other ends the longest.
    const quick = { burnTime_s: burn.low, ballisticCoefficient_kgpm2: body.high };
    const slow = { burnTime_s: burn.high, ballisticCoefficient_kgpm2: body.low };
    return [central, quick, slow].flatMap((variant) => simulate(announced, aim, { threat, variant, equivalent }));
  });
  const simulations = flown.map(({ simulation }) => simulation);
  const middle = flown[0];
  const times = simulations.map(({ flightTime_s }) => flightTime_s);
  const ranges = simulations.map(({ standardRange_m }) => standardRange_m);
  const simulated =
    middle === undefined ? undefined : { value: median(times), low: Math.min(...times), high: Math.max(...times) };
  const { verdict, reasons } = judge(announced, { lowerBound_s, leastEnergyApogee, simulated, likely, equivalent });
  return {
    verdict,
    lowerBound_s,
    ...(announced.flightTime_s === undefined ? {} : { excess_s: announced.flightTime_s - lowerBound_s }),
    ...(simulated === undefined ? {} : { simulatedFlightTime_s: simulated }),
    standardRange_m:
      ranges.length === 0
        ? { value: equivalent, low: equivalent, high: equivalent }
        : { value: median(ranges), low: Math.min(...ranges), high: Math.max(...ranges) },
    simulations,
    reasons,
    aim,
    ...(middle === undefined ? {} : { trajectory: middle.trajectory }),
  };
}

/** Time of the two-body arc with the announced apogee from the launch point to where the aim will have turned to. */
function boundFlightTime({ launch, apogee_m }: AnnouncedFlight, aim: Geodetic): number {
  return turningArc(launch, aim, apogee_m)?.flightTime_s ?? Number.NaN;
}

function turningArc(
  launch: Geodetic,
  aim: Geodetic,
  apogee_m: number,
):
  | {
      readonly flightTime_s: number;
      readonly speed_mps: number;
      readonly flightPathAngle_rad: number;
      readonly theta: number;
    }
  | undefined {
  const a = geodeticToEcef(launch);
  const b = geodeticToEcef(aim);
  const ra = Math.hypot(...a);
  const rb = Math.hypot(...b);
  let time = 600;
  for (let i = 0; i < 60; i++) {
    const turn = WGS84.rotationRate_radps * time;
    const x = Math.cos(turn) * b[0] - Math.sin(turn) * b[1];
    const y = Math.sin(turn) * b[0] + Math.cos(turn) * b[1];
    const theta = Math.acos(Math.min(1, Math.max(-1, (a[0] * x + a[1] * y + a[2] * b[2]) / (ra * rb))));
    // On the sphere through both ends' mean, as announced heights are above the ground and not above a common radius.
    const arc = solveArcByApogee(MEAN_RADIUS_m, MEAN_RADIUS_m, theta, MEAN_RADIUS_m + apogee_m, STANDARD_MU);
    if ("noArc" in arc) return undefined;
    if (Math.abs(arc.flightTime_s - time) < 1e-6)
      return {
        flightTime_s: arc.flightTime_s,
        speed_mps: arc.speed_mps,
        flightPathAngle_rad: arc.flightPathAngle_rad,
        theta,
      };
    time = arc.flightTime_s;
  }
  return undefined;
}

/** Range over a sphere at rest that the speed of the announced arc, relative to the ground, gives on the best path. */
function equivalentRange(announced: AnnouncedFlight, aim: Geodetic): number {
  const arc = turningArc(announced.launch, aim, announced.apogee_m);
  if (arc === undefined) return announced.range_m;
  // Speed relative to the ground: what the launch point's own motion gives is taken off along the direction of the arc.
  const east = WGS84.rotationRate_radps * MEAN_RADIUS_m * Math.cos(announced.launch.latitude_rad);
  const horizontal = arc.speed_mps * Math.cos(arc.flightPathAngle_rad);
  const vertical = arc.speed_mps * Math.sin(arc.flightPathAngle_rad);
  const overGround =
    announced.range_m / (arc.theta * MEAN_RADIUS_m) < 0.99
      ? horizontal - east * Math.sin(announced.bearing_rad)
      : horizontal;
  const speed2 = overGround * overGround + vertical * vertical;
  const q = (speed2 * MEAN_RADIUS_m) / STANDARD_MU;
  return q >= 1 ? 0.5 * 2 * Math.PI * MEAN_RADIUS_m : 2 * MEAN_RADIUS_m * Math.asin(q / (2 - q));
}

interface Flown {
  readonly simulation: SimulatedFlight;
  readonly trajectory: Trajectory;
}

function simulate(
  announced: AnnouncedFlight,
  aim: Geodetic,
  {
    threat,
    variant,
    equivalent,
  }: {
    readonly threat: ResolvedThreatClass;
    readonly variant: Pick<ThreatClass, "burnTime_s" | "ballisticCoefficient_kgpm2">;
    readonly equivalent: number;
  },
): readonly Flown[] {
  const nominal: ThreatClass = { ...makeThreatClass(threat), ...variant };
  const flyer = new Flyer({ earth: WGS84, atmosphere: "us1976", wind: [] }, STUDY_TOLERANCE);
  const solved = solveThreatVehicle({ ...nominal, range_m: Math.min(LONGEST_SOLVED_m, equivalent) });
  if ("noVehicle" in solved) return [];
  // A test uses what the missile can do: the weakest vehicle that flies it is taken. Steep flights lose more to gravity than the
  // range of the class was solved with, so it may have to be stronger than its class.
  for (const factor of STRONGER) {
    const vehicle = makeVehicle(nominal, solved.stageRatio * factor);
    const flight = steer(flyer, vehicle, announced, aim);
    if ("noSolution" in flight) continue;
    const recorder = new TrajectoryRecorder();
    const end = flyer.flyVehicle(vehicle, announced.launch, flight.steering, LIMITS, recorder);
    const standardRange_m = flyFarthest(flyer, vehicle, announced, flight);
    return [
      {
        simulation: { threat: threat.id, burnTime_s: variant.burnTime_s, flightTime_s: end.time_s, standardRange_m },
        trajectory: recorder.finish().trajectory,
      },
    ];
  }
  return [];
}

function steer(
  flyer: Flyer,
  vehicle: Vehicle,
  { launch, apogee_m }: AnnouncedFlight,
  aim: Geodetic,
): SteeredFlight | NoFlight {
  return steerToAim(flyer, { vehicle, launch, aim, choice: { kind: "apogee", apogee_m } });
}

/** The longest ground range of the vehicle with the burn of a flight, along the same azimuth over the rotating Earth. */
function flyFarthest(
  flyer: Flyer,
  vehicle: Vehicle,
  { launch, bearing_rad }: AnnouncedFlight,
  { steering }: SteeredFlight,
): number {
  const start = geodeticToEcef(launch);
  const rangeAt = (tilt_rad: number): number => {
    const end = flyer.flyVehicle(vehicle, launch, { ...steering, azimuth_rad: bearing_rad, tilt_rad }, LIMITS);
    if (end.outcome !== "impact") return -1e6 * tilt_rad;
    const turn = WGS84.rotationRate_radps * end.time_s;
    const x = Math.cos(turn) * end.state[0]! + Math.sin(turn) * end.state[1]!;
    const y = Math.cos(turn) * end.state[1]! - Math.sin(turn) * end.state[0]!;
    const z = end.state[2]!;
    const cosine = (x * start[0] + y * start[1] + z * start[2]) / (Math.hypot(x, y, z) * Math.hypot(...start));
    return MEAN_RADIUS_m * Math.acos(Math.min(1, Math.max(-1, cosine)));
  };
  const best = minimize((tilt) => -rangeAt(tilt), 0.02, 1.1, { tolerance: 1e-3, maxIterations: 40 });
  return rangeAt(best.x);
}

function judge(
  announced: AnnouncedFlight,
  found: {
    readonly lowerBound_s: number;
    readonly leastEnergyApogee: number;
    readonly simulated: Assessment["simulatedFlightTime_s"] | undefined;
    readonly likely: readonly ResolvedThreatClass[];
    readonly equivalent: number;
  },
): { readonly verdict: AssessmentVerdict; readonly reasons: readonly AssessmentReason[] } {
  const { lowerBound_s, leastEnergyApogee, simulated, likely, equivalent } = found;
  const { flightTime_s, timeResolution_s, apogee_m } = announced;
  const reasons: AssessmentReason[] = [];
  const isLow = apogee_m < LOWEST_BALLISTIC_APOGEE * leastEnergyApogee;
  if (isLow) reasons.push({ code: "apogee-too-low", leastApogee_m: LOWEST_BALLISTIC_APOGEE * leastEnergyApogee });
  if (flightTime_s === undefined) {
    reasons.push({ code: "no-time" });
    if (simulated === undefined) reasons.push({ code: "no-class", standardRange_m: equivalent });
    return { verdict: isLow ? "not-ballistic" : simulated === undefined ? "inconsistent" : "consistent", reasons };
  }
  const excess = flightTime_s - lowerBound_s;
  // No boost of a likely class delays a flight by more than its own length; whole minutes may hide as much again.
  const longestBoost = Math.max(120, ...likely.map(({ burnTime_s }) => burnTime_s.high));
  if (excess > longestBoost + timeResolution_s) {
    reasons.push({ code: "excess-beyond-boost", by_s: excess - longestBoost });
    const share = excess / lowerBound_s;
    return { verdict: isLow || share > 0.5 ? "not-ballistic" : "inconsistent", reasons };
  }
  if (isLow) return { verdict: "not-ballistic", reasons };
  if (flightTime_s + timeResolution_s < lowerBound_s) {
    reasons.push({ code: "time-below-bound", by_s: lowerBound_s - flightTime_s });
    return { verdict: "inconsistent", reasons };
  }
  if (simulated === undefined) {
    reasons.push({ code: "no-class", standardRange_m: equivalent });
    return { verdict: "inconsistent", reasons };
  }
  const early = simulated.low - flightTime_s;
  const late = flightTime_s - simulated.high;
  if (early <= timeResolution_s && late <= timeResolution_s) {
    reasons.push({ code: "time-within", by_s: flightTime_s - simulated.value });
    return { verdict: "consistent", reasons };
  }
  reasons.push({ code: "time-outside", by_s: Math.max(early, late) });
  return { verdict: "inconsistent", reasons };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : 0.5 * (sorted[middle - 1]! + sorted[middle]!);
}
