import type { EarthModel } from "../earth/model.ts";
import { makeStream, type RandomStream } from "../math/random.ts";
import { altitudeAt, sampleFlightInto, samplePositionInto } from "./flight-table.ts";
import type { FlightTable, RaidProblem, RaidThreat } from "./raid-problem.ts";

/** Below this altitude on the way down drag counts, m. */
const REENTRY_BELOW_m = 60_000;
/** Mean radius of the Earth (R1, IUGG), m: small displacements on the ground as angles. */
const MEAN_RADIUS_m = 6371008.8;

/**
 * The true flights of one trial: tabled flights, each launched at its drawn time and turned as a whole about the Earth's centre, so that it goes to
 * its drawn aim. A turn of the whole path keeps its motion under gravity; what it gets wrong is the oblateness, below 1e-4 m/s^2 for 60 km. First the path
 * is turned from the nominal to the drawn aim, which moves the launch point as far; then about the aim by the drawn part of the launch
 * point's place across the flight. Range and shape of a flight stay.
 */
export class RaidTruth {
  readonly launch_s: Float64Array;
  readonly impact_s: Float64Array;
  readonly burnout_s: Float64Array;
  /** From when on a threat is on its way down through the air that counts, s. */
  readonly reentry_s: Float64Array;
  readonly #reentryOfFlight_s: ReadonlyMap<FlightTable, number>;
  readonly #flights: readonly FlightTable[];
  readonly #threats: readonly RaidThreat[];
  readonly #earth: EarthModel;
  /** From the flight's inertial frame to that of the run, row by row, nine numbers a threat. */
  readonly #turns: Float64Array;

  constructor(problem: RaidProblem) {
    this.#flights = problem.threats.map(({ flight }) => problem.flights[flight]!);
    this.#threats = problem.threats;
    this.#earth = problem.earth;
    const n = problem.threats.length;
    this.launch_s = new Float64Array(n);
    this.impact_s = new Float64Array(n);
    this.burnout_s = new Float64Array(n);
    this.reentry_s = new Float64Array(n);
    this.#reentryOfFlight_s = new Map(problem.flights.map((flight) => [flight, findReentry(flight)]));
    this.#turns = new Float64Array(9 * n);
  }

  /** Draws the flights of a trial: four uniform numbers of each threat's own stream. */
  draw(seed: number, trial: number): void {
    for (let t = 0; t < this.#threats.length; t++) {
      const threat = this.#threats[t]!;
      const flight = this.#flights[t]!;
      const stream = makeStream(seed, trial, `flight/${threat.id}`);
      const launch = threat.launch_s + threat.launchJitter_s * stream.uniform();
      this.launch_s[t] = launch;
      this.impact_s[t] = launch + flight.impact_s;
      this.burnout_s[t] = launch + flight.burnout_s;
      this.reentry_s[t] = launch + this.#reentryOfFlight_s.get(flight)!;
      this.#turns.set(
        multiply(aboutAxis(0, 0, 1, this.#earth.rotationRate_radps * launch), this.#drawTurn(t, stream)),
        9 * t,
      );
    }
  }

  /** Writes position (m) and velocity (m/s), inertial frame of the run, of a threat at a time into six numbers of `out`. */
  stateInto(out: Float64Array, threat: number, time_s: number): void {
    sampleFlightInto(out, 0, this.#flights[threat]!, time_s - this.launch_s[threat]!);
    const m = this.#turns;
    const o = 9 * threat;
    for (let k = 0; k < 6; k += 3) {
      const x = out[k]!;
      const y = out[k + 1]!;
      const z = out[k + 2]!;
      out[k] = m[o]! * x + m[o + 1]! * y + m[o + 2]! * z;
      out[k + 1] = m[o + 3]! * x + m[o + 4]! * y + m[o + 5]! * z;
      out[k + 2] = m[o + 6]! * x + m[o + 7]! * y + m[o + 8]! * z;
    }
  }

  /** Writes the position alone, m, into three numbers of `out`; otherwise as `stateInto`. */
  positionInto(out: Float64Array, threat: number, time_s: number): void {
    samplePositionInto(out, this.#flights[threat]!, time_s - this.launch_s[threat]!);
    const m = this.#turns;
    const o = 9 * threat;
    const x = out[0]!;
    const y = out[1]!;
    const z = out[2]!;
    out[0] = m[o]! * x + m[o + 1]! * y + m[o + 2]! * z;
    out[1] = m[o + 3]! * x + m[o + 4]! * y + m[o + 5]! * z;
    out[2] = m[o + 6]! * x + m[o + 7]! * y + m[o + 8]! * z;
  }

  altitude_m(threat: number, time_s: number): number {
    return altitudeAt(this.#flights[threat]!, time_s - this.launch_s[threat]!);
  }

  #drawTurn(t: number, stream: RandomStream): Matrix {
    const { aimSpread_m, launchSpread_m } = this.#threats[t]!;
    const radius = aimSpread_m * Math.sqrt(stream.uniform());
    const angle = 2 * Math.PI * stream.uniform();
    const across = launchSpread_m * (2 * stream.uniform() - 1);
    if (radius === 0 && across === 0) return IDENTITY;
    const state = new Float64Array(6);
    const flight = this.#flights[t]!;
    sampleFlightInto(state, 0, flight, flight.impact_s);
    const aim = unit(state[0]!, state[1]!, state[2]!);
    sampleFlightInto(state, 0, flight, 0);
    const launch = unit(state[0]!, state[1]!, state[2]!);
    // East and north at the aim; poles are nobody's aim.
    const east = unit(-aim[1], aim[0], 0);
    const north = crossed(aim, east);
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    const move = radius / MEAN_RADIUS_m;
    const toAim = aboutAxis(
      c * crossed(aim, east)[0] + s * crossed(aim, north)[0],
      c * crossed(aim, east)[1] + s * crossed(aim, north)[1],
      c * crossed(aim, east)[2] + s * crossed(aim, north)[2],
      move,
    );
    const lever = Math.hypot(...crossed(aim, launch));
    const swing = lever > 1e-6 ? across / (MEAN_RADIUS_m * lever) : 0;
    const [x, y, z] = apply(toAim, aim);
    return multiply(aboutAxis(x, y, z, swing), toAim);
  }
}

type Triple = readonly [number, number, number];
type Matrix = readonly number[];
const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

function unit(x: number, y: number, z: number): Triple {
  const size = Math.sqrt(x * x + y * y + z * z);
  return [x / size, y / size, z / size];
}

function crossed(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The turn by an angle about a unit vector (Rodrigues). */
function aboutAxis(x: number, y: number, z: number, angle: number): Matrix {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const d = 1 - c;
  return [
    c + x * x * d,
    x * y * d - z * s,
    x * z * d + y * s,
    y * x * d + z * s,
    c + y * y * d,
    y * z * d - x * s,
    z * x * d - y * s,
    z * y * d + x * s,
    c + z * z * d,
  ];
}

function apply(m: Matrix, v: Triple): Triple {
  return [
    m[0]! * v[0] + m[1]! * v[1] + m[2]! * v[2],
    m[3]! * v[0] + m[4]! * v[1] + m[5]! * v[2],
    m[6]! * v[0] + m[7]! * v[1] + m[8]! * v[2],
  ];
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 9 }, (_, i) => {
    const row = 3 * Math.floor(i / 3);
    const column = i % 3;
    return a[row]! * b[column]! + a[row + 1]! * b[3 + column]! + a[row + 2]! * b[6 + column]!;
  });
}

/** When a flight comes down through the altitude below which drag counts, s after launch; half way from burnout to impact for one that stays below it. */
function findReentry({ altitude_m, step_s, count, burnout_s, impact_s }: FlightTable): number {
  const halfWay = 0.5 * (burnout_s + impact_s);
  let i = count - 1;
  while (i >= 0 && altitude_m[i]! < REENTRY_BELOW_m) i--;
  if (i < 0 || i === count - 1) return halfWay;
  const above = altitude_m[i]! - REENTRY_BELOW_m;
  return Math.max(halfWay, step_s * (i + above / (altitude_m[i]! - altitude_m[i + 1]!)));
}
