import { EFFECTIVE_RADIUS_FACTOR } from "../earth/horizon.ts";
import type { EarthModel } from "../earth/model.ts";
import { makeStream, type RandomStream } from "../math/random.ts";
import type { FlightPhase } from "../messages.ts";
import { type DwellBudget, shareDwell } from "../sensing/dwell-budget.ts";
import { wrapAngle } from "../sensing/face.ts";
import { drawBiasInto, measurementSigmasInto, MEASUREMENT_SIZE, type MeasurementTerms } from "../sensing/measure.ts";
import type { Radar } from "../sensing/radar.ts";
import { RadarSight } from "../sensing/radar-sight.ts";
import { MEASUREMENT_LENGTH, RadarAxes } from "../tracking/measurement.ts";
import { sampleFlightInto } from "./flight-table.ts";
import { ObjectTrack } from "./object-track.ts";
import { measurementTerms } from "./radar-accuracy.ts";
import type { RaidProblem, RaidRadar } from "./raid-problem.ts";
import type { RaidTruth } from "./raid-truth.ts";

/** Detection and false-alarm probability of one look that a published detection range is taken to mean. */
const REFERENCE_PROBABILITY = 0.9;
const FALSE_ALARM = 1e-6;
/** Share of the time that search has while nothing is tracked, that it keeps whatever happens, and that search and track have together. */
const SEARCH_SHARE = 0.5;
const SEARCH_MINIMUM = 0.1;
const OCCUPANCY = 0.9;
/** Until a track is confirmed its object is looked at so often, s, or as often as the track interval says if that is shorter. */
const INITIATION_s = 1;
/**
 * In free flight an object needs fewer looks the longer it has been tracked (van Keuk and Blackman 1993 choose intervals by the error that grows between
 * looks). Extrapolated by a fifth of the span of a straight line fitted to even looks, the error is 31 % above that at the span's end: the interval
 * is that fifth, from one track interval to ten, and not past the return to the air. After two looks in a row that saw nothing it is one.
 */
const SETTLED_SHARE = 0.2;
const SETTLED_INTERVALS = 10;
/** A radar notices the end of the thrust so much later. */
const BURNOUT_DECISION_s = 4;
/** Looks fall on multiples of this, so that one event serves all that are due. */
const GRID_s = 1;
/** Below this signal-to-noise ratio a look is not worth drawing: it detects with probability 0.01. */
const LEAST_SNR = 2;
/** A radar that is cued to a threat looks for it so many times in the time of a search frame, but no more often than it would track it. */
const CUED_LOOKS = 4;
/** From this one on the radar keeps its track: every second look detects. */
const GOOD_SNR = 20;
/** Times in view are found in these steps, with so much room for what flights vary by. */
const VIEW_STEP_s = 5;
const VIEW_MARGIN_s = 20;

/** What a radar tells the trial. */
export interface WatchListener {
  onDetection(radar: number, threat: number, time_s: number, snr: number): void;
  onConfirmed(radar: number, threat: number, time_s: number): void;
  /** A confirmed track has become one of free flight or re-entry: one that can be fired on. */
  onFreeFlight(radar: number, threat: number, time_s: number): void;
  onLost(radar: number, threat: number, time_s: number): void;
  onSaturated(radar: number, time_s: number, stretch: number): void;
  /** A detection was taken into a confirmed track. */
  onUpdate(radar: number, threat: number, time_s: number): void;
}

/**
 * One radar of a raid: searches, is cued, keeps a track of each threat that it sees, and has only so much time. Made once; `begin` sets it up for a
 * trial, `look` handles all looks that are due. Every threat has a stream of chance of its own, so that nothing done about one changes another's.
 */
export class RadarWatch {
  readonly index: number;
  readonly key: string;
  readonly tracks: readonly ObjectTrack[];
  /** From when to when each threat may be seen at all, with room for what flights vary by. */
  readonly viewStart_s: Float64Array;
  readonly viewEnd_s: Float64Array;
  /** From when to when it is seen well enough for its track to be kept. */
  readonly seenFrom_s: Float64Array;
  readonly seenTo_s: Float64Array;
  readonly #radar: RaidRadar;
  readonly #problem: RaidProblem;
  readonly #earth: EarthModel;
  readonly #views: readonly Float64Array[];
  readonly #nominalStrength: number;
  /** The parameters that make the radar what it is, and their values when it was made last. */
  readonly #inputs: readonly number[];
  readonly #madeWith: Float64Array;
  readonly #nextLook: Float64Array;
  readonly #cued_s: Float64Array;
  readonly #load: Float64Array;
  readonly #axes: RadarAxes;
  readonly #measurement = new Float64Array(MEASUREMENT_LENGTH);
  readonly #state = new Float64Array(6);
  readonly #sigmas = new Float64Array(MEASUREMENT_SIZE);
  readonly #bias = new Float64Array(MEASUREMENT_SIZE);
  readonly #at = new Float64Array(1);
  readonly #due = new Float64Array(1);
  /** Share of its time that tracks ask for, as it was when time was shared last. */
  readonly #shared = new Float64Array(1);
  readonly #isAnnounced: Uint8Array;
  readonly #streams: RandomStream[] = [];
  #sight: RadarSight;
  #terms: MeasurementTerms;
  #truth: RaidTruth | undefined;
  #values: Float64Array;
  #budget: DwellBudget;
  #frame_s = 10;
  #stretch = 1;
  /** What flies with each warhead and looks like it takes the radar's time as well. */
  readonly #objects: number[] = [];
  #phase_s = 0;
  #hasLoadChanged = false;
  #worksUntil_s = Infinity;

  constructor(problem: RaidProblem, index: number) {
    const radar = problem.radars[index]!;
    this.index = index;
    this.key = radar.id;
    this.#radar = radar;
    this.#problem = problem;
    this.#earth = problem.earth;
    this.#axes = new RadarAxes(radar.position, problem.earth);
    this.#values = Float64Array.from(problem.parameters, (p) => p.value);
    this.#sight = this.#makeSight();
    this.#terms = this.#makeTerms();
    this.#budget = this.#makeBudget();
    this.#inputs = listInputs(radar);
    this.#madeWith = Float64Array.from(this.#inputs, (i) => this.#values[i]!);
    this.#nominalStrength = this.#sight.sensitivity.strength_m2;
    this.#views = problem.flights.map((_, f) => this.#findView(f));
    const n = problem.threats.length;
    this.tracks = problem.threats.map(() => new ObjectTrack(problem.earth));
    this.viewStart_s = new Float64Array(n);
    this.viewEnd_s = new Float64Array(n);
    this.seenFrom_s = new Float64Array(n);
    this.seenTo_s = new Float64Array(n);
    this.#nextLook = new Float64Array(n);
    this.#cued_s = new Float64Array(n);
    this.#load = new Float64Array(n);
    this.#isAnnounced = new Uint8Array(n);
  }

  /** Whether the values of the trial give the radar that stands: trials with central values differ by chance alone. */
  #isAsMade(): boolean {
    const made = this.#madeWith;
    for (let i = 0; i < made.length; i++) if (this.#values[this.#inputs[i]!] !== made[i]) return false;
    return true;
  }

  #make(): void {
    for (let i = 0; i < this.#inputs.length; i++) this.#madeWith[i] = this.#values[this.#inputs[i]!]!;
    this.#sight = this.#makeSight();
    this.#terms = this.#makeTerms();
    this.#budget = this.#makeBudget();
  }

  /** Sets the radar up for a trial; the first look is due at `nextLook_s`. */
  begin(trial: {
    readonly seed: number;
    readonly trial: number;
    readonly values: Float64Array;
    readonly truth: RaidTruth;
    /** From then on it is cut off or out of order; `-Infinity` takes it out of the trial. */
    readonly worksUntil_s: number;
    /** After this the radar lets go of a threat: nothing that fires on its tracks meets it any more. */
    readonly usefulUntil: (threat: number) => number;
  }): void {
    const { seed, truth } = trial;
    this.#values = trial.values;
    this.#truth = truth;
    this.#worksUntil_s = trial.worksUntil_s;
    if (!this.#isAsMade()) this.#make();
    this.#stretch = 1;
    this.#shared[0] = 0;
    this.#hasLoadChanged = false;
    this.#frame_s = this.#budget.wantedFrame_s;
    const own = makeStream(seed, trial.trial, `radar/${this.key}`);
    drawBiasInto(this.#bias, this.#terms, own);
    this.#phase_s = GRID_s * own.uniform();
    const { threats } = this.#problem;
    for (let t = 0; t < this.tracks.length; t++) {
      const objects = threats[t]!.objects ?? this.#problem.assumptions.objectsPerThreat;
      this.#objects[t] = Math.max(1, Math.round(trial.values[objects]!));
      this.tracks[t]!.forget();
      this.#placeView(t, truth);
      this.viewEnd_s[t] = Math.min(this.viewEnd_s[t]!, trial.usefulUntil(t));
      // A search that runs all the time comes over the object at any moment of its frame.
      const from = Math.max(truth.launch_s[t]!, this.viewStart_s[t]!);
      if (from < Infinity) {
        const stream = makeStream(seed, trial.trial, `look/${this.key}/${threats[t]!.id}`);
        this.#streams[t] = stream;
        this.#nextLook[t] = this.#onGrid(from + this.#frame_s * stream.uniform());
      } else this.#nextLook[t] = Infinity;
      this.#cued_s[t] = Infinity;
      this.#load[t] = 0;
      this.#isAnnounced[t] = 0;
    }
    this.#findDue();
  }

  /** When the next look is due, s; Infinity when nothing is left to see. */
  get nextLook_s(): number {
    return this.#due[0]!;
  }

  #findDue(): void {
    let next = Infinity;
    for (let t = 0; t < this.#nextLook.length; t++) if (this.#nextLook[t]! < next) next = this.#nextLook[t]!;
    this.#due[0] = next < this.#worksUntil_s ? next : Infinity;
  }

  /** A cue for a threat that has arrived: from now on the radar looks for it. Tells whether the next look moved. */
  cue(threat: number, time_s: number): boolean {
    if (this.#cued_s[threat]! <= time_s) return false;
    this.#cued_s[threat] = time_s;
    if (this.tracks[threat]!.stage !== "none" || this.#nextLook[threat] === Infinity) return false;
    const soon = this.#onGrid(Math.max(time_s, this.viewStart_s[threat]!) + this.#interval(threat, time_s));
    if (soon >= this.#nextLook[threat]!) return false;
    this.#nextLook[threat] = soon;
    this.#findDue();
    return true;
  }

  /** Whether a cue for a threat would help: it is not tracked, was not cued, and may still be seen. */
  wants(threat: number, time_s: number): boolean {
    const isCued = this.#cued_s[threat]! <= time_s;
    return !isCued && this.tracks[threat]!.stage === "none" && this.#nextLook[threat]! < Infinity;
  }

  /** The threat is no more. */
  drop(threat: number): void {
    this.#nextLook[threat] = Infinity;
    this.#setLoad(threat, 0);
  }

  #setLoad(threat: number, load: number): void {
    if (this.#load[threat] === load) return;
    this.#load[threat] = load;
    this.#hasLoadChanged = true;
  }

  /** Handles every look that is due. */
  look(time_s: number, listener: WatchListener): void {
    this.#at[0] = time_s;
    this.#axes.turnTo(this.#at);
    const nextLook = this.#nextLook;
    const limit = time_s + 1e-9;
    let due = Infinity;
    for (let t = 0; t < nextLook.length; t++) {
      if (nextLook[t]! <= limit) this.#lookAndPlan(t, time_s, listener);
      if (nextLook[t]! < due) due = nextLook[t]!;
    }
    this.#due[0] = due < this.#worksUntil_s ? due : Infinity;
    if (!this.#hasLoadChanged) return;
    this.#hasLoadChanged = false;
    let load = 0;
    for (let t = 0; t < this.#load.length; t++) load += this.#load[t]!;
    if (load !== this.#shared[0]!) this.#shareTime(load, time_s, listener);
  }

  /** Looks at one threat and sets when it is looked at again. */
  #lookAndPlan(t: number, time_s: number, listener: WatchListener): void {
    this.#lookAt(t, time_s, listener);
    if (time_s >= this.viewEnd_s[t]! || time_s >= this.#truth!.impact_s[t]!) {
      this.drop(t);
      return;
    }
    const interval = this.#interval(t, time_s);
    const isSearch = this.tracks[t]!.stage === "none" && !(this.#cued_s[t]! <= time_s);
    this.#setLoad(t, isSearch ? 0 : (this.#objects[t]! * this.#budget.trackDwell_s) / interval);
    this.#nextLook[t] = this.#onGrid(time_s + interval * (isSearch ? 1 : this.#stretch));
  }

  #lookAt(t: number, time_s: number, listener: WatchListener): void {
    const truth = this.#truth!;
    const state = this.#state;
    truth.positionInto(state, t, time_s);
    const track = this.tracks[t]!;
    const blocked = this.#sight.lookIn(this.#axes.axes, state);
    // Out of view the track is carried on without looks; that is no miss.
    if (blocked !== undefined) return;
    const threat = this.#problem.threats[t]!;
    const burns = time_s < truth.burnout_s[t]!;
    const snr = this.#sight.snr(this.#values[burns ? threat.bodyCrossSection_m2 : threat.crossSection_m2]!);
    const { detector } = this.#sight;
    if (snr < LEAST_SNR) {
      this.#miss(t, time_s, listener);
      return;
    }
    // Swerling I, one look: the echo with noise is exponential with mean 1 + snr; one number decides both whether it
    // crosses the threshold and how strong it was.
    const stream = this.#streams[t]!;
    const echo = -(1 + snr) * Math.log(1 - stream.uniform());
    if (echo < detector.threshold) {
      this.#miss(t, time_s, listener);
      return;
    }
    const z = this.#measurement;
    const sight = this.#sight;
    measurementSigmasInto(this.#sigmas, this.#terms, echo, sight.elevation_rad, this.#offBoresight());
    z[0] = time_s;
    z[1] = sight.range_m + this.#bias[0]! + this.#sigmas[0]! * stream.normal();
    z[2] = sight.azimuth_rad + this.#bias[1]! + this.#sigmas[1]! * stream.normal();
    z[3] = sight.straightElevation_rad + this.#bias[2]! + this.#sigmas[2]! * stream.normal();
    z[4] = 0;
    z[5] = this.#sigmas[0]!;
    z[6] = this.#sigmas[1]!;
    z[7] = this.#sigmas[2]!;
    z[8] = 0;
    const isFirst = track.stage === "none";
    const step = track.take(
      z,
      this.#axes.axes,
      this.phaseOf(t, time_s),
      this.#problem.parameters[threat.ballisticCoefficient_kgpm2]!.value,
    );
    if (isFirst) listener.onDetection(this.index, t, time_s, snr);
    if (step === "confirmed") listener.onConfirmed(this.index, t, time_s);
    if (track.stage === "confirmed") listener.onUpdate(this.index, t, time_s);
    if (this.#isAnnounced[t] === 0 && track.stage === "confirmed" && track.phase !== "boost") {
      this.#isAnnounced[t] = 1;
      listener.onFreeFlight(this.index, t, time_s);
    }
  }

  #miss(t: number, time_s: number, listener: WatchListener): void {
    if (this.tracks[t]!.miss() !== "lost") return;
    this.#isAnnounced[t] = 0;
    listener.onLost(this.index, t, time_s);
  }

  /** The phase that the radar takes a threat to be in. */
  phaseOf(threat: number, time_s: number): FlightPhase {
    const truth = this.#truth!;
    if (time_s < truth.burnout_s[threat]! + BURNOUT_DECISION_s) return "boost";
    return time_s < truth.reentry_s[threat]! ? "coast" : "reentry";
  }

  /** Time between looks at a threat while the radar has time for it, s. */
  #interval(t: number, time_s: number): number {
    const track = this.tracks[t]!;
    const { trackInterval_s } = this.#budget;
    if (track.stage === "none") {
      if (!(this.#cued_s[t]! <= time_s)) return this.#frame_s;
      return Math.max(trackInterval_s, this.#budget.wantedFrame_s / CUED_LOOKS);
    }
    if (track.stage !== "confirmed") return Math.min(INITIATION_s, trackInterval_s);
    if (track.phase !== "coast" || track.misses > 1) return trackInterval_s;
    const grown = SETTLED_SHARE * (time_s - track.phaseFrom_s);
    const untilAir = this.#truth!.reentry_s[t]! - time_s;
    return Math.max(trackInterval_s, Math.min(grown, SETTLED_INTERVALS * trackInterval_s, untilAir));
  }

  /** Gives search and track their time: what is tracked costs search its frames, and beyond the capacity all looks come later. */
  #shareTime(load: number, time_s: number, listener: WatchListener): void {
    this.#shared[0] = load;
    const { trackInterval_s, trackDwell_s } = this.#budget;
    const share = shareDwell(this.#budget, (load * trackInterval_s) / trackDwell_s, "slow");
    this.#frame_s = share.frame_s;
    const stretch = share.trackInterval_s / trackInterval_s;
    if (stretch > 1 && this.#stretch === 1) listener.onSaturated(this.index, time_s, stretch);
    this.#stretch = stretch;
  }

  #offBoresight(): number {
    const azimuth = this.#radar.faces_rad[this.#sight.face]!;
    const off = Math.cos(wrapAngle(this.#sight.azimuth_rad - azimuth)) * Math.cos(this.#sight.elevation_rad);
    return Math.acos(Math.max(0.1, Math.min(1, off)));
  }

  #onGrid(time_s: number): number {
    return this.#phase_s + GRID_s * Math.ceil((time_s - this.#phase_s) / GRID_s - 1e-9);
  }

  #makeSight(): RadarSight {
    const row = this.#values;
    const r = this.#radar;
    const width_rad = row[r.fieldOfView_rad]!;
    const radar: Radar = {
      position: r.position,
      faces: r.faces_rad.map((azimuth_rad) => ({ azimuth_rad, width_rad })),
      detectionRange_m: row[r.detectionRange_m]!,
      referenceCrossSection_m2: row[r.referenceCrossSection_m2]!,
      referenceProbability: REFERENCE_PROBABILITY,
      falseAlarm: FALSE_ALARM,
      scanLossExponent: row[r.scanLossExponent]!,
      elevationMinimum_rad: row[r.elevationMinimum_rad]!,
      elevationMaximum_rad: row[r.elevationMaximum_rad]!,
      radiusFactor: EFFECTIVE_RADIUS_FACTOR,
      mask: [],
    };
    return new RadarSight(radar, this.#earth);
  }

  #makeTerms(): MeasurementTerms {
    const row = this.#values;
    const r = this.#radar;
    return measurementTerms({
      beamWidth_rad: row[r.beamWidth_rad]!,
      frequency_Hz: row[r.frequency_Hz]!,
      bandwidth_Hz: row[r.bandwidth_Hz]!,
      dwell_s: row[r.dwell_s]!,
    });
  }

  #makeBudget(): DwellBudget {
    const row = this.#values;
    const r = this.#radar;
    const wantedFrame_s = row[r.searchFrame_s]!;
    return {
      beamPositions: 1,
      searchDwell_s: SEARCH_SHARE * wantedFrame_s,
      wantedFrame_s,
      searchShareMinimum: SEARCH_MINIMUM,
      trackDwell_s: row[r.dwell_s]!,
      trackInterval_s: row[r.trackInterval_s]!,
      occupancy: OCCUPANCY,
    };
  }

  /** Signal-to-noise ratio per square metre along a flight, 0 out of view, with the nominal radar. */
  #findView(f: number): Float64Array {
    const flight = this.#problem.flights[f]!;
    const state = new Float64Array(6);
    const view = new Float64Array(Math.floor(flight.impact_s / VIEW_STEP_s) + 1);
    for (let i = 0; i < view.length; i++) {
      const time = i * VIEW_STEP_s;
      sampleFlightInto(state, 0, flight, time);
      const turn = this.#earth.rotationRate_radps * time;
      const c = Math.cos(turn);
      const s = Math.sin(turn);
      const blocked = this.#sight.look(c * state[0]! + s * state[1]!, c * state[1]! - s * state[0]!, state[2]!);
      view[i] = blocked === undefined ? this.#sight.snr(1) : 0;
    }
    return view;
  }

  /** When a threat may first and last be seen, and between which times it is seen well, into the arrays; with the radar and the cross-sections of the trial. */
  #placeView(t: number, truth: RaidTruth): void {
    const threat = this.#problem.threats[t]!;
    const view = this.#views[threat.flight]!;
    const launch = truth.launch_s[t]!;
    const burnout = truth.burnout_s[t]! - launch;
    const strength = this.#sight.sensitivity.strength_m2 / this.#nominalStrength;
    const body = strength * this.#values[threat.bodyCrossSection_m2]!;
    const warhead = strength * this.#values[threat.crossSection_m2]!;
    let first = -1;
    let last = -1;
    let seenFirst = -1;
    let seenLast = -1;
    for (let i = 0; i < view.length; i++) {
      const snr = view[i]! * (i * VIEW_STEP_s < burnout ? body : warhead);
      if (snr < LEAST_SNR) continue;
      if (first < 0) first = i;
      last = i;
      if (snr < GOOD_SNR) continue;
      if (seenFirst < 0) seenFirst = i;
      seenLast = i;
    }
    this.viewStart_s[t] = first < 0 ? Infinity : launch + first * VIEW_STEP_s - VIEW_MARGIN_s;
    this.viewEnd_s[t] = first < 0 ? -Infinity : launch + last * VIEW_STEP_s + VIEW_MARGIN_s;
    this.seenFrom_s[t] = seenFirst < 0 ? Infinity : launch + seenFirst * VIEW_STEP_s;
    this.seenTo_s[t] = seenLast < 0 ? -Infinity : launch + seenLast * VIEW_STEP_s;
  }
}

/** The parameters that sight, accuracy and time of a radar come from. */
function listInputs(r: RaidRadar): readonly number[] {
  return [
    r.fieldOfView_rad,
    r.detectionRange_m,
    r.referenceCrossSection_m2,
    r.scanLossExponent,
    r.elevationMinimum_rad,
    r.elevationMaximum_rad,
    r.beamWidth_rad,
    r.frequency_Hz,
    r.bandwidth_Hz,
    r.dwell_s,
    r.searchFrame_s,
    r.trackInterval_s,
  ];
}
