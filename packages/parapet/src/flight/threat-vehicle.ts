import { US1976_SEA_LEVEL_PRESSURE_Pa } from "../earth/atmosphere.ts";
import { WGS84 } from "../earth/model.ts";
import { findRoot, minimize } from "../math/roots.ts";
import type { DragCurve } from "./drag.ts";
import { Flyer } from "./fly.ts";
import { type Body, type Stage, totalBoostTime, type Vehicle } from "./vehicle.ts";

/** Standard gravity by definition (CGPM 1901): turns specific impulse into exhaust velocity. */
export const STANDARD_GRAVITY_mps2 = 9.80665;

/** What is published, or assumed, of a class of ballistic missile. No single type is meant. */
export interface ThreatClass {
  /** Greatest range on a minimum-energy path. */
  readonly range_m: number;
  readonly burnTime_s: number;
  readonly stageCount: number;
  /** Specific impulse in vacuum, s. */
  readonly specificImpulse_s: number;
  /** Thrust at sea level over thrust in vacuum. */
  readonly seaLevelThrustShare: number;
  /** Dry mass of a stage over its loaded mass. */
  readonly structuralFraction: number;
  readonly payloadMass_kg: number;
  readonly bodyDiameter_m: number;
  readonly bodyDrag: DragCurve;
  /** Hypersonic ballistic coefficient m / (Cd A) of what re-enters, kg/m^2. */
  readonly ballisticCoefficient_kgpm2: number;
  /** Drag of what re-enters over its hypersonic value, against Mach number. */
  readonly payloadDrag: DragCurve;
}

/** Vehicle of a class as solved, with what the solution says about it. */
export interface SolvedVehicle {
  readonly vehicle: Vehicle;
  /** Mass of each stage over the mass it carries: the one number that was solved. */
  readonly stageRatio: number;
  readonly thrustToWeight: number;
  readonly range_m: number;
  /** Speed relative to the Earth at burnout on the greatest range. */
  readonly burnoutSpeed_mps: number;
  readonly burnoutAltitude_m: number;
}

/** Why a class has no vehicle. */
export interface NoVehicle {
  readonly noVehicle: "range-out-of-reach" | "cannot-lift-off";
  readonly longestRange_m?: number;
  readonly thrustToWeight?: number;
}

/** Below this a vehicle is not taken to leave the ground in any sensible way. */
const SMALLEST_THRUST_TO_WEIGHT = 1.1;
const LARGEST_LOG_RATIO = Math.log(40);

/** Where the reference flight of a class takes place: the middle latitudes, over an Earth that does not turn. */
const REFERENCE_LAUNCH = { latitude_rad: (40 * Math.PI) / 180, longitude_rad: 0, altitude_m: 0 };

/**
 * Solves the generic vehicle of a class by shooting: the stages are alike (same structural fraction, same ratio of stage mass to
 * the mass carried, same burn time), and their ratio is the one that gives the class its range with the whole burn used on the
 * best tilt, launched eastwards at 40 deg latitude over an Earth that does not rotate.
 */
export function solveThreatVehicle(threat: ThreatClass): SolvedVehicle | NoVehicle {
  const flyer = new Flyer({ earth: { ...WGS84, rotationRate_radps: 0 }, atmosphere: "us1976", wind: [] });
  let last: { range_m: number; speed: number; altitude: number } = { range_m: 0, speed: 0, altitude: 0 };
  const shortfall = (logRatio: number): number => {
    last = flyFarthest(flyer, makeVehicle(threat, Math.exp(logRatio)));
    return last.range_m - threat.range_m;
  };
  // Heavier stages lift better and carry farther: walk up to the first ratio that reaches the range.
  let low = Math.log(0.15);
  let high = low;
  for (;;) {
    high += 0.25;
    if (high > LARGEST_LOG_RATIO) {
      const thrustToWeight = liftOffThrustToWeight(makeVehicle(threat, Math.exp(high)));
      if (thrustToWeight < SMALLEST_THRUST_TO_WEIGHT) return { noVehicle: "cannot-lift-off", thrustToWeight };
      return { noVehicle: "range-out-of-reach", longestRange_m: last.range_m };
    }
    if (shortfall(high) >= 0) break;
    low = high;
  }
  const root = findRoot(shortfall, low, high, { tolerance: 1e-7, maxIterations: 80 });
  shortfall(root.root);
  const stageRatio = Math.exp(root.root);
  const vehicle = makeVehicle(threat, stageRatio);
  return {
    vehicle,
    stageRatio,
    thrustToWeight: liftOffThrustToWeight(vehicle),
    range_m: last.range_m,
    burnoutSpeed_mps: last.speed,
    burnoutAltitude_m: last.altitude,
  };
}

/** The vehicle of a class for a given ratio of stage mass to the mass carried. */
export function makeVehicle(threat: ThreatClass, stageRatio: number): Vehicle {
  const area = 0.25 * Math.PI * threat.bodyDiameter_m * threat.bodyDiameter_m;
  const payload: Body = {
    mass_kg: threat.payloadMass_kg,
    referenceArea_m2: threat.payloadMass_kg / threat.ballisticCoefficient_kgpm2,
    drag: threat.payloadDrag,
  };
  const burnTime_s = threat.burnTime_s / threat.stageCount;
  const stages: Stage[] = [];
  let carried = threat.payloadMass_kg;
  for (let i = 0; i < threat.stageCount; i++) {
    const mass = stageRatio * carried;
    const propellantMass_kg = (1 - threat.structuralFraction) * mass;
    const vacuumThrust_N = (threat.specificImpulse_s * STANDARD_GRAVITY_mps2 * propellantMass_kg) / burnTime_s;
    stages.unshift({
      propellantMass_kg,
      dryMass_kg: mass - propellantMass_kg,
      vacuumThrust_N,
      burnTime_s,
      exitArea_m2: ((1 - threat.seaLevelThrustShare) * vacuumThrust_N) / US1976_SEA_LEVEL_PRESSURE_Pa,
      coastTime_s: 0,
    });
    carried += mass;
  }
  return { stages, payload, referenceArea_m2: area, drag: threat.bodyDrag };
}

function liftOffThrustToWeight(vehicle: Vehicle): number {
  const stage = vehicle.stages[0]!;
  let mass = vehicle.payload.mass_kg;
  for (const s of vehicle.stages) mass += s.propellantMass_kg + s.dryMass_kg;
  return (stage.vacuumThrust_N - US1976_SEA_LEVEL_PRESSURE_Pa * stage.exitArea_m2) / (mass * STANDARD_GRAVITY_mps2);
}

function flyFarthest(flyer: Flyer, vehicle: Vehicle): { range_m: number; speed: number; altitude: number } {
  const boost = totalBoostTime(vehicle);
  if (liftOffThrustToWeight(vehicle) < SMALLEST_THRUST_TO_WEIGHT) return { range_m: 0, speed: 0, altitude: 0 };
  const radius = WGS84.equatorialRadius_m;
  const fly = (tilt_rad: number): { range_m: number; speed: number; altitude: number } => {
    const end = flyer.flyVehicle(
      vehicle,
      REFERENCE_LAUNCH,
      {
        azimuth_rad: Math.PI / 2,
        verticalTime_s: 0.04 * boost,
        tiltEndTime_s: 0.22 * boost,
        tilt_rad,
        cutOffTime_s: Infinity,
      },
      { timeLimit_s: 3 * 3600, groundAltitude_m: 0 },
    );
    const b = end.burnoutState;
    const speed = Math.sqrt(b[3]! * b[3]! + b[4]! * b[4]! + b[5]! * b[5]!);
    const altitude = Math.sqrt(b[0]! * b[0]! + b[1]! * b[1]! + b[2]! * b[2]!) - radius;
    // A vehicle that topples during the burn: the less it is tilted, the better.
    if (end.outcome === "fell-back") return { range_m: -1e6 * tilt_rad, speed, altitude };
    if (end.outcome !== "impact") return { range_m: 1e8, speed, altitude };
    return { range_m: groundRange(end.state), speed, altitude };
  };
  const search = (low: number, high: number): number =>
    minimize((tilt) => -fly(tilt).range_m, low, high, { tolerance: 1e-4, maxIterations: 60 }).x;
  const best = search(0.005, 1.1);
  // A vehicle that climbs fast must be tilted further.
  return fly(best < 1.08 ? best : search(1, 1.5));
}

function groundRange(state: Float64Array): number {
  const { latitude_rad } = REFERENCE_LAUNCH;
  const x = state[0]!;
  const y = state[1]!;
  const z = state[2]!;
  const up = x * Math.cos(latitude_rad) + z * Math.sin(latitude_rad);
  const r = Math.sqrt(x * x + y * y + z * z);
  // Mean radius of WGS 84: good to 0.3 % over all directions, far inside what is known of any class.
  return 6371008.8 * Math.acos(Math.min(1, Math.max(-1, up / r)));
}
