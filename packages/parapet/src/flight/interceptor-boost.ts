import { NumericalFault } from "../math/numerical-fault.ts";
import { enuToEcefVector, geodeticToEcef } from "../earth/frames.ts";
import type { Geodetic } from "../earth/model.ts";
import { DEFAULT_TOLERANCE, DormandPrince, type StepTolerance } from "../math/dormand-prince.ts";
import { vec3 } from "../math/vec3.ts";
import { makeConstantDrag } from "./drag.ts";
import { PointMassDynamics } from "./dynamics.ts";
import { type InterceptorKinematics, solveThrustAcceleration } from "./fly-out.ts";
import type { SeparationState } from "./spent-stage.ts";
import type { TrajectoryRecorder } from "./trajectory.ts";
import type { Body, FlightEnvironment } from "./vehicle.ts";

/** One shot: where from and in which direction the thrust is held. */
export interface InterceptorShot {
  readonly launch: Geodetic;
  /** Clockwise from north. */
  readonly azimuth_rad: number;
  /** Of the thrust above the horizontal of the launch point, after the vertical rise. */
  readonly elevation_rad: number;
}

/** What boosts an interceptor: as for the tables of reach, with the thrust acceleration that they solve. */
export interface InterceptorThrust {
  readonly kinematics: InterceptorKinematics;
  readonly acceleration_mps2: number;
}

/** The thrust of published kinematics. */
export function makeInterceptorThrust(kinematics: InterceptorKinematics): InterceptorThrust {
  return { kinematics, acceleration_mps2: solveThrustAcceleration(kinematics) };
}

/** What drag sees of an interceptor: 1 m^2 times its ballistic coefficient; without drag for an infinite one. */
export function makeInterceptorBody({ ballisticCoefficient_kgpm2 }: InterceptorKinematics): Body {
  const hasDrag = Number.isFinite(ballisticCoefficient_kgpm2);
  return {
    mass_kg: hasDrag ? ballisticCoefficient_kgpm2 : 1,
    referenceArea_m2: 1,
    drag: makeConstantDrag(hasDrag ? 1 : 0),
  };
}

/**
 * Flies the boost of a shot in three dimensions, over the rotating ellipsoid with J2: straight up, then thrust of constant
 * acceleration in a direction that is fixed in the inertial frame, as `flyOutPath` does in a plane over a sphere at rest.
 * Time 0 is the launch unless `launchTime_s` says otherwise. Returns the state (m, m/s, ECI) at `duration_s` after the launch,
 * the end of the burn at the latest.
 */
export function boostInterceptor(options: {
  readonly environment: FlightEnvironment;
  readonly thrust: InterceptorThrust;
  readonly shot: InterceptorShot;
  readonly launchTime_s?: number;
  /** The state from which the boost goes on, if it is under way. */
  readonly from?: SeparationState;
  readonly duration_s?: number;
  readonly tolerance?: StepTolerance;
  readonly recorder?: TrajectoryRecorder;
}): { readonly time_s: number; readonly state: Float64Array } {
  const { environment, thrust, shot, launchTime_s: start = 0, recorder } = options;
  const { kinematics, acceleration_mps2 } = thrust;
  const end = start + Math.min(options.duration_s ?? Infinity, kinematics.burnTime_s);
  const body = makeInterceptorBody(kinematics);
  const dynamics = new PointMassDynamics(environment);
  const integrator = new DormandPrince(dynamics, options.tolerance ?? DEFAULT_TOLERANCE);
  const { state, axes } = placeShot(shot, start, environment);
  dynamics.setBody(body.mass_kg, body.referenceArea_m2, body.drag);
  dynamics.setThrust(start, acceleration_mps2 * body.mass_kg, 0, 0);
  dynamics.steerByTilt(axes, start, 0, 0);
  const from = options.from ?? { time_s: start, state };
  integrator.restart(from.time_s, from.state, 0.1);
  const tilted = start + kinematics.verticalTime_s;
  for (const until of [Math.min(end, tilted), end]) {
    if (integrator.time[0]! >= tilted) dynamics.steerByTilt(axes, start, 0.5 * Math.PI - shot.elevation_rad, 0);
    integrator.resumeAfterJump();
    while (integrator.time[0]! < until) {
      if (integrator.stepTowards(until) !== "stepped")
        throw new NumericalFault(
          "step-below-limit",
          `boostInterceptor: cannot be integrated beyond ${integrator.time[0]} s`,
        );
      if (recorder === undefined) continue;
      const { dense, offset } = recorder.reserve();
      integrator.writeDense(dense, offset);
      recorder.addStep(integrator.lastStep[0]!, integrator.lastStep[1]!);
    }
  }
  return { time_s: integrator.time[0]!, state: Float64Array.from(integrator.state) };
}

/** The launch point at a time, moving with the Earth, and the directions up and forward there, ECI. */
function placeShot(
  { launch, azimuth_rad }: InterceptorShot,
  time_s: number,
  { earth }: FlightEnvironment,
): { readonly state: readonly number[]; readonly axes: readonly number[] } {
  const turned: Geodetic = { ...launch, longitude_rad: launch.longitude_rad + earth.rotationRate_radps * time_s };
  const [x, y, z] = geodeticToEcef(turned, earth);
  const up = enuToEcefVector(vec3<"enu">(0, 0, 1), turned);
  const forward = enuToEcefVector(vec3<"enu">(Math.sin(azimuth_rad), Math.cos(azimuth_rad), 0), turned);
  const omega = earth.rotationRate_radps;
  return { state: [x, y, z, -omega * y, omega * x, 0], axes: [...up, ...forward] };
}
