import { ecefToEciVelocity, enuToEcefVector, geodeticToEcef, localVerticalInto } from "../earth/frames.ts";
import type { Geodetic } from "../earth/model.ts";
import { DEFAULT_TOLERANCE, DormandPrince, type StepTolerance } from "../math/dormand-prince.ts";
import { length, type Vec3, vec3 } from "../math/vec3.ts";
import { type FlightEnd, type FlightLimits, Flyer } from "./fly.ts";
import { elevationAt, type PitchPoint, ProgrammedDynamics } from "./pitch-programme.ts";
import { type FlightEvent, TrajectoryRecorder } from "./trajectory.ts";
import { type FlightEnvironment, launchMass, totalBoostTime, type Vehicle } from "./vehicle.ts";

/** Mass that is thrown off while the rocket is under way to its last burnout; part of what the rocket weighs at launch, on top of its stages and payload. */
export interface Shroud {
  readonly mass_kg: number;
  readonly jettisonTime_s: number;
}

/** What a rocket does beyond burning its stages one after another along its velocity. */
export interface BoostProgramme {
  /** Direction of the plane of the thrust at the launch point, clockwise from north. */
  readonly azimuth_rad: number;
  /** Elevation of the thrust; along the velocity relative to the air after its last point (gravity turn). */
  readonly pitch: readonly PitchPoint[];
  /** Thrust ends here at the latest. */
  readonly cutOffTime_s?: number;
  readonly shroud?: Shroud;
  /** For each stage the time from its burnout to its separation, s; 0 where left out, at most the pause before the next stage. */
  readonly separationDelays_s?: readonly number[];
}

/** What came off a rocket, and its state (m, m/s, ECI) at that instant; stages count from 1. */
export interface Separation {
  readonly kind: "spent-stage" | "shroud";
  readonly number: number;
  readonly time_s: number;
  readonly state: Float64Array;
  /** Mass of the part: empty stages, and what was left in the tank when the thrust was cut off. */
  readonly mass_kg: number;
}

/** A flight by programme and what came off on the way. */
export interface ProgrammedFlight {
  readonly end: FlightEnd;
  readonly separations: readonly Separation[];
}

export interface ProgrammedFlightOptions {
  readonly environment: FlightEnvironment;
  readonly rocket: Vehicle;
  readonly programme: BoostProgramme;
  readonly position: Geodetic;
  /** Relative to the rotating Earth. */
  readonly v_enu: Vec3<"enu">;
  readonly limits: FlightLimits;
  readonly tolerance?: StepTolerance;
  readonly recorder?: TrajectoryRecorder;
}

/** A recorder to which the coast of a payload is no new start. */
export class BoostRecorder extends TrajectoryRecorder {
  override addEvent(event: FlightEvent): void {
    if (event.name !== "start" || event.time_s === 0) super.addEvent(event);
  }
}

/** Thrust along the velocity needs one: below this speed over the ground the rocket thrusts straight up. */
const REST_SPEED_mps = 1;

/** The kinds of instants at which the law of motion changes. */
type Phase = "burning" | "pausing";

/**
 * Flies a rocket from a state at time 0 to the ground or the time limit: thrust by a pitch programme, then along the velocity
 * relative to the air; stages and shroud dropped at their times; coast of the payload. Rotating ellipsoid, J2, drag, back
 * pressure as in `Flyer`. Steps end at every point of the programme and every change of mass.
 * Ends with `fell-back` where the rocket comes down while it burns. Throws when the programme is empty and the rocket stands
 * still, and for a shroud that is kept beyond the boost.
 */
export function flyProgrammed(options: ProgrammedFlightOptions): ProgrammedFlight {
  const { environment, rocket, programme, limits, recorder } = options;
  const tolerance = options.tolerance ?? DEFAULT_TOLERANCE;
  if (programme.pitch.length === 0 && length(options.v_enu) < REST_SPEED_mps)
    throw new RangeError("flyProgrammed: a rocket at rest needs a pitch programme of one point or more, got none");
  checkShroud(programme, rocket);
  const boost = new ProgrammedBoost(options, tolerance);
  recorder?.addEvent({ name: "start", time_s: 0 });
  const outcome = boost.run();
  const { time_s, state } = boost;
  if (outcome !== "burnt") {
    const end: FlightEnd = {
      outcome,
      time_s,
      state,
      apogee_m: 0,
      apogeeTime_s: 0,
      burnoutTime_s: time_s,
      burnoutState: state,
      steps: 0,
    };
    return { end, separations: boost.separations };
  }
  const coast = new Flyer(environment, tolerance).flyBody(rocket.payload, state, time_s, limits, recorder);
  const { burnoutTime_s, burnoutState } = boost;
  return { end: { ...coast, burnoutTime_s, burnoutState }, separations: boost.separations };
}

function checkShroud({ shroud, cutOffTime_s = Infinity }: BoostProgramme, rocket: Vehicle): void {
  const boost = Math.min(totalBoostTime(rocket), cutOffTime_s);
  if (shroud !== undefined && !(shroud.jettisonTime_s > 0 && shroud.jettisonTime_s <= boost))
    throw new RangeError(
      `flyProgrammed: the shroud is thrown off during the boost of ${boost} s, got ${shroud.jettisonTime_s} s`,
    );
}

/** The boost under way: the integrator, the mass, and what came off so far. */
class ProgrammedBoost {
  readonly separations: Separation[] = [];
  burnoutTime_s = 0;
  burnoutState: Float64Array = new Float64Array(6);
  readonly #options: ProgrammedFlightOptions;
  readonly #dynamics: ProgrammedDynamics;
  readonly #integrator: DormandPrince;
  readonly #vertical = new Float64Array(4);
  readonly #fallBackAltitude: number;
  #mass: number;
  #shroudTime: number;

  constructor(options: ProgrammedFlightOptions, tolerance: StepTolerance) {
    const { environment, rocket, programme, position, v_enu, limits } = options;
    const { earth } = environment;
    this.#options = options;
    this.#dynamics = new ProgrammedDynamics(environment);
    this.#integrator = new DormandPrince(this.#dynamics, tolerance);
    this.#mass = launchMass(rocket) + (programme.shroud?.mass_kg ?? 0);
    this.#shroudTime = programme.shroud?.jettisonTime_s ?? Infinity;
    this.#fallBackAltitude = limits.groundAltitude_m - 1;
    const { azimuth_rad } = programme;
    const up = enuToEcefVector(vec3<"enu">(0, 0, 1), position);
    const forward = enuToEcefVector(vec3<"enu">(Math.sin(azimuth_rad), Math.cos(azimuth_rad), 0), position);
    this.#dynamics.setPlane([...up, ...forward]);
    const r = geodeticToEcef(position, earth);
    const v = ecefToEciVelocity(r, enuToEcefVector(v_enu, position), 0, earth);
    this.#dynamics.forces.setBody(this.#mass, rocket.referenceArea_m2, rocket.drag);
    this.#integrator.restart(0, [...r, ...v], 0.1);
  }

  get time_s(): number {
    return this.#integrator.time[0]!;
  }

  get state(): Float64Array {
    return Float64Array.from(this.#integrator.state);
  }

  /** Burns and drops the stages in turn; the payload is free afterwards. */
  run(): "burnt" | "fell-back" | "integration-failed" {
    const { rocket, programme, recorder } = this.#options;
    const cutOff = programme.cutOffTime_s ?? Infinity;
    const { stages } = rocket;
    let ignition = 0;
    for (const [i, stage] of stages.entries()) {
      const isLast = i === stages.length - 1;
      if (i > 0) recorder?.addEvent({ name: "stage-ignition", time_s: ignition, stage: i + 1 });
      const full = ignition + stage.burnTime_s;
      const burnout = Math.min(full, cutOff);
      const flow = stage.propellantMass_kg / stage.burnTime_s;
      const burn = this.#advance("burning", burnout, {
        ignition,
        flow,
        thrust_N: stage.vacuumThrust_N,
        exitArea_m2: stage.exitArea_m2,
      });
      if (burn !== "burnt") return burn;
      const isCut = burnout < full;
      const name = isCut ? "cut-off" : isLast || burnout >= cutOff ? "burnout" : "stage-burnout";
      recorder?.addEvent({ name, time_s: burnout, stage: i + 1 });
      this.burnoutTime_s = burnout;
      this.burnoutState = this.state;
      const left = Math.max(0, full - burnout) * flow;
      const delay = programme.separationDelays_s?.[i] ?? 0;
      const next = burnout + (isLast ? delay : stage.coastTime_s);
      const separation = Math.min(burnout + delay, next);
      const held = this.#advance("pausing", separation);
      if (held !== "burnt") return held;
      this.#separate({ kind: "spent-stage", number: i + 1, mass_kg: stage.dryMass_kg + left });
      if (isLast) break;
      if (isCut || next >= cutOff) {
        this.#dropUnburnt(i + 1);
        break;
      }
      const pause = this.#advance("pausing", next);
      if (pause !== "burnt") return pause;
      ignition = next;
    }
    return "burnt";
  }

  /** Thrust was cut off before these stages burnt: they come off whole. */
  #dropUnburnt(from: number): void {
    this.#options.rocket.stages.slice(from).forEach((stage, i) => {
      const mass_kg = stage.propellantMass_kg + stage.dryMass_kg;
      this.#separate({ kind: "spent-stage", number: from + i + 1, mass_kg });
    });
  }

  #dropShroud(): void {
    const { programme, recorder } = this.#options;
    recorder?.addEvent({ name: "shroud-jettison", time_s: this.#shroudTime });
    this.#separate({ kind: "shroud", number: 1, mass_kg: programme.shroud!.mass_kg });
    this.#shroudTime = Infinity;
  }

  #separate({ kind, number, mass_kg }: Pick<Separation, "kind" | "number" | "mass_kg">): void {
    this.separations.push({ kind, number, mass_kg, time_s: this.time_s, state: this.state });
    this.#mass -= mass_kg;
  }

  /** Flies on to `until` with the thrust of a stage or none, through every change of steering and mass on the way. */
  #advance(
    phase: Phase,
    until: number,
    engine: {
      readonly ignition: number;
      readonly flow: number;
      readonly thrust_N: number;
      readonly exitArea_m2: number;
    } = {
      ignition: 0,
      flow: 0,
      thrust_N: 0,
      exitArea_m2: 0,
    },
  ): "burnt" | "fell-back" | "integration-failed" {
    const { rocket } = this.#options;
    const integrator = this.#integrator;
    const { forces } = this.#dynamics;
    while (this.time_s < until) {
      const now = this.time_s;
      let stop = Math.min(until, this.#shroudTime);
      forces.setBody(this.#mass, rocket.referenceArea_m2, rocket.drag);
      this.#dynamics.release();
      if (phase === "burning") {
        forces.setThrust(now, engine.thrust_N, engine.flow, engine.exitArea_m2);
        stop = Math.min(stop, this.#steer(now));
      }
      integrator.resumeAfterJump();
      while (this.time_s < stop) {
        if (integrator.stepTowards(stop) !== "stepped") return "integration-failed";
        this.#record();
        if (this.#hasFallenBack()) return "fell-back";
      }
      this.#mass -= engine.flow * (stop - now);
      if (stop === this.#shroudTime) this.#dropShroud();
    }
    return "burnt";
  }

  /** Sets the steering of the burn from `now` on and tells until when it holds. */
  #steer(now: number): number {
    const { pitch } = this.#options.programme;
    const next = pitch.find((point) => point.time_s > now);
    const last = pitch.at(-1);
    if (last === undefined || next === undefined) {
      if (last !== undefined && now === last.time_s && pitch.length > 0)
        this.#options.recorder?.addEvent({ name: "gravity-turn", time_s: now });
      this.#dynamics.forces.steerAlongVelocity();
      return Infinity;
    }
    const elevation = elevationAt(pitch, now);
    this.#dynamics.followElevation(now, elevation, (next.elevation_rad - elevation) / (next.time_s - now));
    return next.time_s;
  }

  #record(): void {
    const { recorder } = this.#options;
    if (recorder === undefined) return;
    const { dense, offset } = recorder.reserve();
    this.#integrator.writeDense(dense, offset);
    recorder.addStep(this.#integrator.lastStep[0]!, this.#integrator.lastStep[1]!);
  }

  #hasFallenBack(): boolean {
    const { state } = this.#integrator;
    localVerticalInto(this.#vertical, state, this.#options.environment.earth);
    const v = this.#vertical;
    const climb = v[1]! * state[3]! + v[2]! * state[4]! + v[3]! * state[5]!;
    return climb < 0 && v[0]! < this.#fallBackAltitude;
  }
}
