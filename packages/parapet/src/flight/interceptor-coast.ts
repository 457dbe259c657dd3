import { NumericalFault } from "../math/numerical-fault.ts";
import {
  DEFAULT_TOLERANCE,
  DENSE_SIZE,
  DormandPrince,
  interpolateDense,
  type StepTolerance,
} from "../math/dormand-prince.ts";
import type { Vec3 } from "../math/vec3.ts";
import { PointMassDynamics } from "./dynamics.ts";
import type { SeparationState } from "./spent-stage.ts";
import type { TrajectoryRecorder } from "./trajectory.ts";
import type { Body, FlightEnvironment } from "./vehicle.ts";

/** How near a coasting interceptor comes to a point that turns with the Earth: the miss is interceptor less point, ECI. */
export interface ClosestApproach {
  readonly time_s: number;
  readonly miss_m: number;
  readonly miss: readonly [number, number, number];
  /** Of the interceptor relative to the point, ECI, m/s. */
  readonly relativeVelocity: readonly [number, number, number];
}

/** Coasts interceptors through one environment: J2, drag, the rotating Earth. Owns its workspace: make one and reuse it. */
export class InterceptorCoast {
  readonly #environment: FlightEnvironment;
  readonly #integrator: DormandPrince;
  readonly #dense = new Float64Array(DENSE_SIZE);
  readonly #probe = new Float64Array(6);

  constructor(environment: FlightEnvironment, body: Body, tolerance: StepTolerance = DEFAULT_TOLERANCE) {
    this.#environment = environment;
    const dynamics = new PointMassDynamics(environment);
    dynamics.setBody(body.mass_kg, body.referenceArea_m2, body.drag);
    this.#integrator = new DormandPrince(dynamics, tolerance);
  }

  /** The state at `time_s`. Throws when the motion cannot be integrated. */
  flyTo(from: SeparationState, time_s: number, recorder?: TrajectoryRecorder): SeparationState {
    const integrator = this.#integrator;
    integrator.restart(from.time_s, from.state, 1);
    while (integrator.time[0]! < time_s) {
      this.#step(time_s);
      if (recorder === undefined) continue;
      const { dense, offset } = recorder.reserve();
      integrator.writeDense(dense, offset);
      recorder.addStep(integrator.lastStep[0]!, integrator.lastStep[1]!);
    }
    return { time_s: integrator.time[0]!, state: Float64Array.from(integrator.state) };
  }

  /** The first closest approach to a point after `from`, `limit_s` at the latest; the start where it is already flying away. */
  approach(from: SeparationState, point: Vec3<"ecef">, limit_s: number): ClosestApproach {
    const integrator = this.#integrator;
    integrator.restart(from.time_s, from.state, 1);
    this.#probe.set(integrator.state);
    if (this.#closing(from.time_s, point) >= 0) return this.#describe(from.time_s, point);
    while (integrator.time[0]! < limit_s) {
      this.#step(limit_s);
      this.#probe.set(integrator.state);
      if (this.#closing(integrator.time[0]!, point) < 0) continue;
      const start = integrator.lastStep[0]!;
      const step = integrator.lastStep[1]!;
      integrator.writeDense(this.#dense, 0);
      let [low, high] = [0, 1];
      for (let i = 0; i < 50; i++) {
        const middle = 0.5 * (low + high);
        interpolateDense(this.#probe, this.#dense, 0, middle);
        if (this.#closing(start + middle * step, point) < 0) low = middle;
        else high = middle;
      }
      interpolateDense(this.#probe, this.#dense, 0, high);
      return this.#describe(start + high * step, point);
    }
    return this.#describe(integrator.time[0]!, point);
  }

  #step(end_s: number): void {
    if (this.#integrator.stepTowards(end_s) !== "stepped")
      throw new NumericalFault(
        "step-below-limit",
        `InterceptorCoast: cannot be integrated beyond ${this.#integrator.time[0]} s`,
      );
  }

  /** Relative position times relative velocity of the probe at a time: negative while it comes nearer. */
  #closing(time_s: number, point: Vec3<"ecef">): number {
    const { miss, relativeVelocity: v } = this.#describe(time_s, point);
    return miss[0] * v[0] + miss[1] * v[1] + miss[2] * v[2];
  }

  #describe(time_s: number, point: Vec3<"ecef">): ClosestApproach {
    const omega = this.#environment.earth.rotationRate_radps;
    const p = this.#probe;
    const [cos, sin] = [Math.cos(omega * time_s), Math.sin(omega * time_s)];
    const x = cos * point[0] - sin * point[1];
    const y = sin * point[0] + cos * point[1];
    const miss = [p[0]! - x, p[1]! - y, p[2]! - point[2]] as const;
    return {
      time_s,
      miss_m: Math.sqrt(miss[0] * miss[0] + miss[1] * miss[1] + miss[2] * miss[2]),
      miss,
      relativeVelocity: [p[3]! + omega * y, p[4]! - omega * x, p[5]!],
    };
  }
}
