import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { isClone } from "../host/package.ts";
import { siblingModule } from "../host/pool.ts";
import { JOB_FILE, keepJob, readKeptJobs } from "./kept-jobs.ts";
import type { JobRequest, JobStart, JobState, JobTidings } from "./job-types.ts";

interface Job {
  state: JobState;
  readonly request: JobRequest;
  readonly place: string;
  readonly listeners: Set<(state: JobState) => void>;
  readonly asked_ms: number;
  resume: boolean;
  thread?: Worker;
  isOverBudget?: boolean;
}

/** What the work of a server may take. */
export interface JobLimits {
  /** Time of one job, s. */
  readonly budget_s: number;
  /** Jobs that may wait. */
  readonly waiting: number;
}

const LIMITS: JobLimits = { budget_s: 3600, waiting: 100 };

/** Finished jobs that are kept; older ones go with their files. */
const KEPT = 30;

/** Long work of the server: one job at a time in a thread of its own, so that pages are answered meanwhile. */
export class Jobs {
  readonly #folder: string;
  readonly #jobs = new Map<string, Job>();
  readonly #limits: JobLimits;
  #isOpen = true;
  readonly #onVerdict: (verdict: JobState["verdicts"][number], language: "en" | "ja") => void;

  constructor(
    folder: string,
    onVerdict: (verdict: JobState["verdicts"][number], language: "en" | "ja") => void = () => undefined,
    limits: Partial<JobLimits> = {},
  ) {
    this.#limits = { ...LIMITS, ...limits };
    this.#folder = folder;
    this.#onVerdict = onVerdict;
    for (const { id, request, state, asked_ms } of readKeptJobs(this.#place()))
      this.#jobs.set(id, { state, request, asked_ms, place: this.#place(id), listeners: new Set(), resume: false });
  }

  #place(...parts: readonly string[]): string {
    return join(this.#folder, ".parapet", "jobs", ...parts);
  }

  list(): readonly JobState[] {
    return [...this.#jobs.values()].map(({ state }) => state).toReversed();
  }

  find(id: string): JobState | undefined {
    return this.#jobs.get(id)?.state;
  }

  /** The new job; undefined when too many wait already. */
  start(request: JobRequest): JobState | undefined {
    const waiting = [...this.#jobs.values()].filter(({ state }) => state.status === "waiting").length;
    if (waiting >= this.#limits.waiting) return undefined;
    const id = randomUUID();
    const command =
      request.kind === "check"
        ? `parapet check ${request.claims.join(" ")}`
        : `parapet run ${/\s/.test(request.study) ? "study.yaml" : `studies/${request.study}.yaml`}${request.seed === undefined ? "" : ` --seed ${request.seed}`}${request.runs === undefined ? "" : ` --runs ${request.runs}`}`;
    const title =
      request.kind === "check"
        ? request.claims.join(", ")
        : (/^name:\s*(\S+)/m.exec(request.study)?.[1] ?? request.study);
    const state: JobState = {
      id,
      kind: request.kind,
      status: "waiting",
      title,
      notes: [],
      history: [],
      verdicts: [],
      files: [],
      canResume: false,
      command,
    };
    const place = this.#place(id);
    const job: Job = { state, request, place, asked_ms: Date.now(), listeners: new Set(), resume: false };
    this.#jobs.set(id, job);
    this.#change(job, { status: "waiting" }); // Keeps it: a server that ends before its turn knows of it afterwards.
    void this.#dropOld();
    this.#startNext();
    return this.#jobs.get(id)!.state;
  }

  /** Lets a job that was cancelled, failed or lost its server go on; undefined when there is nothing to go on with. */
  resume(id: string): JobState | undefined {
    const job = this.#jobs.get(id);
    if (job === undefined || job.thread !== undefined || !job.state.canResume) return undefined;
    const { message: _, ...state } = job.state;
    job.state = state;
    job.resume = true;
    delete job.isOverBudget;
    this.#change(job, { status: "waiting", canResume: false, verdicts: [] });
    this.#startNext();
    return job.state;
  }

  /** Stops a job; what it has found so far stays. */
  cancel(id: string): void {
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    if (job.thread === undefined) {
      if (job.state.status === "waiting") this.#change(job, { status: "cancelled", canResume: true });
      return;
    }
    const { thread } = job;
    thread.postMessage("cancel");
    // A study that computes without a pause does not hear; it is ended.
    setTimeout(() => void thread.terminate(), 3000).unref();
  }

  /** Calls back with every new state until the returned function is called. */
  listen(id: string, listener: (state: JobState) => void): () => void {
    const job = this.#jobs.get(id);
    job?.listeners.add(listener);
    return () => void job?.listeners.delete(listener);
  }

  /** The path of one of a job's files; undefined for anything that is none. */
  pathOf(id: string, file: string): string | undefined {
    const job = this.#jobs.get(id);
    return job?.state.files.includes(file) === true ? join(job.place, ...file.split("/")) : undefined;
  }

  /** Ends what is under way; what waits is not begun. */
  async close(): Promise<void> {
    this.#isOpen = false;
    await Promise.all([...this.#jobs.values()].map(({ thread }) => thread?.terminate()));
  }

  #startNext(): void {
    const jobs = [...this.#jobs.values()];
    if (!this.#isOpen || jobs.some(({ state }) => state.status === "running")) return;
    const job = jobs.find(({ state }) => state.status === "waiting");
    if (job === undefined) return;
    const start: JobStart = {
      id: job.state.id,
      request: job.request,
      folder: this.#folder,
      place: job.place,
      workers: Math.max(1, availableParallelism() - 1),
      resume: job.resume,
    };
    const thread = new Worker(fileURLToPath(siblingModule(import.meta.url, "job-thread")), {
      workerData: start,
      execArgv: isClone ? ["--conditions=development"] : [],
    });
    job.thread = thread;
    this.#change(job, { status: "running" });
    const { budget_s } = this.#limits;
    const budget = setTimeout(() => {
      job.isOverBudget = true;
      this.cancel(job.state.id);
    }, 1000 * budget_s).unref();
    thread.on("message", (tidings: JobTidings) => this.#hear(job, tidings));
    thread.on("error", (error) => this.#hear(job, { kind: "failed", message: error.message }));
    thread.on("exit", () => {
      clearTimeout(budget);
      delete job.thread;
      if (job.state.status === "running") this.#hear(job, { kind: "cancelled" });
      this.#startNext();
    });
  }

  #hear(job: Job, tidings: JobTidings): void {
    const { state } = job;
    if (tidings.kind === "progress") {
      const { label, done, total } = tidings;
      this.#change(job, { progress: { label, done, total } });
    } else if (tidings.kind === "interim") this.#change(job, { history: thin([...state.history, tidings.interim]) });
    else if (tidings.kind === "note") this.#change(job, { notes: [...state.notes, tidings.line].slice(-50) });
    else if (tidings.kind === "verdict") {
      this.#onVerdict(tidings.verdict, job.request.language);
      this.#change(job, { verdicts: [...state.verdicts, tidings.verdict], files: listFiles(job.place) });
    } else if (tidings.kind === "result")
      this.#change(job, { result: tidings.result, text: tidings.text, files: listFiles(job.place) });
    else if (tidings.kind === "cancelled" && job.isOverBudget === true)
      this.#change(job, {
        status: "failed",
        message: `stopped: a job may take ${describeTime(this.#limits.budget_s)} here; parapet run on the command line has no such limit`,
        canResume: true,
      });
    else if (tidings.kind === "failed")
      this.#change(job, { status: "failed", message: tidings.message, canResume: true });
    else this.#change(job, { status: tidings.kind, canResume: tidings.kind === "cancelled" });
  }

  #change(job: Job, part: Partial<JobState>): void {
    job.state = { ...job.state, ...part };
    if (part.status !== undefined) {
      const { state, request, asked_ms, place } = job;
      keepJob(place, { id: state.id, request, state, asked_ms });
    }
    for (const listener of job.listeners) listener(job.state);
  }

  async #dropOld(): Promise<void> {
    const ended = [...this.#jobs.values()].filter(({ state }) => !["waiting", "running"].includes(state.status));
    for (const { state, place } of ended.slice(0, Math.max(0, ended.length - KEPT))) {
      this.#jobs.delete(state.id);
      await rm(place, { recursive: true, force: true });
    }
  }
}

/** Points of a history that are kept: beyond them every second one goes. */
const MOST_POINTS = 80;

function thin(history: JobState["history"]): JobState["history"] {
  return history.length <= MOST_POINTS ? history : history.filter((_, i) => i % 2 === 1 || i === history.length - 1);
}

function describeTime(time_s: number): string {
  return time_s < 120 ? `${time_s} s` : `${Math.round(time_s / 60)} min`;
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        entry.name !== JOB_FILE &&
        !entry.parentPath
          .slice(folder.length)
          .split(sep)
          .some((part) => part.startsWith(".")),
    )
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    )
    .toSorted();
}
