import type { InputProblem } from "./host/problems.ts";
import type { Progress } from "./host/progress.ts";
import type { TaskFunction } from "./host/pool.ts";

/** One number of a result with the interval it lies in. */
export interface Metric {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
}

/** A bound on a metric that the study's file states, and whether it holds. */
export interface Expectation {
  /** "defendedPopulationShare at least 0.99: 0.87 found" */
  readonly text: string;
  readonly holds: boolean;
}

/** What the host lends a study while it computes. */
export interface StudyHost {
  /** Maps tasks over the session's worker threads; results in the order of the tasks. */
  readonly mapTasks: <Task, Shared, Result>(work: {
    /** URL of a module of this package, made with siblingModule. */
    readonly module: string;
    /** Name of a TaskFunction it exports. */
    readonly function: string;
    readonly tasks: readonly Task[];
    readonly shared: Shared;
    readonly batchSize?: number;
    readonly onProgress?: (done: number) => void;
    /** Only ties the types together. */
    readonly perform?: TaskFunction<Task, Shared, Result>;
  }) => Promise<Result[]>;
  readonly startProgress: (label: string, total: number) => Promise<Progress>;
  readonly language: "en" | "ja";
  /** The command that makes this result again, for the report. */
  readonly command: string;
  readonly version: string;
}

/** A study with all its input resolved, ready to be computed. */
export interface PreparedStudy {
  readonly kind: string;
  readonly name: string;
  /** Hash of the resolved input, in hexadecimal; seed and runs apart. */
  readonly hash: string;
  readonly seed: number;
  readonly runs: number;
  readonly warnings: readonly InputProblem[];
  /** Computes the study; the same input gives the same outcome whatever the host's number of workers. */
  readonly perform: (host: StudyHost) => Promise<StudyOutcome>;
}

/** What a study hands back: JSON-able but for the bytes of files. */
export interface StudyOutcome {
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Content of metrics.json when it holds more than the metrics. */
  readonly details?: unknown;
  /** Every value used with its source, as YAML. */
  readonly resolved: string;
  readonly expectations: readonly Expectation[];
  /** Files of the result by path: report.html, area.geojson, events.parquet. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The answer for a reader at a terminal, without the place of the result. */
  readonly text: string;
}
