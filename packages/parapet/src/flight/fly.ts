import { ecefToEciVelocity, enuToEcefVector, geodeticToEcef, localVerticalInto } from "../earth/frames.ts";
import type { Geodetic } from "../earth/model.ts";
import {
  DEFAULT_TOLERANCE,
  DENSE_SIZE,
  DormandPrince,
  interpolateDense,
  type StepTolerance,
} from "../math/dormand-prince.ts";
import type { Integrator } from "../math/integrator.ts";
import { RungeKutta4 } from "../math/runge-kutta.ts";
import { length, type Vec3 } from "../math/vec3.ts";
import { PointMassDynamics } from "./dynamics.ts";
import type { TrajectoryRecorder } from "./trajectory.ts";
import { type Body, type FlightEnvironment, launchMass, type Vehicle } from "./vehicle.ts";

/** Altitude at which a descending body counts as re-entering, m. */
export const REENTRY_ALTITUDE_m = 100_000;

/** How a boosted vehicle is steered: straight up, tilted over at a steady rate, then along its velocity until cut-off. */
export interface BoostSteering {
  /** Direction of the tilt at the launch point, clockwise from north. */
  readonly azimuth_rad: number;
  readonly verticalTime_s: number;
  /** Time at which the tilt has reached `tilt_rad` from the vertical and the gravity turn begins. */
  readonly tiltEndTime_s: number;
  readonly tilt_rad: number;
  /** Thrust ends here or at the last burnout, whichever comes first. */
  readonly cutOffTime_s: number;
}

/** `fell-back`: the vehicle came down while it still burnt. */
export type FlightOutcome = "impact" | "fell-back" | "time-limit" | "integration-failed";

/** Below this speed over the ground a rocket counts as at rest, and thrusts straight up for a while. */
const REST_SPEED_mps = 1;
const UPRIGHT_TIME_s = 5;

type BurnOutcome = "burnt" | "fell-back" | "integration-failed";

/** Where and how a flight ended; positions ECI in metres at the stated times. */
export interface FlightEnd {
  readonly outcome: FlightOutcome;
  readonly time_s: number;
  /** Position and velocity at the end, ECI. */
  readonly state: Float64Array;
  readonly apogee_m: number;
  readonly apogeeTime_s: number;
  /** End of thrust, s; the start for a body without thrust. */
  readonly burnoutTime_s: number;
  /** Position and velocity at the end of thrust, ECI. */
  readonly burnoutState: Float64Array;
  readonly steps: number;
}

/** Classical Runge-Kutta steps of one length. */
export interface FixedSteps {
  readonly fixedStep_s: number;
}

export interface FlightLimits {
  readonly timeLimit_s: number;
  /** Altitude of the ground at the end of the flight, m. */
  readonly groundAltitude_m: number;
}

/**
 * Flies bodies and vehicles through one environment. It owns the integrator's workspace: make one per thread and reuse it;
 * a flight without recorder allocates nothing but its result.
 */
export class Flyer {
  readonly environment: FlightEnvironment;
  readonly #dynamics: PointMassDynamics;
  readonly #integrator: Integrator;
  readonly #vertical = new Float64Array(4);
  readonly #dense = new Float64Array(DENSE_SIZE);
  readonly #probe = new Float64Array(6);
  readonly #start = new Float64Array(6);
  readonly #axes = new Float64Array(6);
  #recorder: TrajectoryRecorder | undefined;
  #fallBackAltitude = 0;

  /** Steps are chosen for a tolerance, or are all of one length for comparison with codes that step so. */
  constructor(environment: FlightEnvironment, steps: StepTolerance | FixedSteps = DEFAULT_TOLERANCE) {
    this.environment = environment;
    this.#dynamics = new PointMassDynamics(environment);
    this.#integrator =
      "fixedStep_s" in steps
        ? new RungeKutta4(this.#dynamics, steps.fixedStep_s)
        : new DormandPrince(this.#dynamics, steps);
  }

  /** Flies a body without thrust from a state (m, m/s, ECI) at `time_s` to the ground or the time limit. */
  flyBody(
    body: Body,
    state: ArrayLike<number>,
    time_s: number,
    limits: FlightLimits,
    recorder?: TrajectoryRecorder,
  ): FlightEnd {
    this.#recorder = recorder;
    this.#dynamics.setBody(body.mass_kg, body.referenceArea_m2, body.drag);
    this.#integrator.restart(time_s, state, 1);
    recorder?.addEvent({ name: "start", time_s });
    return this.#coast(time_s, Float64Array.from(state), limits);
  }

  /** Flies a vehicle from rest on the ground at `launch` at time 0 to the ground or the time limit. */
  flyVehicle(
    vehicle: Vehicle,
    launch: Geodetic,
    steering: BoostSteering,
    limits: FlightLimits,
    recorder?: TrajectoryRecorder,
  ): FlightEnd {
    this.#placeOnGround(launch, steering.azimuth_rad);
    this.#fallBackAltitude = launch.altitude_m - 1;
    recorder?.addEvent({ name: "launch", time_s: 0 });
    return this.#boostAndCoast(vehicle, steering, limits, recorder);
  }

  /**
   * Flies a rocket from a state at time 0 to the ground or the time limit: thrust along the velocity relative to the air, and
   * straight up for the first five seconds if it starts at rest over the ground. `v_enu` is relative to the rotating Earth.
   */
  flyRocket(
    rocket: Vehicle,
    position: Geodetic,
    v_enu: Vec3<"enu">,
    limits: FlightLimits,
    recorder?: TrajectoryRecorder,
  ): FlightEnd {
    const { earth } = this.environment;
    this.#placeOnGround(position, 0);
    const r = geodeticToEcef(position, earth);
    this.#start.set(ecefToEciVelocity(r, enuToEcefVector(v_enu, position), 0, earth), 3);
    this.#fallBackAltitude = limits.groundAltitude_m - 1;
    recorder?.addEvent({ name: "start", time_s: 0 });
    const uprightTime = length(v_enu) < REST_SPEED_mps ? UPRIGHT_TIME_s : 0;
    const steering: BoostSteering = {
      azimuth_rad: 0,
      verticalTime_s: uprightTime,
      tiltEndTime_s: uprightTime,
      tilt_rad: 0,
      cutOffTime_s: Infinity,
    };
    return this.#boostAndCoast(rocket, steering, limits, recorder);
  }

  #boostAndCoast(
    vehicle: Vehicle,
    steering: BoostSteering,
    limits: FlightLimits,
    recorder: TrajectoryRecorder | undefined,
  ): FlightEnd {
    this.#recorder = recorder;
    const dynamics = this.#dynamics;
    const integrator = this.#integrator;
    let mass = launchMass(vehicle);
    let ignition = 0;
    const cutOff = steering.cutOffTime_s;
    let burn: BurnOutcome = "burnt";
    integrator.restart(0, this.#start, 0.1);
    for (let i = 0; i < vehicle.stages.length && ignition < cutOff && burn === "burnt"; i++) {
      const stage = vehicle.stages[i]!;
      if (i > 0) recorder?.addEvent({ name: "stage-ignition", time_s: ignition, stage: i + 1 });
      dynamics.setBody(mass, vehicle.referenceArea_m2, vehicle.drag);
      dynamics.setThrust(ignition, stage.vacuumThrust_N, stage.propellantMass_kg / stage.burnTime_s, stage.exitArea_m2);
      const burnout = Math.min(ignition + stage.burnTime_s, cutOff);
      burn = this.#burn(steering, ignition, burnout);
      mass -= stage.propellantMass_kg + stage.dryMass_kg;
      const isLast = i === vehicle.stages.length - 1 || burnout >= cutOff;
      const name =
        burnout >= cutOff && burnout < ignition + stage.burnTime_s ? "cut-off" : isLast ? "burnout" : "stage-burnout";
      recorder?.addEvent({ name, time_s: burnout, stage: i + 1 });
      ignition = burnout;
      if (!isLast && stage.coastTime_s > 0 && burn === "burnt") {
        ignition += stage.coastTime_s;
        dynamics.setBody(mass, vehicle.referenceArea_m2, vehicle.drag);
        integrator.resumeAfterJump();
        burn = this.#advance(Math.min(ignition, cutOff));
      }
    }
    const burnoutTime_s = integrator.time[0]!;
    const burnoutState = Float64Array.from(integrator.state);
    const { payload } = vehicle;
    dynamics.setBody(payload.mass_kg, payload.referenceArea_m2, payload.drag);
    integrator.resumeAfterJump();
    if (burn !== "burnt") return this.#end(burn, 0, 0, burnoutTime_s, burnoutState);
    return this.#coast(burnoutTime_s, burnoutState, limits);
  }

  #placeOnGround(launch: Geodetic, azimuth_rad: number): void {
    const { earth } = this.environment;
    const r = geodeticToEcef(launch, earth);
    const start = this.#start;
    start[0] = r[0];
    start[1] = r[1];
    start[2] = r[2];
    start[3] = -earth.rotationRate_radps * r[1];
    start[4] = earth.rotationRate_radps * r[0];
    start[5] = 0;
    const sinLat = Math.sin(launch.latitude_rad);
    const cosLat = Math.cos(launch.latitude_rad);
    const sinLon = Math.sin(launch.longitude_rad);
    const cosLon = Math.cos(launch.longitude_rad);
    const north = Math.cos(azimuth_rad);
    const east = Math.sin(azimuth_rad);
    const axes = this.#axes;
    axes[0] = cosLat * cosLon;
    axes[1] = cosLat * sinLon;
    axes[2] = sinLat;
    axes[3] = -north * sinLat * cosLon - east * sinLon;
    axes[4] = -north * sinLat * sinLon + east * cosLon;
    axes[5] = north * cosLat;
  }

  /** Burns from `from` to `to`, changing the steering at its times. */
  #burn(steering: BoostSteering, from: number, to: number): BurnOutcome {
    const { verticalTime_s, tiltEndTime_s, tilt_rad } = steering;
    const dynamics = this.#dynamics;
    const integrator = this.#integrator;
    let now = from;
    while (now < to) {
      let until = to;
      if (now < verticalTime_s) {
        until = Math.min(to, verticalTime_s);
        dynamics.steerByTilt(this.#axes, now, 0, 0);
      } else if (now < tiltEndTime_s) {
        until = Math.min(to, tiltEndTime_s);
        const rate = tilt_rad / (tiltEndTime_s - verticalTime_s);
        if (now === verticalTime_s) this.#recorder?.addEvent({ name: "pitch-over", time_s: now });
        dynamics.steerByTilt(this.#axes, now, rate * (now - verticalTime_s), rate);
      } else {
        if (now === tiltEndTime_s) this.#recorder?.addEvent({ name: "gravity-turn", time_s: now });
        dynamics.steerAlongVelocity();
      }
      integrator.resumeAfterJump();
      const outcome = this.#advance(until);
      if (outcome !== "burnt") return outcome;
      now = until;
    }
    return "burnt";
  }

  #advance(until: number): BurnOutcome {
    const integrator = this.#integrator;
    while (integrator.time[0]! < until) {
      if (integrator.stepTowards(until) !== "stepped") return "integration-failed";
      this.#record();
      if (this.#radialRate(integrator.state) < 0 && this.#altitude(integrator.state) < this.#fallBackAltitude)
        return "fell-back";
    }
    return "burnt";
  }

  #record(): void {
    const recorder = this.#recorder;
    if (recorder === undefined) return;
    const { dense, offset } = recorder.reserve();
    this.#integrator.writeDense(dense, offset);
    recorder.addStep(this.#integrator.lastStep[0]!, this.#integrator.lastStep[1]!);
  }

  #radius(state: Float64Array): number {
    return Math.sqrt(state[0]! * state[0]! + state[1]! * state[1]! + state[2]! * state[2]!);
  }

  /** Rate of change of the distance from the Earth's centre, m/s. */
  #radialRate(state: Float64Array): number {
    return (state[0]! * state[3]! + state[1]! * state[4]! + state[2]! * state[5]!) / this.#radius(state);
  }

  #altitude(state: Float64Array): number {
    localVerticalInto(this.#vertical, state, this.environment.earth);
    return this.#vertical[0]!;
  }

  /** Rate of change of geodetic altitude at the state last given to `#altitude`. */
  #climb(state: Float64Array): number {
    const v = this.#vertical;
    return v[1]! * state[3]! + v[2]! * state[4]! + v[3]! * state[5]!;
  }

  #coast(burnoutTime_s: number, burnoutState: Float64Array, limits: FlightLimits): FlightEnd {
    const integrator = this.#integrator;
    const state = integrator.state;
    let altitude = this.#altitude(state);
    let climb = this.#climb(state);
    let apogee_m = altitude;
    let apogeeTime_s = integrator.time[0]!;
    const low = this.environment.earth.equatorialRadius_m + REENTRY_ALTITUDE_m;
    const low2 = low * low;
    while (integrator.time[0]! < limits.timeLimit_s) {
      if (integrator.stepTowards(limits.timeLimit_s) !== "stepped")
        return this.#end("integration-failed", apogee_m, apogeeTime_s, burnoutTime_s, burnoutState);
      const altitudeBefore = altitude;
      const climbBefore = climb;
      // Far from the horizontal the radial rate has the sign of the climb; high up no event but the apogee can happen.
      const x = state[0]!;
      const y = state[1]!;
      const z = state[2]!;
      const vx = state[3]!;
      const vy = state[4]!;
      const vz = state[5]!;
      const r2 = x * x + y * y + z * z;
      const radial = x * vx + y * vy + z * vz;
      if (r2 > low2 && radial * radial > 1e-4 * r2 * (vx * vx + vy * vy + vz * vz)) {
        altitude = Infinity;
        climb = radial;
      } else {
        altitude = this.#altitude(state);
        climb = this.#climb(state);
      }
      const turned = climbBefore > 0 && climb <= 0;
      const reentered = altitudeBefore > REENTRY_ALTITUDE_m && altitude <= REENTRY_ALTITUDE_m;
      const landed = altitude <= limits.groundAltitude_m && climb < 0;
      if (turned || reentered || landed) integrator.writeDense(this.#dense, 0);
      const start = integrator.lastStep[0]!;
      const length = integrator.lastStep[1]!;
      if (turned) {
        const theta = this.#bisect((share) => -this.#probeClimb(share));
        apogee_m = this.#probeAltitude(theta);
        apogeeTime_s = start + theta * length;
        this.#recorder?.addEvent({ name: "apogee", time_s: apogeeTime_s });
      }
      if (reentered) {
        const theta = this.#bisect((share) => REENTRY_ALTITUDE_m - this.#probeAltitude(share));
        this.#recorder?.addEvent({ name: "re-entry", time_s: start + theta * length });
      }
      if (landed) {
        this.#land(limits.groundAltitude_m, length);
        this.#record();
        this.#recorder?.addEvent({ name: "impact", time_s: integrator.time[0]! });
        return this.#end("impact", apogee_m, apogeeTime_s, burnoutTime_s, burnoutState);
      }
      this.#record();
    }
    this.#recorder?.addEvent({ name: "end", time_s: integrator.time[0]! });
    return this.#end("time-limit", apogee_m, apogeeTime_s, burnoutTime_s, burnoutState);
  }

  /** Puts the end of the last step on the ground: first by the interpolant, then by steps of the method itself. */
  #land(ground_m: number, length: number): void {
    const integrator = this.#integrator;
    let step =
      length * this.#bisect((share) => (this.#probeClimb(share) < 0 ? ground_m - this.#probeAltitude(share) : -1));
    for (let i = 0; i < 3; i++) {
      integrator.retakeStep(step);
      const miss = this.#altitude(integrator.state) - ground_m;
      const climb = this.#climb(integrator.state);
      if (Math.abs(miss) < 1e-4 || !(climb < 0)) return;
      step = Math.min(length, Math.max(1e-9, step - miss / climb));
    }
  }

  #probeAltitude(share: number): number {
    interpolateDense(this.#probe, this.#dense, 0, share);
    return this.#altitude(this.#probe);
  }

  #probeClimb(share: number): number {
    this.#probeAltitude(share);
    return this.#climb(this.#probe);
  }

  /** The share of the last step at which `f`, negative before and not after, changes sign. */
  #bisect(f: (share: number) => number): number {
    let low = 0;
    let high = 1;
    for (let i = 0; i < 44; i++) {
      const middle = 0.5 * (low + high);
      if (f(middle) < 0) low = middle;
      else high = middle;
    }
    return high;
  }

  #end(
    outcome: FlightOutcome,
    apogee_m: number,
    apogeeTime_s: number,
    burnoutTime_s: number,
    burnoutState: Float64Array,
  ): FlightEnd {
    const integrator = this.#integrator;
    this.#recorder = undefined;
    return {
      outcome,
      time_s: integrator.time[0]!,
      state: Float64Array.from(integrator.state),
      apogee_m,
      apogeeTime_s,
      burnoutTime_s,
      burnoutState,
      steps: integrator.accepted,
    };
  }
}
