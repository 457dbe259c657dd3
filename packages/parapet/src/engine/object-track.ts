import type { EarthModel } from "../earth/model.ts";
import type { FlightPhase } from "../messages.ts";
import { CoastFilter } from "../tracking/coast-filter.ts";
import { ExtendedFilter } from "../tracking/extended-filter.ts";
import type { Filter } from "../tracking/filter.ts";
import { MEASUREMENT_LENGTH } from "../tracking/measurement.ts";
import { ReentryMotion } from "../tracking/motions.ts";
import { type PlacedMeasurement, TrackStarter } from "../tracking/track-start.ts";

/** Unknown acceleration of a missile under thrust between two looks, as white noise: (50 m/s^2)^2 x 2 s; of free flight; of re-entry. m^2/s^3. */
const BOOST_NOISE_m2ps3 = 5000;
const COAST_NOISE_m2ps3 = 1e-4;
const REENTRY_NOISE_m2ps3 = 0.1;
const LOG_COEFFICIENT_NOISE_ps = 1e-3;
/** What is known of a ballistic coefficient before re-entry: standard deviation of its logarithm. */
const LOG_COEFFICIENT_SIGMA = 0.5;
/** A track starts from two detections with this unknown acceleration, m/s^2. */
const START_SIGMA_mps2 = { boost: 50, coast: 0.5, reentry: 20 } as const;
/** A track is confirmed by so many detections, and goes after so many misses, one after the other. */
const HITS_TO_CONFIRM = 3;
const MISSES_BEFORE_CONFIRMED = 3;
const MISSES_TO_DELETE = 5;

export type TrackStep = "nothing" | "confirmed" | "lost";

/**
 * One radar's track of one object: two detections start it, a third confirms it, five misses in a row end it. Filters by phase: a six-state filter
 * with thrust as noise, the six-state filter of free flight, the seven-state filter of re-entry; state and covariance go over from one to the
 * next. Which phase an object is in is given by the caller (who knows when a radar would have noticed), and to which
 * object a detection belongs, too: objects of a raid fly far apart against the gates of these filters. Made once and used for trial after trial.
 */
export class ObjectTrack {
  stage: "none" | "candidate" | "tentative" | "confirmed" = "none";
  phase: FlightPhase = "boost";
  detections = 0;
  /** Looks in a row that should have seen the object and did not. */
  misses = 0;
  readonly #earth: EarthModel;
  // Made when they are first needed: most radars never see most threats, and less memory is faster memory.
  #boost: CoastFilter | undefined;
  #coast: CoastFilter | undefined;
  #reentry: ExtendedFilter | undefined;
  #filter: CoastFilter | ExtendedFilter | undefined;
  #starter: TrackStarter | undefined;
  readonly #first: PlacedMeasurement = {
    measurement: new Float64Array(MEASUREMENT_LENGTH),
    axes: new Float64Array(15),
  };
  readonly #covariance = new Float64Array(49);
  readonly #mean = new Float64Array(7);
  readonly #at = new Float64Array(1);
  readonly #traces = new Float64Array(3);
  readonly #phaseFrom = new Float64Array(1);

  constructor(earth: EarthModel) {
    this.#earth = earth;
  }

  /** The filter that holds the track; only of a tentative or confirmed one. */
  get filter(): Filter {
    return this.#filter!;
  }

  /** From when on the track has been one of its phase, s; only of a tentative or confirmed one. */
  get phaseFrom_s(): number {
    return this.#phaseFrom[0]!;
  }

  #filterFor(phase: FlightPhase): CoastFilter | ExtendedFilter {
    const earth = this.#earth;
    if (phase === "boost")
      return (this.#boost ??= new CoastFilter({ accelerationNoise_m2ps3: BOOST_NOISE_m2ps3, gravity: earth }));
    if (phase === "coast")
      return (this.#coast ??= new CoastFilter({ accelerationNoise_m2ps3: COAST_NOISE_m2ps3, gravity: earth }));
    return (this.#reentry ??= new ExtendedFilter(
      new ReentryMotion({
        accelerationNoise_m2ps3: REENTRY_NOISE_m2ps3,
        logCoefficientNoise_ps: LOG_COEFFICIENT_NOISE_ps,
        earth,
      }),
    ));
  }

  forget(): void {
    this.stage = "none";
    this.detections = 0;
    this.misses = 0;
  }

  /** Takes a detection in: measurement and axes as the filters read them, and the phase that the radar takes the object to be in. */
  take(
    measurement: Float64Array,
    axes: Float64Array,
    phase: FlightPhase,
    ballisticCoefficient_kgpm2: number,
  ): TrackStep {
    this.misses = 0;
    this.detections++;
    if (this.stage === "none") {
      this.stage = "candidate";
      bendStart(measurement);
      this.#first.measurement.set(measurement);
      this.#first.axes.set(axes);
      return "nothing";
    }
    if (this.stage === "candidate") {
      bendStart(measurement);
      this.#starter ??= new TrackStarter();
      const start = this.#starter.start(this.#first, { measurement, axes }, START_SIGMA_mps2[phase]);
      this.phase = phase;
      this.#mean.set(start.mean);
      this.#covariance.set(start.covariance);
      this.#at[0] = measurement[0]!;
      this.#begin(phase, ballisticCoefficient_kgpm2);
      this.stage = "tentative";
      return "nothing";
    }
    if (phase !== this.phase) this.#changePhase(phase, ballisticCoefficient_kgpm2);
    const filter = this.#filter!;
    filter.predictTo(measurement);
    filter.tracesInto(this.#traces);
    bendRange(measurement, this.#traces[0]!);
    filter.update(measurement, axes);
    if (this.stage === "tentative" && this.detections >= HITS_TO_CONFIRM) {
      this.stage = "confirmed";
      return "confirmed";
    }
    return "nothing";
  }

  /** Counts a look that should have seen the object and did not. */
  miss(): TrackStep {
    if (this.stage === "none") return "nothing";
    this.misses++;
    if (this.stage === "confirmed") {
      if (this.misses < MISSES_TO_DELETE) return "nothing";
      this.forget();
      return "lost";
    }
    if (this.misses >= MISSES_BEFORE_CONFIRMED) this.forget();
    return "nothing";
  }

  #changePhase(phase: FlightPhase, ballisticCoefficient_kgpm2: number): void {
    const filter = this.#filter!;
    this.#at[0] = filter.clock[0]!;
    for (let i = 0; i < 6; i++) this.#mean[i] = filter.mean[i]!;
    this.#readCovariance();
    this.phase = phase;
    this.#begin(phase, ballisticCoefficient_kgpm2);
  }

  /** The covariance of position and velocity of the present filter into `#covariance`, six by six. */
  #readCovariance(): void {
    const filter = this.#filter!;
    filter.covarianceInto(this.#covariance);
    if (filter.size === 7)
      for (let i = 0; i < 6; i++)
        for (let j = 0; j < 6; j++) this.#covariance[6 * i + j] = this.#covariance[7 * i + j]!;
  }

  /** Starts the filter of a phase from the six states in `#mean` and `#covariance`. */
  #begin(phase: FlightPhase, ballisticCoefficient_kgpm2: number): void {
    this.#phaseFrom[0] = this.#at[0]!;
    if (phase !== "reentry") {
      this.#filter = this.#filterFor(phase);
      this.#filter.restart(this.#at, this.#mean, this.#covariance);
      return;
    }
    const p = this.#covariance;
    for (let i = 5; i >= 0; i--) for (let j = 5; j >= 0; j--) p[7 * i + j] = p[6 * i + j]!;
    for (let i = 0; i < 6; i++) {
      p[7 * i + 6] = 0;
      p[42 + i] = 0;
    }
    p[48] = LOG_COEFFICIENT_SIGMA * LOG_COEFFICIENT_SIGMA;
    this.#mean[6] = Math.log(ballisticCoefficient_kgpm2);
    this.#filter = this.#filterFor(phase);
    this.#filter.restart(this.#at, this.#mean, p);
  }

  /**
   * Writes into `out` what the predicted spread of position needs: traces of the blocks of position, of position against velocity and of velocity, and
   * the time they hold for. See `spreadAt`.
   */
  spreadInto(out: Float64Array): void {
    this.#filter!.tracesInto(out);
    out[3] = this.#filter!.clock[0]!;
  }
}

/**
 * Accounts for the bend of the sphere of one range over an error across the line of sight: the second-order terms of the measurement, ½ tr(H'' P) taken
 * from the range and twice ½ tr((H'' P)²) added to its variance, since the line along which the range is taken is off as well; 1 / R is the second
 * derivative in both directions across (Bar-Shalom, Li and Kirubarajan 2001, section 10.3.2). Without it a filter that knows the range to metres and the direction to kilometres grows far too sure of itself.
 */
function bendRange(measurement: Float64Array, across_m2: number): void {
  const range = measurement[1]!;
  const sigma = measurement[5]!;
  const bend = across_m2 / range;
  measurement[1] = range - 0.5 * bend;
  measurement[5] = Math.sqrt(sigma * sigma + bend * bend);
}

/** The same for a measurement that a track starts from: the error across is its own. */
function bendStart(measurement: Float64Array): void {
  const [range, azimuth, elevation] = [measurement[1]!, measurement[6]!, measurement[7]!];
  bendRange(measurement, range * range * (azimuth * azimuth + elevation * elevation));
}

/**
 * One-sigma size of the position error that a spread grows to by free flight, m: root of the trace of the covariance, which is at least the longest
 * semi-axis and at most its root of three. The tide of gravity is left out: below 20 % over 300 s.
 */
export function spreadAt(spread: Float64Array, time_s: number): number {
  const dt = Math.max(0, time_s - spread[3]!);
  return Math.sqrt(Math.max(0, spread[0]! + dt * (2 * spread[1]! + dt * spread[2]!)));
}

/** How long an error that spreads stays within a limit, s; negative when it is larger already. */
export function timeToSpread(spread: Float64Array, limit_m: number): number {
  const rest = limit_m * limit_m - spread[0]!;
  const b = spread[1]!;
  const c = spread[2]!;
  if (rest < 0) return -1;
  return c > 0 ? (Math.sqrt(b * b + c * rest) - b) / c : Infinity;
}
