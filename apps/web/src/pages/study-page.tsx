import { useEffect, useState } from "react";
import { JobProgress } from "../parts/job-progress.tsx";
import { MetricTable } from "../parts/metric-table.tsx";
import { RaidCharts } from "../parts/raid-charts.tsx";
import { Trouble } from "../parts/trouble.tsx";
import { useMetricNames } from "../parts/use-metric-names.ts";
import { type JobAsked, openJobs, startJob, useJobs } from "../state/jobs.ts";
import { openStudyOnMap } from "../state/open-study.ts";
import { localName, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";

const WHAT_IF = "what-if";

/** Studies to run on this machine: seed and number of runs to choose, progress to watch, results to open. */
export function StudyPage() {
  const words = useWords();
  const { shipped, language, files, item, set } = usePicked("shipped", "language", "files", "item", "set");
  const { jobs, trouble } = useJobs();
  const [seed, setSeed] = useState("");
  const [runs, setRuns] = useState("");
  const [open, setOpen] = useState<string>();
  useEffect(() => void openJobs(language), [language]);
  const studies = shipped?.studies ?? [];
  const chosen = item ?? studies[0]?.name;
  const study = studies.find(({ name }) => name === chosen)?.study;
  const own = jobs.filter(({ kind }) => kind === "run");
  const shown = own.find(({ id }) => id === open) ?? own[0];
  const start = async (): Promise<void> => {
    if (chosen === undefined) return;
    const asked: JobAsked = {
      kind: "run",
      study: chosen === WHAT_IF && files !== undefined ? files.study : chosen,
      ...(chosen === WHAT_IF && files !== undefined ? { scenario: files.scenario } : {}),
      ...(/^\d+$/.test(seed) ? { seed: Number(seed) } : {}),
      ...(/^[1-9]\d*$/.test(runs) ? { runs: Number(runs) } : {}),
      language,
    };
    setOpen(await startJob(asked));
  };
  const nameOfMetric = useMetricNames(shown);
  return (
    <main className="single">
      <div className="wide">
        <h2>{words("page.study")}</h2>
        <p className="lead">{words("study.lead")}</p>
        <Trouble trouble={trouble} onRetry={() => void openJobs(language)} />
        <form
          className="study-form"
          onSubmit={(event) => {
            event.preventDefault();
            void start();
          }}
        >
          <label className="field">
            <span>{words("study.which")}</span>
            <select value={chosen ?? ""} onChange={(event) => set({ item: event.target.value })}>
              {shipped === undefined && <option value={chosen ?? ""}>{words("app.loading")}</option>}
              {files !== undefined && <option value={WHAT_IF}>{words("study.whatIf")}</option>}
              {studies.map(({ name, study: each }) => (
                <option key={name} value={name}>
                  {each.title === undefined ? name : localName(each.title, language)} ({each.kind})
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{words("study.runs")}</span>
            <input
              inputMode="numeric"
              value={runs}
              placeholder={words("study.asFile")}
              onChange={(event) => setRuns(event.target.value)}
            />
          </label>
          <label className="field">
            <span>{words("study.seed")}</span>
            <input
              inputMode="numeric"
              value={seed}
              placeholder={words("study.asFile")}
              onChange={(event) => setSeed(event.target.value)}
            />
          </label>
          <button type="submit" className="primary" disabled={chosen === undefined}>
            {words("study.run")}
          </button>
          {study?.kind === "defended-area" && (
            <button type="button" onClick={() => openStudyOnMap(study)}>
              {words("claims.onMap")}
            </button>
          )}
        </form>
        {shown !== undefined && (
          <section aria-label={words("study.result")}>
            <JobProgress job={shown} />
            {shown.result !== undefined && (
              <>
                <h3>{shown.result.name}</h3>
                <p className="quiet">
                  {words("study.facts", {
                    runs: shown.result.runs,
                    seed: shown.result.seed,
                    hash: shown.result.hash.slice(0, 12),
                  })}{" "}
                  <code>npx {shown.command}</code>
                </p>
                {(shown.result.kind === "raid" || shown.result.kind === "sensitivity") && (
                  <RaidCharts key={shown.id} job={shown} />
                )}
                <MetricTable metrics={shown.result.metrics} nameOf={nameOfMetric} />
                <ul className="row">
                  {shown.files
                    .filter((file) => file.startsWith("result/"))
                    .map((file) => (
                      <li key={file}>
                        <a href={`/api/jobs/${shown.id}/files/${file}`} target="_blank" rel="noreferrer">
                          {file.slice("result/".length)}
                        </a>
                      </li>
                    ))}
                </ul>
                {shown.files.includes("result/report.html") && (
                  <iframe
                    className="report"
                    title={words("claims.report")}
                    src={`/api/jobs/${shown.id}/files/result/report.html`}
                    sandbox="allow-same-origin allow-popups"
                  />
                )}
              </>
            )}
          </section>
        )}
        {own.length > 1 && (
          <section>
            <h3>{words("study.earlier")}</h3>
            <ul>
              {own.map(({ id, title, status }) => (
                <li key={id}>
                  <button type="button" className="plain" aria-pressed={id === shown?.id} onClick={() => setOpen(id)}>
                    {words(`job.${status}`)} {title}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  );
}
