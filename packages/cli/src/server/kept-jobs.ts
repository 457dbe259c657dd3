import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type JobRequest, jobRequest, type JobState, jobState } from "./job-types.ts";

/** A job as its folder keeps it, so that another start of the server knows of it. */
export interface KeptJob {
  readonly id: string;
  readonly request: JobRequest;
  readonly state: JobState;
  /** When it was asked for, ms since 1970. */
  readonly asked_ms: number;
}

/** Name of the file. */
export const JOB_FILE = "job.json";

/** Keeps a job in its folder; a disk that is full costs the memory of the job, not the job. */
export function keepJob(place: string, job: KeptJob): void {
  try {
    mkdirSync(place, { recursive: true });
    const fresh = join(place, `.${JOB_FILE}`);
    writeFileSync(fresh, JSON.stringify(job));
    renameSync(fresh, join(place, JOB_FILE));
  } catch {
    // The job goes on; it will be forgotten with this server.
  }
}

/** The jobs of earlier starts of the server, oldest first. What was under way when one ended has stopped and can go on. */
export function readKeptJobs(folder: string): readonly KeptJob[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((id) => {
      const kept = readKept(join(folder, id, JOB_FILE));
      return kept?.id === id ? [kept] : [];
    })
    .toSorted((a, b) => a.asked_ms - b.asked_ms);
}

function readKept(path: string): KeptJob | undefined {
  try {
    const kept = JSON.parse(readFileSync(path, "utf8")) as KeptJob;
    const state = jobState.parse(kept.state);
    const hasStopped = state.status === "running" || state.status === "waiting";
    return {
      id: kept.id,
      request: jobRequest.parse(kept.request),
      asked_ms: Number(kept.asked_ms) || 0,
      state: hasStopped ? { ...state, status: "cancelled", canResume: true } : state,
    };
  } catch {
    return undefined; // Of another version, or torn: that job is not known any more.
  }
}
