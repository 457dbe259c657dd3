import { create } from "zustand";
import type { JobRequest, JobState, JobVerdict } from "../../../../packages/cli/src/server/job-types.ts";
import type { Language } from "../compute/desk-types.ts";

/** A claim's verdict as the server has it. */
export type Verdict = JobVerdict;
/** Long work on the server. */
export type Job = JobState;
/** What the server is asked to do. */
export type JobAsked = JobRequest;

interface JobStore {
  readonly jobs: readonly Job[];
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly trouble: string | undefined;
}

/** The server's jobs and the verdicts known here. */
export const useJobs = create<JobStore>(() => ({ jobs: [], verdicts: {}, trouble: undefined }));

const isOver = ({ status }: Job): boolean => status === "done" || status === "failed" || status === "cancelled";

async function answerOf<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, init);
  const body = (await answer.json()) as T & { readonly message?: string };
  if (!answer.ok) throw new Error(body.message ?? `the server answered ${answer.status}`);
  return body;
}

function take(job: Job): void {
  useJobs.setState(({ jobs, verdicts }) => ({
    jobs: jobs.some(({ id }) => id === job.id) ? jobs.map((each) => (each.id === job.id ? job : each)) : [job, ...jobs],
    verdicts: { ...verdicts, ...Object.fromEntries(job.verdicts.map((verdict) => [verdict.id, verdict])) },
  }));
}

/** Watches a job until it is over. */
function watch(id: string): void {
  const events = new EventSource(`/api/jobs/${id}/events`);
  events.addEventListener("error", () => {
    useJobs.setState({ trouble: "connection" });
  });
  events.addEventListener("open", () => {
    if (useJobs.getState().trouble === "connection") useJobs.setState({ trouble: undefined });
  });
  events.addEventListener("message", ({ data }: MessageEvent<string>) => {
    const job = JSON.parse(data) as Job;
    take(job);
    if (isOver(job)) events.close();
  });
}

/** Takes up what the server knows: verdicts, and jobs that go on after the page was loaded anew. */
export async function openJobs(language: Language): Promise<void> {
  try {
    const [{ jobs }, { verdicts }] = await Promise.all([
      answerOf<{ jobs: readonly Job[] }>("/api/jobs"),
      answerOf<{ verdicts: readonly Verdict[] }>(`/api/verdicts?language=${language}`),
    ]);
    useJobs.setState({
      verdicts: Object.fromEntries(verdicts.map((verdict) => [verdict.id, verdict])),
      trouble: undefined,
    });
    for (const job of jobs.toReversed()) {
      const known = useJobs.getState().jobs.find(({ id }) => id === job.id);
      useJobs.setState(({ jobs: before }) => ({ jobs: [job, ...before.filter(({ id }) => id !== job.id)] }));
      if (!isOver(job) && known === undefined) watch(job.id);
    }
  } catch (error) {
    useJobs.setState({ trouble: error instanceof Error ? error.message : String(error) });
  }
}

/** Starts long work on the server; tells its id. */
export async function startJob(asked: JobAsked): Promise<string | undefined> {
  try {
    const job = await answerOf<Job>("/api/jobs", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asked),
    });
    useJobs.setState({ trouble: undefined });
    take(job);
    watch(job.id);
    return job.id;
  } catch (error) {
    useJobs.setState({ trouble: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

/** Lets a job go on that stopped before its end. */
export async function resumeJob(id: string): Promise<void> {
  try {
    take(await answerOf<Job>(`/api/jobs/${id}/resume`, { method: "POST" }));
    useJobs.setState({ trouble: undefined });
    watch(id);
  } catch (error) {
    useJobs.setState({ trouble: error instanceof Error ? error.message : String(error) });
  }
}

/** Cancels a job; what it found so far stays. */
export async function cancelJob(id: string): Promise<void> {
  await fetch(`/api/jobs/${id}`, { method: "DELETE" }).catch(() => undefined);
}
