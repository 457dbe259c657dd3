import type { Catalogue, FaultCount, ReportInput, ReportSource, ResolvedStudy } from "parapet";
import type { MapTasksOptions } from "./host/pool.ts";
import type { Progress } from "./host/progress.ts";

/** One number of a result with the interval it lies in. */
export interface Metric {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
}

/** What a study that still runs says so far. */
export interface Interim {
  /** Trials or draws that are in, and how many there may be. */
  readonly done: number;
  readonly wanted: number;
  /** What the intervals are of: the luck of the trials, 95 %, or draws over the ranges, 5 % to 95 %. */
  readonly of: "luck" | "draws";
  readonly metrics: Readonly<Record<string, Metric>>;
}

/** A list of tasks as a study hands it to its host. */
export interface StudyWork<Task, Shared> extends Omit<
  MapTasksOptions<Task, Shared>,
  "workers" | "signal" | "checkpoint" | "hire"
> {
  /** True where everything that follows rests on all answers and they are quick: each shard of the study then does them all. */
  readonly everywhere?: boolean;
}

/** What the host lends a study while it computes. */
interface StudyHost {
  /** Maps tasks over the session's worker threads; results in the order of the tasks. */
  readonly mapTasks: <Task, Shared, Result>(work: StudyWork<Task, Shared>) => Promise<Result[]>;
  /** Has the worker threads started while the study still makes what its tasks share; for studies with seconds of both. */
  readonly warmWorkers: () => void;
  readonly startProgress: (label: string, total: number) => Promise<Progress>;
  /** Told of the numbers while they narrow; absent where nobody looks. */
  readonly tellInterim?: (interim: Interim) => void;
  readonly catalogue: Catalogue;
  /** Title and place of a publication, by its id. */
  readonly sourceOf: (id: string) => ReportSource;
  /** Content of catalogue/geography/<name>.json. */
  readonly readGeography: (name: string) => Promise<unknown>;
  /** Name of a system of the catalogue, or of a unit or launch region of the study, in the host's language. */
  readonly nameOf: (id: string) => string;
  readonly language: "en" | "ja";
  /** The command that makes this result again. */
  readonly command: string;
  readonly version: string;
  /** Hash of the resolved study. */
  readonly hash: string;
}

/** What a study hands back: JSON-able but for the bytes of files. The host adds manifest.json and resolved.yaml. */
export interface StudyOutcome {
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Content of metrics.json when it holds more than the metrics. */
  readonly details?: unknown;
  /** Files of the result by path: report.html, area.geojson, events.parquet. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** What report.html shows, in the host's language; the claim and its verdict are added when the result is written. */
  readonly report?: ReportInput;
  /** Computations that did not come to an end, by reason, and how many there were; what a study cannot fail at it leaves out. */
  readonly faults?: FaultCount;
  /** The answer for a reader at a terminal, without the place of the result. */
  readonly text: string;
}

/** A study with everything it refers to, whose `seed` and `draws` are those of the command line where it gave any. */
export type { ResolvedStudy } from "parapet";

/** Computes a resolved study; the same study gives the same outcome whatever the host's number of workers. */
export type PerformStudy<S extends ResolvedStudy = ResolvedStudy> = (
  study: S,
  host: StudyHost,
) => Promise<StudyOutcome>;
