import type { EarthModel } from "../earth/model.ts";
import type { DragCurve } from "./drag.ts";

/** Where a flight takes place. */
export interface FlightEnvironment {
  readonly earth: EarthModel;
  readonly atmosphere: "none" | "us1976";
  /** Wind by rising altitude, linear in between and constant outside; empty for still air. */
  readonly wind: readonly WindLayer[];
}

/** Air moving over the ground; `east_mps` is the speed towards the east. */
export interface WindLayer {
  readonly altitude_m: number;
  readonly east_mps: number;
  readonly north_mps: number;
}

/** A body without thrust. Its drag is 0.5 rho v^2 Cd(M) `referenceArea_m2`. */
export interface Body {
  readonly mass_kg: number;
  readonly referenceArea_m2: number;
  readonly drag: DragCurve;
}

/** One stage: thrust is `vacuumThrust_N` less ambient pressure times `exitArea_m2`. It is dropped when it has burnt out. */
export interface Stage {
  readonly propellantMass_kg: number;
  readonly dryMass_kg: number;
  readonly vacuumThrust_N: number;
  readonly burnTime_s: number;
  readonly exitArea_m2: number;
  /** Pause between the burnout of this stage and the ignition of the next, s. */
  readonly coastTime_s: number;
}

/** A rocket: stages in the order in which they burn, and what they carry. */
export interface Vehicle {
  readonly stages: readonly Stage[];
  readonly payload: Body;
  /** Reference area and drag of the whole vehicle while it burns. */
  readonly referenceArea_m2: number;
  readonly drag: DragCurve;
}

/** Mass at ignition, kg. */
export function launchMass(vehicle: Vehicle): number {
  let mass = vehicle.payload.mass_kg;
  for (const stage of vehicle.stages) mass += stage.propellantMass_kg + stage.dryMass_kg;
  return mass;
}

/** Time from ignition to the last burnout, pauses between stages included, s. */
export function totalBoostTime(vehicle: Vehicle): number {
  let time = 0;
  vehicle.stages.forEach((stage, i) => {
    time += stage.burnTime_s + (i < vehicle.stages.length - 1 ? stage.coastTime_s : 0);
  });
  return time;
}
