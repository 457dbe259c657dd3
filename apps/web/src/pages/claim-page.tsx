import type { ReportSource } from "parapet";
import { useState } from "react";
import type { ClaimFact } from "../compute/desk-types.ts";
import { ClaimLab } from "../parts/claim-lab.tsx";
import { JobProgress } from "../parts/job-progress.tsx";
import { useClaimResult } from "../parts/use-claim-result.ts";
import { VerdictsUnderSets } from "../parts/verdicts-under-sets.tsx";
import { VerdictBadge } from "../parts/verdict-badge.tsx";
import { openStudyOnMap } from "../state/open-study.ts";
import { startJob, useJobs } from "../state/jobs.ts";
import { localName, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** A claim: what was said and by whom, the verdict and what it turns on, the report with its picture, and what no computation can say. */
export function ClaimPage({ fact }: { readonly fact: ClaimFact }) {
  const words = useWords();
  const { language, shipped, set } = usePicked("language", "shipped", "set");
  const { jobs, verdicts } = useJobs();
  const [isReportOpen, setReportOpen] = useState(true);
  const { claim, studies } = fact;
  const verdict = verdicts[claim.id];
  const job = jobs.find(
    ({ kind, title, status }) =>
      kind === "check" &&
      title.split(", ").includes(claim.id) &&
      (status === "running" || status === "waiting" || status === "failed"),
  );
  const word = verdict?.verdict ?? (studies.length === 0 ? "not-computable" : undefined);
  const report = verdict?.reports[0];
  const own = shipped?.studies.filter(({ name }) => claim.studies.includes(name)) ?? [];
  const judge = (): void => void startJob({ kind: "check", claims: [claim.id], language });
  // Reports are kept with the job that made them, which another start of the server does not know.
  const isReportHere = report !== undefined && jobs.some(({ id }) => id === verdict?.job);
  const result = useClaimResult(
    jobs.find(({ id }) => id === verdict?.job),
    claim.id,
    claim.criterion?.study,
  );
  return (
    <main className="single">
      <article className="wide claim">
        <p>
          <button type="button" className="plain" onClick={() => set({ item: undefined })}>
            ← {words("claims.all")}
          </button>
        </p>
        <h2 className="statement">{localName(claim.statement, language)}</h2>
        <p className="quiet">{words("claims.ownWords")}</p>
        <section>
          <h3>{words("claims.saidBy")}</h3>
          <ul>
            {claim.reportedBy.map(({ source, outlet, date, speaker }) => (
              <li key={`${source} ${date ?? ""} ${speaker ?? ""}`}>
                {[speaker, outlet, date].filter((part) => part !== undefined).join(", ")}{" "}
                <SourceLink source={shipped?.sources[source]} id={source} />
              </li>
            ))}
          </ul>
        </section>
        <section className="verdict-box">
          <h3>{words("claims.verdict")}</h3>
          <p className="verdict-line">
            <VerdictBadge word={word} /> {verdict?.sentence}
          </p>
          {verdict?.shareOfRange !== null && verdict?.shareOfRange !== undefined && (
            <p>{words("claims.shareOfRange", { share: Math.round(100 * verdict.shareOfRange) })}</p>
          )}
          {verdict?.decidingAssumption !== null && verdict?.decidingAssumption !== undefined && (
            <p>
              {words("claims.turnsOn", { what: verdict.decidingAssumption })}{" "}
              {verdict.flipPoint === null ? words("claims.noFlip") : words("claims.flip", { value: verdict.flipPoint })}
            </p>
          )}
          <VerdictsUnderSets findings={verdict?.assumptionSets ?? []} />
          {job !== undefined && <JobProgress job={job} />}
          {studies.length > 0 && (job === undefined || job.status === "failed") && !isReportHere && (
            <p>
              <button type="button" className="primary" onClick={judge}>
                {words(verdict === undefined ? "claims.judge" : "claims.judgeAgain")}
              </button>
            </p>
          )}
          <p className="quiet">
            <code>npx parapet check {claim.id}</code>
          </p>
        </section>
        {claim.criterion !== undefined && (
          <section>
            <h3>{words("claims.criterion")}</h3>
            <p>
              {result?.names?.[claim.criterion.metric] !== undefined && (
                <>{localName(result.names[claim.criterion.metric], language)}: </>
              )}
              <code>
                {claim.criterion.metric} {claim.criterion.atLeast === undefined ? "" : `≥ ${claim.criterion.atLeast}`}{" "}
                {claim.criterion.atMost === undefined ? "" : `≤ ${claim.criterion.atMost}`}
              </code>
            </p>
            <p>
              {typeof claim.criterion.why === "string" ? claim.criterion.why : localName(claim.criterion.why, language)}
            </p>
          </section>
        )}
        {claim.criterion !== undefined && result !== undefined && (
          <section>
            <h3>{words("lab.title")}</h3>
            <ClaimLab key={claim.id} study={claim.criterion.study} criterion={claim.criterion} result={result} />
          </section>
        )}
        {own.length > 0 && (
          <section>
            <h3>{words("claims.studies")}</h3>
            <ul>
              {own.map(({ name, study }) => (
                <li key={name}>
                  {study.title === undefined ? name : localName(study.title, language)}{" "}
                  <span className="quiet">({words(`study.kind.${study.kind}`)})</span>{" "}
                  {study.kind === "defended-area" && (
                    <button type="button" onClick={() => openStudyOnMap(study)}>
                      {words("claims.onMap")}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        {(claim.notComputable ?? []).length > 0 && (
          <section>
            <h3>{words("claims.notComputable")}</h3>
            <ul className="dots">
              {claim.notComputable!.map((text) => (
                <li key={text.en}>{localName(text, language)}</li>
              ))}
            </ul>
          </section>
        )}
        {claim.note !== undefined && <p className="quiet">{claim.note}</p>}
        {isReportHere && (
          <section>
            <h3>
              {words("claims.report")}{" "}
              <a href={`/api/jobs/${verdict!.job}/files/${report}`} target="_blank" rel="noreferrer">
                {words("claims.reportAlone")}
              </a>
            </h3>
            <button type="button" aria-expanded={isReportOpen} onClick={() => setReportOpen(!isReportOpen)}>
              {words(isReportOpen ? "claims.hideReport" : "claims.showReport")}
            </button>
            {isReportOpen && (
              <iframe
                className="report"
                title={words("claims.report")}
                src={`/api/jobs/${verdict!.job}/files/${report}`}
                sandbox="allow-same-origin allow-popups"
              />
            )}
          </section>
        )}
      </article>
    </main>
  );
}

/** A publication, as a link where it has an address. */
export function SourceLink({ source, id }: { readonly source: ReportSource | undefined; readonly id: string }) {
  const words = useWords();
  const text = source?.title ?? id;
  return (
    <>
      {source?.url === undefined ? (
        <cite>{text}</cite>
      ) : (
        <a href={source.url} target="_blank" rel="noreferrer noopener">
          {text}
        </a>
      )}
      {source?.seen === false && <span className="quiet"> ({words("source.notSeen")})</span>}
    </>
  );
}
