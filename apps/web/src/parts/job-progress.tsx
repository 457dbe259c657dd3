import { cancelJob, type Job } from "../state/jobs.ts";
import { useWords } from "../words/words.ts";

/** How far a job is, with a way to stop it. */
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
      {job.notes.length > 0 && (
        <details>
          <summary>{words("job.notes", { count: job.notes.length })}</summary>
          <ul>
            {job.notes.map((note) => (
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
