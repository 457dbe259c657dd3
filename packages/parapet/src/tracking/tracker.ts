import { type EarthModel, WGS84 } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import type { Detection, FlightPhase, Track } from "../messages.ts";
import { solveAssignment } from "./assignment.ts";
import { associateNearestInto, associatePairsJointly } from "./association.ts";
import { CandidatePairs } from "./candidate-pairs.ts";
import { chiSquareQuantile } from "./chi-square.ts";
import { type Filter, logLikelihood } from "./filter.ts";
import { Gate } from "./gate.ts";
import { ImmFilter } from "./imm-filter.ts";
import { type KeptTrack, putBack, remember, type TrackerMoment } from "./kept-track.ts";
import { JointUpdate } from "./joint-update.ts";
import type { RadarAxes } from "./measurement.ts";
import { ScanDetections } from "./scan-detections.ts";
import { measureSpread } from "./track-quality.ts";
import { type PlacedMeasurement, placeMeasurement, startFromTwo } from "./track-start.ts";

/** How a tracker works; what has a default is an assumption. */
export interface TrackerOptions {
  /** The unit that keeps the tracks. */
  readonly tracker: string;
  readonly makeFilter: () => Filter;
  /** `joint` for close raids. `nearest` unless stated. */
  readonly association?: "nearest" | "joint";
  /** Probability that a track's own detection lies in its gate. 0.9999. */
  readonly gateProbability?: number;
  /** Probability of detection that association reckons with. 0.9. */
  readonly detectionProbability?: number;
  /** False detections and objects not yet tracked, per cubic metre and look. 1e-15: one in a cube of 100 km. */
  readonly otherDensity_pm3?: number;
  /** A track is confirmed by `hits` detections in its first `looks`; it goes when it can no longer reach them. 3 of 4. */
  readonly confirm?: { readonly hits: number; readonly looks: number };
  /** A confirmed track goes after so many looks without a detection, one after the other. 5. */
  readonly missesToDelete?: number;
  /** Two detections further apart than this speed allows do not start a track, m/s. 8,000. */
  readonly highestSpeed_mps?: number;
  /** Standard deviation of unknown acceleration when a track starts, m/s^2. 30. */
  readonly startAccelerationSigma_mps2?: number;
  /** How long a detection waits for a second one, s. 15. */
  readonly waiting_s?: number;
  /**
   * How late a scan may come, s: it is worked in where it belongs, and the scans after it once more, so that the tracks are those of the scans in order, to the
   * last bit. 0 refuses late scans; the work and memory grow with the scans in that time.
   */
  readonly lag_s?: number;
  readonly earth?: EarthModel;
}

/** Where a track is predicted to be at a scan. */
export type TrackPoint = Pick<Track, "id" | "time_s" | "position_eci" | "velocity_eci" | "stage">;

/** One look of one radar at all it can see: detections of one time. */
export interface Scan {
  readonly time_s: number;
  readonly axes: RadarAxes;
  readonly detections: readonly Detection[];
  /** Whether the radar should have seen a track; those it could not see are not counted as missed. All unless stated. Asked of tracks without a detection. */
  readonly expects?: (track: TrackPoint) => boolean;
}

/**
 * Keeps the tracks of one tracking centre. Measurements of several radars are fused by giving their scans in order of time. A track starts from two
 * detections, is confirmed by M of N, and goes after misses. Scans may come late by `lag_s`; it throws on later ones.
 */
export class Tracker {
  readonly #options: Required<TrackerOptions>;
  readonly #gate = new Gate();
  readonly #pairs = new CandidatePairs();
  readonly #detections = new ScanDetections();
  readonly #joint = new JointUpdate();
  /** Normalised innovation squared that bounds the gate, for three and for four quantities. */
  readonly #limits: Float64Array;
  readonly #covariance = new Float64Array(256);
  readonly #at = new Float64Array(1);
  /** Workspace of one number a detection, and a track. */
  #inReach = new Int32Array(64);
  #taken = new Float64Array(64);
  #detectionOf = new Int32Array(64);
  /** Probability of each pair, and of none for each track; then a track's own detections with their probabilities and that of none. */
  #ofPair = new Float64Array(64);
  #ofNone = new Float64Array(64);
  #shares = new Float64Array(65);
  readonly #own: Float64Array[] = [];
  #kept: KeptTrack[] = [];
  #waiting: readonly PlacedMeasurement[] = [];
  /** The scans of the last `lag_s` with what was known before each. */
  readonly #history: { readonly scan: Scan; readonly before: TrackerMoment; readonly endedIds: readonly number[] }[] =
    [];
  #nextId = 1;
  #time_s = -Infinity;

  constructor(options: TrackerOptions) {
    this.#options = {
      association: "nearest",
      gateProbability: 0.9999,
      detectionProbability: 0.9,
      otherDensity_pm3: 1e-15,
      confirm: { hits: 3, looks: 4 },
      missesToDelete: 5,
      highestSpeed_mps: 8000,
      startAccelerationSigma_mps2: 30,
      waiting_s: 15,
      lag_s: 0,
      earth: WGS84,
      ...options,
    };
    const { confirm, detectionProbability, gateProbability } = this.#options;
    this.#limits = Float64Array.of(chiSquareQuantile(gateProbability, 3), chiSquareQuantile(gateProbability, 4));
    if (!(confirm.hits >= 2 && confirm.looks >= confirm.hits))
      throw new RangeError(`Tracker: confirm needs 2 <= hits <= looks, got ${confirm.hits} of ${confirm.looks}`);
    if (!(detectionProbability > 0 && detectionProbability < 1))
      throw new RangeError(`Tracker: detectionProbability must lie between 0 and 1, got ${detectionProbability}`);
  }

  /** All tracks alive, as they stand at their filters' time. */
  listTracks(): readonly Track[] {
    return this.#kept.map((kept) => this.#describe(kept));
  }

  /**
   * Takes a scan in and returns the tracks that it ended. After a late scan those are the tracks that its being known ended; one that ended before and, with it, would
   * not have, is alive again. Tracks that start after the time of a late scan may be numbered anew.
   */
  scan(scan: Scan): readonly Track[] {
    const { lag_s } = this.#options;
    if (!(scan.time_s >= this.#time_s - lag_s))
      throw new RangeError(
        `Tracker: scans must come in order of time${lag_s > 0 ? `, or at most ${lag_s} s late` : ""}, got ${scan.time_s} s after ${this.#time_s} s`,
      );
    if (lag_s === 0) return this.#take(scan);
    const latest = Math.max(this.#time_s, scan.time_s);
    const history = this.#history;
    let at = history.length;
    while (at > 0 && history[at - 1]!.scan.time_s > scan.time_s) at--;
    const again = history.splice(at);
    if (again.length > 0) this.#return(again[0]!.before);
    const ended = this.#takeAndRemember(scan);
    for (const { scan: next } of again) ended.push(...this.#takeAndRemember(next));
    while (history.length > 0 && history[0]!.scan.time_s < latest - lag_s) history.shift();
    // Not those that had ended already.
    const old = new Set(again.flatMap(({ endedIds }) => endedIds));
    return ended.filter(({ id }) => !old.has(id));
  }

  #takeAndRemember(scan: Scan): Track[] {
    const rest = { time_s: this.#time_s, nextId: this.#nextId, waiting: this.#waiting };
    const before = remember(this.#kept, rest);
    const ended = this.#take(scan);
    this.#history.push({ scan, before, endedIds: ended.map(({ id }) => id) });
    return ended;
  }

  #return(moment: TrackerMoment): void {
    this.#kept = putBack(moment);
    this.#time_s = moment.time_s;
    this.#nextId = moment.nextId;
    this.#waiting = moment.waiting;
  }

  #take(scan: Scan): Track[] {
    this.#time_s = scan.time_s;
    this.#at[0] = scan.time_s;
    const detections = this.#detections;
    detections.read(scan.detections, scan.time_s);
    scan.axes.turnTo(this.#at);
    const axes = scan.axes.axes;
    for (const { filter } of this.#kept) filter.predictTo(this.#at);
    this.#makeRoom();
    this.#findPairs(axes);
    if (this.#options.association === "nearest") this.#takeNearest(scan);
    else this.#takeJointly(scan);
    this.#startTracks(this.#listFree(axes));
    return this.#dropTracks();
  }

  #makeRoom(): void {
    const { count } = this.#detections;
    if (this.#taken.length < count) {
      this.#taken = new Float64Array(2 * count);
      this.#inReach = new Int32Array(2 * count);
      this.#shares = new Float64Array(2 * count + 1);
    }
    if (this.#detectionOf.length < this.#kept.length) this.#detectionOf = new Int32Array(2 * this.#kept.length);
  }

  /** Fills in the pairs inside the gate with their scores, and clusters them. */
  #findPairs(axes: Float64Array): void {
    const { detectionProbability: pd, highestSpeed_mps, otherDensity_pm3 } = this.#options;
    const { measurements, quantities, count } = this.#detections;
    const kept = this.#kept;
    const pairs = this.#pairs;
    const gate = this.#gate;
    const odds = Math.log(pd / ((1 - pd) * otherDensity_pm3));
    pairs.clear(kept.length, count);
    for (let i = 0; i < kept.length; i++) {
      gate.aim(kept[i]!.filter, axes, quantities);
      const inReach = this.#detections.reachInto(this.#inReach, gate, this.#limits);
      for (let k = 0; k < inReach; k++) {
        const j = this.#inReach[k]!;
        const z = measurements[j]!;
        if (!gate.find(z, this.#limits)) continue;
        // Others per unit of measurement: per volume times R^2 cos el; with Doppler spread over +- the highest speed.
        const volume = z[1]! * z[1]! * Math.cos(z[3]!) * (z[8]! > 0 ? 0.5 / highestSpeed_mps : 1);
        pairs.add(i, j, odds - Math.log(volume) + logLikelihood(gate.innovation));
      }
    }
    pairs.cluster();
  }

  #takeNearest(scan: Scan): void {
    const { measurements, count } = this.#detections;
    const kept = this.#kept;
    const taken = this.#taken;
    const detectionOf = this.#detectionOf;
    for (let j = 0; j < count; j++) taken[j] = 0;
    associateNearestInto(detectionOf, this.#pairs);
    for (let i = 0; i < kept.length; i++) {
      const track = kept[i]!;
      const j = detectionOf[i]!;
      if (j >= 0) {
        track.filter.update(measurements[j]!, scan.axes.axes);
        taken[j] = 1;
        this.#count(track, true, true);
      } else this.#count(track, false, this.#expects(scan, track));
    }
  }

  #takeJointly(scan: Scan): void {
    const { measurements, count } = this.#detections;
    const kept = this.#kept;
    const taken = this.#taken;
    for (let j = 0; j < count; j++) taken[j] = 0;
    const pairs = this.#pairs;
    if (this.#ofPair.length < pairs.count) this.#ofPair = new Float64Array(2 * pairs.count);
    if (this.#ofNone.length < kept.length) this.#ofNone = new Float64Array(2 * kept.length);
    associatePairsJointly(this.#ofPair, this.#ofNone, pairs);
    for (let i = 0; i < kept.length; i++) {
      const track = kept[i]!;
      const none = this.#ofNone[i]!;
      const isSeen = none < 0.5;
      const isExpected = isSeen || this.#expects(scan, track);
      const { filter } = track;
      let own = 0;
      for (let k = pairs.first[i]!; k < pairs.first[i + 1]!; k++) {
        const j = pairs.detection[k]!;
        taken[j]! += this.#ofPair[k]!;
        this.#own[own] = measurements[j]!;
        this.#shares[own++] = this.#ofPair[k]!;
      }
      this.#shares[own] = none;
      if (own > 0) {
        if (filter.updateJointly === undefined)
          this.#joint.update(filter, this.#own, own, scan.axes.axes, this.#shares, 0);
        else filter.updateJointly(this.#own, own, scan.axes.axes, this.#shares, 0);
      }
      this.#count(track, isSeen, isExpected);
    }
  }

  #expects(scan: Scan, { id, filter, stage }: KeptTrack): boolean {
    if (scan.expects === undefined) return true;
    const x = filter.mean;
    return scan.expects({
      id,
      stage,
      time_s: filter.clock[0]!,
      position_eci: vec3(x[0]!, x[1]!, x[2]!),
      velocity_eci: vec3(x[3]!, x[4]!, x[5]!),
    });
  }

  /** Copies of the measurements that belong to no track. */
  #listFree(axes: Float64Array): PlacedMeasurement[] {
    const { measurements, count } = this.#detections;
    const free: PlacedMeasurement[] = [];
    for (let j = 0; j < count; j++)
      if (this.#taken[j]! < 0.5)
        free.push({ measurement: Float64Array.from(measurements[j]!), axes: Float64Array.from(axes) });
    return free;
  }

  #count(track: KeptTrack, hit: boolean, expected: boolean): void {
    if (hit) {
      track.hits++;
      track.misses = 0;
      track.lastDetection_s = this.#time_s;
    } else if (expected) track.misses++;
    if (hit || expected) track.looks++;
  }

  #startTracks(free: readonly PlacedMeasurement[]): void {
    const { earth, highestSpeed_mps, makeFilter, startAccelerationSigma_mps2, waiting_s } = this.#options;
    if (free.length === 0 && this.#waiting.length === 0) return;
    const old = this.#waiting.filter(({ measurement }) => this.#time_s - measurement[0]! <= waiting_s);
    const place = ({ measurement, axes }: PlacedMeasurement): { r: Float64Array; spread: number } => {
      const r = new Float64Array(3);
      const p = new Float64Array(9);
      placeMeasurement(r, p, measurement, axes);
      return { r, spread: p[0]! + p[4]! + p[8]! };
    };
    const from = old.map(place);
    const to = free.map(place);
    // A detection that finds no partner costs as much as the farthest reach.
    const costs = new Float64Array(free.length * (old.length + free.length)).fill(Infinity);
    free.forEach(({ measurement }, i) => {
      const row = i * (old.length + free.length);
      old.forEach((earlier, j) => {
        const dt = measurement[0]! - earlier.measurement[0]!;
        const [a, b] = [from[j]!, to[i]!];
        const apart = Math.hypot(a.r[0]! - b.r[0]!, a.r[1]! - b.r[1]!, a.r[2]! - b.r[2]!);
        const reach = highestSpeed_mps * dt + 4 * Math.sqrt(a.spread + b.spread);
        if (dt > 0 && apart <= reach) costs[row + j] = apart / reach - 1;
      });
      costs[row + old.length + i] = 0;
    });
    const { columnOf } = solveAssignment(costs, free.length, old.length + free.length);
    const used = new Set<number>();
    const waiting: PlacedMeasurement[] = [];
    free.forEach((second, i) => {
      const j = columnOf[i]!;
      if (j < 0 || j >= old.length) {
        waiting.push(second);
        return;
      }
      used.add(j);
      const start = startFromTwo(old[j]!, second, { accelerationSigma_mps2: startAccelerationSigma_mps2, earth });
      const filter = makeFilter();
      this.#restart(filter, start.mean, start.covariance);
      this.#kept.push({
        id: this.#nextId++,
        filter,
        stage: this.#options.confirm.hits <= 2 ? "confirmed" : "tentative",
        hits: 2,
        looks: 2,
        misses: 0,
        lastDetection_s: this.#time_s,
      });
    });
    this.#waiting = [...old.filter((_, j) => !used.has(j)), ...waiting];
  }

  /** Starts a filter from six states; a filter with more keeps what it was made with for the others. */
  #restart(filter: Filter, mean: Float64Array, covariance: Float64Array): void {
    const n = filter.size;
    const fullMean = Float64Array.from(filter.mean);
    const full = new Float64Array(n * n);
    filter.covarianceInto(full);
    for (let i = 0; i < 6; i++) {
      fullMean[i] = mean[i]!;
      for (let j = 0; j < 6; j++) full[i * n + j] = covariance[6 * i + j]!;
    }
    filter.restart(Float64Array.of(this.#time_s), fullMean, full);
  }

  #dropTracks(): Track[] {
    const { confirm, missesToDelete } = this.#options;
    const kept = this.#kept;
    const ended: Track[] = [];
    let left = 0;
    for (const track of kept) {
      if (track.stage === "tentative") {
        if (track.hits >= confirm.hits) track.stage = "confirmed";
        else if (track.hits + (confirm.looks - track.looks) < confirm.hits) track.stage = "deleted";
      }
      if (track.misses >= missesToDelete) track.stage = "deleted";
      if (track.stage === "deleted") ended.push(this.#describe(track));
      else kept[left++] = track;
    }
    kept.length = left;
    return ended;
  }

  #describe(kept: KeptTrack): Track {
    const { filter } = kept;
    const n = filter.size;
    const x = filter.mean;
    filter.covarianceInto(this.#covariance);
    const covariance = Array.from({ length: 36 }, (_, k) => this.#covariance[Math.floor(k / 6) * n + (k % 6)]!);
    return {
      id: kept.id,
      tracker: this.#options.tracker,
      time_s: filter.clock[0]!,
      position_eci: vec3(x[0]!, x[1]!, x[2]!),
      velocity_eci: vec3(x[3]!, x[4]!, x[5]!),
      covariance,
      stage: kept.stage,
      quality: { ...measureSpread(covariance), detections: kept.hits, lastDetection_s: kept.lastDetection_s },
      ...(filter instanceof ImmFilter ? { phases: listPhases(filter) } : {}),
    };
  }
}

function listPhases(filter: ImmFilter): Record<FlightPhase, number> {
  const phases = { boost: 0, coast: 0, reentry: 0 };
  filter.modes.forEach(({ phase }, i) => {
    phases[phase] += filter.probabilities[i]!;
  });
  return phases;
}
