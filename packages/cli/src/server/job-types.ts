import { z } from "zod";
import type { Interim } from "../study-seam.ts";

/** What a job is asked to do: judge claims by their names, or run a study that is named or given as text. */
export const jobRequest: z.ZodType<JobRequest, JobRequest> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("check"),
    claims: z
      .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/))
      .min(1)
      .max(200),
    language: z.enum(["en", "ja"]),
  }),
  z.object({
    kind: z.literal("run"),
    study: z.string().min(1).max(1_000_000).describe("name of a shipped study, or the text of one"),
    scenario: z
      .string()
      .max(5_000_000)
      .exactOptional()
      .describe("text of the study's scenario, where it is not a shipped one"),
    seed: z.number().int().min(0).max(4_294_967_295).exactOptional(),
    runs: z.number().int().min(1).max(1_000_000).exactOptional(),
    language: z.enum(["en", "ja"]),
  }),
]);
export type JobRequest =
  | { readonly kind: "check"; readonly claims: readonly string[]; readonly language: "en" | "ja" }
  | {
      readonly kind: "run";
      readonly study: string;
      readonly scenario?: string;
      readonly seed?: number;
      readonly runs?: number;
      readonly language: "en" | "ja";
    };

export const jobVerdict: z.ZodType<JobVerdict, JobVerdict> = z.object({
  id: z.string(),
  verdict: z.enum(["supported", "refuted", "depends", "not-computable"]),
  margin: z.number().nullable(),
  shareOfRange: z.number().nullable(),
  decidingAssumption: z.string().nullable(),
  flipPoint: z.string().nullable(),
  sentence: z.string(),
  studies: z.array(z.string()),
  assumptionSets: z
    .array(
      z.looseObject({
        set: z.string(),
        verdict: z.enum(["supported", "refuted", "depends", "not-computable"]),
        shareOfRange: z.number(),
        value: z.number(),
        low: z.number(),
        high: z.number(),
        unit: z.string(),
      }),
    )
    .exactOptional(),
  notComputable: z.array(z.string()),
  reports: z.array(z.string()),
  job: z.string(),
});

/** What a claim was found to be under one set of assumptions. */
export interface VerdictUnderSet {
  readonly set: string;
  readonly verdict: "supported" | "refuted" | "depends" | "not-computable";
  readonly shareOfRange: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly [more: string]: unknown;
}

/** What a claim was found to be, as `parapet check --json` has it, and where its reports are. */
export interface JobVerdict {
  readonly id: string;
  readonly verdict: "supported" | "refuted" | "depends" | "not-computable";
  readonly margin: number | null;
  readonly shareOfRange: number | null;
  readonly decidingAssumption: string | null;
  readonly flipPoint: string | null;
  readonly sentence: string;
  readonly studies: readonly string[];
  /** The same claim under each set of assumptions; absent where verdicts were found without them. */
  readonly assumptionSets?: readonly VerdictUnderSet[];
  readonly notComputable: readonly string[];
  /** Reports of its studies, below /api/jobs/<job>/files/. */
  readonly reports: readonly string[];
  readonly job: string;
}

const jobMetric = z.object({ value: z.number(), low: z.number(), high: z.number(), unit: z.string() });

const jobInterim = z.object({
  done: z.number(),
  wanted: z.number(),
  of: z.enum(["luck", "draws"]),
  metrics: z.record(z.string(), jobMetric),
});

/** What a study said at some time while it ran. */
export type JobInterim = Interim;

export const jobState: z.ZodType<JobState, JobState> = z.object({
  id: z.string(),
  kind: z.enum(["check", "run"]),
  status: z.enum(["waiting", "running", "done", "failed", "cancelled"]),
  title: z.string(),
  progress: z.object({ label: z.string(), done: z.number(), total: z.number() }).exactOptional(),
  notes: z.array(z.string()),
  history: z.array(jobInterim).describe("how the intervals narrowed"),
  verdicts: z.array(jobVerdict),
  result: z
    .looseObject({
      kind: z.string(),
      name: z.string(),
      hash: z.string(),
      seed: z.number(),
      version: z.string(),
      runs: z.number(),
      metrics: z.record(z.string(), jobMetric),
    })
    .exactOptional(),
  text: z.string().exactOptional(),
  files: z.array(z.string()),
  canResume: z.boolean().describe("whether it stopped before its end and can go on where it did"),
  command: z.string(),
  message: z.string().exactOptional(),
});

/** The answer of `parapet run --json`. */
export interface JobResult {
  readonly kind: string;
  readonly name: string;
  readonly hash: string;
  readonly seed: number;
  readonly version: string;
  readonly runs: number;
  readonly metrics: Readonly<
    Record<string, { readonly value: number; readonly low: number; readonly high: number; readonly unit: string }>
  >;
  readonly [more: string]: unknown;
}

/** A job as a page sees it. */
export interface JobState {
  readonly id: string;
  readonly kind: "check" | "run";
  readonly status: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly title: string;
  readonly progress?: { readonly label: string; readonly done: number; readonly total: number };
  readonly notes: readonly string[];
  /** How the intervals narrowed; thinned where it is long. */
  readonly history: readonly JobInterim[];
  readonly verdicts: readonly JobVerdict[];
  readonly result?: JobResult;
  /** What the command line would print. */
  readonly text?: string;
  readonly files: readonly string[];
  /** Whether it stopped before its end and can go on where it did. */
  readonly canResume: boolean;
  readonly command: string;
  readonly message?: string;
}

/** What the thread of a job tells the server. */
export type JobTidings =
  | { readonly kind: "progress"; readonly label: string; readonly done: number; readonly total: number }
  | { readonly kind: "interim"; readonly interim: JobInterim }
  | { readonly kind: "note"; readonly line: string }
  | { readonly kind: "verdict"; readonly verdict: JobVerdict }
  | { readonly kind: "result"; readonly result: JobResult; readonly text: string }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "cancelled" }
  | { readonly kind: "done" };

/** What the server gives the thread of a job at its start. */
export interface JobStart {
  readonly id: string;
  readonly request: JobRequest;
  /** Folder of the server. */
  readonly folder: string;
  /** The job's own folder. */
  readonly place: string;
  readonly workers: number;
  /** Goes on where the job stopped. */
  readonly resume: boolean;
}
