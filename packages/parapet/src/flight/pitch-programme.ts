import { localVerticalInto } from "../earth/frames.ts";
import type { Motion } from "../math/dormand-prince.ts";
import { PointMassDynamics } from "./dynamics.ts";
import type { FlightEnvironment } from "./vehicle.ts";

/** Elevation of the thrust above the local horizontal at a time of flight. */
export interface PitchPoint {
  readonly time_s: number;
  readonly elevation_rad: number;
}

/** The elevation that a programme asks for: linear between its points, constant before the first and after the last. */
export function elevationAt(programme: readonly PitchPoint[], time_s: number): number {
  const first = programme[0];
  if (first === undefined) throw new RangeError("elevationAt: needs a programme of one point or more, got none");
  let below = first;
  for (const above of programme) {
    if (time_s < above.time_s) {
      if (above === first) return first.elevation_rad;
      const share = (time_s - below.time_s) / (above.time_s - below.time_s);
      return below.elevation_rad + share * (above.elevation_rad - below.elevation_rad);
    }
    below = above;
  }
  return below.elevation_rad;
}

/**
 * The forces of `PointMassDynamics` with the thrust at a programmed elevation above the local horizontal: of the ellipsoid, where
 * the rocket is, towards the launch azimuth. The plane is the one of the launch (its vertical and azimuth at time 0), fixed
 * in the inertial frame; forward is its normal times the local vertical.
 */
export class ProgrammedDynamics implements Motion {
  readonly forces: PointMassDynamics;
  readonly #earth: FlightEnvironment["earth"];
  /** Unit normal of the plane of the launch, ECI. */
  readonly #normal = new Float64Array(3);
  readonly #vertical = new Float64Array(4);
  /** Local up and forward, ECI. */
  readonly #axes = new Float64Array(6);
  /** [start of the segment, elevation there, rate] */
  readonly #segment = new Float64Array(3);
  #isProgrammed = false;

  constructor(environment: FlightEnvironment) {
    this.forces = new PointMassDynamics(environment);
    this.#earth = environment.earth;
  }

  /** Sets the plane of the launch by its unit vectors up (0..2) and forward (3..5), ECI. */
  setPlane(axes: ArrayLike<number>): void {
    const [ux, uy, uz, fx, fy, fz] = [axes[0]!, axes[1]!, axes[2]!, axes[3]!, axes[4]!, axes[5]!];
    this.#normal.set([uy * fz - uz * fy, uz * fx - ux * fz, ux * fy - uy * fx]);
  }

  /** From now on points the thrust at `elevation_rad`, which it has at `time_s` and which changes by `rate_radps`. */
  followElevation(time_s: number, elevation_rad: number, rate_radps: number): void {
    this.#segment[0] = time_s;
    this.#segment[1] = elevation_rad;
    this.#segment[2] = rate_radps;
    this.#isProgrammed = true;
  }

  /** From now on leaves the steering to `forces`. */
  release(): void {
    this.#isProgrammed = false;
  }

  derivative(time: Float64Array, state: Float64Array, rate: Float64Array): void {
    if (this.#isProgrammed) {
      this.#setAxes(state);
      const s = this.#segment;
      this.forces.steerByTilt(this.#axes, s[0]!, 0.5 * Math.PI - s[1]!, -s[2]!);
    }
    this.forces.derivative(time, state, rate);
  }

  #setAxes(state: Float64Array): void {
    localVerticalInto(this.#vertical, state, this.#earth);
    const [v, n, axes] = [this.#vertical, this.#normal, this.#axes];
    const [ux, uy, uz] = [v[1]!, v[2]!, v[3]!];
    const fx = n[1]! * uz - n[2]! * uy;
    const fy = n[2]! * ux - n[0]! * uz;
    const fz = n[0]! * uy - n[1]! * ux;
    const size = 1 / Math.sqrt(fx * fx + fy * fy + fz * fz);
    axes[0] = ux;
    axes[1] = uy;
    axes[2] = uz;
    axes[3] = fx * size;
    axes[4] = fy * size;
    axes[5] = fz * size;
  }
}
