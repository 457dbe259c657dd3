import { type FaultCount, FaultTally, reasonOf } from "../math/fault-tally.ts";
import { type FaultReason, NumericalFault } from "../math/numerical-fault.ts";
import type { RaidProblem, RaidThreat } from "../engine/raid-problem.ts";
import { makeTrialRunner, type RaidSolver } from "../engine/trial.ts";
import type { TrialOutcome, TrialRunner } from "../engine/trial-types.ts";
import { compareText } from "../scenario/problem.ts";

/** What all tasks of a raid study share. */
export interface RaidShared {
  readonly problem: RaidProblem;
  readonly seed: number;
  /** Values of all parameters, set by set; a task without a row takes the central ones. */
  readonly rows: readonly Float64Array[];
}

/** Some trials of a raid, one after the other. */
export interface RaidTask {
  /** Numbers of the trials; the same numbers have the same chance in every row, variant and size. */
  readonly from: number;
  readonly to: number;
  readonly row?: number;
  /** Values of all parameters, in the place of a row. */
  readonly values?: readonly number[];
  readonly variant?: string;
  /** Only so many missiles: the first ones to be launched. */
  readonly size?: number;
}

/** The numbers of some trials, and where their intercepts were. */
export interface RaidAnswer {
  /** One record a trial, as `RaidFields` lays it out. */
  readonly records: Float64Array;
  /** Hits and misses of each layer by altitude: layer, then hit or miss, then bin. */
  readonly altitudes: Uint32Array;
  /** Likewise by time from the start of the raid. */
  readonly times: Uint32Array;
}

export const ALTITUDE_BIN_m = 10_000;
export const ALTITUDE_BINS = 200;
export const TIME_BIN_s = 20;
export const TIME_BINS = 180;

/** Numerical faults that may end a trial; it is left out of all numbers and counted. */
export const TRIAL_FAULTS: readonly FaultReason[] = [
  "did-not-converge",
  "step-below-limit",
  "outside-validity",
  "covariance-not-definite",
  "not-a-number",
];

/** Where each number of a trial stands in its record. */
export class RaidFields {
  readonly layers: readonly string[];
  readonly length: number;
  static readonly threats = 0;
  static readonly leakers = 1;
  static readonly spent = 2;
  static readonly tracked = 3;
  static readonly trackDelay_s = 4;
  static readonly quality = 5;
  static readonly qualityDelay_s = 6;
  static readonly handovers = 7;
  static readonly handoverError_m = 8;
  static readonly faults = 9;
  /** 0 for a trial that came to its end, else one more than the place of the reason among `TRIAL_FAULTS`. */
  static readonly fault = 10;
  static readonly #first = 11;
  /** Numbers for each layer. */
  static readonly layerFields = [
    "spent",
    "stopped",
    "arrived",
    "exhausted",
    "intercepts",
    "above100km",
    "below40km",
    "window_s",
    "windows",
  ] as const;

  constructor(layers: readonly string[]) {
    this.layers = layers;
    this.length = RaidFields.#first + RaidFields.layerFields.length * layers.length;
  }

  of(layer: number, field: (typeof RaidFields.layerFields)[number]): number {
    return RaidFields.#first + RaidFields.layerFields.length * layer + RaidFields.layerFields.indexOf(field);
  }
}

/** Runs the tasks of one study. Owns its trial runners; one per thread. */
export class RaidWorker {
  readonly #shared: RaidShared;
  readonly #solver: RaidSolver;
  readonly #fields: RaidFields;
  readonly #runners = new Map<number, TrialRunner>();

  constructor(shared: RaidShared, solver: RaidSolver = {}) {
    this.#shared = shared;
    this.#solver = solver;
    this.#fields = new RaidFields(shared.problem.layers.map(({ id }) => id));
  }

  run({ from, to, row, values, variant, size }: RaidTask): RaidAnswer {
    const { seed, rows } = this.#shared;
    const fields = this.#fields;
    let runner = this.#findRunner(size ?? 0);
    const draw = values ?? (row === undefined ? [] : Array.from(rows[row]!));
    const records = new Float64Array((to - from) * fields.length);
    const altitudes = new Uint32Array(2 * fields.layers.length * ALTITUDE_BINS);
    const times = new Uint32Array(2 * fields.layers.length * TIME_BINS);
    for (let trial = from; trial < to; trial++) {
      const record = records.subarray((trial - from) * fields.length, (trial - from + 1) * fields.length);
      let outcome: TrialOutcome;
      try {
        outcome = runner.run({ seed, trial, draw, log: false, ...(variant === undefined ? {} : { variant }) });
        writeRecord(record, outcome, fields);
        if (!record.every(Number.isFinite)) throw new NumericalFault("not-a-number", `trial ${trial}: no number`);
      } catch (error) {
        const reason = reasonOf(error);
        record.fill(0);
        record[RaidFields.fault] = 1 + TRIAL_FAULTS.indexOf(reason);
        // What the trial left half done in the runner is thrown away with it.
        this.#runners.delete(size ?? 0);
        runner = this.#findRunner(size ?? 0);
        continue;
      }
      for (const { layer, altitude_m, intercept_s, isHit } of outcome.shots) {
        const line = 2 * fields.layers.indexOf(layer) + (isHit ? 0 : 1);
        const a = Math.min(ALTITUDE_BINS - 1, Math.max(0, Math.floor(altitude_m / ALTITUDE_BIN_m)));
        const t = Math.min(TIME_BINS - 1, Math.max(0, Math.floor(intercept_s / TIME_BIN_s)));
        altitudes[line * ALTITUDE_BINS + a]!++;
        times[line * TIME_BINS + t]!++;
      }
    }
    return { records, altitudes, times };
  }

  #findRunner(size: number): TrialRunner {
    let runner = this.#runners.get(size);
    if (runner === undefined) {
      const { problem } = this.#shared;
      runner = makeTrialRunner(
        size === 0 ? problem : { ...problem, threats: firstThreats(problem, size) },
        this.#solver,
      );
      this.#runners.set(size, runner);
    }
    return runner;
  }
}

/** Trials in some records, and those that ended in a numerical fault. */
export function countTrialFaults(answers: readonly RaidAnswer[], { problem }: Pick<RaidShared, "problem">): FaultCount {
  const { length } = new RaidFields(problem.layers.map(({ id }) => id));
  const tally = new FaultTally();
  for (const { records } of answers)
    for (let at = 0; at < records.length; at += length) {
      tally.tried();
      const code = records[at + RaidFields.fault]!;
      if (code !== 0) tally.note(TRIAL_FAULTS[code - 1]!);
    }
  return tally.count();
}

/** The first missiles of a raid by launch time, then by id; in the order of the problem. */
export function firstThreats(problem: RaidProblem, count: number): readonly RaidThreat[] {
  const first = problem.threats.toSorted((a, b) => a.launch_s - b.launch_s || compareText(a.id, b.id)).slice(0, count);
  const ids = new Set(first.map(({ id }) => id));
  return problem.threats.filter(({ id }) => ids.has(id));
}

function writeRecord(record: Float64Array, outcome: TrialOutcome, fields: RaidFields): void {
  record[RaidFields.threats] = outcome.threats;
  record[RaidFields.leakers] = outcome.leakers;
  for (const count of Object.values(outcome.faults)) record[RaidFields.faults]! += count;
  const { layers } = fields;
  layers.forEach((layer, i) => {
    const spent = outcome.spent[layer] ?? 0;
    record[RaidFields.spent]! += spent;
    record[fields.of(i, "spent")] = spent;
    record[fields.of(i, "exhausted")] = outcome.exhausted.includes(layer) ? 1 : 0;
  });
  for (const threat of outcome.killed) {
    const { firstTrack_s, fireControl_s, handoverError_m, launch_s, killedBy } = threat;
    if (firstTrack_s !== undefined) {
      record[RaidFields.tracked]!++;
      record[RaidFields.trackDelay_s]! += firstTrack_s - launch_s;
    }
    if (fireControl_s !== undefined) {
      record[RaidFields.quality]!++;
      record[RaidFields.qualityDelay_s]! += fireControl_s - launch_s;
    }
    if (handoverError_m !== undefined) {
      record[RaidFields.handovers]!++;
      record[RaidFields.handoverError_m]! += handoverError_m;
    }
    const stoppedAt = killedBy === undefined ? layers.length : layers.indexOf(killedBy);
    for (let i = 0; i < layers.length && i <= stoppedAt; i++) record[fields.of(i, "arrived")]!++;
    if (stoppedAt < layers.length) record[fields.of(stoppedAt, "stopped")]!++;
  }
  for (const { layer, altitude_m } of outcome.shots) {
    const i = layers.indexOf(layer);
    record[fields.of(i, "intercepts")]!++;
    if (altitude_m > 100_000) record[fields.of(i, "above100km")]!++;
    if (altitude_m < 40_000) record[fields.of(i, "below40km")]!++;
  }
  for (const { layer, window_s } of outcome.launchWindows) {
    const i = layers.indexOf(layer);
    record[fields.of(i, "windows")]!++;
    record[fields.of(i, "window_s")]! += window_s;
  }
}
