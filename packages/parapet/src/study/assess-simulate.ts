import { FaultTally } from "../math/fault-tally.ts";
import type { Geodetic } from "../earth/model.ts";
import { WGS84 } from "../earth/model.ts";
import { makeThreatClass } from "../engine/fly-resolved.ts";
import { type FlightEnd, Flyer } from "../flight/fly.ts";
import { type SteeredFlight, steerToAim } from "../flight/steer.ts";
import { makeVehicle, solveThreatVehicle, type ThreatClass } from "../flight/threat-vehicle.ts";
import { type Trajectory, TrajectoryRecorder } from "../flight/trajectory.ts";
import type { Vehicle } from "../flight/vehicle.ts";
import type { ResolvedThreatClass } from "../scenario/types.ts";
import { StandardRange } from "./assess-standard-range.ts";
import { STUDY_TOLERANCE } from "./case-paths.ts";

/**
 * Which end of a class's ranges is flown: `quick` has the shortest burn and what drag slows least, `slow` the longest burn and what
 * drag slows most.
 */
export type SimulationVariant = "central" | "quick" | "slow";

/** An announced flight as a missile of one class would have flown it. */
export interface SimulatedFlight {
  readonly threat: string;
  readonly variant: SimulationVariant;
  readonly burnTime_s: number;
  /** What re-enters: the payload alone with this ballistic coefficient, or the whole missile of one stage. */
  readonly reenters: { readonly ballisticCoefficient_kgpm2: number } | "whole";
  readonly flightTime_s: number;
  readonly cutOffTime_s: number;
  readonly apogeeTime_s: number;
  /** Longest range of the same missile with the same burn along the same bearing over the turning Earth. */
  readonly standardRange_m: number;
  /** The same over an Earth that does not turn, as estimates in the press usually have it. */
  readonly standardRangeAtRest_m: number;
}

/** A simulated flight with its path. */
export interface FlownSimulation {
  readonly simulation: SimulatedFlight;
  readonly trajectory: Trajectory;
}

/** What is flown, and how strong the missile is to be. */
export interface SimulationTask {
  readonly launch: Geodetic;
  readonly aim: Geodetic;
  readonly bearing_rad: number;
  readonly apogee_m: number;
  /** Range that the same energy gives on the best path: the size of the vehicle that is tried first. */
  readonly equivalentRange_m: number;
}

const VARIANTS: readonly SimulationVariant[] = ["central", "quick", "slow"];
/** How many variants a class has that can fly its task in full. */
export const VARIANT_COUNT: number = VARIANTS.length;
/** Longest range that a class's vehicle is solved for before it is made stronger step by step. */
const LONGEST_SOLVED_m = 11_000_000;
/** Multiples of the solved stage ratio. Steep flights lose more to gravity than the flight that the vehicle was solved with. */
const STRONGER: readonly number[] = [1, 1.05, 1.1, 1.16, 1.22, 1.29, 1.36, 1.45, 1.55, 1.7, 1.9, 2.1, 2.4, 2.8, 3.3];
const LIMITS = { timeLimit_s: 10_800, groundAltitude_m: 0 } as const;

/**
 * Flies the task with a class's central values and with both ends of its burn time and of the drag of what re-enters. A test uses
 * what the missile can do: of the vehicles of the class the weakest that flies it is taken. Variants that cannot fly it are left out.
 *
 * Variants tried, and those whose search did not end, are added to `faults`.
 *
 * A missile of one stage may come down whole, as the Scud does; the quick end has it so.
 */
export function simulateClass(
  task: SimulationTask,
  threat: ResolvedThreatClass,
  faults: FaultTally = new FaultTally(),
): readonly FlownSimulation[] {
  return VARIANTS.flatMap((variant) => simulate(task, threat, variant, faults));
}

function simulate(
  task: SimulationTask,
  threat: ResolvedThreatClass,
  variant: SimulationVariant,
  faults: FaultTally,
): readonly FlownSimulation[] {
  faults.tried();
  const { burnTime_s: burn, ballisticCoefficient_kgpm2: body } = threat;
  const nominal: ThreatClass = {
    ...makeThreatClass(threat),
    burnTime_s: variant === "quick" ? burn.low : variant === "slow" ? burn.high : burn.value,
    ballisticCoefficient_kgpm2: variant === "quick" ? body.high : variant === "slow" ? body.low : body.value,
  };
  const isWhole = variant === "quick" && nominal.stageCount === 1;
  const range_m = Math.min(LONGEST_SOLVED_m, Math.max(task.equivalentRange_m, threat.range_m.low));
  const solved = solveThreatVehicle({ ...nominal, range_m });
  if ("noVehicle" in solved) return [];
  const flyer = new Flyer({ earth: WGS84, atmosphere: "us1976", wind: [] }, STUDY_TOLERANCE);
  let isUnsolved = false;
  for (const factor of STRONGER) {
    const separating = makeVehicle(nominal, solved.stageRatio * factor);
    const vehicle = isWhole ? keepWhole(separating) : separating;
    const found = steerToAim(flyer, { ...task, vehicle, choice: { kind: "apogee", apogee_m: task.apogee_m } });
    if ("noSolution" in found) {
      isUnsolved ||= found.noSolution === "did-not-converge";
      continue;
    }
    const { end, trajectory } = record(flyer, vehicle, task.launch, found);
    const ranges = new StandardRange(vehicle, { ...task, steering: found.steering });
    return [
      {
        simulation: {
          threat: threat.id,
          variant,
          burnTime_s: nominal.burnTime_s,
          reenters: isWhole ? "whole" : { ballisticCoefficient_kgpm2: nominal.ballisticCoefficient_kgpm2 },
          flightTime_s: end.time_s,
          cutOffTime_s: end.burnoutTime_s,
          apogeeTime_s: end.apogeeTime_s,
          standardRange_m: ranges.over(WGS84),
          standardRangeAtRest_m: ranges.over({ ...WGS84, rotationRate_radps: 0 }),
        },
        trajectory,
      },
    ];
  }
  if (isUnsolved) faults.note("did-not-converge");
  return [];
}

function record(
  flyer: Flyer,
  vehicle: Vehicle,
  launch: Geodetic,
  { steering }: SteeredFlight,
): { readonly end: FlightEnd; readonly trajectory: Trajectory } {
  const recorder = new TrajectoryRecorder();
  const end = flyer.flyVehicle(vehicle, launch, steering, LIMITS, recorder);
  return { end, trajectory: recorder.finish().trajectory };
}

/** A vehicle of one stage whose empty stage stays on the payload. */
function keepWhole(vehicle: Vehicle): Vehicle {
  const stage = vehicle.stages[0]!;
  return {
    ...vehicle,
    stages: [{ ...stage, dryMass_kg: 0 }],
    payload: {
      mass_kg: vehicle.payload.mass_kg + stage.dryMass_kg,
      referenceArea_m2: vehicle.referenceArea_m2,
      drag: vehicle.drag,
    },
  };
}
