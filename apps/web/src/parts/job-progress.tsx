import { cancelJob, type Job, resumeJob } from "../state/jobs.ts";
import { useWords } from "../words/words.ts";
import { JobNarrowing } from "./job-narrowing.tsx";

/** How far a job is and how its intervals narrow, with a way to stop it and to let it go on. */
export function JobProgress({ job }: { readonly job: Job }) {
  const words = useWords();
  const { progress, status, message } = job;
  const isOver = status === "done" || status === "failed" || status === "cancelled";
  const total = Math.max(1, progress?.total ?? 1);
  return (
    <div className="job" data-status={status} data-testid="job">
      <p role="status">
        <strong>{words(`job.${status}`)}</strong> {job.title}
        {status === "running" && progress !== undefined
          ? ` · ${progress.label}: ${progress.done} / ${progress.total}`
          : ""}
        {message === undefined ? "" : ` · ${message}`}
      </p>
      {!isOver && (
        <>
          <progress max={total} value={progress?.done ?? 0} aria-label={job.title} />
          <button type="button" onClick={() => void cancelJob(job.id)}>
            {words("job.cancel")}
          </button>
        </>
      )}
      {job.canResume && (
        <button type="button" className="primary" onClick={() => void resumeJob(job.id)}>
          {words("job.resume")}
        </button>
      )}
      <JobNarrowing history={job.history} />
      {job.notes.length > 0 && (
        <details>
          <summary>{words("job.notes", { count: job.notes.length })}</summary>
          <ul>
            {[...new Set(job.notes)].map((note) => (
              <li key={note}>
                <code>{note}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
